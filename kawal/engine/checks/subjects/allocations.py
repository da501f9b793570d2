"""Allocations: each sum of money on a node of the plans in force."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.facts import Facts
from kawal.engine.checks.subject import Given, Source, Subject
from kawal.engine.checks.subjects.labels import node_label
from kawal.engine.snapshot.schema import PLAN_KINDS, Kind


def _rows(facts: Facts) -> pl.LazyFrame:
    nodes = facts.nodes.select(
        "opd",
        "plan",
        "region",
        "annual",
        "latest",
        "level",
        node="id",
        plan_year="year",
        line=node_label(),
    )
    allocations = facts.table("allocation").rename({"year": "money_year"})
    joined = allocations.join(nodes, on="node", how="left").filter(pl.col("latest").fill_null(True))
    return joined.with_columns(
        year="plan_year",
        own_year=pl.col("annual") & (pl.col("money_year") == pl.col("plan_year")),
    )


ALLOCATION = Subject(
    name="allocation",
    title="setiap pagu dalam RPJMD, Renstra dan rencana tahunan versi terakhir",
    table="allocation",
    key=("id",),
    base=("allocation",),
    rows=_rows,
    sources=(Source(PLAN_KINDS, "rencana beserta pagunya"),),
    own=(
        Given("line", "baris", "allocation.node", Kind.TEXT),
        Given("fund", "sumber dana", "allocation.fund", Kind.TEXT),
        Given("amount", "pagu", "allocation.amount", Kind.MONEY),
        Given("annual", "jenis rencana", "plan.kind", Kind.BOOLEAN),
        Given("level", "tingkat baris", "node.level", Kind.TEXT),
        Given("own_year", "rencana tahunan", "plan.kind", Kind.BOOLEAN),
    ),
)
