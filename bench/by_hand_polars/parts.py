"""The rules that judge the other parts of a plan: nodes, indicators, money, programmes, offices."""

from __future__ import annotations

import polars as pl

from bench.by_hand_polars.shared import SINCE, SINCE_ADDITIONS, Shared, asked, in_column, kept

ABOVE = {
    "misi": "visi",
    "tujuan": "misi",
    "sasaran": "tujuan",
    "program": "sasaran",
    "kegiatan": "program",
    "sub_kegiatan": "kegiatan",
}
TOPS = ["tujuan", "sasaran", "program"]


def nodes(shared: Shared) -> pl.LazyFrame:
    """The nodes that do not stand below the level above them in their own plan.

    One without a parent may begin a plan; where the plan has nothing at the level above, what is
    above it was not given."""
    level = pl.col("level")
    wanted = level.replace_strict(ABOVE, default=None)
    above = shared.tables["node"].select("plan", parent="id", wanted="level")
    carried = above.select("plan", "wanted", carried=True).unique()
    begins = pl.when(pl.col("kind") == "rpjmd").then(level == "visi").otherwise(level.is_in(TOPS))
    return (
        shared.nodes.filter(pl.col("latest"), pl.col("year") >= SINCE)
        .with_columns(wanted=wanted)
        .join(above, on=["parent", "plan", "wanted"], how="anti")
        .join(carried, on=["plan", "wanted"], how="left")
        .select(
            pl.col("id").alias("key"),
            pl.when(pl.col("parent").is_not_null())
            .then(True)
            .when(begins)
            .then(False)
            .when(pl.col("wanted").is_null() | pl.col("carried"))
            .then(True)
            .alias("INDUK-01"),
        )
    )


def indicators(shared: Shared) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """All of them, and those of programmes beside the RPJMD."""
    nodes = shared.nodes.filter(pl.col("latest"), pl.col("year") >= SINCE).select(
        "year", "annual", "level", node="id"
    )
    targets = shared.targets.select("year", "text", "value", id="indicator")
    judged = kept(
        shared.tables["indicator"]
        .join(nodes, on="node")
        .join(targets, on=["id", "year"], how="left")
    )
    whole = judged.select(
        pl.col("id").alias("key"),
        pl.col("unit").is_null().alias("LENGKAP-02"),
        (pl.col("annual") & pl.col("text").is_null()).alias("LENGKAP-03"),
    )
    return whole, _weaker(shared, judged)


def _weaker(shared: Shared, indicators: pl.LazyFrame) -> pl.LazyFrame:
    """Whether the target of a programme is weaker than the RPJMD's that it follows; null where they
    do not count alike, or one of them cannot be read."""
    in_force = shared.nodes.filter(pl.col("latest"), pl.col("kind") == "rpjmd").select(node="id")
    followed = (
        shared.tables["indicator"]
        .join(in_force, on="node", how="semi")
        .select("accumulation", "direction", "unit", follows="id")
    )
    theirs = shared.targets.select("year", promised="value", follows="indicator")
    unit, their_unit = (
        pl.col(name).str.to_lowercase().str.strip_chars().str.replace("%", "persen", literal=True)
        for name in ("unit", "unit_above")
    )
    same = (unit == their_unit) & (pl.col("accumulation") == pl.col("accumulation_above"))
    value, promised = pl.col("value"), pl.col("promised")
    weaker = (
        pl.when(pl.col("direction_above") == "naik")
        .then(value < promised)
        .when(pl.col("direction_above").is_not_null())
        .then(value > promised)
    )
    return (
        indicators.filter("annual", pl.col("level") == "program")
        .join(followed, on="follows", how="left", suffix="_above")
        .join(theirs, on=["follows", "year"], how="left")
        .select(pl.col("id").alias("key"), pl.when(same).then(weaker).alias("SELARAS-03"))
    )


def allocations(shared: Shared) -> pl.LazyFrame:
    nodes = shared.nodes.filter("annual", "latest", pl.col("year") >= SINCE)
    amount, fund = pl.col("amount"), pl.col("fund")
    return (
        shared.tables["allocation"]
        .filter(amount.is_null() | (fund.is_null() & (amount != 0)))
        .join(nodes.select("year", node="id"), on=["node", "year"], how="semi")
        .select(
            pl.col("id").alias("key"),
            pl.when(amount.is_not_null()).then(True).alias("LENGKAP-04"),
        )
    )


def programmes(shared: Shared) -> pl.LazyFrame:
    """Each programme of the RPJMD in each planned year that it covers."""
    years = shared.plans.filter("annual", "latest", pl.col("year") >= SINCE).select("year").unique()
    money = shared.tables["allocation"].rename({"node": "programme"})
    promised = _some(money.join(shared.programmes, on="programme", how="semi"), "amount")
    funded = _some(shared.serving.lazy(), "pagu")
    by = ["programme", "year"]
    lost = in_column("year", shared.lost["year"])
    return (
        shared.programmes.join(years, how="cross")
        .filter(pl.col("year").is_between("first", "last"))
        .join(promised.rename({"some": "promised"}), on=by)
        .join(funded.with_columns(found=True), on=by, how="left")
        .select(
            pl.concat_str(*by, separator="|").alias("key"),
            asked(
                pl.col("promised"),
                fails=pl.when("some")
                .then(False)
                .when(~lost & (pl.col("found").is_null() | pl.col("some").is_not_null()))
                .then(True),
            ).alias("SELARAS-02"),
        )
    )


def _some(rows: pl.LazyFrame, money: str) -> pl.LazyFrame:
    """programme, year, some: whether any money is above zero; null where one that is not known may
    be, and none that is known is."""
    amount = pl.col(money)
    counted = rows.group_by("programme", "year").agg(
        above=(amount > 0).any(), unread=amount.null_count()
    )
    return counted.select(
        "programme",
        "year",
        some=pl.when("above").then(True).when(pl.col("unread") == 0).then(False),
    )


def offices(shared: Shared) -> pl.LazyFrame:
    """Each OPD in each annual plan in force that is its own, or the region's."""
    plans = shared.plans.filter("annual", "latest", pl.col("year") >= SINCE).select(
        "plan", "kind", "year", "version", "baseline", "measured", opd="owner"
    )
    shared_plans = plans.filter(pl.col("opd").is_null()).drop("opd")
    offices = shared.tables["opd"].select(opd="id")
    own = plans.filter(pl.col("opd").is_not_null()).with_columns(own=True)
    rows = pl.concat(
        [own, shared_plans.join(offices, how="cross").with_columns(own=False)], how="diagonal"
    )
    first = shared.sums.select("opd", baseline="plan", total_first="total", unsound_first="unsound")
    stages = {"ppas": "ppas", "dpa": "apbd"}
    stage = (
        pl.when(pl.col("version") > 1)
        .then(pl.lit("perubahan"))
        .otherwise(pl.col("kind").replace_strict(stages, default="indikatif"))
    )
    lines, total, before = pl.col("lines").fill_null(0), pl.col("total"), pl.col("total_first")
    planned = pl.when(~pl.col("own") | (lines > 0)).then(lines > 0)
    additions = [pl.col("year") >= SINCE_ADDITIONS, pl.col("measured"), before > 0]
    return (
        rows.join(shared.sums, on=["plan", "opd"], how="left")
        .join(first, on=["baseline", "opd"], how="left")
        .with_columns(
            pl.when(pl.col("unsound").fill_null(False).not_()).then(total.fill_null(0)),
            pl.when(pl.col("unsound_first").fill_null(False).not_()).then(before.fill_null(0)),
            stage=stage,
        )
        .join(_ceilings(shared.tables["ceiling"]), on=["opd", "year", "stage"], how="left")
        .select(
            pl.concat_str("opd", "plan", separator="|").alias("key"),
            asked(planned, fails=total > pl.col("ceiling")).alias("PAGU-01"),
            asked(*additions, fails=total * 100 >= before * 110).alias("TAMBAH-03"),
            asked(*additions, fails=total * 100 >= before * 120).alias("TAMBAH-04"),
        )
    )


def _ceilings(ceiling: pl.LazyFrame) -> pl.LazyFrame:
    """The ceiling for all funds, else the sum over the funds; null where that is not one number."""
    amount = pl.col("amount")
    whole = amount.filter(pl.col("fund").str.to_lowercase().str.strip_chars() == "semua")
    summed = pl.when(amount.null_count() == 0).then(amount.sum())
    return ceiling.group_by("opd", "year", "stage").agg(
        ceiling=pl.when(whole.len() == 0).then(summed).when(whole.len() == 1).then(whole.first())
    )
