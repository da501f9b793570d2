"""Two snapshots side by side, table by table and row by row.

Rows meet by the key of their table. A table or a column that only one side carries is told as
such: it is no change of every row, since the other side does not say what stood there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.canonical import sort_rows
from kawal.engine.snapshot.cells import as_text
from kawal.engine.snapshot.schema import BY_NAME, TABLES, Table

ABOUT = ("region", "year", "sample", "source")
"""What a snapshot says of itself, and what its digest covers beside the tables."""
_TEXTS = {"column": pl.String(), "before": pl.String(), "after": pl.String()}


@dataclass(frozen=True)
class Said:
    """Something that the two snapshots say differently of themselves."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class TableChange:
    """What changed in one table.

    before, after: the columns that each side carries, None where it does not carry the table.
    comparable: whether both sides carry it with its structural columns, so that rows can meet.
    removed, added: rows that only one side has, with that side's columns; the whole table where
    rows cannot meet. fields: key, column, before, after of every changed field, in the canonical
    text of a package, null where it is empty. lost, gained: key and the columns that only one side
    carries, for the rows that both have.
    """

    table: Table
    before: tuple[str, ...] | None
    after: tuple[str, ...] | None
    comparable: bool
    removed: pl.DataFrame
    added: pl.DataFrame
    fields: pl.DataFrame
    lost: pl.DataFrame
    gained: pl.DataFrame

    @property
    def is_empty(self) -> bool:
        frames = (self.removed, self.added, self.fields)
        return self.before == self.after and all(frame.is_empty() for frame in frames)

    @property
    def changed(self) -> int:
        """How many rows that both have differ in a field that both carry."""
        return self.fields.select(self.table.key).n_unique() if self.comparable else 0


@dataclass(frozen=True)
class Diff:
    """Everything that must be done to the one snapshot to get the other.

    tables: those in which something differs, in schema order.
    """

    about: tuple[Said, ...]
    tables: tuple[TableChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is no difference: then, and only then, the digests are equal."""
        return not self.about and not self.tables


def compare(before: Snapshot, after: Snapshot) -> Diff:
    """The difference from one snapshot to the other; swap them and it is told the other way."""
    about = tuple(
        Said(name, getattr(before, name), getattr(after, name))
        for name in ABOUT
        if getattr(before, name) != getattr(after, name)
    )
    changes = [
        _table_change(table, before, after)
        for table in TABLES
        if table.name in before.tables or table.name in after.tables
    ]
    return Diff(about, tuple(change for change in changes if not change.is_empty))


def _table_change(table: Table, before: Snapshot, after: Snapshot) -> TableChange:
    old, new = _rows(table, before), _rows(table, after)
    carried = _columns(table, before), _columns(table, after)
    if not (before.carries(table.name) and after.carries(table.name)):
        same = old.equals(new)
        return TableChange(
            table, *carried, comparable=False,
            removed=old.clear() if same else old, added=new.clear() if same else new,
            fields=pl.DataFrame(schema=_TEXTS), lost=pl.DataFrame(), gained=pl.DataFrame(),
        )  # fmt: skip
    key = list(table.key)
    stayed, stays = old.join(new, on=key, how="semi"), new.join(old, on=key, how="semi")
    return TableChange(
        table, *carried, comparable=True,
        removed=old.join(new, on=key, how="anti", maintain_order="left"),
        added=new.join(old, on=key, how="anti", maintain_order="left"),
        fields=_fields(table, sort_rows(table, stayed), sort_rows(table, stays)),
        lost=_only(table, stayed, new), gained=_only(table, stays, old),
    )  # fmt: skip


def _columns(table: Table, snapshot: Snapshot) -> tuple[str, ...] | None:
    """The columns carried, in schema order: their order in a file is no difference."""
    if table.name not in snapshot.tables:
        return None
    carried = snapshot.tables[table.name].columns
    return tuple(name for name in table.names if name in carried)


def _rows(table: Table, snapshot: Snapshot) -> pl.DataFrame:
    columns = _columns(table, snapshot)
    if columns is None:
        return pl.DataFrame()
    return sort_rows(table, snapshot.tables[table.name].select(columns))


def _fields(table: Table, old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """key, column, before, after of every field that both carry and that differs; the rows of both
    stand in the same order."""
    key = list(table.key)
    pieces = []
    for place, name in enumerate(table.names):
        if name in key or name not in old.columns or name not in new.columns:
            continue
        differs = old[name].ne_missing(new[name])
        text = as_text(BY_NAME[table.name].column(name))
        piece = old.filter(differs).select(*key, before=text)
        after = new.filter(differs).select(after=text)
        pieces.append(
            piece.with_columns(after.to_series(), column=pl.lit(name), place=pl.lit(place))
        )
    schema = {name: table.dtypes[name] for name in key} | _TEXTS
    if not pieces:
        return pl.DataFrame(schema=schema)
    ordered = pl.concat(pieces).sort(*(pl.col(name).cast(pl.String) for name in key), "place")
    return ordered.select(schema.keys())


def _only(table: Table, rows: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """The key and the columns that the other side does not carry."""
    alone = [name for name in rows.columns if name not in other.columns]
    return sort_rows(table, rows.select(*table.key, *alone)) if alone else pl.DataFrame()
