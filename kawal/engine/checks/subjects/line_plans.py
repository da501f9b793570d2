"""Whether a line of a Renja stands in the plans between it and the RPJMD: Renstra and RKPD."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.chain import planned_years
from kawal.engine.checks.facts import LINE_LEVEL, Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import Given, Part
from kawal.engine.shared.collecting import kept
from kawal.engine.snapshot.schema import Kind

_YEAR = ["region", "year"]
_KEGIATAN = r"^(.+)\.[^.]+$"
_LEADING_ZEROS = r"\.0*([0-9]+)$"
"""Two digits of a sub kegiatan and four of later decrees name the same one."""


def _members(facts: Facts, kind: str) -> pl.LazyFrame:
    """region, opd, year, level, key: what the plan of that kind in force holds in each planned year."""
    in_force = pl.col("latest") & (pl.col("kind") == kind)
    held = facts.nodes.filter(in_force & pl.col("level").is_in([LINE_LEVEL, "kegiatan"]))
    key = pl.col("code").str.replace(_LEADING_ZEROS, ".${1}")
    spans = held.select("region", "opd", "level", first="year", last="last_year", key=key)
    each = spans.join(facts.once(planned_years), on="region")
    in_time = pl.col("year").is_between(pl.col("first"), pl.col("last"))
    return kept(each.filter(in_time).select("region", "opd", "year", "level", "key"))


def _found(
    facts: Facts, lines: pl.LazyFrame, kind: str, of: list[str], given: str, name: str
) -> pl.LazyFrame:
    """lines with `given`, whether a plan of that kind is carried for the year, and `name`, whether
    it holds the line: compared by sub kegiatan or, where none is held there, by kegiatan.

    of: the columns for which one plan speaks; null where it does not speak of them.
    """
    members = _members(facts, kind)
    carried = facts.plans.filter(pl.col("latest") & (pl.col("kind") == kind))
    years = carried.select("region", first="year", last="last_year").join(
        facts.once(planned_years), on="region"
    )
    years = years.filter(pl.col("year").is_between(pl.col("first"), pl.col("last")))
    covered = years.select(*_YEAR, pl.lit(True).alias(given)).unique()
    lines = matched(lines, covered, _YEAR, {given: False}, unique=True)
    deep = pl.col("level") == LINE_LEVEL
    depth = kept(members.group_by(of).agg(_deep=deep.any()))
    held = members.join(depth, on=of).filter(deep | ~pl.col("_deep"))
    homeless = held.filter(pl.col("opd").is_null()).select(*_YEAR, _homeless=True).unique()
    code = pl.col("code")
    sub, kegiatan = code, code.str.extract(_KEGIATAN)
    joined = lines.join(depth, on=of, how="left").with_columns(
        key=pl.when(pl.col("_deep"))
        .then(sub)
        .otherwise(kegiatan)
        .str.replace(_LEADING_ZEROS, ".${1}")
    )
    by = [*_YEAR, "opd", "key"]
    right = held.select(*by, pl.lit(True).alias(name)).unique()
    joined = matched(joined, right, by, {name: False}, nullable="key", unique=True)
    joined = joined.join(homeless, on=_YEAR, how="left")
    settled = pl.col(name) | pl.col("_homeless").is_null()
    speaks = pl.col("_deep").is_not_null()
    return joined.with_columns(pl.when(speaks & settled).then(name).alias(name)).drop(
        "key", "_deep", "_homeless"
    )


def _add_kind(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    return lines.join(facts.plans.select("plan", "kind"), on="plan", how="left")


def _add_renstra(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    return _found(facts, lines, "renstra", [*_YEAR, "opd"], "renstra_given", "in_renstra")


def _add_rkpd(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    return _found(facts, lines, "rkpd", _YEAR, "rkpd_given", "in_rkpd")


PARTS = (
    Part(
        "kind",
        gives=(Given("kind", "jenis rencana", "plan.kind", Kind.TEXT),),
        needs=("plan",),
        add=_add_kind,
    ),
    Part(
        "renstra",
        gives=(
            Given("renstra_given", "Renstra", "plan.kind", Kind.BOOLEAN),
            Given("in_renstra", "Renstra OPD ini atau kode barisnya", "node.code", Kind.BOOLEAN),
        ),
        needs=("plan", "node.code"),
        add=_add_renstra,
    ),
    Part(
        "rkpd",
        gives=(
            Given("rkpd_given", "RKPD", "plan.kind", Kind.BOOLEAN),
            Given("in_rkpd", "RKPD tahun itu atau kode barisnya", "node.code", Kind.BOOLEAN),
        ),
        needs=("plan", "node.code"),
        add=_add_rkpd,
    ),
)
