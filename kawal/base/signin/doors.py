"""What comes between signing in and the first page: a new password, a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone

from kawal.base.signin.policy import has_second_factor, needs_second_factor

ALWAYS = frozenset({"ui:stylesheet", "ui:preferences", "account_logout", "desk:leave"})
"""Pages that stay open whatever is still to be done."""
CHANGING = ALWAYS | {"account_change_password"}
SETTING_UP = CHANGING | {
    "account_reauthenticate", "mfa_reauthenticate", "mfa_index", "mfa_activate_totp",
    "mfa_add_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
}  # fmt: skip
SEEN, SECONDS_BETWEEN = "seen", 300
"""Under which name a session keeps when it was last seen, and how often that is written down."""


class Doors:
    """A middleware; stands after the guard, who says in which office the reader sits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self._answer(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Lead whoever has something to do first to where it is done."""
        if not request.user.is_authenticated:
            return None
        asked = request.resolver_match.view_name if request.resolver_match else ""
        if request.user.must_change and not _came_from_outside(request):
            return None if asked in CHANGING else redirect("account_change_password")
        seat = getattr(request, "seat", None)
        needs = seat is not None and needs_second_factor(seat.office)
        if needs and asked not in SETTING_UP and not has_second_factor(request.user):
            return redirect("mfa_index")
        _see(request)
        return None


def _came_from_outside(request: HttpRequest) -> bool:
    """Whether the region's identity provider let them in: they use no password of ours."""
    records = get_authentication_records(request, request.user)
    return any(each["method"] == "socialaccount" for each in records)


def _see(request: HttpRequest) -> None:
    """Write down when the session was last seen: seldom, since every page would be a write."""
    now = timezone.now()
    if now.timestamp() - request.session.get(SEEN, 0) < SECONDS_BETWEEN:
        return
    request.session[SEEN] = int(now.timestamp())
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=now)
