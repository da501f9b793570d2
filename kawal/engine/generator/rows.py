"""A sample regency as plain rows of text, as they stand in the CSV files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from kawal.engine.snapshot import package
from kawal.engine.snapshot.schema import BY_NAME

Row = dict[str, str]
Rows = dict[str, list[Row]]
"""Table name → rows; each row column → text, "" for an empty cell."""


def read_rows(folder: Path) -> Rows:
    """Every table of a package folder."""
    rows: Rows = {}
    for file in sorted(folder.glob("*.csv")):
        text = file.read_text(encoding="utf-8")
        rows[file.stem] = list(csv.DictReader(io.StringIO(text, newline="")))
    return rows


def write_rows(rows: Rows, folder: Path) -> None:
    """Write the tables back over those of the folder, and bring the folder into canonical form.

    Raises UnusableInput where the rows are no longer structurally sound.
    """
    for table, each in rows.items():
        names = [
            name for name in BY_NAME[table].names if not each or any(name in row for row in each)
        ]
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(each)
    package.write(package.read(folder), folder)
