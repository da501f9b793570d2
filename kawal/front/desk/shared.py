"""What an office outside reads: the things shared with it, each on a page without ways further in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from kawal.base.ui.states import State
from kawal.engine.shared.language import say
from kawal.front.desk import opd_page
from kawal.office.planning.models import Book
from kawal.office.renja.lines import lines_of
from kawal.office.renja.telling import name_of_plan
from kawal.office.sharing.forms import plan_words
from kawal.office.sharing.models import Share

_SHOWN = 50
"""Lines of a plan on a page."""


@dataclass(frozen=True)
class Shared:
    """One thing that may be read, and where."""

    share: Share
    words: str
    address: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All that is shared with the reader's office today."""
    found = _standing(request).select_related("opd", "plan__opd")
    told = {"shared": [_shared(each) for each in found]}
    return TemplateResponse(request, "desk/shared.html", told)


@require_safe
def opd(request: HttpRequest, number: str) -> HttpResponse:
    """The page of a shared OPD: its plan and its results, without findings and cases. Http404 for one
    that is not shared, and before there are any plans."""
    share = get_object_or_404(_standing(request).filter(opd__number=number)[:1])
    if (book := Book.objects.first()) is None:
        raise Http404("there are no plans yet")
    told: dict[str, Any] = opd_page.about(share.opd, book) | {
        "share": share,
        "passed": State.PASSED,
        "money_label": say("Pagu Renja {year}", year=book.year),
        "ceiling_label": say("Pagu indikatif {year}", year=book.year),
    }
    return TemplateResponse(request, "desk/shared_opd.html", told)


@require_safe
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    """The lines of a shared plan with their money. Http404 for one that is not shared."""
    share = get_object_or_404(_standing(request).filter(plan=plan)[:1])
    lines = lines_of(share.plan, [])
    told = {
        "share": share,
        "plan": share.plan,
        "plan_name": name_of_plan(share.plan),
        "lines": Paginator(lines, _SHOWN).get_page(request.GET.get("halaman")),
    }
    return TemplateResponse(request, "desk/shared_plan.html", told)


def _standing(request: HttpRequest) -> Any:
    return Share.objects.visible_to(request.seat).standing(request.seat.day)


def _shared(share: Share) -> Shared:
    if share.opd is not None:
        return Shared(share, share.opd.name, reverse("desk:shared_opd", args=[share.opd.number]))
    return Shared(share, plan_words(share.plan), reverse("desk:shared_plan", args=[share.plan_id]))
