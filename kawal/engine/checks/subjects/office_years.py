"""An OPD in a year that is being planned, once, however many plans it has in that year."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.aggregate import some
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.provisions import in_year
from kawal.engine.checks.subject import ANNUAL_PLAN, Given, Part, Subject
from kawal.engine.snapshot.schema import BOXES, Kind

_COUNTING = ("uji coba", "penerapan")
"""Stages at which an innovation is more than an idea."""
_LOWEST_IKM, _HIGHEST_IKM = "ikm.nilai.terendah", "ikm.nilai.tertinggi"
_SURVEY_AGES = (1, 2)
"""A plan is made in the year before its own, so the last whole survey is one or two years old."""


def _rows(facts: Facts) -> pl.LazyFrame:
    plans = facts.plans.filter(pl.col("annual") & pl.col("latest")).select(
        "region", "owner", "year"
    )
    offices = facts.table("opd").select("region", opd="id", office=pl.coalesce("name", "id"))
    own = offices.join(plans.drop("region"), left_on="opd", right_on="owner", how="inner")
    of_all = plans.filter(pl.col("owner").is_null()).select("region", "year")
    shared = offices.join(of_all, on="region")
    columns = ["region", "opd", "office", "year"]
    years = pl.concat([own.select(columns), shared.select(columns)]).unique()
    return years.sort("opd", "year").with_columns(plan=pl.lit(None, pl.String))


def _add_innovation(facts: Facts, offices: pl.LazyFrame) -> pl.LazyFrame:
    """innovates: whether one of its innovations of that year is accepted, and tried or in use."""
    counts = pl.col("accepted") & pl.col("stage").is_in(_COUNTING)
    per_office = some(facts.table("innovation"), ["opd", "year"], counts, "innovates")
    return matched(offices, per_office, ["opd", "year"], {"innovates": False}, unique=True)


def _add_swot(facts: Facts, offices: pl.LazyFrame) -> pl.LazyFrame:
    """empty_boxes: how many of the five boxes say nothing; empty: which ones."""
    said = facts.table("swot").filter(pl.col("text").is_not_null())
    filled = said.group_by("opd", "year").agg(
        pl.col("box").eq(box).any().alias(box) for box in BOXES
    )
    joined = matched(offices, filled, ["opd", "year"], dict.fromkeys(BOXES, False), unique=True)
    words = [pl.when(~pl.col(box)).then(pl.lit(box)) for box in BOXES]
    return joined.with_columns(
        empty_boxes=sum(((~pl.col(box)).cast(pl.Int64) for box in BOXES), start=pl.lit(0)),
        empty=pl.concat_str(words, separator=", ", ignore_nulls=True),
    ).drop(BOXES)


def _add_satisfaction(facts: Facts, offices: pl.LazyFrame) -> pl.LazyFrame:
    """surveyed: whether a service of the OPD has an index from one of the two years before."""
    survey = facts.table("ikm").select("opd", "year", "value")
    usable = pl.concat([survey.with_columns(pl.col("year") + age) for age in _SURVEY_AGES])
    known = pl.col("value").is_between(in_year(_LOWEST_IKM), in_year(_HIGHEST_IKM))
    per_office = some(usable, ["opd", "year"], known, "surveyed")
    return matched(offices, per_office, ["opd", "year"], {"surveyed": False}, unique=True)


OFFICE_YEAR = Subject(
    name="office_year",
    title="setiap OPD, untuk setiap tahun yang rencana tahunannya dimuat",
    table="opd",
    key=("opd", "year"),
    base=("opd", "plan"),
    rows=_rows,
    sources=(ANNUAL_PLAN,),
    own=(
        Given("office", "OPD", "opd.name", Kind.TEXT),
        Given("year", "tahun", "plan.first_year", Kind.INTEGER),
    ),
    parts=(
        Part(
            "innovation",
            gives=(
                Given("innovates", "inovasi yang diterima", "innovation.accepted", Kind.BOOLEAN),
            ),
            needs=("innovation.accepted", "innovation.stage"),
            add=_add_innovation,
        ),
        Part(
            "swot",
            gives=(
                Given("empty_boxes", "kotak SWOT", "swot.text", Kind.INTEGER),
                Given("empty", "kotak SWOT", "swot.text", Kind.TEXT, words=BOXES),
            ),
            needs=("swot.text",),
            add=_add_swot,
            presence=("swot.text",),
        ),
        Part(
            "satisfaction",
            gives=(Given("surveyed", "nilai IKM", "ikm.value", Kind.BOOLEAN),),
            needs=("ikm.value",),
            add=_add_satisfaction,
            numbers=(_LOWEST_IKM, _HIGHEST_IKM),
        ),
    ),
)
