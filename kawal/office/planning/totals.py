"""The totals that a file printed on programmes, kegiatan and lines (`stated_total`), once the plan
lives here.

A file is judged by what it prints. In a plan that is edited here nobody prints anything any more, so a
total that agreed with the amounts below it goes on agreeing: it follows them, in the transaction of
the edit, with a line of the trail of its own. One that disagreed stays, with its finding,
until somebody takes the sum.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from kawal.base.audit.actions import Actor, Subject, record
from kawal.engine.snapshot.schema import ANNUAL_KINDS
from kawal.office.planning.holding import code_of, open_plan, remember, texts, written
from kawal.office.planning.models import Allocation, Book, Node, Plan
from kawal.office.planning.summing import SUMMED, Place, moved, sums_of

_HIGHEST = "program"


@contextmanager
def totals_follow(*, node: Node, book: Book, by: Actor, **told: Any) -> Iterator[None]:
    """Within this, amounts of a node change or go; then the printed totals on it and above it follow.
    The book is held. told: what their lines in the trail say besides."""
    plan = Plan.objects.get(pk=node.plan_id)
    way = _way_up(plan, node.pk)
    printed = {each.pk: each.stated_total for each in way if each.stated_total is not None}
    if plan.kind not in ANNUAL_KINDS or not printed:
        yield
        return
    before = _sums(plan, way[-1])
    yield
    after = _sums(plan, way[-1])
    for key, total in moved(printed, before, after).items():
        if standing := Node.objects.filter(pk=key).first():
            _set_total(standing, total, book, by, **told)


def sum_below(node: Node) -> int | None:
    """What the lines on and under a node plan in the year of its plan, in sen; None where that is not
    known, and where the rules hold no printed total against it."""
    if node.level not in SUMMED or node.plan.kind not in ANNUAL_KINDS:
        return None
    return _sums(node.plan, node).get(node.pk)


@transaction.atomic
def take_sum(*, node: Node, seen: int, by: Actor) -> Node:
    """Let the printed total of a node be the sum of the amounts below it. seen: that sum, in sen, as
    it was read. Raises ValidationError for a plan that stands still, for a sum that is not known, and
    for one that is another by now."""
    book, _ = open_plan(node.plan_id)
    standing = Node.objects.get(pk=node.pk)
    summed = sum_below(standing)
    if summed is None:
        raise ValidationError(
            "Jumlah hitungannya belum diketahui: ada pagu di bawahnya yang kosong, atau pagu yang "
            "ditulis pada kegiatan atau program. Isi atau pindahkan pagu itu dahulu."
        )
    if summed != seen:
        raise ValidationError(
            "Pagu di bawahnya berubah sesudah halaman ini Anda buka; belum ada yang ditulis. Lihat "
            "lagi jumlahnya, lalu ulangi bila masih perlu."
        )
    if standing.stated_total != summed:
        _set_total(standing, summed, book, by)
    return standing


def _set_total(node: Node, total: int, book: Book, by: Actor, **told: Any) -> None:
    was = texts("node", node)
    change = {"before": node.stated_total, "after": total, "unit": "sen", **told}
    subject = Subject("planning.node", node.pk, code_of(node))
    entry = record(by=by, action="planning.set_total", subject=subject, change=change)
    remember("node", node.pk, was, entry)
    node.stated_total = total
    node.save(update_fields=("stated_total",))
    written(book, entry, "node", ("stated_total",))


def _way_up(plan: Plan, key: str | None) -> list[Node]:
    """The node and what stands above it in its plan, up to its programme, as they stand now."""
    way: list[Node] = []
    while key is not None and (not way or way[-1].level != _HIGHEST) and len(way) < len(SUMMED):
        found = Node.objects.filter(pk=key, plan=plan).first()
        if found is None:
            break
        way.append(found)
        key = found.parent_id
    return way


def _sums(plan: Plan, top: Node) -> dict[str, int | None]:
    """Of the node and of what stands below it: a programme has few lines, a plan may have hundreds."""
    places: dict[str, Place] = {top.pk: (None, top.level)}
    layer = [top.pk]
    while layer:
        below = Node.objects.filter(plan=plan, parent__in=layer).values_list(
            "pk", "parent", "level"
        )
        found = {key: (parent, level) for key, parent, level in below if key not in places}
        places |= found
        layer = list(found)
    paid = Allocation.objects.filter(node__in=list(places), year=plan.first_year)
    return sums_of(places, paid.values_list("node_id", "amount"))
