"""How allauth behaves here: its words, what it keeps secret, whom it lets in from outside."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import escape

from kawal.base.organisation.models import Account
from kawal.base.signin import log
from kawal.base.signin.policy import PROOFS, STRONG_ROLES
from kawal.engine.shared.language import say

_PATIENCE = timedelta(seconds=settings.KAWAL_SIGNIN_PATIENCE)


def _wrong() -> str:
    """One sentence for a wrong code and for a wrong password: which it was is nobody's business."""
    return say("Kode masuk atau kata sandi tidak cocok.")


def _too_many() -> str:
    until = timezone.localtime() + _PATIENCE + timedelta(minutes=1)
    return say(
        "Terlalu banyak percobaan. Coba lagi pukul {time}, atau mintalah kata sandi baru.",
        time=f"{until:%H.%M}",
    )


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an office, never by who comes to the door; there is no e-mail."""

    @property
    def error_messages(self) -> dict[str, str]:
        return {
            **DefaultAccountAdapter.error_messages,
            "username_password_mismatch": _wrong(),
            "invalid_login": _wrong(),
            "incorrect_password": say("Kata sandi tidak cocok."),
            "enter_current_password": say("Kata sandi sekarang tidak cocok."),
            "incorrect_code": say("Kode tidak cocok atau sudah dipakai."),
            "account_inactive": say("Akun ini sudah ditutup."),
            "too_many_login_attempts": _too_many(),
            "rate_limited": _too_many(),
        }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def set_password(self, user: Account, password: str) -> None:
        """With a password of one's own nothing has to be changed any more."""
        user.must_change = False
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        return "/"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            known = Account.objects.filter(code=credentials.get("username", "")).first()
            log.note(log.HELD, request, known)
            raise

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        words = {
            "reauthenticate": say("Dengan kata sandi"),
            "mfa_reauthenticate": say("Dengan kode dari aplikasi"),
            "mfa_reauthenticate:webauthn": say("Dengan kunci masuk"),
        }
        methods = super().get_reauthentication_methods(user)
        return [{**each, "description": words[each["id"]]} for each in methods]

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,  # noqa: ARG002
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Kawal's words for what allauth would say; what the page shows anyway is not said."""
        words = {
            "account/messages/password_changed.txt": say("Kata sandi sudah diganti."),
            "mfa/messages/totp_activated.txt": say("Aplikasi kode sudah terpasang."),
            "mfa/messages/totp_deactivated.txt": say("Aplikasi kode sudah dilepas."),
            "mfa/messages/webauthn_added.txt": say("Kunci masuk sudah ditambahkan."),
            "mfa/messages/webauthn_removed.txt": say("Kunci masuk sudah dihapus."),
        }
        if said := message or words.get(message_template or ""):
            super().add_message(request, level, extra_tags=extra_tags, message=str(said))


class MfaAdapter(DefaultMFAAdapter):
    """Secrets of the second factor lie enciphered in the database."""

    @property
    def error_messages(self) -> dict[str, str]:
        wrong = say("Kode tidak cocok atau sudah dipakai.")
        return {
            **DefaultMFAAdapter.error_messages,
            "incorrect_code": wrong,
            "cannot_delete_authenticator": say(
                "Jabatan Anda memerlukan faktor kedua; pasang yang lain dulu sebelum melepas ini."
            ),
            "cannot_generate_recovery_codes": say("Pasang faktor kedua lebih dulu."),
        }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The square to scan, dark on light in every scheme, to stand within the page itself."""
        import qrcode
        from qrcode.image.svg import SvgPathImage

        drawn = qrcode.make(url, image_factory=SvgPathImage).to_string(encoding="unicode")
        head, _, rest = str(drawn).partition(">")
        label = escape(say("Gambar untuk dipindai; rahasianya tertulis di sampingnya"))
        light = '<rect width="100%" height="100%" fill="#fff"/>'
        return f'{head} role="img" aria-label="{label}">{light}{rest}'

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: ARG002
        return say("Kunci masuk {day}", day=f"{timezone.localdate():%d-%m-%Y}")

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """The last second factor of whoever needs one stays."""
        from allauth.mfa.models import Authenticator

        if not settings.KAWAL_SECOND_FACTOR or authenticator.type not in PROOFS:
            return True
        account = authenticator.user
        others = Authenticator.objects.filter(user=account, type__in=PROOFS)
        if others.exclude(pk=authenticator.pk).exists():
            return True
        return not _holds_a_strong_office(account)


class OutsideAdapter(DefaultSocialAccountAdapter):
    """Who signs in at the identity provider of the region is matched by code, and never made."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the account by the claim that the settings name. Raises ImmediateHttpResponse that
        leads back to the door where there is none."""
        told = sociallogin.account.extra_data
        claims = {**told.get("userinfo", {}), **told.get("id_token", {})}
        code = str(claims.get(settings.KAWAL_OIDC_CLAIM, ""))
        account = Account.objects.filter(code=code, is_active=True).first() if code else None
        if account is None or sociallogin.state.get("process", "login") != "login":
            log.note(log.NOT_MATCHED, request, account)
            words = say("Tidak ada akun Kawal untuk Anda. Mintalah kepada Bagian Organisasi.")
            messages.error(request, words)
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.user = account


def _holds_a_strong_office(account: Account) -> bool:
    from kawal.base.organisation.clock import today

    return account.offices_on(today()).filter(role__in=STRONG_ROLES).exists()


def _cipher() -> Fernet:
    """Keyed by the application's secret, so a copy of the database alone gives nothing away."""
    key = hashlib.sha256(b"kawal.signin.second-factor|" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
