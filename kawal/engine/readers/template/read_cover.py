"""Reads the template's first sheet: what the file says of itself, and what is empty on purpose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kawal.engine.readers.template.form import (
    EMPTY_HEADING,
    REGION_LABEL,
    SAMPLE_LABEL,
    SOURCE_LABEL,
    VERSION_LABEL,
    YEAR_LABEL,
    same,
)
from kawal.engine.readers.template.values import Unfit, canonical, shown
from kawal.engine.readers.workbook import Cell, Sheet
from kawal.engine.shared.cell_text import plain_text
from kawal.engine.shared.errors import Problem
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.nearest import did_you_mean
from kawal.engine.snapshot.schema import TABLES, VERSION, Column, Kind, Table

_KINDS = {
    VERSION_LABEL: Kind.INTEGER,
    REGION_LABEL: Kind.TEXT,
    YEAR_LABEL: Kind.INTEGER,
    SAMPLE_LABEL: Kind.BOOLEAN,
    SOURCE_LABEL: Kind.TEXT,
}
_OPTIONAL = (REGION_LABEL, SOURCE_LABEL)
_FIRST_YEAR, _LAST_YEAR = 1945, 2200


@dataclass
class Cover:
    """What the file says of itself. empty: per table the columns that are empty on purpose; None
    among them stands for the whole table, which then has no rows."""

    region: str | None = None
    year: int = 0
    sample: bool = False
    source: str = ""
    empty: dict[str, dict[str | None, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_cover(sheet: Sheet, file: str) -> Cover:
    """Labels stand in column A, what is said in column B. file: for messages.

    Nothing is raised: what is wrong is in `problems`, to be told with the faults of other sheets.
    """
    cover = Cover()
    rows = [[*row, "", ""][:2] for row in sheet.rows]
    headings = (
        row for row, cells in enumerate(rows) if same(str(cells[0])) == same(EMPTY_HEADING[0])
    )
    end = next(headings, len(rows))
    texts = {}
    for label in _KINDS:
        places = [row for row in range(end) if same(str(rows[row][0])) == same(label)]
        if len(places) == 1:
            texts[label] = _said(sheet, rows[places[0]][1], places[0], label, file, cover)
        else:
            what = "hilang" if not places else "muncul lebih dari sekali"
            fix = "Salin lembar ini dari template baru, lalu isi lagi."
            cover.problems.append(
                Problem(Fault.COVER, f"Keterangan berkas {what}.", fix, file, column=label)
            )
    if not cover.problems:
        _take(texts, file, cover)
    for row in range(end + 1, len(rows)):
        table, column = (shown(cell).strip() for cell in rows[row])
        if table or column:
            _read_empty(table, column, row + 1, file, cover)
    return cover


def _said(sheet: Sheet, cell: Cell, row: int, label: str, file: str, cover: Cover) -> str | None:
    def tell(fault: Fault, message: str, fix: str) -> None:
        value = shown(cell) or None
        cover.problems.append(Problem(fault, message, fix, file, row + 1, label, value))

    if (row, 1) in sheet.scan.formulas:
        tell(Fault.FORMULA, "Rumus, bukan isian.", "Ketik isinya.")
    elif label == SOURCE_LABEL and isinstance(cell, str):
        return plain_text(cell)  # kept to the letter
    else:
        try:
            text = canonical(cell, Column("", _KINDS[label], label, "", ""))
        except Unfit as error:
            tell(error.fault, str(error), error.fix)
        else:
            if text is None and label not in _OPTIONAL:
                tell(Fault.EMPTY_CELL, f"{label} belum diisi.", "Isi di sebelah kanannya.")
            return text
    return None


def _take(texts: dict[str, str | None], file: str, cover: Cover) -> None:
    version, year = int(texts[VERSION_LABEL] or 0), int(texts[YEAR_LABEL] or 0)
    if version != VERSION:
        fix = "Buat template baru dengan `kawal template`, lalu salin isinya."
        message = f"Versi bentuk harus {VERSION}."
        cover.problems.append(
            Problem(Fault.COVER, message, fix, file, None, VERSION_LABEL, str(version))
        )
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        fix = "Isi tahun yang sedang direncanakan, misalnya 2021."
        cover.problems.append(
            Problem(Fault.COVER, "Bukan tahun.", fix, file, None, YEAR_LABEL, str(year))
        )
    cover.region = (texts[REGION_LABEL] or "").strip() or None
    cover.year = year
    cover.sample = texts[SAMPLE_LABEL] == "true"
    cover.source = texts[SOURCE_LABEL] or ""


def _read_empty(label: str, column_label: str, row: int, file: str, cover: Cover) -> None:
    table = next((each for each in TABLES if same(each.label) == same(label)), None)
    if table is None:
        fix = f"{did_you_mean(label, [each.label for each in TABLES])}Pilih dari daftarnya."
        problem = Problem(
            Fault.COVER, "Lembar tidak dikenal.", fix, file, row, EMPTY_HEADING[0], label
        )
        cover.problems.append(problem)
        return
    name = next(_columns_named(table, column_label), None)
    if column_label and name is None:
        labels = [each.label for each in table.columns]
        fix = f"{did_you_mean(column_label, labels)}Kolomnya: {', '.join(labels)}."
        message = f"Kolom tidak dikenal di lembar {table.label}."
        problem = Problem(Fault.COVER, message, fix, file, row, EMPTY_HEADING[1], column_label)
        cover.problems.append(problem)
        return
    cover.empty.setdefault(table.name, {})[name] = row


def _columns_named(table: Table, label: str) -> Iterator[str]:
    return (each.name for each in table.columns if same(each.label) == same(label))
