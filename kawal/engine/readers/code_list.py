"""A decree's list of codes from CSV or Excel, as the pack that `reference/lists.py` makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kawal.engine.reference import lists
from kawal.engine.shared.csv_text import CsvText
from kawal.engine.shared.errors import FEW, Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.intake import read_whole

_EXCEL = (".xlsx", ".xlsm")
_HEADINGS_WITHIN = 20
"""So many rows may stand above the headings: the title of the decree, the date of the export."""


def build(path: Path, *, title: str, since: date, until: date | None = None) -> lists.BuiltPack:
    """The pack of the list at `path`, .csv or Excel. Raises UnusableInput as `lists.build_from`, and
    for a cell of a code that Excel keeps as a number or a date: what it lost cannot be known."""
    if path.suffix.lower() not in _EXCEL:
        return lists.build(path, title=title, since=since, until=until)
    content = read_whole(path)
    text = _text(content, str(path))
    return lists.build_from(text, content, path, title=title, since=since, until=until)


def _text(content: bytes, file: str) -> CsvText:
    """The columns of the first visible sheet that has the headings of a list."""
    from kawal.engine.readers.workbook import Workbook  # Excel is loaded only where it is read

    book = Workbook(content, file)
    for name in book.names:
        sheet = book.sheet(name)
        for place, row in enumerate(sheet.rows[:_HEADINGS_WITHIN] if sheet.visible else ()):
            if lists.is_a_list([str(each) for each in row]):
                return _columns(row, sheet.rows, place, f"{file}, lembar {name}")
    fix = (
        "Kolom yang dikenal: level, kode, nama; atau kode_kegiatan, kegiatan, kode_sub_kegiatan, "
        f"sub_kegiatan. Judulnya dicari di {_HEADINGS_WITHIN} baris pertama tiap lembar."
    )
    raise UnusableInput([Problem(Fault.UNKNOWN_FORM, "Bukan daftar kode yang dikenal.", fix, file)])


def _columns(headings: Sequence[object], rows: Sequence[Sequence[object]], at: int,
             file: str) -> CsvText:  # fmt: skip
    """Texts below the headings, which stand in row `at` counted from 0; blank rows passed over."""
    body = [
        (number, row)
        for number, row in enumerate(rows[at + 1 :], at + 2)
        if any(str(each).strip() for each in row)
    ]
    named = [(place, str(each)) for place, each in enumerate(headings) if str(each).strip()]
    twice = [each for _, each in named if [name for _, name in named].count(each) > 1]
    if twice:
        fix = "Hapus salah satunya."
        raise UnusableInput(
            [Problem(Fault.REPEATED_HEADING, "Judul kolom muncul dua kali.", fix, file, at + 1,
                     twice[0])]
        )  # fmt: skip
    problems = [
        _no_text(file, number, name, row[place])
        for place, name in named
        if "kode" in name.lower()
        for number, row in body
        if not _is_text(row[place])
    ]
    if problems:
        raise UnusableInput(problems[:FEW])
    columns = {name: [_shown(row[place]) for _, row in body] for place, name in named}
    return CsvText(columns, [number for number, _ in body])


def _is_text(cell: object) -> bool:
    """Whether a code is what was typed: a text, or the single digit of an urusan."""
    return isinstance(cell, str) or (
        isinstance(cell, float) and cell.is_integer() and 0 <= cell < 10
    )


def _shown(cell: object) -> str:
    return f"{cell:.0f}" if isinstance(cell, float) and cell.is_integer() else str(cell)


def _no_text(file: str, row: int, column: str, cell: object) -> Problem:
    message = "Kode tersimpan sebagai angka atau tanggal; nol di belakangnya dapat sudah hilang."
    fix = "Beri kolom itu format Teks, lalu ketik ulang kodenya menurut naskah resmi."
    return Problem(Fault.WRONG_VALUE, message, fix, file, row, column, str(cell))
