"""What a line says about itself: where, for whom, by which unit, to what end, and when."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import Fill, matched
from kawal.engine.checks.subject import Given, Part
from kawal.engine.snapshot.schema import Kind

_NO_STEP = "tidak ada langkah"
_UNDATED = "ada langkah tanpa tanggal mulai atau selesai"
_BACKWARDS = "ada langkah yang selesai sebelum mulai"
_LATE = "langkah terakhirnya tidak selesai pada tahun rencana"


def _add_unit(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """answers: whether the line names a unit, and one of its own OPD."""
    own = facts.table("unit").select("opd", unit="id", answers=pl.lit(True))
    joined = lines.join(own, on=["unit", "opd"], how="left")
    return joined.with_columns(pl.col("answers").fill_null(False))


def _add_time_plan(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """has_time_plan: there is a step, every one has a first and a last day in that order, and the
    last of them ends in the plan's year. What is prepared may begin and end before it.
    time_fault: what is wrong with it."""
    years = facts.current_lines.select("id", "year")
    steps = facts.table("step").select("starts_on", "ends_on", id="node").join(years, on="id")
    starts, ends = pl.col("starts_on"), pl.col("ends_on")
    per_line = steps.group_by("id").agg(
        undated=(starts.is_null() | ends.is_null()).any(),
        backwards=(ends < starts).any(),
        last=ends.dt.year().max().cast(pl.Int64),
        year=pl.col("year").first(),
    )
    fault = (
        pl.when("undated").then(pl.lit(_UNDATED))
        .when("backwards").then(pl.lit(_BACKWARDS))
        .when(pl.col("last").ne_missing(pl.col("year"))).then(pl.lit(_LATE))
    )  # fmt: skip
    judged = per_line.select("id", has_time_plan=fault.is_null(), time_fault=fault)
    fill: dict[str, Fill] = {"has_time_plan": False, "time_fault": _NO_STEP}
    return matched(lines, judged, ["id"], fill, unique=True)


DETAILS = (
    Part(
        "unit",
        gives=(
            Given("unit", "unit penanggung jawab", "node.unit", Kind.TEXT),
            Given("answers", "unit penanggung jawab", "node.unit", Kind.BOOLEAN),
        ),
        needs=("node.unit", "unit"),
        add=_add_unit,
        presence=("node.unit",),
    ),
    Part(
        "time_plan",
        gives=(
            Given("has_time_plan", "langkah bertanggal", "step.starts_on", Kind.BOOLEAN),
            Given(
                "time_fault",
                "langkah bertanggal",
                "step.starts_on",
                Kind.TEXT,
                words=(_NO_STEP, _UNDATED, _BACKWARDS, _LATE),
            ),
        ),
        needs=("step.starts_on", "step.ends_on"),
        add=_add_time_plan,
        presence=("step.starts_on", "step.ends_on"),
    ),
)
