"""Mistakes in a changed Renja, seen against the version that was locked."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import permutations

from kawal.engine.generator.mutators import Touched, is_pay
from kawal.engine.generator.mutators.independent.amounts import (
    amount_of,
    divisible,
    percent_of,
    rupiah,
    shift_printed,
)
from kawal.engine.generator.mutators.independent.editing import append_copy
from kawal.engine.generator.mutators.independent.numbers import set_target, value_of, weaker
from kawal.engine.generator.mutators.independent.requirements import (
    CUT_TARGET,
    LATE_ADDITION,
    QUIET_GROWTH,
    Breach,
)
from kawal.engine.generator.mutators.independent.victims import (
    free_lines,
    node_ids,
    office_key,
    own_ids,
    pick,
)
from kawal.engine.generator.mutators.independent.view import View
from kawal.engine.generator.rows import Row, Rows

_Steady = tuple[Row, Row]


def _promise(view: View, line: Row) -> list[tuple[str, str, str]]:
    """What a line promises for its year: name, unit and value of each indicator."""
    return sorted(
        (
            indicator.get("name", ""),
            indicator.get("unit", ""),
            str(value_of(view.target(indicator, view.year(line)))),
        )
        for indicator in view.indicators(line)
    )


def _steady_lines(view: View, touched: Touched) -> list[_Steady]:
    """Untouched lines of changed Renja, with their locked twins of equal money and targets."""
    steady: list[_Steady] = []
    for line in free_lines(view, view.changes(), touched):
        locked = view.counterpart(line)
        if locked is None or not touched.isdisjoint(own_ids(view, locked)):
            continue
        promise = _promise(view, line)
        known = promise and all(value != "None" for _, _, value in promise)
        same = promise == _promise(view, locked) and view.money(line) == view.money(locked)
        if known and same and view.money(line) > 0:
            steady.append((line, locked))
    return steady


def _pairs_within(
    steady: Iterable[_Steady], home: Callable[[Row], str]
) -> Iterator[tuple[_Steady, _Steady]]:
    """Ordered pairs of steady lines that share a home."""
    homes: defaultdict[str, list[_Steady]] = defaultdict(list)
    for entry in steady:
        homes[home(entry[0])].append(entry)
    for entries in homes.values():
        yield from permutations(entries, 2)


def _programme_id(view: View, line: Row) -> str:
    programme = view.programme(line)
    return line["id"] if programme is None else programme["id"]


def _grown(line: Row) -> list[Breach]:
    return [
        Breach(QUIET_GROWTH, "node", line["id"], True),
        Breach(LATE_ADDITION, "node", line["id"], False),
    ]


def mutate_zero_line_awakened(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line had Rp0 in the locked version, its money stood on another line, and now carries money
    for the very same target (3.2: money up, target unchanged)."""
    view = View(rows)
    steady = _steady_lines(view, touched)
    near = _pairs_within(steady, lambda line: _programme_id(view, line))
    victim = pick(rng, near, _pairs_within(steady, lambda line: line["plan"]))
    if victim is None:
        return []
    (line, locked), (donor, locked_donor) = victim
    touched.update(own_ids(view, line, locked, donor, locked_donor))
    touched.add(office_key(view.plans[line["plan"]]))
    moved = view.money(locked)
    for allocation in view.allocations(locked, view.year(locked)):
        copy = append_copy(rows["allocation"], allocation, node=locked_donor["id"])
        touched.add(copy["id"])
        allocation["amount"] = rupiah(Decimal(0))
    shift_printed((locked, *view.ancestors(locked)), -moved)
    shift_printed((locked_donor, *view.ancestors(locked_donor)), moved)
    return _grown(line)


def _growth_pairs(view: View, touched: Touched) -> Iterator[tuple[_Steady, _Steady, Row, Row]]:
    """Steady lines of one programme of which the second can feed the first from one fund."""
    steady = _steady_lines(view, touched)
    for line, donor in _pairs_within(steady, lambda node: _programme_id(view, node)):
        if is_pay(line[0]):
            continue
        enough = percent_of(view.money(line[0]), 80)
        for own in view.allocations(line[0], view.year(line[0])):
            for source in view.allocations(donor[0], view.year(donor[0])):
                same_fund = own.get("fund") and own["fund"] == source.get("fund")
                if same_fund and amount_of(source) >= enough and divisible(own):
                    yield line, donor, own, source


def mutate_growth_beside_old_allocation(
    rows: Rows, rng: random.Random, touched: Touched
) -> list[Breach]:
    """A changed Renja adds a second allocation of the same fund to a line, fed by a neighbour in
    the same programme, and leaves the target as it was (3.2: money up, target unchanged)."""
    view = View(rows)
    victim = pick(rng, _growth_pairs(view, touched))
    if victim is None:
        return []
    (line, locked), (donor, locked_donor), own, source = victim
    touched.update(own_ids(view, line, locked, donor, locked_donor))
    touched.update(node_ids(*view.ancestors(line), *view.ancestors(donor)))
    touched.add(office_key(view.plans[line["plan"]]))
    growth = percent_of(view.money(line), rng.randint(25, 40))
    added = append_copy(rows["allocation"], own, amount=rupiah(growth))
    touched.add(added["id"])
    source["amount"] = rupiah(amount_of(source) - growth)
    shift_printed((line, *view.ancestors(line)), growth)
    shift_printed((donor, *view.ancestors(donor)), -growth)
    return _grown(line)


def mutate_target_cut_money_kept(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A changed Renja weakens the target of a line and keeps its money, best where "weaker" is the
    higher number (3.2: target down, money unchanged)."""
    view = View(rows)
    found: list[tuple[Row, Row, Row, Decimal]] = []
    for line, locked in _steady_lines(view, touched):
        indicators = view.indicators(line)
        bar = value_of(view.target(indicators[0], view.year(line)))
        if len(indicators) == 1 and bar is not None:
            new = weaker(view, indicators[0], view.year(line), bar)
            if new is not None:
                found.append((line, locked, indicators[0], new))
    sly = [entry for entry in found if entry[2]["direction"] == "turun"]
    victim = pick(rng, sly, found)
    if victim is None:
        return []
    line, locked, indicator, new = victim
    touched.update(own_ids(view, line, locked))
    set_target(view, indicator, view.year(line), new)
    return [Breach(CUT_TARGET, "node", line["id"], True)]
