"""A foreign CSV, and the profile that it is read by."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from kawal.engine.readers.profile import CHANGE
from kawal.engine.shared.fault import Fault
from tests.bad_input.case import HARMLESS, Case, Expected, Told, mutates
from tests.bad_input.grounds import SOURCE_FILE
from tests.bad_input.sheet import Sheet


def sheet_of(case: Case) -> Sheet:
    return Sheet.at(case.path)


def any_row(dice: Random, sheet: Sheet) -> int:
    return dice.randrange(2, len(sheet.rows) + 2)


def in_source(fault: Fault, *place: object) -> Expected:
    return {Told(fault, "sumber.csv", *place)}  # type: ignore[arg-type]


def profile(case: Case) -> Path:
    return case.folder / "uji.toml"


def replace(case: Case, old: str, new: str) -> None:
    text = profile(case).read_text()
    profile(case).write_text(text.replace(old, new, 1))


def at(place: str, value: str | None = None, fault: Fault = Fault.WRONG_PROFILE) -> Expected:
    return {Told(fault, f"uji.toml, bagian {place}", value=value)}


# the file


@mutates(SOURCE_FILE)
def source_heading_renamed(dice: Random, case: Case) -> Expected:
    sheet = sheet_of(case)
    number = dice.randrange(len(sheet.heading))
    name = sheet.heading[number]
    sheet.heading[number] = f"{name}_baru"
    sheet.write()
    return in_source(Fault.MISSING_COLUMN, 1, name)


@mutates(SOURCE_FILE)
def source_column_gone(dice: Random, case: Case) -> Expected:
    sheet = sheet_of(case)
    number = dice.randrange(len(sheet.heading))
    name = sheet.heading.pop(number)
    for row in sheet.rows:
        row.pop(number)
    sheet.write()
    return in_source(Fault.MISSING_COLUMN, 1, name)


@mutates(SOURCE_FILE)
def source_column_new(dice: Random, case: Case) -> Expected:
    sheet, name = sheet_of(case), f"z{dice.randrange(100)}"
    sheet.heading.append(name)
    for row in sheet.rows:
        row.append("x")
    sheet.write()
    return in_source(Fault.UNKNOWN_COLUMN, 1, name)


@mutates(SOURCE_FILE, last=True)
def source_headings_moved_down(dice: Random, case: Case) -> Expected:
    """A title stands above, as in what an application exports."""
    content = case.path.read_text()
    case.path.write_text(f"Renja {dice.randrange(2000, 2030)},,,,\n" + content)
    return in_source(Fault.EMPTY_HEADING, 1)


@mutates(SOURCE_FILE)
def source_of_no_row(dice: Random, case: Case) -> Expected:
    sheet = sheet_of(case)
    sheet.rows = [[""] * len(sheet.heading)] * dice.randrange(3)
    sheet.write()
    return in_source(Fault.EMPTY)


@mutates(SOURCE_FILE)
def source_in_latin_1(dice: Random, case: Case) -> Expected:
    lines = case.path.read_bytes().split(b"\n")
    row = dice.randrange(2, len(lines))
    lines[row - 1] += b"\xe9"
    case.path.write_bytes(b"\n".join(lines))
    return in_source(Fault.NOT_UTF8, row)


@mutates(SOURCE_FILE, last=True)
def source_with_another_separator(dice: Random, case: Case) -> Expected:
    sheet, mark = sheet_of(case), dice.choice(";\t")
    lines = [mark.join(row) for row in [sheet.heading, *sheet.rows]]
    case.path.write_text("\n".join(lines) + "\n")
    return in_source(Fault.OTHER_SEPARATOR, 1)


@mutates(SOURCE_FILE)
def source_row_of_another_length(dice: Random, case: Case) -> Expected:
    sheet = sheet_of(case)
    row = any_row(dice, sheet)
    sheet.rows[row - 2] += ["x"] * dice.randrange(1, 5)
    sheet.write()
    return in_source(Fault.ROW_LENGTH, row)


@mutates(SOURCE_FILE)
def source_money_with_two_readings(dice: Random, case: Case) -> Expected:
    sheet = sheet_of(case)
    row, text = any_row(dice, sheet), dice.choice(["1.500,5.0", "Rp", "1 juta", "1e999", "9" * 17])
    sheet.put(row, "pagu", text)
    return in_source(Fault.UNCERTAIN_MONEY, row, "pagu", text)


@mutates(SOURCE_FILE)
def source_of_an_unknown_level(dice: Random, case: Case) -> Expected:
    sheet = sheet_of(case)
    row, text = any_row(dice, sheet), dice.choice(["PROG", "sub kegiatan", "x"])
    sheet.put(row, "tingkat", text)
    return in_source(Fault.UNKNOWN_LEVEL, row, "tingkat", text)


@mutates(SOURCE_FILE)
def source_of_no_level(dice: Random, case: Case) -> Expected:
    sheet = sheet_of(case)
    row = any_row(dice, sheet)
    sheet.put(row, "tingkat", dice.choice(["", "-"]))
    return in_source(Fault.UNKNOWN_LEVEL, row, "tingkat")


@mutates(SOURCE_FILE)
def source_of_two_years(dice: Random, case: Case) -> Expected:
    sheet = sheet_of(case)
    row, year = dice.randrange(3, len(sheet.rows) + 2), str(dice.randrange(2022, 2030))
    sheet.put(row, "tahun", year)
    return in_source(Fault.CONTRADICTION, row, "tahun", year)


@mutates(SOURCE_FILE)
def source_of_no_year(dice: Random, case: Case) -> Expected:
    sheet = sheet_of(case)
    row, text = any_row(dice, sheet), dice.choice(["TA 2021", "21", "٢٠٢١", "2021.0"])
    sheet.put(row, "tahun", text)
    return in_source(Fault.WRONG_VALUE, row, "tahun", text)


@mutates(SOURCE_FILE, last=True)
def source_that_no_profile_fits(dice: Random, case: Case) -> Expected:
    case.profile = None
    sheet = sheet_of(case)
    sheet.heading[dice.randrange(len(sheet.heading))] += "_x"
    sheet.write()
    return in_source(Fault.NO_PROFILE_FITS, 1)


@mutates(SOURCE_FILE)
def source_in_another_dress(dice: Random, case: Case) -> Expected:
    sheet = sheet_of(case)
    sheet.write(
        end=dice.choice(["\r\n", "\r"]), quoting=dice.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
    )
    return HARMLESS


@mutates(SOURCE_FILE)
def source_with_its_columns_turned(dice: Random, case: Case) -> Expected:
    sheet = sheet_of(case)
    turn = dice.randrange(1, len(sheet.heading))
    sheet.heading = sheet.heading[turn:] + sheet.heading[:turn]
    sheet.rows = [row[turn:] + row[:turn] for row in sheet.rows]
    sheet.write()
    return HARMLESS


@mutates(SOURCE_FILE)
def source_with_empty_rows(dice: Random, case: Case) -> Expected:
    sheet = sheet_of(case)
    sheet.rows += [[""] * len(sheet.heading)] * dice.randrange(1, 500)
    sheet.write()
    return HARMLESS


@mutates(SOURCE_FILE, last=True)
def source_renamed(dice: Random, case: Case) -> Expected:
    name = dice.choice(["SUMBER.CSV", "sumber é.csv", "sumber (1).csv"])
    case.paths = [case.path.rename(case.folder / name)]
    return HARMLESS


# the profile


@mutates(SOURCE_FILE)
def profile_that_is_no_toml(dice: Random, case: Case) -> Expected:
    lines = profile(case).read_text().splitlines()
    row = dice.choice([number for number, line in enumerate(lines, start=1) if line[0] != "["])
    lines[row - 1] = dice.choice(["ini bukan toml", "= 1", "a = 'b'c"])
    profile(case).write_text("\n".join(lines) + "\n")
    return {Told(Fault.BROKEN_TOML, "uji.toml", row)}


@mutates(SOURCE_FILE)
def profile_with_a_number_beyond_reading(dice: Random, case: Case) -> Expected:
    replace(case, 'year = "tahun"', f"year = {'9' * dice.randrange(5_000, 9_000)}")
    return {Told(Fault.BROKEN_TOML, "uji.toml")}


@mutates(SOURCE_FILE)
def profile_nested_too_deep(dice: Random, case: Case) -> Expected:
    deep = dice.randrange(5_000, 50_000)
    profile(case).write_text(f"caveats = {'[' * deep}{']' * deep}\n")
    return {Told(Fault.BROKEN_TOML, "uji.toml")}


@mutates(SOURCE_FILE)
def profile_in_latin_1(dice: Random, case: Case) -> Expected:
    content = profile(case).read_bytes()
    place = content.index(b"Renja") + dice.randrange(5)
    profile(case).write_bytes(content[:place] + b"\xe9" + content[place:])
    return {Told(Fault.NOT_UTF8, str(profile(case)))}


@mutates(SOURCE_FILE, last=True)
def profile_gone(dice: Random, case: Case) -> Expected:
    case.profile = str(case.folder / f"lain-{dice.randrange(100)}.toml")
    return {Told(Fault.MISSING, case.profile)}


@mutates(SOURCE_FILE, last=True)
def profile_that_is_a_folder(dice: Random, case: Case) -> Expected:
    folder = case.folder / f"p{dice.randrange(100)}.toml"
    folder.mkdir()
    case.profile = str(folder)
    return {Told(Fault.IRREGULAR, case.profile)}


@mutates(SOURCE_FILE, last=True)
def profile_of_an_unknown_name(dice: Random, case: Case) -> Expected:
    case.profile = dice.choice(["rkpd-perubahann", "", "tiada", "../uji"])
    return {Told(Fault.UNKNOWN_PROFILE)}


@mutates(SOURCE_FILE)
def profile_with_an_unknown_key(dice: Random, case: Case) -> Expected:
    part, key = dice.choice(["source", "snapshot", "level", "node"]), f"kunci{dice.randrange(10)}"
    replace(case, f"[{part}]\n", f"[{part}]\n{key} = 1\n")
    return at(f"[{part}], kunci {key}")


@mutates(SOURCE_FILE)
def profile_with_a_key_gone(dice: Random, case: Case) -> Expected:
    line, place = dice.choice(
        [('name = "uji"', "name"), ('title = "Renja uji"', "title"),
         ('id = "{kode}"\ncode', "[node], kunci id")]
    )  # fmt: skip
    replace(case, line, "code" if line.endswith("code") else "")
    return at(place)


@mutates(SOURCE_FILE)
def profile_with_a_value_of_another_form(dice: Random, case: Case) -> Expected:
    value = dice.choice(["1", "true", "[]"])
    replace(case, 'name = "uji"', f"name = {value}")
    return at("name", {"1": "1", "true": "True", "[]": "[]"}[value])


@mutates(SOURCE_FILE)
def profile_that_nobody_has_looked_at(dice: Random, case: Case) -> Expected:
    text = f"{CHANGE} {dice.randrange(100)}"
    replace(case, 'title = "Renja uji"', f'title = "{text}"')
    return at("title", text)


@mutates(SOURCE_FILE)
def profile_of_no_separator(dice: Random, case: Case) -> Expected:
    mark = dice.choice(["", ";;", '\\"'])
    replace(case, 'separator = ","', f'separator = "{mark}"')
    return at("[source], kunci separator", mark.removeprefix("\\"))


@mutates(SOURCE_FILE)
def profile_of_an_unknown_table(dice: Random, case: Case) -> Expected:
    number, table = dice.choice([(2, "plan"), (3, "node"), (4, "allocation")])
    replace(case, f'table = "{table}"', f'table = "{table}s"')
    return at(f"[[emit]] ke-{number}, kunci table", f"{table}s")


@mutates(SOURCE_FILE)
def profile_of_an_unknown_level(dice: Random, case: Case) -> Expected:
    level = dice.choice(["subkegiatan", "Program", ""])
    replace(case, 'sub = "sub_kegiatan"', f'sub = "{level}"')
    return at("[level], kunci names", level)


@mutates(SOURCE_FILE)
def profile_of_an_unknown_column(dice: Random, case: Case) -> Expected:
    name = f"kolom{dice.randrange(100)}"
    replace(case, 'title = "{nama}"', f'title = "{{{name}}}"')
    return at("emit", name)


@mutates(SOURCE_FILE)
def profile_of_no_year(dice: Random, case: Case) -> Expected:
    year = dice.choice(["1944", "2201", "[]"])
    replace(case, 'year = "tahun"', f"year = {year}")
    return at("[snapshot], kunci year", year)


@mutates(SOURCE_FILE)
def profile_that_emits_nothing(dice: Random, case: Case) -> Expected:
    text = profile(case).read_text()
    profile(case).write_text(dice.choice(["", "emit = []\n"]) + text[: text.index("[[emit]]")])
    return at("emit")


@mutates(SOURCE_FILE)
def profile_that_loses_money(dice: Random, case: Case) -> Expected:
    lost = dice.choice(["prog", "keg", "sub"])
    level = {"prog": "program", "keg": "kegiatan", "sub": "sub_kegiatan"}[lost]
    others = [each for each in ("program", "kegiatan", "sub_kegiatan") if each != level]
    when = f'table = "allocation"\nwhen = {{ "@tingkat" = {others} }}'.replace("'", '"')
    replace(case, 'table = "allocation"', when)
    return in_source(Fault.UNRECONCILED, None, "pagu")


@mutates(SOURCE_FILE)
def profile_in_another_dress(dice: Random, case: Case) -> Expected:
    content = profile(case).read_bytes().replace(b"\n", b"\r\n")
    remark = f"# catatan {dice.randrange(100)}\r\n".encode()
    profile(case).write_bytes(dice.choice([b"", b"\xef\xbb\xbf"]) + remark + content)
    return HARMLESS
