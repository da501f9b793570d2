"""What the reader may do and from which office it follows; and the change from one hat to another."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from kawal.base.organisation import rights
from kawal.base.organisation.guard import OFFICE, hats
from kawal.base.organisation.models import Office
from kawal.base.organisation.seat import Reach
from kawal.base.ui.tables import Column, Table
from kawal.engine.shared.language import said_later, say

REACHES = {
    Reach.ALL: said_later("seluruh OPD"),
    Reach.PORTFOLIO: said_later("OPD yang didampingi"),
    Reach.OWN: said_later("OPD atau urusan sendiri"),
}


@require_safe
def my_rights(request: HttpRequest) -> HttpResponse:
    """Every office that the reader holds today, with what it may do and how far."""
    worn = request.seat.office
    offices = sorted(hats(request), key=lambda office: office != worn)
    held = [(office, granted(office)) for office in offices]
    return TemplateResponse(request, "organisation/rights.html", {"held": held})


@require_POST
def wear(request: HttpRequest) -> HttpResponse:
    """Act in another of the offices that the reader holds. Http404 for one that is not held."""
    chosen = request.POST.get("office", "")
    if chosen not in {office.code for office in hats(request)}:
        raise Http404("not an office of this account")
    request.session[OFFICE] = chosen
    return redirect("/")


def granted(office: Office) -> Table:
    """What the table of rights grants an office, in words."""
    rows = [
        (say(right.what), say(REACHES[reach]))
        for right in rights.table().rows
        if right.what and (reach := right.reach[office.role]) is not Reach.NONE
    ]
    columns = (Column(say("Tindakan")), Column(say("Sejauh")))
    return Table(say("Yang dapat dilakukan"), columns, rows)
