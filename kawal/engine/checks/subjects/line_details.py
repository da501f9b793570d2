"""What a line says about who does it."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.facts import Facts
from kawal.engine.checks.subject import Given, Part
from kawal.engine.snapshot.schema import Kind


def _add_unit(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """answers: whether the line names a unit, and one of its own OPD."""
    own = facts.table("unit").select("opd", unit="id", answers=pl.lit(True))
    joined = lines.join(own, on=["unit", "opd"], how="left")
    return joined.with_columns(pl.col("answers").fill_null(False))


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
)
