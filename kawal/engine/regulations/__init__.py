"""What the regulations say in numbers: dated, with their source and how sure we are of it.

A changed regulation ends a value and starts another; nothing is overwritten, so a plan of an
old year is judged by the numbers of its year.
"""

from kawal.engine.regulations.book import (
    Certainty,
    NotInForce,
    Provision,
    all_provisions,
    areas,
    history,
    in_force,
)

__all__ = ["Certainty", "NotInForce", "Provision", "all_provisions", "areas", "history", "in_force"]
