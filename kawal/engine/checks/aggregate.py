"""Sums and quantifiers that do not swallow a null.

In Polars the sum of nulls is 0 and `all()` over nulls is true: both would turn a missing value
green. These give null as soon as a null could change the answer. Each first counts plainly and
then decides on the few grouped rows, which is several times faster than deciding in every group.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def total(rows: pl.LazyFrame, by: Sequence[str], column: str, name: str) -> pl.LazyFrame:
    """The sum of a column per group, as `name`; null where any value is null."""
    counted = rows.group_by(by).agg(
        pl.col(column).sum().alias(name), pl.col(column).null_count().alias("_nulls")
    )
    return counted.select(*by, pl.when(pl.col("_nulls") == 0).then(name).alias(name))


def some(rows: pl.LazyFrame, by: Sequence[str], condition: pl.Expr, name: str) -> pl.LazyFrame:
    """Whether any row of a group is true, as `name`: a true decides, else a null leaves it open."""
    counted = rows.group_by(by).agg(
        condition.sum().alias("_true"), condition.null_count().alias("_nulls")
    )
    open_answer = pl.when(pl.col("_nulls") == 0).then(False)
    return counted.select(
        *by, pl.when(pl.col("_true") > 0).then(True).otherwise(open_answer).alias(name)
    )


def every(rows: pl.LazyFrame, by: Sequence[str], condition: pl.Expr, name: str) -> pl.LazyFrame:
    """Whether every row of a group is true, as `name`: a false decides, else a null leaves it open."""
    return some(rows, by, ~condition, name).with_columns(~pl.col(name))


def ratio(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    """part ÷ whole in whole basis points (1/100 %), half a point away from zero; null where whole is 0.

    A whole per cent is never reached by rounding: thresholds are whole per cents, and 9.996 % that
    passes the threshold of ten must not be shown as 10.00 %.
    """
    part, whole = part.cast(pl.Int128), whole.cast(pl.Int128)
    sign = pl.when((part < 0) != (whole < 0)).then(-1).otherwise(1)
    points, divisor = part.abs() * 10_000, pl.when(whole != 0).then(whole.abs())
    cut, rounded = points // divisor, (points * 2 + divisor) // (divisor * 2)
    size = pl.when(rounded % 100 == 0).then(cut).otherwise(rounded)
    return (size * sign).cast(pl.Int64, strict=False)
