"""Mistakes in what a line must say: its target, unit, source of money and forward estimate."""

from __future__ import annotations

import random

from kawal.engine.generator.mutators import Touched
from kawal.engine.generator.mutators.independent.amounts import divisible, split_off
from kawal.engine.generator.mutators.independent.editing import remove
from kawal.engine.generator.mutators.independent.numbers import (
    is_percent,
    read_number,
    transposed,
    written_number,
)
from kawal.engine.generator.mutators.independent.requirements import (
    FORWARD,
    FUND_NAMED,
    TEXT_AND_VALUE,
    UNIT,
    WHOLE_YEAR_TARGET,
    Breach,
)
from kawal.engine.generator.mutators.independent.victims import (
    free_lines,
    free_totals,
    own_ids,
    pick,
    target_key,
)
from kawal.engine.generator.mutators.independent.view import View
from kawal.engine.generator.rows import Row, Rows


def mutate_year_target_deleted(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """The whole-year target row of a draft line is gone while its quarters may stay: a row
    without target blocks submission (1.7 (3), T-C.33 column 5)."""
    view = View(rows)
    found = [
        (line, indicator, target)
        for line in free_lines(view, view.drafts(), touched)
        for indicator in view.indicators(line)
        if (target := view.target(indicator, view.year(line))) is not None
    ]
    sly = [entry for entry in found if view.has_quarters(entry[1], entry[2]["year"])]
    victim = pick(rng, sly, found)
    if victim is None:
        return []
    line, indicator, target = victim
    touched.update(own_ids(view, line))
    remove(rows["target"], target)
    return [Breach(WHOLE_YEAR_TARGET, "indicator", indicator["id"], True)]


def mutate_target_digits_transposed(
    rows: Rows, rng: random.Random, touched: Touched
) -> list[Breach]:
    """Two digits change places in the written target of a draft line while the value stays, so
    that text and matrix differ (1.7 (4))."""
    view = View(rows)
    found: list[tuple[Row, Row, str, str]] = []
    for line in free_lines(view, view.drafts(), touched):
        for indicator in view.indicators(line):
            target = view.target(indicator, view.year(line))
            old = None if target is None else written_number(target)
            new = None if old is None else transposed(old)
            if target is None or old is None or new is None or read_number(old) == read_number(new):
                continue
            if not (is_percent(indicator) and read_number(new) > 100):
                found.append((line, target, old, new))
    victim = pick(rng, found)
    if victim is None:
        return []
    line, target, old, new = victim
    touched.update(own_ids(view, line))
    target["text"] = target["text"].replace(old, new, 1)
    return [Breach(TEXT_AND_VALUE, "target", target_key(target), True)]


def mutate_unit_left_in_target_text(
    rows: Rows, rng: random.Random, touched: Touched
) -> list[Breach]:
    """The unit of a draft line's indicator is empty because it stands in the text of the target
    only: a row without unit blocks submission (1.7 (3); section 2, mandate)."""
    view = View(rows)
    found = [
        (line, indicator)
        for line in free_lines(view, view.drafts(), touched)
        for indicator in view.indicators(line)
        if indicator.get("unit", "").strip()
    ]
    sly = [
        (line, indicator)
        for line, indicator in found
        if any(indicator["unit"] in t.get("text", "") for t in view.targets(indicator))
    ]
    victim = pick(rng, sly, found)
    if victim is None:
        return []
    line, indicator = victim
    touched.update(own_ids(view, line))
    indicator["unit"] = ""
    return [Breach(UNIT, "indicator", indicator["id"], True)]


def mutate_part_without_fund(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An allocation is split in two and the second part names no source of money, or only the
    dash that planners write for "none" (1.7 (3), T-C.33 column 7)."""
    view = View(rows)
    found = [
        (line, allocation)
        for line in free_lines(view, free_totals(view.latest_of("renja"), touched), touched)
        for allocation in view.allocations(line, view.year(line))
        if allocation.get("fund", "").strip() and divisible(allocation)
    ]
    victim = pick(rng, found)
    if victim is None:
        return []
    line, allocation = victim
    twin = view.counterpart(line)
    touched.update(own_ids(view, line, *([twin] if twin else [])))
    part = split_off(rows, allocation, 40, fund=rng.choice(("", "-")))
    touched.add(part["id"])
    return [Breach(FUND_NAMED, "allocation", part["id"], True)]


def mutate_forward_estimate_lost(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A draft line has no money for the year after its own while the rest of its plan has: the
    forward estimate is part of a Renja (1.1, ps 1; T-C.33 column 10)."""
    view = View(rows)
    found: list[tuple[Row, list[Row]]] = []
    for plan in view.drafts():
        after = str(int(plan["first_year"]) + 1)
        free = free_lines(view, [plan], touched)
        estimates = [(line, view.allocations(line, after)) for line in free]
        if all(estimate for _, estimate in estimates):
            found.extend(estimates)
    victim = pick(rng, found)
    if victim is None:
        return []
    line, estimate = victim
    touched.update(own_ids(view, line))
    remove(rows["allocation"], *estimate)
    return [Breach(FORWARD, "node", line["id"], True)]
