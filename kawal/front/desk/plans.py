"""What an OPD plans for the coming year: money and targets by programme, and whom they serve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from kawal.base.organisation.models import Opd
from kawal.office.planning.models import Allocation, Book, Indicator, Node, Plan, Support, Target
from kawal.office.planning.verbatim import carried, told

_GOALS = ("misi", "tujuan", "sasaran")


@dataclass(frozen=True)
class Programme:
    """A programme with its money this year and the year before, in sen, None where a line of it says
    no amount or where there was none; its first indicator with its target as it is written."""

    node: Node
    money: int | None
    before: int | None
    indicator: str | None
    target: str | None

    @property
    def growth(self) -> int | None:
        """In hundredths of a percent; None without a sum to compare with."""
        if self.money is None or not self.before or self.before < 0:
            return None
        return (self.money - self.before) * 10_000 // self.before


@dataclass(frozen=True)
class Served:
    """A node of the RPJMD that programmes of the OPD serve, and how many do."""

    node: Node
    programmes: int


@dataclass(frozen=True)
class Achieved:
    """An indicator with what was reached, as it is written; None where nothing is."""

    indicator: Indicator
    reached: str | None


def newest(opd: Opd, *years: int, drafts: bool) -> list[Plan | None]:
    """Year by year the newest version of the OPD's Renja. drafts: whether the reader may see one that
    is not submitted, which is its OPD's alone."""
    plans = Plan.objects.filter(opd=opd, kind="renja", first_year__in=years)
    if not drafts:
        plans = plans.filter(Q(locked=True) | Q(submitted_at__isnull=False))
    by_year = {plan.first_year: plan for plan in plans.order_by("version")}
    return [by_year.get(year) for year in years]


def programmes(plan: Plan, before: Plan | None) -> list[Programme]:
    """The programmes of a plan, by code."""
    nodes = list(plan.nodes.filter(level="program").order_by("code"))
    both = [plan, *([before] if before is not None else [])]
    lines = Allocation.objects.filter(node__plan__in=both).of_lines()
    sums = lines.sums("node__plan", "node__parent__parent__code")
    targets = _targets(nodes, plan.first_year)
    earlier = before.pk if before is not None else ""
    return [
        Programme(
            node,
            sums.get((plan.pk, node.code)),
            sums.get((earlier, node.code)),
            *targets.get(node.pk, (None, None)),
        )
        for node in nodes
    ]


def total(money: Sequence[int | None]) -> int | None:
    """A sum; None where a part of it is not known."""
    known = [each for each in money if each is not None]
    return sum(known) if len(known) == len(money) else None


def served(plan: Plan) -> list[Served]:
    """The misi, tujuan and sasaran that the plan's programmes serve, from the top down."""
    served_by: dict[str, Served] = {}
    supports = Support.objects.filter(node__plan=plan, kind="utama")
    for support in supports.select_related("above__parent__parent__parent__parent"):
        node: Node | None = support.above
        while node is not None:
            if node.level in _GOALS:
                known = served_by.get(node.pk)
                served_by[node.pk] = Served(node, 1 + (known.programmes if known else 0))
            node = node.parent
    order = {level: place for place, level in enumerate(_GOALS)}
    return sorted(
        served_by.values(), key=lambda each: (order[each.node.level], each.node.code, each.node.pk)
    )


def achieved(opd: Opd, book: Book, year: int, most: int) -> list[Achieved] | None:
    """What the OPD's programmes reached in that year; None where the plans carry no realisation."""
    if not carried(book, "realisation"):
        return None
    indicators = list(
        Indicator.objects.filter(
            node__level="program", node__plan__opd=opd, node__plan__kind="renja",
            node__plan__first_year=year + 1, node__plan__version=1,
        ).order_by("node__code")[:most]
    )  # fmt: skip
    keys = [each.pk for each in indicators]
    reached = {
        row["indicator"]: row["text"]
        for row in told("realisation", indicator=keys, year=[str(year)], quarter=["0"])
    }
    return [Achieved(each, reached.get(each.pk)) for each in indicators]


def _targets(nodes: Sequence[Node], year: int) -> dict[str, tuple[str | None, str | None]]:
    """Per node its first indicator and the target of the year."""
    rows = Indicator.objects.filter(node__in=nodes).order_by("-pk")
    first = {each.node_id: each for each in rows}
    aims = Target.objects.filter(indicator__in=first.values(), year=year, quarter=0)
    aimed = dict(aims.values_list("indicator_id", "text"))
    return {
        node: (each.name or None, _with_unit(aimed.get(each.pk), each.unit))
        for node, each in first.items()
    }


def _with_unit(text: str | None, unit: str) -> str | None:
    return f"{text} {unit}".strip() if text else None
