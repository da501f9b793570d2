"""What cannot be true of any plan: years out of this world, one version twice, money of another year.

Such rows are not judged, since any outcome would be about a plan that nobody made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from kawal.engine.shared.errors import Problem
from kawal.engine.shared.wording import rupiah
from kawal.engine.snapshot.model import Snapshot
from kawal.engine.snapshot.schema import ANNUAL_KINDS, BY_NAME

FIRST_YEAR, LAST_YEAR = 1945, 2200
KEY_MARK = "|"
"""Joins the columns of a key in findings and waivers, so it may not stand in one."""
_FEW = 20


_Said = tuple[str, str, str, object, str, str]
"""table, column, key, value, message, mend"""


def contradictions(snapshot: Snapshot, names: Mapping[str, str]) -> list[Problem]:
    """A problem per contradiction; names: table → file, for messages."""
    found: list[Problem] = []
    for table, column, key, value, message, fix in _all(snapshot):
        text = None if value is None else str(value)
        found.append(
            Problem(f"{message} (kunci {key}).", fix, names[table], column=column, value=text)
        )
    return found[:_FEW]


def _all(snapshot: Snapshot) -> Iterator[_Said]:
    yield from _keys_with_a_mark(snapshot)
    yield from _years(snapshot)
    if snapshot.carries("plan"):
        yield from _plans(snapshot)
        if snapshot.carries("node"):
            yield from _money_of_other_years(snapshot)
    yield from _parts_of_a_year(snapshot)
    yield from _ceilings_below_zero(snapshot)


def _rows(
    table: str, frame: pl.DataFrame, column: str, wrong: pl.Expr
) -> Iterator[tuple[str, object]]:
    key = BY_NAME[table].key
    for row in frame.filter(wrong).head(_FEW).iter_rows(named=True):
        yield "|".join(str(row[name]) for name in key), row[column]


def _keys_with_a_mark(snapshot: Snapshot) -> Iterator[_Said]:
    for name in snapshot.tables:
        if not snapshot.carries(name):
            continue
        for column in BY_NAME[name].columns:
            if column.key and column.kind.dtype == pl.String():
                wrong = pl.col(column.name).str.contains(r"[|\x00-\x1f\x7f]")
                for key, value in _rows(name, snapshot.frame(name), column.name, wrong):
                    message = "Kunci memuat tanda | atau karakter kendali"
                    yield (
                        name,
                        column.name,
                        key,
                        value,
                        message,
                        "Pakai huruf, angka, titik atau garis.",
                    )


def _years(snapshot: Snapshot) -> Iterator[_Said]:
    for name in snapshot.tables:
        if not snapshot.carries(name):
            continue
        for column in ("year", "first_year", "last_year"):
            if column in BY_NAME[name].names:
                wrong = ~pl.col(column).is_between(FIRST_YEAR, LAST_YEAR)
                for key, value in _rows(name, snapshot.frame(name), column, wrong):
                    fix = f"Tulis tahun antara {FIRST_YEAR} dan {LAST_YEAR}."
                    yield name, column, key, value, "Tahun tidak masuk akal", fix


def _plans(snapshot: Snapshot) -> Iterator[_Said]:
    plans = snapshot.frame("plan")
    backwards = pl.col("last_year") < pl.col("first_year")
    for key, value in _rows("plan", plans, "last_year", backwards):
        yield (
            "plan",
            "last_year",
            key,
            value,
            "Tahun terakhir mendahului tahun pertama",
            "Tukar isinya.",
        )
    annual = pl.col("kind").is_in(ANNUAL_KINDS)
    longer = annual & (pl.col("last_year") > pl.col("first_year"))
    for key, value in _rows("plan", plans, "last_year", longer):
        fix = "Samakan tahun terakhir dengan tahun pertama."
        yield "plan", "last_year", key, value, "Rencana tahunan memuat lebih dari satu tahun", fix
    for key, value in _rows("plan", plans, "version", pl.col("version") < 1):
        yield "plan", "version", key, value, "Versi kurang dari 1", "Versi pertama adalah 1."
    series = ["kind", "opd", "first_year", "last_year", "version"]
    for key, value in _rows("plan", plans, "version", pl.len().over(series) > 1):
        fix = "Beri setiap perubahan nomor versi sendiri, atau hapus rencana yang berulang."
        yield "plan", "version", key, value, "Versi yang sama dimuat dua kali", fix
    yield from _overlapping(plans)


def _overlapping(plans: pl.DataFrame) -> Iterator[_Said]:
    """Two plans of several years for the same years: it would not be known which is in force. The
    last year of one may be the first of the next, as in 2014–2019 and 2019–2024."""
    several = plans.filter(~pl.col("kind").is_in(ANNUAL_KINDS))
    spans = several.group_by("kind", "opd", "first_year", "last_year").agg(pl.col("id").min())
    owner = ["kind", "opd"]
    ordered = spans.sort(*owner, "first_year", "last_year", nulls_last=True)
    reached = pl.col("last_year").cum_max().shift().over(owner)
    for key, value in _rows("plan", ordered, "first_year", pl.col("first_year") < reached):
        fix = (
            "Beri perubahan rencana tahun yang sama dengan versi pertamanya dan nomor versi "
            "berikutnya, atau akhiri rencana yang lama lebih awal."
        )
        yield (
            "plan",
            "first_year",
            key,
            value,
            "Tahunnya sudah dimuat rencana lain yang sejenis",
            fix,
        )


def _money_of_other_years(snapshot: Snapshot) -> Iterator[_Said]:
    """Money of an annual plan is of its year, or the forward estimate of the next."""
    if not snapshot.carries("allocation"):
        return
    plans = snapshot.frame("plan").filter(pl.col("kind").is_in(ANNUAL_KINDS))
    years = plans.select(plan="id", plan_year="first_year")
    nodes = snapshot.frame("node").select("plan", node="id").join(years, on="plan")
    money = snapshot.frame("allocation").join(nodes, on="node")
    wrong = ~(pl.col("year") - pl.col("plan_year")).is_in([0, 1])
    for key, value in _rows("allocation", money, "year", wrong):
        fix = "Isi tahun rencananya, atau tahun sesudahnya untuk prakiraan maju."
        yield "allocation", "year", key, value, "Tahun alokasi bukan tahun rencananya", fix


_PARTS = (("quarter", 4, "Triwulan harus 0 sampai 4"), ("period", 2, "Periode harus 0 sampai 2"))


def _parts_of_a_year(snapshot: Snapshot) -> Iterator[_Said]:
    for name in snapshot.tables:
        for column, most, message in _PARTS:
            if column in BY_NAME[name].names and snapshot.carries(name):
                wrong = ~pl.col(column).is_between(0, most)
                for key, value in _rows(name, snapshot.frame(name), column, wrong):
                    yield name, column, key, value, message, "0 berarti setahun penuh."


def _ceilings_below_zero(snapshot: Snapshot) -> Iterator[_Said]:
    """A ceiling is set by an office, so a minus is a slip; a line's pagu is judged by a rule."""
    if snapshot.carries("ceiling"):
        for key, value in _rows(
            "ceiling", snapshot.frame("ceiling"), "amount", pl.col("amount") < 0
        ):
            fix = "Isi pagu indikatif dengan nol atau lebih."
            yield (
                "ceiling",
                "amount",
                key,
                rupiah(int(str(value))),
                "Pagu indikatif kurang dari nol",
                fix,
            )
