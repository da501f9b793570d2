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


@dataclass(frozen=True)
class Agenda:
    """days: from today on those that have something to tell, in order. late: how much is beyond its
    day already."""

    days: Sequence[Day]
    late: int

    @property
    def due(self) -> int:
        return sum(len(each.tasks) for each in self.days)

    @property
    def holidays(self) -> int:
        return sum(each.holiday is not None for each in self.days)


def agenda(seat: Seat) -> Agenda:
    """What the reader's reach holds for the days ahead."""
    last = seat.day + AHEAD
    due: dict[date, list[Task]] = defaultdict(list)
    waiting = Task.objects.visible_to(seat).waiting().select_related("office")
    for task in waiting.filter(due_on__lte=last).order_by("due_on", "pk"):
        due[task.due_on].append(task)
    late = sum(len(tasks) for day, tasks in due.items() if day < seat.day)
    every = [seat.day + timedelta(days=number) for number in range(AHEAD.days + 1)]
    told = [Day(day, holiday(day), due.get(day, [])) for day in every]
    return Agenda([each for each in told if each.tasks or each.holiday], late)
