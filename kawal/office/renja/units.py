"""What an OPD's units carry of its plan: each sees its own lines, and its part of the money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kawal.base.organisation.models import Unit
from kawal.engine.shared.language import say
from kawal.office.renja.grid import Grid, Row

ALL = "semua"
"""How an address asks for all units at once."""
NONE = "tanpa"
"""How it asks for the lines that no unit carries yet."""


@dataclass(frozen=True)
class Share:
    """What one unit plans. slug: as an address asks for it. money: in sen; None where one of its lines
    says no amount."""

    slug: str
    name: str
    lines: int
    money: int | None


def shares(grid: Grid) -> list[Share]:
    """Every unit that carries a line, by its code, and last what none carries."""
    by_unit: dict[str, list[Row]] = {}
    for row in grid.rows:
        if row.is_line:
            by_unit.setdefault(row.node.unit_id or "", []).append(row)
    names = dict(Unit.objects.filter(code__in=by_unit).values_list("code", "name"))
    found = [
        Share(code, names.get(code, code), len(own), _sum(own))
        for code, own in sorted(by_unit.items())
        if code
    ]
    if lost := by_unit.get(""):
        found.append(Share(NONE, say("tanpa unit"), len(lost), _sum(lost)))
    return found


def chosen(shares: Sequence[Share], asked: str | None, own: str | None) -> Share | None:
    """The unit that an address asks for; without a word that of the office that asks. None where all
    are shown, and for a unit that carries nothing here."""
    slug = own if asked is None else asked
    return next((each for each in shares if each.slug == slug), None)


def of_unit(grid: Grid, share: Share) -> Grid:
    """The grid with the lines of that unit only, each below the kegiatan and programme it hangs on."""
    code = "" if share.slug == NONE else share.slug
    lines = [row for row in grid.rows if row.is_line and (row.node.unit_id or "") == code]
    parents = {row.node.pk: row.node.parent_id for row in grid.rows}
    kept: set[str | None] = set()
    for row in lines:
        key: str | None = row.node.pk
        while key is not None and key not in kept:
            kept.add(key)
            key = parents.get(key)
    return replace(grid, rows=[row for row in grid.rows if row.node.pk in kept])


def _sum(rows: Sequence[Row]) -> int | None:
    sums = [row.total for row in rows]
    return None if None in sums else sum(each for each in sums if each is not None)
