"""What nodes offer about printed totals: the sum of the lines below, in the same plan."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks import amounts
from kawal.engine.checks.aggregate import total
from kawal.engine.checks.facts import LINE_LEVEL, Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import Given, Part
from kawal.engine.snapshot.schema import Kind

_SUMMED_LEVELS = ("program", "kegiatan", LINE_LEVEL)


def _below(facts: Facts) -> pl.LazyFrame:
    """id, below: the money of all lines on and under a node, in the year of its annual plan.

    Null where a sum is not known, where money stands off the lines (it may be in the sum or
    beside it), and in the whole plan where a line with money has lost its way up.
    """
    money = facts.once(amounts.line_money).select(line="id", pagu="pagu")
    climbs = facts.climbs.join(money, on="line")
    on_lines = climbs.filter(pl.col("node").is_not_null()).select(
        pl.col("node").alias("id"), "plan", "pagu"
    )
    stray = facts.once(amounts.stray_money)
    homeless = pl.col("parent").is_null() & (pl.col("level") == "kegiatan")
    unknown = pl.lit(None, pl.Int64)
    blurred = [
        stray.select(pl.col(name).alias("id"), "plan", pagu=unknown) for name in ("id", "parent")
    ]
    # a way up that leads into another plan adds nothing there
    summed = total(pl.concat([on_lines, *blurred]), ["id", "plan"], "pagu", "below")
    wayless = pl.col("node").is_null() & (pl.col("pagu").is_null() | (pl.col("pagu") != 0))
    lost = pl.concat([climbs.filter(wayless).select("plan"), stray.filter(homeless).select("plan")])
    lost = lost.unique().with_columns(_lost=True)
    nodes = facts.nodes.filter(pl.col("level").is_in(_SUMMED_LEVELS)).select("id", "plan", "level")
    found = matched(nodes, summed, ["id", "plan"], {"below": 0}, unique=True).join(
        lost, on="plan", how="left"
    )
    # the money of a line is its own, wherever the line hangs
    sure = pl.col("_lost").is_null() | (pl.col("level") == LINE_LEVEL)
    return found.select("id", below=pl.when(sure).then("below"))


def _add_below(facts: Facts, nodes: pl.LazyFrame) -> pl.LazyFrame:
    return nodes.join(facts.once(_below), on="id", how="left")


def _add_summed(_: Facts, nodes: pl.LazyFrame) -> pl.LazyFrame:
    return nodes.with_columns(summed=pl.col("annual") & pl.col("level").is_in(_SUMMED_LEVELS))


PARTS = (
    Part(
        "summed",
        gives=(Given("summed", "jenis rencana", "plan.kind", Kind.BOOLEAN),),
        needs=("plan",),
        add=_add_summed,
    ),
    Part(
        "below",
        gives=(Given("below", "pagu baris di bawahnya", "allocation.amount", Kind.MONEY),),
        needs=("plan", "node.parent", "allocation.amount"),
        add=_add_below,
    ),
)
