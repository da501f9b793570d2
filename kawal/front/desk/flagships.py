"""The nine flagship programmes: nine places, whether or not they have a name yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kawal.base.organisation.models import Opd
from kawal.base.organisation.seat import Seat
from kawal.office.findings.models import Finding
from kawal.office.planning.models import Book
from kawal.office.planning.verbatim import carried, told_of

NINE = 9
_PUSHES = "pendorong"


@dataclass(frozen=True)
class Flagship:
    """name: None for a place that nobody has named. pushing: the one OPD, or None. team: the decree
    on its special team, or None. short_of: what the rules found. opens: whether the reader may open
    the page of that OPD: the programmes are everyone's to read, the OPD may be another's."""

    number: int
    name: str | None
    pushing: Opd | None
    team: str | None
    short_of: Sequence[Finding]
    opens: bool = False


def flagships(book: Book, seat: Seat, found: Sequence[Finding]) -> list[Flagship] | None:
    """Nine places in order; None where the plans say nothing of flagship programmes.

    found: open findings on flagship programmes.
    """
    if not carried(book, "flagship"):
        return None
    rows = told_of({"flagship": {}, "flagship_opd": {"role": [_PUSHES]}})
    pushing = {row["flagship"]: row["opd"] for row in rows["flagship_opd"]}
    opds = {opd.number: opd for opd in Opd.objects.on(seat.day)}
    within = set(Opd.objects.filter(seat.within("pk")).values_list("number", flat=True))
    named = [
        Flagship(
            number,
            row["name"],
            opds.get(pushing.get(row["id"]) or ""),
            row.get("team"),
            [each for each in found if each.key.partition("|")[0] == row["id"]],
            pushing.get(row["id"]) in within,
        )
        for number, row in enumerate(rows["flagship"], 1)
    ]
    free = range(len(named) + 1, NINE + 1)
    return [*named, *(Flagship(number, None, None, None, ()) for number in free)]
