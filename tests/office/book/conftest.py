"""What the tests of this room ask for."""

from tests.regency import at_the_meeting, regency

__all__ = ["at_the_meeting", "regency"]
