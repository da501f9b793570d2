"""Kawal prepares and guards the yearly work plans (Renja) of an Indonesian regency."""

__version__ = "0.1.0"
