"""What stands in both of two plans and what in one of them only, with rupiah: per OPD and for the
regency. By hand this took the regency days, for 187 programmes against 161."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from kawal.base.organisation.models import Opd
from kawal.base.organisation.seat import Seat
from kawal.engine.checks.rule import Outcome
from kawal.engine.measures.three_lists import Entry, ThreeLists, three_lists
from kawal.engine.measures.three_lists import total as total_of
from kawal.office.book.pairs import NOTHING_HELD, Pair, held_by_office, plans_of
from kawal.office.findings.models import Finding
from kawal.office.planning.models import Plan

FAMILY = "SELARAS-"
"""Rules that hold a plan against its parent: targets, units, directions, money, places."""


@dataclass(frozen=True)
class Sum:
    """sen: what is known; open: how many amounts are not."""

    sen: int
    open: int

    @classmethod
    def of(cls, entries: Iterable[Entry], side: str) -> Sum:
        return cls(*total_of(list(entries), side))

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.sen + other.sen, self.open + other.open)

    @property
    def whole(self) -> int | None:
        """In sen; None where a part of it is not known."""
        return None if self.open else self.sen


@dataclass(frozen=True)
class Sums:
    """The rupiah of the lists: what both have, by either, and what one has."""

    both_left: Sum
    both_right: Sum
    only_left: Sum
    only_right: Sum

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.both_left + other.both_left, self.both_right + other.both_right,
            self.only_left + other.only_left, self.only_right + other.only_right,
        )  # fmt: skip

    @property
    def left(self) -> Sum:
        """All that the plans on the left set aside."""
        return self.both_left + self.only_left

    @property
    def right(self) -> Sum:
        """All that those on the right do."""
        return self.both_right + self.only_right


NOTHING = Sums(*[Sum(0, 0)] * 4)


@dataclass(frozen=True)
class OfficeAlignment:
    """One OPD. lists: the two plans side by side; None while one of them is not there to be read, and
    lacks says which. titles: what each code is called. uncoded: nodes without a code, which cannot be
    compared."""

    opd: Opd
    lists: ThreeLists | None
    titles: Mapping[str, str]
    uncoded: int
    lacks: str = ""

    @property
    def sums(self) -> Sums:
        if self.lists is None:
            return NOTHING
        return Sums(
            Sum.of(self.lists.both, "left"),
            Sum.of(self.lists.both, "right"),
            Sum.of(self.lists.only_left, "left"),
            Sum.of(self.lists.only_right, "right"),
        )

    def named(self, entries: Iterable[Entry]) -> list[tuple[Entry, str]]:
        return [(each, self.titles.get(each.code, "")) for each in entries]


def alignment(
    pair: Pair, rpjmd: Plan | None, year: int, opds: Sequence[Opd], seat: Seat
) -> list[OfficeAlignment]:
    """Two plans of every OPD side by side, in the newest version of each that the reader may see; of
    the RPJMD the version that is named. Money: what they set aside for that year."""
    lefts = plans_of(pair.left, year, rpjmd, seat)
    rights = plans_of(pair.right, year, rpjmd, seat)
    left, right = (held_by_office(plans, pair.level, year) for plans in (lefts, rights))
    told = []
    for opd in opds:
        one, other = left.get(opd.pk, NOTHING_HELD), right.get(opd.pk, NOTHING_HELD)
        lacks = _lacking(opd, pair, lefts, rights)
        lists = None if lacks else three_lists(one.money, other.money)
        uncoded = one.uncoded + other.uncoded
        told.append(OfficeAlignment(opd, lists, {**other.titles, **one.titles}, uncoded, lacks))
    return told


def _lacking(opd: Opd, pair: Pair, lefts: Sequence[Plan], rights: Sequence[Plan]) -> str:
    """The name of the plan that this OPD has not (submitted); nothing where both are there."""
    for name, plans in zip(pair.names, (lefts, rights), strict=True):
        if not any(plan.opd_id in (opd.pk, None) for plan in plans):
            return name
    return ""


@dataclass(frozen=True)
class Drifts:
    """found: where plans stray from their parent, as the last run of the rules found it, waived ones
    too. unknown: how much of that could not be judged."""

    found: Sequence[Finding]
    unknown: int


def drifts(opds: Sequence[Opd], seat: Seat, *, region: bool = False) -> Drifts:
    """What is found on these OPD by the rules of this family. region: also what concerns no single
    one of them, such as a sasaran without money."""
    whose = Q(opd__in=opds) | Q(opd__isnull=True) if region else Q(opd__in=opds)
    open_ones = Finding.objects.visible_to(seat).open().filter(whose, rule__startswith=FAMILY)
    known = open_ones.exclude(outcome=Outcome.UNKNOWN.value).select_related("opd")
    found = known.order_by("-blocking", "rule", "opd__number", "key")
    return Drifts(list(found), open_ones.filter(outcome=Outcome.UNKNOWN.value).count())
