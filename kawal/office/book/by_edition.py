"""Pages that read one version of the RPJMD, asked for by name or by a day."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from kawal.office.book.editions import NoEditionError, asked_for, editions
from kawal.office.planning.models import Plan

View = Callable[..., HttpResponse]


def by_edition(view: View) -> View:
    """A page that says in words why no version can be read as of the day that was asked for."""

    @wraps(view)
    def page(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NoEditionError as why:
            told = {"why": str(why), "per": request.GET.get("per", "")}
            return TemplateResponse(request, "book/not_then.html", told)

    return page


def edition_asked(request: HttpRequest) -> tuple[Plan | None, list[Plan]]:
    """The version that is read, None where there is no RPJMD; and every version. Raises Http404 for a
    version there is not, and NoEditionError for a day on which none is known to have held."""
    known = editions()
    plan = asked_for(known, request.GET)
    if plan is None and known:
        raise Http404("no such version of the RPJMD")
    return plan, known
