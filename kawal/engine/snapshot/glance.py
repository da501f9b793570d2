"""One look at all tables at once: which of them are surely sound, and which stand in order.

Nearly every table is both, and to ask that of all together takes a few milliseconds, where looking
for each fault in each column takes as long as judging. So this never says what is wrong: a table in
doubt is left to those who name the row (`build`, `contradictions`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import polars as pl

from kawal.engine.shared.collecting import collect_all
from kawal.engine.snapshot.contradictions import FIRST_YEAR, LAST_YEAR, PARTS_OF_A_YEAR, YEARS
from kawal.engine.snapshot.model import Snapshot
from kawal.engine.snapshot.schema import BY_NAME, Kind, Table

_UNUSUAL = r"[^ -{}~]|^ | $"
"""What a key in plain ASCII without its edges, controls and the mark | does not hold."""


class Glance(NamedTuple):
    """Tables of a snapshot. sound: no empty cell where one must be filled, no odd key, no reference
    to nothing, no year or part of a year out of range. ordered: every key once, in byte order."""

    sound: frozenset[str]
    ordered: frozenset[str]


def glance(snapshot: Snapshot) -> Glance:
    """What one look says of the tables that are carried."""
    names = [name for name in snapshot.tables if snapshot.carries(name)]
    looks = [
        snapshot.frame(name)
        .lazy()
        .select(
            sound=~pl.any_horizontal(_faulty(name), *_lost(BY_NAME[name], snapshot)),
            ordered=_ordered(name),
        )
        for name in names
    ]
    seen = {name: look.row(0) for name, look in zip(names, collect_all(looks), strict=True)}
    return Glance(
        frozenset(name for name, (sound, _) in seen.items() if sound),
        frozenset(name for name, (_, ordered) in seen.items() if ordered),
    )


def _lost(table: Table, snapshot: Snapshot) -> Iterator[pl.Expr]:
    """Per column, whether it refers to what is not there."""
    for column in table.columns:
        if column.refers and not column.judged and snapshot.carries(column.refers):
            known = snapshot.keys(column.refers).implode()
            yield (~pl.col(column.name).is_in(known)).any()


@cache
def _faulty(name: str) -> pl.Expr:
    """Whether a cell of the table is wrong by itself."""
    spans = dict.fromkeys(YEARS, (FIRST_YEAR, LAST_YEAR))
    spans |= {part: (0, most) for part, (most, _) in PARTS_OF_A_YEAR.items()}
    wrong = []
    for column in BY_NAME[name].columns:
        cell = pl.col(column.name)
        if column.is_required:
            wrong.append(cell.is_null().any())
        if column.kind is Kind.TEXT and (column.key or column.refers):
            wrong.append(cell.str.contains(_UNUSUAL).any())
        if column.name in spans:
            wrong.append((~cell.is_between(*spans[column.name])).any())
    return pl.any_horizontal(wrong)


@cache
def _ordered(table: str) -> pl.Expr:
    """Each row stands after the one before it; a key with an empty part stands nowhere."""
    later: pl.Expr = pl.lit(False)
    for name in reversed(BY_NAME[table].key):
        text = pl.col(name).cast(pl.String)
        before = text.shift()
        later = (text > before) | ((text == before) & later)
    return later.slice(1).fill_null(False).all()
