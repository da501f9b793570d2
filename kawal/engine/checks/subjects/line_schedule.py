"""What lines offer about their time plan: whether all of it is left to December."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.aggregate import every
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import Given, Part
from kawal.engine.shared.collecting import kept
from kawal.engine.snapshot.schema import Kind

_PREPARING = ("persiapan", "pengadaan")
_WORKING = ("pelaksanaan",)
_WORK_WAITS = "semua pelaksanaannya baru mulai di bulan Desember"
_PREPARING_WAITS = "semua persiapan dan pengadaannya baru selesai di bulan Desember"


def _add_december(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """has_steps; work_waits: all work starts in December; preparing_waits: all preparation and
    procurement ends there; december: which of the two. A step of a later year is later still."""
    own = facts.current_lines.select("id", "year")
    steps = facts.table("step").select("kind", "starts_on", "ends_on", id="node")
    steps = kept(steps.join(own, on="id"))
    december = pl.date(pl.col("year"), 12, 1)
    for name, kinds, day in (
        ("work_waits", _WORKING, "starts_on"),
        ("preparing_waits", _PREPARING, "ends_on"),
    ):
        late = every(
            steps.filter(pl.col("kind").is_in(kinds)), ["id"], pl.col(day) >= december, name
        )
        lines = matched(lines, late, ["id"], {name: False}, unique=True)
    words = [
        pl.when("work_waits").then(pl.lit(_WORK_WAITS)),
        pl.when("preparing_waits").then(pl.lit(_PREPARING_WAITS)),
    ]
    lines = lines.with_columns(december=pl.concat_str(words, separator=", ", ignore_nulls=True))
    stepped = steps.select("id", has_steps=True).unique()
    return matched(lines, stepped, ["id"], {"has_steps": False}, unique=True)


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
PARTS = (DECEMBER,)
