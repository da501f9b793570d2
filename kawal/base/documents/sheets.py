"""A table that leaves the house for a spreadsheet, with nothing in it that can run."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kawal.engine.shared.cell_text import safe_text
from kawal.engine.shared.safe_cells import SafeBook, SafeSheet

_MONEY = "#,##0.00"
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""By this a spreadsheet knows that the file is UTF-8."""
WIDE, NARROW = 44, 16
"""Widths of columns, in characters."""


@dataclass(frozen=True)
class Cell:
    """A text, an amount in sen, a year; or None where nothing is said."""

    text: str | None = None
    sen: int | None = None
    number: int | None = None


@dataclass(frozen=True)
class Sheet:
    """name: of the sheet in an Excel file. heads: title and width of each column. rows: each with a
    cell per column. about: what the file is, as pairs of words."""

    name: str
    heads: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]
    about: Sequence[tuple[str, str]]


def as_csv(sheet: Sheet) -> bytes:
    """With commas, as UTF-8 that spreadsheets know; amounts in rupiah with a point before the sen."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe_text(title) for title, _ in sheet.heads])
    writer.writerows([_as_text(cell) for cell in row] for row in sheet.rows)
    return (_BOM + out.getvalue()).encode()


def as_excel(sheet: Sheet) -> bytes:
    """The table on the first sheet, with real numbers; on the second what the file is."""
    book = SafeBook()
    _fill(book, book.sheet(sheet.name), sheet)
    about = book.sheet("Keterangan")
    about.layout.set_column(0, 0, NARROW)
    about.layout.set_column(1, 1, WIDE * 2)
    for place, (words, said) in enumerate(sheet.about):
        about.text(place, 0, words, book.style(bold=True))
        about.text(place, 1, said, book.style(text_wrap=True))
    return book.content()


def _fill(book: SafeBook, into: SafeSheet, sheet: Sheet) -> None:
    into.layout.freeze_panes(1, 3)
    into.layout.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
    head, words, money = book.style(bold=True, text_wrap=True), book.style(text_wrap=True), _MONEY
    for column, (title, width) in enumerate(sheet.heads):
        into.layout.set_column(column, column, width)
        into.text(0, column, title, head)
    for place, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            if cell.sen is not None:
                into.money(place, column, cell.sen, book.style(num_format=money))
            elif cell.number is not None:
                into.integer(place, column, cell.number)
            elif cell.text:
                into.text(place, column, cell.text, words)


def _as_text(cell: Cell) -> str:
    if cell.sen is not None:
        return f"{Decimal(cell.sen).scaleb(-2):.2f}"
    if cell.number is not None:
        return str(cell.number)
    return safe_text(cell.text or "")


FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""By the ending of its name, how a file is written and what kind it is."""
