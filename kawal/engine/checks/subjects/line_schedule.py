"""What lines offer about their time plan: whether it is whole, and whether all of it is left to
December."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import Fill, matched
from kawal.engine.checks.subject import Given, Part
from kawal.engine.snapshot.schema import Kind

_PREPARING = ("persiapan", "pengadaan")
_WORKING = ("pelaksanaan",)
_WORK_WAITS = "semua pelaksanaannya baru mulai di bulan Desember"
_PREPARING_WAITS = "semua persiapan dan pengadaannya baru selesai di bulan Desember"
_NO_STEP = "tidak ada langkah"
_UNDATED = "ada langkah tanpa tanggal mulai atau selesai"
_BACKWARDS = "ada langkah yang selesai sebelum mulai"
_LATE = "langkah terakhirnya tidak selesai pada tahun rencana"


def _schedules(facts: Facts) -> pl.LazyFrame:
    """Of each current line with steps: id, year; undated and backwards, how many steps are; last, the
    year in which the last of them ends; work and preparing, how many there are of either, and of
    those the `_early` ones before December and the `_open` ones without the day that decides."""
    own = facts.current_lines.select("id", "year")
    steps = facts.table("step").select("kind", "starts_on", "ends_on", id="node").join(own, on="id")
    starts, ends = pl.col("starts_on"), pl.col("ends_on")
    december = pl.date(pl.col("year"), 12, 1)
    counted: dict[str, pl.Expr] = {
        "undated": starts.is_null() | ends.is_null(),
        "backwards": ends < starts,
    }
    for name, kinds, day in (("work", _WORKING, starts), ("preparing", _PREPARING, ends)):
        of_kind = pl.col("kind").is_in(kinds)
        counted |= {
            name: of_kind,
            f"{name}_early": of_kind & (day < december),
            f"{name}_open": of_kind & day.is_null(),
        }
    rows = steps.select("id", "year", last=ends.dt.year().cast(pl.Int64), **counted)
    return rows.group_by("id").agg(
        pl.col("year").first(), pl.col("last").max(), pl.col(*counted).sum()
    )


def _add_time_plan(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """has_time_plan: there is a step, every one has a first and a last day in that order, and the
    last of them ends in the plan's year. What is prepared may begin and end before it.
    time_fault: what is wrong with it."""
    fault = (
        pl.when(pl.col("undated") > 0).then(pl.lit(_UNDATED))
        .when(pl.col("backwards") > 0).then(pl.lit(_BACKWARDS))
        .when(pl.col("last").ne_missing(pl.col("year"))).then(pl.lit(_LATE))
    )  # fmt: skip
    judged = facts.once(_schedules).select("id", has_time_plan=fault.is_null(), time_fault=fault)
    fill: dict[str, Fill] = {"has_time_plan": False, "time_fault": _NO_STEP}
    return matched(lines, judged, ["id"], fill, unique=True)


def _add_december(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """has_steps; work_waits: all work starts in December; preparing_waits: all preparation and
    procurement ends there; december: which of the two. A step of a later year is later still."""
    late = facts.once(_schedules).select(
        "id", _waits("work"), _waits("preparing"), has_steps=pl.lit(True)
    )
    fill: dict[str, Fill] = dict.fromkeys(("work_waits", "preparing_waits", "has_steps"), False)
    words = [
        pl.when("work_waits").then(pl.lit(_WORK_WAITS)),
        pl.when("preparing_waits").then(pl.lit(_PREPARING_WAITS)),
    ]
    return matched(lines, late, ["id"], fill, unique=True).with_columns(
        december=pl.concat_str(words, separator=", ", ignore_nulls=True)
    )


def _waits(name: str) -> pl.Expr:
    """Whether there is such work and none of it before December; null where a missing day decides."""
    some, early, unknown = (pl.col(f"{name}{more}") > 0 for more in ("", "_early", "_open"))
    waits = pl.when(~some | early).then(False).when(~unknown).then(True)
    return waits.alias(f"{name}_waits")


TIME_PLAN = Part(
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
)
DECEMBER = Part(
    "december",
    gives=(
        Given("has_steps", "langkah", "step.kind", Kind.BOOLEAN),
        Given("work_waits", "tanggal mulai pelaksanaan", "step.starts_on", Kind.BOOLEAN),
        Given("preparing_waits", "tanggal selesai persiapan", "step.ends_on", Kind.BOOLEAN),
        Given(
            "december",
            "tanggal langkah",
            "step.starts_on",
            Kind.TEXT,
            words=(_WORK_WAITS, _PREPARING_WAITS),
        ),
    ),
    needs=("plan", "step.starts_on", "step.ends_on"),
    add=_add_december,
)
PARTS = (TIME_PLAN, DECEMBER)
