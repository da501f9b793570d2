"""The head of the trail, day by day, for everyone to keep; and the security log, for its watchers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kawal.base.audit.forms import EventFilters
from kawal.base.audit.models import SecurityEvent
from kawal.base.audit.verify import daily_heads
from kawal.base.ui.tables import Column, Table
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date

_SHOWN = 100
"""Events on a page."""


@require_safe
def heads(request: HttpRequest) -> HttpResponse:
    """For each day the number and the digest of the last line: who keeps one can prove later that
    nothing before it was changed."""
    columns = (Column(say("Hari")), Column(say("Baris terakhir"), "number"), Column(say("Sidik")))
    rows = [(long_date(day), number, digest) for day, number, digest in daily_heads()]
    table = Table(say("Ujung jejak setiap hari"), columns, rows[::-1])
    return TemplateResponse(request, "audit/heads.html", {"table": table, "days": len(rows)})


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """What was refused, who came in and who failed to, the newest first."""
    events = SecurityEvent.objects.visible_to(request.seat)
    kinds = events.order_by("kind").values_list("kind", flat=True).distinct()
    filters = EventFilters(request.GET or None, kinds=kinds)
    chosen = filters.cleaned_data if filters.is_valid() else {}
    page = Paginator(_filtered(events, chosen), _SHOWN).get_page(request.GET.get("halaman"))
    told = {
        "filters": filters,
        "is_filtered": any(chosen.values()),
        "page": page,
        "table": _table(page.object_list),
    }
    return TemplateResponse(request, "audit/security.html", told)


def _filtered(events: QuerySet[Any], chosen: Mapping[str, Any]) -> QuerySet[Any]:
    if kind := chosen.get("jenis"):
        events = events.filter(kind=kind)
    if code := chosen.get("jabatan"):
        events = events.filter(Q(office=code) | Q(account=code))
    if day := chosen.get("hari"):
        events = events.filter(recorded_at__date=day)
    return events


def _table(events: QuerySet[Any]) -> Table:
    words = (say("Waktu"), say("Jenis"), say("Akun"), say("Jabatan"), say("Alamat"), say("Uraian"))
    rows = [
        (
            f"{timezone.localtime(each.recorded_at):%d-%m-%Y %H.%M.%S}",
            each.kind,
            each.account or "–",
            each.office or "–",
            each.path or "–",
            each.detail or "–",
        )
        for each in events
    ]
    return Table(say("Catatan keamanan, terbaru dahulu"), tuple(map(Column, words)), rows)
