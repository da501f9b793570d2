"""Accounts that are worth a look: those that nobody uses, and those that can do too much."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone

from kawal.base.organisation import terms
from kawal.base.organisation.models import Account, Holding
from kawal.base.signin.policy import PROOFS, STRONG_ROLES
from kawal.engine.shared.language import say


@dataclass(frozen=True)
class Dormant:
    """An account that may sign in and does not. seen: the day of its last sign-in; None: never."""

    account: str
    offices: tuple[str, ...]
    seen: date | None


@dataclass(frozen=True)
class Excess:
    """An account that can do more than it should, and why, in words."""

    account: str
    reason: str


def dormant(on: date) -> list[Dormant]:
    """Open accounts without a sign-in in the days that the settings allow; never ones first."""
    since = on - timedelta(days=settings.KAWAL_DORMANT_DAYS)
    held = _offices_of(on)
    found = [
        Dormant(account.code, tuple(each.office.name for each in held[account.pk]), seen)
        for account in Account.objects.filter(is_active=True)
        if (seen := _day_of(account)) is None or seen < since
    ]
    return sorted(found, key=lambda each: (each.seen or date.min, each.account))


def over_powerful(on: date) -> list[Excess]:
    """Too many offices in one hand, a strong office behind a password alone, Plt or Plh for longer
    than allowed. An account may stand here more than once."""
    guarded = set(Authenticator.objects.filter(type__in=PROOFS).values_list("user_id", flat=True))
    found = []
    for holdings in _offices_of(on).values():
        account = holdings[0].account
        reasons = [*_too_many(holdings), *_too_long(holdings, on)]
        if account.pk not in guarded:
            reasons += _unguarded(holdings)
        found += [Excess(account.code, reason) for reason in reasons]
    return sorted(found, key=lambda each: (each.account, each.reason))


def _too_many(holdings: list[Holding]) -> list[str]:
    if len(holdings) <= settings.KAWAL_MOST_OFFICES:
        return []
    return [
        say(
            "Memegang {count} jabatan; batasnya {most}.",
            count=len(holdings), most=settings.KAWAL_MOST_OFFICES,
        )
    ]  # fmt: skip


def _unguarded(holdings: list[Holding]) -> list[str]:
    return [
        say("{office}: menjangkau semua OPD tanpa faktor kedua.", office=each.office.name)
        for each in holdings
        if each.office.role in STRONG_ROLES
    ]


def _too_long(holdings: list[Holding], on: date) -> list[str]:
    return [
        say(
            "{office}: {kind} sejak {days} hari; batasnya {most} hari.",
            office=each.office.name, kind=terms.short(each.kind),
            days=terms.days_held(each, on), most=terms.most_days(each.kind),
        )
        for each in holdings
        if terms.is_too_long(each, on)
    ]  # fmt: skip


def _offices_of(on: date) -> dict[int, list[Holding]]:
    held: dict[int, list[Holding]] = defaultdict(list)
    holdings = Holding.objects.on(on).filter(account__is_active=True)
    for each in holdings.select_related("office", "account").order_by("office__code"):
        held[each.account_id].append(each)
    return held


def _day_of(account: Account) -> date | None:
    return timezone.localtime(account.last_login).date() if account.last_login else None
