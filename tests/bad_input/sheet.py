"""A CSV as rows of texts, for those who spoil a cell of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from kawal.engine.snapshot.schema import TABLES, Column, Kind, Table
from tests.bad_input.case import Case

NUMBERS = (Kind.INTEGER, Kind.MONEY, Kind.DECIMAL)


@dataclass
class Sheet:
    """The heading and the rows of a file."""

    path: Path
    heading: list[str]
    rows: list[list[str]]

    @classmethod
    def at(cls, path: Path) -> Sheet:
        heading, *rows = csv.reader(io.StringIO(path.read_bytes().decode(), newline=""))
        return cls(path, heading, rows)

    def write(self, *, quoting: int = csv.QUOTE_MINIMAL, end: str = "\n") -> None:
        text = io.StringIO(newline="")
        csv.writer(text, quoting=quoting, lineterminator=end).writerows([self.heading, *self.rows])  # type: ignore[arg-type]
        self.path.write_bytes(text.getvalue().encode())

    def put(self, row: int, column: str, value: str) -> None:
        """Write the file with another value in one cell; row as a spreadsheet counts."""
        self.rows[row - 2][self.heading.index(column)] = value
        self.write()

    def cell(self, row: int, column: str) -> str:
        return self.rows[row - 2][self.heading.index(column)]

    def column(self, name: str) -> list[str]:
        return [row[self.heading.index(name)] for row in self.rows]


def sheets(case: Case) -> Iterator[tuple[Table, Sheet]]:
    for table in TABLES:
        if (case.path / f"{table.name}.csv").is_file():
            yield table, Sheet.at(case.path / f"{table.name}.csv")


def any_sheet(dice: Random, case: Case) -> Sheet:
    return dice.choice([sheet for _, sheet in sheets(case)])


def any_cell(
    dice: Random, case: Case, fits: Callable[[Table, Column], bool]
) -> tuple[Sheet, str, int]:
    """Some filled cell of a column that fits: its sheet, the name of the column, the row."""
    found = [
        (sheet, column.name)
        for table, sheet in sheets(case)
        for column in table.columns
        if column.name in sheet.heading and fits(table, column) and any(sheet.column(column.name))
    ]
    sheet, column = dice.choice(found)
    filled = [row for row, text in enumerate(sheet.column(column), start=2) if text]
    return sheet, column, dice.choice(filled)
