"""The 18 rules as one writes them directly in Polars: the bar that the engine is measured by.

It answers only what is *gagal*, for complete data: a missing value is not told from a fault, no
message can be written from it, and no office may waive anything. It uses nothing of the engine's
checks.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kawal.engine.snapshot import Snapshot

ANNUAL = ["renja", "rkpd", "ppas", "dpa"]
CODE = r"^[0-9]\.[0-9]{2}\.[0-9]{2}\.([1-57])\.[0-9]{2}\.([0-9]{2}|[0-9]{4})$"
PAY = r"^[0-9]\.[0-9]{2}\.01\.2\.02\.(?:00)?01$"
ABOVE = {
    "misi": "visi",
    "tujuan": "misi",
    "sasaran": "tujuan",
    "program": "sasaran",
    "kegiatan": "program",
    "sub_kegiatan": "kegiatan",
}
HOPS = 3
ENGINE = "in-memory"
"""Streaming, the default, costs more than it saves on tables of a few thousand rows."""
SINCE, SINCE_CODES, SINCE_ADDITIONS = 2018, 2021, 2020


def findings(snapshot: Snapshot) -> pl.DataFrame:
    """rule and key of everything that is gagal."""
    shared = _shared({name: frame.lazy() for name, frame in snapshot.tables.items()})
    failing = {
        **_of_lines(shared),
        **_of_nodes(shared),
        **_of_indicators(shared),
        **_of_allocations(shared),
        **_of_programmes(shared),
        **_of_offices(shared),
    }
    frames = [rows.select(rule=pl.lit(rule), key="key") for rule, rows in failing.items()]
    return pl.concat(pl.collect_all(frames, engine=ENGINE))


def _kept(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Rows that several rules read: worked out once."""
    return rows.collect(engine=ENGINE).lazy()


def counts(found: pl.DataFrame) -> dict[str, int]:
    """How many subjects are gagal, per rule."""
    return dict(found.group_by("rule").len().iter_rows())


@dataclass(frozen=True)
class Shared:
    """What several rules ask: the tables, and what follows from them.

    nodes: with their plan's columns. lines: sub kegiatan of every annual version, with pagu.
    current: the lines of the latest versions. targets: those of a whole year. serving: line and
    RPJMD programme of its year.
    """

    tables: dict[str, pl.LazyFrame]
    plans: pl.LazyFrame
    nodes: pl.LazyFrame
    lines: pl.LazyFrame
    current: pl.LazyFrame
    targets: pl.LazyFrame
    programmes: pl.LazyFrame
    serving: pl.LazyFrame


def _shared(tables: dict[str, pl.LazyFrame]) -> Shared:
    plans = _kept(_plans(tables["plan"]))
    nodes = _kept(tables["node"].join(plans, on="plan"))
    pagu = tables["allocation"].group_by(id="node", year="year").agg(pagu=pl.col("amount").sum())
    lines = _kept(
        nodes.filter(pl.col("annual"), pl.col("level") == "sub_kegiatan")
        .join(pagu, on=["id", "year"], how="left")
        .with_columns(pl.col("pagu").fill_null(0))
    )
    current = _kept(
        lines.filter("latest").with_columns(repeated=pl.len().over("plan", "opd", "code") > 1)
    )
    programmes = nodes.filter(
        pl.col("latest"), pl.col("kind") == "rpjmd", pl.col("level") == "program"
    ).select(programme="id", first="year", last="last_year")
    return Shared(
        tables=tables,
        plans=plans,
        nodes=nodes,
        lines=lines,
        current=current,
        targets=tables["target"].filter(pl.col("quarter") == 0),
        programmes=programmes,
        serving=_kept(_serving(current, tables["node"], tables["support"], programmes)),
    )


def _plans(plan: pl.LazyFrame) -> pl.LazyFrame:
    """Each version with its year, whether it is annual and the latest, and its version 1."""
    series = ["kind", "owner", "year", "last_year"]
    plans = plan.rename({"id": "plan", "opd": "owner", "first_year": "year"}).with_columns(
        annual=pl.col("kind").is_in(ANNUAL),
        latest=pl.col("version") == pl.col("version").max().over(series),
    )
    first = plans.filter(pl.col("version") == 1).select(*series, baseline="plan", measured="locked")
    return plans.join(first, on=series, how="left", nulls_equal=True).with_columns(
        measured=pl.col("measured") & (pl.col("version") > 1)
    )


def _serving(
    lines: pl.LazyFrame, node: pl.LazyFrame, support: pl.LazyFrame, programmes: pl.LazyFrame
) -> pl.LazyFrame:
    """line, year, pagu, programme: through the line itself or what is above it, up to its
    programme."""
    served = support.select("node", programme="above").join(programmes, on="programme")
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
    return (
        pl.concat(steps)
        .join(served, on="node")
        .filter(pl.col("year").is_between("first", "last"))
        .select("line", "year", "pagu", "programme")
    )


def _of_lines(shared: Shared) -> dict[str, pl.LazyFrame]:
    lines = shared.current
    code = pl.col("code")
    well_formed = code.str.contains(CODE)
    digits = pl.when(pl.col("year") <= 2023).then(2).otherwise(4)
    named = shared.tables["indicator"].filter(pl.col("name").is_not_null())
    coded = lines.filter(pl.col("year") >= SINCE_CODES)
    judged = lines.filter(pl.col("year") >= SINCE)
    measured = _kept(_measured(shared))
    grown = measured.filter(pl.col("before") > 0)
    rules = {
        "KODE-01": coded.filter(
            ~(well_formed & (code.str.extract(CODE, 2).str.len_chars() <= digits))
        ),
        "KODE-02": coded.filter(code.str.extract(CODE, 1) == "1"),
        "GANDA-01": judged.filter("repeated"),
        "LENGKAP-01": judged.join(named, left_on="id", right_on="node", how="anti"),
        "SELARAS-01": judged.join(shared.serving, left_on="id", right_on="line", how="anti"),
        "TAMBAH-01": grown.filter(pl.col("pagu") * 100 >= pl.col("before") * 110),
        "TAMBAH-02": grown.filter(pl.col("pagu") * 100 >= pl.col("before") * 120),
        "TAMBAH-05": measured.filter(pl.col("before") == 0, pl.col("pagu") > 0),
        "TAMBAH-06": _unmoved(
            shared, grown.filter(pl.col("pagu") > pl.col("before"), ~code.str.contains(PAY))
        ),
    }
    return {rule: rows.select(key="id") for rule, rows in rules.items()}


def _measured(shared: Shared) -> pl.LazyFrame:
    """The current lines of changed plans, beside what they were in version 1; OPD and code must
    say clearly which."""
    first = shared.lines.select("opd", "code", baseline="plan", id_before="id", before="pagu")
    return (
        shared.current.filter(
            pl.col("measured"), ~pl.col("repeated"), pl.col("year") >= SINCE_ADDITIONS
        )
        .join(first, on=["baseline", "opd", "code"], how="left")
        .with_columns(pl.col("before").fill_null(0))
    )


def _unmoved(shared: Shared, lines: pl.LazyFrame) -> pl.LazyFrame:
    """The lines whose targets, in order of size, are what they were in version 1."""
    values = (
        shared.tables["indicator"]
        .select(indicator="id", id="node")
        .join(shared.lines.select("id", "year"), on="id")
        .join(shared.targets, on=["indicator", "year"])
        .group_by("id")
        .agg(values=pl.col("value").sort())
    )
    return (
        lines.join(values, on="id")
        .join(values, left_on="id_before", right_on="id", suffix="_before")
        .filter(pl.col("values") == pl.col("values_before"))
    )


def _of_nodes(shared: Shared) -> dict[str, pl.LazyFrame]:
    above = shared.tables["node"].select(parent="id", plan="plan", level_above="level")
    fits = pl.col("level_above") == pl.col("level").replace_strict(ABOVE, default=None)
    starts = (
        pl.when(pl.col("kind") == "rpjmd")
        .then(pl.col("level") == "visi")
        .otherwise(pl.col("level").is_in(["tujuan", "sasaran", "program"]))
    )
    stands = pl.when(pl.col("parent").is_null()).then(starts).otherwise(fits.fill_null(False))
    failing = (
        shared.nodes.filter(pl.col("latest"), pl.col("year") >= SINCE)
        .join(above, on=["parent", "plan"], how="left")
        .filter(~stands)
    )
    return {"INDUK-01": failing.select(key="id")}


def _of_indicators(shared: Shared) -> dict[str, pl.LazyFrame]:
    nodes = shared.nodes.filter(pl.col("latest"), pl.col("year") >= SINCE).select(
        "year", "annual", "level", node="id"
    )
    indicators = shared.tables["indicator"].join(nodes, on="node")
    written = shared.targets.filter(pl.col("text").is_not_null())
    rules = {
        "LENGKAP-02": indicators.filter(pl.col("unit").is_null()),
        "LENGKAP-03": indicators.filter("annual").join(
            written, left_on=["id", "year"], right_on=["indicator", "year"], how="anti"
        ),
        "SELARAS-03": _weaker(shared, indicators),
    }
    return {rule: rows.select(key="id") for rule, rows in rules.items()}


def _weaker(shared: Shared, indicators: pl.LazyFrame) -> pl.LazyFrame:
    """Indicators of programmes whose target is weaker than the RPJMD's, where both count alike."""
    own = shared.targets.select("year", "value", id="indicator")
    theirs = shared.targets.select("year", promised="value", follows="indicator")
    followed = shared.tables["indicator"].select("accumulation", "direction", "unit", follows="id")
    unit, their_unit = (
        pl.col(name).str.strip_chars().str.to_lowercase() for name in ("unit", "unit_above")
    )
    weaker = (
        pl.when(pl.col("direction_above") == "naik")
        .then(pl.col("value") < pl.col("promised"))
        .otherwise(pl.col("value") > pl.col("promised"))
    )
    return (
        indicators.filter(pl.col("annual"), pl.col("level") == "program")
        .join(followed, on="follows", suffix="_above")
        .filter(unit == their_unit, pl.col("accumulation") == pl.col("accumulation_above"))
        .join(own, on=["id", "year"])
        .join(theirs, on=["follows", "year"])
        .filter(weaker)
    )


def _of_allocations(shared: Shared) -> dict[str, pl.LazyFrame]:
    nodes = shared.nodes.filter(pl.col("annual"), pl.col("latest"), pl.col("year") >= SINCE).select(
        "year", node="id"
    )
    failing = (
        shared.tables["allocation"]
        .filter(pl.col("fund").is_null(), pl.col("amount") != 0)
        .join(nodes, on=["node", "year"])
    )
    return {"LENGKAP-04": failing.select(key="id")}


def _of_programmes(shared: Shared) -> dict[str, pl.LazyFrame]:
    years = shared.plans.filter("annual", "latest", pl.col("year") >= SINCE).select("year").unique()
    promised = (
        shared.tables["allocation"].filter(pl.col("amount") > 0).select("year", programme="node")
    )
    funded = shared.serving.filter(pl.col("pagu") > 0)
    failing = (
        shared.programmes.join(years, how="cross")
        .filter(pl.col("year").is_between("first", "last"))
        .join(promised, on=["programme", "year"], how="semi")
        .join(funded, on=["programme", "year"], how="anti")
    )
    return {"SELARAS-02": failing.select(key=pl.concat_str("programme", "year", separator="|"))}


def _of_offices(shared: Shared) -> dict[str, pl.LazyFrame]:
    sums = _kept(shared.lines.group_by("plan", "opd").agg(total=pl.col("pagu").sum()))
    offices = shared.plans.filter("annual", "latest").join(sums, on="plan")
    before = sums.rename({"plan": "baseline", "total": "before"})
    grown = (
        offices.filter(pl.col("year") >= SINCE_ADDITIONS, pl.col("measured"))
        .join(before, on=["baseline", "opd"])
        .filter(pl.col("before") > 0)
    )
    stage = pl.when(pl.col("version") == 1).then(pl.lit("indikatif")).otherwise(pl.lit("perubahan"))
    over = (
        offices.filter(pl.col("year") >= SINCE)
        .with_columns(stage=stage)
        .join(_ceilings(shared.tables["ceiling"]), on=["opd", "year", "stage"])
        .filter(pl.col("total") > pl.col("ceiling"))
    )
    rules = {
        "PAGU-01": over,
        "TAMBAH-03": grown.filter(pl.col("total") * 100 >= pl.col("before") * 110),
        "TAMBAH-04": grown.filter(pl.col("total") * 100 >= pl.col("before") * 120),
    }
    key = pl.concat_str("opd", "plan", separator="|")
    return {rule: rows.select(key=key) for rule, rows in rules.items()}


def _ceilings(ceiling: pl.LazyFrame) -> pl.LazyFrame:
    """The ceiling for all funds, else the sum over the funds."""
    whole = pl.col("amount").filter(pl.col("fund") == "semua")
    return ceiling.group_by("opd", "year", "stage").agg(
        ceiling=pl.when(whole.len() > 0).then(whole.first()).otherwise(pl.col("amount").sum())
    )
