"""Writes the template's first sheet."""

from __future__ import annotations

from collections.abc import Iterator

from kawal.engine.readers.template.form import (
    BLANK_SOURCE,
    CONTENTS_HEADING,
    EMPTY_HEADING,
    NO,
    REGION_LABEL,
    SAMPLE_LABEL,
    SOURCE_LABEL,
    STEPS,
    TITLE,
    VERSION_LABEL,
    YEAR_LABEL,
    YES,
)
from kawal.engine.readers.template.look import ENTRY, INDIGO, entry_style, heading_style, protect
from kawal.engine.shared.safe_cells import SafeBook, SafeSheet
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.schema import BY_NAME, TABLES, VERSION, Kind

_SPARE = 30
"""Rows for what is empty on purpose, beyond those that are filled."""


def write_cover(book: SafeBook, sheet: SafeSheet, snapshot: Snapshot | None) -> None:
    """Title, steps, what the file says of itself, what is empty on purpose; the contents beside."""
    sheet.layout.hide_gridlines(2)
    for place, width in enumerate((32, 62, 3, 24, 24)):
        sheet.layout.set_column(place, place, width)
    title = book.style(bold=True, font_size=14, font_color=INDIGO, locked=True)
    sheet.text(0, 0, TITLE, title)
    for row, step in enumerate(STEPS, start=1):
        sheet.layout.set_row(row, 32)
        sheet.layout.merge_range(row, 0, row, 1, "")
        sheet.text(row, 0, f"{row}. {step}", book.style(text_wrap=True, locked=True))
    _write_contents(book, sheet)
    row = _write_descriptor(book, sheet, len(STEPS) + 2, snapshot)
    _write_empty_on_purpose(book, sheet, row + 1, snapshot)
    protect(sheet)


def _write_contents(book: SafeBook, sheet: SafeSheet) -> None:
    for place, text in enumerate(CONTENTS_HEADING, start=3):
        sheet.text(0, place, text, heading_style(book, required=False))
    for row, table in enumerate(TABLES, start=1):
        keys = ", ".join(column.label for column in table.columns if column.key)
        sheet.text(row, 3, table.label, book.style(locked=True))
        sheet.text(row, 4, keys, book.style(locked=True))


def _write_descriptor(book: SafeBook, sheet: SafeSheet, row: int, snapshot: Snapshot | None) -> int:
    """Returns the row below."""
    text, number = entry_style(book, Kind.TEXT), entry_style(book, Kind.INTEGER)
    labels = (VERSION_LABEL, REGION_LABEL, YEAR_LABEL, SAMPLE_LABEL, SOURCE_LABEL)
    version_row, region_row, year_row, sample_row, source_row = range(row, row + len(labels))
    for place, label in enumerate(labels, start=row):
        sheet.text(place, 0, label, book.style(bold=True, locked=True))
    sheet.integer(version_row, 1, VERSION, book.style(align="left", locked=True))
    sheet.text(region_row, 1, (snapshot.region or "") if snapshot else "", text)
    if snapshot is not None:
        sheet.integer(year_row, 1, snapshot.year, number)
    else:
        sheet.text(year_row, 1, "", number)
    sheet.text(sample_row, 1, YES if snapshot is not None and snapshot.sample else NO, text)
    sheet.text(source_row, 1, snapshot.source if snapshot is not None else BLANK_SOURCE, text)
    sheet.layout.data_validation(year_row, 1, year_row, 1, ENTRY[Kind.INTEGER])
    sheet.layout.data_validation(
        sample_row, 1, sample_row, 1, {"validate": "list", "source": [YES, NO]}
    )
    return source_row + 1


def _write_empty_on_purpose(
    book: SafeBook, sheet: SafeSheet, row: int, snapshot: Snapshot | None
) -> None:
    for place, text in enumerate(EMPTY_HEADING):
        sheet.text(row, place, text, heading_style(book, required=False))
    style = entry_style(book, Kind.TEXT)
    given = list(_empty_on_purpose(snapshot)) if snapshot is not None else []
    filled = [*given, *[("", "")] * _SPARE]
    for below, texts in enumerate(filled, start=row + 1):
        for place, text in enumerate(texts):
            sheet.text(below, place, text, style)
    names = {"validate": "list", "source": f"=$D$2:$D${len(TABLES) + 1}"}
    sheet.layout.data_validation(row + 1, 0, row + len(filled), 0, names)


def _empty_on_purpose(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Sheets without a row and columns without a value that are carried all the same."""
    for name, frame in snapshot.tables.items():
        table = BY_NAME[name]
        if not frame.height:
            yield table.label, ""
            continue
        for column in table.columns:
            unfilled = column.name in frame.columns and frame[column.name].null_count()
            if unfilled == frame.height and not column.is_structural:
                yield table.label, column.label
