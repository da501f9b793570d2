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
    """Every table that the profile emits, each row with the number of the source row that it comes
    from (of several, the first); what is odd about numbers is left in `figures`."""
    merged: dict[str, dict[str, _Texts]] = {}
    places: dict[str, list[int]] = {}
    for emission in profile.emissions:
        chosen = [row for row in rows if emission.takes(row)]
        cells = {
            name: _cells(chosen, emission.table, name, template, profile, figures)
            for name, template in emission.columns.items()
        }
        numbers = [int(row[ROW] or 0) for row in chosen]
        if emission.per:
            groups = _groups([row[emission.per] for row in chosen])
            cells = _one_per(emission, groups, cells)
            numbers = [numbers[group[0]] for group in groups]
        if emission.distinct:
            kept = _first_of_each(cells)
            cells = {name: [texts[at] for at in kept] for name, texts in cells.items()}
            numbers = [numbers[at] for at in kept]
        _tell_blank_money(emission, cells, numbers, figures)
        table = merged.setdefault(emission.table, {})
        for name, texts in cells.items():
            table.setdefault(name, []).extend(texts)
        places.setdefault(emission.table, []).extend(numbers)
    return [
        TextTable(table, f"{figures.file} (tabel {table})", cells, places[table])
        for table, cells in merged.items()
    ]


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


def _groups(keys: Sequence[str | None]) -> list[list[int]]:
    """The positions of the rows that have each key, in the order of their first."""
    groups: dict[str | None, list[int]] = {}
    for place, key in enumerate(keys):
        groups.setdefault(key, []).append(place)
    return list(groups.values())


def _one_per(
    emission: Emission, groups: Sequence[Sequence[int]], cells: Mapping[str, _Texts]
) -> dict[str, _Texts]:
    """The first row of each group, its money joined over the group."""
    schema = BY_NAME[emission.table]
    return {
        name: [
            joined([texts[place] for place in places], emission.repeated)
            if schema.column(name).kind is Kind.MONEY
            else texts[places[0]]
            for places in groups
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


def _tell_blank_money(
    emission: Emission, cells: Mapping[str, _Texts], numbers: Sequence[int], figures: Figures
) -> None:
    """Leave the rows of allocations without an amount in `figures`: no rule can judge such a sum, and
    only the row says which cell to fill."""
    template = emission.columns.get("amount")
    if emission.table != "allocation" or template is None or not template.columns:
        return
    blank = [row for row, text in zip(numbers, cells["amount"], strict=True) if text is None]
    if blank:
        figures.blank.setdefault(template.columns[0], []).extend(blank)


def _first_of_each(cells: Mapping[str, _Texts]) -> list[int]:
    """The positions of the rows that differ from all rows before them."""
    first: dict[tuple[str | None, ...], int] = {}
    for at, row in enumerate(zip(*cells.values(), strict=True)):
        first.setdefault(row, at)
    return list(first.values())
