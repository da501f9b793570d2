"""The nomenclature to read: the codes by decree, and what one decree makes of another's."""
