"""The head of the trail, day by day, for everyone to keep."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from kawal.base.audit.verify import daily_heads
from kawal.base.ui.tables import Column, Table
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date


@require_safe
def heads(request: HttpRequest) -> HttpResponse:
    """For each day the number and the digest of the last line: who keeps one can prove later that
    nothing before it was changed."""
    columns = (Column(say("Hari")), Column(say("Baris terakhir"), "number"), Column(say("Sidik")))
    rows = [(long_date(day), number, digest) for day, number, digest in daily_heads()]
    table = Table(say("Ujung jejak setiap hari"), columns, rows[::-1])
    return TemplateResponse(request, "audit/heads.html", {"table": table, "days": len(rows)})
