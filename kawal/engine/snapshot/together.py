"""Several snapshots as one set of tables, each regency's ids kept apart from those of the others.

A regency is small, and to plan the work on it takes as long as the work: side by side in the same
frames they are read and judged in half the time.

Where several stand together, an id is a number: the place of its snapshot, and the place of its text
among all texts that are ids. Numbers meet several times sooner than texts, and no message is written
there that would show one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

import polars as pl

from kawal.engine.shared.collecting import collect
from kawal.engine.snapshot.model import Snapshot
from kawal.engine.snapshot.schema import BY_NAME, Table

REGIONAL = ("plan", "opd", "flagship")
"""Tables that say of which regency a row is; what hangs on those rows follows them."""
_PLACE = pl.UInt32
_TEXTS = 2**32
"""More than there are texts. A number is the place of its snapshot times this, and that of its text."""
_MORE_IDS = {"tag": ("code",)}
"""Columns that hold an id of another table, and not only that, so that nothing is said to refer."""


def shape_of(snapshot: Snapshot) -> Mapping[str, Sequence[str]]:
    """Which columns of which tables are carried. Only snapshots of one shape can be judged together:
    what is absent is absent for all."""
    return {name: tuple(frame.columns) for name, frame in snapshot.tables.items()}


class Together:
    """Snapshots of one shape, at least one, as one set of tables; one alone keeps its ids.

    rows: the rows of all one after another, of the tables where that is at hand.
    """

    def __init__(
        self, snapshots: Sequence[Snapshot], rows: Mapping[str, pl.DataFrame] | None = None
    ) -> None:
        self.snapshots = snapshots
        self._at_hand = Snapshot(None, 0, True, "", dict(rows or {}))
        self._kind = pl.Categorical(pl.Categories.random())
        self._texts = pl.Series(dtype=self._kind)  # while this is there Polars forgets no text
        self._rows: dict[str, pl.DataFrame] = {}
        self._ids: dict[str, pl.DataFrame] = {}
        self._tables: dict[str, pl.LazyFrame] = {}

    @property
    def alone(self) -> bool:
        return len(self.snapshots) == 1

    def carries(self, table: str, column: str | None = None) -> bool:
        """Whether the table can be used, and the column is there; the same for each of them."""
        return self.snapshots[0].carries(table, column)

    def rows(self, name: str) -> pl.DataFrame:
        """The rows of all as they stand in each, with every column of the schema."""
        if name not in self._rows:
            self._rows[name] = (
                self._at_hand.frame(name)
                if name in self._at_hand.tables
                else pl.concat(
                    [each.frame(name) for each in self.snapshots], rechunk=not self.alone
                )
            )
        return self._rows[name]

    def ids(self, name: str) -> pl.DataFrame:
        """The columns of these rows that hold ids, those of each regency its own."""
        if name not in self._ids:
            rows, ids = self.rows(name), _ids(BY_NAME[name])
            self._ids[name] = (
                rows.select(ids) if self.alone else collect(self._numbered(rows, name, ids))
            )
        return self._ids[name]

    def table(self, name: str) -> pl.LazyFrame:
        """The rows of all with ids of their own, and in REGIONAL a column `region`: the place of the
        snapshot in the sequence."""
        if name not in self._tables:
            rows = self.rows(name)
            if not self.alone:
                rows = rows.with_columns(self.ids(name))
            if name in REGIONAL:
                rows = rows.with_columns(self._places(name))
            self._tables[name] = rows.lazy()
        return self._tables[name]

    def starts(self, name: str) -> Sequence[int]:
        """The row with which each snapshot begins; behind the last where it has none."""
        return [0, *accumulate(self._heights(name))][:-1]

    def own_ids(self, ids: pl.Series) -> pl.Series:
        """What ids of these tables are in their own snapshots."""
        if self.alone:
            return ids
        return self._kind.categories.to_series().gather(ids % _TEXTS)

    def _numbered(self, rows: pl.DataFrame, name: str, ids: Sequence[str]) -> pl.LazyFrame:
        place = pl.lit(self._places(name).cast(pl.Int64)) * _TEXTS
        numbers = (
            (pl.col(each).cast(self._kind).to_physical().cast(pl.Int64) + place).alias(each)
            for each in ids
        )
        return rows.lazy().select(*numbers)

    def _places(self, name: str) -> pl.Series:
        """The place of the snapshot that each row belongs to."""
        starts = pl.Series("region", self.starts(name), dtype=_PLACE)
        rows = pl.int_range(sum(self._heights(name)), dtype=_PLACE, eager=True)
        return (starts.search_sorted(rows, side="right") - 1).alias("region")

    def _heights(self, name: str) -> Iterator[int]:
        return (each.frame(name).height for each in self.snapshots)


def _ids(table: Table) -> tuple[str, ...]:
    own = [column.name for column in table.columns if column.refers or column.name == "id"]
    return (*own, *_MORE_IDS.get(table.name, ()))
