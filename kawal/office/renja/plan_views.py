"""A plan with its lines; and what is done there with the plan as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from kawal.base.documents.sheets import FILES, Sheet
from kawal.base.ui.states import State
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date
from kawal.office.findings.models import CheckRun, Finding
from kawal.office.planning import actions as planning
from kawal.office.planning.models import Book, Plan
from kawal.office.renja import telling
from kawal.office.renja.days import end_of, read_day
from kawal.office.renja.exporting import sheet_of
from kawal.office.renja.forms import ReturnForm
from kawal.office.renja.lines import lines_of
from kawal.office.renja.locking import lock_plan

ON_A_PAGE = 100


@require_safe
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    """A plan with its lines and what each lacks."""
    return _plan_page(request, _plan(request, plan))


@require_safe
def export(request: HttpRequest, plan: str) -> HttpResponse:
    """The plan as a file, as CSV or for Excel, now or as it stood at the end of a day."""
    found, asked = _plan(request, plan), request.GET.get("per", "").strip()
    form = "csv" if request.GET.get("bentuk") == "csv" else "xlsx"
    write, kind = FILES[form]
    try:
        day = read_day(asked) if asked else None
        sheet = _sheet(found, day)
    except ValidationError as wrong:
        page = _plan_page(request, found, refused=wrong.messages)
        page.status_code = HTTPStatus.BAD_REQUEST
        return page
    name = f"{slugify(found.pk)}-{day or request.seat.day}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(sheet), content_type=kind, headers=headers)


@require_POST
def submit(request: HttpRequest, plan: str) -> HttpResponse:
    """Hand the plan in."""
    found = _plan(request, plan)
    try:
        planning.submit(plan=found, by=request.seat.actor)
    except ValidationError as refused:
        return _plan_page(request, found, refused=refused.messages)
    return redirect("renja:plan", found.pk)


@require_POST
def lock(request: HttpRequest, plan: str) -> HttpResponse:
    """Lock the plan as its baseline."""
    found = _plan(request, plan)
    try:
        lock_plan(plan=found, on=request.seat.day, by=request.seat.actor)
    except ValidationError as refused:
        return _plan_page(request, found, refused=refused.messages)
    return redirect("renja:plan", found.pk)


@require_POST
def send_back(request: HttpRequest, plan: str) -> HttpResponse:
    """Return the plan to its OPD, with a reason. Afterwards it is a draft, which only its OPD reads."""
    found, form = _plan(request, plan), ReturnForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            planning.send_back(plan=found, reason=reason, by=request.seat.actor)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("desk:home")
    return _plan_page(request, found, form=form, refused=form.non_field_errors())


def _plan(request: HttpRequest, key: str) -> Plan:
    return get_object_or_404(
        Plan.objects.visible_to(request.seat).select_related("opd", "lock"), pk=key
    )


def _sheet(plan: Plan, day: date | None) -> Sheet:
    """Raises ValidationError where the plan was not there on that day."""
    _, state = telling.state_of_plan(plan)
    about = [
        (say("Rencana"), telling.name_of_plan(plan)),
        (say("OPD"), str(plan.opd or "")),
        (say("Keadaan"), state if day is None else say("pada {day}", day=long_date(day))),
        (say("Sidik isi yang dikunci"), plan.baseline if day is None else ""),
        (say("Data contoh"), say("ya") if Book.objects.get().sample else ""),
    ]
    try:
        sheet = sheet_of(plan, end_of(day) if day else None, [each for each in about if each[1]])
    except Book.DoesNotExist:
        sheet = None
    if sheet is None:
        raise ValidationError(
            say("Pada {day} rencana ini belum ada. Pilih hari sesudahnya.", day=long_date(day))
        )
    return sheet


def _plan_page(
    request: HttpRequest, plan: Plan, form: ReturnForm | None = None, refused: Sequence[str] = ()
) -> TemplateResponse:
    seat = request.seat
    plan.refresh_from_db()
    found = list(Finding.objects.visible_to(seat).open().filter(plan=plan.pk))
    lines = lines_of(plan, found)
    stopping = sum(telling.state_of(each) is State.BLOCKING for each in found)
    mark, words = telling.state_of_plan(plan)
    of_an_opd = plan.opd_id is not None and not plan.locked
    context = {
        "plan": plan,
        "plan_name": telling.name_of_plan(plan),
        "is_checked": CheckRun.objects.exists(),
        "plan_mark": mark,
        "plan_words": words,
        "lines": Paginator(lines, ON_A_PAGE).get_page(request.GET.get("halaman")),
        "lacking": sum(bool(each.blocking or each.others) for each in lines),
        "stopping": stopping,
        "is_draft": of_an_opd and plan.submitted_at is None,
        "is_submitted": of_an_opd and plan.submitted_at is not None,
        "form": form or ReturnForm(),
        "refused": refused,
        "unjudged": sum(
            each.blocking and telling.state_of(each) is State.UNKNOWN for each in found
        ),
        "withdrawn": plan.withdrawals.select_related("entry"),
        "blocking": State.BLOCKING,
    }
    wrong = bool(refused) or (form is not None and bool(form.errors))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return TemplateResponse(request, "renja/plan.html", context, status=status)
