"""What happens at the door, as lines of the security log."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from kawal.base.audit import security
from kawal.base.organisation.models import Account

SIGNED_IN, SIGNED_OUT, FAILED, HELD = "masuk", "keluar", "gagal masuk", "masuk ditahan"
PASSWORD, FACTOR_FAILED = "kata sandi diganti", "faktor kedua gagal"
FACTOR_ADDED, FACTOR_REMOVED = "faktor kedua ditambah", "faktor kedua dihapus"
FACTOR_RENEWED, SESSIONS_ENDED = "kode cadangan diganti", "sesi diakhiri"
NOT_MATCHED = "masuk dari luar tanpa akun"


def note(kind: str, request: HttpRequest | None, account: Account | None, detail: str = "") -> None:
    """One line. What was typed where no account is found is not kept: it may be a password that
    slipped into the wrong field."""
    seat = getattr(request, "seat", None)
    security.note(
        kind=kind,
        account=account.code if account is not None else "",
        office=seat.office.code if seat is not None else "",
        path=request.path if request is not None else "",
        detail=detail,
    )


def listen() -> None:
    """Connect to what Django and allauth tell."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    user_login_failed.connect(_failed)
    password_changed.connect(_password_changed)
    mfa.authentication_failed.connect(_factor_failed)
    mfa.authenticator_added.connect(_factor_added)
    mfa.authenticator_removed.connect(_factor_removed)
    mfa.authenticator_reset.connect(_factor_renewed)


def _signed_in(request: HttpRequest | None = None, user: Any = None, **_: Any) -> None:
    note(SIGNED_IN, request, user)


def _signed_out(request: HttpRequest | None = None, user: Any = None, **_: Any) -> None:
    if user is not None:
        note(SIGNED_OUT, request, user)


def _failed(
    credentials: dict[str, Any] | None = None, request: HttpRequest | None = None, **_: Any
) -> None:
    typed = (credentials or {}).get("username", "")
    note(FAILED, request, Account.objects.filter(code=typed).first())


def _password_changed(request: HttpRequest, user: Any, **_: Any) -> None:
    note(PASSWORD, request, user)


def _factor_failed(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    note(FACTOR_FAILED, request, user, str(authenticator.type))


def _factor_added(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    note(FACTOR_ADDED, request, user, str(authenticator.type))


def _factor_removed(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    note(FACTOR_REMOVED, request, user, str(authenticator.type))


def _factor_renewed(request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    note(FACTOR_RENEWED, request, user, str(authenticator.type))
