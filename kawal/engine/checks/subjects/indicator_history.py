"""What an indicator offers about its past: last year's result, last year's plan, its own years."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import Given, Part
from kawal.engine.checks.subjects.labels import compared, same_text
from kawal.engine.snapshot.schema import DECIMAL, WHOLE_YEAR, Kind

_PERCENT = ("persen", "%")
_STEPS = ("own", "has", "twin", "met")
_SERIES = ["region", "kind", "owner", "year"]


def _at_best(value: pl.Expr) -> pl.Expr:
    """Whether nothing better can be aimed at: all of a hundred per cent, or none of what is bad."""
    rising = pl.col("direction") == "naik"
    whole = same_text("unit").is_in(_PERCENT) & (value >= 100)
    return (rising & whole) | (~rising & (value <= 0))


def _better(value: pl.Expr, bar: pl.Expr) -> pl.Expr:
    rising = pl.col("direction") == "naik"
    return (rising & (value > bar)) | (~rising & (value < bar))


def _nodes_of_last_year(facts: Facts) -> pl.LazyFrame:
    """node, before_given, stood, before: the node of the same OPD, level and code in the plan of the
    same kind one year earlier, in its last version; before_given: whether that plan is carried."""
    owner = pl.col("owner").fill_null("")
    annual = facts.nodes.filter(pl.col("annual") & pl.col("latest")).with_columns(owner=owner)
    now = annual.select(*_SERIES, "opd", "level", "code", node="id")
    then = annual.with_columns(year=pl.col("year") + 1)
    carried = facts.plans.filter(pl.col("annual") & pl.col("latest")).select(
        "region", "kind", owner.alias("owner"), pl.col("year") + 1, before_given=True
    )
    given = matched(now, carried.unique(), _SERIES, {"before_given": False}, unique=True)
    found = matched(
        given,
        then.select(*_SERIES, "opd", "level", "code", stood=True, before="id"),
        [*_SERIES, "opd", "level", "code"],
        {"stood": False, "before": None},
        nullable="code",
    )
    return found.select("node", "before_given", "stood", "before")


def _twins(facts: Facts) -> pl.LazyFrame:
    """id, before_given, had, twin, alike: the indicator of the same text on the node of last year;
    alike: whether it counts the same thing in the same way. Null where it is not known which."""
    described = facts.once(compared)
    then = {"unit": "then_unit", "direction": "then_direction", "accumulation": "then_accumulation"}
    before = described.rename({"node": "before", **then}).select(
        "before", "text", *then.values(), had=True, twin="id"
    )
    now = described.join(facts.once(_nodes_of_last_year), on="node")
    fill = {"had": False, "twin": None, **dict.fromkeys(then.values())}
    found = matched(now, before, ["before", "text"], fill, nullable="text")
    alike = pl.all_horizontal(pl.col(name) == pl.col(other) for name, other in then.items())
    had = pl.when(pl.col("stood")).then("had").when(~pl.col("stood")).then(False)
    return found.select("id", "before_given", "twin", had=had, alike=alike)


def _results(facts: Facts) -> pl.LazyFrame:
    """id, year, value, there: what an indicator has reached in a whole year."""
    whole = facts.table("realisation").filter(pl.col("quarter") == WHOLE_YEAR)
    return whole.select("year", "value", id="indicator", there=True)


def _add_result(facts: Facts, indicators: pl.LazyFrame) -> pl.LazyFrame:
    """result: what was reached last year or, where nothing is written of it, the year before; by
    the indicator itself or by its namesake in last year's plan. improves: whether the target of
    the plan's year is better than that, or as good as can be."""
    aims = facts.whole_year_targets.select("year", id="indicator", aim="value")
    rows = matched(indicators, aims, ["id", "year"], {"aim": None}, unique=True)
    rows = rows.join(facts.once(_twins).select("id", "had", "twin", "alike"), on="id", how="left")
    results = facts.once(_results)
    for back in (1, 2):
        own = results.select("id", year=pl.col("year") + back, v="value", t="there")
        rows = matched(rows, own, ["id", "year"], {"v": None, "t": False}, unique=True)
        rows = rows.rename({"v": f"_own{back}", "t": f"_has{back}"})
        theirs = results.select(twin="id", year=pl.col("year") + back, v="value", t="there")
        rows = matched(rows, theirs, ["twin", "year"], {"v": None, "t": False}, unique=True)
        had = pl.col("had")
        there = pl.when(had & pl.col("twin").is_not_null()).then("t").when(~had).then(False)
        rows = rows.with_columns(
            pl.when(pl.col("alike")).then("v").alias(f"_twin{back}"), there.alias(f"_met{back}")
        ).drop("v", "t")
    result: pl.Expr = pl.lit(None, DECIMAL)
    year: pl.Expr = pl.lit(None, pl.Int64)
    for back in (2, 1):
        has, met = pl.col(f"_has{back}"), pl.col(f"_met{back}")
        mine, earlier = pl.col(f"_own{back}"), pl.col(f"_twin{back}")
        older = pl.when(met).then(earlier).when(~met).then(result)
        result = pl.when(has).then(mine).otherwise(older)
        year = pl.when(has | met).then(pl.col("year") - back).otherwise(year)
    rows = rows.with_columns(result=result, result_year=year)
    aim = pl.col("aim")
    improves = _better(aim, pl.col("result")) | _at_best(aim)
    known = pl.col("result").is_not_null() & aim.is_not_null()
    return rows.with_columns(improves=pl.when(known).then(improves)).drop(
        "had", "twin", "alike", *(f"_{name}{n}" for name in _STEPS for n in (1, 2))
    )


def _add_copied(facts: Facts, indicators: pl.LazyFrame) -> pl.LazyFrame:
    """had_text: whether last year's line had an indicator of this text; copied: whether it also had
    this target, although a better one could be aimed at."""
    said = facts.whole_year_targets.select("year", "indicator", "value", text=same_text("text"))
    own = said.select("year", id="indicator", now="text", aim_now="value")
    then = said.select(pl.col("year") + 1, twin="indicator", then="text")
    rows = indicators.join(
        facts.once(_twins).select("id", "before_given", "twin", had_text="had"), on="id", how="left"
    )
    rows = matched(rows, own, ["id", "year"], {"now": None, "aim_now": None}, unique=True)
    rows = matched(rows, then, ["twin", "year"], {"then": ""}, unique=True)
    same = (pl.col("now") == pl.col("then")) & ~_at_best(pl.col("aim_now"))
    told = pl.col("now").is_not_null() & pl.col("then").is_not_null()
    return rows.with_columns(copied=pl.when(told).then(same)).drop("twin", "then", "aim_now")


def _add_years(facts: Facts, indicators: pl.LazyFrame) -> pl.LazyFrame:
    """target_years: of how many years a multi-year plan has a target; years: which ones; moves:
    whether they differ, or are as good as can be from the start."""
    spans = facts.nodes.select("last_year", node="id", first="year")
    own = facts.table("indicator").select("id", "node").join(spans, on="node")
    each = facts.whole_year_targets.rename({"indicator": "id"}).join(own, on="id")
    each = each.filter(pl.col("year").is_between(pl.col("first"), pl.col("last_year")))
    value = pl.col("value")
    found = each.group_by("id").agg(
        target_years=pl.len().cast(pl.Int64),
        years=pl.col("year").sort().cast(pl.String).str.join(", "),
        lowest=value.min(), highest=value.max(), _nulls=value.null_count(),
    )  # fmt: skip
    fill = {"target_years": 0, "years": None, "lowest": None, "highest": None, "_nulls": 0}
    rows = matched(indicators, found, ["id"], fill, unique=True)
    differ = pl.col("lowest") < pl.col("highest")
    moves = pl.when(differ).then(True).when(pl.col("_nulls") == 0).then(_at_best(pl.col("lowest")))
    return rows.with_columns(moves=moves).drop("highest", "_nulls")


PARTS = (
    Part(
        "result",
        gives=(
            Given("improves", "hasil tahun lalu", "realisation.value", Kind.BOOLEAN),
            Given("aim", "target", "target.value", Kind.DECIMAL),
            Given("result", "hasil tahun lalu", "realisation.value", Kind.DECIMAL),
            Given("result_year", "tahun hasil itu", "realisation.year", Kind.INTEGER),
        ),
        needs=(
            "plan", "node.code", "target.value", "realisation.value", "indicator.name",
            "indicator.direction",
        ),
        add=_add_result,
    ),
    Part(
        "copied",
        gives=(
            Given("before_given", "rencana tahun lalu", "plan.first_year", Kind.BOOLEAN),
            Given("had_text", "indikator rencana tahun lalu", "indicator.name", Kind.BOOLEAN),
            Given("copied", "target dan target tahun lalu", "target.text", Kind.BOOLEAN),
            Given("now", "target", "target.text", Kind.TEXT),
        ),
        needs=("plan", "node.code", "target.text", "indicator.name"),
        add=_add_copied,
    ),
    Part(
        "years",
        gives=(
            Given("target_years", "target setiap tahun", "target.year", Kind.INTEGER),
            Given("moves", "nilai target setiap tahun", "target.value", Kind.BOOLEAN),
            Given("lowest", "target", "target.value", Kind.DECIMAL),
            Given("years", "tahun target", "target.year", Kind.TEXT),
        ),
        needs=("plan", "node", "target.value"),
        add=_add_years,
    ),
)  # fmt: skip
