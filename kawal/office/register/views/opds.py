"""OPD and their units: the list of a day, one OPD, its reorganisation, its tree."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kawal.base.organisation import actions as organisation
from kawal.base.organisation.actions import OpdData, lineage
from kawal.base.organisation.models import Office, Opd, Unit
from kawal.base.ui.fields import refuse
from kawal.base.ui.states import State
from kawal.office.register import actions, opds
from kawal.office.register.forms import (
    DayForm,
    HeirForm,
    OfficeForm,
    OpdForm,
    ReorganiseForm,
    UnitForm,
)

_MOST = 4
"""OPD that may begin at once."""
_CONFIRMED = "dilaksanakan"
"""The button that was pressed after the preview was read."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The OPD within reach that stand on a day."""
    form = DayForm(request.GET or None)
    day = (form.is_valid() and form.cleaned_data["tanggal"]) or request.seat.day
    found = Opd.objects.visible_to(request.seat).on(day).order_by("number")
    told = {"form": form, "day_shown": day, "table": opds.table_of(found), "count": found.count()}
    return TemplateResponse(request, "register/opds.html", told)


@require_safe
def opd(request: HttpRequest, pk: int) -> HttpResponse:
    """One OPD: its days, its lineage, its units and its offices."""
    return _page(request, _within_reach(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def reorganise(request: HttpRequest) -> HttpResponse:
    """The form; what would follow from it; and, once that was read, the doing."""
    data = request.POST if request.method == "POST" else None
    form = ReorganiseForm(data, seat=request.seat)
    rows = [OpdForm(data, prefix=f"baru{at}") for at in range(1, _MOST + 1)]
    if data is None or not all([form.is_valid(), *(row.is_valid() for row in rows)]):
        return _asked(request, form, rows)
    ends, on = list(form.cleaned_data["ends"]), form.cleaned_data["on"]
    begins = [OpdData(**row.cleaned_data) for row in rows if not row.is_empty]
    hanging = actions.what_hangs(ends, on)
    inherited = opds.inherited(hanging) if len(begins) > 1 else []
    is_confirmed = _CONFIRMED in data
    heirs = HeirForm(data if is_confirmed else None, inherited=inherited, begins=begins)
    try:
        if is_confirmed and heirs.is_valid():
            actions.reorganise(
                ends=ends, begins=begins, on=on, heirs=heirs.heirs(), by=request.seat.actor
            )
            return HttpResponseRedirect(f"{reverse('register:opds')}?tanggal={on:%d-%m-%Y}")
        organisation.refuse_reorganising(ends=ends, begins=begins, on=on)
    except ValidationError as refused:
        refuse(form, refused)
        return _asked(request, form, rows)
    told = {
        "ends": ends,
        "begins": begins,
        "on": on,
        "heirs": heirs,
        "kept": [(name, each) for name in data for each in _kept(name, data.getlist(name))],
        "table": opds.what_follows(ends, begins, hanging),
        "warnings": opds.warnings(begins, hanging),
        "offices": hanging.offices,
        "staying": hanging.staying,
        "warning": State.WARNING,
        "confirmed": _CONFIRMED,
    }
    return TemplateResponse(request, "register/preview.html", told)


@require_POST
def found(request: HttpRequest, pk: int) -> HttpResponse:
    """Found an office, and lead to where it gets a holder."""
    within, form = _within_reach(request, pk), OfficeForm(request.POST)
    if form.is_valid():
        try:
            office = organisation.found_office(
                opd=within, by=request.seat.actor, **form.cleaned_data
            )
        except ValidationError as refused:
            refuse(form, refused)
        else:
            return redirect("register:office", office.pk)
    return _page(request, within, new_office=form)


@require_POST
def add_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Found a unit."""
    found = _within_reach(request, pk)
    form = UnitForm(request.POST, opd=found, is_new=True)
    if form.is_valid():
        try:
            organisation.add_unit(opd=found, by=request.seat.actor, **form.cleaned_data)
        except ValidationError as refused:
            refuse(form, refused)
        else:
            return redirect("register:opd", pk)
    return _page(request, found, new_unit=form)


@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: rename it, hang it elsewhere."""
    found = get_object_or_404(
        Unit.objects.visible_to(request.seat).select_related("opd", "parent"), pk=pk
    )
    data = request.POST if request.method == "POST" else None
    form = UnitForm(data, opd=found.opd, unit=found)
    if data is not None and form.is_valid():
        try:
            actions.change_unit(unit=found, by=request.seat.actor, **form.cleaned_data)
        except ValidationError as refused:
            refuse(form, refused)
        else:
            return redirect("register:opd", found.opd_id)
    return TemplateResponse(request, "register/unit.html", {"unit": found, "form": form})


def _within_reach(request: HttpRequest, pk: int) -> Opd:
    return get_object_or_404(Opd.objects.visible_to(request.seat), pk=pk)


def _page(request: HttpRequest, opd: Opd, **forms: Any) -> HttpResponse:
    told: dict[str, Any] = {
        "opd": opd,
        "before": [each for each in lineage(opd) if each != opd],
        "after": list(opd.successors.order_by("number")),
        "units": opds.tree(opd),
        "offices": Office.objects.visible_to(request.seat).filter(opd=opd),
        "behind": opd.portfolios.on(request.seat.day).select_related("office").first(),
        "new_unit": UnitForm(opd=opd, is_new=True),
        "new_office": OfficeForm(),
    }
    return TemplateResponse(request, "register/opd.html", told | forms)


def _asked(request: HttpRequest, form: ReorganiseForm, rows: list[OpdForm]) -> HttpResponse:
    return TemplateResponse(request, "register/reorganise.html", {"form": form, "rows": rows})


def _kept(name: str, values: list[str]) -> list[str]:
    """What of a form goes on to the next step: not the token, and not what that step asks itself."""
    return [] if name in ("csrfmiddlewaretoken", _CONFIRMED) or "|" in name else values
