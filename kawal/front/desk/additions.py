"""How much each OPD's plan of the running year has grown since it was locked."""

from __future__ import annotations

from dataclasses import dataclass

from kawal.base.organisation.models import Opd
from kawal.base.organisation.seat import Seat
from kawal.base.ui.states import State
from kawal.engine import regulations
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import whole_percent
from kawal.office.planning.models import Allocation, Plan

CAUTION, HEAVY = "tambahan.opd.waspada", "tambahan.opd.berat"
NEAR = 8
"""Percent from which an addition is told to be near the first alarm; a choice of ours, no law."""
_MOST = 40
"""Percent at which the bar is full."""


@dataclass(frozen=True)
class Addition:
    """An OPD with its locked sum and the sum of its newest version, in sen; None where a line of
    either says no amount."""

    opd: Opd
    locked: int | None
    now: int | None
    thresholds: tuple[int, int]

    @property
    def growth(self) -> int | None:
        """In hundredths of a percent, cut; None without a sum to compare with."""
        if self.locked is None or self.now is None or self.locked <= 0:
            return None
        return (self.now - self.locked) * 10_000 // self.locked

    @property
    def bar(self) -> tuple[int | None, int]:
        """Hundredths of a percent for the bar, and where it is full."""
        return self.growth, _MOST * 100

    def reaches(self, percentage: int) -> bool:
        """Whether the growth is at least so many percent, reckoned in whole sen."""
        if self.locked is None or self.now is None:
            return False
        return self.locked > 0 and (self.now - self.locked) * 100 >= self.locked * percentage

    @property
    def state(self) -> tuple[State, str]:
        """Its state with the fact in words."""
        caution, heavy = self.thresholds
        if self.growth is None:
            return State.UNKNOWN, say("pagu belum lengkap")
        if self.reaches(heavy):
            return State.BLOCKING, say("melewati {share}", share=whole_percent(heavy))
        if self.reaches(caution):
            return State.WARNING, say("melewati {share}", share=whole_percent(caution))
        if self.reaches(NEAR):
            return State.WARNING, say("mendekati {share}", share=whole_percent(caution))
        return State.PASSED, say("di bawah {share}", share=whole_percent(caution))


def additions(seat: Seat, year: int) -> list[Addition]:
    """The OPD within reach that have a locked plan of that year, the largest growth first; what cannot
    be reckoned stands on top."""
    plans = Plan.objects.filter(
        seat.within("opd"), kind="renja", first_year=year, opd__isnull=False
    )
    sums = Allocation.objects.filter(node__plan__in=plans).of_lines().sums("node__plan")
    first: dict[Opd, Plan] = {}
    last: dict[Opd, Plan] = {}
    for plan in plans.select_related("opd").order_by("version"):
        if plan.locked:
            first.setdefault(plan.opd, plan)
        last[plan.opd] = plan
    day = seat.day.replace(year=year, month=1, day=1)
    thresholds = tuple(int(regulations.in_force(key, day).value) for key in (CAUTION, HEAVY))
    told = [
        Addition(opd, sums.get(plan.pk), sums.get(last[opd].pk), (thresholds[0], thresholds[1]))
        for opd, plan in first.items()
        if plan != last[opd]
    ]
    return sorted(told, key=lambda each: (each.growth is not None, -(each.growth or 0)))
