"""The Excel template: its zip, its XML, its sheets, headings and cells."""

from __future__ import annotations

import zipfile
from datetime import datetime
from random import Random
from typing import Any

import xlsxwriter

from kawal.engine.readers.sheet_scan import letters
from kawal.engine.readers.template import form
from kawal.engine.shared.fault import Fault
from kawal.engine.snapshot.schema import BY_NAME, Column, Kind
from tests.bad_input.case import HARMLESS, Case, Expected, Told, mutates
from tests.bad_input.grounds import TEMPLATE, Book
from tests.bad_input.sheet import NUMBERS
from tests.engine.readers.excel import TABLES, Formula, with_part

PARTS = {name: f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(TABLES, start=2)}
COVER_ROWS = {
    label: row
    for row, label in enumerate(
        (form.VERSION_LABEL, form.REGION_LABEL, form.YEAR_LABEL, form.SAMPLE_LABEL), start=1
    )
}


def book_of(case: Case) -> Book:
    book: Book = case.more["book"]
    return book


def place(table: str) -> str:
    return f"isian.xlsx, lembar {BY_NAME[table].label}"


def any_cell(dice: Random, book: Book, *kinds: Kind) -> tuple[str, Column, int]:
    """A filled cell of such a column: table, column, row as Excel counts."""
    found = [
        (name, column, row)
        for name, rows in book.tables.items()
        for row, cells in enumerate(rows, start=2)
        for column in BY_NAME[name].columns
        if column.kind in kinds and cells.get(column.name) not in (None, "")
    ]
    return dice.choice(found)


def put(case: Case, table: str, column: str, row: int, value: Any) -> None:
    book_of(case).tables[table][row - 2][column] = value
    book_of(case).write()


def broken(fault: Fault = Fault.BROKEN_BOOK) -> Expected:
    return {Told(fault, "isian.xlsx")}


# the zip and its XML


@mutates(TEMPLATE, last=True)
def book_cut(dice: Random, case: Case) -> Expected:
    content = case.path.read_bytes()
    case.path.write_bytes(content[: dice.randrange(len(content) - 1)])
    return broken()


@mutates(TEMPLATE, last=True)
def book_with_a_flipped_bit(dice: Random, case: Case) -> Expected:
    with zipfile.ZipFile(case.path) as archive:
        info = archive.getinfo(dice.choice([*PARTS.values(), "xl/workbook.xml"]))
    content = bytearray(case.path.read_bytes())
    begin = info.header_offset + 30 + len(info.filename)
    content[begin + dice.randrange(info.compress_size)] ^= 1 << dice.randrange(8)
    case.path.write_bytes(content)
    return broken()


@mutates(TEMPLATE, last=True)
def book_that_is_none(dice: Random, case: Case) -> Expected:
    case.path.write_bytes(dice.choice([b"", b"PK\x03\x04", b"a,b\n", bytes(2_000), b"<html/>"]))
    return broken()


@mutates(TEMPLATE, last=True)
def book_of_the_old_form_or_locked(dice: Random, case: Case) -> Expected:
    locked = dice.random() < 0.5
    mark = "EncryptedPackage".encode("utf-16-le") if locked else b""
    case.path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + dice.randbytes(2_000) + mark)
    return broken(Fault.LOCKED_BOOK if locked else Fault.OLD_BOOK)


@mutates(TEMPLATE, last=True)
def book_of_something_else(dice: Random, case: Case) -> Expected:
    with xlsxwriter.Workbook(case.path) as book:
        book.add_worksheet(f"Rekap {dice.randrange(100)}").write_string(0, 0, "Jumlah")
    return broken(Fault.NO_TEMPLATE)


@mutates(TEMPLATE, last=True)
def book_that_laughs(dice: Random, case: Case) -> Expected:
    part = dice.choice(["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
    laughs = b"".join(
        b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10)
    )
    with_part(case.path, part, b"?>", b'?>\n<!DOCTYPE l [<!ENTITY l0 "ha">' + laughs + b"]>")
    return broken(Fault.FORBIDDEN_XML)


@mutates(TEMPLATE, last=True)
def sheet_that_laughs(dice: Random, case: Case) -> Expected:
    table = dice.choice(sorted(PARTS))
    doctype = b'?>\n<!DOCTYPE l [<!ENTITY l0 SYSTEM "file:///etc/passwd">]>'
    with_part(case.path, PARTS[table], b"?>", doctype)
    return {Told(Fault.FORBIDDEN_XML, place(table))}


@mutates(TEMPLATE, last=True)
def part_that_is_no_xml(dice: Random, case: Case) -> Expected:
    part = dice.choice(["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
    with_part(case.path, part, b"?>", dice.choice([b"?><a>", b"?><", b"?>&nbsp;", b"?>\0"]))
    return broken()


@mutates(TEMPLATE, last=True)
def sheet_that_is_no_xml(dice: Random, case: Case) -> Expected:
    table = dice.choice(sorted(PARTS))
    with_part(case.path, PARTS[table], b"</sheetData>", dice.choice([b"", b"</x>", b"<"]))
    return {Told(Fault.BROKEN_BOOK, place(table))}


@mutates(TEMPLATE, last=True)
def cell_in_the_far_corner(dice: Random, case: Case) -> Expected:
    table = dice.choice(sorted(PARTS))
    row = dice.randrange(200_000, 1_048_577)
    far = b'<row r="%d"><c r="XFD%d"><v>1</v></c></row></sheetData>' % (row, row)
    with_part(case.path, PARTS[table], b"</sheetData>", far)
    return {Told(Fault.TOO_LARGE, place(table))}


# sheets and the cover


@mutates(TEMPLATE)
def sheet_renamed(dice: Random, case: Case) -> Expected:
    table = dice.choice(["opd", "plan", "node", "target"])
    name = f"{BY_NAME[table].label} {dice.randrange(10)}"
    rewrite(case, names={table: name})
    lost = [other for other in TABLES if leads_to(other, table)]
    told = {Told(Fault.SHEET, f"isian.xlsx, lembar {name}")}
    return told | ({Told(Fault.SHEET, "isian.xlsx")} if lost else set())


def leads_to(table: str, other: str) -> bool:
    return table != other and any(
        each.refers == other and not each.judged for each in BY_NAME[table].columns
    )


def rewrite(case: Case, **changes: Any) -> None:
    """Write the book anew with further names, headings or words on the cover."""
    book = book_of(case)
    for name, value in changes.items():
        before = getattr(book, name)
        setattr(book, name, before | value if isinstance(before, dict) else before + value)
    book.write()


@mutates(TEMPLATE)
def sheet_copied(dice: Random, case: Case) -> Expected:
    table = dice.choice(["plan", "node", "allocation"])
    name = f"{BY_NAME[table].label} (2)"

    def copy(book: Any, _: dict[str, Any]) -> None:
        sheet = book.add_worksheet(name)
        for at, column in enumerate(BY_NAME[table].columns):
            sheet.write_string(0, at, column.label)

    book_of(case).layouts.append(copy)
    book_of(case).write()
    return {Told(Fault.SHEET, f"isian.xlsx, lembar {name}")}


@mutates(TEMPLATE)
def cover_of_another_version(dice: Random, case: Case) -> Expected:
    version = dice.choice([0, 2, 99])
    rewrite(case, cover={form.VERSION_LABEL: version})
    cover = f"isian.xlsx, lembar {form.COVER}"
    return {Told(Fault.COVER, cover, None, form.VERSION_LABEL, str(version))}


@mutates(TEMPLATE)
def cover_of_no_year(dice: Random, case: Case) -> Expected:
    year = dice.choice([1, 21, 1944, 9999, "dua ribu"])
    rewrite(case, cover={form.YEAR_LABEL: year})
    cover, is_text = f"isian.xlsx, lembar {form.COVER}", isinstance(year, str)
    row, fault = (
        (COVER_ROWS[form.YEAR_LABEL], Fault.WRONG_VALUE) if is_text else (None, Fault.COVER)
    )
    return {Told(fault, cover, row, form.YEAR_LABEL, str(year))}


@mutates(TEMPLATE)
def cover_left_empty(dice: Random, case: Case) -> Expected:
    label = dice.choice([form.YEAR_LABEL, form.SAMPLE_LABEL, form.VERSION_LABEL])
    rewrite(case, cover={label: ""})
    cover = f"isian.xlsx, lembar {form.COVER}"
    return {Told(Fault.EMPTY_CELL, cover, COVER_ROWS[label], label)}


@mutates(TEMPLATE)
def cover_calls_a_full_sheet_empty(dice: Random, case: Case) -> Expected:
    table = dice.choice(sorted(TABLES))
    rewrite(case, empty=((BY_NAME[table].label, ""),))
    return {Told(Fault.CONTRADICTION, place(table), 2)}


@mutates(TEMPLATE)
def cover_calls_an_unknown_sheet_empty(dice: Random, case: Case) -> Expected:
    name = f"Lembar {dice.randrange(100)}"
    rewrite(case, empty=((name, ""),))
    cover = f"isian.xlsx, lembar {form.COVER}"
    return {Told(Fault.COVER, cover, 8, form.EMPTY_HEADING[0], name)}


# headings and cells


@mutates(TEMPLATE)
def heading_of_a_sheet_misspelt(dice: Random, case: Case) -> Expected:
    table = dice.choice(sorted(TABLES))
    column = dice.choice(BY_NAME[table].columns)
    rewrite(case, headings={(table, column.name): f"{column.label}x"})
    return {Told(Fault.UNKNOWN_COLUMN, place(table), 1, f"{column.label}x")}


@mutates(TEMPLATE)
def headings_moved_down(dice: Random, case: Case) -> Expected:
    table = dice.choice(sorted(TABLES))

    def title(_: Any, sheets: dict[str, Any]) -> None:
        for at in range(len(BY_NAME[table].columns)):
            sheets[table].write_string(0, at, f"Pemerintah Kabupaten {at}")

    book_of(case).layouts.append(title)
    book_of(case).write()
    return {Told(Fault.MISSING_COLUMN, place(table), 1)}


@mutates(TEMPLATE)
def cell_that_computes(dice: Random, case: Case) -> Expected:
    table, column, row = any_cell(dice, book_of(case), *Kind)
    formula = dice.choice(["=1+1", "=A1*2", '=HYPERLINK("http://x")'])
    put(case, table, column.name, row, Formula(formula))
    return {Told(Fault.FORMULA, place(table), row, column.label, formula)}


@mutates(TEMPLATE, last=True)
def cell_with_an_error(dice: Random, case: Case) -> Expected:
    table, column, row = any_cell(dice, book_of(case), Kind.INTEGER, Kind.MONEY)
    error = dice.choice(["#REF!", "#N/A", "#DIV/0!", "#VALUE!"])
    put(case, table, column.name, row, 123456)
    where = f'r="{letters(BY_NAME[table].names.index(column.name))}{row}"'.encode()
    wrong = where + b' t="e"><v>' + error.encode() + b"</v>"
    with_part(case.path, PARTS[table], where + b"><v>123456</v>", wrong)
    return {Told(Fault.ERROR_VALUE, place(table), row, column.label, error)}


@mutates(TEMPLATE)
def cells_merged(dice: Random, case: Case) -> Expected:
    table = dice.choice(sorted(TABLES))
    last = len(book_of(case).tables[table]) + 1
    at = dice.randrange(len(BY_NAME[table].columns) - 1)
    row = dice.randrange(last + 1, last + 9)

    def merge(_: Any, sheets: dict[str, Any]) -> None:
        sheets[table].merge_range(row - 1, at, row - 1, at + 1, "")

    book_of(case).layouts.append(merge)
    book_of(case).write()
    label = BY_NAME[table].columns[at].label
    return {Told(Fault.MERGED_CELL, place(table), row, label)}


@mutates(TEMPLATE)
def number_as_text(dice: Random, case: Case) -> Expected:
    table, column, row = any_cell(dice, book_of(case), *NUMBERS)
    text = dice.choice(["2021", "1.500.000", "seribu", "Rp5", "1e5", "87,5 %"])
    put(case, table, column.name, row, text)
    return {Told(Fault.WRONG_VALUE, place(table), row, column.label, text)}


@mutates(TEMPLATE)
def number_in_a_text(dice: Random, case: Case) -> Expected:
    """Excel has made a number of a code, and its zeros are gone."""
    table, column, row = any_cell(dice, book_of(case), Kind.TEXT)
    put(case, table, column.name, row, dice.choice([1.02, 5, True]))
    value = book_of(case).tables[table][row - 2][column.name]
    shown = {1.02: "1.02", 5: "5", True: "TRUE"}[value]
    return {Told(Fault.WRONG_VALUE, place(table), row, column.label, shown)}


@mutates(TEMPLATE)
def day_in_a_number(dice: Random, case: Case) -> Expected:
    table, column, row = any_cell(dice, book_of(case), *NUMBERS)
    put(case, table, column.name, row, datetime(2021, 3, 2, 10, 30))  # noqa: DTZ001  a cell has no zone
    return {Told(Fault.WRONG_VALUE, place(table), row, column.label, "02/03/2021 10:30")}


@mutates(TEMPLATE)
def day_as_text(dice: Random, case: Case) -> Expected:
    table, column, row = any_cell(dice, book_of(case), Kind.DATE)
    text = dice.choice(["02/03/2020", "2 Maret 2020", "2020-02-30", "besok"])
    put(case, table, column.name, row, text)
    return {Told(Fault.WRONG_VALUE, place(table), row, column.label, text)}


@mutates(TEMPLATE)
def choice_of_a_sheet_that_is_none(dice: Random, case: Case) -> Expected:
    found = [("plan", "kind", 2), ("node", "level", 2), ("node", "level", 3)]
    table, name, row = dice.choice(found)
    text = dice.choice(["Renja 2021", "subkegiatan", "x"])
    put(case, table, name, row, text)
    return {Told(Fault.WRONG_VALUE, place(table), row, BY_NAME[table].column(name).label, text)}


@mutates(TEMPLATE)
def needed_cell_of_a_sheet_empty(dice: Random, case: Case) -> Expected:
    found = [
        (name, column, row)
        for name, rows in book_of(case).tables.items()
        for row, cells in enumerate(rows, start=2)
        for column in BY_NAME[name].columns
        if column.is_required and column.name in cells and len(cells) > 2
    ]
    table, column, row = dice.choice(found)
    put(case, table, column.name, row, dice.choice(["", " ", "-"]))
    return {
        Told(
            Fault.EMPTY_CELL, place(table), row, column.label, told_blank(case, table, column, row)
        )
    }


def told_blank(case: Case, table: str, column: Column, row: int) -> str | None:
    return book_of(case).tables[table][row - 2][column.name] or None


@mutates(TEMPLATE)
def reference_of_a_sheet_to_nothing(dice: Random, case: Case) -> Expected:
    table, name = dice.choice([("node", "plan"), ("allocation", "node"), ("target", "indicator")])
    row = dice.randrange(2, 2 + len(book_of(case).tables[table]))
    text = f"tiada-{dice.randrange(100)}"
    put(case, table, name, row, text)
    label = BY_NAME[table].column(name).label
    return {Told(Fault.LOST_REFERENCE, place(table), row, label, text)}


@mutates(TEMPLATE)
def row_of_a_sheet_twice(dice: Random, case: Case) -> Expected:
    table = dice.choice(["opd", "plan", "node", "allocation", "indicator"])
    rows = book_of(case).tables[table]
    rows.append(dict(rows[0]))
    book_of(case).write()
    label = BY_NAME[table].column("id").label
    return {Told(Fault.REPEATED_KEY, place(table), len(rows) + 1, label, rows[0]["id"])}


# harmless


@mutates(TEMPLATE)
def book_packed_anew(dice: Random, case: Case) -> Expected:
    with zipfile.ZipFile(case.path) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]
    dice.shuffle(parts)
    with zipfile.ZipFile(case.path, "w", dice.choice([0, 8])) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return HARMLESS


@mutates(TEMPLATE, last=True)
def book_renamed(dice: Random, case: Case) -> Expected:
    name = dice.choice(["ISIAN.XLSX", "isian (1).xlsx", "isian é.xlsx"])
    case.paths = [case.path.rename(case.folder / name)]
    return HARMLESS


@mutates(TEMPLATE)
def sheet_of_ones_own(dice: Random, case: Case) -> Expected:
    number = dice.randrange(100)
    book_of(case).layouts.append(
        lambda book, _: book.add_worksheet(f"Catatan {number}").write_string(3, 3, "ingat ini")
    )
    book_of(case).write()
    return HARMLESS


@mutates(TEMPLATE)
def headings_in_capitals(dice: Random, case: Case) -> Expected:
    table = dice.choice(sorted(TABLES))
    headings = {(table, each.name): f" {each.label.upper()} " for each in BY_NAME[table].columns}
    rewrite(case, headings=headings)
    return HARMLESS


@mutates(TEMPLATE)
def sheet_named_in_capitals(dice: Random, case: Case) -> Expected:
    table = dice.choice(sorted(TABLES))
    rewrite(case, names={table: BY_NAME[table].label.upper()})
    return HARMLESS


@mutates(TEMPLATE)
def rows_left_blank(dice: Random, case: Case) -> Expected:
    table = dice.choice(sorted(TABLES))
    rows = book_of(case).tables[table]
    for _ in range(dice.randrange(1, 9)):
        rows.insert(dice.randrange(len(rows) + 1), {})
    rows.append({"id": " "} if "id" in BY_NAME[table].names else {})
    book_of(case).write()
    return HARMLESS


@mutates(TEMPLATE)
def rows_and_columns_hidden(dice: Random, case: Case) -> Expected:
    table = dice.choice(sorted(TABLES))

    def hide(_: Any, sheets: dict[str, Any]) -> None:
        sheets[table].set_row(1, None, None, {"hidden": True})
        sheets[table].set_column(0, 1, None, None, {"hidden": True})

    book_of(case).layouts.append(hide)
    book_of(case).write()
    return HARMLESS
