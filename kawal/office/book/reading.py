"""The book as one reads it from the top: every node of an RPJMD with its indicators, and below its
programmes what the OPD plan for a year to carry them out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kawal.base.organisation.seat import Seat
from kawal.engine.shared.language import say
from kawal.engine.snapshot.schema import LEVELS
from kawal.office.planning.models import Indicator, Node, Plan, Support

_ORDER = {level: place for place, level in enumerate(LEVELS)}
_MEASURED = ("sasaran", "program", "sub_kegiatan")
"""Levels at which something has to be measured, as LENGKAP-01 asks of lines and SELARAS of promises."""


@dataclass(frozen=True)
class Branch:
    """A node with its indicators and all that hangs below. breaks: where the chain is broken here,
    in words. promised: whether it stands in the RPJMD itself."""

    node: Node
    indicators: Sequence[Indicator]
    children: Sequence[Branch]
    breaks: Sequence[str]
    promised: bool

    def whole(self) -> Iterator[Branch]:
        """This one and all below it, from the top down."""
        yield self
        for each in self.children:
            yield from each.whole()


@dataclass(frozen=True)
class Reading:
    """A book opened: `roots` begin with the visi; `lost` are programmes that hang nowhere. silent: OPD
    with programmes whose Renja nobody may read yet; that is no break of theirs."""

    plan: Plan
    roots: Sequence[Branch]
    lost: Sequence[Branch]
    silent: frozenset[int]

    def whole(self) -> Iterator[Branch]:
        for root in (*self.roots, *self.lost):
            yield from root.whole()


def read(plan: Plan, carried_out: Sequence[Plan] = ()) -> Reading:
    """Read an RPJMD from the top down. carried_out: the Renja whose lines hang below the programmes
    that they serve; without any, nothing below a programme is asked for."""
    plans = [plan, *carried_out]
    nodes = list(Node.objects.filter(plan__in=plans).select_related("opd").order_by("code", "pk"))
    above = _above(nodes, plan, carried_out)
    told_of = {each.opd_id for each in carried_out}
    promising = {each.opd_id for each in nodes if each.level == "program" and each.opd_id}
    silent = frozenset(promising - told_of if carried_out else ())
    below: dict[str | None, list[Node]] = defaultdict(list)
    for node in nodes:
        below[above.get(node.pk)].append(node)
    measured = _measured(plans)

    def branch(node: Node) -> Branch:
        children = tuple(branch(each) for each in below[node.pk])
        own = measured.get(node.pk, ())
        hangs = node.level == "visi" or above.get(node.pk) is not None
        deepest = "sub_kegiatan" if carried_out and node.opd_id not in silent else "program"
        told = _breaks(node, hangs, own, children, deepest)
        return Branch(node, own, children, told, node.plan_id == plan.pk)

    tops = [branch(each) for each in below[None]]
    roots = [each for each in tops if each.node.level == "visi"]
    lost = [each for each in tops if each.node.level != "visi"]
    return Reading(plan, roots, lost, silent)


def renja_of(year: int, seat: Seat) -> list[Plan]:
    """The newest Renja of every OPD for the year that the reader may see."""
    plans = Plan.objects.visible_to(seat).filter(kind="renja", first_year=year)
    return list({each.opd_id: each for each in plans.order_by("version")}.values())


def _above(nodes: Sequence[Node], plan: Plan, renja: Sequence[Plan]) -> Mapping[str, str | None]:
    """What each node hangs under: its parent, or the node of the RPJMD that it mainly serves."""
    serving = Support.objects.filter(node__plan__in=renja, above__plan=plan, kind="utama")
    served = dict(serving.values_list("node_id", "above_id"))
    return {each.pk: each.parent_id or served.get(each.pk) for each in nodes}


def _measured(plans: Sequence[Plan]) -> dict[str, list[Indicator]]:
    found: dict[str, list[Indicator]] = defaultdict(list)
    for each in Indicator.objects.filter(node__plan__in=plans).order_by("pk"):
        found[each.node_id].append(each)
    return found


def _breaks(
    node: Node,
    hangs: bool,
    indicators: Sequence[Indicator],
    children: Sequence[Branch],
    deepest: str,
) -> Sequence[str]:
    """Where the chain is broken at this node. hangs: whether it hangs under another; deepest: the
    level below which nothing was asked for."""
    told = []
    if not hangs:
        told.append(say("belum berinduk"))
    if not indicators and node.level in _MEASURED:
        told.append(say("belum berindikator"))
    if not children and _ORDER[node.level] < _ORDER[deepest]:
        told.append(say("belum dijabarkan"))
    return told
