"""The book: its cover, the tree, who carries which misi, one part of it, one indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from kawal.base.organisation.models import Opd
from kawal.base.ui.states import State
from kawal.engine.shared.language import say
from kawal.office.book import missions as misi
from kawal.office.book import one_indicator as one
from kawal.office.book.by_edition import by_edition, edition_asked
from kawal.office.book.certainty import certainty
from kawal.office.book.editions import KIND, NoEditionError, edition_name, edition_told
from kawal.office.book.reading import read, renja_of
from kawal.office.book.searching import found as search
from kawal.office.planning.models import Book, Indicator, Node, Plan
from kawal.office.renja.why import steps

_MARKS = {
    "blocking": State.BLOCKING, "warning": State.WARNING, "unknown": State.UNKNOWN,
    "waived": State.WAIVED, "passed": State.PASSED,
}  # fmt: skip


@require_safe
@by_edition
def cover(request: HttpRequest) -> HttpResponse:
    """The visi, what follows from it down to the sasaran, and how much of it is measured."""
    plan, known = edition_asked(request)
    if plan is None:
        return TemplateResponse(request, "book/none.html")
    reading = read(plan)
    keys = [each.pk for branch in reading.whole() for each in branch.indicators]
    words = request.GET.get("cari", "").strip()
    told = _told(request, plan, known) | {
        "reading": reading,
        "indicators": len(keys),
        "certain": certainty().certain(keys),
        "words": words,
        "found": search(words, _visible(request)) if words else None,
        "certain_label": say("Terukur dan pasti"),
        "of_all": say("dari {count} indikator", count=len(keys)),
    }
    return TemplateResponse(request, "book/cover.html", told)


@require_safe
@by_edition
def tree(request: HttpRequest) -> HttpResponse:
    """The whole tree from the visi to the lines of the year, with its breaks."""
    plan, known = edition_asked(request)
    if plan is None:
        return TemplateResponse(request, "book/none.html")
    book = Book.objects.get()
    reading = read(plan, renja_of(book.year, request.seat))
    broken = [each for each in reading.whole() if each.breaks]
    told = _told(request, plan, known) | {"reading": reading, "broken": broken, "year": book.year}
    return TemplateResponse(request, "book/tree.html", told)


@require_safe
@by_edition
def missions(request: HttpRequest) -> HttpResponse:
    """Who carries which misi, mainly or in support."""
    plan, known = edition_asked(request)
    if plan is None:
        return TemplateResponse(request, "book/none.html")
    renja = renja_of(Book.objects.get().year, request.seat)
    opds = Opd.objects.on(request.seat.day).order_by("number")
    told = _told(request, plan, known) | {"matrix": misi.matrix(read(plan), list(opds), renja)}
    return TemplateResponse(request, "book/missions.html", told)


@require_safe
def node(request: HttpRequest, key: str) -> HttpResponse:
    """One part of the book. Http404 where it is out of reach."""
    visible = Node.objects.filter(plan__in=_visible(request))
    chain = "parent__parent__parent__parent__parent__parent"
    found = get_object_or_404(visible.select_related("plan__opd", "opd", chain), pk=key)
    serving = found.served_by.filter(node__plan__in=Plan.objects.visible_to(request.seat))
    told = _MARKS | {
        "node": found,
        "edition": edition_told(found.plan),
        "above": one.above(found),
        "steps": steps(found),
        "indicators": found.indicators.order_by("pk"),
        "children": found.children.select_related("opd").order_by("code", "pk"),
        "serving": serving.select_related("node__plan__opd").order_by(
            "-node__plan__first_year", "node__plan__opd__number", "pk"
        ),
        "certainty": certainty(),
    }
    return TemplateResponse(request, "book/node.html", told)


@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """One indicator with all that is known of it. Http404 where it is out of reach."""
    visible = Indicator.objects.filter(node__plan__in=_visible(request))
    found = get_object_or_404(visible.select_related("node__plan__opd", "node__opd"), pk=key)
    judged = certainty()
    twins = one.twins_of(found)
    told = (
        _MARKS
        | _then(twins, request.GET)
        | {
            "indicator": found,
            "edition": edition_told(found.node.plan),
            "steps": steps(found.node),
            "facts": one.facts(found),
            "years": one.by_year(twins, Book.objects.first()),
            "versions": one.versions(twins),
            "uses": one.uses(found, request.seat),
            "findings": one.found_on(found, request.seat),
            "run": judged.run,
            "blunt": judged.blunt(found.pk),
        }
    )
    return TemplateResponse(request, "book/indicator.html", told)


def _then(twins: Sequence[Indicator], words: Mapping[str, str]) -> dict[str, Any]:
    """What the indicator promised on the day that was asked for, or why that cannot be said."""
    told: dict[str, Any] = {"per": words.get("per", "")}
    try:
        then = one.on_day(twins, words)
    except NoEditionError as why:
        return told | {"why": str(why)}
    if then is None:
        return told
    plan = then.node.plan
    aim = one.promised(then, plan.last_year)
    return told | {"then": then, "then_edition": edition_told(plan), "then_aim": aim}


def _visible(request: HttpRequest) -> QuerySet[Any]:
    """The plans that the book is made of."""
    return Plan.objects.visible_to(request.seat).filter(kind=KIND)


def _told(request: HttpRequest, plan: Plan, known: list[Plan]) -> dict[str, Any]:
    named = [(each, edition_name(each)) for each in known]
    return _MARKS | {
        "plan": plan,
        "edition": edition_told(plan),
        "editions": named,
        "per": request.GET.get("per", ""),
    }
