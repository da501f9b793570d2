"""In whose name an account acts: always one office that it holds on that very day, named by the one
who acts, since a person may wear two hats."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied

from kawal.base.audit.actions import Actor
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Account, Office


def acting(account: Account, office: Office, on: date | None = None) -> Actor:
    """The account in that office, for the trail.

    on: the day, in the region's time; today without it. Raises PermissionDenied where the account
    does not hold the office on that day, or may not sign in any more.
    """
    day = on or today()
    if not account.is_active or not account.offices_on(day).filter(pk=office.pk).exists():
        raise PermissionDenied(f"{account} tidak memegang jabatan {office} pada {day:%d-%m-%Y}.")
    return Actor(account=account.code, office=office.code, office_label=office.name)
