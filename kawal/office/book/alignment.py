"""What stands in the RPJMD and in the Renja of a year, what in one of them only, with rupiah: per OPD
and for the regency. By hand this took the regency days, for 187 programmes against 161."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from kawal.base.organisation.models import Opd
from kawal.base.organisation.seat import Seat
from kawal.engine.checks.rule import Outcome
from kawal.engine.measures.three_lists import Entry, ThreeLists, three_lists
from kawal.engine.measures.three_lists import total as total_of
from kawal.office.book.reading import renja_of
from kawal.office.findings.models import Finding
from kawal.office.planning.models import Allocation, Node, Plan

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
    """The rupiah of the lists: what both have, by the Renja and by the RPJMD, and what one has."""

    both_renja: Sum
    both_rpjmd: Sum
    only_renja: Sum
    only_rpjmd: Sum

    def __add__(self, other: Sums) -> Sums:
        return Sums(
            self.both_renja + other.both_renja, self.both_rpjmd + other.both_rpjmd,
            self.only_renja + other.only_renja, self.only_rpjmd + other.only_rpjmd,
        )  # fmt: skip

    @property
    def renja(self) -> Sum:
        """All that the Renja plan."""
        return self.both_renja + self.only_renja

    @property
    def rpjmd(self) -> Sum:
        """All that the RPJMD promises for the year."""
        return self.both_rpjmd + self.only_rpjmd


NOTHING = Sums(*[Sum(0, 0)] * 4)


@dataclass(frozen=True)
class OfficeAlignment:
    """One OPD. lists: left the Renja, right the RPJMD; None while its Renja is not submitted. titles:
    what each code is called. uncoded: programmes without a code, which cannot be compared."""

    opd: Opd
    lists: ThreeLists | None
    titles: Mapping[str, str]
    uncoded: int

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


def alignment(rpjmd: Plan, year: int, opds: Sequence[Opd], seat: Seat) -> list[OfficeAlignment]:
    """Every OPD's programmes of the RPJMD beside those of its newest Renja of the year that the
    reader may see. Money of the RPJMD: what it sets aside for that year."""
    plans = {plan.opd_id: plan for plan in renja_of(year, seat)}
    promised, their_titles, without = _promised(rpjmd, year)
    planned, own_titles, own_without = _planned(list(plans.values()))
    told = []
    for opd in opds:
        plan = plans.get(opd.pk)
        lists = three_lists(planned[opd.pk], promised[opd.pk]) if plan is not None else None
        titles = their_titles[opd.pk] | own_titles[opd.pk]
        uncoded = without[opd.pk] + own_without[opd.pk]
        told.append(OfficeAlignment(opd, lists, titles, uncoded))
    return told


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


_Money = dict[int | None, dict[str, int | None]]
_Titles = dict[int | None, dict[str, str]]
_Counts = dict[int | None, int]


def _promised(rpjmd: Plan, year: int) -> tuple[_Money, _Titles, _Counts]:
    nodes = list(Node.objects.filter(plan=rpjmd, level="program"))
    sums = Allocation.objects.filter(node__in=nodes, year=year).sums("node")
    return _by_office((node.opd_id, node, sums.get(node.pk, 0)) for node in nodes)


def _planned(plans: Sequence[Plan]) -> tuple[_Money, _Titles, _Counts]:
    owners = {plan.pk: plan.opd_id for plan in plans}
    nodes = list(Node.objects.filter(plan__in=plans, level="program"))
    lines = Allocation.objects.filter(node__plan__in=plans).of_lines()
    sums = lines.sums("node__parent__parent")
    return _by_office((owners[node.plan_id], node, sums.get(node.pk, 0)) for node in nodes)


def _by_office(
    rows: Iterable[tuple[int | None, Node, int | None]],
) -> tuple[_Money, _Titles, _Counts]:
    """A code that stands twice in one OPD has the sum of both; not known where one is not."""
    money: _Money = defaultdict(dict)
    titles: _Titles = defaultdict(dict)
    uncoded: _Counts = defaultdict(int)
    for opd, node, sen in rows:
        if not node.code:
            uncoded[opd] += 1
            continue
        before = money[opd].get(node.code, 0)
        money[opd][node.code] = None if before is None or sen is None else before + sen
        titles[opd].setdefault(node.code, node.title)
    return money, titles, uncoded
