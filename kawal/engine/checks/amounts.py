"""Money as subjects ask for it: of lines, of what is no line, of an OPD, of the locked version.

Frames for `Facts.once`; in sen.
"""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.aggregate import total
from kawal.engine.checks.facts import LINE_LEVEL, Facts


def upper_money(facts: Facts) -> pl.LazyFrame:
    """node, year, amount: all allocations of a node that is no line in a year, in sen; null where
    one of them is below zero, since it would hide an excess elsewhere in every sum that it
    enters."""
    sound = pl.when(pl.col("amount") >= 0).then("amount").alias("amount")
    upper = facts.table("allocation").join(facts.lines.select(node="id"), on="node", how="anti")
    return total(upper.with_columns(sound), ["node", "year"], "amount", "amount")


def line_money(facts: Facts) -> pl.LazyFrame:
    """Every line of every version: id, plan, opd, year; pagu, the money of its own year, 0 without
    allocation, null as in `upper_money`; there: whether such an allocation is; written: their bare
    sum; below: whether one is below zero; forward: whether money of the year after is written,
    null where only an empty cell is.
    """
    own_year, next_year = (pl.col("money_year") == pl.col("year") + ahead for ahead in (0, 1))
    amount = pl.col("amount")
    money = facts.table("allocation").select("amount", id="node", money_year="year")
    sums = (
        money.join(facts.lines.select("id", "year"), on="id")
        .select(
            "id",
            own=own_year,
            written=pl.when(own_year).then("amount"),
            below=own_year & (amount < 0),
            open=own_year & amount.is_null(),
            next=next_year,
            forward=next_year & amount.is_not_null(),
        )
        .group_by("id")
        .agg(pl.col("own", "written", "below", "open", "next", "forward").sum())
    )
    lines = facts.lines.select("id", "plan", "opd", "year").join(sums, on="id", how="left")
    own, below, ahead = (pl.col(name).fill_null(0) > 0 for name in ("own", "below", "next"))
    known = (pl.col("below") == 0) & (pl.col("open") == 0)
    return lines.select(
        "id",
        "plan",
        "opd",
        "year",
        pagu=pl.when(~own).then(0).when(known).then("written"),
        there=own,
        written=pl.col("written").fill_null(0),
        below=below,
        forward=pl.when(pl.col("forward") > 0).then(True).when(~ahead).then(False),
    )


def office_money(facts: Facts) -> pl.LazyFrame:
    """plan, opd, pagu: what adds up to an OPD's sum in a plan. Money of an annual plan that
    stands on a programme or kegiatan may be a total or a sum of its own: it is not known which,
    so it counts as a row without amount."""
    stray = facts.once(stray_money).select("plan", "opd", pagu=pl.lit(None, pl.Int64))
    return pl.concat([facts.once(line_money).select("plan", "opd", "pagu"), stray])


def stray_money(facts: Facts) -> pl.LazyFrame:
    """id, plan, opd, parent, level: nodes of annual plans with money of their year that are no
    lines."""
    off_lines = facts.nodes.filter(pl.col("annual") & (pl.col("level") != LINE_LEVEL)).select(
        "id", "plan", "opd", "parent", "level", "year"
    )
    money = facts.once(upper_money).rename({"node": "id", "year": "money_year"})
    says_something = pl.col("amount").is_null() | (pl.col("amount") != 0)
    stray = off_lines.join(money, on="id").filter(pl.col("year") == pl.col("money_year"))
    return stray.filter(says_something).select("id", "plan", "opd", "parent", "level")


def baseline_money(facts: Facts) -> pl.LazyFrame:
    """id, baseline_pagu of current lines; 0 where the line did not stand in version 1."""
    before = facts.once(line_money).select(baseline_id="id", before="pagu")
    joined = facts.baseline_lines.join(before, on="baseline_id", how="left")
    stood = pl.col("stood")
    return joined.select("id", baseline_pagu=pl.when(stood).then("before").when(~stood).then(0))
