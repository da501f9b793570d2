"""The CSV files of a package: their bytes, headings, rows and cells."""

from __future__ import annotations

import csv
from random import Random

from kawal.engine.shared.errors import shortened
from kawal.engine.shared.fault import Fault
from kawal.engine.snapshot.schema import Kind
from tests.bad_input.case import HARMLESS, Case, Expected, Told, mutates
from tests.bad_input.grounds import FOLDER
from tests.bad_input.sheet import NUMBERS, Sheet, any_cell, any_sheet, sheets

LONELY = ("allocation", "step", "addition", "innovation", "swot")
"""Tables to whose keys nothing refers."""


def told(fault: Fault, sheet: Sheet, *place: object) -> Expected:
    return {Told(fault, sheet.path.name, *place)}  # type: ignore[arg-type]


# bytes


@mutates(FOLDER)
def table_empty(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    sheet.path.write_bytes(dice.choice([b"", b"\n\n", b"\r\n" * 9, b"\xef\xbb\xbf"]))
    return told(Fault.EMPTY, sheet)


@mutates(FOLDER)
def table_of_zeros(dice: Random, case: Case) -> Expected:
    """As a disk leaves a file after a power cut."""
    sheet = any_sheet(dice, case)
    sheet.path.write_bytes(bytes(dice.randrange(1, 5_000)))
    return told(Fault.NOT_UTF8, sheet, 1)


@mutates(FOLDER)
def table_in_latin_1(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    lines = sheet.path.read_bytes().split(b"\n")
    at = dice.randrange(1, len(lines) - 1)
    lines[at] += b"\xe9"
    sheet.path.write_bytes(b"\n".join(lines))
    return told(Fault.NOT_UTF8, sheet, at + 1)


@mutates(FOLDER)
def table_in_utf_16(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    encoding = dice.choice(["utf-16", "utf-16-le", "utf-16-be"])
    sheet.path.write_bytes(sheet.path.read_text().encode(encoding))
    return told(Fault.NOT_UTF8, sheet, 1)


@mutates(FOLDER)
def table_is_another_kind_of_file(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    sheet.path.write_bytes(b"PK\x03\x04" + dice.randbytes(200))
    return told(Fault.NOT_CSV, sheet, 1)


@mutates(FOLDER, last=True)
def table_with_another_separator(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    mark = dice.choice(";\t")
    lines = [mark.join(row) for row in [sheet.heading, *sheet.rows]]
    sheet.path.write_text("\n".join(lines) + "\n")
    return told(Fault.OTHER_SEPARATOR, sheet, 1)


@mutates(FOLDER, last=True)
def quote_never_closed(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    sheet.rows = [[cell.replace('"', "") for cell in row] for row in sheet.rows]
    sheet.rows = [[cell.replace(",", "").replace("\n", "") for cell in row] for row in sheet.rows]
    sheet.write()
    lines = sheet.path.read_text().splitlines()
    at = dice.randrange(1, len(lines))
    lines[at] = '"' + lines[at]
    sheet.path.write_text("\n".join(lines) + "\n")
    return told(Fault.OPEN_QUOTE, sheet, at + 1)


@mutates(FOLDER)
def cell_longer_than_any_text(dice: Random, case: Case) -> Expected:
    sheet, column, row = any_cell(dice, case, lambda _, column: column.kind is Kind.TEXT)
    sheet.put(row, column, "x" * dice.randrange(131_073, 200_000))
    return told(Fault.OPEN_QUOTE, sheet, row)


# headings


@mutates(FOLDER)
def heading_misspelt(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    at = dice.randrange(len(sheet.heading))
    sheet.heading[at] += dice.choice(["s", " ", "_", "é", "\0x"[1:]])
    sheet.write()
    return told(Fault.UNKNOWN_COLUMN, sheet, 1, sheet.heading[at])


@mutates(FOLDER)
def heading_twice(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    one, other = dice.sample(range(len(sheet.heading)), 2)
    sheet.heading[one] = sheet.heading[other]
    sheet.write()
    return told(Fault.REPEATED_HEADING, sheet, 1, sheet.heading[one])


@mutates(FOLDER)
def heading_empty(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    sheet.heading[dice.randrange(len(sheet.heading))] = dice.choice(["", " ", "\u00a0"])
    sheet.write()
    return told(Fault.EMPTY_HEADING, sheet, 1)


@mutates(FOLDER)
def heading_as_long_as_a_page(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    at = dice.randrange(len(sheet.heading))
    sheet.heading[at] = "judul " * dice.randrange(20, 2_000)
    sheet.write()
    return told(Fault.LONG_HEADING, sheet, 1, shortened(sheet.heading[at]))


@mutates(FOLDER)
def heading_of_too_many_columns(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    sheet.heading += [f"k{number}" for number in range(200 + dice.randrange(100))]
    sheet.write()
    return told(Fault.TOO_LARGE, sheet, 1)


@mutates(FOLDER)
def heading_with_a_nul(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    sheet.heading[dice.randrange(len(sheet.heading))] += "\0"
    sheet.write()
    return told(Fault.NOT_UTF8, sheet, 1)


# rows


@mutates(FOLDER)
def row_too_short(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    at = dice.randrange(len(sheet.rows))
    sheet.rows[at].pop()
    sheet.rows[at][0] = sheet.rows[at][0] or "x"
    sheet.write()
    return told(Fault.ROW_LENGTH, sheet, at + 2)


@mutates(FOLDER)
def row_too_long(dice: Random, case: Case) -> Expected:
    """As when a comma is not quoted."""
    sheet = any_sheet(dice, case)
    at = dice.randrange(len(sheet.rows))
    sheet.rows[at] += ["x"] * dice.randrange(1, 9)
    sheet.write()
    return told(Fault.ROW_LENGTH, sheet, at + 2)


@mutates(FOLDER)
def row_twice(dice: Random, case: Case) -> Expected:
    table, sheet = dice.choice(list(sheets(case)))
    whole = [row for row in sheet.rows if all(row[sheet.heading.index(key)] for key in table.key)]
    row = dice.choice(whole)
    sheet.rows.insert(dice.randrange(len(sheet.rows)), row)
    sheet.write()
    key = "|".join(row[sheet.heading.index(name)] for name in table.key)
    return told(Fault.REPEATED_KEY, sheet, None, ", ".join(table.key), key)


# cells


@mutates(FOLDER)
def number_that_is_none(dice: Random, case: Case) -> Expected:
    sheet, column, row = any_cell(dice, case, lambda _, column: column.kind in NUMBERS)
    text = dice.choice(["seribu", "1.000.000,00", "Rp5", "1e9", "NaN", "١٢", "9" * 40, "1\0"])
    sheet.put(row, column, text)
    return told(Fault.WRONG_VALUE, sheet, row, column, text)


@mutates(FOLDER)
def day_that_is_none(dice: Random, case: Case) -> Expected:
    sheet, column, row = any_cell(dice, case, lambda _, column: column.kind is Kind.DATE)
    text = dice.choice(["2020-02-30", "02/03/2020", "2 Maret 2020", "44000", "20200302"])
    sheet.put(row, column, text)
    return told(Fault.WRONG_VALUE, sheet, row, column, text)


@mutates(FOLDER)
def flag_that_is_none(dice: Random, case: Case) -> Expected:
    sheet, column, row = any_cell(dice, case, lambda _, column: column.kind is Kind.BOOLEAN)
    text = dice.choice(["ya", "TRUE", "1", "True"])
    sheet.put(row, column, text)
    return told(Fault.WRONG_VALUE, sheet, row, column, text)


@mutates(FOLDER)
def choice_that_is_none(dice: Random, case: Case) -> Expected:
    sheet, column, row = any_cell(dice, case, lambda _, column: bool(column.choices))
    text = sheet.cell(row, column) + dice.choice("sx ")
    sheet.put(row, column, text)
    return told(Fault.WRONG_VALUE, sheet, row, column, text)


@mutates(FOLDER)
def needed_cell_empty(dice: Random, case: Case) -> Expected:
    sheet, column, row = any_cell(
        dice, case, lambda table, each: each.is_required and (not each.key or table.name in LONELY)
    )
    sheet.put(row, column, dice.choice(["", "-", " ", "–"]))
    return told(Fault.EMPTY_CELL, sheet, row, column)


@mutates(FOLDER)
def reference_to_nothing(dice: Random, case: Case) -> Expected:
    sheet, column, row = any_cell(
        dice, case, lambda _, each: each.refers is not None and not each.judged and not each.key
    )
    text = f"tiada-{dice.randrange(1000)}"
    sheet.put(row, column, text)
    return told(Fault.LOST_REFERENCE, sheet, row, column, text)


@mutates(FOLDER)
def key_with_a_mark(dice: Random, case: Case) -> Expected:
    sheet, column, row = any_cell(dice, case, lambda table, each: each.key and table.name in LONELY)
    text = sheet.cell(row, column) + dice.choice(["|", "\0", "\x07", "\x1b[2J"])
    sheet.put(row, column, text)
    return told(Fault.UNSOUND_KEY, sheet, None, column, text)


@mutates(FOLDER)
def key_that_looks_like_another(dice: Random, case: Case) -> Expected:
    sheet, column, row = any_cell(dice, case, lambda table, each: each.key and table.name in LONELY)
    text = sheet.cell(row, column) + dice.choice([" ", "\u00a0", "\u200b", "\u202e", "\ufeff"])
    sheet.put(row, column, text)
    return told(Fault.UNSOUND_KEY, sheet, None, column, text)


@mutates(FOLDER)
def money_of_a_whole_country(dice: Random, case: Case) -> Expected:
    sheet, column, row = any_cell(dice, case, lambda _, column: column.kind is Kind.MONEY)
    sheet.put(row, column, f"{dice.randrange(5 * 10**14, 10**15)}.00")
    return told(Fault.TOO_MUCH_MONEY, sheet, None, column)


@mutates(FOLDER)
def another_region(dice: Random, case: Case) -> Expected:
    sheet = Sheet.at(case.path / "region.csv")
    code = f"{dice.randrange(11, 30)}.01"
    sheet.put(2, "code", code)
    return told(Fault.OTHER_REGION, sheet, None, "code", code)


@mutates(FOLDER)
def year_out_of_this_world(dice: Random, case: Case) -> Expected:
    tables = ("target", "ceiling", "swot", "innovation", "ikm")
    sheet, column, row = any_cell(
        dice, case, lambda table, each: each.name == "year" and table.name in tables
    )
    year = dice.choice(["21", "0", "-1", "2201", "20211"])
    sheet.put(row, column, year)
    return told(Fault.WRONG_VALUE, sheet, None, column, year)


@mutates(FOLDER)
def year_of_another_plan(dice: Random, case: Case) -> Expected:
    years = {row[0]: row for row in Sheet.at(case.path / "plan.csv").rows}
    nodes = {row[0]: row[1] for row in Sheet.at(case.path / "node.csv").rows}
    sheet = Sheet.at(case.path / "allocation.csv")
    annual = [
        (at, plan[3])
        for at, node in enumerate(sheet.column("node"), start=2)
        if (plan := years[nodes[node]])[1] in ("renja", "rkpd", "ppas", "dpa")
    ]
    row, year = dice.choice(annual)
    wrong = str(int(year) + dice.choice([-1, 2, 10]))
    sheet.put(row, "year", wrong)
    return told(Fault.CONTRADICTION, sheet, None, "year", wrong)


@mutates(FOLDER)
def part_of_a_year_that_is_none(dice: Random, case: Case) -> Expected:
    sheet, column, row = any_cell(dice, case, lambda _, each: each.name in ("quarter", "period"))
    text = dice.choice(["5", "-1", "12", "2021"])
    sheet.put(row, column, text)
    return told(Fault.WRONG_VALUE, sheet, None, column, text)


# harmless


@mutates(FOLDER)
def table_with_a_mark_of_its_encoding(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    content = sheet.path.read_bytes()
    sheet.path.write_bytes(b"\xef\xbb\xbf" + content.removeprefix(b"\xef\xbb\xbf"))
    return HARMLESS


@mutates(FOLDER)
def table_with_other_line_ends(dice: Random, case: Case) -> Expected:
    any_sheet(dice, case).write(end=dice.choice(["\r\n", "\r"]))
    return HARMLESS


@mutates(FOLDER)
def rows_in_another_order(dice: Random, case: Case) -> Expected:
    sheet = dice.choice([sheet for _, sheet in sheets(case) if len(sheet.rows) > 2])
    sheet.rows = sheet.rows[1:] + sheet.rows[:1]
    sheet.write()
    return HARMLESS


@mutates(FOLDER)
def columns_in_another_order(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    turn = dice.randrange(1, len(sheet.heading))
    sheet.heading = sheet.heading[turn:] + sheet.heading[:turn]
    sheet.rows = [row[turn:] + row[:turn] for row in sheet.rows]
    sheet.write()
    return HARMLESS


@mutates(FOLDER)
def every_cell_quoted(dice: Random, case: Case) -> Expected:
    any_sheet(dice, case).write(quoting=csv.QUOTE_ALL)
    return HARMLESS


@mutates(FOLDER)
def blank_lines_between_and_below(dice: Random, case: Case) -> Expected:
    sheet = any_sheet(dice, case)
    sheet.rows.insert(dice.randrange(len(sheet.rows)), [])
    sheet.rows += [[]] * dice.randrange(1, 50)
    sheet.write()
    return HARMLESS


@mutates(FOLDER)
def money_without_its_sen(dice: Random, case: Case) -> Expected:
    sheet, column, row = any_cell(
        dice, case, lambda table, each: each.kind is Kind.MONEY and table.name == "allocation"
    )
    amount = sheet.cell(row, column)
    sheet.put(row, column, amount.rstrip("0").rstrip("."))
    return HARMLESS


@mutates(FOLDER)
def dash_where_nothing_is(dice: Random, case: Case) -> Expected:
    empty = [
        (sheet, row, at)
        for table, sheet in sheets(case)
        for row in sheet.rows
        for at, name in enumerate(sheet.heading)
        if row and not row[at] and name in table.names
    ]
    sheet, row, at = dice.choice(empty)
    row[at] = dice.choice("-–—")
    sheet.write()
    return HARMLESS


@mutates(FOLDER)
def spaces_around_a_code(dice: Random, case: Case) -> Expected:
    sheet, column, row = any_cell(
        dice, case, lambda table, each: each.name == "code" and table.name in ("opd", "node")
    )
    sheet.put(row, column, f" {sheet.cell(row, column)}  ")
    return HARMLESS


@mutates(FOLDER)
def word_for_all_funds_in_capitals(dice: Random, case: Case) -> Expected:
    sheet = Sheet.at(case.path / "ceiling.csv")
    rows = [row for row, fund in enumerate(sheet.column("fund"), start=2) if fund == "semua"]
    sheet.put(dice.choice(rows), "fund", dice.choice(["Semua", "SEMUA", " semua "]))
    return HARMLESS
