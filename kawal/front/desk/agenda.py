"""The days ahead: what falls due on each, and the holidays on which offices do not work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kawal.base.organisation.seat import Seat
from kawal.base.work.models import Task
from kawal.engine.measures.working_days import holiday

AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Day:
    """A day with what falls due on it. holiday: its name, or None on a day of work."""

    day: date
    holiday: str | None
    tasks: Sequence[Task]


def days(seat: Seat) -> list[Day]:
    """The days from today on that have something to tell, in order."""
    last = seat.day + AHEAD
    due: dict[date, list[Task]] = defaultdict(list)
    waiting = Task.objects.visible_to(seat).waiting().select_related("office")
    for task in waiting.filter(due_on__range=(seat.day, last)).order_by("due_on", "pk"):
        due[task.due_on].append(task)
    every = [seat.day + timedelta(days=number) for number in range(AHEAD.days + 1)]
    told = [Day(day, holiday(day), due.get(day, [])) for day in every]
    return [each for each in told if each.tasks or each.holiday]
