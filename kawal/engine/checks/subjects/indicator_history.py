"""What an indicator offers about its past: last year's result, last year's plan, its own years."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks import targets
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import Fill, matched
from kawal.engine.checks.subject import Given, Part
from kawal.engine.checks.subjects.labels import compared, same_text
from kawal.engine.shared.collecting import kept
from kawal.engine.snapshot.schema import DECIMAL, WHOLE_YEAR, Kind

_PERCENT = ("persen", "%")
_STEPS = ("own", "has", "twin", "met")
_SERIES = ["series", "year"]


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
    # each series of plans goes by one of them: that meets sooner than all that they have in common
    plans = facts.plans.filter(pl.col("annual") & pl.col("latest")).select(
        "plan", "year", series=pl.col("plan").first().over("region", "kind", "owner")
    )
    annual = facts.nodes.join(plans.select("plan", "series"), on="plan")
    now = annual.select(*_SERIES, "opd", "level", "code", node="id")
    then = annual.with_columns(year=pl.col("year") + 1)
    carried = plans.select("series", pl.col("year") + 1, before_given=True)
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
    """id; v0 to v2: what an indicator has reached in the whole of its plan's first year and of the two
    before; t0 to t2: whether anything is written of it."""
    years = facts.nodes.select(node="id", own_year="year")
    owners = facts.table("indicator").select(indicator="id", node="node").join(years, on="node")
    whole = facts.table("realisation").filter(pl.col("quarter") == WHOLE_YEAR)
    each = whole.select("indicator", "year", "value").join(owners, on="indicator")
    back = pl.col("own_year") - pl.col("year")
    each = kept(each.filter(back.is_between(0, 2)).select("value", id="indicator", back=back))
    found = each.select("id").unique()
    for n in (0, 1, 2):
        of_year = each.filter(pl.col("back") == n)
        told = of_year.select("id", pl.col("value").alias(f"v{n}"), pl.lit(True).alias(f"t{n}"))
        found = found.join(told, on="id", how="left")
    return found


def _add_result(facts: Facts, indicators: pl.LazyFrame) -> pl.LazyFrame:
    """result: what was reached last year or, where nothing is written of it, the year before; by
    the indicator itself or by its namesake in last year's plan. improves: whether the target of
    the plan's year is better than that, or as good as can be."""
    aims = facts.once(targets.own_targets).select(id="indicator", aim="value")
    twins = facts.once(_twins).select("id", "had", "twin", "alike")
    rows = indicators.join(aims, on="id", how="left").join(twins, on="id", how="left")
    results = facts.once(_results)
    own = results.select("id", own1="v1", has1="t1", own2="v2", has2="t2")
    # the namesake stands in the plan of the year before, so its own year is last year
    theirs = results.select(twin="id", twin1="v0", met1="t0", twin2="v1", met2="t1")
    rows = rows.join(own, on="id", how="left").join(theirs, on="twin", how="left")
    had, named = pl.col("had"), pl.col("twin").is_not_null()
    result: pl.Expr = pl.lit(None, DECIMAL)
    year: pl.Expr = pl.lit(None, pl.Int64)
    for back in (2, 1):
        has, written = pl.col(f"has{back}").fill_null(False), pl.col(f"met{back}").fill_null(False)
        met = pl.when(had & named).then(written).when(~had).then(False)
        earlier = pl.when(pl.col("alike")).then(f"twin{back}")
        older = pl.when(met).then(earlier).when(~met).then(result)
        result = pl.when(has).then(f"own{back}").otherwise(older)
        year = pl.when(has | met).then(pl.col("year") - back).otherwise(year)
    rows = rows.with_columns(result=result, result_year=year)
    aim = pl.col("aim")
    improves = _better(aim, pl.col("result")) | _at_best(aim)
    known = pl.col("result").is_not_null() & aim.is_not_null()
    return rows.with_columns(improves=pl.when(known).then(improves)).drop(
        "had", "twin", "alike", *(f"{name}{n}" for name in _STEPS for n in (1, 2))
    )


def _add_copied(facts: Facts, indicators: pl.LazyFrame) -> pl.LazyFrame:
    """had_text: whether last year's line had an indicator of this text; copied: whether it also had
    this target, although a better one could be aimed at."""
    said = kept(
        facts.once(targets.own_targets).select("indicator", "value", text=same_text("text"))
    )
    own = said.select(id="indicator", now="text", aim_now="value")
    then = said.select(twin="indicator", then="text")
    rows = indicators.join(
        facts.once(_twins).select("id", "before_given", "twin", had_text="had"), on="id", how="left"
    )
    rows = rows.join(own, on="id", how="left")
    rows = matched(rows, then, ["twin"], {"then": ""}, unique=True)
    same = (pl.col("now") == pl.col("then")) & ~_at_best(pl.col("aim_now"))
    told = pl.col("now").is_not_null() & pl.col("then").is_not_null()
    return rows.with_columns(copied=pl.when(told).then(same)).drop("twin", "then", "aim_now")


def _add_years(facts: Facts, indicators: pl.LazyFrame) -> pl.LazyFrame:
    """target_years: of how many years a multi-year plan has a target; moves: whether they differ, or
    are as good as can be from the start; lowest: the least of them; years: where several do not
    differ, which ones."""
    lowest, highest = pl.col("lowest"), pl.col("highest")
    columns = ["target_years", "lowest", "highest", "open"]
    found = facts.once(targets.aimed).select("id", *columns)
    flat = found.filter((pl.col("target_years") > 1) & ~(lowest < highest)).select("id")
    years = (
        facts.once(targets.whole_year_targets)
        .join(flat, left_on="indicator", right_on="id")
        .group_by(id="indicator")
        .agg(years=pl.col("year").sort().cast(pl.String).str.join(", "))
    )
    fill: dict[str, Fill] = {"target_years": 0, "lowest": None, "highest": None, "open": 0}
    rows = matched(indicators, found, ["id"], fill, unique=True).join(years, on="id", how="left")
    moves = pl.when(lowest < highest).then(True).when(pl.col("open") == 0).then(_at_best(lowest))
    return rows.with_columns(moves=moves).drop("highest", "open")


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
