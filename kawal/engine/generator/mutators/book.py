"""What a mutator asks of the rows: lines, their money, targets and way up."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kawal.engine.generator.mutators import Breach, Touched
from kawal.engine.generator.rows import Row, Rows
from kawal.engine.snapshot.schema import ALL_FUNDS


def pick(rng: random.Random, candidates: list[Row]) -> Row | None:
    """One of them, or None of none."""
    return rng.choice(candidates) if candidates else None


def by_id(rows: Rows, table: str, key: str) -> Row:
    return next(row for row in rows[table] if row["id"] == key)


def year_of(node: Row) -> str:
    """The year of an annual plan, from its id `renja-2021-05-v1`."""
    return node["plan"].split("-")[1]


def lines(rows: Rows, plan_prefix: str, version: str, touched: Touched) -> list[Row]:
    """Untouched lines of the plans `renja-2021…` in that version."""
    return [
        node
        for node in rows["node"]
        if node["level"] == "sub_kegiatan"
        and node["plan"].startswith(plan_prefix)
        and node["plan"].endswith(f"-v{version}")
        and node["id"] not in touched
    ]


def drafted(rows: Rows, touched: Touched) -> list[Row]:
    """Untouched lines of the Renja 2021."""
    return lines(rows, "renja-2021-", "1", touched)


def changed(rows: Rows, touched: Touched) -> list[Row]:
    """Untouched lines of the changed Renja 2020 that stood with money in the locked one."""
    money = money_of_lines(rows)
    locked = {node["id"] for node in rows["node"] if node["plan"].endswith("-v1")}
    return [
        node
        for node in lines(rows, "renja-2020-", "2", touched)
        if locked_id(node) in locked and money.get(locked_id(node), 0) > 0
        and money.get(node["id"], 0) > 0
    ]  # fmt: skip


def locked_id(node: Row) -> str:
    """The id of the same line in the locked version."""
    return node["id"].replace("-v2/", "-v1/", 1)


def indicators(rows: Rows, node: str) -> list[Row]:
    return [row for row in rows["indicator"] if row["node"] == node]


def targets(rows: Rows, node: str) -> list[Row]:
    """The targets of all indicators of a node."""
    ids = {row["id"] for row in indicators(rows, node)}
    return [row for row in rows["target"] if row["indicator"] in ids]


def allocations(rows: Rows, node: str) -> list[Row]:
    """The money of a line in its plan's own year, without the forward estimate."""
    return [row for row in rows["allocation"] if row["node"] == node and _is_own_year(row)]


def forward_estimates(rows: Rows, node: str) -> list[Row]:
    """The money of a line in the year after."""
    return [row for row in rows["allocation"] if row["node"] == node and not _is_own_year(row)]


def _is_own_year(allocation: Row) -> bool:
    """Whether the money is of the year of its node's plan, `renja-2021-05-v1/…`."""
    return allocation["node"].startswith(f"renja-{allocation['year']}-")


def money_of_lines(rows: Rows) -> dict[str, int]:
    """Whole rupiah per node of an annual plan, in its own year; sample amounts have no sen."""
    money: defaultdict[str, int] = defaultdict(int)
    for row in rows["allocation"]:
        if _is_own_year(row):
            money[row["node"]] += int(row["amount"].partition(".")[0] or 0)
    return dict(money)


def rupiah(row: Row) -> int:
    return int(row["amount"].partition(".")[0] or 0)


def set_rupiah(row: Row, amount: int) -> None:
    row["amount"] = f"{amount}.00"


def funded_flagships(rows: Rows, year: str) -> set[str]:
    """Ids of flagships that a line of that year's Renja carries out with money."""
    money = money_of_lines(rows)
    return {
        row["code"]
        for row in rows["tag"]
        if row["kind"] == "unggulan"
        and row["node"].startswith(f"renja-{year}-")
        and money.get(row["node"], 0) > 0
    }


def plan_total(rows: Rows, plan: str, money: dict[str, int] | None = None) -> int:
    """All money on the lines of one plan version; money: `money_of_lines`, where it is at hand."""
    known = money_of_lines(rows) if money is None else money
    return sum(
        known.get(node["id"], 0)
        for node in rows["node"]
        if node["plan"] == plan and node["level"] == "sub_kegiatan"
    )


def ceilings(rows: Rows, node: Row) -> list[Row]:
    """The ceiling rows that bind the plan of a node."""
    stage = "indikatif" if node["plan"].endswith("-v1") else "perubahan"
    return [
        row
        for row in rows["ceiling"]
        if (row["opd"], row["year"], row["stage"]) == (node["opd"], year_of(node), stage)
    ]


def lift_ceilings(rows: Rows, node: Row, fund: str, amount: int) -> None:
    """Let the plan of a node grow by that much: in the ceiling of all funds, and of that fund."""
    for row in ceilings(rows, node):
        if row["fund"] in (ALL_FUNDS, fund):
            set_rupiah(row, rupiah(row) + amount)


def shift_printed(rows: Rows, nodes: Iterable[str], change: int) -> None:
    """Keep the printed totals of these nodes right when what stands below them changes."""
    wanted = set(nodes)
    for row in rows["node"]:
        if row["id"] in wanted and row["stated_total"]:
            total = int(row["stated_total"].partition(".")[0]) + change
            row["stated_total"] = f"{total}.00"


def office_key(node: Row) -> str:
    """The key of an OPD in a plan."""
    return f"{node['opd']}|{node['plan']}"


def raise_money(rows: Rows, node: Row, percent: int) -> None:
    """Bring a line to `percent` of its locked money, rounded up, and its ceiling along with it, so
    that nothing but the line itself stands out."""
    before = money_of_lines(rows)[locked_id(node)]
    own = allocations(rows, node["id"])
    added = -(-before * percent // 100) - sum(map(rupiah, own))
    set_rupiah(own[0], rupiah(own[0]) + added)
    lift_ceilings(rows, node, own[0]["fund"], max(0, added))
    shift_printed(rows, upper_ids(node), added)


def stays_calm(rows: Rows, node: Row, percent: int) -> bool:
    """Whether the OPD as a whole still grows by less than nine per cent after `raise_money`."""
    locked_plan = node["plan"].replace("-v2", "-v1")
    money = money_of_lines(rows)
    added = money[locked_id(node)] * percent // 100 - money[node["id"]]
    total = plan_total(rows, node["plan"], money) + added
    return total * 100 < plan_total(rows, locked_plan, money) * 109


def move_target(rows: Rows, node: Row) -> None:
    """Give a line of the change a target that neither its locked version nor the draft of the next
    year has."""
    drafted_id = node["id"].replace("renja-2020-", "renja-2021-").replace("-v2/", "-v1/")
    locked = {row["value"] for each in (locked_id(node), drafted_id) for row in targets(rows, each)}
    for row in targets(rows, node["id"]):
        value = int(row["value"]) + 3
        while str(value) in locked:
            value += 1
        row["value"] = row["text"] = str(value)


def keep_target(rows: Rows, node: Row) -> None:
    """Give a line the target of its locked version."""
    locked = targets(rows, locked_id(node))
    for row, before in zip(targets(rows, node["id"]), locked, strict=True):
        row["value"], row["text"] = before["value"], before["text"]


def unready(node: Row, indicator: str) -> list[Breach]:
    """What follows from anything that an indicator of a Renja lacks."""
    return [
        Breach("SIAP-04", "indicator", indicator, planted=False),
        Breach("SIAP-05", "opd", office_key(node), planted=False),
    ]


def steps(rows: Rows, node: str) -> list[Row]:
    return [row for row in rows["step"] if row["node"] == node]


def copy_steps(rows: Rows, node: Row, new: str) -> None:
    """Give another line the time plan of a line."""
    rows["step"] += [
        {**row, "id": row["id"].replace(node["id"], new), "node": new}
        for row in steps(rows, node["id"])
    ]


def upper_ids(node: Row) -> tuple[str, str]:
    """The ids of the kegiatan and the programme that a sample line was made under."""
    return node["id"].rpartition(".")[0], programme_of(node)


def programme_of(node: Row) -> str:
    """The id of the Renja programme that a sample line was made under."""
    plan, _, code = node["id"].partition("/")
    return f"{plan}/{code[:7]}"


def under(rows: Rows, programme: str) -> list[Row]:
    """The lines that were made under a Renja programme."""
    return [
        node
        for node in rows["node"]
        if node["level"] == "sub_kegiatan" and node["id"].startswith(f"{programme}.")
    ]


def promise_of(rows: Rows, programme: str) -> str | None:
    """The RPJMD programme that a Renja programme serves."""
    return next((row["above"] for row in rows["support"] if row["node"] == programme), None)


def reaches(rows: Rows, node: Row, programme: str) -> bool:
    """Whether the way up from a line still leads to that programme."""
    parents = {row["id"]: row["parent"] for row in rows["node"] if row["plan"] == node["plan"]}
    step = node["parent"]
    for _ in range(3):
        if step == programme:
            return True
        step = parents.get(step, "")
    return False


def others_fund(rows: Rows, node: Row) -> bool:
    """Whether the line's programme keeps money without it."""
    programme = programme_of(node)
    money = money_of_lines(rows)
    return any(
        other["id"] != node["id"]
        and money.get(other["id"], 0) > 0
        and reaches(rows, other, programme)
        for other in under(rows, programme)
    )


def everything_on(rows: Rows, node: str) -> Iterator[str]:
    """Ids of a node, its indicators and its allocations."""
    yield node
    yield from (row["id"] for row in indicators(rows, node))
    yield from (row["id"] for row in rows["allocation"] if row["node"] == node)
