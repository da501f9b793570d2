"""What lines offer about their money beyond its sum: signs, the next year, the target it pays for."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks import amounts, targets
from kawal.engine.checks.aggregate import some
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import Given, Part
from kawal.engine.checks.subjects.labels import compared
from kawal.engine.snapshot.schema import Kind

_NEGATIVE = "memuat pagu di bawah nol"
_ZERO = "tidak mempunyai pagu di atas nol"
_UNWRITTEN = "tidak mempunyai pagu pada tahun rencananya"


def _add_sign(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """has_pagu: whether the line's own year has more than nothing, and no allocation below zero;
    written: the bare sum of what is written, to be told; pagu_fault: what is wrong with it."""
    money = facts.once(amounts.line_money).select("id", "written", "there", "below")
    lines = lines.join(money, on="id", how="left")
    has = pl.when(pl.col("below")).then(False).otherwise(pl.col("pagu") > 0)
    fault = (
        pl.when("below").then(pl.lit(_NEGATIVE))
        .when("there").then(pl.lit(_ZERO))
        .otherwise(pl.lit(_UNWRITTEN))
    )  # fmt: skip
    return lines.with_columns(has_pagu=has, pagu_fault=fault).drop("below", "there")


def _add_forward(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """has_forward: whether money of the year after the plan's is written, Rp0 included; null where
    the OPD's plan writes none at all, since then the source does not carry it."""
    forward = facts.once(amounts.line_money).select("id", "plan", "opd", has_forward="forward")
    of_current = forward.join(facts.current_lines.select("id"), on="id", how="semi")
    written = of_current.filter(pl.col("has_forward").ne_missing(pl.lit(False)))
    carrying = written.select("plan", "opd", _carried=True).unique()
    lines = lines.join(forward.select("id", "has_forward"), on="id", how="left")
    lines = lines.join(carrying, on=["plan", "opd"], how="left", nulls_equal=True)
    return lines.with_columns(has_forward=pl.when(pl.col("_carried")).then("has_forward")).drop(
        "_carried"
    )


def _measured(facts: Facts, indicators: pl.LazyFrame) -> pl.LazyFrame:
    """line, text, unit, direction and value of the indicators of `line` on `node`."""
    columns = ["line", "text", "unit", "direction"]
    described = facts.once(compared).rename({"id": "indicator"})
    each = indicators.join(described, on="node").select(*columns, "indicator")
    values = facts.once(targets.own_targets).select("indicator", "value")
    return each.join(values, on="indicator", how="left").drop("indicator")


def _add_weakened(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """weakened: whether an indicator of the line aims lower than its namesake in the locked version;
    null where one has no namesake that counts the same thing in the same way."""
    own = facts.current_lines.select(line="id", node="id")
    before = facts.baseline_lines.select(line="id", node="baseline_id").filter(
        pl.col("node").is_not_null()
    )
    then = {"value": "then", "unit": "then_unit", "direction": "then_direction"}
    earlier = _measured(facts, before).rename(then)
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
