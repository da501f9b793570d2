"""Money that a multi-year plan writes on a programme or kegiatan, beside what it writes below."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks import amounts
from kawal.engine.checks.aggregate import total
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import Given, Part, Source, Subject
from kawal.engine.checks.subjects.labels import node_label
from kawal.engine.snapshot.schema import Kind

_BELOW = {"program": "kegiatan", "kegiatan": "sub_kegiatan"}
"""Which level divides the money of which."""


def _rows(facts: Facts) -> pl.LazyFrame:
    upper = pl.col("level").is_in(_BELOW)
    nodes = facts.nodes.filter(~pl.col("annual") & pl.col("latest") & upper).select(
        "id", "plan", "region", "opd", "year", "level", node=node_label()
    )
    # rules are read by the plan's year; the money's own year is part of the key
    money = facts.once(amounts.upper_money).select(money_year="year", id="node", stated="amount")
    return nodes.join(money, on="id")


def _add_below(facts: Facts, shelves: pl.LazyFrame) -> pl.LazyFrame:
    """divided: whether a child carries money of that year; below: what all of them carry. A node
    of the level below whose parent is not known may be the child of any."""
    child_level = pl.col("level").replace_strict(_BELOW)
    children = facts.nodes.filter(~pl.col("annual")).select("plan", "parent", "level", node="id")
    money = facts.once(amounts.upper_money).rename({"year": "money_year"}).join(children, on="node")
    held = money.select("money_year", "amount", id="parent", child="level")
    by = ["id", "child", "money_year"]
    sums = total(held.filter(pl.col("id").is_not_null()), by, "amount", "below")
    fill = {"below": 0, "divided": False}
    shelves = shelves.with_columns(child=child_level)
    shelves = matched(shelves, sums.with_columns(divided=True), by, fill, unique=True)
    says_something = pl.col("amount").is_null() | (pl.col("amount") != 0)
    loose = money.filter(pl.col("parent").is_null() & says_something)
    lost = loose.select("plan", "money_year", child="level", _lost=True).unique()
    joined = shelves.join(lost, on=["plan", "money_year", "child"], how="left")
    sure, divided = pl.col("_lost").is_null(), pl.col("divided")
    return joined.with_columns(
        below=pl.when(sure).then("below"), divided=pl.when(sure | divided).then(divided)
    ).drop("_lost", "child")


SHELF = Subject(
    name="shelf",
    title="setiap pagu setahun pada program atau kegiatan RPJMD dan Renstra versi terakhir",
    table="node",
    key=("id", "money_year"),
    base=("node", "plan", "allocation"),
    rows=_rows,
    sources=(
        Source(("rpjmd", "renstra"), "RPJMD atau Renstra beserta pagu program atau kegiatannya"),
    ),
    own=(
        Given("node", "program atau kegiatan", "node.title", Kind.TEXT),
        Given("money_year", "tahun", "allocation.year", Kind.INTEGER),
        Given("stated", "pagu", "allocation.amount", Kind.MONEY),
    ),
    parts=(
        Part(
            "below",
            gives=(
                Given("divided", "pagu di bawahnya", "node.parent", Kind.BOOLEAN),
                Given("below", "pagu di bawahnya", "allocation.amount", Kind.MONEY),
            ),
            needs=("node.parent", "allocation.amount"),
            add=_add_below,
        ),
    ),
)
