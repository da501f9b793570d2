"""Faults of money: over the ceiling, and added after the lock; by those who also write the rules."""

from __future__ import annotations

import random

from kawal.engine.generator.mutators import Breach, Mutator, Touched, is_pay
from kawal.engine.generator.mutators.book import (
    allocations,
    ceilings,
    changed,
    copy_steps,
    everything_on,
    indicators,
    keep_target,
    lift_ceilings,
    locked_id,
    money_of_lines,
    move_target,
    office_key,
    pick,
    plan_total,
    raise_money,
    rupiah,
    shift_printed,
    stays_calm,
    upper_ids,
    year_of,
)
from kawal.engine.generator.rows import Row, Rows
from kawal.engine.snapshot.schema import ALL_FUNDS


def over_ceiling(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An OPD that plans more than it may, by the smallest sum there is."""
    plans = [
        row
        for row in rows["plan"]
        if row["kind"] == "renja" and (row["first_year"], row["version"]) != ("2020", "1")
        and f"{row['opd']}|{row['id']}" not in touched
    ]  # fmt: skip
    plan = pick(rng, plans)
    if plan is None:
        return []
    node = {"plan": plan["id"], "opd": plan["opd"]}
    own = ceilings(rows, node)
    first = next((row for row in own if row["fund"] == ALL_FUNDS), own[0])
    rest = [] if first["fund"] == ALL_FUNDS else own[1:]
    room = plan_total(rows, plan["id"]) - sum(map(rupiah, rest))
    if room <= 0:
        return []
    first["amount"] = f"{room - 1}.99"
    touched.add(office_key(node))
    return [Breach("PAGU-01", "opd", office_key(node))]


def line_up_a_tenth(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line at exactly ten to nineteen per cent above its locked money, its target moved too."""
    node = _growing(rows, rng, touched, percent := rng.randint(110, 119))
    if node is None:
        return []
    raise_money(rows, node, percent)
    move_target(rows, node)
    return [Breach("TAMBAH-01", "node", node["id"])]


def line_up_a_fifth(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line twenty per cent or more above its locked money."""
    node = _growing(rows, rng, touched, percent := rng.randint(120, 160))
    if node is None:
        return []
    raise_money(rows, node, percent)
    move_target(rows, node)
    return [
        Breach("TAMBAH-02", "node", node["id"]),
        Breach("TAMBAH-01", "node", node["id"], planted=False),
    ]


def money_without_target(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """More money for the same target."""
    node = _growing(rows, rng, touched, percent := rng.randint(102, 108))
    if node is None:
        return []
    raise_money(rows, node, percent)
    keep_target(rows, node)
    return [Breach("TAMBAH-06", "node", node["id"])]


def line_up_without_target(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """Two faults on one line: a tenth more money, and the same target."""
    node = _growing(rows, rng, touched, percent := rng.randint(110, 119))
    if node is None:
        return []
    raise_money(rows, node, percent)
    keep_target(rows, node)
    return [Breach("TAMBAH-01", "node", node["id"]), Breach("TAMBAH-06", "node", node["id"])]


def office_up_a_tenth(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """One line lifted until its whole OPD stands ten per cent above the locked sum."""
    return _lift_office(rows, rng, touched, rng.randint(1100, 1160), ["TAMBAH-03"])


def office_up_a_fifth(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """The same, to twenty per cent and more."""
    return _lift_office(rows, rng, touched, rng.randint(1200, 1300), ["TAMBAH-04", "TAMBAH-03"])


def new_line(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line in the changed Renja that was not in the locked one."""
    node = pick(rng, changed(rows, touched))
    if node is None or office_key(node) in touched or not stays_calm(rows, node, 105):
        return []
    new = {**node, "id": f"{node['id'][:-2]}77", "code": f"{node['code'][:-2]}77"}
    if new["id"] in {row["id"] for row in rows["node"]}:
        return []
    amount = money_of_lines(rows)[node["id"]] // 50 // 1000 * 1000 + 1000
    rows["node"].append(new)
    for indicator in indicators(rows, node["id"])[:1]:
        rows["indicator"].append({**indicator, "id": f"{new['id']}-i", "node": new["id"]})
        rows["target"] += [
            {**target, "indicator": f"{new['id']}-i"}
            for target in rows["target"]
            if target["indicator"] == indicator["id"]
        ]
    fund = allocations(rows, node["id"])[0]["fund"] or "Dana Alokasi Umum"
    rows["allocation"].append({"id": f"{new['id']}-a", "node": new["id"], "year": year_of(node),
                               "fund": fund, "amount": f"{amount}.00"})  # fmt: skip
    rows["allocation"].append({"id": f"{new['id']}-n", "node": new["id"],
                               "year": str(int(year_of(node)) + 1), "fund": fund,
                               "amount": f"{amount}.00"})  # fmt: skip
    copy_steps(rows, node, new["id"])
    lift_ceilings(rows, node, fund, amount)
    shift_printed(rows, upper_ids(new), amount)
    touched.update(everything_on(rows, new["id"]), [node["id"]])
    return [Breach("TAMBAH-05", "node", new["id"])]


def _growing(rows: Rows, rng: random.Random, touched: Touched, percent: int) -> Row | None:
    """A line of the changed Renja that can grow so far without its OPD standing out."""
    node = pick(rng, changed(rows, touched))
    if (
        node is None
        or is_pay(node)
        or office_key(node) in touched
        or not stays_calm(rows, node, percent)
    ):
        return None
    if locked_id(node) in touched or any(i in touched for i in everything_on(rows, node["id"])):
        return None
    touched.update(everything_on(rows, node["id"]), [locked_id(node)])
    return node


def _lift_office(
    rows: Rows, rng: random.Random, touched: Touched, permille: int, rules: list[str]
) -> list[Breach]:
    node = pick(rng, changed(rows, touched))
    if node is None or office_key(node) in touched or locked_id(node) in touched:
        return []
    locked_plan = node["plan"].replace("-v2", "-v1")
    money = money_of_lines(rows)
    wanted = -(-plan_total(rows, locked_plan, money) * permille // 1000)
    missing = wanted - plan_total(rows, node["plan"], money)
    before = money[locked_id(node)]
    percent = -(-(money[node["id"]] + missing) * 100 // before)
    raise_money(rows, node, percent)
    move_target(rows, node)
    touched.update([office_key(node), locked_id(node)], everything_on(rows, node["id"]))
    first, *rest = rules
    line_rules = [
        rule for rule, limit in (("TAMBAH-01", 110), ("TAMBAH-02", 120)) if percent >= limit
    ]
    return [
        Breach(first, "opd", office_key(node)),
        *(Breach(rule, "opd", office_key(node), planted=False) for rule in rest),
        *(Breach(rule, "node", node["id"], planted=False) for rule in line_rules),
    ]


MUTATORS: tuple[Mutator, ...] = (
    over_ceiling,
    line_up_a_tenth,
    line_up_a_fifth,
    money_without_target,
    line_up_without_target,
    office_up_a_tenth,
    office_up_a_fifth,
    new_line,
)
