"""*Mungkin perlu kerja sama*: pairs of different OPD, asking, what was asked, answering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kawal.base.organisation import rights
from kawal.base.organisation.models import Opd
from kawal.base.organisation.seat import Reach, Seat
from kawal.base.ui.fields import refuse
from kawal.engine.shared.language import say
from kawal.office.book.forms import AnswerForm
from kawal.office.book.models import Partnership
from kawal.office.book.partnering import answer_partner, ask
from kawal.office.book.synergy import INDICATOR, Pair, submitted_pairs
from kawal.office.planning.models import Indicator

PER_PAGE = 50


@dataclass(frozen=True)
class Offered:
    """A pair as the page shows it. asked: what was asked over it before."""

    pair: Pair
    one_opd: Opd
    other_opd: Opd
    asked: Partnership | None

    @property
    def kind(self) -> str:
        return say("indikator") if self.pair.one.table == INDICATOR else say("sub kegiatan")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The pairs in which an OPD within reach has a part, the likeliest first; those of one line or
    indicator where that is asked for."""
    found = pairs_within(request.seat)
    of = request.GET.get("baris", "")
    if of:
        keys = {of, *Indicator.objects.filter(node=of).values_list("pk", flat=True)}
        found = [each for each in found if keys & {each.one.key, each.other.key}]
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("halaman"))
    context = {
        "count": len(found),
        "page": shown,
        "offered": offered(list(shown.object_list)),
        "of": of,
        "asks": rights.may(request.seat, "book:ask_partner"),
        "asked": _visible(request)[:PER_PAGE],
    }
    return TemplateResponse(request, "book/synergy.html", context)


@require_POST
def ask_other(request: HttpRequest, key: str) -> HttpResponse:
    """Ask the other OPD of a pair; what was asked before is shown. Http404 for a pair that there is
    not, or that is of others."""
    if _visible(request).filter(key=key).exists():
        return redirect("book:partner", key)
    found = next((each for each in pairs_within(request.seat) if each.key == key), None)
    if found is None:
        raise Http404("no such pair within reach")
    try:
        made = ask(pair=found, by=request.seat.actor)
    except ValidationError as refused:
        told = TemplateResponse(request, "book/none_to_ask.html", {"refused": refused.messages})
        told.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return told
    return redirect("book:partner", made.key)


@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """What was asked over a pair. Http404 where it is out of reach."""
    return _page(request, get_object_or_404(_visible(request), key=key), AnswerForm())


@require_POST
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Answer what was asked."""
    found = get_object_or_404(_visible(request), key=key)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_partner(
                partnership=found, text=form.cleaned_data["reason"], by=request.seat.actor
            )
        except ValidationError as refused:
            refuse(form, refused)
        else:
            return redirect("book:partner", key)
    again = _page(request, found, form)
    again.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return again


def pairs_within(seat: Seat) -> list[Pair]:
    """The pairs in which an OPD within reach has a part, that one first."""
    if seat.reach is Reach.ALL:
        return submitted_pairs()
    return [
        each.seen_from(seat.opds)
        for each in submitted_pairs()
        if each.one.opd in seat.opds or each.other.opd in seat.opds
    ]


def offered(pairs: Sequence[Pair]) -> list[Offered]:
    """Each with its OPD, and with what was asked over it."""
    opds = Opd.objects.in_bulk({opd for each in pairs for opd in (each.one.opd, each.other.opd)})
    asked = Partnership.objects.filter(key__in=[each.key for each in pairs]).select_related("task")
    by_key = {each.key: each for each in asked}
    return [
        Offered(each, opds[each.one.opd], opds[each.other.opd], by_key.get(each.key))
        for each in pairs
    ]


def _page(request: HttpRequest, found: Partnership, form: AnswerForm) -> TemplateResponse:
    seat, task = request.seat, found.task
    may = rights.may(seat, "book:answer_partner") and task.office_id == seat.office.pk
    context = {
        "partnership": found,
        "page_of": reverse("book:synergy"),
        "form": form if may and task.done_at is None else None,
        "refused": form.non_field_errors() if form.is_bound else [],
    }
    return TemplateResponse(request, "book/partner.html", context)


def _visible(request: HttpRequest) -> QuerySet[Any]:
    seen = Partnership.objects.visible_to(request.seat)
    return seen.select_related("one_opd", "other_opd", "task__office")
