"""A snapshot of which cells were emptied at random, so that much cannot be judged."""

from __future__ import annotations

import random
from dataclasses import replace

import polars as pl

from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.schema import TABLES

ALSO = {("support", "above")}
"""Structural, so that no reader lets it through empty; yet the peers must not trip over it."""


def emptied(snapshot: Snapshot, *, share: float, seed: int) -> Snapshot:
    """The same with that share of the cells of every column empty, but for what a table cannot do
    without: its keys and what says which row is meant."""
    dice = random.Random(seed)
    tables = dict(snapshot.tables)
    for table in TABLES:
        if (frame := tables.get(table.name)) is None:
            continue
        free = [
            column.name
            for column in table.columns
            if column.name in frame.columns
            and (not column.is_structural or (table.name, column.name) in ALSO)
        ]
        tables[table.name] = frame.with_columns(
            pl.when(_some(frame.height, share, dice)).then(None).otherwise(name).alias(name)
            for name in free
        )
    return replace(snapshot, tables=tables)


def _some(rows: int, share: float, dice: random.Random) -> pl.Series:
    return pl.Series([dice.random() < share for _ in range(rows)], dtype=pl.Boolean)
