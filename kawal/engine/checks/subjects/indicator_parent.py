"""What an indicator offers about the indicator of the RPJMD that it follows."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.facts import Facts
from kawal.engine.checks.subject import Given, Part
from kawal.engine.checks.subjects.labels import DIRECTIONS, same_unit
from kawal.engine.snapshot.schema import Kind


def _above(facts: Facts) -> pl.LazyFrame:
    """follows, their_node, their_unit, their_direction, their_opd, their_office (the name of that OPD,
    or its id): indicators of the RPJMD in force."""
    in_force = facts.nodes.filter((pl.col("kind") == "rpjmd") & pl.col("latest"))
    nodes = in_force.select(their_opd="opd", their_node="id")
    indicators = facts.table("indicator").select(
        follows="id", their_node="node", their_unit="unit", their_direction="direction"
    )
    names = facts.table("opd").select(their_opd="id", their_office=pl.coalesce("name", "short"))
    found = indicators.join(nodes, on="their_node", how="inner")
    return found.join(names, on="their_opd", how="left").with_columns(
        pl.coalesce("their_office", "their_opd")
    )


def _add_followed(facts: Facts, indicators: pl.LazyFrame) -> pl.LazyFrame:
    """follows_rpjmd; same_unit, same_direction, same_opd: null where either side does not say."""
    joined = indicators.join(facts.once(_above), on="follows", how="left")
    known = pl.col("follows").is_not_null()
    return joined.with_columns(
        follows_rpjmd=pl.when(known).then(pl.col("their_node").is_not_null()),
        same_unit=same_unit("unit") == same_unit("their_unit"),
        same_direction=pl.col("direction") == pl.col("their_direction"),
        same_opd=pl.col("opd") == pl.col("their_opd"),
    ).drop("their_node")


def _add_supported(facts: Facts, indicators: pl.LazyFrame) -> pl.LazyFrame:
    """follows_supported: whether the indicator followed measures what the node supports."""
    above = facts.once(_above).select("follows", above="their_node")
    support = facts.table("support").select("node", "above", _supports=True)
    joined = indicators.join(above, on="follows", how="left")
    joined = joined.join(support, on=["node", "above"], how="left")
    known = pl.col("follows").is_not_null()
    return joined.with_columns(
        follows_supported=pl.when(known).then(pl.col("_supports").is_not_null())
    ).drop("above", "_supports")


PARTS = (
    Part(
        "followed",
        gives=(
            Given(
                "follows_rpjmd", "indikator RPJMD yang diikuti", "indicator.follows", Kind.BOOLEAN
            ),
            Given("same_unit", "satuan indikator RPJMD", "indicator.unit", Kind.BOOLEAN),
            Given("same_direction", "arah", "indicator.direction", Kind.BOOLEAN),
            Given("same_opd", "OPD penanggung jawab", "node.opd", Kind.BOOLEAN),
            Given("their_unit", "satuan indikator RPJMD", "indicator.unit", Kind.TEXT),
            Given(
                "their_direction",
                "arah indikator RPJMD",
                "indicator.direction",
                Kind.TEXT,
                words=DIRECTIONS,
            ),
            Given("their_opd", "OPD penanggung jawab menurut RPJMD", "node.opd", Kind.TEXT),
            Given("their_office", "OPD penanggung jawab menurut RPJMD", "node.opd", Kind.TEXT),
        ),
        needs=("plan", "node", "indicator.follows", "indicator.unit", "indicator.direction"),
        add=_add_followed,
    ),
    Part(
        "supported",
        gives=(
            Given("follows_supported", "indikator yang diikuti", "indicator.follows", Kind.BOOLEAN),
        ),
        needs=("plan", "node", "support", "indicator.follows"),
        add=_add_supported,
    ),
)
