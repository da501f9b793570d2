"""Cases that an official can read: facts in TOML, and the outcome that a rule must give.

    [given.usulan]                      # facts that several cases share
    node = [{ id = "l", ... }]

    [[case]]
    name = "Indikator tanpa satuan tidak dapat diukur"
    rule = "LENGKAP-02"
    given = "usulan"
    indicator = [{ id = "i", node = "l" }]
    finds = { i = "gagal" }

A key left out is an empty cell, a table left out is absent, `[]` is a table without rows. A row
replaces the given row with the same key. `without` names tables or columns that are not carried.

    [case.reference]                    # the official list of codes, in force since a day
    since = 2026-01-01
    codes = [{ code = "1.02.02.2.01.0001", name = "Pembinaan Gizi", status = "berlaku" }]
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import polars as pl

from kawal.engine.checks.rule import Outcome
from kawal.engine.reference import ReferencePack
from kawal.engine.reference.pack import ACTIVE, COLUMNS, REGENCY
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.build import TextTable, build
from kawal.engine.snapshot.schema import BY_NAME, TABLES

DAY = date(2020, 3, 2)
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """One sentence, its facts, and the outcome per subject key (`*`: nothing to judge)."""

    name: str
    rule: str
    on: date
    snapshot: Snapshot
    finds: Mapping[str, Outcome]
    references: tuple[ReferencePack, ...] = ()


@cache
def all_cases() -> tuple[Case, ...]:
    """Every case that ships with the rules, in the order of the files."""
    folder = resources.files(__package__).joinpath("cases")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(case for file in files for case in read_cases(file.read_text(encoding="utf-8")))


def read_cases(text: str) -> Iterator[Case]:
    """The cases in one TOML text. Raises KeyError or ValueError where one is not complete."""
    content = tomllib.loads(text)
    given = content.get("given", {})
    for raw in content["case"]:
        common = given[raw["given"]] if "given" in raw else {}
        tables = _merged(common, raw)
        reference = raw.get("reference", common.get("reference"))
        yield Case(
            name=raw["name"],
            rule=raw["rule"],
            on=raw.get("on", DAY),
            snapshot=_snapshot(tables, raw.get("without", ()), raw.get("year", 2026)),
            finds={key: Outcome(word) for key, word in raw["finds"].items()},
            references=(_reference(reference),) if reference else (),
        )


def _reference(said: Mapping[str, Any]) -> ReferencePack:
    rows = [
        {"level": "sub_kegiatan", "government": REGENCY, "status": ACTIVE} | code
        for code in said["codes"]
    ]
    return ReferencePack(
        title="Kepmendagri (daftar rekaan untuk contoh)",
        since=said["since"],
        until=said.get("until"),
        source="kasus",
        source_sha256="",
        codes=pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String)),
    )


def _merged(given: Mapping[str, Any], raw: Mapping[str, Any]) -> dict[str, list[Row]]:
    tables = {name: list(rows) for name, rows in given.items() if name in BY_NAME}
    for table in TABLES:
        if table.name not in raw:
            continue
        new: list[Row] = raw[table.name]
        keys = {_key(table.name, row) for row in new}
        kept = [row for row in tables.get(table.name, []) if _key(table.name, row) not in keys]
        tables[table.name] = kept + new if new else []
    return tables


def _key(table: str, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in BY_NAME[table].key)


def _snapshot(tables: Mapping[str, Sequence[Row]], without: Sequence[str], year: int) -> Snapshot:
    texts = []
    for name, rows in tables.items():
        columns = [
            column for column in BY_NAME[name].names
            if f"{name}.{column}" not in without and name not in without
        ]  # fmt: skip
        if columns:
            cells = {column: [_text(row.get(column)) for row in rows] for column in columns}
            texts.append(TextTable(name, f"{name}.csv", cells))
    return build(region=None, year=year, sample=True, source="kasus", tables=texts)


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)
