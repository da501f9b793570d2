"""Writes the template, blank or filled with a snapshot, so that `read` gives the snapshot back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import polars as pl

from kawal.engine.readers.template.form import COVER, NO, YES, note_of
from kawal.engine.readers.template.look import ENTRY, entry_style, heading_style, protect
from kawal.engine.readers.template.write_cover import write_cover
from kawal.engine.shared.cell_text import plain_text, safe_text
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.safe_cells import ROWS, SafeBook, SafeSheet
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.schema import BY_NAME, TABLES, Column, Kind, Table

_WIDTHS = {Kind.INTEGER: 11, Kind.MONEY: 22, Kind.DECIMAL: 14, Kind.BOOLEAN: 11, Kind.DATE: 14}
_TEXT_WIDTH = 24
_NOTE_SIZE = {"x_scale": 2.4, "y_scale": 1.7}
_LISTED = frozenset({"opd", "unit", "plan", "flagship"})
"""Tables short enough for a drop-down of their keys."""


def template(snapshot: Snapshot | None = None) -> bytes:
    """The template as an .xlsx file; the same snapshot gives the same bytes.

    Raises UnusableInput naming table, row and column of what Excel cannot hold unchanged, and
    tables without the columns that a row needs.
    """
    if snapshot is not None:
        _refuse_unstorable(snapshot)
    book = SafeBook(locked=False)  # so that whole rows can be deleted: only headings are locked
    write_cover(book, book.sheet(COVER), snapshot)
    for table in TABLES:
        frame = snapshot.tables.get(table.name) if snapshot is not None else None
        _write_sheet(book, book.sheet(table.label), table, frame)
    return book.content()


def _write_sheet(
    book: SafeBook, sheet: SafeSheet, table: Table, frame: pl.DataFrame | None
) -> None:
    columns = _shown(table, frame)
    for place, column in enumerate(columns):
        style = entry_style(book, column.kind)
        sheet.layout.set_column(place, place, _WIDTHS.get(column.kind, _TEXT_WIDTH), style)
        sheet.text(0, place, column.label, heading_style(book, column.is_required))
        sheet.layout.write_comment(0, place, note_of(table, column), _NOTE_SIZE)
        sheet.layout.data_validation(1, place, ROWS - 1, place, _validation(column))
        if frame is not None and column.name in frame.columns:
            _write_cells(sheet, place, column, frame[column.name].to_list(), style)
    sheet.layout.set_row(0, 32, heading_style(book, required=False))
    sheet.layout.freeze_panes(1, 1)
    sheet.layout.autofilter(
        0, 0, max(frame.height if frame is not None else 0, 1), len(columns) - 1
    )
    protect(sheet)


def _shown(table: Table, frame: pl.DataFrame | None) -> list[Column]:
    """All columns, so that there is a place for each; a table that is carried without a row tells
    its columns by nothing but its headings."""
    if frame is None or frame.height:
        return list(table.columns)
    return [column for column in table.columns if column.name in frame.columns]


def _write_cells(
    sheet: SafeSheet, place: int, column: Column, values: Sequence[Any], style: Any
) -> None:
    writers: dict[Kind, Callable[[int, int, Any, Any], None]] = {
        Kind.TEXT: sheet.text,
        Kind.INTEGER: sheet.integer,
        Kind.MONEY: sheet.money,
        Kind.DECIMAL: sheet.decimal,
        Kind.BOOLEAN: lambda row, at, yes, look: sheet.text(row, at, YES if yes else NO, look),
        Kind.DATE: sheet.day,
    }
    write = writers[column.kind]
    for row, value in enumerate(values, start=1):
        if value is not None:
            write(row, place, value, style)


def _validation(column: Column) -> dict[str, Any]:
    """The drop-down of a column, or the check that Excel makes when something is typed."""
    if column.refers in _LISTED:
        above = BY_NAME[column.refers]
        return {
            "validate": "list",
            "source": f"='{above.label}'!$A$2:$A$5000",
            "ignore_blank": False,  # else a blank cell in that list would let anything pass
            "error_type": "warning" if column.judged else "stop",
            "error_title": "Belum dikenal",
            "error_message": f"Tulis dahulu di lembar {above.label}, atau pilih dari daftarnya.",
        }
    if column.choices or column.kind is Kind.BOOLEAN:
        return {
            "validate": "list",
            "source": list(column.choices or (YES, NO)),
            "error_title": "Di luar pilihan",
            "error_message": "Pilih salah satu dari daftar.",
        }
    return ENTRY[column.kind]


def _refuse_unstorable(snapshot: Snapshot) -> None:
    problems = []
    for name, text in (("kode wilayah", snapshot.region), ("sumber", snapshot.source)):
        if text is not None and not _is_storable(text):
            problems.append(_changed("keterangan paket", None, name, text))
    for name, frame in snapshot.tables.items():
        table = BY_NAME[name]
        if frame.height >= ROWS:
            fix = "Pecah paketnya, misalnya per OPD."
            problems.append(
                Problem(Fault.TOO_LARGE, "Terlalu banyak baris untuk Excel.", fix, f"tabel {name}")
            )
        missing = [each.name for each in table.columns if each.is_structural]
        missing = [each for each in missing if each not in frame.columns]
        if missing and frame.height:
            fix = f"Sertakan kolom {', '.join(missing)}, atau keluarkan tabelnya dari paket."
            problems.append(
                Problem(Fault.MISSING_COLUMN, "Kolom wajib tidak ada.", fix, f"tabel {name}")
            )
        problems += _unstorable_cells(table, frame)
    if problems:
        raise UnusableInput(problems[:20])


def _unstorable_cells(table: Table, frame: pl.DataFrame) -> list[Problem]:
    return [
        _changed(f"tabel {table.name}", row, column, text)
        for column in frame.columns
        if table.column(column).kind is Kind.TEXT
        for row, text in enumerate(frame[column].to_list(), start=2)
        if text is not None and not _is_storable(text)
    ]


def _is_storable(text: str) -> bool:
    return plain_text(safe_text(text)) == text


def _changed(file: str, row: int | None, column: str, text: str) -> Problem:
    return Problem(Fault.WRONG_VALUE, "Sel Excel tidak dapat memuat teks ini tanpa mengubahnya.",
        "Buang karakter kendali, dan pendekkan sampai 32.000 karakter.",
        file, row, column, text,
    )  # fmt: skip
