"""What must be done to the tables of one book to get another's, row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from kawal.engine.snapshot.canonical import canonical, csv_of, sort_rows
from kawal.engine.snapshot.schema import BY_NAME, Table


@dataclass(frozen=True)
class Change:
    """The rows of one table that only the old or only the new one has, and those that both have but
    not alike, as they were and as they are, in the same order. Every frame has every column."""

    table: Table
    removed: pl.DataFrame
    added: pl.DataFrame
    before: pl.DataFrame
    after: pl.DataFrame

    @property
    def is_empty(self) -> bool:
        return not (self.removed.height or self.added.height or self.after.height)


def changes_between(
    old: Mapping[str, pl.DataFrame], new: Mapping[str, pl.DataFrame]
) -> list[Change]:
    """The tables in which something differs. old, new: every table with every column."""
    changes = [_change(table, old[name], new[name]) for name, table in BY_NAME.items()]
    return [change for change in changes if not change.is_empty]


def adding(name: str, rows: pl.DataFrame) -> Change:
    """New rows of a table. rows: any of its columns; the others are empty in them."""
    table = BY_NAME[name]
    none = pl.DataFrame(schema=table.dtypes)
    added = pl.concat([none, rows.cast({c: table.dtypes[c] for c in rows.columns})], how="diagonal")
    return Change(table, removed=none, added=added, before=none, after=none)


def digest_of_changes(changes: Sequence[Change]) -> str:
    """SHA-256 over the canonical CSV of all these rows, each part under its table and what becomes of
    it."""
    told = hashlib.sha256()
    for change in changes:
        for part in ("removed", "added", "before", "after"):
            rows = canonical(change.table, getattr(change, part).lazy()).collect()
            told.update(f"{change.table.name} {part} {rows.height}\n".encode())
            told.update(csv_of(rows))
    return told.hexdigest()


def _change(table: Table, old: pl.DataFrame, new: pl.DataFrame) -> Change:
    key = list(table.key)
    before = sort_rows(table, old.join(new, on=key, how="semi"))
    after = sort_rows(table, new.join(old, on=key, how="semi"))
    differs = pl.any_horizontal(
        pl.lit(False),
        *(before[name].ne_missing(after[name]) for name in table.names if name not in key),
    )
    rows = before.select(differs.alias("differs"))["differs"] if before.height else pl.Series([])
    return Change(
        table,
        removed=sort_rows(table, old.join(new, on=key, how="anti")),
        added=sort_rows(table, new.join(old, on=key, how="anti")),
        before=before.filter(rows) if before.height else before,
        after=after.filter(rows) if before.height else after,
    )
