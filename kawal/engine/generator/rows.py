"""A sample regency as plain rows of text, as they stand in the CSV files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from kawal.engine.snapshot import Snapshot, package
from kawal.engine.snapshot.build import TextTable, build
from kawal.engine.snapshot.container import DESCRIPTOR
from kawal.engine.snapshot.schema import BY_NAME

Row = dict[str, str]
Rows = dict[str, list[Row]]
"""Table name → rows; each row column → text, "" for an empty cell."""


def rows_of(snapshot: Snapshot) -> Rows:
    """Every table as the canonical package writes it."""
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(content.decode(), newline="")))
        for name, content in sorted(package.files_of(snapshot).items())
        if name != DESCRIPTOR
    }


def with_rows(snapshot: Snapshot, rows: Rows) -> Snapshot:
    """The snapshot with these rows as its tables.

    Raises UnusableInput where the rows are no longer structurally sound.
    """
    tables = []
    for table, each in rows.items():
        names = [
            name for name in BY_NAME[table].names if not each or any(name in row for row in each)
        ]
        columns = {name: [row.get(name) for row in each] for name in names}
        tables.append(TextTable(table, f"{table}.csv", columns))
    return build(
        region=snapshot.region,
        year=snapshot.year,
        sample=snapshot.sample,
        source=snapshot.source,
        tables=tables,
    )


def read_rows(folder: Path) -> Rows:
    """Every table of a package folder."""
    return rows_of(package.read(folder))


def write_rows(rows: Rows, folder: Path) -> None:
    """Write the rows as the tables of the package in the folder; raises as `with_rows` does."""
    package.write(with_rows(package.read(folder), rows), folder)
