"""Consequences beyond the victim: what holds for whole programmes and OPDs, before and after."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from kawal.engine.generator.mutators.independent.amounts import amount_of
from kawal.engine.generator.mutators.independent.requirements import (
    CEILING,
    FUND_CEILING,
    RPJMD_FUNDED,
    RPJMD_PAGU,
    Breach,
)
from kawal.engine.generator.mutators.independent.victims import office_key
from kawal.engine.generator.mutators.independent.view import ALL_FUNDS, LINE, View
from kawal.engine.generator.rows import Row, Rows


@dataclass(frozen=True)
class Footing:
    """What holds for whole programmes and OPDs: compared before and after an edit."""

    funded: frozenset[str]
    over_pagu: frozenset[str]
    over_ceiling: frozenset[str]
    over_fund: frozenset[str]


def footing(view: View) -> Footing:
    served: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    homes: dict[tuple[str, str], list[Row]] = {}
    over_ceiling, over_fund = set(), set()
    for plan in view.latest_of("renja"):
        drawn: defaultdict[str, Decimal] = defaultdict(Decimal)
        for line in view.in_plans([plan], LINE):
            home = (line["plan"], line.get("parent", ""))
            if home not in homes:
                homes[home] = view.served(line)
            for allocation in view.allocations(line, plan["first_year"]):
                money = amount_of(allocation)
                drawn[allocation.get("fund", "")] += money
                for node in homes[home]:
                    served[node["id"], plan["first_year"]] += money
        limits = view.limits(plan)
        if limits and sum(drawn.values()) > limits.get(ALL_FUNDS, sum(limits.values())):
            over_ceiling.add(office_key(plan))
        if any(drawn[fund] > limits[fund] for fund in limits.keys() & drawn.keys()):
            over_fund.add(office_key(plan))
    return Footing(
        frozenset(f"{node}|{year}" for (node, year), total in served.items() if total > 0),
        frozenset(
            f"{node}|{year}"
            for (node, year), total in served.items()
            if _exceeds_pagu(view, node, year, total)
        ),
        frozenset(over_ceiling),
        frozenset(over_fund),
    )


def _exceeds_pagu(view: View, node_id: str, year: str, money: Decimal) -> bool:
    pagu = view.allocations(view.nodes[node_id], year)
    return bool(pagu) and money > sum((amount_of(a) for a in pagu), Decimal(0))


def fallout(before: Footing, rows: Rows, planted: str = "") -> list[Breach]:
    """Breaches of whole programmes and OPDs that an edit has caused."""
    after = footing(View(rows))
    caused = (
        (RPJMD_FUNDED, "node", before.funded - after.funded),
        (RPJMD_PAGU, "node", after.over_pagu - before.over_pagu),
        (CEILING, "opd", after.over_ceiling - before.over_ceiling),
        (FUND_CEILING, "opd", after.over_fund - before.over_fund),
    )
    return [
        Breach(requirement, table, key, requirement == planted)
        for requirement, table, keys in caused
        for key in sorted(keys)
    ]
