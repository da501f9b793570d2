"""What the tests of this floor ask for."""

from tests.people import sekda

__all__ = ["sekda"]
