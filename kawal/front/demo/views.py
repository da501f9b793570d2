"""The door of the sample regency: one click signs in by office."""

from __future__ import annotations

from itertools import groupby

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from kawal.base.organisation.clock import today
from kawal.base.organisation.guard import OFFICE
from kawal.base.organisation.models import Holding, Office
from kawal.engine.shared.wording import long_date
from kawal.office.planning.models import Book

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Every office that somebody holds, by what kind it is."""
    _refuse_real_data()
    held = Holding.objects.on(today()).values("office")
    offices = Office.objects.filter(pk__in=held).order_by("code")
    order = {role: place for place, role in enumerate(Office.Role.values)}
    by_role = groupby(sorted(offices, key=lambda each: order[each.role]), lambda each: each.role)
    groups = [(Office.Role(role).label, list(each)) for role, each in by_role]
    return TemplateResponse(
        request,
        "demo/door.html",
        {
            "groups": groups,
            "day_in_words": long_date(today()),
            "next": request.GET.get("next", "/"),
        },
    )


@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as whoever holds the office today. Http404 for an office that nobody holds."""
    _refuse_real_data()
    code = request.POST.get("office", "")
    holding = Holding.objects.on(today()).filter(office__code=code).first()
    if holding is None:
        raise Http404("nobody holds that office")
    login(request, holding.account, _BACKEND)
    request.session[OFFICE] = code
    back = request.POST.get("next", "/")
    return redirect(back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/")


def _refuse_real_data() -> None:
    """Raises Http404 outside demo mode, and wherever the plans are not made up."""
    if not settings.DEMO or not Book.objects.filter(sample=True).exists():
        raise Http404("there is no sample regency here")
