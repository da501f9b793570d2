"""The lines of a plan, each with its money and what is found on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kawal.engine.checks.rule import Outcome
from kawal.office.findings.models import Finding
from kawal.office.planning.models import Allocation, Indicator, Node, Plan


@dataclass(frozen=True)
class Line:
    """A line of the plan with its money, in sen, None where not known, and what is found on it."""

    node: Node
    money: int | None
    blocking: int
    others: int


def lines_of(plan: Plan, found: Sequence[Finding]) -> list[Line]:
    """All lines, those with something that stops the lock first, then those with anything."""
    nodes = nodes_of(found)
    blocking = Counter(nodes[each.pk] for each in found if _stops(each))
    others = Counter(nodes[each.pk] for each in found if not _stops(each))
    sums = Allocation.objects.filter(node__plan=plan).of_lines().sums("node_id")
    lines = [
        Line(node, sums.get(node.pk), blocking[node.pk], others[node.pk])
        for node in plan.nodes.filter(level="sub_kegiatan").order_by("code", "pk")
    ]
    return sorted(lines, key=lambda line: (not line.blocking, not line.others))


def nodes_of(found: Iterable[Finding]) -> Mapping[int, str | None]:
    """Per finding the node on which it stands, or None where it stands on none."""
    found = list(found)
    subjects = {each.pk: each.key.partition("|")[0] for each in found}
    keys = set(subjects.values())
    nodes: dict[str, str] = dict(Node.objects.filter(pk__in=keys).values_list("pk", "pk"))
    nodes |= dict(Indicator.objects.filter(pk__in=keys).values_list("pk", "node_id"))
    nodes |= dict(Allocation.objects.filter(key__in=keys).values_list("key", "node_id"))
    return {pk: nodes.get(key) for pk, key in subjects.items()}


def _stops(finding: Finding) -> bool:
    return finding.blocking and finding.outcome == Outcome.FAILED.value
