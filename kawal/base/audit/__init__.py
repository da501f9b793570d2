"""The trail: one line for every write, each bound to the one before, in the same transaction."""
