"""A snapshot as Parquet: a folder with `kawal-parquet.json` and one Parquet file per table.

For many regencies at once and for other engines: the columns are typed already. It is another way
to keep the same snapshot, so it reads back with the same digest; the data package of CSV stays the
form that is published and signed. The descriptor holds the SHA-256 of every file, so that a damaged
or half-written one is refused before it is parsed.
"""

from __future__ import annotations

import hashlib
import io
import json
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import PanicException, PolarsError

from kawal.engine.shared.csv_text import MOST_ROWS
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.files import write_together
from kawal.engine.shared.intake import read_whole
from kawal.engine.shared.nearest import did_you_mean
from kawal.engine.shared.wording import thousands
from kawal.engine.snapshot.build import TypedTable, build
from kawal.engine.snapshot.canonical import sort_rows
from kawal.engine.snapshot.cells import (
    FIRST_DAY,
    LARGEST_DECIMAL,
    LARGEST_INTEGER,
    LARGEST_SEN,
    LAST_DAY,
    NOTHING,
)
from kawal.engine.snapshot.descriptor import about_faults, json_of
from kawal.engine.snapshot.model import Snapshot
from kawal.engine.snapshot.package import about
from kawal.engine.snapshot.schema import BY_NAME, Column, Kind, Table

DESCRIPTOR = "kawal-parquet.json"
_LARGEST: dict[Kind, int | Decimal] = {
    Kind.INTEGER: LARGEST_INTEGER,
    Kind.MONEY: LARGEST_SEN,
    Kind.DECIMAL: LARGEST_DECIMAL,
}
_AGAIN = "Tulis ulang dengan `kawal snapshot --parquet`."


def files_of(snapshot: Snapshot) -> dict[str, bytes]:
    """Every file by name; the descriptor, which vouches for the others, comes last."""
    files = {}
    for name, frame in snapshot.tables.items():
        table, buffer = BY_NAME[name], io.BytesIO()
        columns = [column for column in table.names if column in frame.columns]
        sort_rows(table, frame).select(columns).write_parquet(buffer)
        files[f"{name}.parquet"] = buffer.getvalue()
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    descriptor = {"kawal": about(snapshot), "files": sums}
    text = json.dumps(descriptor, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return files | {DESCRIPTOR: text.encode()}


def write(snapshot: Snapshot, folder: Path) -> None:
    """Write the folder whole, or leave all as it was; tables of an earlier snapshot that this one
    does not carry are removed. Raises OSError."""
    files = files_of(snapshot)
    named = (f"{table}.parquet" for table in BY_NAME)
    gone = [folder / name for name in named if is_parquet(folder) and name not in files]
    write_together({folder / name: content for name, content in files.items()}, gone)


def is_parquet(path: Path) -> bool:
    """Whether `path` is a folder that was written by `write`."""
    return (path / DESCRIPTOR).is_file()


def read(folder: Path) -> Snapshot:
    """The snapshot in a folder.

    Raises UnusableInput for a file that is missing, damaged, or holds what a snapshot does not, and
    for whatever makes the same snapshot unusable as CSV.
    """
    descriptor = _read_descriptor(folder)
    problems: list[Problem] = []
    tables = []
    for file, expected in descriptor["files"].items():
        try:
            tables.append(_read_table(folder, file, expected))
        except UnusableInput as error:
            problems += error.problems
    if problems:
        raise UnusableInput(problems)
    own = descriptor["kawal"]
    return build(
        region=own["region"], year=own["year"], sample=own["sample"], source=own["source"],
        tables=tables,
    )  # fmt: skip


def _read_descriptor(folder: Path) -> dict[str, Any]:
    place = str(folder / DESCRIPTOR)
    descriptor = json_of(read_whole(folder / DESCRIPTOR), place, _AGAIN)
    faults = about_faults(descriptor)
    files = descriptor.get("files") if isinstance(descriptor, dict) else None
    if not isinstance(files, dict) or not all(isinstance(each, str) for each in files.values()):
        faults.append('"files" harus daftar berkas dengan SHA-256 masing-masing.')
    if faults:
        raise UnusableInput([Problem(Fault.DESCRIPTOR, fault, _AGAIN, place) for fault in faults])
    return descriptor  # type: ignore[no-any-return]


def _read_table(folder: Path, file: str, expected: str) -> TypedTable:
    name = file.removesuffix(".parquet")
    if name not in BY_NAME or file != f"{name}.parquet":
        fix = f"{did_you_mean(name, BY_NAME)}{_AGAIN}"
        raise UnusableInput(
            [Problem(Fault.UNKNOWN_TABLE, "Tabel tidak dikenal.", fix, DESCRIPTOR, value=file)]
        )
    if not (folder / file).is_file():
        raise UnusableInput(
            [Problem(Fault.MISSING_TABLE, "Berkas tabel tidak ada.", _AGAIN, str(folder / file))]
        )
    content = read_whole(folder / file)
    if hashlib.sha256(content).hexdigest() != expected:
        message = "Berkas rusak atau diubah: SHA-256 tidak cocok."
        raise UnusableInput([Problem(Fault.CHECKSUM, message, _AGAIN, str(folder / file))])
    try:
        rows = pl.scan_parquet(content).select(pl.len()).collect().item()
        if rows >= MOST_ROWS:  # said in a few bytes, and as large as it likes
            raise UnusableInput([_too_many(rows, file)])
        frame = pl.read_parquet(io.BytesIO(content))
    except (PolarsError, PanicException) as error:
        raise UnusableInput(
            [Problem(Fault.BROKEN_PARQUET, "Bukan Parquet yang sah.", _AGAIN, file)]
        ) from error
    if problems := [*_foreign(BY_NAME[name], frame, file), *_untidy(BY_NAME[name], frame, file)]:
        raise UnusableInput(problems)
    return TypedTable(name, file, frame)


def _too_many(rows: int, file: str) -> Problem:
    message = f"Tabel memuat {thousands(rows)} baris, paling banyak {thousands(MOST_ROWS - 1)}."
    return Problem(Fault.TOO_LARGE, message, "Periksa isinya, atau pecah paketnya.", file)


def _foreign(table: Table, frame: pl.DataFrame, file: str) -> Iterator[Problem]:
    """Columns that the table does not have, or that have another type."""
    for name, dtype in frame.schema.items():
        if name not in table.names:
            fix = f"{did_you_mean(name, table.names)}Kolom tabel: {', '.join(table.names)}."
            yield Problem(Fault.UNKNOWN_COLUMN, "Kolom tidak dikenal.", fix, file, column=name)
        elif dtype != table.dtypes[name]:
            message = f"Tipe kolom {dtype}, seharusnya {table.dtypes[name]}."
            yield Problem(Fault.WRONG_VALUE, message, _AGAIN, file, column=name)


def _untidy(table: Table, frame: pl.DataFrame, file: str) -> Iterator[Problem]:
    """Cells that no canonical CSV could hold; the first of each column is told."""
    columns = [each for each in table.columns if frame.schema.get(each.name) == each.kind.dtype]
    decomposed = _decomposed(columns, frame)
    wrong = {column: _wrong(column, decomposed) for column in columns}
    found = frame.select(wrong[column].any().alias(column.name) for column in columns)
    for column in columns:
        if found[column.name].any():
            rows = frame.filter(wrong[column])[column.name]
            message = f"Isi kolom {column.label} tidak dalam bentuk baku."
            yield Problem(
                Fault.WRONG_VALUE,
                message,
                _AGAIN,
                file,
                column=column.name,
                value=_shown(column, rows),
            )


def _shown(column: Column, rows: pl.Series) -> str:
    """The first of some cells; a day beyond the calendar cannot be written as one."""
    if column.kind is Kind.DATE:
        return f"{rows.to_physical()[0]} hari sejak 1970-01-01"
    return str(rows.cast(pl.String)[0])


def _wrong(column: Column, decomposed: list[str]) -> pl.Expr:
    """Whether a cell is not as the reader of CSV would keep it."""
    value = pl.col(column.name)
    if column.kind is Kind.TEXT:
        nothing = value.str.strip_chars().is_in(NOTHING) | value.str.contains("\r", literal=True)
        wrong = nothing | value.is_in(decomposed) if decomposed else nothing
        return wrong | ~value.is_in(column.choices) if column.choices else wrong
    if column.kind is Kind.DATE:
        return ~value.is_between(FIRST_DAY, LAST_DAY)
    if column.kind is Kind.BOOLEAN:
        return pl.lit(False)
    largest = _LARGEST[column.kind]
    return ~value.is_between(-largest, largest)


def _decomposed(columns: list[Column], frame: pl.DataFrame) -> list[str]:
    """The texts that are not in NFC; only those beyond ASCII can be."""
    texts = [column.name for column in columns if column.kind is Kind.TEXT]
    beyond = pl.col(texts).str.len_bytes() != pl.col(texts).str.len_chars()
    having = frame.select(beyond.any()).row(0, named=True) if texts else {}
    found = {text for name, is_so in having.items() if is_so for text in frame[name].unique()}
    return sorted(
        text for text in found if text is not None and not unicodedata.is_normalized("NFC", text)
    )
