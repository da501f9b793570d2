"""`datapackage.json`, and what lies beside it."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from kawal.engine.shared.fault import Fault
from tests.bad_input.case import HARMLESS, Case, Expected, Told, mutates
from tests.bad_input.grounds import FOLDER
from tests.bad_input.sheet import any_sheet


def place(case: Case) -> Path:
    return case.path / "datapackage.json"


def said(case: Case) -> Any:
    return json.loads(place(case).read_bytes())


def say(case: Case, content: Any) -> None:
    place(case).write_text(json.dumps(content))


def refused(case: Case, fault: Fault = Fault.DESCRIPTOR) -> Expected:
    return {Told(fault, str(place(case)))}


@mutates(FOLDER)
def descriptor_gone(_: Random, case: Case) -> Expected:
    place(case).unlink()
    return {Told(Fault.UNKNOWN_FORM, str(case.path))}


@mutates(FOLDER)
def descriptor_cut(dice: Random, case: Case) -> Expected:
    content = place(case).read_bytes().rstrip()
    place(case).write_bytes(content[: dice.randrange(len(content))])
    return refused(case, Fault.BROKEN_JSON)


@mutates(FOLDER)
def descriptor_in_latin_1(dice: Random, case: Case) -> Expected:
    content = place(case).read_bytes()
    at = content.index(b'"source"') + dice.randrange(11, 15)
    place(case).write_bytes(content[:at] + b"\xe9" + content[at:])
    return refused(case, Fault.BROKEN_JSON)


@mutates(FOLDER)
def descriptor_nested_too_deep(dice: Random, case: Case) -> Expected:
    place(case).write_text("[" * dice.randrange(100_000, 200_000))
    return refused(case, Fault.BROKEN_JSON)


@mutates(FOLDER)
def descriptor_with_a_number_beyond_reading(dice: Random, case: Case) -> Expected:
    text = place(case).read_text()
    place(case).write_text(text.replace("2021", "9" * dice.randrange(5_000, 9_000), 1))
    return refused(case, Fault.BROKEN_JSON)


@mutates(FOLDER)
def descriptor_too_large(dice: Random, case: Case) -> Expected:
    place(case).write_bytes(place(case).read_bytes() + b" " * dice.randrange(2**22, 2**23))
    return refused(case, Fault.TOO_LARGE)


@mutates(FOLDER, last=True)
def descriptor_says_a_name_twice(dice: Random, case: Case) -> Expected:
    name = dice.choice(["year", "region", "sample", "version"])
    text = place(case).read_text()
    place(case).write_text(text.replace('"kawal": {', f'"kawal": {{"{name}": 1,', 1))
    return refused(case)


@mutates(FOLDER)
def descriptor_without_a_part(dice: Random, case: Case) -> Expected:
    content = said(case)
    del content[dice.choice(["kawal", "resources"])]
    say(case, content)
    return refused(case)


@mutates(FOLDER)
def descriptor_of_another_version(dice: Random, case: Case) -> Expected:
    content = said(case)
    content["kawal"]["version"] = dice.choice([0, 2, "1", None, True, 1.5])
    say(case, content)
    return refused(case)


@mutates(FOLDER)
def descriptor_of_no_year(dice: Random, case: Case) -> Expected:
    content = said(case)
    content["kawal"]["year"] = dice.choice(["2021", 1, 9999, True, 2021.5, None, float("nan"), []])
    say(case, content)
    return refused(case)


@mutates(FOLDER)
def descriptor_with_half_a_character(dice: Random, case: Case) -> Expected:
    content = said(case)
    content["kawal"][dice.choice(["source", "region"])] = "a\ud800"
    say(case, content)
    return refused(case)


@mutates(FOLDER)
def descriptor_leads_out_of_the_package(dice: Random, case: Case) -> Expected:
    content = said(case)
    dice.choice(content["resources"])["path"] = dice.choice(
        ["../node.csv", "/etc/passwd", "sub/node.csv", "..\\node.csv", "no\0de.csv", "..", ""]
    )
    say(case, content)
    return refused(case)


@mutates(FOLDER)
def descriptor_lists_a_table_twice(dice: Random, case: Case) -> Expected:
    content = said(case)
    content["resources"].append(dice.choice(content["resources"]))
    say(case, content)
    return refused(case)


@mutates(FOLDER)
def descriptor_lists_too_many(dice: Random, case: Case) -> Expected:
    content = said(case)
    names = [f"t{number}" for number in range(101 + dice.randrange(50))]
    content["resources"] += [{"name": name, "path": f"{name}.csv"} for name in names]
    say(case, content)
    return refused(case)


@mutates(FOLDER)
def descriptor_misspells_a_table(dice: Random, case: Case) -> Expected:
    content = said(case)
    resource = dice.choice(content["resources"])
    resource["name"] += dice.choice("sx_")
    say(case, content)
    return {Told(Fault.UNKNOWN_TABLE, resource["path"], value=resource["name"])}


@mutates(FOLDER)
def descriptor_forgets_a_table(dice: Random, case: Case) -> Expected:
    content = said(case)
    resource = content["resources"].pop(dice.randrange(len(content["resources"])))
    say(case, content)
    return {Told(Fault.UNLISTED, f"{case.path}/{resource['path']}")}


@mutates(FOLDER)
def table_gone(dice: Random, case: Case) -> Expected:
    path = any_sheet(dice, case).path
    path.unlink()
    return {Told(Fault.MISSING_TABLE, str(path))}


@mutates(FOLDER)
def table_is_a_folder(dice: Random, case: Case) -> Expected:
    path = any_sheet(dice, case).path
    path.unlink()
    path.mkdir()
    return {Told(Fault.IRREGULAR, str(path))}


@mutates(FOLDER)
def descriptor_ordered_otherwise(dice: Random, case: Case) -> Expected:
    content = said(case)
    dice.shuffle(content["resources"])
    names = dice.sample(sorted(content), len(content))
    say(case, {name: content[name] for name in names})
    return HARMLESS


@mutates(FOLDER)
def descriptor_in_another_unicode(dice: Random, case: Case) -> Expected:
    encoding = dice.choice(["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
    place(case).write_bytes(place(case).read_text().encode(encoding))
    return HARMLESS


@mutates(FOLDER)
def note_beside_the_tables(dice: Random, case: Case) -> Expected:
    name = dice.choice(["README.txt", "catatan.csv", ".DS_Store", "Thumbs.db", "node.csv~"])
    (case.path / name).write_bytes(dice.randbytes(100))
    return HARMLESS


@mutates(FOLDER)
def folder_renamed(dice: Random, case: Case) -> Expected:
    case.paths = [case.path.rename(case.folder / dice.choice(["a b", "é", "x.csv", "-x", "y.zip"]))]
    return HARMLESS


@mutates(FOLDER)
def table_of_another_name(dice: Random, case: Case) -> Expected:
    content = said(case)
    resource = dice.choice(content["resources"])
    new = dice.choice([resource["path"].replace(".csv", ".CSV"), "data-1.txt"])
    (case.path / resource["path"]).rename(case.path / new)
    resource["path"] = new
    say(case, content)
    return HARMLESS
