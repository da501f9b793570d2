"""From rows to the tables of a snapshot, as the profile's emissions say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from kawal.engine.readers.figures import Figures
from kawal.engine.readers.profile import ROW, Emission, Profile, Repeated, Row, Template
from kawal.engine.snapshot.build import TextTable
from kawal.engine.snapshot.schema import BY_NAME, Kind

_Texts = list[str | None]


def tables_of(rows: Sequence[Row], profile: Profile, figures: Figures) -> list[TextTable]:
    """Every table that the profile emits; what is odd about numbers is left in `figures`."""
    merged: dict[str, dict[str, _Texts]] = {}
    for emission in profile.emissions:
        chosen = [row for row in rows if emission.takes(row)]
        cells = {
            name: _cells(chosen, emission.table, name, template, profile, figures)
            for name, template in emission.columns.items()
        }
        if emission.per:
            cells = _one_per(emission, [row[emission.per] for row in chosen], cells)
        if emission.distinct:
            cells = _distinct(cells)
        table = merged.setdefault(emission.table, {})
        for name, texts in cells.items():
            table.setdefault(name, []).extend(texts)
    file = figures.file
    return [TextTable(table, f"{file} (tabel {table})", cells) for table, cells in merged.items()]


def _cells(
    rows: Sequence[Row],
    table: str,
    name: str,
    template: Template,
    profile: Profile,
    figures: Figures,
) -> _Texts:
    kind = BY_NAME[table].column(name).kind
    texts = [template.fill(row) for row in rows]
    if kind not in (Kind.MONEY, Kind.DECIMAL) or not template.columns:
        return texts
    column = template.columns[0]
    style = profile.style(column)
    read = figures.money if kind is Kind.MONEY else figures.decimal
    return [
        read(text, style, int(row[ROW] or 0), column) for text, row in zip(texts, rows, strict=True)
    ]


def _one_per(
    emission: Emission, keys: Sequence[str | None], cells: Mapping[str, _Texts]
) -> dict[str, _Texts]:
    """The first row of each group, its money joined over the group."""
    groups: dict[str | None, list[int]] = {}
    for place, key in enumerate(keys):
        groups.setdefault(key, []).append(place)
    schema = BY_NAME[emission.table]
    return {
        name: [
            joined([texts[place] for place in places], emission.repeated)
            if schema.column(name).kind is Kind.MONEY
            else texts[places[0]]
            for places in groups.values()
        ]
        for name, texts in cells.items()
    }


def joined(amounts: Sequence[str | None], repeated: str) -> str | None:
    """The money of one node from all rows that tell it, by the summing rule; empty ones say nothing.

    >>> joined(["5.00", "5.00"], "sekali-bila-sama"), joined(["5.00", "7.00"], "sekali-bila-sama")
    ('5.00', '12.00')
    """
    known = [amount for amount in amounts if amount is not None]
    if repeated == Repeated.FIRST or not known:
        return amounts[0] if amounts else None
    if repeated == Repeated.ONCE_IF_EQUAL and len(set(known)) == 1:
        return known[0]
    return f"{sum(map(Decimal, known)):.2f}"


def _distinct(cells: Mapping[str, _Texts]) -> dict[str, _Texts]:
    unique = dict.fromkeys(zip(*cells.values(), strict=True))
    return {name: [row[place] for row in unique] for place, name in enumerate(cells)}
