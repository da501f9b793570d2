"""Excel files as people hand them in: a small filled template, changed cell by cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from kawal.engine.readers.template import form
from kawal.engine.snapshot.schema import BY_NAME, VERSION

Rows = list[dict[str, Any]]
Layout = Callable[[xlsxwriter.Workbook, dict[str, Any]], None]

COVER = {
    form.VERSION_LABEL: VERSION,
    form.REGION_LABEL: "33.28",
    form.YEAR_LABEL: 2021,
    form.SAMPLE_LABEL: "ya",
    form.SOURCE_LABEL: "uji",
}
TABLES: dict[str, Rows] = {
    "opd": [{"id": "05", "code": "1.02.0.00.0.00.01.0000", "name": "Dinas Kesehatan"}],
    "plan": [
        {"id": "r", "kind": "renja", "opd": "05", "first_year": 2021, "last_year": 2021,
         "version": 1, "locked": "ya", "locked_on": date(2020, 7, 1)},
    ],
    "node": [
        {"id": "p", "plan": "r", "level": "program", "code": "1.02.02", "title": "Kesehatan",
         "opd": "05"},
        {"id": "l", "plan": "r", "parent": "p", "level": "sub_kegiatan",
         "code": "1.02.02.2.01.01", "title": "Pembinaan Gizi", "opd": "05"},
    ],
    "allocation": [
        {"id": "a", "node": "l", "year": 2021, "fund": "DAU", "amount": 150_000_000.5},
    ],
    "indicator": [{"id": "i", "node": "l", "name": "Jumlah kader", "unit": "orang"}],
    "target": [{"indicator": "i", "year": 2021, "quarter": 0, "text": "87,5 %", "value": 87.5}],
}  # fmt: skip


class Formula(str):
    """A cell that computes."""


def filled(
    path: Path,
    *,
    tables: Mapping[str, Rows] | None = None,
    cover: Mapping[str, Any] | None = None,
    empty: tuple[tuple[str, str], ...] = (),
    names: Mapping[str, str] | None = None,
    headings: Mapping[tuple[str, str], str] | None = None,
    layout: Layout | None = None,
) -> Path:
    """Write a template at `path` as a planner left it.

    tables: other rows than TABLES for some tables. cover: other descriptions. empty: what the cover
    calls empty on purpose. names: other sheet names by table. headings: other headings by table and
    column. layout: merges, hides, or writes whatever else, given the sheets by table.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    first = book.add_worksheet(form.COVER)
    said = [*(COVER | dict(cover or {})).items(), ("", ""), form.EMPTY_HEADING, *empty]
    for row, cells in enumerate(said):
        for column, value in enumerate(cells):
            write(book, first, row, column, value)
    sheets = {"cover": first}
    for name, rows in (deepcopy(TABLES) | dict(tables or {})).items():
        sheets[name] = book.add_worksheet((names or {}).get(name, BY_NAME[name].label))
        _write_table(book, sheets[name], name, rows, headings or {})
    if layout:
        layout(book, sheets)
    book.close()
    path.write_bytes(buffer.getvalue())
    return path


def changed(table: str, column: str, value: Any, row: int = 0) -> dict[str, Rows]:
    """TABLES of one table with one cell changed."""
    rows = deepcopy(TABLES[table])
    rows[row][column] = value
    return {table: rows}


def with_part(file: Path, part: str, old: bytes, new: bytes) -> Path:
    """The file with some bytes of one part replaced."""
    source = zipfile.ZipFile(io.BytesIO(file.read_bytes()))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            archive.writestr(name, content)
    return file


def write(book: xlsxwriter.Workbook, sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, Formula):
        sheet.write_formula(row, column, str(value), None, 12)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date):
        style = {"num_format": "dd/mm/yyyy hh:mm" if hasattr(value, "hour") else "dd/mm/yyyy"}
        sheet.write_datetime(row, column, value, book.add_format(style))
    else:
        sheet.write_number(row, column, value)


def _write_table(
    book: xlsxwriter.Workbook,
    sheet: Any,
    name: str,
    rows: Rows,
    headings: Mapping[tuple[str, str], str],
) -> None:
    for place, column in enumerate(BY_NAME[name].columns):
        sheet.write_string(0, place, headings.get((name, column.name), column.label))
        for number, row in enumerate(rows, start=1):
            write(book, sheet, number, place, row.get(column.name))
