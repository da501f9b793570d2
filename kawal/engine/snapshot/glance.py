"""One look at all tables at once: which of them are surely sound, and which stand in order.

Nearly every table is both, and to ask that of all together takes a few milliseconds, where looking
for each fault in each column takes as long as judging. So this never says what is wrong: a table in
doubt is left to those who name the row (`build`, `contradictions`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import NamedTuple

import polars as pl

from kawal.engine.shared.collecting import collect_all
from kawal.engine.snapshot.cells import LARGEST_SEN
from kawal.engine.snapshot.contradictions import FIRST_YEAR, LAST_YEAR, PARTS_OF_A_YEAR, YEARS
from kawal.engine.snapshot.model import Snapshot
from kawal.engine.snapshot.schema import ANNUAL_KINDS, BY_NAME, OPD_KINDS, TABLES, Kind, Table

_UNUSUAL = r"[^ -{}~]|^ | $"
"""What a key in plain ASCII without its edges, controls and the mark | does not hold."""


class Glance(NamedTuple):
    """Tables of a snapshot. sound: no empty cell where one must be filled, no odd key, no reference
    to nothing, no year or part of a year out of range. ordered: every key once, in byte order.
    at_peace: no table surely contradicts another, and no money is beyond what a regency has."""

    sound: frozenset[str]
    ordered: frozenset[str]
    at_peace: bool


def glance(snapshot: Snapshot, plain: Collection[str] = ()) -> Glance:
    """What one look says of the tables that are carried. plain: those of which no cell holds what a
    key may not."""
    names = [name for name in snapshot.tables if snapshot.carries(name)]
    pointed_at = {each.refers for name in names for each in BY_NAME[name].columns} - {None}
    known = {
        name: snapshot.keys(name).implode()
        for name in BY_NAME
        if name in pointed_at and snapshot.carries(name)
    }
    looks = [
        snapshot.frame(name)
        .lazy()
        .select(
            sound=~pl.any_horizontal(_faulty(name, name in plain), *_lost(BY_NAME[name], known)),
            ordered=_ordered(name),
        )
        for name in names
    ]
    quarrels = list(_quarrels(snapshot))
    answers = [frame.row(0) for frame in collect_all([*looks, *quarrels])]
    seen = dict(zip(names, answers, strict=False))
    return Glance(
        frozenset(name for name, (sound, _) in seen.items() if sound),
        frozenset(name for name, (_, ordered) in seen.items() if ordered),
        at_peace=not any(quarrel for (quarrel,) in answers[len(names) :]),
    )


def _quarrels(snapshot: Snapshot) -> Iterator[pl.LazyFrame]:
    """Each one cell: whether something may be wrong that `contradictions` or `build` would name."""
    if snapshot.carries("plan"):
        yield snapshot.frame("plan").lazy().select(_plans_quarrel())
        annual = snapshot.frame("plan").filter(pl.col("kind").is_in(ANNUAL_KINDS))
        if snapshot.carries("node"):
            nodes = snapshot.frame("node").lazy()
            homeless = pl.col("opd").is_null() & pl.col("plan").is_in(annual["id"].implode())
            yield nodes.select(homeless.any())
            if snapshot.carries("allocation"):
                years = annual.lazy().select(plan="id", plan_year="first_year")
                own = nodes.select("plan", node="id").join(years, on="plan")
                money = snapshot.frame("allocation").lazy().join(own, on="node")
                yield money.select((~(pl.col("year") - pl.col("plan_year")).is_between(0, 1)).any())
    for table in TABLES:
        for column in table.columns:
            if column.kind is Kind.MONEY and snapshot.carries(table.name, column.name):
                yield snapshot.frame(table.name).lazy().select(_much(column.name))
    if snapshot.carries("ceiling"):
        yield snapshot.frame("ceiling").lazy().select((pl.col("amount") < 0).any())


@cache
def _plans_quarrel() -> pl.Expr:
    """Whether plans may contradict one another, or one itself."""
    first, last, kind = pl.col("first_year"), pl.col("last_year"), pl.col("kind")
    annual = kind.is_in(ANNUAL_KINDS)
    series = pl.struct("kind", "opd", "first_year", "last_year", "version")
    spans = pl.struct("first_year", "last_year").n_unique().over("kind", "opd")
    wrong = [
        last < first,
        annual & (last > first),
        pl.col("version") < 1,
        kind.is_in(OPD_KINDS) & pl.col("opd").is_null(),
        ~annual & (spans > 1),
    ]
    return pl.any_horizontal(*(each.any() for each in wrong), series.is_duplicated().any())


@cache
def _much(column: str) -> pl.Expr:
    """Whether the money of a column may be more than can be added up; near that, it is looked at."""
    return pl.col(column).cast(pl.Float64).abs().sum() > LARGEST_SEN // 2


def _lost(table: Table, known: Mapping[str, pl.Series]) -> Iterator[pl.Expr]:
    """Per column, whether it refers to what is not there. known: the keys per table, as one list."""
    for column in table.columns:
        keys = known.get(column.refers or "")
        if keys is not None and not column.judged:
            yield (~pl.col(column.name).is_in(keys)).any()


@cache
def _faulty(name: str, plain: bool) -> pl.Expr:
    """Whether a cell of the table is wrong by itself. plain: no key of it is."""
    spans = dict.fromkeys(YEARS, (FIRST_YEAR, LAST_YEAR))
    spans |= {part: (0, most) for part, (most, _) in PARTS_OF_A_YEAR.items()}
    wrong = []
    for column in BY_NAME[name].columns:
        cell = pl.col(column.name)
        if column.is_required:
            wrong.append(cell.is_null().any())
        if column.kind is Kind.TEXT and (column.key or column.refers) and not plain:
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
