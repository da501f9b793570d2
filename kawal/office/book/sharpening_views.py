"""*Pertajam*: the blunt indicators of a plan, how far the round is with them, and one of them
beside all that helps to word it; taking a sharper wording."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from kawal.base.organisation import rights
from kawal.base.organisation.seat import Reach, Seat
from kawal.base.ui.states import State
from kawal.engine.shared.language import say
from kawal.office.book.editions import KIND, edition_name, edition_told, editions
from kawal.office.book.forms import ChangeForm
from kawal.office.book.models import Change
from kawal.office.book.round import progress
from kawal.office.book.sharpening import (
    evaluated,
    finding_of,
    parents_of,
    sharpness,
    take_proposal,
    used_elsewhere,
)
from kawal.office.book.synergy_views import Offered, offered, pairs_within
from kawal.office.findings.telling import told_case
from kawal.office.planning.actions import Conflict
from kawal.office.planning.holding import frozen
from kawal.office.planning.models import Book, Indicator, Plan
from kawal.office.renja.line_page import session_of

_TAG = "pertajam"


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The blunt indicators of one plan: of the Renja of the year, or of the RPJMD, which no OPD
    alters. Http404 for a plan out of reach."""
    offered = list(_plans(request))
    asked = request.GET.get("rencana")
    if not offered and asked is None:
        return TemplateResponse(request, "book/none.html")
    plan = get_object_or_404(_plans(request), pk=asked) if asked else offered[0]
    still = _still(plan)
    context = {
        "plan": plan,
        "plan_name": edition_told(plan) if plan.kind == KIND else edition_name(plan),
        "offered": [(each, edition_name(each)) for each in offered],
        "told": sharpness(plan),
        "round": progress(request.seat),
        "changes": Change.objects.visible_to(request.seat).waiting().count(),
        "still": still,
        "writes": rights.may(request.seat, "book:take") and not still,
        "told_before": [
            str(each) for each in messages.get_messages(request) if each.extra_tags == _TAG
        ],
        "warning": State.WARNING,
        "line": "renja:line" if plan.kind != KIND else "book:node",
    }
    return TemplateResponse(request, "book/sharpen.html", context)


@require_safe
def evaluation(request: HttpRequest, key: str) -> HttpResponse:
    """One indicator: why it is blunt, how it could be put, what it serves, what others use. Http404 for
    one out of reach."""
    visible = Indicator.objects.filter(node__plan__in=_plans(request))
    chosen = "node__plan__opd", "node__opd", "follows__node__plan", "follows__node__opd"
    return evaluation_page(request, get_object_or_404(visible.select_related(*chosen), pk=key))


def evaluation_page(
    request: HttpRequest, indicator: Indicator, form: ChangeForm | None = None
) -> TemplateResponse:
    """form: a proposal of change that was refused, with what was typed."""
    plan, seat = indicator.node.plan, request.seat
    told, still, locked = evaluated(indicator), _still(plan), plan.kind == KIND
    finding = finding_of(indicator, seat)
    case = finding.cases.select_related("task__office").last() if finding is not None else None
    if form is None and locked and rights.may(seat, "book:propose_change"):
        first = told.proposals[0] if told.proposals else None
        form = ChangeForm(
            initial={
                "text": first.text if first else indicator.name,
                "unit": (first.unit if first else "") or indicator.unit,
            }
        )
    context = {
        "indicator": indicator,
        "plan": plan,
        "plan_name": edition_name(plan),
        "told": told,
        "still": still,
        "locked": locked,
        "writes": rights.may(seat, "book:take") and not still,
        "finding": finding,
        "case": told_case(case, seat.day) if case is not None else None,
        "parents": parents_of(indicator),
        "elsewhere": used_elsewhere(indicator, seat),
        "changes": Change.objects.visible_to(seat).filter(indicator=indicator.pk),
        "partners": _partners(indicator, seat),
        "asks": rights.may(seat, "book:ask_partner"),
        "form": form,
        "refused": form.non_field_errors() if form is not None and form.is_bound else [],
        "warning": State.WARNING,
        "line": "renja:line" if not locked else "book:node",
    }
    return TemplateResponse(request, "book/evaluation.html", context)


@require_POST
def take(request: HttpRequest, key: str) -> HttpResponse:
    """Take a proposed wording into a draft. Http404 for an indicator out of reach."""
    visible = Indicator.objects.filter(node__plan__in=_plans(request).exclude(kind=KIND))
    found = get_object_or_404(visible.select_related("node__plan"), pk=key)
    try:
        take_proposal(
            indicator=found,
            text=request.POST.get("usulan", ""),
            seen=request.POST.get("semula", ""),
            session=session_of(request),
            by=request.seat.actor,
        )
    except Conflict:
        words = say("Belum diganti: indikator ini baru saja diubah orang lain.")
    except ValidationError as refused:
        words = " ".join(refused.messages)
    else:
        words = say("Rumusan diganti; yang lama tersimpan dalam riwayat.")
    messages.success(request, words, extra_tags=_TAG)
    where = urlencode({"rencana": found.node.plan_id})
    return redirect(f"{reverse('book:sharpen')}?{where}")


def _partners(indicator: Indicator, seat: Seat) -> list[Offered]:
    """The pairs of which it is one, for who may read them."""
    if not rights.may(seat, "book:synergy", rights.ASKING):
        return []
    told = [each for each in pairs_within(seat) if indicator.pk in (each.one.key, each.other.key)]
    return offered(told)


def _still(plan: Plan) -> str:
    """Why nothing can be worded otherwise in that plan; empty where it can."""
    if plan.kind == KIND:
        return say("Rumusan RPJMD tetap; yang dapat diajukan hanya usul perubahan.")
    return frozen(plan)


def _plans(request: HttpRequest) -> QuerySet[Any]:
    """The Renja of the year within reach, the reader's own first; and every version of the RPJMD."""
    seat, book = request.seat, Book.objects.first()
    year = book.year if book is not None else 0
    renja = Plan.objects.visible_to(seat).filter(kind="renja", first_year=year)
    whole = Plan.objects.filter(pk__in=[each.pk for each in editions()])
    found = Plan.objects.filter(pk__in=renja.values("pk")) | whole
    first = "kind" if seat.reach is Reach.OWN else "-kind"  # renja before rpjmd, or after it
    return found.select_related("opd").order_by(first, "opd__number", "version")
