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

from kawal.engine.shared.collecting import collect, collect_all
from kawal.engine.snapshot.cells import LARGEST_SEN
from kawal.engine.snapshot.contradictions import FIRST_YEAR, LAST_YEAR, PARTS_OF_A_YEAR, YEARS
from kawal.engine.snapshot.model import Snapshot
from kawal.engine.snapshot.schema import ANNUAL_KINDS, BY_NAME, OPD_KINDS, TABLES, Kind, Table
from kawal.engine.snapshot.together import Together

_UNUSUAL = r"[^ -{}~]|^ | $"
"""What a key in plain ASCII without its edges, controls and the mark | does not hold."""
_MONEY = tuple(
    (table.name, column.name)
    for table in TABLES
    for column in table.columns
    if column.kind is Kind.MONEY
)


class Glance(NamedTuple):
    """Tables of snapshots that stand together. sound: no empty cell where one must be filled, no odd
    key, no reference to nothing, no year or part of a year out of range. ordered: every key once, in
    byte order. at_peace: no table surely contradicts another, and no money is beyond what a regency
    has."""

    sound: frozenset[str]
    ordered: frozenset[str]
    at_peace: bool


def glance(together: Together, plain: Collection[str] = ()) -> Glance:
    """What one look says of the tables that are carried. plain: those of which no cell holds what a
    key may not."""
    names = [name for name in BY_NAME if together.carries(name)]
    pointed_at = {each.refers for name in names for each in BY_NAME[name].columns} - {None}
    known = {name: _keys(together, name).implode() for name in names if name in pointed_at}
    looks = [
        _rows(together, name).select(
            sound=~pl.any_horizontal(_faulty(name, name in plain), *_lost(BY_NAME[name], known)),
            unordered=_out_of_order(name).implode(),
        )
        for name in names
    ]
    quarrels = list(_quarrels(together))
    answers = [frame.row(0) for frame in collect_all([*looks, *quarrels])]
    seen = dict(zip(names, answers, strict=False))
    return Glance(
        frozenset(name for name, (sound, _) in seen.items() if sound),
        frozenset(name for name, (_, rows) in seen.items() if {*rows} <= {*together.starts(name)}),
        at_peace=not any(quarrel for (quarrel,) in answers[len(names) :])
        and not any(map(_may_be_too_much, together.snapshots)),
    )


def _keys(together: Together, name: str) -> pl.Series:
    (key,) = BY_NAME[name].key
    return together.ids(name)[key]


def _rows(together: Together, name: str) -> pl.LazyFrame:
    """The rows as they stand, and beside each id that of its own regency."""
    ids = together.ids(name)
    return together.rows(name).lazy().with_columns(ids.rename(_of_its_own))


def _of_its_own(column: str) -> str:
    return f"{column}/"


def _quarrels(together: Together) -> Iterator[pl.LazyFrame]:
    """Each one cell: whether something may be wrong that `contradictions` or `build` would name."""
    if together.carries("plan"):
        plans = together.table("plan")
        yield plans.select(_plans_quarrel())
        annual = collect(plans.filter(pl.col("kind").is_in(ANNUAL_KINDS)))
        if together.carries("node"):
            nodes = together.table("node")
            homeless = pl.col("opd").is_null() & pl.col("plan").is_in(annual["id"].implode())
            yield nodes.select(homeless.any())
            if together.carries("allocation"):
                years = annual.lazy().select(plan="id", plan_year="first_year")
                own = nodes.select("plan", node="id").join(years, on="plan")
                money = together.table("allocation").join(own, on="node")
                yield money.select((~(pl.col("year") - pl.col("plan_year")).is_between(0, 1)).any())
    if together.carries("ceiling"):
        yield together.table("ceiling").select((pl.col("amount") < 0).any())


def _may_be_too_much(snapshot: Snapshot) -> bool:
    """Whether the money of a column may be more than can be added up; near that, it is looked at."""
    return any(
        float(snapshot.frame(table).get_column(column).cast(pl.Float64).abs().sum())
        > LARGEST_SEN // 2
        for table, column in _MONEY
        if snapshot.carries(table, column)
    )


@cache
def _plans_quarrel() -> pl.Expr:
    """Whether plans may contradict one another, or one itself."""
    first, last, kind = pl.col("first_year"), pl.col("last_year"), pl.col("kind")
    annual = kind.is_in(ANNUAL_KINDS)
    series = pl.struct("region", "kind", "opd", "first_year", "last_year", "version")
    spans = pl.struct("first_year", "last_year").n_unique().over("region", "kind", "opd")
    wrong = [
        last < first,
        annual & (last > first),
        pl.col("version") < 1,
        kind.is_in(OPD_KINDS) & pl.col("opd").is_null(),
        ~annual & (spans > 1),
    ]
    return pl.any_horizontal(*(each.any() for each in wrong), series.is_duplicated().any())


def _lost(table: Table, known: Mapping[str, pl.Series]) -> Iterator[pl.Expr]:
    """Per column, whether it refers to what is not there. known: the keys per table, as one list."""
    for column in table.columns:
        keys = known.get(column.refers or "")
        if keys is not None and not column.judged:
            yield (~pl.col(_of_its_own(column.name)).is_in(keys)).any()


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
def _out_of_order(table: str) -> pl.Expr:
    """The rows that do not stand after the one before; a key with an empty part stands nowhere."""
    *others, last = (pl.col(name).cast(pl.String) for name in BY_NAME[table].key)
    later = last > last.shift()
    for text in reversed(others):
        later = (text > text.shift()) | ((text == text.shift()) & later)
    return (~later.fill_null(False)).arg_true()
