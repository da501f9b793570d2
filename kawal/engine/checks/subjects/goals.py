"""Sasaran and misi of the RPJMD in force, in each year that is being planned."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from kawal.engine.checks.aggregate import some
from kawal.engine.checks.chain import goals, planned_years, reached
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import COVERED_YEAR, Given, Part, Source, Subject
from kawal.engine.checks.subjects.labels import node_label
from kawal.engine.snapshot.schema import Kind

_BY = ["id", "year"]


def _rows(level: str) -> Callable[[Facts], pl.LazyFrame]:
    def rows(facts: Facts) -> pl.LazyFrame:
        labels = facts.table("node").select("id", "opd", "title", goal=node_label())
        found = facts.once(goals).filter(pl.col("level") == level).join(labels, on="id")
        each = found.join(facts.once(planned_years), on="region")
        return each.filter(pl.col("year").is_between(pl.col("first"), pl.col("last")))

    return rows


def _settled(
    facts: Facts, rows: pl.LazyFrame, found: pl.LazyFrame, name: str, lines: pl.LazyFrame
) -> pl.LazyFrame:
    """rows with `name`: what `found` says of them, False where it says nothing. A line whose way
    up is lost may serve any goal of its year: where `lines` holds such a one, only a true stands."""
    rows = matched(rows, found, _BY, {name: False}, unique=True)
    wayless = facts.once(reached).filter(pl.col("node").is_null()).join(lines, on="line")
    open_years = wayless.select("region", "year", _open=True).unique()
    rows = rows.join(open_years, on=["region", "year"], how="left")
    settled = pl.col(name) | pl.col("_open").is_null()
    return rows.with_columns(pl.when(settled).then(name).alias(name)).drop("_open")


def _add_lines(facts: Facts, rows: pl.LazyFrame) -> pl.LazyFrame:
    serving = facts.once(reached).filter(pl.col("node").is_not_null())
    found = serving.select("year", id="node", has_line=True).unique()
    return _settled(facts, rows, found, "has_line", facts.current_lines.select(line="id"))


def _add_funding(facts: Facts, rows: pl.LazyFrame) -> pl.LazyFrame:
    money = facts.line_money.select("pagu", line="id")
    serving = facts.once(reached).filter(pl.col("node").is_not_null()).join(money, on="line")
    found = some(serving.rename({"node": "id"}), _BY, pl.col("pagu") > 0, "funded")
    may_fund = money.filter(pl.col("pagu").is_null() | (pl.col("pagu") > 0))
    return _settled(facts, rows, found, "funded", may_fund)


def _add_offices(facts: Facts, rows: pl.LazyFrame) -> pl.LazyFrame:
    owners = facts.current_lines.select("opd", line="id")
    serving = facts.once(reached).filter(pl.col("node").is_not_null()).join(owners, on="line")
    named = pl.when(pl.col("opd").is_not_null()).then(True)
    found = some(serving.rename({"node": "id"}), _BY, named, "has_office")
    return _settled(facts, rows, found, "has_office", owners)


_NEEDS = ("node.parent", "support")
_LINES = Part(
    "lines",
    gives=(Given("has_line", "baris yang mendukung", "support.above", Kind.BOOLEAN),),
    needs=_NEEDS,
    add=_add_lines,
)
_FUNDING = Part(
    "funding",
    gives=(Given("funded", "baris berpagu yang mendukung", "support.above", Kind.BOOLEAN),),
    needs=(*_NEEDS, "allocation.amount"),
    add=_add_funding,
)
_OFFICES = Part(
    "offices",
    gives=(Given("has_office", "OPD yang mendukung", "support.above", Kind.BOOLEAN),),
    needs=_NEEDS,
    add=_add_offices,
)


def _subject(name: str, level: str, part: tuple[Part, ...]) -> Subject:
    return Subject(
        name=name,
        title=f"setiap {level} RPJMD yang berlaku, pada setiap tahun yang direncanakan",
        table="node",
        key=("id", "year"),
        base=("node", "plan"),
        rows=_rows(level),
        sources=(Source(("rpjmd",), f"RPJMD beserta {level}nya"), COVERED_YEAR),
        own=(
            Given("goal", level, "node.title", Kind.TEXT),
            Given("year", "tahun", "plan.first_year", Kind.INTEGER),
        ),
        parts=part,
    )


SASARAN = _subject("sasaran", "sasaran", (_LINES, _FUNDING))
MISI = _subject("misi", "misi", (_OFFICES,))
