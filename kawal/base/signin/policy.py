"""Who must show more than a password, and what stays open until they do."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings

from kawal.base.organisation.models import Account, Office

STRONG_ROLES = frozenset(
    {
        Office.Role.BUPATI,
        Office.Role.SEKDA,
        Office.Role.ORGANISATION,
        Office.Role.BAPPEDA,
        Office.Role.BPKAD,
    }
)
"""Offices that reach every OPD and decide, or say who does: one password is not enough for them."""
PROOFS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes only stand in for one."""


def has_second_factor(account: Account) -> bool:
    """Whether an authenticator app or a passkey belongs to the account."""
    return Authenticator.objects.filter(user=account, type__in=PROOFS).exists()


def needs_second_factor(office: Office) -> bool:
    """Whether whoever acts in that office must have a second factor here."""
    return bool(settings.KAWAL_SECOND_FACTOR) and office.role in STRONG_ROLES
