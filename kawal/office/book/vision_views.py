"""*Kata visi*: each word of the visi with its indicators and where each year led; and choosing them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from kawal.base.ui.states import State
from kawal.engine.shared.language import said_later, say
from kawal.engine.shared.wording import decimal
from kawal.office.book.by_edition import by_edition, edition_asked
from kawal.office.book.editions import chosen, edition_name, edition_told, editions
from kawal.office.book.nearness import Answer, Course
from kawal.office.book.searching import MOST, found
from kawal.office.book.vision import Vision, Word, choose_measures, vision
from kawal.office.planning.models import Indicator, Plan

_GOALS = ("visi", "misi", "tujuan", "sasaran")
_NOTHING = said_later("belum ada indikator")
_REACHED, _BEFORE = said_later("hasil {figure}"), said_later("semula {figure}")
_AIM = said_later("target akhir {figure}")
_MARKS = {
    Course.NEARER: State.PASSED, Course.FURTHER: State.WARNING, Course.UNMEASURED: State.MISSING,
}  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """What a year was for an indicator. why: with the figures that decided."""

    year: int
    state: State
    words: str
    why: str


@dataclass(frozen=True)
class WordRow:
    """A word as the page shows it. cells: by year a mark with its words. followed: indicators with
    their marks."""

    word: Word
    cells: Sequence[tuple[int, State, str]]
    followed: Sequence[tuple[Indicator, Sequence[Mark]]]


@require_safe
@by_edition
def page(request: HttpRequest) -> HttpResponse:
    """The visi, its words, and where each year led."""
    plan, known = edition_asked(request)
    if plan is None:
        return TemplateResponse(request, "book/none.html")
    told = vision(plan)
    context = {
        "plan": plan,
        "edition": edition_told(plan),
        "editions": [(each, edition_name(each)) for each in known],
        "per": request.GET.get("per", ""),
        "vision": told,
        "answer": _answer(told),
        "rows": _rows(told) if told is not None else [],
        "version": f"?versi={plan.pk}" if plan != known[0] else "",
    }
    return TemplateResponse(request, "book/vision.html", context)


@require_safe
def word(request: HttpRequest, number: int) -> HttpResponse:
    """The indicators among which those of one word are chosen. Http404 for a word there is not."""
    return _word_page(request, *_word(request, number))


@require_POST
def choose(request: HttpRequest, number: int) -> HttpResponse:
    """Say by which indicators a word is followed."""
    plan, asked = _word(request, number)
    try:
        choose_measures(
            plan=plan,
            word=asked.text,
            indicators=request.POST.getlist("indikator"),
            seen=request.POST.getlist("semula"),
            by=request.seat.actor,
        )
    except ValidationError as refused:
        again = _word_page(request, plan, asked, refused.messages)
        again.status_code = HTTPStatus.CONFLICT
        return again
    return redirect(f"{reverse('book:vision')}?versi={plan.pk}")


def _word(request: HttpRequest, number: int) -> tuple[Plan, Word]:
    asked = request.GET.get("versi") or request.POST.get("versi")
    plan = chosen(editions(), asked)
    told = vision(plan) if plan is not None else None
    if plan is None or told is None or not 1 <= number <= len(told.words):
        raise Http404("the visi has no such word")
    return plan, told.words[number - 1]


def _word_page(
    request: HttpRequest, plan: Plan, asked: Word, refused: list[str] | None = None
) -> TemplateResponse:
    own = [each.indicator.pk for each in asked.followed]
    words = request.GET.get("cari", "").strip()
    extra = found(words, Plan.objects.filter(pk=plan.pk))[:MOST] if words else []
    offered = Indicator.objects.filter(
        Q(node__level__in=_GOALS) | Q(pk__in=own) | Q(pk__in=[each.pk for each in extra]),
        node__plan=plan,
    )
    context = {
        "plan": plan,
        "edition": edition_told(plan),
        "word": asked,
        "own": own,
        "offered": offered.select_related("node__opd").order_by("node__level", "node_id", "pk"),
        "words": words,
        "refused": refused or [],
    }
    return TemplateResponse(request, "book/word.html", context)


def _answer(told: Vision | None) -> str:
    if told is None:
        return say("RPJMD ini tidak memuat visi.")
    if (year := told.told_year) is None:
        return say("{count} kata visi, belum satu pun terukur.", count=len(told.words))
    return say(
        "Tahun {year}: {nearer} kata visi mendekat, {further} menjauh, {open} belum diukur.",
        year=year,
        nearer=told.count(Course.NEARER, year),
        further=told.count(Course.FURTHER, year),
        open=told.count(Course.UNMEASURED, year),
    )


def _rows(told: Vision) -> list[WordRow]:
    """Each word with its marks by year, and its indicators with theirs."""
    return [
        WordRow(
            each,
            [
                (year, _MARKS[course], say(course.value) if each.followed else say(_NOTHING))
                for year, course in each.courses.items()
            ],
            [
                (follow.indicator, [_mark(*answer) for answer in follow.answers.items()])
                for follow in each.followed
            ],
        )
        for each in told.words
    ]


def _mark(year: int, answer: Answer) -> Mark:
    figures = [
        say(words, figure=decimal(figure))
        for words, figure in (
            (_REACHED, answer.reached), (_BEFORE, answer.before), (_AIM, answer.aim)
        )
        if figure is not None
    ]  # fmt: skip
    why = ", ".join([say(answer.why), *figures])
    return Mark(year, _MARKS[answer.course], say(answer.course.value), why)
