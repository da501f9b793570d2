"""A line, what is typed and saved there, and the history of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kawal.base.ui.frame import Link
from kawal.engine.shared.language import say
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.planning import history
from kawal.office.planning.actions import INDICATOR_FIELDS, NODE_FIELDS
from kawal.office.planning.holding import frozen
from kawal.office.planning.models import Allocation, Indicator, Node
from kawal.office.renja import telling
from kawal.office.renja.actions import Unsaved, keep_typing, save_line, throw_away
from kawal.office.renja.cells import groups_of
from kawal.office.renja.forms import LineForm
from kawal.office.renja.line_page import SAVED, line_as_of, line_page, session_of, typed_part

_WORDS = {"node": NODE_FIELDS, "indicator": INDICATOR_FIELDS}
"""The fields of words that are kept over time, by table."""


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, line: str) -> HttpResponse:
    """One line beside its findings; sent back, it is saved. Http404 where it is out of reach."""
    found = get_object_or_404(
        Node.objects.visible_to(request.seat).select_related("plan__opd", "plan__lock"), pk=line
    )
    if request.method == "POST":
        return _save(request, found)
    if "per" in request.GET:
        return line_as_of(request, found, request.GET["per"])
    return line_page(request, found)


@require_POST
def typing(request: HttpRequest, line: str) -> HttpResponse:
    """Keep what is being typed, and answer with the part of the page that it changes: what is found
    on the line as it would then be. Nothing of it is in the plan yet. Or forget what was kept.

    `isian` names the fields that were touched, parted by spaces; the form is sent with them.
    """
    found = get_object_or_404(
        Node.objects.visible_to(request.seat).select_related("plan__opd", "parent__parent"), pk=line
    )
    groups = groups_of(found)
    cells = {cell.name: cell for group in groups for cell in group.cells}
    actor = request.seat.actor
    if "buang" in request.POST:
        throw_away(cells.values(), actor.account)
        return redirect("renja:line", found.pk)
    touched = [cells[name] for name in request.POST.get("isian", "").split() if name in cells]
    if not touched:
        return HttpResponse(say("Isian ini tidak ada."), status=HTTPStatus.BAD_REQUEST)
    if reason := frozen(found.plan):
        return HttpResponse(reason, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    form = LineForm(list(cells.values()), request.POST)
    kept = keep_typing(form.typed_into(touched), session=session_of(request), by=actor)
    return typed_part(request, found, groups, form, kept)


@require_safe
def amount(request: HttpRequest, key: str) -> HttpResponse:
    """What an amount was, and who made it so."""
    first = Allocation.ever.filter(key=key, node__in=Node.objects.visible_to(request.seat)).first()
    if first is None:
        raise Http404("no such amount within reach")
    label = say("Pagu {year}, {fund}", year=first.year, fund=first.fund)
    return _history(request, first.node, label, history.of_allocation(key))


@require_safe
def target(request: HttpRequest, year: int, quarter: int, indicator: str) -> HttpResponse:
    """What a target was, and who made it so."""
    visible = Indicator.objects.filter(node__in=Node.objects.visible_to(request.seat))
    found = get_object_or_404(visible.select_related("node"), pk=indicator)
    label = say("Target {year}: {name}", year=year, name=found)
    return _history(request, found.node, label, history.of_target(indicator, year, quarter))


@require_safe
def words(request: HttpRequest, table: str, column: str, key: str) -> HttpResponse:
    """What a field of words was, and who made it so. Http404 for a field there is not."""
    if column not in _WORDS.get(table, ()):
        raise Http404("no such field")
    within = Node.objects.visible_to(request.seat)
    if table == "node":
        row = node = get_object_or_404(within, pk=key)
    else:
        row = get_object_or_404(Indicator.objects.filter(node__in=within), pk=key)
        node = row.node
    standing = getattr(row, "unit_id" if (table, column) == ("node", "unit") else column) or None
    label = f"{say(BY_NAME[table].column(column).label)}: {row}"
    stood = history.of_words(table, key, column, standing)
    back = Link(str(node), reverse("renja:line", args=[node.pk]))
    context = {
        "links": [back, Link(say("Riwayat"))],
        "label": label,
        "changes": len(stood) - 1,
        "table": telling.wording_history(stood, label),
    }
    return TemplateResponse(request, "renja/history.html", context)


def _save(request: HttpRequest, node: Node) -> HttpResponse:
    groups = groups_of(node)
    form = LineForm([cell for group in groups for cell in group.cells], request.POST)
    reason = frozen(node.plan)
    if reason:
        return line_page(request, node, groups, form, refused=[reason])
    if not form.is_valid():
        return line_page(request, node, groups, form)
    edits = list(form.edits())
    try:
        count = save_line(
            node=node, edits=edits, session=session_of(request), by=request.seat.actor
        )
    except Unsaved as unsaved:
        refused = list(unsaved.errors.get("", ()))
        for name, wrong in unsaved.errors.items():
            if name:
                form.add_error(name, list(wrong))
        clashes = {
            name: telling.told_clash(clash, form.cells[name])
            for name, clash in unsaved.clashes.items()
        }
        return line_page(request, node, groups, form, refused, clashes)
    at = f"{timezone.localtime():%H.%M}"
    words = say("Tersimpan pukul {time}: {count} isian.", time=at, count=count)
    messages.success(request, words if count else say("Tidak ada yang berubah."), extra_tags=SAVED)
    return redirect("renja:line", node.pk)


def _history(
    request: HttpRequest, node: Node, label: str, stood: Sequence[history.Stood]
) -> HttpResponse:
    back = Link(str(node), reverse("renja:line", args=[node.pk]))
    context = {
        "links": [back, Link(say("Riwayat"))],
        "label": label,
        "changes": len(stood) - 1,
        "table": telling.history(stood, label),
    }
    return TemplateResponse(request, "renja/history.html", context)
