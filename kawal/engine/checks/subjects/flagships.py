"""The flagship programmes of the region, in each year that is being planned."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks import amounts
from kawal.engine.checks.aggregate import some
from kawal.engine.checks.chain import planned_years
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import Given, Part, Source, Subject
from kawal.engine.snapshot.schema import ANNUAL_KINDS, Kind

_TAG = "unggulan"
_PUSHES = "pendorong"


def _rows(facts: Facts) -> pl.LazyFrame:
    """Each flagship with each planned year; opd: the one that pushes it, where there is just one."""
    flagships = facts.table("flagship").select(
        "region", "team", flagship="id", programme=pl.coalesce("name", "id")
    )
    pushers = _pushers(facts).select("flagship", "opd")
    named = matched(flagships, pushers, ["flagship"], {"opd": None})
    each = named.join(facts.once(planned_years), on="region")
    return each.sort("flagship", "year").with_columns(plan=pl.lit(None, pl.String))


def _pushers(facts: Facts) -> pl.LazyFrame:
    return facts.table("flagship_opd").filter(pl.col("role") == _PUSHES)


def _add_pushers(facts: Facts, flagships: pl.LazyFrame) -> pl.LazyFrame:
    counts = _pushers(facts).group_by("flagship").agg(pushers=pl.len().cast(pl.Int64))
    return matched(flagships, counts, ["flagship"], {"pushers": 0}, unique=True)


def _add_funding(facts: Facts, flagships: pl.LazyFrame) -> pl.LazyFrame:
    """funded: whether a line of that year carries the flagship out with money. The tag may stand on
    the line, on a node above it, or on the RPJMD programme that it serves. A line whose way up is
    lost may carry out any flagship, so where nothing else does, the answer is open."""
    tags = facts.table("tag").filter(pl.col("kind") == _TAG).select("node", flagship="code")
    ways = pl.concat(
        [facts.climbs.select("line", "node"), facts.served.select("line", node="programme")]
    )
    own = facts.current_lines.select("region", line="id")
    money = facts.once(amounts.line_money).select("year", "pagu", line="id").join(own, on="line")
    carried = ways.join(tags, on="node", how="inner").join(money, on="line", how="inner")
    per_flagship = some(carried, ["flagship", "year"], pl.col("pagu") > 0, "funded")
    lost = ways.filter(pl.col("node").is_null()).join(money, on="line", how="inner")
    lost = lost.select("region", "year", lost=pl.lit(True)).unique()
    by = ["flagship", "year"]
    joined = matched(flagships, per_flagship, by, {"funded": False}, unique=True)
    joined = joined.join(lost, on=["region", "year"], how="left")
    settled = pl.col("funded") | pl.col("lost").is_null()
    return joined.with_columns(funded=pl.when(settled).then("funded")).drop("lost")


FLAGSHIP = Subject(
    name="flagship",
    title="setiap program unggulan, untuk setiap tahun yang rencana tahunannya dimuat",
    table="flagship",
    key=("flagship", "year"),
    base=("flagship", "plan"),
    rows=_rows,
    sources=(Source((), "daftar program unggulan"), Source(ANNUAL_KINDS, "rencana tahunan")),
    own=(
        Given("programme", "program unggulan", "flagship.name", Kind.TEXT),
        Given("year", "tahun", "plan.first_year", Kind.INTEGER),
        Given("team", "keputusan tim", "flagship.team", Kind.TEXT),
    ),
    parts=(
        Part(
            "pushers",
            gives=(Given("pushers", "OPD pendorong", "flagship_opd.role", Kind.INTEGER),),
            needs=("flagship_opd",),
            add=_add_pushers,
        ),
        Part(
            "funding",
            gives=(Given("funded", "baris yang didanai", "tag.code", Kind.BOOLEAN),),
            needs=("tag", "node.parent", "support", "allocation.amount"),
            add=_add_funding,
        ),
    ),
)
