"""Deadlines count working days, and know the holidays."""

from __future__ import annotations

from datetime import date

import pytest

from kawal.engine.measures.working_days import (
    is_working_day,
    working_day_after,
    working_days_between,
)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2020, 3, 2), True),  # the Monday of the meeting
        (date(2020, 3, 7), False),
        (date(2020, 3, 8), False),
        (date(2020, 3, 25), False),  # Nyepi
        (date(2020, 8, 17), False),
        (date(2021, 8, 17), False),
        (date(2020, 8, 18), True),
    ],
)
def test_offices_rest_at_the_weekend_and_on_national_holidays(day: date, works: bool) -> None:
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2020, 3, 2), 1, date(2020, 3, 3)),
        (date(2020, 3, 2), 5, date(2020, 3, 9)),
        (date(2020, 3, 6), 1, date(2020, 3, 9)),
        (date(2020, 3, 7), 1, date(2020, 3, 9)),
        (date(2020, 3, 24), 1, date(2020, 3, 26)),
    ],
)
def test_a_deadline_lies_so_many_working_days_ahead(start: date, days: int, due: date) -> None:
    assert working_day_after(start, days) == due
    assert working_days_between(start, due) == days


def test_nothing_lies_between_a_day_and_itself_or_an_earlier_one() -> None:
    assert working_days_between(date(2020, 3, 2), date(2020, 3, 2)) == 0
    assert working_days_between(date(2020, 3, 9), date(2020, 3, 2)) == 0


def test_a_deadline_of_no_days_is_none() -> None:
    with pytest.raises(ValueError, match="at least one"):
        working_day_after(date(2020, 3, 2), 0)
