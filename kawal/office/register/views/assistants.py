"""Which assistant stands behind which OPD, and the change of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from kawal.base.organisation import actions
from kawal.base.organisation.models import Office, Opd, Portfolio
from kawal.base.ui.fields import refuse
from kawal.base.ui.states import State
from kawal.office.register.forms import AssignForm


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The OPD within reach under the assistant behind each, and those without one."""
    return _page(request, AssignForm(seat=request.seat))


@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """Let an assistant stand behind an OPD from a day on."""
    form = AssignForm(request.POST, seat=request.seat)
    if form.is_valid():
        try:
            actions.assign(by=request.seat.actor, **form.cleaned_data)
        except ValidationError as refused:
            refuse(form, refused)
        else:
            return redirect("register:assistants")
    return _page(request, form)


def _page(request: HttpRequest, form: AssignForm) -> HttpResponse:
    seat = request.seat
    standing = Portfolio.objects.visible_to(seat).on(seat.day)
    behind = standing.select_related("office", "opd").order_by("opd__number")
    assistants = Office.objects.visible_to(seat).filter(role=Office.Role.ASSISTANT)
    groups: dict[Office, list[Portfolio]] = {each: [] for each in assistants.order_by("code")}
    for each in behind:
        groups.setdefault(each.office, []).append(each)
    alone = Opd.objects.visible_to(seat).on(seat.day).exclude(pk__in=behind.values("opd"))
    coming = Portfolio.objects.visible_to(seat).filter(since__gt=seat.day)
    told = {
        "form": form,
        "groups": list(groups.items()),
        "alone": list(alone.order_by("number")),
        "coming": list(coming.select_related("office", "opd").order_by("since")),
        "count": behind.count(),
        "warning": State.WARNING,
    }
    return TemplateResponse(request, "register/assistants.html", told)
