"""Which day it is. A sample regency stands still on the day that it tells of."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Today in the region's time; where sample data is shown, the day that the settings name."""
    standing: date | None = settings.KAWAL_TODAY
    return standing or timezone.localdate()


def now() -> datetime:
    """The time of day, on `today`."""
    time = timezone.localtime()
    return time if settings.KAWAL_TODAY is None else datetime.combine(today(), time.timetz())
