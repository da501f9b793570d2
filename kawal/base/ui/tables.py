"""Tables, figures and steps as values: what a column holds decides how it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kawal.engine.shared import wording

FORMS: dict[str, Callable[..., str]] = {
    "text": str,
    "rupiah": wording.rupiah,  # sen
    "money": lambda sen: wording.rupiah(sen).replace("Rp", "", 1),  # sen; the unit is in the head
    "number": wording.thousands,
    "percent": wording.percent,  # hundredths of a percent
    "growth": wording.growth,  # hundredths of a percent
}


def written(value: object, form: str) -> str:
    """The value as people read it. Raises TypeError for a float: money and shares are exact here."""
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float; give whole sen or hundredths of a percent")
    return FORMS[form](value)


@dataclass(frozen=True)
class Column:
    """form: one of FORMS. A column of money names its unit in its title, such as `Pagu (Rp)`."""

    title: str
    form: str = "text"

    @property
    def is_number(self) -> bool:
        return self.form != "text"


@dataclass(frozen=True)
class Cell:
    """One cell with its column; text is None where there is no data."""

    column: Column
    text: str | None


@dataclass(frozen=True)
class Table:
    """rows: values in the order of the columns, None where there is no data; the first heads its row.

    foot: a last row of sums. There is no sum of what is not known: put None there.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[object]]
    foot: Sequence[object] = ()

    def cells(self) -> list[list[Cell]]:
        return [self._cells(row) for row in self.rows]

    def foot_cells(self) -> list[Cell]:
        return self._cells(self.foot) if self.foot else []

    def _cells(self, row: Sequence[object]) -> list[Cell]:
        return [
            Cell(column, None if value is None else written(value, column.form))
            for column, value in zip(self.columns, row, strict=True)
        ]


@dataclass(frozen=True)
class Step:
    """A step of the year and what happens in it."""

    words: str
    note: str
