"""What lines offer about their money beyond its sum: signs, the next year, the target it pays for."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.aggregate import some
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import Fill, matched
from kawal.engine.checks.subject import Given, Part
from kawal.engine.checks.subjects.labels import compared
from kawal.engine.snapshot.schema import Kind

_NEGATIVE = "memuat pagu di bawah nol"
_ZERO = "berpagu nol"
_UNWRITTEN = "tidak mempunyai pagu pada tahun rencananya"


def _add_sign(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """has_pagu: whether the line's own year has more than nothing, and no allocation below zero;
    written: the bare sum of what is written, to be told; pagu_fault: what is wrong with it."""
    money = facts.table("allocation").select("year", "amount", id="node")
    below = some(money, ["id", "year"], pl.col("amount") < 0, "_below")
    written = money.group_by("id", "year").agg(written=pl.col("amount").sum(), _there=True)
    lines = matched(lines, below, ["id", "year"], {"_below": False}, unique=True)
    fill: dict[str, Fill] = {"written": 0, "_there": False}
    lines = matched(lines, written, ["id", "year"], fill, unique=True)
    has = pl.when(pl.col("_below")).then(False).otherwise(pl.col("pagu") > 0)
    fault = (
        pl.when("_below").then(pl.lit(_NEGATIVE))
        .when("_there").then(pl.lit(_ZERO))
        .otherwise(pl.lit(_UNWRITTEN))
    )  # fmt: skip
    return lines.with_columns(has_pagu=has, pagu_fault=fault).drop("_below", "_there")


def _add_forward(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """has_forward: whether money of the year after the plan's is written, Rp0 included; null where
    the OPD's plan writes none at all, since then the source does not carry it."""
    written = pl.when(pl.col("amount").is_not_null()).then(True)
    next_year = facts.table("allocation").select("amount", id="node", year=pl.col("year") - 1)
    forward = some(next_year, ["id", "year"], written, "has_forward")
    own = facts.current_lines.select("id", "plan", "opd", "year")
    carrying = own.join(forward, on=["id", "year"]).select("plan", "opd", _carried=True).unique()
    lines = matched(lines, forward, ["id", "year"], {"has_forward": False}, unique=True)
    lines = lines.join(carrying, on=["plan", "opd"], how="left", nulls_equal=True)
    return lines.with_columns(has_forward=pl.when(pl.col("_carried")).then("has_forward")).drop(
        "_carried"
    )


def _measured(facts: Facts, indicators: pl.LazyFrame) -> pl.LazyFrame:
    """line, text, unit, direction and value of the indicators of `line` on `node`."""
    columns = ["line", "year", "text", "unit", "direction"]
    described = facts.once(compared).rename({"id": "indicator"})
    each = indicators.join(described, on="node").select(*columns, "indicator")
    targets = facts.whole_year_targets.select("indicator", "year", "value")
    return matched(each, targets, ["indicator", "year"], {"value": None}, unique=True)


def _add_weakened(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """weakened: whether an indicator of the line aims lower than its namesake in the locked version;
    null where one has no namesake that counts the same thing in the same way."""
    own = facts.current_lines.select("year", line="id", node="id")
    before = facts.baseline_lines.select(line="id", node="baseline_id").filter(
        pl.col("node").is_not_null()
    )
    before = before.join(own.select("line", "year"), on="line")
    then = {"value": "then", "unit": "then_unit", "direction": "then_direction"}
    earlier = _measured(facts, before).drop("indicator").rename(then)
    pairs = matched(
        _measured(facts, own),
        earlier,
        ["line", "text"],
        dict.fromkeys(then.values()),
        nullable="text",
    )
    alike = pl.all_horizontal(pl.col(name) == pl.col(then[name]) for name in ("unit", "direction"))
    value, bar, rising = pl.col("value"), pl.col("then"), pl.col("direction") == "naik"
    lower = (rising & (value < bar)) | (~rising & (value > bar))
    weakened = some(pairs, ["line"], pl.when(alike).then(lower), "weakened")
    return matched(lines, weakened.rename({"line": "id"}), ["id"], {"weakened": None}, unique=True)


SIGN = Part(
    "sign",
    gives=(
        Given("has_pagu", "pagu", "allocation.amount", Kind.BOOLEAN),
        Given("written", "pagu", "allocation.amount", Kind.MONEY),
        Given(
            "pagu_fault",
            "pagu",
            "allocation.amount",
            Kind.TEXT,
            words=(_NEGATIVE, _ZERO, _UNWRITTEN),
        ),
    ),
    needs=("plan", "allocation.amount"),
    uses=("pagu",),
    add=_add_sign,
)
FORWARD = Part(
    "forward",
    gives=(Given("has_forward", "prakiraan maju", "allocation.amount", Kind.BOOLEAN),),
    needs=("plan", "allocation.amount"),
    add=_add_forward,
)
WEAKENED = Part(
    "weakened",
    gives=(
        Given(
            "weakened",
            "target versi terkunci yang sebanding (teks, satuan dan arah)",
            "target.value",
            Kind.BOOLEAN,
        ),
    ),
    needs=(
        "plan", "node.code", "target.value", "indicator.name", "indicator.unit",
        "indicator.direction",
    ),
    add=_add_weakened,
)  # fmt: skip
PARTS = (SIGN, FORWARD, WEAKENED)
