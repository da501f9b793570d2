"""What lies beside the plan: waivers, and the official lists of codes."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from kawal.engine.shared.fault import Fault
from kawal.engine.snapshot import package
from tests.bad_input.case import HARMLESS, Case, Expected, Told, mutates
from tests.bad_input.grounds import REFERENCE, WAIVER_FILE
from tests.bad_input.sheet import Sheet


def waivers(case: Case) -> Path:
    return case.folder / "paket.waivers.csv"


def told(path: Path, fault: Fault, *place: object) -> Expected:
    return {Told(fault, str(path), *place)}  # type: ignore[arg-type]


def any_row(dice: Random, sheet: Sheet) -> int:
    return dice.randrange(2, len(sheet.rows) + 2)


@mutates(WAIVER_FILE)
def waivers_without_a_column(dice: Random, case: Case) -> Expected:
    sheet = Sheet.at(waivers(case))
    at = dice.randrange(len(sheet.heading))
    name = sheet.heading.pop(at)
    for row in sheet.rows:
        row.pop(at)
    sheet.write()
    return told(waivers(case), Fault.MISSING_COLUMN, 1, name)


@mutates(WAIVER_FILE)
def waivers_with_a_column_more(dice: Random, case: Case) -> Expected:
    sheet, name = Sheet.at(waivers(case)), f"kolom{dice.randrange(100)}"
    sheet.heading.append(name)
    for row in sheet.rows:
        row.append("")
    sheet.write()
    return told(waivers(case), Fault.UNKNOWN_COLUMN, 1, name)


@mutates(WAIVER_FILE)
def waiver_with_an_empty_cell(dice: Random, case: Case) -> Expected:
    sheet = Sheet.at(waivers(case))
    row, column = any_row(dice, sheet), dice.choice(sheet.heading)
    sheet.put(row, column, dice.choice(["", "  "]))
    return told(waivers(case), Fault.EMPTY_CELL, row, column)


@mutates(WAIVER_FILE)
def waiver_of_an_unknown_rule(dice: Random, case: Case) -> Expected:
    sheet = Sheet.at(waivers(case))
    row, rule = any_row(dice, sheet), dice.choice(["KODE-99", "kode-01", "Semua", "*"])
    sheet.put(row, "rule", rule)
    return told(waivers(case), Fault.WRONG_VALUE, row, "rule", rule)


@mutates(WAIVER_FILE)
def waiver_until_no_day(dice: Random, case: Case) -> Expected:
    sheet = Sheet.at(waivers(case))
    row, day = any_row(dice, sheet), dice.choice(["2021-02-30", "31/12/2021", "20211231", "nanti"])
    sheet.put(row, "until", day)
    return told(waivers(case), Fault.WRONG_VALUE, row, "until", day)


@mutates(WAIVER_FILE)
def waiver_twice_with_other_words(dice: Random, case: Case) -> Expected:
    sheet = Sheet.at(waivers(case))
    again = list(dice.choice(sheet.rows))
    again[sheet.heading.index(dice.choice(["office", "reason"]))] += " lain"
    sheet.rows.append(again)
    sheet.write()
    return told(
        waivers(case),
        Fault.REPEATED_KEY,
        len(sheet.rows) + 1,
        "key",
        sheet.cell(len(sheet.rows) + 1, "key"),
    )


@mutates(WAIVER_FILE)
def waivers_in_latin_1(dice: Random, case: Case) -> Expected:
    lines = waivers(case).read_bytes().split(b"\n")
    row = dice.randrange(2, len(lines))
    lines[row - 1] += b"\xe9"
    waivers(case).write_bytes(b"\n".join(lines))
    return told(waivers(case), Fault.NOT_UTF8, row)


@mutates(WAIVER_FILE, last=True)
def waivers_with_another_separator(dice: Random, case: Case) -> Expected:
    text = waivers(case).read_text()
    waivers(case).write_text(text.replace(",", dice.choice(";\t")))
    return told(waivers(case), Fault.OTHER_SEPARATOR, 1)


@mutates(WAIVER_FILE)
def waivers_that_are_no_file(dice: Random, case: Case) -> Expected:
    waivers(case).unlink()
    if dice.random() < 0.5:
        waivers(case).mkdir()
        return told(waivers(case), Fault.IRREGULAR)
    waivers(case).symlink_to(f"tiada-{dice.randrange(100)}")
    return told(waivers(case), Fault.MISSING)


@mutates(WAIVER_FILE)
def waivers_in_another_dress(dice: Random, case: Case) -> Expected:
    sheet = Sheet.at(waivers(case))
    turn = dice.randrange(1, len(sheet.heading))
    sheet.heading = sheet.heading[turn:] + sheet.heading[:turn]
    sheet.rows = [row[turn:] + row[:turn] for row in sheet.rows]
    sheet.write(end=dice.choice(["\r\n", "\r", "\n"]), quoting=dice.randrange(2))
    return HARMLESS


@mutates(WAIVER_FILE)
def waiver_repeated_and_spaced(dice: Random, case: Case) -> Expected:
    sheet = Sheet.at(waivers(case))
    sheet.rows.append([f" {cell} " for cell in dice.choice(sheet.rows)])
    sheet.rows += [[]] * dice.randrange(5)
    sheet.write()
    return HARMLESS


# lists of codes


def said(case: Case) -> Any:
    return json.loads((case.path / "reference.json").read_bytes())


def say(case: Case, content: Any) -> Expected:
    """Write it; whoever reads it refuses it."""
    place = case.path / "reference.json"
    place.write_text(json.dumps(content))
    return told(place, Fault.DESCRIPTOR)


def codes(case: Case) -> Sheet:
    return Sheet.at(case.path / "codes.csv")


@mutates(REFERENCE, last=True)
def list_gone(dice: Random, case: Case) -> Expected:
    case.paths = [case.folder / f"lain-{dice.randrange(100)}"]
    return told(case.path, Fault.MISSING)


@mutates(REFERENCE)
def list_without_a_file(dice: Random, case: Case) -> Expected:
    (case.path / dice.choice(["reference.json", "codes.csv"])).unlink()
    return told(case.path, Fault.NO_PACKAGE)


@mutates(REFERENCE, last=True)
def list_that_is_no_pack(dice: Random, case: Case) -> Expected:
    file = case.folder / dice.choice(["daftar.csv", "daftar.xlsx", "daftar"])
    file = file.with_name(f"berkas-{file.name}")
    file.write_bytes(dice.randbytes(100))
    case.paths = [file]
    return told(file, Fault.UNKNOWN_FORM)


@mutates(REFERENCE, last=True)
def list_in_a_cut_zip(dice: Random, case: Case) -> Expected:
    content = package.zipped({each.name: each.read_bytes() for each in case.path.iterdir()})
    case.paths = [case.folder / "daftar.zip"]
    case.path.write_bytes(content[: dice.randrange(len(content) - 1)])
    return told(case.path, Fault.BROKEN_ZIP)


@mutates(REFERENCE)
def list_descriptor_cut(dice: Random, case: Case) -> Expected:
    place = case.path / "reference.json"
    content = place.read_bytes().rstrip()
    place.write_bytes(content[: dice.randrange(len(content))])
    return told(place, Fault.BROKEN_JSON)


@mutates(REFERENCE)
def list_descriptor_too_large(dice: Random, case: Case) -> Expected:
    place = case.path / "reference.json"
    place.write_bytes(place.read_bytes() + b" " * dice.randrange(2**22, 2**23))
    return told(place, Fault.TOO_LARGE)


@mutates(REFERENCE)
def list_of_another_version(dice: Random, case: Case) -> Expected:
    return say(case, said(case) | {"version": dice.choice([0, 2, "1", None, True])})


@mutates(REFERENCE)
def list_without_words(dice: Random, case: Case) -> Expected:
    name = dice.choice(["title", "source", "source_sha256"])
    return say(case, said(case) | {name: dice.choice([None, "", " ", 5, "a\x07"])})


@mutates(REFERENCE)
def list_of_no_day(dice: Random, case: Case) -> Expected:
    name = dice.choice(["since", "until"])
    return say(case, said(case) | {name: dice.choice(["2021-02-30", "besok", 2021, ""])})


@mutates(REFERENCE)
def list_that_ends_before_it_begins(dice: Random, case: Case) -> Expected:
    return say(case, said(case) | {"until": f"20{dice.randrange(10, 20)}-01-01"})


@mutates(REFERENCE)
def list_without_a_column(dice: Random, case: Case) -> Expected:
    sheet = codes(case)
    at = dice.randrange(len(sheet.heading))
    name, sheet.heading[at] = sheet.heading[at], "lain"
    sheet.write()
    return told(sheet.path, Fault.MISSING_COLUMN, 1, name)


@mutates(REFERENCE)
def list_with_an_empty_cell(dice: Random, case: Case) -> Expected:
    sheet = codes(case)
    row, column = any_row(dice, sheet), dice.choice(["level", "code", "name", "status"])
    sheet.put(row, column, dice.choice(["", "-"]))
    return told(sheet.path, Fault.EMPTY_CELL, row, column)


@mutates(REFERENCE)
def list_with_an_unknown_word(dice: Random, case: Case) -> Expected:
    sheet = codes(case)
    row, column = any_row(dice, sheet), dice.choice(["level", "government", "status"])
    text = dice.choice(["lain", "Program", "x"])
    sheet.put(row, column, text)
    return told(sheet.path, Fault.WRONG_VALUE, row, column, text)


@mutates(REFERENCE)
def list_with_a_code_twice(dice: Random, case: Case) -> Expected:
    sheet = codes(case)
    row = dice.choice(sheet.rows)
    sheet.rows.append(list(row))
    sheet.write()
    code = row[sheet.heading.index("code")]
    return told(sheet.path, Fault.REPEATED_KEY, None, "code", code)


@mutates(REFERENCE)
def list_in_another_dress(dice: Random, case: Case) -> Expected:
    sheet = codes(case)
    sheet.rows = sheet.rows[1:] + sheet.rows[:1]
    sheet.rows += [[]] * dice.randrange(5)
    sheet.write(end=dice.choice(["\r\n", "\n"]), quoting=dice.randrange(2))
    return HARMLESS


@mutates(REFERENCE, last=True)
def list_zipped(dice: Random, case: Case) -> Expected:
    content = package.zipped({each.name: each.read_bytes() for each in case.path.iterdir()})
    case.paths = [case.folder / dice.choice(["daftar.zip", "DAFTAR.ZIP"])]
    case.path.write_bytes(content)
    return HARMLESS
