"""Putting a line, an indicator or an amount into a plan, and taking out a line or an indicator."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from kawal.base.ui.frame import Link
from kawal.engine.shared.language import say
from kawal.office.planning import growing
from kawal.office.planning.holding import frozen
from kawal.office.planning.models import Allocation, Indicator, Node, Plan
from kawal.office.renja import telling
from kawal.office.renja.grow_forms import (
    Growing,
    LineChoice,
    NewAmount,
    NewIndicator,
    NewTag,
    Reason,
    Retirement,
)
from kawal.office.renja.line_page import SAVED
from kawal.office.renja.offering import offered

_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
def add_line(request: HttpRequest, plan: str) -> HttpResponse:
    """Choose a sub kegiatan; then its page is open to fill the rest."""
    visible = Plan.objects.visible_to(request.seat)
    found = get_object_or_404(visible.select_related("opd", "lock"), pk=plan)
    groups = offered(found)
    names = {(node.pk, code): (node, code, name) for node, subs in groups for code, name in subs}
    choices = [
        (str(node), [(f"{node.pk}|{code}", f"{code} {name}") for code, name in subs])
        for node, subs in groups
    ]
    form = LineChoice(growing.state_of(found), choices, request.POST or None)

    def put(told: dict[str, Any]) -> str:
        key, _, code = told["sub"].rpartition("|")
        node, code, name = names[key, code]
        new = growing.add_line(
            under=node, code=code, title=name, seen=told["seen"], by=request.seat.actor
        )
        return reverse("renja:line", args=[new.pk])

    back = Link(telling.name_of_plan(found), reverse("renja:plan", args=[found.pk]))
    words = say("Tambah sub kegiatan")
    return _grown(request, found, form, put, [back, Link(words)], not groups)


@require_http_methods(_METHODS)
def add_indicator(request: HttpRequest, line: str) -> HttpResponse:
    """Put an indicator with its target on a line."""
    node = _line(request, line)
    form = NewIndicator(growing.state_of(node), node.plan, request.POST or None)
    return _on_line(request, node, form, say("Tambah indikator"), growing.add_indicator)


@require_http_methods(_METHODS)
def add_amount(request: HttpRequest, line: str) -> HttpResponse:
    """Put an amount on a line."""
    node = _line(request, line)
    form = NewAmount(growing.state_of(node), node.plan, request.POST or None)
    return _on_line(request, node, form, say("Tambah pagu"), growing.add_allocation)


@require_http_methods(_METHODS)
def add_tag(request: HttpRequest, line: str) -> HttpResponse:
    """Say why a line is watched: SPM, SDGs, stunting and so on."""
    node = _line(request, line)
    form = NewTag(growing.state_of(node), request.POST or None)
    return _on_line(request, node, form, say("Tambah penanda"), growing.add_tag)


@require_POST
def remove_tag(request: HttpRequest, line: str) -> HttpResponse:
    """Take such a mark off; what is refused is told on the line's page."""
    node, sent = _line(request, line), request.POST
    told = {name: sent.get(name, "") for name in ("kind", "code", "seen")}
    try:
        growing.remove_tag(node=node, by=request.seat.actor, **told)
    except ValidationError as refused:
        words = " ".join(refused.messages)
    else:
        words = say("Penanda dilepas; riwayatnya tetap terbaca.")
    messages.success(request, words, extra_tags=SAVED)
    return redirect("renja:line", node.pk)


@require_http_methods(_METHODS)
def withdraw_line(request: HttpRequest, line: str) -> HttpResponse:
    """Take a line out of its plan, with a reason."""
    node = _line(request, line)
    form = Reason(growing.state_of(node), request.POST or None)
    where = reverse("renja:plan", args=[node.plan_id])
    words = say("Tarik baris ini dari rencana")
    return _on_line(request, node, form, words, growing.withdraw_line, where)


@require_http_methods(_METHODS)
def withdraw_indicator(request: HttpRequest, indicator: str) -> HttpResponse:
    """Take an indicator off its line, with a reason."""
    visible = Indicator.objects.filter(node__in=Node.objects.visible_to(request.seat))
    found = get_object_or_404(visible.select_related("node__plan__lock"), pk=indicator)
    form = Reason(growing.state_of(found.node), request.POST or None)
    words = say("Tarik indikator: {name}", name=found)
    act = partial(growing.withdraw_indicator, indicator=found)
    return _on_row(request, found.node, form, words, act)


@require_http_methods(_METHODS)
def withdraw_amount(request: HttpRequest, key: str) -> HttpResponse:
    """Take one amount off its line, with a reason."""
    visible = Allocation.objects.filter(node__in=Node.objects.visible_to(request.seat))
    found = get_object_or_404(visible.select_related("node__plan__lock"), key=key)
    form = Reason(growing.state_of(found.node), request.POST or None)
    words = say("Tarik pagu: {name}", name=growing.named(found))
    act = partial(growing.withdraw_allocation, allocation=found)
    return _on_row(request, found.node, form, words, act)


@require_http_methods(_METHODS)
def retire(request: HttpRequest, indicator: str) -> HttpResponse:
    """Say from which day an indicator is no longer used, and why."""
    visible = Indicator.objects.filter(node__in=Node.objects.visible_to(request.seat))
    found = get_object_or_404(visible.select_related("node__plan__lock"), pk=indicator)
    form = Retirement(growing.state_of(found.node), request.POST or None)
    words = say("Hentikan indikator: {name}", name=found)
    act = partial(growing.retire, indicator=found)
    return _on_row(request, found.node, form, words, act)


def _on_row(
    request: HttpRequest, node: Node, form: Growing, words: str, act: Callable[..., Any]
) -> HttpResponse:
    """As `_on_line`, for what is done to one row that stands on the line. act: knows which."""
    return _on_line(request, node, form, words, lambda node, **told: act(**told))  # noqa: ARG005


def _line(request: HttpRequest, key: str) -> Node:
    visible = Node.objects.visible_to(request.seat)
    return get_object_or_404(visible.select_related("plan__opd", "plan__lock"), pk=key)


def _on_line(
    request: HttpRequest, node: Node, form: Growing, words: str, act: Callable[..., Any],
    where: str = "",
) -> HttpResponse:  # fmt: skip
    page = reverse("renja:line", args=[node.pk])

    def put(told: dict[str, Any]) -> str:
        act(node=node, by=request.seat.actor, **told)
        return where or page

    return _grown(request, node.plan, form, put, [Link(str(node), page), Link(words)])


def _grown(
    request: HttpRequest, plan: Plan, form: Growing, put: Callable[[dict[str, Any]], str],
    links: list[Link], nothing: bool = False,
) -> HttpResponse:  # fmt: skip
    """put: does it, and says where to go then."""
    status = HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                return redirect(put(form.cleaned_data))
            except growing.Moved as moved:
                status = HTTPStatus.CONFLICT
                form.add_error(None, moved)
                form.data = {
                    **form.data.dict(),
                    "seen": form.fields["seen"].initial,
                }  # has been told
            except ValidationError as refused:
                form.add_error(None, refused)
    context = {
        "links": links, "form": form, "frozen": frozen(plan), "nothing": nothing,
        "nothing_words": say(
            "Semua sub kegiatan yang dikenal di bawah kegiatan rencana ini sudah ada. Yang lain masuk "
            "lewat impor."
        ),
        "refused": form.non_field_errors() if form.is_bound else (),
    }  # fmt: skip
    return TemplateResponse(request, "renja/grow.html", context, status=status)
