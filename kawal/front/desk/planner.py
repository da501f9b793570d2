"""What lies before a planner: this week's tasks, and the lines with what each still lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum

from kawal.base.organisation.seat import Seat
from kawal.front.desk import plans, waiting
from kawal.office.findings.models import Finding
from kawal.office.planning.models import Allocation, Book, Indicator, Node, Plan

WEEK = timedelta(days=7)
ON_A_PAGE = 100


@dataclass(frozen=True)
class Line:
    """A line of the plan with its money, in sen, None where not known, and what is found on it."""

    node: Node
    money: int | None
    blocking: int
    others: int


def desk(seat: Seat, page: str | None) -> dict[str, Any]:
    """Everything that the page shows. page: which hundred lines, from 1."""
    book = Book.objects.first()
    all_waiting = waiting.waiting(seat)
    due = seat.day + WEEK
    plan = None
    if book is not None and seat.office.opd is not None:
        plan = plans.newest(seat.office.opd, seat, book.year)[0]
    found = list(Finding.objects.visible_to(seat).open().filter(plan=plan.pk)) if plan else []
    lines = Paginator(_lines(plan, found), ON_A_PAGE).get_page(page) if plan else None
    return {
        "book": book,
        "sample": book is not None and book.sample,
        "plan": plan,
        "week": [each for each in all_waiting if each.task.due_on <= due],
        "later": sum(each.task.due_on > due for each in all_waiting),
        "lines": lines,
        "lacking": len({node for each, node in _nodes_of(found).items() if node}) if plan else 0,
        "blocking": sum(each.blocking for each in found),
    }


def _lines(plan: Plan, found: Sequence[Finding]) -> list[Line]:
    """All lines, those with something that stops the lock first, then those with anything."""
    nodes = _nodes_of(found)
    blocking = Counter(nodes[each.pk] for each in found if each.blocking)
    others = Counter(nodes[each.pk] for each in found if not each.blocking)
    sums = _money(plan)
    lines = [
        Line(node, sums.get(node.pk), blocking[node.pk], others[node.pk])
        for node in plan.nodes.filter(level="sub_kegiatan").order_by("code", "pk")
    ]
    return sorted(lines, key=lambda line: (not line.blocking, not line.others))


def _money(plan: Plan) -> dict[str, int | None]:
    rows = (
        Allocation.objects.filter(node__plan=plan, year=plan.first_year)
        .order_by()
        .values("node_id")
        .annotate(total=Sum("amount"), silent=Count("pk", filter=Q(amount__isnull=True)))
    )
    return {row["node_id"]: None if row["silent"] else row["total"] for row in rows}


def _nodes_of(found: Iterable[Finding]) -> Mapping[int, str | None]:
    """Per finding the node on which it stands, or None where it stands on none."""
    found = list(found)
    subjects = {each.pk: each.key.partition("|")[0] for each in found}
    keys = set(subjects.values())
    nodes: dict[str, str] = dict(Node.objects.filter(pk__in=keys).values_list("pk", "pk"))
    nodes |= dict(Indicator.objects.filter(pk__in=keys).values_list("pk", "node_id"))
    nodes |= dict(Allocation.objects.filter(key__in=keys).values_list("key", "node_id"))
    return {pk: nodes.get(key) for pk, key in subjects.items()}
