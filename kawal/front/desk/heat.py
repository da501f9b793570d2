"""How many findings each OPD has, in the official order, under the assistant who stands behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.http import urlencode

from kawal.base.organisation.models import Opd, Portfolio
from kawal.base.organisation.seat import Seat
from kawal.base.ui.states import State
from kawal.engine.checks.rule import Outcome
from kawal.office.findings.models import Finding

HEADS = (State.BLOCKING, State.WARNING, State.UNKNOWN)
"""What is counted of each OPD."""
_DEEP, _DARK = 2, 4
"""From how many on a cell is painted deeper, and darkest; the number is always printed."""


@dataclass(frozen=True)
class Heat:
    """An OPD with its findings. judged: False where its findings are nobody's but its own yet."""

    opd: Opd
    blocking: int
    warnings: int
    unknown: int
    judged: bool = True

    @property
    def told(self) -> bool:
        """Whether there is anything to show: of an earlier plan, where this one is not submitted."""
        return self.judged or bool(self.blocking or self.warnings)

    @property
    def cells(self) -> list[tuple[str, int, str]]:
        """Of each number how it is painted, what it is, and the list of what it counts."""
        numbers = (self.blocking, self.warnings, self.unknown)
        painted = (f"h{self.steps[0]}", f"w{self.steps[1]}", f"n{self.steps[2]}")
        where = reverse("findings:list")
        return [
            (paint, number, f"{where}?{urlencode({'opd': self.opd.pk, 'hasil': state.value.mark})}")
            for paint, number, state in zip(painted, numbers, HEADS, strict=True)
        ]

    @property
    def steps(self) -> tuple[int, int, int]:
        """How deep each cell is painted, from 0 to 3."""
        return (_step(self.blocking), _step(self.warnings), min(self.unknown, 1))


@dataclass(frozen=True)
class Column:
    """The OPD behind which one office stands."""

    title: str
    rows: Sequence[Heat]

    @property
    def blocking(self) -> int:
        return sum(row.blocking for row in self.rows)


@dataclass(frozen=True)
class Table:
    """The columns; regional: how many findings that stop the lock belong to no OPD."""

    columns: Sequence[Column]
    regional: int

    @property
    def rows(self) -> list[Heat]:
        return [row for column in self.columns for row in column.rows]

    @property
    def blocked(self) -> list[Heat]:
        """The OPD whose lock is held up."""
        return [row for row in self.rows if row.blocking]

    @property
    def blocking(self) -> int:
        """All findings that stop the lock and may be seen."""
        return self.regional + sum(row.blocking for row in self.blocked)


def table(seat: Seat, drafts: frozenset[int] = frozenset()) -> Table:
    """The OPD within reach, column by column. drafts: OPD that have not submitted their plan."""
    counted = _counted(seat)
    opds = Opd.objects.on(seat.day).filter(seat.within("pk")).order_by("number")
    behind = dict(
        Portfolio.objects.on(seat.day).order_by().values_list("opd_id", "office__name", named=False)
    )
    order = {name: place for place, name in enumerate(dict.fromkeys(behind.values()))}
    told = [(behind.get(opd.pk, ""), _heat(opd, counted, drafts)) for opd in opds]
    told.sort(key=lambda each: order.get(each[0], len(order)))  # stable: the official order stays
    columns = [
        Column(title, [heat for _, heat in rows])
        for title, rows in groupby(told, key=lambda each: each[0])
    ]
    return Table(columns, counted.get(None, {}).get("stops", 0))


def _counted(seat: Seat) -> Mapping[int | None, Mapping[str, int]]:
    failed = Q(outcome=Outcome.FAILED.value)
    rows = (
        Finding.objects.visible_to(seat)
        .open()
        .order_by()
        .values("opd_id")
        .annotate(
            stops=Count("pk", filter=failed & Q(blocking=True)),
            warns=Count("pk", filter=failed & Q(blocking=False)),
            silent=Count("pk", filter=Q(outcome=Outcome.UNKNOWN.value)),
        )
    )
    return {row["opd_id"]: row for row in rows}


def _heat(
    opd: Opd, counted: Mapping[int | None, Mapping[str, int]], drafts: frozenset[int]
) -> Heat:
    found = counted.get(opd.pk, {})
    names = ("stops", "warns", "silent")
    return Heat(opd, *(found.get(name, 0) for name in names), judged=opd.pk not in drafts)


def _step(number: int) -> int:
    return (number >= 1) + (number >= _DEEP) + (number >= _DARK)
