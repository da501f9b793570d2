"""*Usul perubahan*: proposals to word an indicator of the RPJMD otherwise, listed, filed, decided."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from kawal.base.organisation import rights
from kawal.base.ui.fields import refuse
from kawal.office.book.changing import decide_change, propose_change
from kawal.office.book.editions import KIND
from kawal.office.book.forms import ChangeForm, DecisionForm
from kawal.office.book.models import Change
from kawal.office.book.sharpening_views import evaluation_page
from kawal.office.planning.models import Indicator

ACCEPT, REFUSE = "terima", "tolak"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every proposal within reach, those that wait for a decision first."""
    seen = list(_visible(request))
    waiting = [each for each in seen if each.state == Change.State.FILED]
    context = {"waiting": waiting, "decided": [each for each in seen if each not in waiting]}
    return TemplateResponse(request, "book/changes.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal. Http404 where it is out of reach."""
    return _page(request, get_object_or_404(_visible(request), pk=pk), DecisionForm())


@require_POST
def propose(request: HttpRequest, key: str) -> HttpResponse:
    """File a proposal on an indicator of the RPJMD. Http404 for one of a plan that an OPD may alter
    itself, and for the promise of an OPD out of reach."""
    seat = request.seat
    own = seat.within("node__opd") | Q(node__opd__isnull=True)
    locked = Indicator.objects.filter(own, node__plan__kind=KIND)
    found = get_object_or_404(locked.select_related("node__plan", "node__opd"), pk=key)
    form = ChangeForm(request.POST)
    if form.is_valid():
        try:
            change = propose_change(
                indicator=found, office=seat.office, by=seat.actor, **form.cleaned_data
            )
        except ValidationError as refused:
            refuse(form, refused)
        else:
            return redirect("book:change", change.pk)
    page = evaluation_page(request, found, form)
    page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return page


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a proposal for the next version, or refuse it."""
    change = get_object_or_404(_visible(request), pk=pk)
    form = DecisionForm(request.POST)
    chosen = request.POST.get("putusan")
    if form.is_valid() and chosen in (ACCEPT, REFUSE):
        try:
            decide_change(
                change=change,
                accepted=chosen == ACCEPT,
                reason=form.cleaned_data["reason"],
                by=request.seat.actor,
            )
        except ValidationError as refused:
            refuse(form, refused)
        else:
            return redirect("book:change", change.pk)
    page = _page(request, change, form)
    page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return page


def _page(request: HttpRequest, change: Change, form: DecisionForm) -> TemplateResponse:
    seat = request.seat
    may = rights.may(seat, "book:decide_change") and change.office_id != seat.office.pk
    there = Indicator.objects.filter(pk=change.indicator).exists()
    context = {
        "change": change,
        "there": there,
        "form": form if may and change.state == Change.State.FILED else None,
        "refused": form.non_field_errors() if form.is_bound else [],
    }
    return TemplateResponse(request, "book/change.html", context)


def _visible(request: HttpRequest) -> QuerySet[Any]:
    return Change.objects.visible_to(request.seat).select_related("opd", "office")
