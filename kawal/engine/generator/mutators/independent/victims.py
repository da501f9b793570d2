"""Who may still become the victim of a mistake, and which ids a mistake then relies on."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from typing import TypeVar

from kawal.engine.generator.mutators import Touched
from kawal.engine.generator.mutators.independent.view import LINE, View
from kawal.engine.generator.rows import Row

T = TypeVar("T")


def office_key(plan: Row) -> str:
    return f"{plan['opd']}|{plan['id']}"


def target_key(target: Row) -> str:
    return f"{target['indicator']}|{target['year']}|{target['quarter']}"


def own_ids(view: View, *nodes: Row) -> set[str]:
    """Ids of nodes and of everything that stands on them."""
    ids: set[str] = set()
    for node in nodes:
        ids.add(node["id"])
        ids.update(row["id"] for row in view.indicators(node))
        ids.update(row["id"] for row in view.allocations(node))
    return ids


def node_ids(*nodes: Row) -> set[str]:
    return {node["id"] for node in nodes}


def free_lines(view: View, plans: Iterable[Row], touched: Touched) -> list[Row]:
    """Lines of some plans on which nothing has been touched yet."""
    lines = view.in_plans(plans, LINE)
    return [line for line in lines if touched.isdisjoint(own_ids(view, line))]


def free_totals(plans: Iterable[Row], touched: Touched) -> list[Row]:
    """Plans whose totals and ceilings no other mistake builds on."""
    return [plan for plan in plans if office_key(plan) not in touched]


def with_free_tree(view: View, lines: Iterable[Row], touched: Touched) -> Iterator[Row]:
    """Lines that stand under an untouched kegiatan and programme of their own plan."""
    for line in lines:
        chain = view.ancestors(line)
        whole = [n["level"] for n in chain] == ["kegiatan", "program"]
        if whole and touched.isdisjoint(node_ids(*chain)):
            yield line


def with_sibling(view: View, lines: Iterable[Row]) -> Iterator[Row]:
    """Lines whose parent keeps another line of the same plan when they leave."""
    for line in lines:
        parent = view.parent(line)
        if parent is not None:
            own = [n for n in view.children(parent) if n["plan"] == line["plan"]]
            if len(own) > 1:
                yield line


def pick(rng: random.Random, *choices: Iterable[T]) -> T | None:
    """One random member of the first choice that has members, or None."""
    for choice in choices:
        members = list(choice)
        if members:
            return rng.choice(members)
    return None
