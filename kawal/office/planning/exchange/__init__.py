"""A snapshot into the database and out of it again, with the same digest."""

from kawal.office.planning.exchange.baseline import baseline_of, plan_alone
from kawal.office.planning.exchange.bringing import Brought, bring_in, take_in
from kawal.office.planning.exchange.giving import give_out, part_of
from kawal.office.planning.exchange.overlay import Typing, with_amounts, with_typed

__all__ = [
    "Brought",
    "Typing",
    "baseline_of",
    "bring_in",
    "give_out",
    "part_of",
    "plan_alone",
    "take_in",
    "with_amounts",
    "with_typed",
]
