"""How lines reach the goals of the RPJMD in force: the way up from a line through what it supports.

Frames for `Facts.once`. A null node means that the way is not known from there on: it may lead to
any node of the RPJMD.
"""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.facts import Facts

_LEVELS = ("misi", "tujuan", "sasaran", "program")
_HOPS_TO_MISI = len(_LEVELS)


def rpjmd_years(facts: Facts) -> pl.LazyFrame:
    """region, year, rpjmd_known: every year that an RPJMD in force covers."""
    covered = facts.plans.filter((pl.col("kind") == "rpjmd") & pl.col("latest"))
    years = covered.select(
        "region", year=pl.int_ranges("year", pl.col("last_year") + 1), rpjmd_known=pl.lit(True)
    )
    return years.explode("year", empty_as_null=True, keep_nulls=True).unique()


def planned_years(facts: Facts) -> pl.LazyFrame:
    """region, year: every year for which an annual plan is in force."""
    return facts.plans.filter(pl.col("annual") & pl.col("latest")).select("region", "year").unique()


def goals(facts: Facts) -> pl.LazyFrame:
    """id, plan, region, opd, code, title, level, first, last: misi, tujuan, sasaran and programmes in
    force."""
    in_force = (pl.col("kind") == "rpjmd") & pl.col("latest")
    return facts.nodes.filter(in_force & pl.col("level").is_in(_LEVELS)).select(
        "id", "plan", "region", "opd", "code", "title", "level", first="year", last="last_year"
    )


def ancestry(facts: Facts) -> pl.LazyFrame:
    """goal, node: each of those with itself and every node on its way up to its misi."""
    up = facts.table("node").select("parent", "level", up_plan="plan", node="id")
    step = facts.once(goals).select("plan", goal="id", node="id")
    steps = [step]
    for _ in range(_HOPS_TO_MISI - 1):
        here = step.join(up, on="node").filter(pl.col("plan") == pl.col("up_plan"))
        step = here.filter(pl.col("level") != "misi").select("plan", "goal", node="parent")
        steps.append(step)
    return pl.concat(steps).select("goal", "node")


def aims(facts: Facts) -> pl.LazyFrame:
    """line, region, year, goal: every goal of its year that a current line supports, itself or through
    a node above it; and once with null where the way up to such a goal, or from it, is not known."""
    own = facts.current_lines.select("region", "year", line="id")
    columns = ["line", "region", "year", "goal"]
    lost = facts.climbs.filter(pl.col("node").is_null()).join(own, on="line")
    support = facts.table("support").select("node", goal="above")
    spans = facts.once(goals).select("first", "last", goal="id")
    found = (
        facts.climbs.join(support, on="node")
        .join(spans, on="goal")
        .join(own, on="line")
        .filter(pl.col("year").is_between(pl.col("first"), pl.col("last")))
        .select(columns)
    )
    endless = facts.once(ancestry).filter(pl.col("node").is_null())
    open_ways = [lost, found.join(endless, on="goal")]
    return pl.concat([found, *(each.select(*columns[:-1], goal="node") for each in open_ways)])
