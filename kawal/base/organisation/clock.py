"""Which day it is. A sample regency stands still on the day that it tells of."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone


def today() -> date:
    """Today in the region's time; where sample data is shown, the day that the settings name."""
    standing: date | None = settings.KAWAL_TODAY
    return standing or timezone.localdate()
