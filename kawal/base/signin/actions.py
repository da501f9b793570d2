"""Accounts made, given a new password, closed. Each action is one transaction with its line in the
trail; no password is ever in it."""

from __future__ import annotations

import re
import secrets

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.organisation.models import Account

_CODE = re.compile(r"(?=.{1,80}$)[a-z0-9]+(-[a-z0-9]+)*")
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are read for one another."""
_GROUPS, _LONG = 4, 4


@transaction.atomic
def create_account(*, code: str, by: Actor) -> tuple[Account, str]:
    """Make an account; returns it with the password for its first sign-in, which is kept nowhere.

    Raises ValidationError for a code that is taken or cannot be one.
    """
    if not _CODE.fullmatch(code):
        raise ValidationError(
            {
                "code": f'Kode masuk "{code}" tidak dapat dipakai; tulis huruf kecil, angka dan tanda '
                "hubung, paling banyak 80, misalnya perencana-dinkes."
            }
        )
    password = _one_time_password()
    account = Account(code=code, must_change=True)
    account.set_password(password)
    if Account.objects.filter(code__iexact=code).exists():
        raise ValidationError({"code": f'Kode masuk "{code}" sudah dipakai; pilih kode lain.'})
    account.save(force_insert=True)
    record(by=by, action="signin.create", subject=_subject(account), change={})
    return account, password


@transaction.atomic
def reset_password(*, account: Account, by: Actor, factors: bool = False) -> str:
    """Give an account a new password for one sign-in; the old one and every session end.

    factors: take the second factors away too, for who lost the telephone. Raises ValidationError for
    an account that is closed, and for one's own: that would be a way around the second factor.
    """
    if account.code == by.account:
        raise ValidationError(
            "Kata sandi sendiri diganti lewat Sesi saya, Ganti kata sandi; tidak diatur ulang di sini."
        )
    account = Account.objects.select_for_update().get(pk=account.pk)
    if not account.is_active:
        raise ValidationError(f'Akun "{account}" sudah ditutup; kata sandinya tidak diperbarui.')
    password = _one_time_password()
    account.set_password(password)
    account.must_change = True
    account.save(update_fields=("password", "must_change"))
    if factors:
        Authenticator.objects.filter(user=account).delete()
    _end_sessions(account)
    change = {"factors": factors}
    record(by=by, action="signin.reset", subject=_subject(account), change=change)
    return password


@transaction.atomic
def close_account(*, account: Account, by: Actor) -> Account:
    """Let nobody sign in by it any more; who is signed in by it is out with the next request. Offices
    that it holds are ended apart. Raises ValidationError for one that is closed already, and for
    one's own: somebody else must be left who can open the door."""
    if account.code == by.account:
        raise ValidationError("Akun sendiri tidak ditutup di sini; minta pemegang jabatan lain.")
    account = Account.objects.select_for_update().get(pk=account.pk)
    if not account.is_active:
        raise ValidationError(f'Akun "{account}" memang sudah ditutup.')
    account.is_active = False
    account.save(update_fields=("is_active",))
    _end_sessions(account)
    record(by=by, action="signin.close", subject=_subject(account), change={})
    return account


def _end_sessions(account: Account) -> None:
    for session in UserSession.objects.filter(user=account):
        session.end()


def _one_time_password() -> str:
    """Sixteen letters in groups of four: 79 bits, and can be read out on the telephone."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_LONG)) for _ in range(_GROUPS))
    return "-".join(groups)


def _subject(account: Account) -> Subject:
    return Subject("organisation.account", account.code, account.code)
