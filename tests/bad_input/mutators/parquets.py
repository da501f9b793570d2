"""A snapshot as Parquet: its descriptor, its files, and what other programs write into them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from random import Random
from typing import Any

import polars as pl

from kawal.engine.shared.fault import Fault
from kawal.engine.snapshot.schema import BY_NAME, Kind
from tests.bad_input.case import HARMLESS, Case, Expected, Told, mutates
from tests.bad_input.grounds import PARQUET


def descriptor(case: Case) -> Path:
    return case.path / "kawal-parquet.json"


def said(case: Case) -> Any:
    return json.loads(descriptor(case).read_bytes())


def vouch(case: Case, file: Path) -> None:
    """Let the descriptor say of the file what it is now."""
    content = said(case)
    content["files"][file.name] = hashlib.sha256(file.read_bytes()).hexdigest()
    descriptor(case).write_text(json.dumps(content))


def any_file(dice: Random, case: Case) -> Path:
    return dice.choice(sorted(case.path.glob("*.parquet")))


def rewrite(case: Case, file: Path, frame: pl.DataFrame, **how: Any) -> None:
    frame.write_parquet(file, **how)
    vouch(case, file)


def any_column(dice: Random, case: Case, *kinds: Kind) -> tuple[Path, pl.DataFrame, str]:
    found = []
    for file in sorted(case.path.glob("*.parquet")):
        frame = pl.read_parquet(file)
        columns = (each for each in BY_NAME[file.stem].columns if each.name in frame.columns)
        found += [
            (file, frame, each.name)
            for each in columns
            if each.kind in kinds and not each.choices and not each.key and not each.refers
        ]
    return dice.choice(found)


def put(frame: pl.DataFrame, column: str, row: int, value: object) -> pl.DataFrame:
    values = frame[column].to_list()
    values[row] = value
    return frame.with_columns(pl.Series(column, values, dtype=frame.schema[column]))


@mutates(PARQUET, last=True)
def parquet_with_a_flipped_bit(dice: Random, case: Case) -> Expected:
    file = any_file(dice, case)
    content = bytearray(file.read_bytes())
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    file.write_bytes(content)
    return {Told(Fault.CHECKSUM, str(file))}


@mutates(PARQUET, last=True)
def parquet_cut(dice: Random, case: Case) -> Expected:
    file = any_file(dice, case)
    content = file.read_bytes()
    file.write_bytes(content[: dice.randrange(len(content))])
    return {Told(Fault.CHECKSUM, str(file))}


@mutates(PARQUET)
def parquet_cut_and_vouched_for(dice: Random, case: Case) -> Expected:
    file = any_file(dice, case)
    content = file.read_bytes()
    file.write_bytes(content[: dice.randrange(len(content) - 8)])
    vouch(case, file)
    return {Told(Fault.BROKEN_PARQUET, file.name)}


@mutates(PARQUET)
def parquet_that_is_none(dice: Random, case: Case) -> Expected:
    file = any_file(dice, case)
    file.write_bytes(dice.choice([b"", b"id,name\n", b"PAR1", b"PAR1" + bytes(90) + b"PAR1"]))
    vouch(case, file)
    return {Told(Fault.BROKEN_PARQUET, file.name)}


@mutates(PARQUET)
def parquet_gone(dice: Random, case: Case) -> Expected:
    file = any_file(dice, case)
    file.unlink()
    return {Told(Fault.MISSING_TABLE, str(file))}


@mutates(PARQUET)
def parquet_column_misspelt(dice: Random, case: Case) -> Expected:
    file = any_file(dice, case)
    frame = pl.read_parquet(file)
    column = dice.choice(frame.columns)
    rewrite(case, file, frame.rename({column: f"{column}s"}))
    return {Told(Fault.UNKNOWN_COLUMN, file.name, None, f"{column}s")}


@mutates(PARQUET)
def parquet_column_of_another_type(dice: Random, case: Case) -> Expected:
    file, frame, column = any_column(dice, case, Kind.MONEY, Kind.DECIMAL, Kind.INTEGER)
    rewrite(case, file, frame.with_columns(pl.col(column).cast(pl.Float64)))
    return {Told(Fault.WRONG_VALUE, file.name, None, column)}


@mutates(PARQUET)
def parquet_text_that_no_csv_holds(dice: Random, case: Case) -> Expected:
    file, frame, column = any_column(dice, case, Kind.TEXT)
    text = dice.choice(["", " ", "–", "a\r\nb", "e\u0301"])
    rewrite(case, file, put(frame, column, dice.randrange(frame.height), text))
    return {Told(Fault.WRONG_VALUE, file.name, None, column, text)}


@mutates(PARQUET)
def parquet_number_that_no_csv_holds(dice: Random, case: Case) -> Expected:
    file, frame, column = any_column(dice, case, Kind.INTEGER, Kind.MONEY)
    number = dice.choice([2**63 - 1, -(2**63), 5 * 10**16])
    rewrite(case, file, put(frame, column, dice.randrange(frame.height), number))
    return {Told(Fault.WRONG_VALUE, file.name, None, column, str(number))}


@mutates(PARQUET)
def parquet_row_twice(dice: Random, case: Case) -> Expected:
    file = any_file(dice, case)
    table, frame = BY_NAME[file.stem], pl.read_parquet(file)
    whole = frame.drop_nulls(table.key)
    row = whole.slice(dice.randrange(whole.height), 1)
    rewrite(case, file, pl.concat([frame, row]))
    key = "|".join(map(str, row.select(table.key).row(0)))
    return {Told(Fault.REPEATED_KEY, file.name, None, ", ".join(table.key), key)}


@mutates(PARQUET)
def parquet_descriptor_cut(dice: Random, case: Case) -> Expected:
    content = descriptor(case).read_bytes().rstrip()
    descriptor(case).write_bytes(content[: dice.randrange(len(content))])
    return {Told(Fault.BROKEN_JSON, str(descriptor(case)))}


@mutates(PARQUET)
def parquet_descriptor_too_large(dice: Random, case: Case) -> Expected:
    more = b" " * dice.randrange(2**22, 2**23)
    descriptor(case).write_bytes(descriptor(case).read_bytes() + more)
    return {Told(Fault.TOO_LARGE, str(descriptor(case)))}


@mutates(PARQUET, last=True)
def parquet_descriptor_says_a_name_twice(dice: Random, case: Case) -> Expected:
    text = descriptor(case).read_text()
    name = dice.choice(["year", "region", "sample"])
    descriptor(case).write_text(text.replace('"kawal": {', f'"kawal": {{"{name}": 1,', 1))
    return {Told(Fault.DESCRIPTOR, str(descriptor(case)))}


@mutates(PARQUET)
def parquet_descriptor_that_says_nonsense(dice: Random, case: Case) -> Expected:
    content = said(case)
    name, value = dice.choice([("files", []), ("files", {"node.parquet": 1}), ("kawal", None)])
    content[name] = value
    descriptor(case).write_text(json.dumps(content))
    return {Told(Fault.DESCRIPTOR, str(descriptor(case)))}


@mutates(PARQUET)
def parquet_of_no_table(dice: Random, case: Case) -> Expected:
    name = dice.choice(["../node.parquet", "/etc/passwd", "nodes.parquet", "node.csv", ""])
    content = said(case)
    content["files"][name] = "0" * 64
    descriptor(case).write_text(json.dumps(content))
    return {Told(Fault.UNKNOWN_TABLE, "kawal-parquet.json", value=name)}


@mutates(PARQUET)
def parquet_packed_anew(dice: Random, case: Case) -> Expected:
    file = any_file(dice, case)
    how = {"compression": dice.choice(["uncompressed", "gzip", "lz4"]), "row_group_size": 3}
    rewrite(case, file, pl.read_parquet(file), **how)
    return HARMLESS


@mutates(PARQUET)
def parquet_ordered_otherwise(dice: Random, case: Case) -> Expected:
    file = any_file(dice, case)
    frame = pl.read_parquet(file)
    rewrite(case, file, frame.reverse().select(reversed(frame.columns)))
    return HARMLESS


@mutates(PARQUET)
def parquet_with_a_note_beside_it(dice: Random, case: Case) -> Expected:
    (case.path / dice.choice(["_SUCCESS", "lain.parquet", "node.csv"])).write_bytes(b"x")
    return HARMLESS
