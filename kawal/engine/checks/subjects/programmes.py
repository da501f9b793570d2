"""Programmes that the RPJMD in force promises, in each year that is being planned."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.aggregate import some
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import Given, Part, Subject
from kawal.engine.checks.subjects.labels import node_label
from kawal.engine.snapshot.schema import Kind


def _rows(facts: Facts) -> pl.LazyFrame:
    years = facts.plans.filter(pl.col("annual") & pl.col("latest")).select("year").unique()
    labels = facts.table("node").select("id", "opd", "plan", programme=node_label())
    programmes = facts.programmes.join(labels, on="id", how="left")
    each = programmes.join(years, how="cross")
    return each.filter(pl.col("year").is_between(pl.col("first"), pl.col("last")))


def _add_promise(facts: Facts, programmes: pl.LazyFrame) -> pl.LazyFrame:
    money = facts.table("allocation").select("year", "amount", id="node")
    promised = some(money, ["id", "year"], pl.col("amount") > 0, "promised")
    return matched(programmes, promised, ["id", "year"], {"promised": False}, unique=True)


def _add_funding(facts: Facts, programmes: pl.LazyFrame) -> pl.LazyFrame:
    """funded: whether a line of that year serves the programme with money. A line whose way up is
    lost may serve any programme, so where nothing else funds it, the answer is open."""
    served = facts.served.join(
        facts.line_money.select(line="id", pagu="pagu"), on="line", how="left"
    )
    known = pl.col("programme").is_not_null()
    found = served.filter(known).select("year", "pagu", id="programme")
    per_programme = some(found, ["id", "year"], pl.col("pagu") > 0, "funded")
    lost = served.filter(~known).select("year", lost=pl.lit(True)).unique()
    joined = matched(programmes, per_programme, ["id", "year"], {"funded": False}, unique=True)
    joined = joined.join(lost, on="year", how="left")
    settled = pl.col("funded") | pl.col("lost").is_null()
    return joined.with_columns(funded=pl.when(settled).then("funded")).drop("lost")


PROGRAMME = Subject(
    name="programme",
    title="setiap program RPJMD yang berlaku, pada setiap tahun yang direncanakan",
    table="node",
    key=("id", "year"),
    base=("node", "plan"),
    rows=_rows,
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
    ),
)
