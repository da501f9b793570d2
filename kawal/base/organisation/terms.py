"""For how long an office may be held for the time being, as the settings allow."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Q

from kawal.base.organisation.models import Holding
from kawal.engine.shared.language import say


def short(kind: str) -> str:
    """What people call such a holding in a line."""
    return {
        Holding.Kind.DEFINITIVE: say("definitif"),
        Holding.Kind.ACTING: "Plt",
        Holding.Kind.DAILY: "Plh",
    }[Holding.Kind(kind)]


def most_days(kind: str) -> int | None:
    """How many days such a holding may last; None without a limit."""
    limits = {
        Holding.Kind.ACTING: settings.KAWAL_PLT_DAYS,
        Holding.Kind.DAILY: settings.KAWAL_PLH_DAYS,
    }
    return limits.get(Holding.Kind(kind))


def days_held(holding: Holding, on: date) -> int:
    """Days from the first to that one, both counted."""
    return (on - holding.since).days + 1


def is_too_long(holding: Holding, on: date) -> bool:
    """Whether it lasts longer than it may on that day."""
    most = most_days(holding.kind)
    return most is not None and days_held(holding, on) > most


def too_long(on: date) -> Q:
    """The same as a condition on holdings that hold on that day."""
    condition = Q(pk__in=())
    for kind in Holding.Kind:
        if (most := most_days(kind)) is not None:
            condition |= Q(kind=kind, since__lte=on - timedelta(days=most))
    return condition
