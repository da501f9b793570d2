"""Mistakes in money: where it stands, what totals say, and how much there may be."""

from __future__ import annotations

import random
from decimal import Decimal

from kawal.engine.generator.mutators import Touched
from kawal.engine.generator.mutators.independent.amounts import (
    amount_of,
    blank_printed,
    divisible,
    percent_of,
    rupiah,
    shift_printed,
    split_off,
)
from kawal.engine.generator.mutators.independent.editing import remove
from kawal.engine.generator.mutators.independent.footing import fallout, footing
from kawal.engine.generator.mutators.independent.requirements import (
    CEILING,
    MONEY_ON_LINES,
    PRINTED_TOTAL,
    Breach,
)
from kawal.engine.generator.mutators.independent.victims import (
    free_lines,
    free_totals,
    node_ids,
    office_key,
    own_ids,
    pick,
    with_free_tree,
)
from kawal.engine.generator.mutators.independent.view import ALL_FUNDS, View
from kawal.engine.generator.rows import Row, Rows


def mutate_money_parked_on_kegiatan(
    rows: Rows, rng: random.Random, touched: Touched
) -> list[Breach]:
    """Part of a draft line's money is booked on the kegiatan above it, although the pagu of an
    upper level is always the sum of the lower ones (1.4, Tabel 4.1)."""
    view = View(rows)
    free = free_lines(view, free_totals(view.drafts(), touched), touched)
    found = [
        (line, allocation)
        for line in with_free_tree(view, free, touched)
        for allocation in view.allocations(line, view.year(line))
        if divisible(allocation)
    ]
    victim = pick(rng, found)
    if victim is None:
        return []
    line, allocation = victim
    chain = view.ancestors(line)
    touched.update(own_ids(view, line, *chain))
    whole = amount_of(allocation)
    part = split_off(rows, allocation, 40, node=chain[0]["id"])
    shift_printed((line,), amount_of(allocation) - whole)
    blank_printed(chain)
    touched.update({part["id"], office_key(view.plans[line["plan"]])})
    return [Breach(MONEY_ON_LINES, "allocation", part["id"], True)]


def mutate_printed_totals_swapped(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """Two kegiatan of one programme print each other's total, so that the programme still adds up
    but neither kegiatan does (1.4, upper pagu is the sum below; 1.7 (4))."""
    view = View(rows)
    found: list[tuple[Row, Row]] = []
    for programme in view.in_plans(view.latest_of("renja"), "program"):
        kegiatan = [
            node
            for node in view.children(programme)
            if node["level"] == "kegiatan"
            and node["id"] not in touched
            and "stated_total" in node
            and node["plan"] == programme["plan"]
            and not view.allocations(node)
        ]
        found.extend(
            (one, other)
            for one in kegiatan
            for other in kegiatan
            if one["id"] < other["id"] and view.money_below(one) != view.money_below(other)
        )
    victim = pick(rng, found)
    if victim is None:
        return []
    one, other = victim
    sums = view.money_below(one), view.money_below(other)
    touched.update(node_ids(one, other, *view.ancestors(one)))
    other["stated_total"], one["stated_total"] = (rupiah(total) for total in sums)
    return [
        Breach(PRINTED_TOTAL, "node", one["id"], True),
        Breach(PRINTED_TOTAL, "node", other["id"], False),
    ]


def _split_funds(view: View, plan: Row) -> tuple[str, str]:
    """The fund that a plan draws on most, and the next one, or any other that is known."""
    drawn = view.drawn(plan)
    ranked = sorted((fund for fund in drawn if fund.strip(" -")), key=lambda f: (-drawn[f], f))
    known = sorted({a.get("fund", "") for a in view.rows["allocation"]})
    spare = [f for f in (*known, "Dana Alokasi Umum", "Pendapatan Asli Daerah") if f.strip(" -")]
    first = ranked[0] if ranked else spare[0]
    return first, next(fund for fund in (*ranked[1:], *spare) if fund not in (first, ALL_FUNDS))


def mutate_ceiling_split_too_small(
    rows: Rows, rng: random.Random, touched: Touched
) -> list[Breach]:
    """The indicative ceiling of an OPD is given for two funds whose sum is less than the lines of
    its draft add up to (1.7 (3): sum of pagu above the pagu indikatif)."""
    view = View(rows)
    before = footing(view)
    found = [
        plan
        for plan in free_totals(view.drafts(), touched)
        if office_key(plan) not in before.over_ceiling
        and view.limits(plan)
        and sum(view.drawn(plan).values()) >= 1000
    ]
    plan = pick(rng, found)
    if plan is None:
        return []
    touched.add(office_key(plan))
    drawn, funds = view.drawn(plan), _split_funds(view, plan)
    total = percent_of(sum(drawn.values(), Decimal(0)), rng.randint(92, 97))
    first = drawn.get(funds[0], total)
    if first >= total:
        first = percent_of(total, 60)
    wanted = (plan["opd"], plan["first_year"], "indikatif")
    old = [c for c in rows["ceiling"] if (c["opd"], c["year"], c["stage"]) == wanted]
    remove(rows["ceiling"], *old)
    for fund, amount in zip(funds, (first, total - first), strict=True):
        rows["ceiling"].append(old[0] | {"fund": fund, "amount": rupiah(amount)})
    return fallout(before, rows, planted=CEILING)
