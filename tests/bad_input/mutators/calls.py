"""Paths and options that are no input, or not together."""

from __future__ import annotations

import json
import os
import shutil
from random import Random

from kawal.engine.shared.fault import Fault
from tests.bad_input.case import HARMLESS, Case, Expected, Told, mutates
from tests.bad_input.grounds import CALL, SOURCE


def give(case: Case, name: str, content: bytes | None = None) -> str:
    """Give Kawal this path instead; without content there is nothing."""
    case.paths = [case.folder / name]
    if content is not None:
        case.path.write_bytes(content)
    return str(case.path)


@mutates(CALL, last=True)
def path_to_nothing(dice: Random, case: Case) -> Expected:
    name = dice.choice(["tiada", "tiada.csv", "tiada.zip", "tiada.xlsx", "paket/tiada", "x" * 200])
    return {Told(Fault.MISSING, give(case, name))}


@mutates(CALL, last=True)
def path_through_a_file(dice: Random, case: Case) -> Expected:
    name = dice.choice(["paket/node.csv/a", "paket/plan.csv/.."])
    return {Told(Fault.MISSING, give(case, name))}


@mutates(CALL, last=True)
def link_to_nothing(dice: Random, case: Case) -> Expected:
    place = give(case, dice.choice(["a.csv", "a.zip", "a"]))
    case.path.symlink_to("tiada")
    return {Told(Fault.MISSING, place)}


@mutates(CALL, last=True)
def link_to_itself(dice: Random, case: Case) -> Expected:
    place = give(case, dice.choice(["a.csv", "a.zip", "a"]))
    case.path.symlink_to(case.path.name)
    return {Told(Fault.MISSING, place)}


@mutates(CALL, last=True)
def name_too_long(dice: Random, case: Case) -> Expected:
    return {Told(Fault.CLOSED, give(case, "x" * dice.randrange(256, 1_000)))}


@mutates(CALL, last=True)
def pipe_that_never_ends(dice: Random, case: Case) -> Expected:
    place = give(case, dice.choice(["a.csv", "a.zip"]))
    os.mkfifo(case.path)
    return {Told(Fault.IRREGULAR, place)}


@mutates(CALL, last=True)
def form_that_is_not_read(dice: Random, case: Case) -> Expected:
    ending = dice.choice([".xls", ".xlsm", ".xlsb", ".ods", ".pdf", ".docx", ".json", ""])
    return {Told(Fault.UNKNOWN_FORM, give(case, f"rencana{ending}", dice.randbytes(100)))}


@mutates(CALL, last=True)
def folder_of_nothing(dice: Random, case: Case) -> Expected:
    place = give(case, dice.choice(["kosong", "kosong.csv", "kosong.xlsx", "kosong.zip"]))
    case.path.mkdir()
    return {Told(Fault.UNKNOWN_FORM, place)}


@mutates(CALL)
def profile_for_a_package(dice: Random, case: Case) -> Expected:
    case.profile = dice.choice(["rkpd-perubahan", "sumedang-rpjmd"])
    return {Told(Fault.IDLE_PROFILE)}


@mutates(CALL)
def two_regions_at_once(dice: Random, case: Case) -> Expected:
    other = case.folder / "lain"
    shutil.copytree(case.path, other)
    for table in other.glob("*.csv"):
        table.unlink()
    descriptor = json.loads((other / "datapackage.json").read_bytes())
    descriptor["resources"], descriptor["kawal"]["region"] = [], f"{dice.randrange(11, 30)}.01"
    (other / "datapackage.json").write_text(json.dumps(descriptor))
    case.paths.insert(dice.randrange(2), other)
    return {Told(Fault.OTHER_REGION)}


@mutates(CALL)
def two_inputs_that_disagree(dice: Random, case: Case) -> Expected:
    other = case.folder / "lain"
    shutil.copytree(case.path, other)
    text = (other / "opd.csv").read_text().splitlines()
    row = dice.randrange(1, len(text))
    key = text[row].partition(",")[0]
    text[row] = text[row].replace(f"{key},", f"{key},9", 1)
    (other / "opd.csv").write_text("\n".join(text) + "\n")
    case.paths.append(other)
    return {Told(Fault.REPEATED_KEY, "gabungan paket, lain, tabel opd", None, "id", key)}


@mutates(CALL, last=True)
def one_input_that_cannot_be_read(dice: Random, case: Case) -> Expected:
    bad = case.folder / dice.choice(["a.zip", "a.xlsx"])
    bad.write_bytes(SOURCE.encode())
    case.paths.insert(dice.randrange(2), bad)
    if bad.suffix == ".zip":
        return {Told(Fault.BROKEN_ZIP, str(bad))}
    return {Told(Fault.BROKEN_BOOK, bad.name)}


@mutates(CALL)
def same_input_twice(dice: Random, case: Case) -> Expected:
    case.paths *= dice.randrange(2, 4)
    return HARMLESS


@mutates(CALL)
def link_to_the_package(dice: Random, case: Case) -> Expected:
    link = case.folder / dice.choice(["tautan", "tautan.zip", "tautan.csv"])
    link.symlink_to("paket")
    case.paths[case.paths.index(case.folder / "paket")] = link
    return HARMLESS


@mutates(CALL)
def way_round_to_the_package(dice: Random, case: Case) -> Expected:
    way = case.folder / dice.choice(["paket/../paket", "../masukan/paket"])
    case.paths[case.paths.index(case.folder / "paket")] = way
    return HARMLESS
