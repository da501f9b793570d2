"""The desk of an office that works on all OPD: first what waits for itself, then what it watches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from kawal.base.organisation.models import Office, Opd
from kawal.base.organisation.seat import Seat
from kawal.base.ui.frame import Link
from kawal.engine.checks.catalogue import BY_CODE, RULES
from kawal.engine.checks.rule import Outcome, Severity
from kawal.engine.shared.language import said_later, say
from kawal.front.desk import additions, watch
from kawal.front.desk.waiting import Waiting, address, alike, is_for, waiting
from kawal.office.findings.models import CheckRun, Finding
from kawal.office.planning.models import Book, Plan

_TOP = 10
_MONEY = ("PAGU", "TAMBAH")
_SECTIONS = frozenset({Office.Role.SECTION, Office.Role.ORGANISATION})
"""The sections of the Setda, Bagian Organisasi among them."""
_OF_SECTIONS = said_later("Pelayanan, inovasi, dan program unggulan")
_TITLES = {
    Office.Role.BAPPEDA: said_later("Yang menahan penguncian, menurut aturan"),
    Office.Role.BPKAD: said_later("Pagu dan tambahannya, menurut aturan"),
    **dict.fromkeys(_SECTIONS, _OF_SECTIONS),
}
"""What each kind of office watches."""


@dataclass(frozen=True)
class Watched:
    """A rule with how many OPD and findings fall short of it; findings of the region count as none."""

    code: str
    title: str
    findings: int
    opds: int

    @property
    def address(self) -> str:
        asked = urlencode({"aturan": self.code, "hasil": "halang" if self._blocks else "ingat"})
        return f"{reverse('findings:list')}?{asked}"

    @property
    def _blocks(self) -> bool:
        return BY_CODE[self.code].severity is Severity.BLOCKING


def desk(seat: Seat) -> dict[str, Any]:
    """Everything that the page shows."""
    book, run = Book.objects.first(), CheckRun.objects.first()
    mine = _mine(seat)
    late = sum(each.late for each in mine)
    grown = additions.additions(seat, book.year - 1) if book is not None else []
    role = Office.Role(seat.office.role)
    return {
        "book": book,
        "run": run,
        "sample": book is not None and book.sample,
        "mine": alike(mine)[:_TOP],
        "mine_list": address(bagi="saya"),
        "mine_number": len(mine),
        "late": late,
        "watch_title": say(_TITLES[role]),
        "watched": _watched(seat, role) if run is not None else [],
        "shows_money": role not in _SECTIONS,
        "additions": [
            each for each in grown if each.growth is None or each.reaches(additions.NEAR)
        ],
        "additions_compared": len(grown),
        "additions_title": say("Tambahan pagu {year}", year=book.year - 1)
        if book is not None
        else say("Tambahan pagu"),
        **_handed_in(seat, book),
        "all_waiting": Link(say("Semua yang menunggu"), reverse("desk:waiting")),
    }


def _mine(seat: Seat) -> list[Waiting]:
    """What waits for the reader's own office, or has risen to it; the most pressing first."""
    own = [each for each in waiting(seat) if is_for(seat, each)]
    return sorted(own, key=lambda each: (each.task.due_on, each.task.pk))


def _watched(seat: Seat, role: Office.Role) -> list[Watched]:
    codes = _rules_of(role)
    rows = (
        Finding.objects.visible_to(seat)
        .open()
        .filter(outcome=Outcome.FAILED.value, rule__in=codes)
        .order_by()
        .values("rule")
        .annotate(
            findings=Count("pk"), opds=Count("opd", distinct=True, filter=Q(opd__isnull=False))
        )
    )
    found: Mapping[str, Mapping[str, int]] = {row["rule"]: row for row in rows}
    told = [
        Watched(code, say(BY_CODE[code].title), found[code]["findings"], found[code]["opds"])
        for code in codes
        if code in found
    ]
    return sorted(told, key=lambda each: (-each.findings, each.code))


def _rules_of(role: Office.Role) -> Sequence[str]:
    if role in _SECTIONS:
        return [rule for matter in watch.MATTERS for rule in matter.rules]
    if role is Office.Role.BPKAD:
        return [rule.code for rule in RULES if rule.code.startswith(_MONEY)]
    return [rule.code for rule in RULES if rule.severity is Severity.BLOCKING]


def _handed_in(seat: Seat, book: Book | None) -> dict[str, Any]:
    """Which OPD have not handed in their Renja of the coming year."""
    if book is None:
        return {"missing_plans": None, "opds": 0, "handed_in": 0}
    opds = list(Opd.objects.on(seat.day).filter(seat.within("pk")).order_by("number"))
    plans = Plan.objects.filter(kind="renja", first_year=book.year)
    there = set(
        plans.exclude(pk__in=Plan.objects.drafts().values("pk")).values_list("opd", flat=True)
    )
    missing = [opd for opd in opds if opd.pk not in there]
    return {"missing_plans": missing, "opds": len(opds), "handed_in": len(opds) - len(missing)}
