"""Programmes that the RPJMD in force promises, in each year that is being planned."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks import amounts
from kawal.engine.checks.aggregate import some, total
from kawal.engine.checks.chain import planned_years
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import COVERED_YEAR, Given, Part, Source, Subject
from kawal.engine.checks.subjects.labels import node_label
from kawal.engine.snapshot.schema import Kind

_RANKS = {"renja": 0, "rkpd": 1, "ppas": 2, "dpa": 3}


def _rows(facts: Facts) -> pl.LazyFrame:
    programmes = facts.programmes.with_columns(programme=node_label())
    each = programmes.join(facts.once(planned_years), on="region")
    return each.filter(pl.col("year").is_between(pl.col("first"), pl.col("last")))


def _add_promise(facts: Facts, programmes: pl.LazyFrame) -> pl.LazyFrame:
    money = facts.table("allocation").select("year", "amount", id="node")
    money = money.join(facts.programmes, on="id", how="semi")
    promised = some(money, ["id", "year"], pl.col("amount") > 0, "promised")
    return matched(programmes, promised, ["id", "year"], {"promised": False}, unique=True)


def _add_funding(facts: Facts, programmes: pl.LazyFrame) -> pl.LazyFrame:
    """funded: whether a line of that year serves the programme with money. A line whose way up is
    lost may serve any programme, so where nothing else funds it, the answer is open."""
    served = facts.served.join(
        facts.once(amounts.line_money).select(line="id", pagu="pagu"), on="line", how="left"
    )
    known = pl.col("programme").is_not_null()
    found = served.filter(known).select("year", "pagu", id="programme")
    per_programme = some(found, ["id", "year"], pl.col("pagu") > 0, "funded")
    lost = served.filter(~known).select("region", "year", lost=pl.lit(True)).unique()
    joined = matched(programmes, per_programme, ["id", "year"], {"funded": False}, unique=True)
    joined = joined.join(lost, on=["region", "year"], how="left")
    settled = pl.col("funded") | pl.col("lost").is_null()
    return joined.with_columns(funded=pl.when(settled).then("funded")).drop("lost")


def _add_drawn(facts: Facts, programmes: pl.LazyFrame) -> pl.LazyFrame:
    """promise: the RPJMD's money for the year; drawn: what the lines that serve it ask for, counted
    in one kind of plan per OPD (Renja before RKPD), so that nothing counts twice."""
    promise = facts.once(amounts.upper_money).select("year", id="node", promise="amount")
    programmes = matched(programmes, promise, ["id", "year"], {"promise": 0}, unique=True)
    kinds = facts.plans.select("plan", rank=pl.col("kind").replace_strict(_RANKS, default=9))
    lines = facts.once(amounts.line_money).join(kinds, on="plan").rename({"id": "line"})
    lines = lines.join(facts.current_lines.select("region", "year", line="id"), on="line")
    by = ["region", "opd", "year"]
    first = lines.group_by(by).agg(rank=pl.col("rank").min())
    counted = lines.join(first, on=[*by, "rank"], nulls_equal=True).select("line", "pagu")
    served = facts.served.join(counted, on="line")
    found = served.filter(pl.col("programme").is_not_null()).rename({"programme": "id"}).unique()
    drawn = total(found, ["id", "year"], "pagu", "drawn")
    programmes = matched(programmes, drawn, ["id", "year"], {"drawn": 0}, unique=True)
    says_something = pl.col("pagu").is_null() | (pl.col("pagu") != 0)
    lost = served.filter(pl.col("programme").is_null() & says_something)
    open_years = lost.select("region", "year", _lost=True).unique()
    joined = programmes.join(open_years, on=["region", "year"], how="left")
    return joined.with_columns(drawn=pl.when(pl.col("_lost").is_null()).then("drawn")).drop("_lost")


PROGRAMME = Subject(
    name="programme",
    title="setiap program RPJMD versi terakhir, untuk setiap tahun yang rencana tahunannya dimuat",
    table="node",
    key=("id", "year"),
    base=("node", "plan"),
    rows=_rows,
    sources=(Source(("rpjmd",), "RPJMD beserta programnya"), COVERED_YEAR),
    own=(
        Given("programme", "program RPJMD", "node.title", Kind.TEXT),
        Given("year", "tahun", "plan.first_year", Kind.INTEGER),
    ),
    parts=(
        Part(
            "promise",
            gives=(Given("promised", "pagu RPJMD", "allocation.amount", Kind.BOOLEAN),),
            needs=("allocation.amount",),
            add=_add_promise,
        ),
        Part(
            "funding",
            gives=(Given("funded", "baris Renja yang mendukung", "support.above", Kind.BOOLEAN),),
            needs=("node.parent", "support", "allocation.amount"),
            add=_add_funding,
        ),
        Part(
            "drawn",
            gives=(
                Given("promise", "pagu RPJMD", "allocation.amount", Kind.MONEY),
                Given("drawn", "pagu baris Renja yang mendukung", "allocation.amount", Kind.MONEY),
            ),
            needs=("node.parent", "support", "allocation.amount"),
            add=_add_drawn,
        ),
    ),
)
