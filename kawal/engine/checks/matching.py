"""The one way to join in a subject.

A plain left join cannot tell "there is no row" from "there is a row, and its value is missing":
both come out null. `matched` keeps them apart, and never lets a null key decide.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

Fill = int | str | bool | None


def matched(
    left: pl.LazyFrame,
    right: pl.LazyFrame,
    on: Sequence[str],
    fill: Mapping[str, Fill],
    *,
    nullable: str | None = None,
    unique: bool = False,
    single: bool = False,
) -> pl.LazyFrame:
    """Every row of `left` once, with the columns of `fill` from the one row of `right` that meets it.

    No row gives the fill; a null in a row stays null; two rows that meet give null.
    unique: set where `right` has each key once by construction.
    single: set where `right` is `_one_each` already: each key once, a repeated one with nulls.
    nullable: the one column of `on` that may be null. A null there on the left gives null. A null
    there on the right may be the partner of any row of its group (the other columns of `on`), so
    the whole group gives null; where `right` is unique, only its rows that meet nothing do.
    """
    right = right.select(*on, *fill)
    tainted, group = None, list(on)
    if nullable is not None:
        group = [name for name in on if name != nullable]
        if not group:
            raise ValueError("a join on a nullable column needs a second one that never is")
        tainted = (
            right.filter(pl.col(nullable).is_null())
            .select(*group, pl.lit(True).alias("_tainted"))
            .unique()
        )
        right = right.filter(pl.col(nullable).is_not_null())
    if not unique and not single:
        right = _one_each(right, on, list(fill))
    joined = left.join(right.with_columns(_met=pl.lit(True)), on=list(on), how="left")
    open_key = pl.lit(False)
    if nullable is not None and tainted is not None:
        joined = joined.join(tainted, on=group, how="left")
        open_key = pl.col(nullable).is_null() | pl.col("_tainted").is_not_null()
    values = [_value(name, fill[name], open_key, unique=unique).alias(name) for name in fill]
    return joined.with_columns(values).drop("_met", "_tainted", strict=False)


def _one_each(right: pl.LazyFrame, on: Sequence[str], columns: Sequence[str]) -> pl.LazyFrame:
    """One row per key: an ambiguous key keeps its row, with every value null."""
    grouped = right.group_by(*on).agg(*(pl.col(name).first() for name in columns), _rows=pl.len())
    alone = pl.col("_rows") == 1
    return grouped.select(*on, *(pl.when(alone).then(name).alias(name) for name in columns))


def _value(name: str, fill: Fill, open_key: pl.Expr, *, unique: bool) -> pl.Expr:
    met, value, filled = pl.col("_met"), pl.col(name), pl.lit(fill)
    if unique:
        return pl.when(met).then(value).when(open_key).then(None).otherwise(filled)
    return pl.when(open_key).then(None).when(met).then(value).otherwise(filled)
