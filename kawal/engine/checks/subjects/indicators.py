"""Indicators of the plans in force."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks import targets
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.in_use import in_use
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import Given, Part, Source, Subject
from kawal.engine.checks.subjects import indicator_history, indicator_parent, indicator_peers
from kawal.engine.checks.subjects.labels import DIRECTIONS, node_label, same_unit
from kawal.engine.checks.subjects.readiness import INDICATOR_READINESS
from kawal.engine.snapshot.schema import PLAN_KINDS, Kind


def _rows(facts: Facts) -> pl.LazyFrame:
    nodes = facts.nodes.select(
        "opd", "plan", "region", "year", "annual", "latest", "level", node="id", line=node_label()
    )
    indicators = in_use(facts).join(nodes, on="node", how="left")
    return indicators.filter(pl.col("latest").fill_null(True)).with_columns(indicator="name")


def _add_target(facts: Facts, indicators: pl.LazyFrame) -> pl.LazyFrame:
    own = facts.once(targets.own_targets).select(
        id="indicator", has_target=pl.col("text").is_not_null()
    )
    return matched(indicators, own, ["id"], {"has_target": False}, unique=True)


def _add_promise(facts: Facts, indicators: pl.LazyFrame) -> pl.LazyFrame:
    """target and promised of the plan's year, where both count the same thing in the same way."""
    own = facts.once(targets.own_targets).select(id="indicator", target="value")
    in_rpjmd = facts.nodes.filter((pl.col("kind") == "rpjmd") & pl.col("latest")).select(node="id")
    above = (
        facts.table("indicator")
        .join(in_rpjmd, on="node", how="semi")
        .select(
            follows="id", their_unit="unit", their_accumulation="accumulation", better="direction"
        )
    )
    theirs = facts.once(targets.whole_year_targets).select("year", "value", follows="indicator")
    promises = theirs.join(above.select("follows"), on="follows").select(
        "follows", "year", promised="value"
    )
    joined = indicators.join(own, on="id", how="left").join(above, on="follows", how="left")
    joined = joined.join(promises, on=["follows", "year"], how="left")
    same = (same_unit("unit") == same_unit("their_unit")) & (
        pl.col("accumulation") == pl.col("their_accumulation")
    )
    return joined.with_columns(
        promised=pl.when(same).then("promised"),
        more_is_better=pl.col("better") == "naik",
    ).drop("their_unit", "their_accumulation", "better")


INDICATOR = Subject(
    name="indicator",
    title="setiap indikator dalam RPJMD, Renstra dan rencana tahunan versi terakhir",
    table="indicator",
    key=("id",),
    base=("indicator",),
    rows=_rows,
    sources=(Source(PLAN_KINDS, "rencana beserta indikatornya"),),
    own=(
        Given("indicator", "teks indikator", "indicator.name", Kind.TEXT),
        Given("line", "baris yang diukur", "indicator.node", Kind.TEXT),
        Given("unit", "satuan", "indicator.unit", Kind.TEXT),
        Given("baseline_text", "kondisi awal", "indicator.baseline_text", Kind.TEXT),
        Given("formula", "rumus", "indicator.formula", Kind.TEXT),
        Given("source", "sumber data", "indicator.source", Kind.TEXT),
        Given("direction", "arah", "indicator.direction", Kind.TEXT, words=DIRECTIONS),
        Given("annual", "jenis rencana", "plan.kind", Kind.BOOLEAN),
        Given("level", "tingkat baris yang diukur", "node.level", Kind.TEXT),
    ),
    parts=(
        Part(
            "target",
            gives=(Given("has_target", "target", "target.text", Kind.BOOLEAN),),
            needs=("plan", "node", "target.text"),
            add=_add_target,
            presence=("target.text",),
        ),
        Part(
            "promise",
            gives=(
                Given("target", "nilai target", "target.value", Kind.DECIMAL),
                Given(
                    "promised",
                    "target RPJMD yang sebanding (indikator yang diikuti, satuan dan akumulasi)",
                    "indicator.follows",
                    Kind.DECIMAL,
                ),
                Given(
                    "more_is_better", "arah indikator RPJMD", "indicator.direction", Kind.BOOLEAN
                ),
            ),
            needs=(
                "plan",
                "node",
                "target.value",
                "indicator.follows",
                "indicator.unit",
                "indicator.direction",
                "indicator.accumulation",
            ),
            add=_add_promise,
        ),
        INDICATOR_READINESS,
        *indicator_parent.PARTS,
        *indicator_history.PARTS,
        *indicator_peers.PARTS,
    ),
)
