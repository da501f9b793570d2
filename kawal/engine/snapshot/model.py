"""A snapshot in memory: the tables it carries, typed, and what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from kawal.engine.snapshot.schema import BY_NAME


@dataclass(frozen=True)
class Snapshot:
    """What one regency plans, as plain tables.

    region: code of the regency, or None where the source does not say. year: the year that is
    being planned. sample: whether every figure is invented. source: where it comes from, kept
    to the letter. tables: only the tables that are carried, each with only the columns that are
    carried; money in sen, decimals exact, an empty cell null. written: the canonical CSV of tables
    that were read from just that, so that it need not be made again.
    """

    region: str | None
    year: int
    sample: bool
    source: str
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    written: dict[str, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)
    _whole: dict[str, pl.DataFrame] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def carries(self, table: str, column: str | None = None) -> bool:
        """Whether the table can be used, and the column is there.

        A table without one of its structural columns says nothing and counts as absent.
        """
        frame = self.tables.get(table)
        if frame is None:
            return False
        wanted = {each.name for each in BY_NAME[table].columns if each.is_structural}
        if column is not None:
            wanted.add(column)
        return wanted <= set(frame.columns)

    def frame(self, table: str) -> pl.DataFrame:
        """The table with every column of the schema; what is absent is null, an absent table
        has no rows. Ask `carries` before you read an answer into a null."""
        if table not in self._whole:
            self._whole[table] = self._filled(table)
        return self._whole[table]

    def keys(self, table: str) -> pl.Series:
        """The keys of a table whose key is one column."""
        (key,) = BY_NAME[table].key
        return self.frame(table)[key]

    def _filled(self, table: str) -> pl.DataFrame:
        schema = BY_NAME[table]
        if not self.carries(table):
            return pl.DataFrame(schema=schema.dtypes)
        frame = self.tables[table]
        missing = [
            pl.lit(None, dtype=column.kind.dtype).alias(column.name)
            for column in schema.columns
            if column.name not in frame.columns
        ]
        return frame.with_columns(missing).select(schema.names) if missing else frame
