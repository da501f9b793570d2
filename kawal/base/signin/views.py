"""Sessions, keys, the report of accounts; and allauth's pages where what they need is not there."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.account.views import password_change
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import view_recovery_codes
from allauth.mfa.totp.views import deactivate_totp
from allauth.mfa.webauthn.internal import flows as keys
from allauth.socialaccount.providers.openid_connect import views as outside
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kawal.base.organisation.clock import today
from kawal.base.signin import log
from kawal.base.signin.adapters import MfaAdapter
from kawal.base.signin.report import dormant, over_powerful
from kawal.base.signin.sessions import sessions_of
from kawal.base.ui.tables import Column, Table
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date


@require_safe
@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the account is signed in: on what device, since when, last seen when."""
    UserSession.objects.create_from_request(request)
    found = sessions_of(request.user, request.session.session_key)
    return TemplateResponse(request, "signin/sessions.html", {"sessions": found})


@require_POST
def end_session(request: HttpRequest) -> HttpResponse:
    """End one of one's own sessions; one that is not there has ended already."""
    number = request.POST.get("session", "")
    mine = UserSession.objects.filter(user=request.user)
    if number.isdecimal() and (found := mine.filter(pk=int(number)).first()) is not None:
        found.end()
        log.note(log.SESSIONS_ENDED, request, request.user, "1")
    return redirect("signin:sessions")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every session but this one."""
    end_other_sessions(request, request.user)
    log.note(log.SESSIONS_ENDED, request, request.user, say("semua yang lain"))
    return redirect("signin:sessions")


@require_http_methods(["GET", "HEAD", "POST"])
def own_password(request: HttpRequest) -> HttpResponse:
    """Change one's password; who signs in elsewhere has none, and is told so."""
    if not request.user.has_usable_password():
        messages.error(request, say("Akun ini tidak masuk dengan kata sandi."))
        return redirect("signin:sessions")
    return password_change(request)


@require_http_methods(["GET", "HEAD", "POST"])
def without_app(request: HttpRequest) -> HttpResponse:
    """Take the authenticator app away; where there is none, back to the overview."""
    if not _of(request, Authenticator.Type.TOTP):
        return redirect("mfa_index")
    return deactivate_totp(request)


@require_safe
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The recovery codes that are left; where there are none, back to the overview."""
    if not _of(request, Authenticator.Type.RECOVERY_CODES):
        return redirect("mfa_index")
    return view_recovery_codes(request)


@require_POST
@reauthentication_required(app="allauth.mfa")
def remove_key(request: HttpRequest) -> HttpResponse:
    """Take a passkey away; one that is not there is gone already."""
    number = request.POST.get("key", "")
    mine = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN)
    if number.isdecimal() and (found := mine.filter(pk=int(number)).first()) is not None:
        adapter = MfaAdapter()
        if adapter.can_delete_authenticator(found):
            keys.remove_authenticator(request, found)
        else:
            refusal: ValidationError = adapter.validation_error("cannot_delete_authenticator")
            messages.error(request, refusal.message)
    return redirect("mfa_index")


@require_safe
def from_outside(request: HttpRequest, provider_id: str) -> HttpResponse:
    """To the region's identity provider; where none is set up, to the door."""
    if not _is_outside(provider_id):
        return redirect("account_login")
    return outside.login(request, provider_id)


@require_safe
def back_from_outside(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Back from the region's identity provider."""
    if not _is_outside(provider_id):
        return redirect("account_login")
    return outside.callback(request, provider_id)


@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Accounts that nobody uses, and accounts that can do too much."""
    idle, strong = dormant(today()), over_powerful(today())
    idle_rows = [
        (each.account, ", ".join(each.offices) or None, long_date(each.seen) if each.seen else None)
        for each in idle
    ]
    context = {
        "idle": idle,
        "strong": strong,
        "days": settings.KAWAL_DORMANT_DAYS,
        "idle_table": Table(
            say("Akun yang tidak dipakai"),
            (Column(say("Akun")), Column(say("Jabatan")), Column(say("Terakhir masuk"))),
            idle_rows,
        ),
        "strong_table": Table(
            say("Akun yang terlalu kuat"),
            (Column(say("Akun")), Column(say("Sebab"))),
            [(each.account, each.reason) for each in strong],
        ),
    }
    return TemplateResponse(request, "signin/accounts.html", context)


def _of(request: HttpRequest, kind: str) -> bool:
    return Authenticator.objects.filter(user=request.user, type=kind).exists()


def _is_outside(provider_id: str) -> bool:
    return bool(settings.KAWAL_OIDC_URL) and provider_id == settings.KAWAL_OIDC
