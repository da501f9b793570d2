"""A snapshot into the database and out of it again, with the same digest."""

from kawal.office.planning.exchange.bringing import Brought, bring_in, take_in
from kawal.office.planning.exchange.giving import give_out

__all__ = ["Brought", "bring_in", "give_out", "take_in"]
