"""Which indicators are still used: of one that was retired nothing more is asked."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.facts import Facts


def in_use(facts: Facts) -> pl.LazyFrame:
    """The table of indicators without those that are retired in the year that is asked about."""
    indicators = facts.table("indicator")
    if not facts.carries("indicator.retired_on"):
        return indicators
    return indicators.join(facts.once(retired), on="id", how="anti")


def retired(facts: Facts) -> pl.LazyFrame:
    """id: indicators that were retired when the year began for which they are asked: the plan's own of
    an annual plan, the planned year of their regency for another."""
    years = [each.year for each in facts.together.snapshots]
    planned = pl.LazyFrame({"region": range(len(years)), "planned": years}, schema=_PLANNED)
    plans = facts.plans.select("plan", "annual", "year", region=pl.col("region").cast(pl.Int64))
    asked = plans.join(planned, on="region").select(
        "plan", asked=pl.when("annual").then("year").otherwise("planned")
    )
    nodes = facts.table("node").select("plan", node="id").join(asked, on="plan")
    day = pl.col("retired_on")
    gone = (day.dt.year() < pl.col("asked")) | (day == pl.date(pl.col("asked"), 1, 1))
    return facts.table("indicator").join(nodes, on="node").filter(gone).select("id")


_PLANNED = {"region": pl.Int64, "planned": pl.Int64}
