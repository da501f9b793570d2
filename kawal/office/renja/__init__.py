"""One line of a plan opened beside its findings, changed, and handed in with its plan."""
