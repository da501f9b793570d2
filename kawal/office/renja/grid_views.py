"""The grid of a plan: shown whole, checked as it is typed into, saved whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kawal.base.audit.chain import digest_of_text
from kawal.base.organisation import rights
from kawal.base.ui.states import State
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import rupiah
from kawal.office.findings.listing import state_of
from kawal.office.findings.models import Finding
from kawal.office.planning import holding
from kawal.office.planning.models import Plan
from kawal.office.renja import telling, units
from kawal.office.renja.actions import Edit, Unsaved
from kawal.office.renja.grid import (
    Grid,
    Row,
    ceiling_of,
    edits_of,
    grid_of,
    margins,
    money_of,
    save_grid,
)
from kawal.office.renja.line_page import session_of

FEW = 10
"""Rows that are judged alone; where more are typed into at once, all are."""
MOST = 5000
"""Cells that one answer can carry; a whole plan of 300 lines has half of that."""
Edits = Sequence[tuple[Row, Edit]]


@require_safe
def grid(request: HttpRequest, plan: str) -> HttpResponse:
    """All lines of a plan as a grid. Who writes there works in it; others read it."""
    found = _plan(request, plan)
    told = grid_of(found)
    frozen = holding.frozen(found)
    writes = rights.may(request.seat, "renja:grid_save") and not frozen
    context = {
        **_told(request, told, None),
        **_units_told(request, told),
        "plan": found,
        "plan_name": telling.name_of_plan(found),
        "plan_words": telling.state_of_plan(found)[1],
        "frozen": frozen if rights.may(request.seat, "renja:grid_save") else "",
        "writes": writes,
        "whose": digest_of_text(request.seat.account.code)[:16],
    }
    return TemplateResponse(request, "renja/grid.html", context)


@require_POST
def check(request: HttpRequest, plan: str) -> HttpResponse:
    """What is found on each line as it would be with what is typed; nothing is written. The parts of
    the page that change are sent as they stand on the page. `baris`: the rows that were just typed
    into; where they are few, they alone are judged."""
    found = _plan(request, plan)
    told = grid_of(found)
    edits, wrong = _typed(request, told)
    asked = set(request.POST.getlist("baris"))
    rows = [row for row in told.rows if row.node.pk in asked] if len(asked) <= FEW else []
    return JsonResponse(_parts(request, told, edits, rows or None) | {"salah": wrong})


@require_POST
def save(request: HttpRequest, plan: str) -> HttpResponse:
    """Write all that is typed, or nothing: 409 where somebody else wrote there meanwhile, 422 where
    something cannot be read."""
    found = _plan(request, plan)
    told = grid_of(found)
    if reason := holding.frozen(found):
        return JsonResponse({"kabar": reason}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    edits, wrong = _typed(request, told)
    if not wrong:
        try:
            count = save_grid(edits=edits, session=session_of(request), by=request.seat.actor)
        except Unsaved as unsaved:
            return _refused(told, unsaved)
        saved = grid_of(found)
        at = f"{timezone.localtime():%H.%M}"
        kabar = say("Tersimpan pukul {time}: {count} sel.", time=at, count=count)
        stands = {edit.cell.name: saved.cells()[edit.cell.name][1].text for _, edit in edits}
        return JsonResponse(_parts(request, saved, []) | {"kabar": kabar, "isi": stands})
    kabar = say("Belum tersimpan: {count} sel perlu diperbaiki.", count=len(wrong))
    return JsonResponse({"kabar": kabar, "salah": wrong}, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _units_told(request: HttpRequest, told: Grid) -> dict[str, Any]:
    """Which units carry the plan, and the one whose lines alone are shown; its share of all the money
    in per cent, and what is left below the ceiling, as far as both are known."""
    found = units.shares(told)
    own = request.seat.office.unit
    share = units.chosen(found, request.GET.get("unit"), own.code if own else None)
    total, ceiling = money_of(told), ceiling_of(told.plan)
    known = share is not None and share.money is not None and total
    left = ceiling - total if total is not None and ceiling is not None else None
    return {
        "units": found if len(found) > 1 else [],
        "unit": share,
        "all_units": units.ALL,
        "part": round(share.money * 100 / total) if share and known and share.money else None,
        "left": left,
        "grid": units.of_unit(told, share) if share is not None else told,
    }


def _plan(request: HttpRequest, plan: str) -> Plan:
    visible = Plan.objects.visible_to(request.seat).filter(opd__isnull=False)
    return get_object_or_404(visible.select_related("opd", "lock"), pk=plan)


def _typed(request: HttpRequest, told: Grid) -> tuple[list[tuple[Row, Edit]], dict[str, str]]:
    names, texts, seen = (request.POST.getlist(each) for each in ("sel", "isi", "semula"))
    return edits_of(told, list(zip(names, texts, seen, strict=False))[:MOST])


def _refused(told: Grid, unsaved: Unsaved) -> JsonResponse:
    cells = told.cells()
    clashes = {}
    for name, clash in unsaved.clashes.items():
        other = telling.told_clash(clash, cells[name][1])
        clashes[name] = {"isi": other.sent, "siapa": other.who}
    wrong = {name: " ".join(words) for name, words in unsaved.errors.items()}
    kabar = say("Belum tersimpan: {count} sel perlu diperbaiki.", count=len(wrong) + len(clashes))
    status = HTTPStatus.CONFLICT if clashes else HTTPStatus.UNPROCESSABLE_ENTITY
    answer = {"kabar": kabar, "salah": wrong, "bentrok": clashes}
    return JsonResponse(answer, status=status)


def _told(
    request: HttpRequest, told: Grid, edits: Edits | None, rows: Sequence[Row] | None = None
) -> dict[str, Any]:
    """What the page and its parts say: the margin of every row, the money beside its ceiling."""
    found, judged = margins(told, request.seat, edits, rows)
    total, ceiling = money_of(told, edits or ()), ceiling_of(told.plan)
    over = total - ceiling if total is not None and ceiling is not None else 0
    return {
        "grid": told,
        "margins": found,
        "judged": judged,
        "stopping": sum(state_of(each) is State.BLOCKING for own in found.values() for each in own),
        "total": rupiah(total) if total is not None else "",
        "ceiling": rupiah(ceiling) if ceiling is not None else "",
        "over": rupiah(over) if over > 0 else "",
    }


def _parts(
    request: HttpRequest, told: Grid, edits: Edits, rows: Sequence[Row] | None = None
) -> dict[str, Any]:
    """The margins of these rows, or of all, and the line below; what is found altogether only where
    all rows were judged."""
    context = _told(request, told, edits, rows)
    found = context["margins"]
    parts = {
        "tepi": {row.node.pk: _margin(found.get(row.node.pk)) for row in rows or told.rows},
        "jumlah": render_to_string("renja/grid_money.html", context),
    }
    if rows is None:
        parts["temuan"] = render_to_string("renja/grid_found.html", context)
    return parts


def _margin(found: Sequence[Finding] | None) -> str:
    return render_to_string("renja/grid_margin.html", {"found": found}).strip() if found else ""
