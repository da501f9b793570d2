"""From texts to a sound snapshot: types, keys, references, amounts; every fault named at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import polars as pl

from kawal.engine.shared.errors import Problem, UnusableInput, shortened, told
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.nearest import did_you_mean
from kawal.engine.shared.wording import rupiah
from kawal.engine.snapshot.canonical import sort_rows
from kawal.engine.snapshot.cells import (
    LARGEST_SEN,
    clean_ceiling_fund,
    clean_code,
    clean_text,
    typed,
)
from kawal.engine.snapshot.contradictions import contradictions, unsound_keys
from kawal.engine.snapshot.glance import Glance, glance
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
from kawal.engine.snapshot.together import Together

_CLEANERS: Mapping[tuple[str, str], Callable[[str | None], str | None]] = {
    ("opd", "code"): clean_code,
    ("node", "code"): clean_code,
    ("ceiling", "fund"): clean_ceiling_fund,
}
"""Table and column → how its texts become canonical, where that is more than `clean_text`."""


@dataclass(frozen=True)
class TextTable:
    """One table as it was read: `file` for messages, a list of texts per column, all as long.

    rows: the number of each row in that file; left out, they follow each other from row 2.
    """

    table: str
    file: str
    columns: Mapping[str, Sequence[str | None]]
    rows: Sequence[int] | None = None

    @property
    def numbers(self) -> Sequence[int]:
        """The number of each row in the file."""
        if self.rows is not None:
            return self.rows
        return range(2, 2 + max(map(len, self.columns.values()), default=0))

    @property
    def cells(self) -> int:
        """How many there are, empty ones too."""
        return sum(map(len, self.columns.values()))


@dataclass(frozen=True)
class TypedTable:
    """One table that is typed already; row 2 of `file` is its first. written: the CSV that it was
    read from, where each cell of that stands as Kawal would write it. plain: whether no cell of it
    surely holds what a key may not."""

    table: str
    file: str
    frame: pl.DataFrame
    written: bytes | None = None
    plain: bool = False

    @property
    def numbers(self) -> Sequence[int]:
        """The number of each row in the file."""
        return range(2, 2 + self.frame.height)

    @property
    def cells(self) -> int:
        """How many there are, empty ones too."""
        return self.frame.width * self.frame.height


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
    places: dict[str, TextTable | TypedTable] = {}
    for each in tables:
        frame, faults = _typed_table(each)
        problems += faults
        if frame is not None:
            frames[each.table], places[each.table] = frame, each
    if problems:
        raise UnusableInput(problems)
    seen = check(
        Snapshot(region, year, sample, source, frames),  # still in the order of the files
        {name: each.file for name, each in places.items()},
        {name: each.numbers for name, each in places.items()},
        {name for name, each in places.items() if isinstance(each, TypedTable) and each.plain},
    )
    made = Snapshot(region, year, sample, source, _in_order(frames, seen.ordered))
    for name, each in places.items():
        if isinstance(each, TypedTable) and each.written and name in seen.ordered:
            made.written[name] = each.written
    return made


def check(
    snapshot: Snapshot,
    files: Mapping[str, str] | None = None,
    rows: Mapping[str, Sequence[int]] | None = None,
    plain: Collection[str] = (),
) -> Glance:
    """Raise UnusableInput where structure is broken across rows; else say which tables are in order.

    For messages only, by table: files, its name; rows, the numbers of the rows as they stand. plain:
    the tables of which no cell holds what a key may not.
    """
    names = {table: f"{table}.csv" for table in BY_NAME} | dict(files or {})
    carried = [table for table in TABLES if snapshot.carries(table.name)]
    seen = glance(Together([snapshot]), plain)
    doubtful = [table.name for table in carried if table.name not in seen.sound]
    problems = unsound_keys(snapshot, doubtful, names)
    for table in carried:
        place = _Place(names[table.name], (rows or {}).get(table.name))
        if table.name in doubtful:
            problems += _empty_structural(table, snapshot, place)
            problems += _dangling(table, snapshot, place)
        if not seen.at_peace:
            problems += _without_opd(table, snapshot, place)
        if table.name not in seen.ordered:
            problems += _repeated_keys(table, snapshot, place.file)
    if not problems and not (
        seen.at_peace and not doubtful
    ):  # what follows reads across tables that are sound by themselves
        problems += contradictions(snapshot, doubtful, names)
    if not seen.at_peace:
        problems += _too_much_money(snapshot, names)
    problems += _other_regions(snapshot, names)
    if problems:
        raise UnusableInput(problems)
    return seen


@dataclass(frozen=True)
class _Place:
    """Where the rows of a table were read: the file, and the number of each where it is known."""

    file: str
    rows: Sequence[int] | None

    def row(self, at: int) -> int | None:
        return self.rows[at] if self.rows is not None else None


def _typed_table(each: TextTable | TypedTable) -> tuple[pl.DataFrame | None, list[Problem]]:
    if isinstance(each, TypedTable):
        return each.frame, []
    schema = BY_NAME.get(each.table)
    if schema is None:
        fix = f"{did_you_mean(each.table, BY_NAME)}Tabel yang dikenal: {', '.join(BY_NAME)}."
        return None, [
            Problem(
                Fault.UNKNOWN_TABLE, "Tabel tidak dikenal.", fix, file=each.file, value=each.table
            )
        ]
    problems = [
        Problem(
            Fault.UNKNOWN_COLUMN,
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
            clean = _CLEANERS.get((each.table, column.name), clean_text)
            texts = [clean(text) for text in each.columns[column.name]]
            one, faults = typed(column, texts, each.file, each.numbers)
            series.append(one)
            problems += faults
    return pl.DataFrame(series), problems


def _in_order(
    frames: Mapping[str, pl.DataFrame], ordered: frozenset[str]
) -> dict[str, pl.DataFrame]:
    """Tables in schema order, rows sorted by key in byte order: the one form of a snapshot.

    ordered: the tables whose rows stand so already.
    """
    return {
        table.name: frames[table.name]
        if table.name in ordered
        else sort_rows(table, frames[table.name])
        for table in TABLES
        if table.name in frames
    }


def _empty_structural(table: Table, snapshot: Snapshot, place: _Place) -> list[Problem]:
    frame = snapshot.frame(table.name)
    problems: list[Problem] = []
    for column in table.columns:
        if column.is_required:
            problems += _empty_cells(table, frame, column, pl.col(column.name).is_null(), place)
    return problems


def _without_opd(table: Table, snapshot: Snapshot, place: _Place) -> list[Problem]:
    """Plans of an OPD, and what stands in plans of a year, always belong to one."""
    frame = snapshot.frame(table.name)
    problems: list[Problem] = []
    if table.name == "plan":
        of_opd = pl.col("kind").is_in(OPD_KINDS)
        empty = of_opd & pl.col("opd").is_null()
        problems += _empty_cells(table, frame, table.column("opd"), empty, place)
    if table.name == "node" and snapshot.carries("plan"):
        annual = snapshot.frame("plan").filter(pl.col("kind").is_in(ANNUAL_KINDS))["id"]
        empty = pl.col("plan").is_in(annual.implode()) & pl.col("opd").is_null()
        problems += _empty_cells(table, frame, table.column("opd"), empty, place)
    return problems


def _empty_cells(
    table: Table, frame: pl.DataFrame, column: Column, empty: pl.Expr, place: _Place
) -> list[Problem]:
    return told(
        frame.select(empty).to_series().arg_true().to_list(),
        lambda at: Problem(
            Fault.EMPTY_CELL,
            f"Kolom {column.label} tidak boleh kosong{_key_text(table, frame, at)}.",
            "Isi kolom itu; tanpa isinya baris ini tidak dapat ditempatkan.",
            file=place.file,
            row=place.row(at),
            column=column.name,
        ),
    )


def _repeated_keys(table: Table, snapshot: Snapshot, file: str) -> list[Problem]:
    frame = snapshot.frame(table.name)
    repeated = (
        frame.drop_nulls(table.key)
        .group_by(table.key)
        .len()
        .filter(pl.col("len") > 1)
        .sort(table.key)
    )
    return told(
        range(repeated.height),
        lambda at: Problem(
            Fault.REPEATED_KEY,
            f"Kunci tabel {table.label} muncul {repeated['len'][at]} kali.",
            "Beri setiap baris kunci sendiri, atau hapus baris yang berulang.",
            file=file,
            column=", ".join(table.key),
            value=_key_of(table, repeated, at),
        ),
    )


def _dangling(table: Table, snapshot: Snapshot, place: _Place) -> list[Problem]:
    problems: list[Problem] = []
    frame = snapshot.frame(table.name)
    for column in table.columns:
        if column.refers is None or column.judged or not snapshot.carries(column.refers):
            continue
        known = snapshot.keys(column.refers).implode()
        lost = pl.col(column.name).is_not_null() & ~pl.col(column.name).is_in(known)
        problems += told(
            frame.select(lost).to_series().arg_true().to_list(),
            partial(_lost_reference, table, column, frame, place),
        )
    return problems


def _lost_reference(
    table: Table, column: Column, frame: pl.DataFrame, place: _Place, at: int
) -> Problem:
    return Problem(
        Fault.LOST_REFERENCE,
        f"Rujukan tidak ditemukan di tabel {column.refers}{_key_text(table, frame, at)}.",
        f"Perbaiki isi kolom itu, atau tambahkan barisnya di tabel {column.refers}.",
        file=place.file,
        row=place.row(at),
        column=column.name,
        value=frame[column.name][at],
    )


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
                        Fault.TOO_MUCH_MONEY,
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
    return told(
        others,
        lambda code: Problem(
            Fault.OTHER_REGION,
            f"Wilayah {shortened(code)} bukan wilayah paket ini "
            f"({snapshot.region or 'tidak disebut'}).",
            "Satu paket memuat satu wilayah. Pisahkan berkasnya.",
            file=names["region"],
            column="code",
            value=code,
        ),
    )


def _key_text(table: Table, frame: pl.DataFrame, at: int) -> str:
    """' (kunci a|b)', or nothing where a part of the key is empty: then it names no row."""
    whole = all(frame[name][at] is not None for name in table.key)
    return f" (kunci {_key_of(table, frame, at)})" if whole else ""


def _key_of(table: Table, frame: pl.DataFrame, at: int) -> str:
    return "|".join(str(frame[name][at]) for name in table.key)
