"""allauth's forms in Kawal's words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account import forms as account
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from kawal.engine.shared.language import say


def _word(field: forms.Field, label: str, help_text: str = "") -> None:
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)


class SignIn(account.LoginForm):
    """Code and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["login"], say("Kode masuk"), say("Misalnya perencana-dinkes."))
        _word(self.fields["password"], say("Kata sandi"))
        self.fields["login"].widget.attrs.update(autocapitalize="none", spellcheck="false")


class Reauthenticate(account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["password"], say("Kata sandi"))


class ChangePassword(account.ChangePasswordForm):
    """A password of one's own; the one that an office gave cannot be kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["oldpassword"], say("Kata sandi sekarang"))
        _word(
            self.fields["password1"],
            say("Kata sandi baru"),
            say("Paling sedikit dua belas huruf; bukan kata yang lazim, bukan angka saja."),
        )
        _word(self.fields["password2"], say("Kata sandi baru, sekali lagi"))

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError within the form where the new password is the old one."""
        cleaned = super().clean()
        new = cleaned.get("password1")
        if new and new == cleaned.get("oldpassword"):
            self.add_error("password1", say("Kata sandi baru harus lain dari yang sekarang."))
        return dict(cleaned)


class Code(second.AuthenticateForm):
    """The code of the authenticator app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])


class CodeAgain(second.ReauthenticateForm):
    """The code once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])


class ActivateApp(totp.ActivateTOTPForm):
    """The first code that the app shows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], say("Kode yang ditampilkan aplikasi"))


@contextmanager
def _refusing() -> Iterator[None]:
    """What no passkey would say is a wrong code; allauth lets some of it become a server's fault."""
    try:
        yield
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        raise get_adapter().validation_error("incorrect_code") from error


class ShowKey(webauthn.AuthenticateWebAuthnForm):
    """A passkey as the second factor."""

    def clean_credential(self) -> Authenticator:
        with _refusing():
            return super().clean_credential()


class ShowKeyAgain(webauthn.ReauthenticateWebAuthnForm):
    """A passkey once more, before something that matters."""

    def clean_credential(self) -> Authenticator:
        with _refusing():
            return super().clean_credential()


class SignInByKey(webauthn.LoginWebAuthnForm):
    """A passkey alone."""

    def clean_credential(self) -> Authenticator:
        with _refusing():
            return super().clean_credential()


class AddKey(webauthn.AddWebAuthnForm):
    """A passkey and what it is called."""

    def clean(self) -> dict[str, Any]:
        with _refusing():
            return super().clean()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["name"], say("Nama kunci"), say("Supaya Anda mengenalinya kelak."))
        _word(
            self.fields["passwordless"],
            say("Masuk cukup dengan kunci ini"),
            say("Tanpa kata sandi; perangkat lalu meminta sidik jari, wajah atau PIN."),
        )


def _code(field: forms.Field) -> None:
    _word(field, say("Kode"), say("Dari aplikasi kode, atau salah satu kode cadangan."))
    field.widget.attrs["inputmode"] = "numeric"
