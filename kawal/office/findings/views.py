"""The list of findings; one finding beside its law, its case, its waivers; and what is done there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import resolve, reverse
from django.views.decorators.http import require_POST, require_safe

from kawal.base.organisation import rights
from kawal.base.organisation.seat import Reach, Seat
from kawal.base.ui.frame import Link
from kawal.base.ui.states import State
from kawal.base.work.actions import can_be_reminded
from kawal.engine.shared.language import say
from kawal.office.findings import actions, cases, listing, telling, words
from kawal.office.findings.forms import (
    PAGE,
    AcceptForm,
    AnswerForm,
    Filters,
    ReturnForm,
    SumForm,
    WaiveForm,
)
from kawal.office.findings.models import Case, CheckRun, Finding
from kawal.office.findings.places import place_of
from kawal.office.findings.printed import printed_on
from kawal.office.planning.models import Plan
from kawal.office.planning.totals import take_sum as take_sum_of

PER_PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The findings of the last run within reach, what stops the lock first, in pages."""
    seat = request.seat
    run = CheckRun.objects.first()
    visible = Finding.objects.visible_to(seat).open()
    filters = Filters(request.GET, seat=seat)
    filters.full_clean()
    chosen, unknown = filters.cleaned_data, filters.unknown
    found = visible.none() if unknown else listing.filtered(visible, chosen, seat.day)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get(PAGE))
    rows = listing.rows_of(page.object_list, seat.day)
    counts, listed = listing.counts_of(visible), listing.counts_of(found)
    if unknown:
        first_line = words.unknown_filters(unknown)
    elif any(chosen.values()):
        first_line = words.answer_listed(listed, sum(counts.values()))
    else:
        first_line = words.answer(counts)
    context = {
        "run": run,
        "answer": first_line,
        "run_words": words.last_run(run, telling.run_by(run)) if run is not None else "",
        "hidden": _hidden(seat),
        "counts": [(state, words.counted_state(state, count)) for state, count in counts.items()],
        "filters": filters,
        "is_filtered": any(chosen.values()) or bool(unknown),
        "page": page,
        "groups": listing.grouped(rows, listed),
        "late": State.BLOCKING,
    }
    return TemplateResponse(request, "findings/list.html", context)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding. Http404 where it is out of reach."""
    return _page(request, _finding(request, pk))


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the finding's case."""

    def act(case: Case, said: Mapping[str, Any]) -> None:
        cases.answer(case=case, text=said["answer"], by=request.seat.actor)

    return _on_case(request, pk, "answer", AnswerForm(request.POST), act)


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the answer that was read."""

    def act(case: Case, said: Mapping[str, Any]) -> None:
        cases.accept(case=case, by=request.seat.actor, **said)

    return _on_case(request, pk, "accept", AcceptForm(request.POST), act)


@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the answer that was read, with a reason."""

    def act(case: Case, said: Mapping[str, Any]) -> None:
        cases.send_back(case=case, by=request.seat.actor, **said)

    return _on_case(request, pk, "send_back", ReturnForm(request.POST), act)


@require_POST
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept the finding itself until a day."""
    finding, seat = _finding(request, pk), request.seat
    form = WaiveForm(request.POST)

    def act(said: Mapping[str, Any]) -> None:
        actions.waive(finding=finding, office=seat.office, by=seat.actor, on=seat.day, **said)

    return _done(request, finding, "waive", form, act)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """End the waiver that holds today."""
    finding = _finding(request, pk)
    waiver = finding.waivers.in_force(request.seat.day).first()

    def act(_: Mapping[str, Any]) -> None:
        if waiver is None:
            raise ValidationError("Tidak ada pengecualian yang berlaku hari ini.")
        actions.withdraw(waiver=waiver, by=request.seat.actor)

    return _done(request, finding, "withdraw", Form(request.POST), act)


@require_POST
def take_sum(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the printed total of which the finding speaks be the sum that was read."""
    finding = _finding(request, pk)
    printed = printed_on(finding, request.seat)

    def act(said: Mapping[str, Any]) -> None:
        if printed is None:
            raise ValidationError("Jumlah tercetak ini tidak dapat diubah di sini.")
        take_sum_of(node=printed.node, seen=said["summed"], by=request.seat.actor)

    return _done(request, finding, "take_sum", SumForm(request.POST), act)


def _finding(request: HttpRequest, pk: int) -> Finding:
    visible = Finding.objects.visible_to(request.seat).select_related("opd")
    return get_object_or_404(visible, pk=pk)


def _on_case(
    request: HttpRequest,
    pk: int,
    name: str,
    form: Form,
    act: Callable[[Case, Mapping[str, Any]], None],
) -> HttpResponse:
    """Act on the case that is in hand; where it was closed in the meantime, say so."""
    finding = _finding(request, pk)
    case = finding.cases.in_hand().select_related("task__office", "finding").first()

    def on_case(said: Mapping[str, Any]) -> None:
        if case is None:
            raise ValidationError("Temuan ini tidak mempunyai kasus yang terbuka.")
        act(case, said)

    return _done(request, finding, name, form, on_case)


def _done(
    request: HttpRequest,
    finding: Finding,
    name: str,
    form: Form,
    act: Callable[[Mapping[str, Any]], None],
) -> HttpResponse:
    """Act, then back to the finding; what was refused stands in the form, with all that was typed."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("findings:one", finding.pk)
    page = _page(request, finding, **{name: form})
    page.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return page


def _page(request: HttpRequest, finding: Finding, **refused: Form) -> TemplateResponse:
    """refused: forms with what was typed and what is wrong with it, by what they do."""
    seat = request.seat
    held = list(finding.cases.select_related("task__office", "task__risen_to"))
    case = held[-1] if held else None
    waivers = list(finding.waivers.select_related("office").order_by("-since", "-pk"))
    in_force = finding.waivers.in_force(seat.day).exists()
    state = listing.state_of(finding)
    is_open = finding.spells.filter(closed_at__isnull=True).exists()
    context = {
        "finding": finding,
        "state": state,
        "is_open": is_open,
        "consequence": words.consequence(state),
        "links": _way_to(finding),
        "place": _place(seat, finding),
        "printed": printed_on(finding, seat) if is_open else None,
        "law": telling.law_of(finding, seat.day),
        "case": case and telling.told_case(case, seat.day),
        "events": telling.events_of(finding, held),
        "waivers": [telling.told_waiver(each, seat.day) for each in waivers],
        "forms": {
            **_case_forms(seat, case),
            "withdraw" if in_force else "waive": Form() if in_force else WaiveForm(),
            **refused,
        },
        "can_waive": is_open and (in_force or state in (State.BLOCKING, State.WARNING)),
        "refused": [each for form in refused.values() for each in _told_apart(form)],
        "late": State.BLOCKING,
        "to_check": State.WARNING,
        "sure": State.PASSED,
        "waived": State.WAIVED,
    }
    return TemplateResponse(request, "findings/one.html", context)


def _told_apart(form: Form) -> list[str]:
    """What is wrong and stands at no field that people see."""
    return [*form.non_field_errors(), *form.errors.get("read", ()), *form.errors.get("summed", ())]


def _place(seat: Seat, finding: Finding) -> Link:
    """Where it is mended, for who may open that; for others who mends it."""
    place = place_of(finding)
    if place.address and not rights.may(seat, resolve(place.address).view_name, rights.ASKING):
        return Link(say("Diperbaiki oleh {office}.", office=finding.owner))
    return place


def _way_to(finding: Finding) -> list[Link]:
    listed = reverse("findings:list")
    own = [Link(str(finding.opd), f"{listed}?opd={finding.opd_id}")] if finding.opd else []
    return [Link(say("Temuan"), listed), *own, Link(finding.rule)]


def _case_forms(seat: Seat, case: Case | None) -> dict[str, Form]:
    """What can be done with the case as it stands by the office in that seat, if it may at all."""
    if case is None or case.state in Case.CLOSED:
        return {}
    if case.task.office_id == seat.office.pk:
        return {"answer": AnswerForm(before=case.answer)}
    if case.state == Case.State.ANSWERED:
        return {"accept": AcceptForm(), "send_back": ReturnForm()}
    return {"remind": Form()} if can_be_reminded(case.task, seat.day) else {}


def _hidden(seat: Seat) -> int:
    """How many plans within reach are still drafts, whose findings only their OPD sees."""
    if seat.reach is Reach.OWN:
        return 0
    return Plan.objects.drafts().filter(seat.within("opd")).count()
