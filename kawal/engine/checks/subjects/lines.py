"""Lines: the sub kegiatan of an annual plan, each carrying money."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks import amounts, targets
from kawal.engine.checks.aggregate import ratio, some
from kawal.engine.checks.chain import rpjmd_years
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.in_use import in_use
from kawal.engine.checks.matching import matched
from kawal.engine.checks.subject import ANNUAL_LINES, Given, Part, Subject
from kawal.engine.checks.subjects import line_money, line_plans, line_schedule
from kawal.engine.checks.subjects.labels import node_label
from kawal.engine.checks.subjects.line_details import DETAILS
from kawal.engine.shared.collecting import kept
from kawal.engine.snapshot.schema import Kind

CODE = r"^[0-9]\.[0-9]{2}\.[0-9]{2}\.([1-57])\.[0-9]{2}\.([0-9]{2}|[0-9]{4})$"
"""Fourth part: 1 province, 2 regency or city; 3, 4, 5 and 7 regions with autonomy of their own
(Kepmendagri 900.1.15.5-1317/2023)."""
_PAY = r"^[0-9]\.[0-9]{2}\.01\.2\.02\.(00)?01$"
"""Penyediaan Gaji dan Tunjangan ASN, in the supporting programme of any bidang."""
_THREE_BIDANG = r"^([0-9]\.[0-9]{2})\.([0-9]\.[0-9]{2})\.([0-9]\.[0-9]{2})\."
"""How the code of an OPD begins: its three bidang urusan, 0.00 where it has fewer."""
_NO_BIDANG = "0.00"


def line_rows(facts: Facts) -> pl.LazyFrame:
    """The rows of every subject that judges lines."""
    return facts.current_lines.with_columns(line=node_label())


def _add_code_shape(_: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """What the code looks like; a code of another shape has government and digits 0."""
    code, known = pl.col("code"), pl.col("code").is_not_null()
    parts = pl.col("_parts").struct
    government = parts[0].cast(pl.Int64).fill_null(0)
    digits = parts[1].str.len_chars().cast(pl.Int64).fill_null(0)
    return lines.with_columns(_parts=code.str.extract_groups(CODE)).with_columns(
        well_formed=pl.when(known).then(parts[0].is_not_null()),
        government=pl.when(known).then(government),
        digits=pl.when(known).then(digits),
    )


def _add_twins(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    return lines.join(facts.twins.select("id", "repeated"), on="id", how="left")


def _add_sharing(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """shared: whether another OPD plans the same code that year; null where that, or any code of
    the year, is missing."""
    kinds = facts.plans.select("plan", "kind")
    names = facts.table("opd").select(opd="id", name=pl.coalesce("short", "name"))
    on = ["region", "kind", "year", "code"]
    current = facts.current_lines.select("plan", "region", "opd", "code", "year").join(
        kinds, on="plan", how="left"
    )
    least, most = pl.col("opd").min(), pl.col("opd").max()
    by_code = current.group_by(on).agg(shared=least.ne_missing(most))
    by_code = kept(by_code.filter(pl.col("shared") | pl.col("code").is_null()))
    planners = (
        current.join(by_code, on=on, nulls_equal=True)
        .join(names, on="opd", how="left")
        .group_by(on)
        .agg(planners=pl.coalesce("name", "opd").unique().sort().str.join(", "))
    )
    by_code = by_code.join(planners, on=on, nulls_equal=True)
    fill = {"shared": False, "planners": None}
    joined = lines.join(kinds, on="plan", how="left")
    return matched(joined, by_code, on, fill, nullable="code", unique=True).drop("kind")


def _add_common(_: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """common: a code that many offices have by its nature, the supporting programme (01) of any
    bidang and the work of a kecamatan (urusan 7)."""
    code = pl.col("code")
    return lines.with_columns(common=(code.str.slice(4, 4) == ".01.") | code.str.starts_with("7."))


def _add_pay(_: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """pay: the line pays salaries, of which the target, people and months, cannot rise with them."""
    return lines.with_columns(pay=pl.col("code").str.contains(_PAY))


def _add_company(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """compared: whether plans of more than one OPD are there to compare."""
    kinds = facts.plans.select("plan", "kind")
    lines_of = facts.current_lines.select("plan", "region", "opd", "year")
    current = lines_of.join(kinds, on="plan", how="left")
    by = ["region", "kind", "year"]
    planners = current.group_by(by).agg(compared=pl.col("opd").n_unique() > 1)
    joined = lines.join(kinds, on="plan", how="left")
    return joined.join(planners, on=by, how="left").drop("kind")


def _add_bidang(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    """own_bidang: the line's bidang is one of the three in its OPD's code; null where that code is
    missing or of another form."""
    groups = pl.col("code").str.extract_groups(_THREE_BIDANG)
    three = pl.concat_list(groups.struct[place] for place in range(3))
    offices = kept(facts.table("opd").select(opd="id", office_code="code", three=three))
    told = pl.col("three").list.set_difference([_NO_BIDANG]).list.join(", ")
    readable = pl.col("three").list.first().is_not_null()
    offices = kept(offices.with_columns(told=told, readable=readable))
    bidang = pl.col("code").str.slice(0, 4)
    known = pl.col("readable") & bidang.is_not_null()
    return (
        lines.join(offices, on="opd", how="left")
        .with_columns(
            bidang=bidang,
            own_bidang=pl.when(known).then(pl.col("three").list.contains(bidang)),
            office_bidang=pl.when(known).then("told"),
        )
        .drop("three", "told", "readable")
    )


def _add_indicators(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    indicators = in_use(facts).select(id="node", name="name")
    named = some(indicators, ["id"], pl.col("name").is_not_null(), "has_indicator")
    return matched(lines, named, ["id"], {"has_indicator": False}, unique=True)


def _add_programme(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    # a programme found settles it; a way that is lost leaves it open
    found = pl.when(pl.col("programme").is_not_null()).then(True)
    served = facts.served.select(id="line", programme="programme")
    per_line = some(served, ["id"], found, "serves_rpjmd")
    lines = matched(lines, per_line, ["id"], {"serves_rpjmd": False}, unique=True)
    lines = lines.join(facts.once(rpjmd_years), on=["region", "year"], how="left")
    return lines.with_columns(
        serves_rpjmd=pl.when(pl.col("rpjmd_known")).then("serves_rpjmd")
    ).drop("rpjmd_known")


def _add_pagu(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    money = facts.once(amounts.line_money).select("id", "pagu")
    return lines.join(money, on="id", how="left")


def _add_baseline_pagu(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    return lines.join(facts.once(amounts.baseline_money), on="id", how="left")


def _add_growth(_: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    rise = pl.col("pagu") - pl.col("baseline_pagu")
    return lines.with_columns(rise=rise, growth=ratio(rise, pl.col("baseline_pagu")))


def _add_targets(facts: Facts, lines: pl.LazyFrame) -> pl.LazyFrame:
    before = facts.once(targets.line_targets).select(baseline_id="id", baseline_targets="targets")
    earlier = facts.baseline_lines.join(before, on="baseline_id", how="left")
    return lines.join(facts.once(targets.line_targets), on="id", how="left").join(
        earlier.select("id", "baseline_targets"), on="id", how="left"
    )


CODE_SHAPE = Part(
    "code_shape",
    gives=(
        Given("well_formed", "kode sub kegiatan", "node.code", Kind.BOOLEAN),
        Given("government", "angka keempat kode", "node.code", Kind.INTEGER),
        Given("digits", "angka sub kegiatan", "node.code", Kind.INTEGER),
    ),
    needs=("node.code",),
    add=_add_code_shape,
)

LINE = Subject(
    name="line",
    title="setiap baris (sub kegiatan) dalam rencana tahunan versi terakhir",
    table="node",
    key=("id",),
    base=("node",),
    rows=line_rows,
    sources=(ANNUAL_LINES,),
    own=(
        Given("line", "baris", "node.title", Kind.TEXT),
        Given("code", "kode sub kegiatan", "node.code", Kind.TEXT),
        Given("location", "lokasi", "node.location", Kind.TEXT),
        Given("target_group", "kelompok sasaran", "node.target_group", Kind.TEXT),
        Given("result", "hasil", "node.result", Kind.TEXT),
        Given("measured", "versi pertama yang terkunci", "plan.locked", Kind.BOOLEAN),
        Given("year", "tahun", "plan.first_year", Kind.INTEGER),
    ),
    parts=(
        CODE_SHAPE,
        Part(
            "twins",
            gives=(Given("repeated", "kode sub kegiatan", "node.code", Kind.BOOLEAN),),
            needs=("node.code",),
            add=_add_twins,
        ),
        Part(
            "sharing",
            gives=(
                Given("shared", "kode semua sub kegiatan tahun itu", "node.code", Kind.BOOLEAN),
                Given("planners", "OPD yang merencanakannya", "node.opd", Kind.TEXT),
            ),
            needs=("plan", "node.code"),
            add=_add_sharing,
        ),
        Part(
            "company",
            gives=(Given("compared", "rencana OPD lain", "plan.kind", Kind.BOOLEAN),),
            needs=("plan",),
            add=_add_company,
        ),
        Part(
            "pay",
            gives=(Given("pay", "kode sub kegiatan", "node.code", Kind.BOOLEAN),),
            needs=("node.code",),
            add=_add_pay,
        ),
        Part(
            "common",
            gives=(Given("common", "kode sub kegiatan", "node.code", Kind.BOOLEAN),),
            needs=("node.code",),
            add=_add_common,
        ),
        Part(
            "bidang",
            gives=(
                Given("bidang", "bidang urusan baris", "node.code", Kind.TEXT),
                Given(
                    "own_bidang",
                    "bidang urusan dalam kode organisasi OPD",
                    "opd.code",
                    Kind.BOOLEAN,
                    "Isi kode organisasi, misalnya 1.02.0.00.0.00.01.0000.",
                ),
                Given("office_code", "kode organisasi OPD", "opd.code", Kind.TEXT),
                Given("office_bidang", "bidang urusan OPD", "opd.code", Kind.TEXT),
            ),
            needs=("node.code", "opd.code"),
            add=_add_bidang,
        ),
        Part(
            "indicators",
            gives=(Given("has_indicator", "teks indikator", "indicator.name", Kind.BOOLEAN),),
            needs=("indicator.name",),
            add=_add_indicators,
            presence=("indicator.name",),
        ),
        Part(
            "programme",
            gives=(Given("serves_rpjmd", "program RPJMD", "support.above", Kind.BOOLEAN),),
            needs=("plan", "node.parent", "support"),
            add=_add_programme,
        ),
        Part(
            "pagu",
            gives=(
                Given(
                    "pagu",
                    "pagu baris ini",
                    "allocation.amount",
                    Kind.MONEY,
                    "Isi setiap pagu baris ini; bagian yang kosong atau di bawah nol tidak dapat "
                    "dijumlahkan.",
                ),
            ),
            needs=("plan", "allocation.amount"),
            add=_add_pagu,
        ),
        Part(
            "baseline_pagu",
            gives=(
                Given(
                    "baseline_pagu",
                    "pagu baris ini dalam versi terkunci",
                    "allocation.amount",
                    Kind.MONEY,
                    "Periksa baris ini dalam versi terkunci: kodenya harus ada dan tertulis satu kali, "
                    "dan setiap pagunya terisi; bagian yang kosong atau di bawah nol tidak dapat "
                    "dijumlahkan.",
                ),
            ),
            needs=("plan", "node.code", "allocation.amount"),
            add=_add_baseline_pagu,
        ),
        Part(
            "growth",
            gives=(
                Given("rise", "kenaikan pagu", "allocation.amount", Kind.MONEY),
                Given("growth", "kenaikan pagu", "allocation.amount", Kind.INTEGER),
            ),
            needs=(),
            uses=("pagu", "baseline_pagu"),
            add=_add_growth,
        ),
        Part(
            "targets",
            gives=(
                Given("targets", "nilai target", "target.value", Kind.TEXT),
                Given("baseline_targets", "nilai target versi terkunci", "target.value", Kind.TEXT),
            ),
            needs=("plan", "node.code", "indicator", "target.value"),
            add=_add_targets,
        ),
        *DETAILS,
        *line_money.PARTS,
        *line_schedule.PARTS,
        *line_plans.PARTS,
    ),
)
