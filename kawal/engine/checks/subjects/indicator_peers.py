"""How far a line's target stands from those of all lines with the same indicator.

The usual measure of robust statistics: the distance from the median, in units of the median of
all such distances (0.6745 of it, so that it reads like a standard deviation). Whatever is missing
may belong to any group. So the median and the spread are known only between two bounds, and a
target is far, or not, only where it is so at both.
"""

from __future__ import annotations

import polars as pl

from kawal.engine.checks import targets
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.provisions import in_year
from kawal.engine.checks.subject import Given, Part
from kawal.engine.checks.subjects.labels import compared
from kawal.engine.shared.collecting import kept
from kawal.engine.snapshot.schema import Kind

_CROWD = ["region", "year", "kind"]
_GROUP = [*_CROWD, "text", "measure"]
_ENOUGH = "kesungguhan.pencilan.kawan"
_LIMIT = "kesungguhan.pencilan.jarak"
_TIMES = "kesungguhan.pencilan.kelipatan"
_FARTHEST = 10**9
"""The distance where all others agree to the dot."""
_X, _LO, _HI = pl.col("x"), pl.col("lo"), pl.col("hi")


def _values(facts: Facts) -> pl.LazyFrame:
    """id, region, year, kind, text, measure, x: the own-year target of every line's indicator, in
    billionths; text and measure: indicator and unit as they are compared."""
    kinds = facts.plans.select("plan", "kind")
    lines = facts.current_lines.join(kinds, on="plan").select(*_CROWD, node="id")
    described = facts.once(compared).select("node", "id", "text", measure="unit")
    values = facts.once(targets.own_targets).select("value", id="indicator")
    each = described.join(lines, on="node").join(values, on="id")
    return each.select("id", *_GROUP, "value", x=pl.col("value").to_physical())


def _bounds(facts: Facts) -> pl.LazyFrame:
    """Per group: known and hidden members, lo and hi of the median, near and wide of the spread."""
    values = facts.once(_values)
    whole = pl.all_horizontal(pl.col("text", "measure").is_not_null())
    named = values.filter(whole)
    groups = named.group_by(_GROUP).agg(
        known=_X.count().cast(pl.Int64),
        hidden=_X.null_count().cast(pl.Int64),
        sorted=_X.drop_nulls().sort(),
        shown=pl.col("value").drop_nulls().sort(),
    )
    groups = _with_loose(groups, values.filter(~whole))
    middle = (pl.col("known") + pl.col("hidden") + 1) // 2 - 1
    least = pl.when(middle >= pl.col("hidden")).then(middle - pl.col("hidden"))
    most = pl.when(middle < pl.col("known")).then(middle)
    groups = kept(groups).with_columns(
        lo=pl.col("sorted").list.get(least, null_on_oob=True),
        hi=pl.col("sorted").list.get(most, null_on_oob=True),
        typical=pl.col("shown").list.get(least, null_on_oob=True),
    )
    off = named.filter(_X.is_not_null()).join(groups.select(*_GROUP, "lo", "hi"), on=_GROUP)
    spread = off.group_by(_GROUP).agg(nearest=_nearest().sort(), farthest=_farthest().sort())
    return (
        groups.join(spread, on=_GROUP, how="left")
        .with_columns(
            near=pl.col("nearest").list.get(least, null_on_oob=True),
            wide=pl.col("farthest").list.get(most, null_on_oob=True),
        )
        .select(*_GROUP, "known", "hidden", "lo", "hi", "near", "wide", "typical")
    )


def _with_loose(groups: pl.LazyFrame, loose: pl.LazyFrame) -> pl.LazyFrame:
    """groups with `hidden` raised by those that may belong to them: without a text to any of their
    unit, without a unit to any of their text, without both to all."""
    text, measure = pl.col("text").is_not_null(), pl.col("measure").is_not_null()
    ways: tuple[tuple[pl.Expr, list[str]], ...] = (
        (measure, ["measure"]),
        (text, ["text"]),
        (~text & ~measure, []),
    )
    for among, known in ways:
        by = [*_CROWD, *known]
        counted = loose.filter(among).group_by(by).agg(_loose=pl.len().cast(pl.Int64))
        groups = groups.join(counted, on=by, how="left").with_columns(
            hidden=pl.col("hidden") + pl.col("_loose").fill_null(0)
        ).drop("_loose")  # fmt: skip
    return groups


def _nearest() -> pl.Expr:
    """The least that a value can be away from a median between lo and hi."""
    return pl.max_horizontal(_LO - _X, _X - _HI, pl.lit(0, pl.Int128))


def _farthest() -> pl.Expr:
    return pl.max_horizontal((_X - _LO).abs(), (_X - _HI).abs())


def _distance(off: pl.Expr, spread: pl.Expr) -> pl.Expr:
    """0.6745 · off ÷ spread in hundredths, cut."""
    some = (off * 6745) // (pl.when(spread > 0).then(spread) * 100)
    beyond = pl.when(off > 0).then(_FARTHEST).otherwise(0)
    return pl.when(spread > 0).then(some).otherwise(beyond).clip(upper_bound=_FARTHEST)


def _add_distance(facts: Facts, indicators: pl.LazyFrame) -> pl.LazyFrame:
    """comparable: whether enough lines have the same indicator; distance: that of the target in
    hundredths, 0 where it is surely not far, null where what is missing could change that."""
    judged = facts.once(_values).join(facts.once(_bounds), on=_GROUP, how="left")
    enough, limit, times = in_year(_ENOUGH), in_year(_LIMIT), in_year(_TIMES)
    least, most = (
        _distance(_nearest(), pl.col("wide")),
        _distance(_farthest(), pl.col("near")),
    )
    bounded = pl.all_horizontal(pl.col("lo", "hi", "near", "wide", "x").is_not_null())
    above, below = times * _HI, pl.col("x") * times
    surely = (least > limit) & ((above <= _X) | (below <= _LO))
    hardly = (most <= limit) | ((times * _LO > _X) & (below > _HI))
    distance = pl.when(surely).then(least).when(hardly).then(0).cast(pl.Int64)
    all_members = pl.col("known") + pl.col("hidden")
    found = judged.select(
        "id",
        stands="value",
        typical=pl.when(_LO == _HI).then("typical"),
        comparable=pl.when(pl.col("known") >= enough).then(True).when(all_members < enough).then(False),
        distance=pl.when(bounded).then(distance),
    )  # fmt: skip
    return indicators.join(found, on="id", how="left")


PARTS = (
    Part(
        "distance",
        gives=(
            Given("comparable", "teks dan satuan indikator", "indicator.name", Kind.BOOLEAN),
            Given("distance", "nilai target baris sejenis", "target.value", Kind.INTEGER),
            Given("stands", "target", "target.value", Kind.DECIMAL),
            Given("typical", "target yang lazim", "target.value", Kind.DECIMAL),
        ),
        needs=("plan", "node", "target.value", "indicator.name", "indicator.unit"),
        add=_add_distance,
        numbers=(_ENOUGH, _LIMIT, _TIMES),
    ),
)
