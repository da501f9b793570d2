"""CSV as texts, with every fault of form named by its row."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kawal.engine.shared.errors import Problem, UnusableInput, shortened, told
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.wording import thousands

MOST_ROWS = 2**20
"""Rows of one table, its heading included: as many as a spreadsheet holds."""
MOST_CELLS = 5_000_000
"""Cells of one table, and of all tables of a package: each takes about a hundred bytes to read."""
MOST_COLUMNS = 200
LONGEST_HEADING = 100

_SAVE = "Simpan sebagai CSV UTF-8."
_SIGNS = (
    (b"\xff\xfe", Fault.NOT_UTF8, "Tampaknya UTF-16, bukan UTF-8."),
    (b"\xfe\xff", Fault.NOT_UTF8, "Tampaknya UTF-16, bukan UTF-8."),
    (b"PK\x03\x04", Fault.NOT_CSV, "Ini buku kerja (.xlsx, .ods) atau zip, bukan CSV."),
)
_SEPARATORS = {";": "titik koma", "\t": "tab", ",": "koma"}


@dataclass(frozen=True)
class CsvText:
    """A CSV as texts.

    columns: by heading, all as long. rows: the number of each row as a spreadsheet counts: the
    heading is row 1, a blank line is a row, a cell of several lines makes one row.
    """

    columns: Mapping[str, Sequence[str]]
    rows: Sequence[int]


def read_columns(content: bytes, file: str, separator: str = ",") -> CsvText:
    """The columns of a CSV as texts, by heading.

    A blank line is passed over and counted; where there is one column only, it is a row whose
    cell is empty, which is how such a row is written. Raises UnusableInput for text that is not
    UTF-8, a heading that is missing, empty or stands twice, a row that is too short or too long,
    a table beyond MOST_ROWS or MOST_CELLS. The standard reader is used because it knows such
    rows by their number.
    """
    _refuse_other_forms(content, file, separator)
    heading, *body = _records(content, file, separator)
    _refuse_heading(heading, file, separator)
    if len(heading) == 1:
        body = [row or [""] for row in body]
    numbers = [number for number, row in enumerate(body, 2) if row]
    rows = [row for row in body if row]
    wrong = [
        (number, len(row))
        for number, row in zip(numbers, rows, strict=True)
        if len(row) != len(heading)
    ]
    if wrong:
        raise UnusableInput(told(wrong, lambda each: _wrong_length(*each, len(heading), file)))
    columns = zip(*rows, strict=True) if rows else ((),) * len(heading)
    return CsvText(dict(zip(heading, columns, strict=True)), numbers)


def _refuse_other_forms(content: bytes, file: str, separator: str) -> None:
    """Refuse, by its first bytes and its size, what is not worth parsing."""
    for sign, fault, message in _SIGNS:
        if content.startswith(sign):
            raise UnusableInput([Problem(fault, message, _SAVE, file, 1)])
    if b"\0" in content.partition(b"\n")[0]:  # no heading holds one; UTF-16 without a mark does
        raise UnusableInput(
            [Problem(Fault.NOT_UTF8, "Tampaknya UTF-16, bukan UTF-8.", _SAVE, file, 1)]
        )
    if content.count(separator.encode()) > MOST_CELLS:
        raise UnusableInput([too_many_cells(file)])


def _records(content: bytes, file: str, separator: str) -> list[list[str]]:
    """The rows with the heading first; an empty list for a blank line."""
    text = io.TextIOWrapper(io.BytesIO(content), encoding="utf-8-sig", newline="")
    reader = csv.reader(text, strict=True, delimiter=separator)
    records: list[list[str]] = []
    line = 0
    try:
        for row in reader:
            records.append(row)
            line = reader.line_num
            if len(records) > MOST_ROWS:
                raise UnusableInput([too_many_cells(file)])
    except UnicodeDecodeError as error:
        raise UnusableInput([_not_utf8(content, file)]) from error
    except csv.Error as error:
        raise UnusableInput([_torn(error, len(records) + 1, line + 1, file)]) from error
    if not any(records):
        raise UnusableInput(
            [Problem(Fault.EMPTY, "Berkas kosong.", "Tulis baris judul kolom.", file)]
        )
    return records


def _refuse_heading(heading: Sequence[str], file: str, separator: str) -> None:
    if not any(name.strip() for name in heading):
        fix = "Tulis nama kolom di baris 1."
        raise UnusableInput(
            [Problem(Fault.EMPTY_HEADING, "Baris judul kolom kosong.", fix, file, 1)]
        )
    if len(heading) > MOST_COLUMNS:
        message = f"Judul memuat {thousands(len(heading))} kolom, paling banyak {MOST_COLUMNS}."
        raise UnusableInput(
            [Problem(Fault.TOO_LARGE, message, "Hapus kolom yang berlebih.", file, 1)]
        )
    for mark, name in _SEPARATORS.items():
        if len(heading) == 1 and mark != separator and mark in heading[0]:
            fix = (
                f"Simpan ulang sebagai CSV dengan pemisah {_SEPARATORS.get(separator, separator)}."
            )
            raise UnusableInput(
                [Problem(Fault.OTHER_SEPARATOR, f"Kolom dipisah {name}.", fix, file, 1)]
            )
    problems = [
        Problem(
            Fault.EMPTY_HEADING,
            f"Judul kolom ke-{place} kosong.",
            "Isi judulnya, atau hapus kolom itu.",
            file,
            1,
        )
        for place, name in enumerate(heading, 1)
        if not name.strip()
    ]
    for name in sorted({name for name in heading if name.strip()}):
        if len(name) > LONGEST_HEADING:
            message = f"Judul kolom lebih dari {LONGEST_HEADING} huruf."
            fix = "Periksa tanda kutip dan pemisah kolom di baris 1."
            problems.append(Problem(Fault.LONG_HEADING, message, fix, file, 1, shortened(name)))
        elif heading.count(name) > 1:
            fix = "Hapus salah satunya."
            problems.append(
                Problem(Fault.REPEATED_HEADING, "Judul kolom muncul dua kali.", fix, file, 1, name)
            )
    if problems:
        raise UnusableInput(problems)


def _wrong_length(number: int, found: int, wanted: int, file: str) -> Problem:
    fix = "Samakan jumlah kolom; teks yang memuat koma ditulis di antara tanda kutip."
    return Problem(
        Fault.ROW_LENGTH,
        f"Baris memuat {thousands(found)} kolom, judulnya {wanted}.",
        fix,
        file,
        number,
    )


def _not_utf8(content: bytes, file: str) -> Problem:
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = "Bukan teks UTF-8; tampaknya Windows-1252 (Latin-1)."
        return Problem(Fault.NOT_UTF8, message, _SAVE, file, line)
    raise AssertionError("called for text that is UTF-8")


def _torn(error: csv.Error, number: int, line: int, file: str) -> Problem:
    """number: the row that could not be read; line: where it begins in a text editor."""
    where = f"mulai baris {number}" + (f" (baris teks {line})" if line != number else "")
    message = f"Tanda kutip tidak berpasangan, {where}."
    if "limit" in str(error):
        message = f"Satu sel terlalu panjang, {where}: mungkin tanda kutip tidak ditutup."
    fix = "Tutup tanda kutip di baris itu, lalu simpan ulang sebagai CSV UTF-8."
    return Problem(Fault.OPEN_QUOTE, message, fix, file, number)


def too_many_cells(file: str) -> Problem:
    """What is said of a table, or of tables together, beyond MOST_ROWS or MOST_CELLS."""
    message = f"Lebih dari {thousands(MOST_ROWS)} baris atau {thousands(MOST_CELLS)} sel."
    return Problem(
        Fault.TOO_LARGE, message, "Hapus baris kosong di akhirnya, atau pecah berkasnya.", file
    )
