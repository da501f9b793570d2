"""One OPD on one page: what it plans, whom it serves, what it reached, what is found, who decides."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kawal.base.organisation.models import Opd
from kawal.base.organisation.seat import Seat
from kawal.base.work.models import Task
from kawal.engine.checks.rule import Outcome
from kawal.engine.measures.working_days import working_days_between
from kawal.engine.shared.wording import decimal
from kawal.engine.snapshot.schema import BOXES
from kawal.front.desk import plans
from kawal.office.findings.models import Case, CheckRun, Finding
from kawal.office.planning.models import Book, Ceiling
from kawal.office.planning.verbatim import carried, told

_FINDINGS, _RESULTS, _POINTS, _SERVICES, _INNOVATIONS = 7, 5, 2, 6, 3
"""How many of each fit on one sheet; the rest is a link away."""


def page(opd: Opd, seat: Seat) -> dict[str, Any]:
    """Everything that the page shows of one OPD."""
    book = Book.objects.get()
    year = book.year
    plan = plans.newest(opd, year, seat)
    before = plans.newest(opd, year - 1, seat)
    programmes = plans.programmes(plan, before) if plan is not None else []
    money = plans.total([each.money for each in programmes]) if programmes else None
    findings = (
        Finding.objects.visible_to(seat).open().filter(opd=opd).order_by("-blocking", "outcome")
    )
    return {
        "opd": opd,
        "year": year,
        "plan": plan,
        "programmes": programmes,
        "money": money,
        "before": plans.total([each.before for each in programmes]) if programmes else None,
        "widest": max((each.money or 0 for each in programmes), default=0),
        "ceiling": _ceiling(opd, year),
        "served": plans.served(plan) if plan is not None else [],
        "achieved": plans.achieved(opd, year - 2, _RESULTS),
        "results_year": year - 2,
        "run": CheckRun.objects.first(),
        **_findings(list(findings)),
        **_soft(opd.number, year),
        **_turn(opd, seat),
        "cases": Case.objects.exclude(state__in=Case.CLOSED).filter(finding__in=findings).count(),
    }


def _ceiling(opd: Opd, year: int) -> int | None:
    """The indicative ceiling of the OPD, in sen; None where none is set or a part is not known."""
    ceilings = Ceiling.objects.filter(opd=opd, year=year, stage="indikatif")
    amounts = ceilings.values_list("amount", flat=True)
    return plans.total(list(amounts)) if amounts else None


def _findings(found: list[Finding]) -> dict[str, Any]:
    failed = [each for each in found if each.outcome == Outcome.FAILED.value]
    return {
        "findings": found[:_FINDINGS],
        "findings_number": len(found),
        "blocking": sum(each.blocking for each in failed),
        "warnings": sum(not each.blocking for each in failed),
    }


def _soft(number: str, year: int) -> dict[str, Any]:
    """SWOT, IKM, innovation and flagship part; each None where the plans carry no such table."""
    points = told("swot", opd=[number], year=[str(year)])
    surveys = told("ikm", opd=[number])
    last = max((row["year"] or "" for row in surveys), default="")
    innovations = told("innovation", opd=[number], year=[str(year), str(year - 1)])
    part = {row["flagship"]: row["role"] for row in told("flagship_opd", opd=[number])}
    names = {row["id"]: row["name"] for row in told("flagship", id=list(part))} if part else {}
    return {
        "swot": [(box, [row for row in points if row["box"] == box][:_POINTS]) for box in BOXES]
        if carried("swot")
        else None,
        "surveys": [_shown(row) for row in surveys if row["year"] == last][:_SERVICES],
        "survey_year": last,
        "innovations": innovations[:_INNOVATIONS],
        "accepted": sum(row["accepted"] == "true" for row in innovations)
        if carried("innovation", "accepted")
        else None,
        "flagships": [(names.get(key), role) for key, role in part.items()],
    }


def _shown(row: dict[str, str | None]) -> dict[str, str | None]:
    """A survey with its index as people read it."""
    value = row.get("value")
    return row | {"shown": decimal(Decimal(value)) if value else None}


def _turn(opd: Opd, seat: Seat) -> dict[str, Any]:
    """The open cases and who has had the oldest thing to do for how many working days."""
    waiting = Task.objects.visible_to(seat).waiting().filter(office__opd=opd)
    first = waiting.select_related("office").order_by("opened_on", "pk").first()
    return {
        "turn": first,
        "turn_days": working_days_between(first.opened_on, seat.day) if first is not None else 0,
    }
