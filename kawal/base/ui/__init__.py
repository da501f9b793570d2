"""How Kawal looks and speaks on the web: the page around everything, its parts, its colours."""
