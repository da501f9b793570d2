"""Who waits for whom, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kawal.base.organisation import rights
from kawal.base.organisation.models import Office
from kawal.base.organisation.seat import Seat
from kawal.base.work.actions import can_be_reminded
from kawal.base.work.models import Task
from kawal.engine.measures.working_days import working_days_between

_CORNERS = {
    "OPD": (Office.Role.HEAD, Office.Role.PLANNER),
    "Bappeda": (Office.Role.BAPPEDA,),
    "BPKAD": (Office.Role.BPKAD,),
    "Sekda": (
        Office.Role.SEKDA,
        Office.Role.ASSISTANT,
        Office.Role.SECTION,
        Office.Role.ORGANISATION,
    ),
}
"""The four corners that hand one record to each other."""


@dataclass(frozen=True)
class Waiting:
    """A task with how many working days it has waited, and whether it is beyond its day. reminds:
    whether the reader may remind its office now."""

    task: Task
    days: int
    late: bool
    reminds: bool = False


@dataclass(frozen=True)
class Corner:
    """All that waits in one corner, the longest first."""

    name: str
    waiting: Sequence[Waiting]

    @property
    def late(self) -> int:
        return sum(each.late for each in self.waiting)


def waiting(seat: Seat) -> list[Waiting]:
    """All that waits within the reader's reach, the longest first."""
    tasks = Task.objects.visible_to(seat).waiting().select_related("office__opd", "risen_to")
    told = [
        Waiting(
            task,
            working_days_between(task.opened_on, seat.day),
            task.due_on < seat.day,
            _reminds(seat, task),
        )
        for task in tasks
    ]
    return sorted(told, key=lambda each: (-each.days, each.task.pk))


def _reminds(seat: Seat, task: Task) -> bool:
    """Nobody reminds the own office, nor any twice on a working day."""
    return (
        task.office_id != seat.office.pk
        and rights.may(seat, "desk:remind")
        and can_be_reminded(task, seat.day)
    )


def corners(all_waiting: Sequence[Waiting]) -> list[Corner]:
    """The four corners with what waits in each."""
    return [
        Corner(name, [each for each in all_waiting if each.task.office.role in roles])
        for name, roles in _CORNERS.items()
    ]
