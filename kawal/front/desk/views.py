"""The desks, the page of one OPD, the list of what waits, and the way out of the house."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from itertools import groupby
from typing import Any

from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST, require_safe

from kawal.base.organisation import rights
from kawal.base.organisation.models import Opd
from kawal.base.organisation.seat import Reach
from kawal.base.ui.frame import Link
from kawal.base.ui.states import State
from kawal.base.work import actions as work
from kawal.base.work.models import Notice, Task
from kawal.base.work.notices import read_all
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import counted, long_date, thousands
from kawal.front.desk import agenda as agenda_of
from kawal.front.desk import heat, opd_page
from kawal.front.desk import office as office_desk
from kawal.front.desk import planner as planner_desk
from kawal.front.desk import sekda as sekda_desk
from kawal.front.desk import waiting as all_waiting
from kawal.office.book.changing import ORIGIN as CHANGE
from kawal.office.book.partnering import ORIGIN as PARTNERSHIP
from kawal.office.findings.cases import DECISION
from kawal.office.planning.models import Book

_MARKS = {
    "passed": State.PASSED, "locked": State.LOCKED, "blocking_mark": State.BLOCKING,
    "warning": State.WARNING, "unknown": State.UNKNOWN, "waived": State.WAIVED,
}  # fmt: skip
_NEWS = 100
"""Notices on the page."""
_DESKS = ("desk:office", "desk:sekda", "desk:planner", "desk:shared_list")
_PLACES_OF_TASKS = {
    "findings.finding": "findings:one", DECISION: "findings:one", CHANGE: "book:change",
    PARTNERSHIP: "book:partner",
}  # fmt: skip
"""By what a task comes from, the page that it leads to."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The desk of the office in which the reader acts; for one outside, what is shared with it."""
    for view in _DESKS:
        if rights.table().reach(view, rights.ASKING, request.seat.office.role) is not Reach.NONE:
            return redirect(view)
    return redirect("organisation:rights")


@require_safe
def sekda(request: HttpRequest) -> HttpResponse:
    """The desk of who looks over many OPD: what is late, who waits for whom, what falls short."""
    told = sekda_desk.desk(request.seat)
    run = told["run"]
    under = long_date(request.seat.day)
    if run is not None:
        under += " · " + say(
            "dinilai {judged} dari {all}, diperiksa {day}",
            judged=thousands(run.assessed),
            all=thousands(run.applicable),
            day=long_date(run.on),
        )
    year = told["additions_year"]
    told |= {
        "sentence": sekda_desk.first_line(told),
        "under": under,
        "heads": heat.HEADS,
        "passed": State.PASSED,
        "late_mark": State.BLOCKING,
        "matters": [told["innovation"], told["satisfaction"], told["flagship"], told["bluntness"]],
        "lists": [told["innovation"], told["satisfaction"]],
        "year_label": say("Tahun perencanaan"),
        "judged_note": say("{judged} dari {opds} OPD sudah mengajukan", **_counts(told)),
        "waiting_note": _opened(say("{late} lewat tenggat", late=told["late"]), told, "late_list"),
        "risen_note": _opened(thousands(told["risen_number"]), told, "risen_list"),
        "additions_title": say("Tambahan pagu {year}", year=year) if year else say("Tambahan pagu"),
        "additions_note": say("terhadap pagu terkunci, kumulatif"),
        "flagship_in_order": say("tidak ada temuan"),
        "other": say("OPD lain"),
    }
    return TemplateResponse(request, "desk/sekda.html", told)


@require_safe
def office(request: HttpRequest) -> HttpResponse:
    """The desk of an office that works on all OPD: what waits for itself, then what it watches."""
    told = office_desk.desk(request.seat)
    waits = counted("{count} hal menunggu Anda", told["mine_number"])
    late = say("{late} di antaranya lewat tenggat", late=thousands(told["late"]))
    told |= {
        "sentence": say("{waits}, {late}.", waits=waits, late=late)
        if told["mine_number"]
        else say("Tidak ada yang menunggu Anda."),
        "under": f"{request.seat.office.name} · {long_date(request.seat.day)}",
        "late_mark": State.BLOCKING,
        "handed_note": say(
            "{judged} dari {opds} OPD sudah mengajukan", judged=told["handed_in"], opds=told["opds"]
        ),
    }
    return TemplateResponse(request, "desk/office.html", told)


@require_safe
def planner(request: HttpRequest) -> HttpResponse:
    """The desk of an OPD: what is to be done this week, and the lines with what they lack."""
    told = planner_desk.desk(request.seat, request.GET.get("halaman"))
    told |= {"blocking_mark": State.BLOCKING, "line_view": "renja:line"}
    return TemplateResponse(request, "desk/planner.html", told)


@require_safe
def opds(request: HttpRequest) -> HttpResponse:
    """Every OPD within reach, in the official order."""
    found = Opd.objects.on(request.seat.day).filter(request.seat.within("pk")).order_by("number")
    return TemplateResponse(request, "desk/opds.html", {"opds": list(found)})


@require_safe
def opd(request: HttpRequest, number: str) -> HttpResponse:
    """One OPD on one page. Http404 for one out of reach, and before there are any plans."""
    standing = Opd.objects.on(request.seat.day).filter(request.seat.within("pk"))
    found = get_object_or_404(standing, number=number)
    if (book := Book.objects.first()) is None:
        raise Http404("there are no plans yet")
    told = opd_page.page(found, book, request.seat)
    return TemplateResponse(request, "desk/opd.html", told | _words_of_opd(found, told) | _MARKS)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """All that waits within reach, the longest first."""
    return _waiting_page(request)


@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """The place where a task is done. Http404 for one out of reach."""
    found = get_object_or_404(Task.objects.visible_to(request.seat), pk=pk)
    return redirect(_PLACES_OF_TASKS[found.origin_kind], found.origin_key)


@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Remind the office that holds the task, then back to where that was asked. Http404 for a task out
    of reach, or done."""
    found = get_object_or_404(Task.objects.visible_to(request.seat).waiting(), pk=pk)
    try:
        work.remind(task=found, on=request.seat.day, by=request.seat.actor)
    except ValidationError as refused:
        page = _waiting_page(request, refused.messages)
        page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return page
    back = request.POST.get("kembali", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("desk:waiting")
    return redirect(f"{back}#tugas-{found.pk}")


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """What the office was told, the newest first."""
    told = Notice.objects.visible_to(request.seat).select_related("task")[:_NEWS]
    by_day = groupby(told, lambda notice: timezone.localdate(notice.made_at))
    days = [(long_date(day), list(notices)) for day, notices in by_day]
    unread = Notice.objects.visible_to(request.seat).unread().count()
    return TemplateResponse(request, "desk/notices.html", {"told": days, "unread": unread})


@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """All that the office was told is read."""
    read_all(request.seat)
    return redirect("desk:notices")


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """The days ahead: what falls due, and when offices do not work."""
    told = agenda_of.agenda(request.seat)
    sentence = say(
        "{due} tenggat dan {holidays} hari libur dalam {ahead} hari ke depan.",
        due=told.due,
        holidays=told.holidays,
        ahead=agenda_of.AHEAD.days,
    )
    return TemplateResponse(request, "desk/agenda.html", {"agenda": told, "sentence": sentence})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    logout(request)
    return redirect("/")


def _waiting_page(request: HttpRequest, refused: Sequence[str] = ()) -> TemplateResponse:
    everything = all_waiting.waiting(request.seat)
    asked = all_waiting.Asked(request.GET, request.seat)
    told = [each for each in everything if asked.holds(each)]
    context = {
        "waiting": told,
        "asked": asked.words(),
        "everything": len(everything),
        "late": sum(each.late for each in told),
        "blocking": State.BLOCKING,
        "may_remind": rights.may(request.seat, "desk:remind"),
        "refused": refused,
    }
    return TemplateResponse(request, "desk/waiting.html", context)


def _words_of_opd(opd: Opd, told: dict[str, Any]) -> dict[str, Any]:
    year = told["year"]
    where = f"{reverse('findings:list')}?{urlencode({'opd': opd.pk})}"
    return {
        "money_label": say("Pagu Renja {year}", year=year),
        "ceiling_label": say("Pagu indikatif {year}", year=year),
        "findings_label": say("Temuan terbuka"),
        "cases_label": say("Kasus terbuka"),
        "innovations_label": say("Inovasi diterima"),
        "findings_link": Link(say("Buka temuan"), where),
        "findings_note": say(
            "{blocking} menghalangi, {warnings} peringatan",
            blocking=told["blocking"], warnings=told["warnings"],
        ),
    }  # fmt: skip


def _opened(words: str, told: dict[str, Any], name: str) -> str:
    """A figure beside a title, with the way to its list for who may read that."""
    return format_html('<a href="{}">{}</a>', told[name], words) if told["may_wait"] else words


def _counts(told: dict[str, int]) -> dict[str, int]:
    return {"judged": told["judged"], "opds": told["opds"]}
