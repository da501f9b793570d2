"""Working days: Monday to Friday without the national holidays of Indonesia.

Joint leave (cuti bersama) is decreed anew each year, often late, and is not counted out: a deadline
that falls on such a day stands, and whoever set it may move it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether offices work on that day.

    >>> is_working_day(date(2020, 3, 2)), is_working_day(date(2020, 3, 7))
    (True, False)
    """
    return day.weekday() < _SATURDAY and day not in _holidays(day.year)


def working_day_after(start: date, days: int) -> date:
    """The working day that many working days after `start`; `start` itself does not count.

    >>> working_day_after(date(2020, 3, 2), 5)
    datetime.date(2020, 3, 9)

    Raises ValueError for less than one day.
    """
    if days < 1:
        raise ValueError("a deadline lies at least one working day ahead")
    ahead = _working_days_from(start + _DAY)
    for _ in range(days - 1):
        next(ahead)
    return next(ahead)


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start` up to and with `end`; 0 where `end` is not later.

    >>> working_days_between(date(2020, 3, 2), date(2020, 3, 9))
    5
    """
    span = range(1, (end - start).days + 1)
    return sum(is_working_day(start + timedelta(days=ahead)) for ahead in span)


def _working_days_from(day: date) -> Iterator[date]:
    while True:
        if is_working_day(day):
            yield day
        day += _DAY


def holiday(day: date) -> str | None:
    """What is celebrated on that day, or None.

    >>> holiday(date(2020, 8, 17))
    'Hari Kemerdekaan Republik Indonesia'
    """
    return _holidays(day.year).get(day)


@cache
def _holidays(year: int) -> Mapping[date, str]:
    # loaded here: most of what runs asks for no deadline
    from holidays import country_holidays

    return dict(country_holidays("ID", years=year, language="id"))
