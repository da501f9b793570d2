"""The guard at the door: every request is held against the table of rights before its page runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from kawal.base.audit import security
from kawal.base.organisation import rights
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Office
from kawal.base.organisation.seat import Reach, Seat

OFFICE = "office"
"""Under which name the session keeps the office that a person chose to act in."""
_NOT_THERE = 404


class Guard:
    """A middleware. Puts `seat` on the request: in which office its reader sits, or None.

    What an office may not reach is answered as if it did not exist, and noted in the security log;
    who is not signed in is led to the door.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.seat = None  # type: ignore[attr-defined]
        response = self._answer(request)
        if response.status_code == _NOT_THERE and (seat := request.seat) is not None:  # type: ignore[attr-defined]
            security.note(
                kind=security.REFUSED,
                account=seat.account.code,
                office=seat.office.code,
                path=request.path,
                detail=f"{request.method} {_view(request)}",
            )
        return response

    def process_view(
        self, request: HttpRequest, _view_function: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Let the request through, lead it to the door, or raise Http404."""
        seat = seat_of(request)
        granted = rights.table()
        asked = (_view(request), str(request.method))
        if granted.reach(*asked, rights.NOBODY) is not Reach.NONE:
            request.seat = seat  # type: ignore[attr-defined]
            return None
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if seat is None:
            raise PermissionDenied("Akun ini tidak memegang jabatan hari ini.")
        reach = granted.reach(*asked, seat.office.role)
        request.seat = replace(seat, reach=reach)  # type: ignore[attr-defined]
        if reach is Reach.NONE:
            raise Http404("the office does not reach this page")
        return None


def seat_of(request: HttpRequest) -> Seat | None:
    """The reader's seat today: in the office that was chosen, or else the first of those held."""
    if not request.user.is_authenticated:
        return None
    day = today()
    held = {office.code: office for office in hats(request)}
    if not held:
        return None
    chosen = request.session.get(OFFICE)
    return Seat(request.user, held.get(chosen) or next(iter(held.values())), day)


def hats(request: HttpRequest) -> list[Office]:
    """The offices that the reader holds today."""
    if not request.user.is_authenticated:
        return []
    held = request.user.offices_on(today()).select_related("opd").order_by("code")
    return list(held)


def _view(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match is not None else ""
