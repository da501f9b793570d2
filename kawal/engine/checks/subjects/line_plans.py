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


def _codes(facts: Facts) -> pl.LazyFrame:
    """code, key, kegiatan: each code of a node as two are compared, and the key of the kegiatan in
    which a sub kegiatan of that code stands. Once for each: many nodes have the same one."""
    codes = facts.table("node").select("code").drop_nulls().unique()
    kegiatan = pl.col("code").str.extract(_KEGIATAN)
    return codes.select("code", key=_key(pl.col("code")), kegiatan=_key(kegiatan))


def _key(code: pl.Expr) -> pl.Expr:
    return code.str.replace(_LEADING_ZEROS, ".${1}")


def _members(facts: Facts, kind: str) -> pl.LazyFrame:
    """region, opd, year, level, key, bare: what the plan of that kind in force holds in each planned
    year; bare: a kegiatan below which it names no sub kegiatan."""
    in_force = pl.col("latest") & (pl.col("kind") == kind)
    held = facts.nodes.filter(in_force & pl.col("level").is_in([LINE_LEVEL, "kegiatan"]))
    held = held.join(facts.once(_codes), on="code", how="left")
    work = held.filter(pl.col("level") == LINE_LEVEL)
    by_parent = work.select(id="parent", _parent=True).unique()
    by_code = work.select("plan", key="kegiatan", _code=True).unique()
    held = held.join(by_parent, on="id", how="left").join(by_code, on=["plan", "key"], how="left")
    named = pl.col("_parent").is_not_null() | pl.col("_code").is_not_null()
    bare = (pl.col("level") == "kegiatan") & ~named
    spans = held.select("region", "opd", "level", "key", first="year", last="last_year", bare=bare)
    each = spans.join(facts.once(planned_years), on="region")
    in_time = pl.col("year").is_between(pl.col("first"), pl.col("last"))
    return kept(each.filter(in_time).select("region", "opd", "year", "level", "key", "bare"))


def _carried(facts: Facts, lines: pl.LazyFrame, kind: str, given: str) -> pl.LazyFrame:
    """lines with `given`: whether a plan of that kind is carried for the year."""
    plans = facts.plans.filter(pl.col("latest") & (pl.col("kind") == kind))
    years = plans.select("region", first="year", last="last_year").join(
        facts.once(planned_years), on="region"
    )
    years = years.filter(pl.col("year").is_between(pl.col("first"), pl.col("last")))
    years = years.select(*_YEAR, pl.lit(True).alias(given)).unique()
    return matched(lines, years, _YEAR, {given: False}, unique=True)


def _found(facts: Facts, lines: pl.LazyFrame, kind: str, of: list[str], name: str) -> pl.LazyFrame:
    """lines with `name`, whether a plan of that kind holds the line: compared by sub kegiatan or,
    where none is held there, by kegiatan.

    of: the columns for which one plan speaks; null where it does not speak of them, and where it
    holds the line's kegiatan, or one without a code, and does not say what is done in it.
    """
    members = _members(facts, kind)
    deep = pl.col("level") == LINE_LEVEL
    depth = kept(members.group_by(of).agg(_deep=deep.any()))
    known = members.join(depth, on=of)
    held = known.filter(deep | ~pl.col("_deep"))
    homeless = held.filter(pl.col("opd").is_null()).select(*_YEAR, _homeless=True).unique()
    codes = facts.once(_codes).rename({"key": "_key", "kegiatan": "_kegiatan"})
    joined = lines.join(depth, on=of, how="left").join(codes, on="code", how="left")
    joined = joined.with_columns(key=pl.when(pl.col("_deep")).then("_key").otherwise("_kegiatan"))
    by = [*_YEAR, "opd", "key"]
    right = held.select(*by, pl.lit(True).alias(name)).unique()
    joined = matched(joined, right, by, {name: False}, nullable="key", unique=True)
    bare = known.filter(pl.col("bare") & pl.col("_deep"))
    bare = bare.select(*_YEAR, "opd", _kegiatan="key", _bare=True).unique()
    by = [*_YEAR, "opd", "_kegiatan"]
    joined = matched(joined, bare, by, {"_bare": False}, nullable="_kegiatan", unique=True)
    joined = joined.join(homeless, on=_YEAR, how="left")
    settled = pl.col(name) | (pl.col("_homeless").is_null() & ~pl.col("_bare"))
    speaks = pl.col("_deep").is_not_null()
    return joined.with_columns(pl.when(speaks & settled).then(name).alias(name)).drop(
        "key", "_key", "_deep", "_homeless", "_kegiatan", "_bare"
    )


def _add_kind(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    return lines.join(facts.plans.select("plan", "kind"), on="plan", how="left")


def _add_renstra_given(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    return _carried(facts, lines, "renstra", "renstra_given")


def _add_rkpd_given(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    return _carried(facts, lines, "rkpd", "rkpd_given")


def _add_renstra(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    return _found(facts, lines, "renstra", [*_YEAR, "opd"], "in_renstra")


def _add_rkpd(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    return _found(facts, lines, "rkpd", _YEAR, "in_rkpd")


PARTS = (
    Part(
        "kind",
        gives=(Given("kind", "jenis rencana", "plan.kind", Kind.TEXT),),
        needs=("plan",),
        add=_add_kind,
    ),
    Part(
        "renstra_given",
        gives=(Given("renstra_given", "Renstra", "plan.kind", Kind.BOOLEAN),),
        needs=("plan",),
        add=_add_renstra_given,
    ),
    Part(
        "rkpd_given",
        gives=(Given("rkpd_given", "RKPD", "plan.kind", Kind.BOOLEAN),),
        needs=("plan",),
        add=_add_rkpd_given,
    ),
    Part(
        "renstra",
        gives=(
            Given(
                "in_renstra",
                "isi Renstra OPD ini atau kode barisnya",
                "node.code",
                Kind.BOOLEAN,
                "Sertakan Renstra OPD ini dengan kode setiap kegiatan dan sub kegiatannya, dan isi "
                "kode baris ini.",
            ),
        ),
        needs=("plan", "node.code"),
        add=_add_renstra,
    ),
    Part(
        "rkpd",
        gives=(
            Given(
                "in_rkpd",
                "isi RKPD tahun itu atau kode barisnya",
                "node.code",
                Kind.BOOLEAN,
                "Sertakan RKPD tahun itu dengan kode setiap kegiatan dan sub kegiatannya, dan isi "
                "kode baris ini.",
            ),
        ),
        needs=("plan", "node.code"),
        add=_add_rkpd,
    ),
)
