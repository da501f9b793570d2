"""From texts to a sound snapshot: types, keys, references, amounts; every fault named at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.nearest import did_you_mean
from kawal.engine.shared.wording import rupiah
from kawal.engine.snapshot.cells import LARGEST_SEN, clean_text, typed
from kawal.engine.snapshot.contradictions import contradictions
from kawal.engine.snapshot.model import Snapshot
from kawal.engine.snapshot.schema import (
    ANNUAL_KINDS,
    BY_NAME,
    OPD_KINDS,
    TABLES,
    Column,
    Kind,
    Table,
)

FEW = 20
"""So many problems of one kind in one column are told; the rest is counted."""


@dataclass(frozen=True)
class TextTable:
    """One table as it was read: `file` for messages, a list of texts per column, all as long."""

    table: str
    file: str
    columns: Mapping[str, Sequence[str | None]]


@dataclass(frozen=True)
class TypedTable:
    """One table that is typed already; row 2 of `file` is its first."""

    table: str
    file: str
    frame: pl.DataFrame


def build(
    *,
    region: str | None,
    year: int,
    sample: bool,
    source: str,
    tables: Iterable[TextTable | TypedTable],
) -> Snapshot:
    """A snapshot of these tables.

    Raises UnusableInput naming file, row, column and value of whatever keeps the tables from
    being read: an unknown table or column, a value of the wrong type, an empty structural cell,
    a key that stands twice, a reference to nothing, amounts beyond 64 bits.
    """
    problems: list[Problem] = []
    frames: dict[str, pl.DataFrame] = {}
    files: dict[str, str] = {}
    for each in tables:
        frame, faults = _typed_table(each)
        problems += faults
        if frame is not None:
            frames[each.table], files[each.table] = frame, each.file
    if problems:
        raise UnusableInput(problems)
    snapshot = Snapshot(region, year, sample, source, _in_order(frames))
    check(snapshot, files)
    return snapshot


def check(snapshot: Snapshot, files: Mapping[str, str] | None = None) -> None:
    """Raise UnusableInput where structure is broken across rows; `files` names tables in messages."""
    names = {table: f"{table}.csv" for table in BY_NAME} | dict(files or {})
    problems: list[Problem] = []
    for table in TABLES:
        if snapshot.carries(table.name):
            problems += _empty_structural(table, snapshot, names[table.name])
            problems += _repeated_keys(table, snapshot, names[table.name])
            problems += _dangling(table, snapshot, names[table.name])
    if not problems:  # what follows reads across tables that are sound by themselves
        problems += contradictions(snapshot, names)
    problems += _too_much_money(snapshot, names)
    problems += _other_regions(snapshot, names)
    if problems:
        raise UnusableInput(problems)


def _typed_table(each: TextTable | TypedTable) -> tuple[pl.DataFrame | None, list[Problem]]:
    if isinstance(each, TypedTable):
        return each.frame, []
    schema = BY_NAME.get(each.table)
    if schema is None:
        fix = f"{did_you_mean(each.table, BY_NAME)}Tabel yang dikenal: {', '.join(BY_NAME)}."
        return None, [Problem("Tabel tidak dikenal.", fix, file=each.file, value=each.table)]
    problems = [
        Problem(
            "Kolom tidak dikenal.",
            f"{did_you_mean(name, schema.names)}Kolom tabel {each.table}: {', '.join(schema.names)}.",
            file=each.file,
            row=1,
            column=name,
        )
        for name in each.columns
        if name not in schema.names
    ]
    series = []
    for column in schema.columns:
        if column.name in each.columns:
            texts = [clean_text(text) for text in each.columns[column.name]]
            one, faults = typed(column, texts, each.file)
            series.append(one)
            problems += _told(faults)
    return pl.DataFrame(series), problems


def _in_order(frames: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Tables in schema order, rows sorted by key in byte order: the one form of a snapshot."""
    ordered = {}
    for table in TABLES:
        if (frame := frames.get(table.name)) is not None:
            ordered[table.name] = sort_rows(table, frame)
    return ordered


def sort_rows(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Rows in byte order of the text of their key; without a whole key, of all their cells."""
    key = table.key if set(table.key) <= set(frame.columns) else tuple(frame.columns)
    return frame.sort([pl.col(name).cast(pl.String) for name in key], nulls_last=False)


def _told(problems: list[Problem]) -> list[Problem]:
    """The first few problems, and one that counts the rest."""
    if len(problems) <= FEW:
        return problems
    last = problems[FEW - 1]
    rest = Problem(
        f"Masih ada {len(problems) - FEW} baris lain dengan galat serupa.",
        last.fix,
        file=last.file,
        column=last.column,
    )
    return [*problems[:FEW], rest]


def _empty_structural(table: Table, snapshot: Snapshot, file: str) -> list[Problem]:
    frame = snapshot.frame(table.name)
    problems: list[Problem] = []
    for column in table.columns:
        if column.is_required:
            problems += _empty_cells(table, frame, column, pl.col(column.name).is_null(), file)
    if table.name == "plan":
        of_opd = pl.col("kind").is_in(OPD_KINDS)
        empty = of_opd & pl.col("opd").is_null()
        problems += _empty_cells(table, frame, table.column("opd"), empty, file)
    if table.name == "node" and snapshot.carries("plan"):
        annual = snapshot.frame("plan").filter(pl.col("kind").is_in(ANNUAL_KINDS))["id"]
        empty = pl.col("plan").is_in(annual.implode()) & pl.col("opd").is_null()
        problems += _empty_cells(table, frame, table.column("opd"), empty, file)
    return problems


def _empty_cells(
    table: Table, frame: pl.DataFrame, column: Column, empty: pl.Expr, file: str
) -> list[Problem]:
    rows = frame.select(empty).to_series().arg_true().to_list()
    return _told(
        [
            Problem(
                f"Kolom {column.label} tidak boleh kosong ({_key_text(table, frame, row)}).",
                "Isi kolom itu; tanpa isinya baris ini tidak dapat ditempatkan.",
                file=file,
                column=column.name,
            )
            for row in rows
        ]
    )


def _repeated_keys(table: Table, snapshot: Snapshot, file: str) -> list[Problem]:
    frame = snapshot.frame(table.name)
    repeated = frame.group_by(table.key).len().filter(pl.col("len") > 1).sort(table.key)
    return _told(
        [
            Problem(
                f"Kunci tabel {table.label} muncul {row['len']} kali.",
                "Beri setiap baris kunci sendiri, atau hapus baris yang berulang.",
                file=file,
                column=", ".join(table.key),
                value="|".join(str(row[name]) for name in table.key),
            )
            for row in repeated.to_dicts()
        ]
    )


def _dangling(table: Table, snapshot: Snapshot, file: str) -> list[Problem]:
    problems: list[Problem] = []
    for column in table.columns:
        if column.refers is None or column.judged or not snapshot.carries(column.refers):
            continue
        (key,) = BY_NAME[column.refers].key
        known = snapshot.frame(column.refers)[key].implode()
        frame = snapshot.frame(table.name)
        lost = frame.filter(pl.col(column.name).is_not_null() & ~pl.col(column.name).is_in(known))
        problems += _told(
            [
                Problem(
                    f"Rujukan tidak ditemukan di tabel {column.refers} "
                    f"({_key_text(table, lost, row)}).",
                    f"Perbaiki isi kolom itu, atau tambahkan barisnya di tabel {column.refers}.",
                    file=file,
                    column=column.name,
                    value=lost[column.name][row],
                )
                for row in range(lost.height)
            ]
        )
    return problems


def _too_much_money(snapshot: Snapshot, names: Mapping[str, str]) -> list[Problem]:
    problems = []
    for table in TABLES:
        for column in table.columns:
            if column.kind is not Kind.MONEY or not snapshot.carries(table.name, column.name):
                continue
            amounts = snapshot.frame(table.name)[column.name].abs()
            total = sum(amounts.drop_nulls().to_list())
            if total > LARGEST_SEN:
                problems.append(
                    Problem(
                        f"Jumlah kolom {column.label} {rupiah(total)}, lebih dari "
                        f"{rupiah(LARGEST_SEN)}: tidak masuk akal bagi satu daerah.",
                        f"Periksa nilai terbesar, {rupiah(_largest(amounts))}: mungkin sen "
                        "terbaca sebagai rupiah.",
                        file=names[table.name],
                        column=column.name,
                    )
                )
    return problems


def _largest(amounts: pl.Series) -> int:
    return max(int(amount) for amount in amounts.drop_nulls())


def _other_regions(snapshot: Snapshot, names: Mapping[str, str]) -> list[Problem]:
    """One snapshot speaks of one regency: Kota Tegal is not Kabupaten Tegal."""
    if not snapshot.carries("region"):
        return []
    codes = snapshot.frame("region")["code"].drop_nulls().to_list()
    others = [code for code in codes if code != snapshot.region]
    return [
        Problem(
            f"Wilayah {code} bukan wilayah paket ini ({snapshot.region or 'tidak disebut'}).",
            "Satu paket memuat satu wilayah. Pisahkan berkasnya.",
            file=names["region"],
            column="code",
            value=code,
        )
        for code in others
    ]


def _key_text(table: Table, frame: pl.DataFrame, row: int) -> str:
    return "kunci " + "|".join(str(frame[name][row]) for name in table.key)
