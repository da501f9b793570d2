"""Several snapshots as one set of tables, each regency's ids kept apart from those of the others.

A regency is small, and to plan the work on it takes as long as the work: side by side in the same
frames they are judged in half the time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from kawal.engine.shared.collecting import kept
from kawal.engine.snapshot.model import Snapshot
from kawal.engine.snapshot.schema import BY_NAME, Table

REGIONAL = ("plan", "opd", "flagship")
"""Tables that say of which regency a row is; what hangs on those rows follows them."""
_PLACE = pl.UInt32
ALONE: pl.Expr = pl.lit(0, _PLACE)
"""The place of a snapshot that stands alone."""
_MARK = "/"
_MORE_IDS = {"tag": ("code",)}
"""Columns that hold an id of another table, and not only that, so that nothing is said to refer."""


def table_of(name: str, snapshots: Sequence[Snapshot]) -> pl.LazyFrame:
    """A table of the schema with the rows of all, and in REGIONAL a column `region`: the place of the
    snapshot in the sequence. One alone keeps its ids; of several, each id has that place before it."""
    table = BY_NAME[name]
    return _alone(table, snapshots[0]) if len(snapshots) == 1 else kept(_joined(table, snapshots))


def own_id(joined: str) -> str:
    """What an id of several that stand together is in its own snapshot."""
    return joined.partition(_MARK)[2]


def shape_of(snapshot: Snapshot) -> Mapping[str, Sequence[str]]:
    """Which columns of which tables are carried. Only snapshots of one shape can be judged together:
    what is absent is absent for all."""
    return {name: tuple(frame.columns) for name, frame in snapshot.tables.items()}


def _alone(table: Table, snapshot: Snapshot) -> pl.LazyFrame:
    rows = snapshot.frame(table.name).lazy()
    return rows.with_columns(region=ALONE) if table.name in REGIONAL else rows


def _joined(table: Table, snapshots: Sequence[Snapshot]) -> pl.LazyFrame:
    ids = _ids(table)
    parts = []
    for place, snapshot in enumerate(snapshots):
        own = [(pl.lit(f"{place}{_MARK}") + pl.col(name)).alias(name) for name in ids]
        if table.name in REGIONAL:
            own.append(pl.lit(place, _PLACE).alias("region"))
        parts.append(snapshot.frame(table.name).lazy().with_columns(own))
    return pl.concat(parts)


def _ids(table: Table) -> tuple[str, ...]:
    own = [column.name for column in table.columns if column.refers or column.name == "id"]
    return (*own, *_MORE_IDS.get(table.name, ()))
