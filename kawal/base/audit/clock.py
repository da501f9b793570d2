"""Which day and which time it is in this house. A sample regency stands still on the day that it tells
of, and so does its trail; anywhere else there is one clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone

_EARLIER: ContextVar[datetime | None] = ContextVar("earlier", default=None)


class RealTimeError(Exception):
    """An hour was to be made up where nothing is."""


def today() -> date:
    """Today in the region's time; where sample data is shown, the day that the settings name."""
    if (earlier := _EARLIER.get()) is not None:
        return earlier.date()
    standing: date | None = settings.KAWAL_TODAY
    return standing or timezone.localdate()


def now() -> datetime:
    """The time of day, on `today`."""
    if (earlier := _EARLIER.get()) is not None:
        return earlier
    moment = timezone.localtime()
    return moment if settings.KAWAL_TODAY is None else datetime.combine(today(), moment.timetz())


@contextmanager
def at(day: date, hour: time) -> Iterator[None]:
    """What happens within happens on that earlier day: so a sample regency gets a past.

    Raises RealTimeError where the clock does not stand still: nothing real is ever dated back.
    """
    if settings.KAWAL_TODAY is None:
        raise RealTimeError("only a sample regency has a past that was made up")
    token = _EARLIER.set(timezone.make_aware(datetime.combine(day, hour)))
    try:
        yield
    finally:
        _EARLIER.reset(token)
