"""What a new target of the RPJMD would do: which indicators of lower plans would stand below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kawal.base.organisation.seat import Seat
from kawal.engine.snapshot import Snapshot
from kawal.office.book.one_indicator import twins_of
from kawal.office.planning.exchange import Typing, with_typed
from kawal.office.planning.models import Indicator, Plan, Target

_WHOLE_YEAR = 0
_LOWER = "turun"


@dataclass(frozen=True)
class Lower:
    """An indicator that carries the promise on. target: as it is written for the year; empty where it
    has none. stood, stands: whether it reaches the promise as it is and as it would be; None where
    that cannot be compared."""

    indicator: Indicator
    target: str
    stood: bool | None
    stands: bool | None

    @property
    def falls(self) -> bool:
        """Whether it would stand below the promise only by this change."""
        return self.stood is not False and self.stands is False


def lower(indicator: Indicator, *, year: int, aim: Decimal, seat: Seat) -> list[Lower]:
    """Every indicator in plans of the reader that carries this one on, directly or by another, with
    how it stands to the target of that year and to `aim`."""
    found = _carrying_on(twins_of(indicator), seat)
    targets = Target.objects.filter(
        indicator__in=[indicator, *found], year=year, quarter=_WHOLE_YEAR
    )
    by_key = {each.indicator_id: each for each in targets}
    own = by_key.get(indicator.pk)
    now = own.value if own is not None else None
    return [_told(each, by_key.get(each.pk), indicator, now, aim) for each in found]


def with_target(snapshot: Snapshot, indicator: Indicator, year: int, text: str) -> Snapshot:
    """The snapshot as it would be with that target."""
    key = f"{indicator.pk}|{year}|{_WHOLE_YEAR}"
    return with_typed(snapshot, [Typing("target", key, "text", text)])


def _carrying_on(above: Iterable[Indicator], seat: Seat) -> list[Indicator]:
    """In the newest version of every plan, by its years, OPD and code."""
    plans = Plan.objects.visible_to(seat).order_by("version")
    newest = {(each.kind, each.opd_id, each.first_year, each.last_year): each.pk for each in plans}
    found: dict[str, Indicator] = {}
    asked = [each.pk for each in above]
    while asked:
        below = Indicator.objects.filter(follows__in=asked, node__plan__in=newest.values())
        rows = below.exclude(pk__in=list(found)).select_related("node__plan__opd", "node__opd")
        ordered = rows.order_by(
            "node__plan__first_year", "node__plan__opd__number", "node__code", "pk"
        )
        asked = [each.pk for each in ordered]
        found |= {each.pk: each for each in ordered}
    return list(found.values())


def _told(
    indicator: Indicator,
    target: Target | None,
    above: Indicator,
    now: Decimal | None,
    aim: Decimal,
) -> Lower:
    alike = indicator.unit == above.unit and indicator.accumulation == above.accumulation
    value = target.value if target is not None and alike else None
    down = above.direction == _LOWER
    stood, stands = (_reaches(value, each, down=down) for each in (now, aim))
    return Lower(indicator, target.text if target is not None else "", stood, stands)


def _reaches(value: Decimal | None, aim: Decimal | None, *, down: bool) -> bool | None:
    if value is None or aim is None:
        return None
    return value <= aim if down else value >= aim
