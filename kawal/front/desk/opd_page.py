"""One OPD on one page: what it plans, whom it serves, what it reached, what is found, who decides."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Count, Q

from kawal.base.organisation.models import Opd
from kawal.base.organisation.seat import Reach, Seat
from kawal.base.work.models import Task
from kawal.engine.checks.rule import Outcome
from kawal.engine.measures.working_days import working_days_between
from kawal.engine.shared.wording import decimal
from kawal.engine.snapshot.schema import ALL_FUNDS, BOXES
from kawal.front.desk import plans
from kawal.office.findings.models import Case, CheckRun, Finding
from kawal.office.planning.models import Book, Ceiling
from kawal.office.planning.verbatim import Row, carried, told_of

_FINDINGS, _RESULTS, _POINTS, _SERVICES, _INNOVATIONS = 6, 5, 2, 6, 3
"""How many of each fit on one sheet; the rest is a link away."""


def page(opd: Opd, book: Book, seat: Seat) -> dict[str, Any]:
    """Everything that the page shows of one OPD."""
    drafts = seat.reach is Reach.OWN
    return {
        **about(opd, book, drafts=drafts),
        "run": CheckRun.objects.first(),
        **_findings(opd, seat),
        **_turn(opd, seat),
    }


def about(opd: Opd, book: Book, *, drafts: bool = False) -> dict[str, Any]:
    """What the page shows of the OPD itself, without what is found and who has to act. drafts: whether
    the reader may see a plan that is not submitted."""
    year = book.year
    plan, before = plans.newest(opd, year, year - 1, drafts=drafts)
    programmes = plans.programmes(plan, before) if plan is not None else []
    return {
        "opd": opd,
        "year": year,
        "sample": book.sample,
        "plan": plan,
        "programmes": programmes,
        "money": plans.total([each.money for each in programmes]) if programmes else None,
        "ceiling": _ceiling(opd, year),
        "served": plans.served(plan) if plan is not None else [],
        "achieved": plans.achieved(opd, book, year - 2, _RESULTS),
        "results_year": year - 2,
        **_soft(opd.number, book),
    }


def _ceiling(opd: Opd, year: int) -> int | None:
    """The indicative ceiling of the OPD over all sources of money, in sen; None where none is set."""
    set_for_all = Ceiling.objects.filter(opd=opd, year=year, stage="indikatif", fund=ALL_FUNDS)
    return set_for_all.values_list("amount", flat=True).first()


def _findings(opd: Opd, seat: Seat) -> dict[str, Any]:
    in_hand = Count("cases", filter=~Q(cases__state__in=Case.CLOSED))
    visible = Finding.objects.visible_to(seat).open().filter(opd=opd)
    found = list(visible.annotate(in_hand=in_hand).order_by("-blocking", "outcome", "rule", "key"))
    failed = [each for each in found if each.outcome == Outcome.FAILED.value]
    return {
        "findings": found[:_FINDINGS],
        "findings_number": len(found),
        "blocking": sum(each.blocking for each in failed),
        "warnings": sum(not each.blocking for each in failed),
        "cases": sum(each.in_hand for each in found),
    }


def _soft(number: str, book: Book) -> dict[str, Any]:
    """SWOT, IKM, innovation and flagship part; each None where the plans carry no such table."""
    own, year = {"opd": [number]}, book.year
    rows = told_of(
        {
            "swot": own | {"year": [str(year)]},
            "ikm": own,
            "innovation": own | {"year": [str(year), str(year - 1)]},
            "flagship_opd": own,
            "flagship": {},
        }
    )
    names = {row["id"]: row["name"] for row in rows["flagship"]}
    last = max((row["year"] or "" for row in rows["ikm"]), default="")
    surveys = [_shown(row) for row in rows["ikm"] if row["year"] == last]
    accepted = sum(row.get("accepted") == "true" for row in rows["innovation"])
    return {
        "swot": _boxes(rows["swot"]) if carried(book, "swot") else None,
        "surveys": surveys[:_SERVICES],
        "survey_year": last,
        "innovations": rows["innovation"][:_INNOVATIONS],
        "accepted": accepted if carried(book, "innovation", "accepted") else None,
        "flagships": [(names.get(row["flagship"]), row["role"]) for row in rows["flagship_opd"]],
    }


def _boxes(points: list[Row]) -> list[tuple[str, list[Row]]]:
    return [(box, [row for row in points if row["box"] == box][:_POINTS]) for box in BOXES]


def _shown(row: Row) -> Row:
    """A survey with its index as people read it."""
    value = row.get("value")
    return row | {"shown": decimal(Decimal(value)) if value else None}


def _turn(opd: Opd, seat: Seat) -> dict[str, Any]:
    """Who has had the oldest thing to do, and for how many working days."""
    waiting = Task.objects.visible_to(seat).waiting().filter(office__opd=opd)
    first = waiting.select_related("office").order_by("opened_on", "pk").first()
    days = working_days_between(first.opened_on, seat.day) if first is not None else 0
    return {"turn": first, "turn_days": days}
