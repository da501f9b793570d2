"""The one form of a table: its rows in order, its cells as text, its bytes as CSV."""

from __future__ import annotations

import polars as pl

from kawal.engine.snapshot.cells import as_text
from kawal.engine.snapshot.schema import Table


def sort_rows(table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """Rows in byte order of the text of their key; without a whole key, of all their cells."""
    key = table.key if set(table.key) <= set(frame.columns) else tuple(frame.columns)
    return frame.sort([pl.col(name).cast(pl.String) for name in key], nulls_last=False)


def canonical(table: Table, frame: pl.LazyFrame) -> pl.LazyFrame:
    """A typed table as text, its columns in the order of the schema, its rows as they stand."""
    carried = frame.collect_schema().names()
    return frame.select(as_text(table.column(name)) for name in table.names if name in carried)


def csv_of(texts: pl.DataFrame) -> bytes:
    """The bytes of a table of text."""
    return texts.write_csv(line_terminator="\n").encode()
