"""What cannot be true of any plan: years out of this world, one version twice, money of another year.

Such rows are not judged, since any outcome would be about a plan that nobody made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import polars as pl

from kawal.engine.shared.errors import Problem, told
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.wording import rupiah
from kawal.engine.snapshot.model import Snapshot
from kawal.engine.snapshot.schema import ANNUAL_KINDS, BY_NAME, Kind

FIRST_YEAR, LAST_YEAR = 1945, 2200
YEARS = ("year", "first_year", "last_year")
PARTS_OF_A_YEAR = {
    "quarter": (4, "Triwulan harus 0 sampai 4"),
    "period": (2, "Periode harus 0 sampai 2"),
}
"""Columns that number a part of the year: the last part, and what is said of another. 0 is the
whole year."""
KEY_MARK = "|"
"""Joins the columns of a key in findings and waivers, so it may not stand in one."""

_MARKED = r"[|\p{Cc}]"
_LOOKS_ALIKE = r"^\s|\s$|\p{Cf}|[\p{Z}&&[^ ]]"
"""White space at an edge, characters without a shape, spaces that are not the plain one: two such
keys look the same to everyone but the computer."""


class _Found(NamedTuple):
    """The rows of a table that are wrong in one way, and what is said of each."""

    table: str
    column: str
    wrong: pl.DataFrame
    message: str
    fix: str
    fault: Fault = Fault.CONTRADICTION


def unsound_keys(
    snapshot: Snapshot, doubtful: Sequence[str], names: Mapping[str, str]
) -> list[Problem]:
    """Keys, and what refers to keys, that cannot be told apart or pointed at.

    doubtful: the tables to look at. names: table → file, for messages.
    """
    return _problems(_identifiers(snapshot, doubtful), names)


def contradictions(
    snapshot: Snapshot, doubtful: Sequence[str], names: Mapping[str, str]
) -> list[Problem]:
    """The problems of each kind of contradiction.

    doubtful: the tables whose years are to be looked at. names: table → file, for messages.
    """
    return _problems(_all(snapshot, doubtful), names)


def _problems(kinds: Iterable[_Found], names: Mapping[str, str]) -> list[Problem]:
    found: list[Problem] = []
    for kind in kinds:
        tell = partial(_problem, kind, names[kind.table])
        found += told(range(kind.wrong.height), tell)
    return found


def _problem(kind: _Found, file: str, at: int) -> Problem:
    row = kind.wrong.row(at, named=True)
    key = "|".join(str(row[name]) for name in BY_NAME[kind.table].key)
    value = row[kind.column]
    is_money = BY_NAME[kind.table].column(kind.column).kind is Kind.MONEY
    text = None if value is None else rupiah(value) if is_money else str(value)
    return Problem(
        kind.fault, f"{kind.message} (kunci {key}).", kind.fix, file, None, kind.column, text
    )


def _all(snapshot: Snapshot, doubtful: Sequence[str]) -> Iterator[_Found]:
    yield from _years(snapshot, doubtful)
    if snapshot.carries("plan"):
        yield from _plans(snapshot)
        if snapshot.carries("node"):
            yield from _money_of_other_years(snapshot)
    yield from _parts_of_a_year(snapshot, doubtful)
    yield from _ceilings_below_zero(snapshot)


def _identifiers(snapshot: Snapshot, doubtful: Sequence[str]) -> Iterator[_Found]:
    for name in doubtful:
        frame = snapshot.frame(name)
        columns = [
            column.name
            for column in BY_NAME[name].columns
            if (column.key or column.refers) and column.kind is Kind.TEXT
        ]
        for column in columns:
            marked = pl.col(column).str.contains(_MARKED)
            message = "Kunci memuat tanda | atau karakter kendali"
            fix = "Pakai huruf, angka, titik atau garis."
            yield _Found(name, column, frame.filter(marked), message, fix, Fault.UNSOUND_KEY)
            alike = pl.col(column).str.contains(_LOOKS_ALIKE) & ~marked
            message = "Kunci memuat spasi di tepi atau karakter yang tidak tampak"
            fix = "Ketik ulang kuncinya tanpa itu, di semua tabel yang merujuknya."
            yield _Found(name, column, frame.filter(alike), message, fix, Fault.UNSOUND_KEY)


def _years(snapshot: Snapshot, doubtful: Sequence[str]) -> Iterator[_Found]:
    for name in doubtful:
        for column in YEARS:
            if column in BY_NAME[name].names:
                wrong = snapshot.frame(name).filter(~_in_time(column))
                fix = f"Tulis tahun antara {FIRST_YEAR} dan {LAST_YEAR}."
                yield _Found(name, column, wrong, "Tahun tidak masuk akal", fix, Fault.WRONG_VALUE)


def _in_time(column: str) -> pl.Expr:
    """Whether it is a year at all. What is none is told once; nothing more is held against it."""
    return pl.col(column).is_between(FIRST_YEAR, LAST_YEAR)


def _plans(snapshot: Snapshot) -> Iterator[_Found]:
    plans = snapshot.frame("plan")
    sound = plans.filter(_in_time("first_year") & _in_time("last_year"))
    backwards = sound.filter(pl.col("last_year") < pl.col("first_year"))
    message = "Tahun terakhir mendahului tahun pertama"
    yield _Found("plan", "last_year", backwards, message, "Tukar isinya.")
    annual = pl.col("kind").is_in(ANNUAL_KINDS)
    longer = sound.filter(annual & (pl.col("last_year") > pl.col("first_year")))
    message = "Rencana tahunan memuat lebih dari satu tahun"
    fix = "Samakan tahun terakhir dengan tahun pertama."
    yield _Found("plan", "last_year", longer, message, fix)
    early = plans.filter(pl.col("version") < 1)
    yield _Found(
        "plan",
        "version",
        early,
        "Versi kurang dari 1",
        "Versi pertama adalah 1.",
        Fault.WRONG_VALUE,
    )
    series = ["kind", "opd", "first_year", "last_year", "version"]
    twice = plans.filter(pl.len().over(series) > 1)
    fix = "Beri setiap perubahan nomor versi sendiri, atau hapus rencana yang berulang."
    yield _Found("plan", "version", twice, "Versi yang sama dimuat dua kali", fix)
    yield _overlapping(sound)


def _overlapping(plans: pl.DataFrame) -> _Found:
    """Two plans of several years for the same years: it would not be known which is in force. The
    last year of one may be the first of the next, as in 2014–2019 and 2019–2024."""
    several = plans.filter(~pl.col("kind").is_in(ANNUAL_KINDS))
    spans = several.group_by("kind", "opd", "first_year", "last_year").agg(pl.col("id").min())
    owner = ["kind", "opd"]
    ordered = spans.sort(*owner, "first_year", "last_year", nulls_last=True)
    reached = pl.col("last_year").cum_max().shift().over(owner)
    message = "Tahunnya sudah dimuat rencana lain yang sejenis"
    fix = (
        "Beri perubahan rencana tahun yang sama dengan versi pertamanya dan nomor versi "
        "berikutnya, atau akhiri rencana yang lama lebih awal."
    )
    return _Found(
        "plan", "first_year", ordered.filter(pl.col("first_year") < reached), message, fix
    )


def _money_of_other_years(snapshot: Snapshot) -> Iterator[_Found]:
    """Money of an annual plan is of its year, or the forward estimate of the next."""
    if not snapshot.carries("allocation"):
        return
    annual = pl.col("kind").is_in(ANNUAL_KINDS) & _in_time("first_year")
    plans = snapshot.frame("plan").filter(annual)
    years = plans.select(plan="id", plan_year="first_year")
    nodes = snapshot.frame("node").select("plan", node="id").join(years, on="plan")
    money = snapshot.frame("allocation").join(nodes, on="node", maintain_order="left")
    wrong = money.filter(~(pl.col("year") - pl.col("plan_year")).is_in([0, 1]))
    fix = "Isi tahun rencananya, atau tahun sesudahnya untuk prakiraan maju."
    yield _Found("allocation", "year", wrong, "Tahun alokasi bukan tahun rencananya", fix)


def _parts_of_a_year(snapshot: Snapshot, doubtful: Sequence[str]) -> Iterator[_Found]:
    for name in doubtful:
        for column, (most, message) in PARTS_OF_A_YEAR.items():
            if column in BY_NAME[name].names:
                wrong = snapshot.frame(name).filter(~pl.col(column).is_between(0, most))
                yield _Found(
                    name, column, wrong, message, "0 berarti setahun penuh.", Fault.WRONG_VALUE
                )


def _ceilings_below_zero(snapshot: Snapshot) -> Iterator[_Found]:
    """A ceiling is set by an office, so a minus is a slip; a line's pagu is judged by a rule."""
    if snapshot.carries("ceiling"):
        wrong = snapshot.frame("ceiling").filter(pl.col("amount") < 0)
        fix = "Isi pagu indikatif dengan nol atau lebih."
        yield _Found(
            "ceiling", "amount", wrong, "Pagu indikatif kurang dari nol", fix, Fault.WRONG_VALUE
        )
