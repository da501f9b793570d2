"""Whether an indicator is *terukur dan pasti*: measured by a known yardstick, with a target for
each year; and how many of an OPD's indicators are."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks import targets
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.in_use import in_use
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import Given, Part
from kawal.engine.snapshot.schema import Kind

_CELLS = {
    "unit": "satuan",
    "direction": "arah",
    "measure": "jenis ukuran",
    "definition": "definisi",
    "formula": "rumus",
    "source": "sumber data",
    "baseline_text": "kondisi awal",
}
"""Cells of an indicator that must be filled, and what people call them."""
_TARGETS = "target setiap tahun"
_FIELDS = (*(f"indicator.{name}" for name in _CELLS), "target.text")
_NEEDS = ("plan", "node", "target.value", *_FIELDS)


def _readiness(facts: Facts) -> pl.LazyFrame:
    """id, plan, opd of every indicator; lacking and lacks: how many things it lacks, and which.

    lacking is null where nothing else is missing, and a target is written that has no one reading:
    whether that is a number is for a person to say.
    """
    nodes = facts.nodes.select("plan", "opd", "year", "last_year", node="id")
    indicators = in_use(facts).join(nodes, on="node", how="left")
    read = pl.col("target_years") - pl.col("open")
    years = facts.once(targets.aimed).select("id", "aims", read=read)
    counted = matched(indicators, years, ["id"], {"aims": 0, "read": 0}, unique=True)
    missing = {label: pl.col(name).is_null() for name, label in _CELLS.items()}
    missing[_TARGETS] = pl.col("aims") <= pl.col("last_year") - pl.col("year")
    words = [pl.when(lost).then(pl.lit(label)) for label, lost in missing.items()]
    lacking = sum((lost.cast(pl.Int64) for lost in missing.values()), start=pl.lit(0))
    settled = (lacking > 0) | (pl.col("read") == pl.col("aims"))
    return counted.select(
        "id",
        "plan",
        "opd",
        lacking=pl.when(settled).then(lacking),
        lacks=pl.concat_str(words, separator=", ", ignore_nulls=True),
    )


def _add_readiness(facts: Facts, indicators: pl.LazyFrame) -> pl.LazyFrame:
    own = facts.once(_readiness).select("id", "lacking", "lacks")
    return indicators.join(own, on="id", how="left")


def _add_ready(facts: Facts, offices: pl.LazyFrame) -> pl.LazyFrame:
    """indicators, ready: how many the OPD has in the plan, and how many of them lack nothing; ready
    is null where that is not known of some, and none is known to lack something."""
    lacking = pl.col("lacking")
    counts = (
        facts.once(_readiness)
        .group_by("plan", "opd")
        .agg(
            indicators=pl.len().cast(pl.Int64),
            ready=(lacking == 0).sum().cast(pl.Int64),
            unready=(lacking > 0).sum(),
            open=lacking.null_count(),
        )
        .with_columns(ready=pl.when((pl.col("unready") > 0) | (pl.col("open") == 0)).then("ready"))
    )
    fill = {"indicators": 0, "ready": 0}
    return matched(offices, counts, ["plan", "opd"], fill, unique=True)


INDICATOR_READINESS = Part(
    "readiness",
    gives=(
        Given("lacking", "kelengkapan indikator", "indicator.definition", Kind.INTEGER),
        Given(
            "lacks",
            "kelengkapan indikator",
            "indicator.definition",
            Kind.TEXT,
            words=(*_CELLS.values(), _TARGETS),
        ),
    ),
    needs=_NEEDS,
    add=_add_readiness,
    presence=_FIELDS,
)
OFFICE_READINESS = Part(
    "readiness",
    gives=(
        Given("indicators", "indikator OPD", "indicator.name", Kind.INTEGER),
        Given("ready", "indikator yang terukur dan pasti", "indicator.definition", Kind.INTEGER),
    ),
    needs=_NEEDS,
    add=_add_ready,
    presence=_FIELDS,
)
