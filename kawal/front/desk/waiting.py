"""Who waits for whom, and since when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from kawal.base.organisation import rights
from kawal.base.organisation.models import Office, Opd
from kawal.base.organisation.seat import Seat
from kawal.base.work.actions import can_be_reminded
from kawal.base.work.models import Task
from kawal.engine.checks.catalogue import BY_CODE
from kawal.engine.measures.working_days import working_days_between
from kawal.engine.shared.language import say
from kawal.office.findings.cases import FROM_FINDINGS
from kawal.office.findings.models import Finding

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
_NAMED = 6
"""OPD that are named where many tasks are told as one."""


@dataclass(frozen=True)
class Waiting:
    """A task with how many working days it has waited, and whether it is beyond its day. reminds:
    whether the reader may remind its office now. finding: from which it comes; None for another."""

    task: Task
    days: int
    late: bool
    reminds: bool = False
    finding: Finding | None = None

    @property
    def rule(self) -> str:
        return self.finding.rule if self.finding is not None else ""

    @property
    def corner(self) -> str:
        """In which of the four corners it waits; empty for none of them."""
        return next(
            (name for name, roles in _CORNERS.items() if self.task.office.role in roles), ""
        )

    @property
    def opd(self) -> Opd | None:
        """Of which OPD it speaks; None where it speaks of the region."""
        own = self.finding.opd if self.finding is not None else None
        return own or self.task.office.opd

    @property
    def whose(self) -> str:
        """That OPD as people call it."""
        return str(self.opd) if self.opd is not None else say("tingkat daerah")


@dataclass(frozen=True)
class Alike:
    """Tasks of one rule that wait in one corner for the same reason, the longest first: one alone, or
    some that are told as one."""

    members: Sequence[Waiting]

    @property
    def first(self) -> Waiting:
        return self.members[0]

    @property
    def is_one(self) -> bool:
        return len(self.members) == 1

    @property
    def number(self) -> int:
        return len(self.members)

    @property
    def title(self) -> str:
        return say(BY_CODE[self.first.rule].title)

    @property
    def whose(self) -> str:
        """The OPD of which they speak, each once; of many the first few, and how many more."""
        names = [*dict.fromkeys(each.whose for each in self.members)]
        told = ", ".join(names[:_NAMED])
        more = len(names) - _NAMED
        return say("{opds} dan {count} OPD lagi", opds=told, count=more) if more > 0 else told

    @property
    def late(self) -> int:
        return sum(each.late for each in self.members)

    @property
    def address(self) -> str:
        return address(bagi="saya", aturan=self.first.rule, pemegang=self.first.corner)


@dataclass(frozen=True)
class Corner:
    """All that waits in one corner, the longest first."""

    name: str
    waiting: Sequence[Waiting]

    @property
    def late(self) -> int:
        return sum(each.late for each in self.waiting)

    @property
    def address(self) -> str:
        return address(pemegang=self.name)


class Asked:
    """Which part of what waits is listed, as the address of the list says it: `bagi=saya` what waits
    for the reader's office or has risen to it, `lewat=ya` what is late, `aturan` of one rule,
    `pemegang` in one corner. What is no such part lists nothing."""

    def __init__(self, told: Mapping[str, str], seat: Seat) -> None:
        self._told = {
            name: told[name] for name in ("bagi", "lewat", "aturan", "pemegang") if told.get(name)
        }
        self._seat = seat

    def __bool__(self) -> bool:
        return bool(self._told)

    def holds(self, each: Waiting) -> bool:
        """Whether a task belongs to that part."""
        is_so = {
            "bagi": ("saya", is_for(self._seat, each)),
            "lewat": ("ya", each.late),
            "aturan": (each.rule, True),
            "pemegang": (each.corner, True),
        }
        return all(value == is_so[name][0] and is_so[name][1] for name, value in self._told.items())

    def words(self) -> Sequence[str]:
        """The part in words."""
        told = self._told
        said = []
        if "bagi" in told:
            said.append(say("menunggu jabatan Anda atau naik kepadanya"))
        if "lewat" in told:
            said.append(say("lewat tenggat"))
        if "aturan" in told:
            said.append(say("aturan {code}", code=told["aturan"]))
        if "pemegang" in told:
            said.append(say("pada {corner}", corner=told["pemegang"]))
        return said


def address(**asked: str) -> str:
    """The list of what waits, or that part of it (`Asked`)."""
    where = reverse("desk:waiting")
    told = {name: value for name, value in asked.items() if value}
    return f"{where}?{urlencode(told)}" if told else where


def is_for(seat: Seat, each: Waiting) -> bool:
    """Whether it waits for the reader's own office, or has risen to it."""
    return seat.office in (each.task.office, each.task.risen_to)


def alike(all_waiting: Sequence[Waiting]) -> list[Alike]:
    """What is equal told as one, in the order in which the first of each stands."""
    groups: dict[object, list[Waiting]] = {}
    for each in all_waiting:
        own = (
            (each.rule, each.corner, each.task.origin_kind)
            if each.rule in BY_CODE
            else each.task.pk
        )
        groups.setdefault(own, []).append(each)
    return [Alike(members) for members in groups.values()]


def waiting(seat: Seat) -> list[Waiting]:
    """All that waits within the reader's reach, the longest first."""
    tasks = list(Task.objects.visible_to(seat).waiting().select_related("office__opd", "risen_to"))
    found = _findings(tasks)
    told = [
        Waiting(
            task,
            working_days_between(task.opened_on, seat.day),
            task.due_on < seat.day,
            _reminds(seat, task),
            found.get(task.origin_key) if task.origin_kind in FROM_FINDINGS else None,
        )
        for task in tasks
    ]
    return sorted(told, key=lambda each: (-each.days, each.task.pk))


def _findings(tasks: Sequence[Task]) -> Mapping[str, Finding]:
    """Those from which tasks come, by the key by which a task names them."""
    keys = {each.origin_key for each in tasks if each.origin_kind in FROM_FINDINGS}
    numbers = [key for key in keys if key.isdecimal()]
    return {
        str(each.pk): each for each in Finding.objects.filter(pk__in=numbers).select_related("opd")
    }


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
        Corner(name, [each for each in all_waiting if each.corner == name]) for name in _CORNERS
    ]
