"""Which RPJMD is read: the promise as it was first made, or as it was changed later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date
from kawal.office.planning.models import Plan

KIND = "rpjmd"


class NoEditionError(Exception):
    """No version can be said to hold on the day that was asked for; the words say why."""


def editions() -> list[Plan]:
    """Every version of the RPJMD, the newest first. A change is a new version; none replaces
    another on these pages, and each page says which one it reads."""
    return list(Plan.objects.filter(kind=KIND).order_by("-first_year", "-version"))


def chosen(among: Sequence[Plan], asked: str | None) -> Plan | None:
    """The version that was asked for by its id; without a word the newest; None for one there is not,
    and where there is no RPJMD yet."""
    if asked is None:
        return next(iter(among), None)
    return next((each for each in among if each.pk == asked), None)


def asked_for(among: Sequence[Plan], words: Mapping[str, str]) -> Plan | None:
    """As `chosen`, by what an address says: `versi`, or the day `per` on which the version held.
    Raises NoEditionError for a day that is none, or on which none is known to have held."""
    if not (day := words.get("per", "").strip()):
        return chosen(among, words.get("versi"))
    try:
        return in_force(among, date.fromisoformat(day))
    except ValueError:
        message = say("Tanggal “{day}” tidak terbaca. Contoh: 2020-03-02", day=day[:40])
        raise NoEditionError(message) from None


def in_force(among: Sequence[Plan], day: date) -> Plan:
    """The newest of these versions that was laid down by that day. Raises NoEditionError where none
    was, or where the date of one that could be is not known: it might have held already."""
    for each in sorted(among, key=lambda each: (each.first_year, each.version), reverse=True):
        if each.locked_on is None:
            message = say("Tanggal penetapan {plan} belum diketahui.", plan=edition_name(each))
            raise NoEditionError(message)
        if each.locked_on <= day:
            return each
    message = say("Belum ada versi yang berlaku pada {day}.", day=long_date(day))
    raise NoEditionError(message)


def edition_name(plan: Plan) -> str:
    """Which version of which promise, for a heading."""
    kind = plan.get_kind_display().upper() if plan.kind in ("rpjmd", "rkpd") else plan.kind.title()
    years = f"{plan.first_year}–{plan.last_year}" if plan.last_year != plan.first_year else ""
    return say(
        "{kind} {years} versi {version}",
        kind=kind, years=years or plan.first_year, version=plan.version,
    )  # fmt: skip


def edition_told(plan: Plan) -> str:
    """The same with its legal basis and since when it holds, or that these are not known."""
    basis = plan.basis or say("dasar hukum belum diketahui")
    day = say("tanggal penetapan belum diketahui")
    if plan.locked_on is not None:
        day = say("ditetapkan {day}", day=long_date(plan.locked_on))
    return f"{edition_name(plan)} ({basis}, {day})"
