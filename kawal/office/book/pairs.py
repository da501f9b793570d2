"""Which two kinds of plan are laid side by side, and what each of them sets aside by code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kawal.base.organisation.seat import Seat
from kawal.engine.shared.language import said_later
from kawal.office.book.reading import renja_of
from kawal.office.planning.models import Allocation, Node, Plan

_NAMES = {"renja": said_later("Renja"), "renstra": said_later("Renstra"), "rpjmd": "RPJMD"}
_LEVELS = {"program": said_later("program"), "sub_kegiatan": said_later("sub kegiatan")}
_LINES = {"program": "node__parent__parent", "sub_kegiatan": "node"}
"""From the money of a line up to its node at a level."""


@dataclass(frozen=True)
class Pair:
    """left, right: kinds of plan. level: of the nodes that are compared by their codes. slug: as an
    address names it."""

    left: str
    right: str
    level: str

    @property
    def slug(self) -> str:
        return f"{self.left}-{self.right}"

    @property
    def names(self) -> tuple[str, str]:
        return str(_NAMES[self.left]), str(_NAMES[self.right])

    @property
    def noun(self) -> str:
        """What is compared, as a word within a sentence."""
        return str(_LEVELS[self.level])


PAIRS: Mapping[str, Pair] = {
    each.slug: each
    for each in (
        Pair("renja", "rpjmd", "program"),
        Pair("renja", "renstra", "sub_kegiatan"),
        Pair("renstra", "rpjmd", "program"),
    )
}
"""The first is what is asked for most: it is compared where nothing else was asked for."""


@dataclass(frozen=True)
class Held:
    """What the plans of one OPD hold. money: by code, in sen; None where it is not known. uncoded: how
    many nodes have no code, and cannot be compared."""

    money: Mapping[str, int | None]
    titles: Mapping[str, str]
    uncoded: int


NOTHING_HELD = Held({}, {}, 0)


def plans_of(kind: str, year: int, rpjmd: Plan | None, seat: Seat) -> list[Plan]:
    """The newest plans of that kind for the year that the reader may see."""
    if kind == "rpjmd":
        return [rpjmd] if rpjmd else []
    if kind == "renja":
        return renja_of(year, seat)
    plans = Plan.objects.visible_to(seat).filter(
        kind=kind, first_year__lte=year, last_year__gte=year
    )
    return list({each.opd_id: each for each in plans.order_by("version")}.values())


def held_by_office(plans: Sequence[Plan], level: str, year: int) -> dict[int | None, Held]:
    """Per OPD what its nodes of a level have for the year. A Renja has its money on its lines, another
    plan on the node itself. Nothing is known of the money of a plan that says no amount at all.

    Precondition: all plans are of one kind.
    """
    owners = {plan.pk: plan.opd_id for plan in plans}
    nodes = list(Node.objects.filter(plan__in=plans, level=level))
    money = Allocation.objects.filter(node__plan__in=plans)
    speaking = set(money.values_list("node__plan", flat=True).distinct())
    if any(plan.kind == "renja" for plan in plans):
        sums = money.of_lines().sums(_LINES[level])
    else:
        sums = money.filter(year=year).sums("node")
    return _by_office(
        (owners[node.plan_id] or node.opd_id, node, sums.get(node.pk, 0))
        if node.plan_id in speaking
        else (owners[node.plan_id] or node.opd_id, node, None)
        for node in nodes
    )


def _by_office(rows: Iterable[tuple[int | None, Node, int | None]]) -> dict[int | None, Held]:
    """A code that stands twice in one OPD has the sum of both; not known where one is not."""
    money: dict[int | None, dict[str, int | None]] = defaultdict(dict)
    titles: dict[int | None, dict[str, str]] = defaultdict(dict)
    uncoded: dict[int | None, int] = defaultdict(int)
    for opd, node, sen in rows:
        if not node.code:
            uncoded[opd] += 1
            continue
        before = money[opd].get(node.code, 0)
        money[opd][node.code] = None if before is None or sen is None else before + sen
        titles[opd].setdefault(node.code, node.title)
    return {opd: Held(money[opd], titles[opd], uncoded[opd]) for opd in {*money, *titles, *uncoded}}
