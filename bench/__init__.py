"""How fast the engine is, beside the same rules written by hand: `make bench`."""
