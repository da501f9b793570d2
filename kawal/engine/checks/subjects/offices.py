"""An OPD in an annual plan: what it asks for as a whole."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks import amounts
from kawal.engine.checks.aggregate import ratio, total
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import ANNUAL_PLAN, Given, Part, Subject
from kawal.engine.checks.subjects import office_missions, office_money
from kawal.engine.checks.subjects.readiness import OFFICE_READINESS
from kawal.engine.snapshot.schema import ALL_FUNDS, Kind

_MEND_SUM = (
    "Isi pagu setiap sub kegiatan, dan pindahkan pagu yang ditulis pada program atau kegiatan ke sub "
    "kegiatannya; bagian yang kosong atau di bawah nol tidak dapat dijumlahkan."
)


def _rows(facts: Facts) -> pl.LazyFrame:
    """Each OPD with each annual plan in force that is its own, or the region's."""
    plans = facts.plans.filter(pl.col("annual") & pl.col("latest")).select(
        "plan", "region", "owner", "kind", "year", "version", "baseline", "measured"
    )
    offices = facts.table("opd").select("region", opd="id", office=pl.coalesce("name", "id"))
    own = plans.join(offices.drop("region"), left_on="owner", right_on="opd", how="inner").rename(
        {"owner": "opd"}
    )
    shared = plans.filter(pl.col("owner").is_null()).drop("owner").join(offices, on="region")
    own, shared = own.with_columns(own=pl.lit(True)), shared.with_columns(own=pl.lit(False))
    columns = [
        "opd",
        "plan",
        "region",
        "office",
        "kind",
        "year",
        "version",
        "baseline",
        "measured",
        "own",
    ]
    return pl.concat([own.select(columns), shared.select(columns)])


def _add_lines(facts: Facts, offices: pl.LazyFrame) -> pl.LazyFrame:
    lines = facts.current_lines.group_by("plan", "opd").agg(lines=pl.len().cast(pl.Int64))
    joined = matched(offices, lines, ["plan", "opd"], {"lines": 0}, unique=True)
    # an OPD need not stand in a plan of the region, but its own plan without a line says nothing
    unsaid = pl.col("own") & (pl.col("lines") == 0)
    return joined.with_columns(lines=pl.when(~unsaid).then("lines"))


def _add_pagu(facts: Facts, offices: pl.LazyFrame) -> pl.LazyFrame:
    sums = total(facts.once(amounts.office_money), ["plan", "opd"], "pagu", "total_pagu")
    return matched(offices, sums, ["plan", "opd"], {"total_pagu": 0}, unique=True)


def _add_baseline(facts: Facts, offices: pl.LazyFrame) -> pl.LazyFrame:
    """The OPD's sum in version 1; null where version 1 is not carried."""
    sums = total(
        facts.once(amounts.office_money).rename({"plan": "baseline"}),
        ["baseline", "opd"],
        "pagu",
        "baseline_total",
    )
    fill = {"baseline_total": 0}
    joined = matched(offices, sums, ["baseline", "opd"], fill, unique=True)
    return joined.with_columns(
        baseline_total=pl.when(pl.col("baseline").is_not_null()).then("baseline_total")
    )


def _add_growth(facts: Facts, offices: pl.LazyFrame) -> pl.LazyFrame:
    """net: change of the OPD's sum, new and dropped lines included; gross: all that was added to
    lines, before what was taken from others."""
    lines = (
        facts.once(amounts.line_money)
        .join(facts.once(amounts.baseline_money), on="id", how="inner")
        .with_columns(rise=(pl.col("pagu") - pl.col("baseline_pagu")).clip(lower_bound=0))
    )
    sums = total(lines, ["plan", "opd"], "rise", "gross")
    joined = matched(offices, sums, ["plan", "opd"], {"gross": 0}, unique=True)
    before, net = pl.col("baseline_total"), pl.col("total_pagu") - pl.col("baseline_total")
    return joined.with_columns(
        net=net, growth=ratio(net, before), gross_growth=ratio(pl.col("gross"), before)
    )


def _add_ceiling(facts: Facts, offices: pl.LazyFrame) -> pl.LazyFrame:
    """The ceiling of the plan's stage: the one for all funds, else the sum over the funds."""
    by = ["opd", "year", "stage"]
    ceilings = facts.table("ceiling")
    of_all = pl.col("fund").str.to_lowercase().str.strip_chars() == ALL_FUNDS
    whole = ceilings.filter(of_all).select(*by, whole="amount", stated=pl.lit(True))
    summed = total(ceilings, by, "amount", "summed")
    # two that are for all funds contradict each other: then stated is null, and so is the ceiling
    summed = matched(summed, whole, by, {"whole": None, "stated": False})
    stated = pl.col("stated")
    ceiling = pl.when(stated).then("whole").when(~stated).then("summed")
    ceilings = summed.select(*by, ceiling=ceiling)
    staged = offices.with_columns(stage=office_money.stage())
    return matched(staged, ceilings, by, {"ceiling": None}, unique=True)


OFFICE = Subject(
    name="office",
    title="setiap OPD dalam setiap rencana tahunan versi terakhir",
    table="opd",
    key=("opd", "plan"),
    base=("opd", "plan"),
    rows=_rows,
    sources=(ANNUAL_PLAN,),
    own=(
        Given("office", "OPD", "opd.name", Kind.TEXT),
        Given("year", "tahun", "plan.first_year", Kind.INTEGER),
        Given("measured", "versi pertama yang terkunci", "plan.locked", Kind.BOOLEAN),
    ),
    parts=(
        Part(
            "lines",
            gives=(Given("lines", "baris rencana OPD ini", "node.level", Kind.INTEGER),),
            needs=("node",),
            add=_add_lines,
        ),
        Part(
            "pagu",
            gives=(
                Given(
                    "total_pagu",
                    "jumlah pagu OPD ini",
                    "allocation.amount",
                    Kind.MONEY,
                    _MEND_SUM,
                ),
            ),
            needs=("node", "allocation.amount"),
            add=_add_pagu,
        ),
        Part(
            "baseline",
            gives=(
                Given(
                    "baseline_total",
                    "jumlah pagu OPD ini dalam versi terkunci",
                    "allocation.amount",
                    Kind.MONEY,
                    _MEND_SUM,
                ),
            ),
            needs=("node", "allocation.amount"),
            add=_add_baseline,
        ),
        Part(
            "growth",
            gives=(
                Given("net", "kenaikan bersih", "allocation.amount", Kind.MONEY),
                Given("growth", "kenaikan bersih", "allocation.amount", Kind.INTEGER),
                Given("gross", "kenaikan kotor", "allocation.amount", Kind.MONEY),
                Given("gross_growth", "kenaikan kotor", "allocation.amount", Kind.INTEGER),
            ),
            needs=("node.code",),
            uses=("pagu", "baseline"),
            add=_add_growth,
        ),
        Part(
            "ceiling",
            gives=(Given("ceiling", "pagu indikatif", "ceiling.amount", Kind.MONEY),),
            needs=("ceiling.amount",),
            add=_add_ceiling,
        ),
        OFFICE_READINESS,
        *office_money.PARTS,
        *office_missions.PARTS,
    ),
)
