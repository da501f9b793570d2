"""What an OPD's plan offers about its money: each source of money for itself, and how round it is."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks import amounts
from kawal.engine.checks.aggregate import every, total
from kawal.engine.checks.facts import LINE_LEVEL, Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import Given, Part
from kawal.engine.checks.subjects.labels import same_text
from kawal.engine.snapshot.schema import ALL_FUNDS, Kind

_STAGE_OF_KIND = {"ppas": "ppas", "dpa": "apbd"}
_POWERS = tuple(10**power for power in range(13))
_OFFICE = ["plan", "opd"]
_SEN = 100


def stage() -> pl.Expr:
    """Which ceiling binds a plan: that of its kind, of its first version, or of a change."""
    first = pl.col("kind").replace_strict(_STAGE_OF_KIND, default="indikatif")
    return pl.when(pl.col("version") > 1).then(pl.lit("perubahan")).otherwise(first)


def _spent(facts: Facts) -> pl.LazyFrame:
    """plan, opd, fund, amount: every allocation of an annual plan's own year. Money off the lines
    may be a total or a sum of its own, so it has no amount (as in `Facts.office_money`), and money
    below zero would hide an excess elsewhere, so it has none either."""
    nodes = facts.nodes.filter(pl.col("annual")).select("plan", "opd", "level", "year", node="id")
    money = facts.table("allocation").select("node", "year", "amount", fund=same_text("fund"))
    on_line = pl.col("level") == LINE_LEVEL
    counts = on_line & (pl.col("amount") >= 0)
    says_something = pl.col("amount").is_null() | (pl.col("amount") != 0)
    return (
        money.join(nodes, on=["node", "year"])
        .filter(on_line | says_something)
        .select("plan", "opd", "fund", amount=pl.when(counts).then("amount"))
    )


def _fund_limits(facts: Facts) -> pl.LazyFrame:
    """plan, opd, fund, limit, over, drawn: each ceiling for one source of money of each plan.

    Money without a source may belong to any: it counts to the most and to the least that a source
    can have drawn, and only what stays on one side of the ceiling is decided.
    """
    plans = facts.plans.filter(pl.col("annual") & pl.col("latest"))
    ceilings = facts.table("ceiling").select(
        "opd", "year", "stage", "amount", fund=same_text("fund")
    )
    by = ["opd", "year", "stage", "fund"]
    limits = total(ceilings.filter(pl.col("fund") != ALL_FUNDS), by, "amount", "limit")
    offices = facts.table("opd").select("region", opd="id")
    staged = plans.select("plan", "region", "owner", "year", stage=stage())
    bound = (
        limits.join(offices, on="opd")
        .join(staged, on=["region", "year", "stage"])
        .filter(pl.col("owner").is_null() | (pl.col("owner") == pl.col("opd")))
    )
    spent = facts.once(_spent)
    amount, nulls = pl.col("amount"), pl.col("amount").null_count()
    known = spent.filter(pl.col("fund").is_not_null()).group_by(*_OFFICE, "fund").agg(
        drawn=amount.sum(), nulls=nulls
    )  # fmt: skip
    loose = spent.filter(pl.col("fund").is_null()).group_by(_OFFICE).agg(
        more=amount.clip(lower_bound=0).sum(), less=amount.clip(upper_bound=0).sum(), lost=nulls
    )  # fmt: skip
    joined = (
        bound.join(known, on=[*_OFFICE, "fund"], how="left")
        .join(loose, on=_OFFICE, how="left")
        .with_columns(pl.col("drawn", "nulls", "more", "less", "lost").fill_null(0))
    )
    limit, drawn = pl.col("limit"), pl.col("drawn")
    settled = pl.col("nulls") + pl.col("lost") == 0
    over = pl.when(drawn + pl.col("less") > limit).then(True)
    within = drawn + pl.col("more") <= limit
    return joined.select(
        *_OFFICE,
        "fund",
        "limit",
        "drawn",
        over=pl.when(settled).then(over.when(within).then(False)),
    )


def _add_funds(facts: Facts, offices: pl.LazyFrame) -> pl.LazyFrame:
    limits = facts.once(_fund_limits)
    within = every(limits, _OFFICE, ~pl.col("over"), "within_funds")
    worst = (
        limits.filter(pl.col("over"))
        .sort(pl.col("drawn") - pl.col("limit"), "fund", descending=[True, False])
        .group_by(_OFFICE, maintain_order=True)
        .agg(
            over_fund=pl.col("fund").first().str.to_titlecase(),
            over_drawn=pl.col("drawn").first(),
            over_limit=pl.col("limit").first(),
        )
    )
    limited = limits.select(*_OFFICE, has_fund_ceilings=True).unique()
    offices = matched(offices, limited, _OFFICE, {"has_fund_ceilings": False}, unique=True)
    offices = matched(offices, within, _OFFICE, {"within_funds": True}, unique=True)
    return offices.join(worst, on=_OFFICE, how="left")


def _add_roundness(facts: Facts, offices: pl.LazyFrame) -> pl.LazyFrame:
    """roundness: the largest power of ten rupiah of which every funded line is a whole multiple."""
    pagu = pl.col("pagu")
    divides = pl.lit(1, pl.Int64)
    for power in _POWERS:
        divides = pl.when(pagu % (power * _SEN) == 0).then(power * _SEN).otherwise(divides)
    funded = pagu != 0
    counted = (
        facts.once(amounts.office_money)
        .group_by(_OFFICE)
        .agg(
            funded_lines=funded.sum().cast(pl.Int64),
            roundness=divides.filter(funded).min().cast(pl.Int64),
            _nulls=pagu.null_count(),
        )
    )
    known = pl.col("_nulls") == 0
    summed = counted.select(
        *_OFFICE, *(pl.when(known).then(name).alias(name) for name in ("funded_lines", "roundness"))
    )
    fill = {"funded_lines": 0, "roundness": None}
    return matched(offices, summed, _OFFICE, fill, unique=True)


FUNDS = Part(
    "funds",
    gives=(
        Given("has_fund_ceilings", "pagu per sumber dana", "ceiling.fund", Kind.BOOLEAN),
        Given("within_funds", "pagu setiap sumber dana", "allocation.fund", Kind.BOOLEAN),
        Given("over_fund", "sumber dana", "allocation.fund", Kind.TEXT),
        Given("over_drawn", "pagu dari sumber dana itu", "allocation.amount", Kind.MONEY),
        Given("over_limit", "pagu indikatif sumber dana itu", "ceiling.amount", Kind.MONEY),
    ),
    needs=("node", "allocation.amount", "allocation.fund", "ceiling.amount"),
    add=_add_funds,
)
ROUNDNESS = Part(
    "roundness",
    gives=(
        Given("funded_lines", "pagu setiap baris", "allocation.amount", Kind.INTEGER),
        Given("roundness", "pagu setiap baris", "allocation.amount", Kind.MONEY),
    ),
    needs=("node", "allocation.amount"),
    add=_add_roundness,
)
PARTS = (FUNDS, ROUNDNESS)
