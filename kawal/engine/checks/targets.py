"""Targets as subjects ask for them. Frames for `Facts.once`."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.facts import Facts
from kawal.engine.snapshot.schema import WHOLE_YEAR


def line_targets(facts: Facts) -> pl.LazyFrame:
    """id, targets: the targets of a line's own year as one text, in order of size, so that
    two versions can be compared without knowing which indicator is which.

    Null where an indicator has no readable target; no row for a line without indicators.
    """
    indicators = facts.table("indicator").select(indicator="id", node="node")
    indicators = indicators.join(facts.lines.select(node="id"), on="node")
    each = indicators.join(
        facts.once(own_targets).select("indicator", "value"), on="indicator", how="left"
    )
    plain = pl.col("value").cast(pl.String).str.strip_chars_end("0").str.strip_chars_end(".")
    grouped = (
        each.sort("value")
        .with_columns(text=plain)
        .group_by(id="node")
        .agg(targets="text", nulls=pl.col("value").null_count())
    )
    readable = pl.col("nulls") == 0
    return grouped.select("id", targets=pl.when(readable).then(pl.col("targets").list.join(";")))


def own_targets(facts: Facts) -> pl.LazyFrame:
    """indicator, text, value of targets of the first year of the indicator's plan."""
    years = facts.nodes.select(node="id", own_year="year")
    owners = facts.table("indicator").select(indicator="id", node="node").join(years, on="node")
    targets = facts.once(whole_year_targets).join(owners, on="indicator")
    return targets.filter(pl.col("year") == pl.col("own_year")).select("indicator", "text", "value")


def aimed(facts: Facts) -> pl.LazyFrame:
    """Per indicator with a target in a year of its plan: id, target_years, how many; lowest and
    highest of the values, and open, how many have none; aims, how many say anything at all."""
    spans = facts.nodes.select("last_year", node="id", first="year")
    own = facts.table("indicator").select("id", "node").join(spans, on="node")
    value, text = pl.col("value"), pl.col("text")
    each = (
        facts.once(whole_year_targets)
        .join(own, left_on="indicator", right_on="id")
        .filter(pl.col("year").is_between(pl.col("first"), pl.col("last_year")))
        .select("value", id="indicator", says=value.is_not_null() | text.is_not_null())
    )
    return each.group_by("id").agg(
        target_years=pl.len().cast(pl.Int64),
        lowest=value.min(),
        highest=value.max(),
        open=value.null_count().cast(pl.Int64),
        aims=pl.col("says").sum().cast(pl.Int64),
    )


def whole_year_targets(facts: Facts) -> pl.LazyFrame:
    """indicator, year, text, value of targets that hold for a whole year."""
    return (
        facts.table("target")
        .filter(pl.col("quarter") == WHOLE_YEAR)
        .select("indicator", "year", "text", "value")
    )
