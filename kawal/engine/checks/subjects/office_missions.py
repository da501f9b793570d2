"""Whether an OPD serves a misi of the RPJMD in force at all."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.aggregate import some
from kawal.engine.checks.chain import aims, ancestry, goals, rpjmd_years
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import Given, Part
from kawal.engine.snapshot.schema import Kind


def _add_misi(facts: Facts, offices: pl.LazyFrame) -> pl.LazyFrame:
    """serves_misi: whether a line of the plan reaches a misi; null where the RPJMD of the year is
    not carried, or a way up is lost and no other line reaches one."""
    misi = facts.once(goals).filter(pl.col("level") == "misi").select(node="id")
    leading = facts.once(ancestry).join(misi, on="node", how="semi")
    leading = leading.select("goal", _misi=True).unique()
    ways = facts.once(aims).join(leading, on="goal", how="left")
    lines = facts.current_lines.select("plan", "opd", line="id")
    ended = ways.filter(pl.col("_misi") | pl.col("goal").is_null()).join(lines, on="line")
    served = some(ended, ["plan", "opd"], pl.col("_misi"), "serves_misi")
    offices = matched(offices, served, ["plan", "opd"], {"serves_misi": False}, unique=True)
    offices = offices.join(facts.once(rpjmd_years), on=["region", "year"], how="left")
    return offices.with_columns(
        serves_misi=pl.when(pl.col("rpjmd_known")).then("serves_misi")
    ).drop("rpjmd_known")


PARTS = (
    Part(
        "misi",
        gives=(Given("serves_misi", "misi yang didukung", "support.above", Kind.BOOLEAN),),
        needs=("node.parent", "support"),
        add=_add_misi,
    ),
)
