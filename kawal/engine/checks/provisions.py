"""The numbers of the regulations, beside the subjects that they judge."""

from __future__ import annotations

from datetime import date
from functools import cache

import polars as pl

from kawal.engine import regulations


@cache
def in_year(key: str) -> pl.Expr:
    """A provision's number by the year of the plan: what is in force on 1 January of that year."""
    year = pl.col("year")
    value = pl.lit(None, pl.Int64)
    for provision in regulations.history(key):
        if not isinstance(provision.value, int):
            raise TypeError(f"{key} is not a whole number, so a rule cannot compare with it")
        first = provision.since.year + (provision.since > date(provision.since.year, 1, 1))
        holds = year >= first
        if provision.until is not None:
            holds &= year <= provision.until.year
        value = pl.when(holds).then(pl.lit(provision.value, pl.Int64)).otherwise(value)
    return value
