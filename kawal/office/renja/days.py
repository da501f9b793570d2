"""A day as somebody asks for it, at whose end the plans are read."""

from __future__ import annotations

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone

from kawal.base.organisation.clock import today
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date

_DATES = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")


def read_day(asked: str) -> date:
    """The day. Raises ValidationError for what is no date, and for one that is yet to come."""
    day = _day(asked)
    if day is None:
        raise ValidationError(
            say(
                "“{text}” bukan tanggal. Tulis tahun-bulan-hari, misalnya 2020-03-02.",
                text=asked[:40],
            )
        )
    if day > today():
        raise ValidationError(
            say("{day} belum tiba. Pilih hari ini atau hari sebelumnya.", day=long_date(day))
        )
    return day


def end_of(day: date) -> datetime:
    """The last moment of a day."""
    return timezone.make_aware(datetime.combine(day, time.max))


def _day(text: str) -> date | None:
    for form in _DATES:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
