"""The invented decree of the sample regency as a reference pack, so that codes can be judged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

from kawal.engine.generator import decree
from kawal.engine.generator.decree import Entry
from kawal.engine.generator.facts import OFFICES
from kawal.engine.reference.pack import (
    ACTIVE,
    ALL_COLUMNS,
    COLUMNS,
    KEY,
    REGENCY,
    SHARED_BIDANG,
    WITHDRAWN,
    ReferencePack,
)
from kawal.engine.snapshot import package

FOREIGN_BIDANG = "2.24"
"""A bidang that no office of the sample has."""
WITHDRAWN_NUMBER = "90"
_TITLE = "Keputusan rekaan daerah contoh"
_SINCE = date(2021, 1, 1)
_DOTS = {2: "program", 4: "kegiatan", 5: "sub_kegiatan"}
_FOREIGN = (
    ("02", "Program Arsip Desa Rekaan"),
    ("02.2.01", "Pengelolaan Arsip Desa Rekaan"),
    ("02.2.01.01", "Penataan Arsip Desa Rekaan"),
    ("02.2.01.02", "Penyusutan Arsip Desa Rekaan"),
    ("02.2.01.03", "Pendataan Arsip Desa Rekaan"),
    ("02.2.01.04", "Perekaman Arsip Desa Rekaan"),
    ("02.2.01.05", "Pemindahan Arsip Desa Rekaan"),
    ("02.2.01.06", "Pemugaran Arsip Desa Rekaan"),
)


@cache
def reference_pack() -> ReferencePack:
    """Every code that an office of the sample may plan, some withdrawn ones, and a bidang of none."""
    rows = {row["code"]: row for row in _rows()}
    codes = pl.DataFrame(list(rows.values()), schema=dict.fromkeys(COLUMNS, pl.String))
    codes = codes.sort(KEY, nulls_last=False)
    return ReferencePack(
        title=_TITLE,
        since=_SINCE,
        until=None,
        source="daftar rekaan Kawal",
        source_sha256=hashlib.sha256(codes.write_csv().encode()).hexdigest(),
        codes=codes,
    )


def packs_in_turn() -> tuple[ReferencePack, ReferencePack]:
    """The decree of the sample until the end of 2023, and the one that follows: its last numbers have
    four digits, some codes are renamed, some withdrawn, and some it says itself to be others before."""
    old = replace(reference_pack(), until=date(2023, 12, 31))
    rows = [row for number, row in enumerate(_later(old)) if number % 23]
    codes = pl.DataFrame(rows, schema=dict.fromkeys(ALL_COLUMNS, pl.String))
    codes = codes.sort(KEY, nulls_last=False)
    digest = hashlib.sha256(codes.write_csv().encode()).hexdigest()
    new = ReferencePack(
        "Keputusan rekaan kedua", date(2024, 1, 1), None, "daftar rekaan Kawal", digest, codes
    )
    return old, new


def _later(old: ReferencePack) -> Iterator[dict[str, str | None]]:
    active = old.codes.filter(pl.col("status") == ACTIVE)
    for number, row in enumerate(active.iter_rows(named=True)):
        if row["level"] != "sub_kegiatan":
            yield row
            continue
        above, _, last = row["code"].rpartition(".")
        if number % 11 == 3:
            name = f"{row['name']} dan Pelaporannya"
            yield row | {"code": f"{above}.00{last}", "name": name}
        elif number % 13 == 5:
            before = {"former_code": row["code"], "former_name": row["name"]}
            yield row | {"code": f"{above}.01{last}", "name": f"Peningkatan {row['name']}"} | before
        else:
            yield row | {"code": f"{above}.00{last}"}


def pack_beside(folder: Path) -> Path:
    """Where the reference pack of the sample at this path lies."""
    return package.beside(folder, "reference")


def _rows() -> Iterator[dict[str, str]]:
    for office in OFFICES:
        for programme in decree.programmes(office):
            supporting = programme.code.endswith(".01")
            for entry in _walk(programme):
                yield _row(
                    SHARED_BIDANG + entry.code[4:] if supporting else entry.code, entry.title
                )
            for activity in () if supporting else programme.below:
                old = f"{activity.code}.{WITHDRAWN_NUMBER}"
                yield _row(old, f"{activity.title} Cara Lama", WITHDRAWN)
    for code, title in _FOREIGN:
        yield _row(f"{FOREIGN_BIDANG}.{code}", title)


def _walk(entry: Entry) -> Iterator[Entry]:
    yield entry
    for below in entry.below:
        yield from _walk(below)


def _row(code: str, name: str, status: str = ACTIVE) -> dict[str, str]:
    level = _DOTS[code.count(".")]
    return {"level": level, "code": code, "name": name, "government": REGENCY, "status": status}
