"""What several rules ask of the tables, each worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

ANNUAL = ["renja", "rkpd", "ppas", "dpa"]
LINE = "sub_kegiatan"
HOPS = 3
_OPTIMISATIONS = pl.QueryOptFlags.none(comm_subexpr_elim=True)
"""On tables of a few thousand rows the planning of a query costs more than it saves, and so does
the streaming engine."""
SINCE, SINCE_CODES, SINCE_ADDITIONS = 2018, 2021, 2020


@dataclass(frozen=True)
class Shared:
    """The tables, and what follows from them.

    plans: with `annual`, `latest`, `baseline` (the id of version 1) and `measured`. nodes: with
    their plan's columns. lines: the sub kegiatan of every annual version, with `pagu` (null where
    it cannot be summed) and `twin` (its code stands twice). sums: per plan and OPD the number of
    lines, `uncoded` (one of them has no code), the total, and `unsound` where that is not known.
    current: the lines of the latest versions, with `uncoded` of their plan and OPD. targets: of a
    whole year. programmes: of the RPJMD in force. serving: line, pagu and the programme of its year
    that it serves. lost: line and year where the way up is not known.
    """

    tables: Mapping[str, pl.LazyFrame]
    plans: pl.LazyFrame
    nodes: pl.LazyFrame
    lines: pl.LazyFrame
    sums: pl.LazyFrame
    current: pl.LazyFrame
    targets: pl.LazyFrame
    programmes: pl.LazyFrame
    serving: pl.DataFrame
    lost: pl.DataFrame


def shared(frames: Mapping[str, pl.DataFrame]) -> Shared:
    tables = {name: frame.lazy() for name, frame in frames.items()}
    plans = kept(_plans(tables["plan"]))
    nodes = kept(
        tables["node"].join(plans, on="plan").with_columns(opd=pl.coalesce("owner", "opd"))
    )
    money = kept(_money(tables["allocation"]))
    lines = kept(_lines(nodes, money))
    sums = kept(_sums(lines, _stray(nodes, money)))
    current = kept(
        lines.filter("latest").join(sums.select("plan", "opd", "uncoded"), on=["plan", "opd"])
    )
    programmes = kept(
        nodes.filter(
            pl.col("latest"), pl.col("kind") == "rpjmd", pl.col("level") == "program"
        ).select(programme="id", first="year", last="last_year")
    )
    climbs = kept(_climbs(current, tables["node"]))
    lost = climbs.filter(pl.col("node").is_null()).select("line", "year")
    serving, lost_lines = collect_all([_serving(climbs, tables["support"], programmes), lost])
    return Shared(
        tables=tables,
        plans=plans,
        nodes=nodes,
        lines=lines,
        sums=sums,
        current=current,
        targets=tables["target"].filter(pl.col("quarter") == 0),
        programmes=programmes,
        serving=serving,
        lost=lost_lines,
    )


def collect_all(frames: Sequence[pl.LazyFrame]) -> list[pl.DataFrame]:
    return pl.collect_all(frames, engine="in-memory", optimizations=_OPTIMISATIONS)


def kept(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Rows that several rules read: worked out once."""
    return rows.collect(engine="in-memory", optimizations=_OPTIMISATIONS).lazy()


def asked(*applies: pl.Expr, fails: pl.Expr) -> pl.Expr:
    """Questions one after another: the first no ends it, the first null leaves it open."""
    for question in reversed(applies):
        fails = pl.when(question).then(fails).otherwise(question)
    return fails


def in_column(name: str, values: pl.Series) -> pl.Expr:
    return pl.col(name).is_in(values.implode())


def _plans(plan: pl.LazyFrame) -> pl.LazyFrame:
    """Each version with its version 1; measured is null where that is not known to be locked."""
    series = ["kind", "owner", "year", "last_year"]
    plans = plan.rename({"id": "plan", "opd": "owner", "first_year": "year"}).with_columns(
        annual=pl.col("kind").is_in(ANNUAL),
        latest=pl.col("version") == pl.col("version").max().over(series),
    )
    first = plans.filter(pl.col("version") == 1)
    first = first.select(*series, baseline="plan", locked_first="locked")
    later = pl.col("version") > 1
    return plans.join(first, on=series, how="left", nulls_equal=True).with_columns(
        measured=pl.when(~later).then(False).when("locked_first").then(True)
    )


def _money(allocation: pl.LazyFrame) -> pl.LazyFrame:
    """id, year, written, unsound: what is empty or below zero makes the sum unknown."""
    amount = pl.col("amount")
    return (
        allocation.with_columns(unsound=amount.is_null() | (amount < 0))
        .group_by(id="node", year="year")
        .agg(written=amount.sum(), unsound=pl.col("unsound").any())
    )


def _lines(nodes: pl.LazyFrame, money: pl.LazyFrame) -> pl.LazyFrame:
    pagu = pl.when("unsound").then(None).otherwise(pl.col("written").fill_null(0))
    return (
        nodes.filter(pl.col("annual"), pl.col("level") == LINE)
        .select("id", "plan", "opd", "code", "year", "version", "latest", "baseline", "measured")
        .join(money, on=["id", "year"], how="left")
        .with_columns(pagu=pagu, twin=pl.len().over("plan", "opd", "code") > 1)
        .drop("written", "unsound")
    )


def _stray(nodes: pl.LazyFrame, money: pl.LazyFrame) -> pl.LazyFrame:
    """plan, opd of money above the lines: a total or a sum of its own, which is not known."""
    return (
        money.filter(pl.col("unsound") | (pl.col("written") != 0))
        .join(nodes.filter(pl.col("annual"), pl.col("level") != LINE), on=["id", "year"])
        .select("plan", "opd")
    )


def _sums(lines: pl.LazyFrame, stray: pl.LazyFrame) -> pl.LazyFrame:
    rows = pl.concat([lines.select("plan", "opd", "id", "code", "pagu"), stray], how="diagonal")
    pagu = pl.col("pagu")
    return (
        rows.group_by("plan", "opd")
        .agg(
            total=pagu.sum(),
            unsound=pagu.null_count(),
            lines=pl.col("id").count(),
            coded=pl.col("code").count(),
        )
        .select(
            "plan",
            "opd",
            "lines",
            "total",
            unsound=pl.col("unsound") > 0,
            uncoded=pl.col("lines") > pl.col("coded"),
        )
    )


def _climbs(lines: pl.LazyFrame, node: pl.LazyFrame) -> pl.LazyFrame:
    """line, year, pagu, node: each line with itself and what is above it, up to its programme;
    node is null where that is not said."""
    up = node.select("plan", "level", node="id", above="parent")
    step = lines.select("plan", "year", "pagu", line="id", node="id")
    steps = [step]
    for _ in range(HOPS):
        step = (
            step.join(up, on=["plan", "node"])
            .filter(pl.col("level") != "program")
            .select("plan", "year", "pagu", "line", node="above")
        )
        steps.append(step)
    return pl.concat(steps)


def _serving(climbs: pl.LazyFrame, support: pl.LazyFrame, programmes: pl.LazyFrame) -> pl.LazyFrame:
    served = support.select("node", programme="above").join(programmes, on="programme")
    return (
        climbs.join(served, on="node")
        .filter(pl.col("year").is_between("first", "last"))
        .select("line", "year", "pagu", "programme")
    )
