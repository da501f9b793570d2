"""The grounds: sound input in each form that Kawal reads."""

from __future__ import annotations

import hashlib
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from kawal.engine.checks.catalogue import BY_CODE
from kawal.engine.checks.waivers import beside, read_waivers, waiver_files
from kawal.engine.generator.regency import sample_regency
from kawal.engine.readers import read_paths
from kawal.engine.reference import ReferencePack
from kawal.engine.reference import package as reference
from kawal.engine.reference.pack import COLUMNS
from kawal.engine.snapshot import Snapshot, package, parquet
from tests.bad_input.case import Case, Ground
from tests.engine.readers import excel

ON = ["--on", "2020-03-02"]


@cache
def regency() -> Snapshot:
    return sample_regency(opd=2, seed=1)


@cache
def _files(form: str) -> dict[str, bytes]:
    return (parquet if form == "parquet" else package).files_of(regency())


def laid(files: dict[str, bytes], folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def read(case: Case) -> str:
    """The digest of what was read. What names the bytes of the source is left out of it."""
    snapshot = read_paths(case.paths, case.profile).snapshot
    return package.digest_of(replace(snapshot, source=""))


def to_snapshot(case: Case, into: Path) -> list[object]:
    profile = ["--profile", case.profile] if case.profile is not None else []
    return ["snapshot", *case.paths, *profile, "-o", into / "hasil"]


def _lay_folder(folder: Path) -> Case:
    return Case(folder, [laid(_files("csv"), folder / "paket")])


def _lay_zip(folder: Path) -> Case:
    folder.mkdir(parents=True)
    (folder / "paket.zip").write_bytes(package.zipped(_files("csv")))
    return Case(folder, [folder / "paket.zip"])


def _lay_parquet(folder: Path) -> Case:
    return Case(folder, [laid(_files("parquet"), folder / "paket")])


@dataclass
class Book:
    """What the template is written from. patches: (old, new) bytes of a part, after writing."""

    path: Path
    tables: dict[str, excel.Rows] = field(default_factory=lambda: deepcopy(excel.TABLES))
    cover: dict[str, Any] = field(default_factory=dict)
    empty: tuple[tuple[str, str], ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    headings: dict[tuple[str, str], str] = field(default_factory=dict)
    layouts: list[excel.Layout] = field(default_factory=list)
    patches: list[tuple[str, bytes, bytes]] = field(default_factory=list)

    def write(self) -> None:
        """Write the file anew with all that was changed so far."""

        def layout(book: Any, sheets: dict[str, Any]) -> None:
            for each in self.layouts:
                each(book, sheets)

        excel.filled(
            self.path, tables=self.tables, cover=self.cover, empty=self.empty, names=self.names,
            headings=self.headings, layout=layout,
        )  # fmt: skip
        for part, old, new in self.patches:
            excel.with_part(self.path, part, old, new)


def _lay_template(folder: Path) -> Case:
    folder.mkdir(parents=True)
    book = Book(folder / "isian.xlsx")
    book.write()
    return Case(folder, [book.path], more={"book": book})


PROFILE = """\
name = "uji"
title = "Renja uji"
[source]
separator = ","
[snapshot]
year = "tahun"
[columns]
tahun = "tahun rencana"
tingkat = "tingkat"
kode = "kode"
nama = "nama"
pagu = "pagu"
[numbers]
pagu = "titik"
[level]
column = "tingkat"
names = { prog = "program", keg = "kegiatan", sub = "sub_kegiatan" }
[node]
same = ["kode"]
id = "{kode}"
code = "kode"
parent = "kode"
[[emit]]
table = "opd"
distinct = true
columns = { id = "05" }
[[emit]]
table = "plan"
distinct = true
[emit.columns]
id = "r"
kind = "renja"
opd = "05"
first_year = "{tahun}"
last_year = "{tahun}"
version = "1"
[[emit]]
table = "node"
[emit.columns]
id = "{@simpul}"
plan = "r"
parent = "{@induk}"
level = "{@tingkat}"
code = "{kode}"
title = "{nama}"
opd = "05"
[[emit]]
table = "allocation"
columns = { id = "{kode}", node = "{@simpul}", year = "{tahun}", amount = "{pagu}" }
[[reconcile]]
column = "pagu"
plan = "r"
"""
SOURCE = "tahun,tingkat,kode,nama,pagu\n" + "".join(
    f'2021,{level},{code},"Nama, {number}",{number}500000.00\n'
    for number, (level, code) in enumerate(
        [("prog", "1.02.02"), ("keg", "1.02.02.2.01"), ("sub", "1.02.02.2.01.01"),
         ("sub", "1.02.02.2.01.02"), ("keg", "1.02.02.2.02"), ("sub", "1.02.02.2.02.01")],
        start=1,
    )
)  # fmt: skip


def _lay_source(folder: Path) -> Case:
    laid({"sumber.csv": SOURCE.encode(), "uji.toml": PROFILE.encode()}, folder)
    return Case(folder, [folder / "sumber.csv"], str(folder / "uji.toml"))


WAIVERS = "rule,key,office,until,reason\n" + "".join(
    f'{rule},kunci-{number},Bappeda,2021-0{number}-01,"Alasan, {number}"\n'
    for number, rule in enumerate(["KODE-01", "LENGKAP-01", "PAGU-01", "KODE-01"], start=1)
)


def _lay_waivers(folder: Path) -> Case:
    case = _lay_folder(folder)
    beside(case.path).write_text(WAIVERS)
    return case


def _read_waivers(case: Case) -> str:
    found = read_waivers(waiver_files(case.paths), BY_CODE)
    return hashlib.sha256(repr(sorted(found, key=lambda each: each.key)).encode()).hexdigest()


def to_report(case: Case, into: Path) -> list[object]:
    return ["check", *case.paths, *ON, "--json", into / "hasil.json"]


@cache
def _pack() -> dict[str, bytes]:
    rows = [
        {"level": "sub_kegiatan", "code": f"1.02.02.2.01.0{number}", "name": f"Nama, {number}",
         "government": "kabupaten", "status": "berlaku"}
        for number in range(1, 7)
    ]  # fmt: skip
    codes = pl.DataFrame(rows, schema=dict.fromkeys(COLUMNS, pl.String))
    pack = ReferencePack("Rekaan", date(2020, 1, 1), date(2025, 12, 31), "d.csv", "0" * 64, codes)
    return reference.files_of(pack)


def _lay_reference(folder: Path) -> Case:
    return Case(folder, [laid(_pack(), folder / "daftar")])


def _read_reference(case: Case) -> str:
    return reference.digest_of(reference.read(case.path))


def _to_report_with_reference(case: Case, into: Path) -> list[object]:
    plan = into / "rencana"
    laid(_files("csv"), plan)
    return ["check", plan, "--reference", case.path, *ON, "--json", into / "hasil.json"]


FOLDER = Ground("folder", _lay_folder, read, to_snapshot)
ZIP = Ground("zip", _lay_zip, read, to_snapshot)
PARQUET = Ground("parquet", _lay_parquet, read, to_snapshot)
TEMPLATE = Ground("template", _lay_template, read, to_snapshot)
SOURCE_FILE = Ground("source", _lay_source, read, to_snapshot)
WAIVER_FILE = Ground("waivers", _lay_waivers, _read_waivers, to_report)
REFERENCE = Ground("reference", _lay_reference, _read_reference, _to_report_with_reference)
CALL = Ground("call", _lay_folder, read, to_snapshot)
