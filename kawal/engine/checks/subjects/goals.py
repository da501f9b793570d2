"""Sasaran and misi of the RPJMD in force, in each year that is being planned."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from kawal.engine.checks import amounts
from kawal.engine.checks.aggregate import some
from kawal.engine.checks.chain import aims, ancestry, goals, planned_years
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import COVERED_YEAR, Given, Part, Source, Subject
from kawal.engine.checks.subjects.labels import node_label
from kawal.engine.snapshot.schema import Kind

_AIM = ["goal", "year"]


def _rows(level: str) -> Callable[[Facts], pl.LazyFrame]:
    def rows(facts: Facts) -> pl.LazyFrame:
        found = facts.once(goals).filter(pl.col("level") == level)
        each = found.join(facts.once(planned_years), on="region")
        in_time = pl.col("year").is_between(pl.col("first"), pl.col("last"))
        return each.filter(in_time).with_columns(goal=node_label())

    return rows


def _add(
    facts: Facts, rows: pl.LazyFrame, name: str, lines: pl.LazyFrame, holds: pl.Expr, may: pl.Expr
) -> pl.LazyFrame:
    """rows with `name`: whether `holds` is true of a line that serves the goal, itself or through a
    goal below it. A line whose way up is lost may serve any goal of its year: where `may` is true of
    such a one, only a true stands."""
    served = facts.once(aims).join(lines, on="line")
    found = served.filter(pl.col("goal").is_not_null())
    direct = some(found, _AIM, holds, name).join(facts.once(ancestry), on="goal")
    whole = some(direct.select("year", name, id="node"), ["id", "year"], pl.col(name), name)
    rows = matched(rows, whole, ["id", "year"], {name: False}, unique=True)
    wayless = served.filter(pl.col("goal").is_null() & may)
    open_years = wayless.select("region", "year", _open=True).unique()
    rows = rows.join(open_years, on=["region", "year"], how="left")
    settled = pl.col(name) | pl.col("_open").is_null()
    return rows.with_columns(pl.when(settled).then(name).alias(name)).drop("_open")


def _add_lines(facts: Facts, rows: pl.LazyFrame) -> pl.LazyFrame:
    lines = facts.current_lines.select(line="id", there=True)
    return _add(facts, rows, "has_line", lines, pl.col("there"), pl.lit(True))


def _add_funding(facts: Facts, rows: pl.LazyFrame) -> pl.LazyFrame:
    money = facts.once(amounts.line_money).select("pagu", line="id")
    may_fund = pl.col("pagu").is_null() | (pl.col("pagu") > 0)
    return _add(facts, rows, "funded", money, pl.col("pagu") > 0, may_fund)


def _add_offices(facts: Facts, rows: pl.LazyFrame) -> pl.LazyFrame:
    owners = facts.current_lines.select("opd", line="id")
    named = pl.when(pl.col("opd").is_not_null()).then(True)
    return _add(facts, rows, "has_office", owners, named, pl.lit(True))


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
        title=f"setiap {level} RPJMD versi terakhir, untuk setiap tahun yang rencana tahunannya dimuat",
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
