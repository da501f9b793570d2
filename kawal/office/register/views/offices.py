"""Offices and their holders: the list, one office, and what is done there."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kawal.base.organisation import actions
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Account, Holding, Office
from kawal.base.signin import actions as accounts
from kawal.base.ui.fields import refuse
from kawal.base.ui.states import State
from kawal.engine.shared.language import say
from kawal.office.register import holders
from kawal.office.register.forms import (
    AppointForm,
    CloseForm,
    EndForm,
    NewAccountForm,
    OfficeFilters,
    ResetForm,
)

_SHOWN = 50
"""Offices on a page."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Offices within reach with who holds them."""
    seat = request.seat
    within = Office.objects.visible_to(seat).standing(seat.day)
    filters = OfficeFilters(request.GET or None, seat=seat)
    chosen = filters.cleaned_data if filters.is_valid() else {}
    found = holders.filtered(within, chosen, seat.day)
    page = Paginator(found, _SHOWN).get_page(request.GET.get("halaman"))
    told = {
        "counts": holders.counts(within, seat.day),
        "filters": filters,
        "is_filtered": any(chosen.values()),
        "page": page,
        "rows": holders.rows_of(page.object_list, seat.day),
    }
    return TemplateResponse(request, "register/offices.html", told)


@require_safe
def office(request: HttpRequest, pk: int) -> HttpResponse:
    """One office with all who held it."""
    return _page(request, _within_reach(request, pk))


@require_POST
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the office to a holder."""
    found, form = _within_reach(request, pk), AppointForm(request.POST)
    if form.is_valid():
        try:
            actions.appoint(office=found, by=request.seat.actor, **form.cleaned_data)
        except ValidationError as refused:
            refuse(form, refused)
        else:
            return redirect("register:office", pk)
    return _page(request, found, appoint=form)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a holding end."""
    found = _within_reach(request, pk)
    form = EndForm(request.POST, office=found)
    if form.is_valid():
        holding = Holding.objects.get(pk=form.cleaned_data["holding"])
        until = form.cleaned_data["until"]
        try:
            actions.end_holding(holding=holding, on=until, by=request.seat.actor)
        except ValidationError as refused:
            refuse(form, refused)
        else:
            return redirect("register:office", pk)
    return _page(request, found, end=form)


@require_POST
@never_cache
def create_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an account for who is to hold the office, and show its first password."""
    found, form = _within_reach(request, pk), NewAccountForm(request.POST)
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            account, password = accounts.create_account(code=code, by=request.seat.actor)
        except ValidationError as refused:
            refuse(form, refused)
        else:
            return _password(request, found, account, password, is_new=True)
    return _page(request, found, new_account=form)


@require_POST
@never_cache
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the holder of the day a new password for one sign-in, and show it."""
    found, form = _within_reach(request, pk), ResetForm(request.POST)
    if form.is_valid():
        holding = holders.row_of(found, today()).holding
        if holding is None or holding.account.code != form.cleaned_data["account"]:
            form.add_error(None, say("Pemegang jabatan ini sudah berganti; lihat siapa sekarang."))
            return _page(request, found, reset=form)
        factors = form.cleaned_data["factors"]
        try:
            password = accounts.reset_password(
                account=holding.account, by=request.seat.actor, factors=factors
            )
        except ValidationError as refused:
            refuse(form, refused)
        else:
            return _password(request, found, holding.account, password, is_new=False)
    return _page(request, found, reset=form)


@require_POST
def close_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the holder of the day sign in no more; the office is theirs until that is ended too."""
    found, form = _within_reach(request, pk), CloseForm(request.POST)
    if form.is_valid():
        holding = holders.row_of(found, today()).holding
        if holding is None or holding.account.code != form.cleaned_data["account"]:
            form.add_error(None, say("Pemegang jabatan ini sudah berganti; lihat siapa sekarang."))
            return _page(request, found, close=form)
        try:
            accounts.close_account(account=holding.account, by=request.seat.actor)
        except ValidationError as refused:
            refuse(form, refused)
        else:
            return redirect("register:office", pk)
    return _page(request, found, close=form)


def _within_reach(request: HttpRequest, pk: int) -> Office:
    return get_object_or_404(Office.objects.visible_to(request.seat), pk=pk)


def _page(request: HttpRequest, office: Office, **forms: Any) -> HttpResponse:
    day = request.seat.day
    row = holders.row_of(office, day)
    first = {"account": request.GET.get("akun", ""), "since": day}
    told: dict[str, Any] = {
        "office": office,
        "row": row,
        "table": holders.history(office, day),
        "accounts": Account.objects.filter(is_active=True),
        "appoint": AppointForm(initial=first),
        "end": EndForm(office=office),
        "new_account": NewAccountForm(suggestion=_free_code(office)),
        "reset": ResetForm(),
        "close": CloseForm(),
        "blocking": State.BLOCKING,
    }
    return TemplateResponse(request, "register/office.html", told | forms)


def _free_code(office: Office) -> str:
    """A code that an account for that office may have."""
    base, number = slugify(office.code)[:70] or "pemegang", 1
    taken = set(Account.objects.filter(code__startswith=base).values_list("code", flat=True))
    while (code := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return code


def _password(
    request: HttpRequest, office: Office, account: Account, password: str, *, is_new: bool
) -> HttpResponse:
    """Shown in the answer itself and kept nowhere: to lead on first would mean to store it."""
    told = {"office": office, "account": account, "password": password, "is_new": is_new}
    return TemplateResponse(request, "register/password.html", told)
