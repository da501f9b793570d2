"""Which sheet is which: renamed and copied sheets are told, never passed over in silence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kawal.engine.readers.template.form import COVER, same
from kawal.engine.readers.workbook import Workbook
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.nearest import nearest
from kawal.engine.snapshot.schema import TABLES, Table


@dataclass
class Found:
    """cover: name of the first sheet, None where it is missing. tables: table → name of its sheet."""

    cover: str | None = None
    tables: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def missing(self) -> list[Table]:
        return [table for table in TABLES if table.name not in self.tables]


def find_sheets(book: Workbook) -> Found:
    """Sheets by their names, whatever the case and the spaces around; the others looked at by their
    headings, since a copy or a renamed sheet would lose its rows."""
    found = Found()
    by_label = {same(table.label): table for table in TABLES}
    unknown = []
    for name in book.names:
        table = by_label.get(same(name))
        if same(name) == same(COVER) and found.cover is None:
            found.cover = name
        elif table is not None and table.name not in found.tables:
            found.tables[table.name] = name
        else:
            unknown.append(name)
    for name in unknown:
        _explain(book, name, found)
    return found


def _explain(book: Workbook, name: str, found: Found) -> None:
    file = f"{book.file}, lembar {name}"
    table = _table_of(_headings(book, name))
    missing = {each.label: each for each in found.missing}
    if table is not None and table.name in found.tables:
        message = f'Lembar ini tampaknya salinan lembar "{table.label}".'
        fix = f'Pindahkan barisnya ke lembar "{table.label}", lalu hapus lembar ini.'
        found.problems.append(Problem(Fault.SHEET, message, fix, file))
        return
    renamed = table.label if table is not None else nearest(name, missing)
    if renamed is not None:
        message = f'Lembar ini tampaknya lembar "{renamed}" yang berganti nama.'
        fix = f'Kembalikan namanya menjadi "{renamed}", atau hapus lembar ini.'
        found.problems.append(Problem(Fault.SHEET, message, fix, file))
        return
    found.notes.append(f'Lembar "{name}" tidak dikenal template ini, jadi tidak dibaca.')


def _headings(book: Workbook, name: str) -> set[str]:
    try:
        rows = book.sheet(name).rows
    except UnusableInput:  # a sheet of someone's own, of no form that we know
        return set()
    return {same(str(cell)) for cell in rows[0]} if rows else set()


def _table_of(headings: Iterable[str]) -> Table | None:
    """The table of whose columns most stand there, where it is more than half of them."""
    shares = [
        (len({same(column.label) for column in table.columns} & set(headings)), table)
        for table in TABLES
    ]
    count, table = max(shares, key=lambda each: each[0] / len(each[1].columns))
    return table if count * 2 > len(table.columns) else None
