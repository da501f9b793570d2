"""Faults of money beyond ceilings and additions: totals, zeros, sources, round sums, December."""

from __future__ import annotations

import random
from collections import Counter

from kawal.engine.generator.mutators import Breach, Mutator, Touched
from kawal.engine.generator.mutators.book import (
    allocations,
    ceilings,
    drafted,
    everything_on,
    lines,
    office_key,
    others_fund,
    pick,
    rupiah,
    set_rupiah,
    shift_printed,
    upper_ids,
)
from kawal.engine.generator.rows import Row, Rows
from kawal.engine.snapshot.schema import ALL_FUNDS

_ROUND = 10_000_000
_ROUNDED_AT_ONCE = 5
"""A template with round sums spreads: few offices are still whole later on."""


def wrong_printed_total(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A kegiatan whose printed total was not printed again."""
    candidates = [
        row
        for row in rows["node"]
        if row["level"] == "kegiatan" and row.get("stated_total") and row["id"] not in touched
        and row["plan"].startswith("renja-2021-") and row["parent"] not in touched
    ]  # fmt: skip
    node = pick(rng, candidates)
    if node is None:
        return []
    shift_printed(rows, [node["id"]], rng.choice((-1, 1)) * rng.randint(1, 900) * 1000)
    touched.add(node["id"])
    return [Breach("PAGU-02", "node", node["id"])]


def line_at_zero(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line that asks for nothing, while its programme keeps other money."""
    node = pick(rng, drafted(rows, touched))
    if node is None or office_key(node) in touched or not others_fund(rows, node):
        return []
    for row in allocations(rows, node["id"]):
        shift_printed(rows, upper_ids(node), -rupiah(row))
        set_rupiah(row, 0)
    touched.update(everything_on(rows, node["id"]))
    return [Breach("PAGU-03", "node", node["id"])]


def fund_over_its_ceiling(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A source of money that was cut by half, though all sources together would still do."""
    node = pick(rng, drafted(rows, touched) + lines(rows, "renja-2020-", "2", touched))
    if node is None or office_key(node) in touched:
        return []
    own = {row["fund"]: row for row in ceilings(rows, node)}
    if ALL_FUNDS not in own or len(own) < 2:
        return []
    del own[ALL_FUNDS]
    drawn: Counter[str] = Counter()
    ids = {row["id"] for row in rows["node"] if row["plan"] == node["plan"]}
    for row in rows["allocation"]:
        if row["node"] in ids and row["year"] == next(iter(own.values()))["year"]:
            drawn[row["fund"]] += rupiah(row)
    fund = max(own, key=lambda each: (drawn[each], each))
    set_rupiah(own[fund], drawn[fund] // 2)
    touched.add(office_key(node))
    return [Breach("PAGU-06", "opd", office_key(node))]


def round_sums(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """Some small OPD whose every sum is a whole multiple of ten million."""
    found = []
    plans = [row for row in rows["plan"] if row["id"].startswith("renja-2021-")]
    by_size = {row["id"]: _lines_of(rows, row) for row in plans}
    rng.shuffle(plans)
    for plan in sorted(plans, key=lambda row: len(by_size[row["id"]])):
        own = by_size[plan["id"]]
        key = f"{plan['opd']}|{plan['id']}"
        if len(own) < 5 or key in touched or any(line["id"] in touched for line in own):
            continue
        for line in own:
            _make_round(rows, line)
            touched.update(everything_on(rows, line["id"]), upper_ids(line))
        touched.add(key)
        found.append(Breach("PAGU-08", "opd", key))
        if len(found) == _ROUNDED_AT_ONCE:
            break
    return found


def _lines_of(rows: Rows, plan: Row) -> list[Row]:
    return [
        row for row in rows["node"] if row["plan"] == plan["id"] and row["level"] == "sub_kegiatan"
    ]


def _make_round(rows: Rows, line: Row) -> None:
    own = allocations(rows, line["id"])
    before = sum(map(rupiah, own))
    for row in own:
        set_rupiah(row, max(_ROUND, rupiah(row) // _ROUND * _ROUND))
    shift_printed(rows, upper_ids(line), sum(map(rupiah, own)) - before)


def work_in_december(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """Work that begins in December and is handed over in the same month."""
    node = pick(rng, drafted(rows, touched) + lines(rows, "renja-2020-", "2", touched))
    if node is None:
        return []
    year = node["plan"].split("-")[1]
    for row in rows["step"]:
        if row["node"] == node["id"] and row["kind"] == "pelaksanaan":
            row["starts_on"], row["ends_on"] = f"{year}-12-01", f"{year}-12-20"
        elif row["node"] == node["id"] and row["kind"] == "serah terima":
            row["starts_on"], row["ends_on"] = f"{year}-12-21", f"{year}-12-31"
    touched.add(node["id"])
    return [Breach("PAGU-09", "node", node["id"])]


def levels_apart(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A Renstra that writes one sum on the programme and another on its kegiatan."""
    candidates = [
        row
        for row in rows["node"]
        if row["level"] == "program" and row["plan"].startswith("renstra-")
        and row["id"] not in touched
    ]  # fmt: skip
    programme = pick(rng, candidates)
    if programme is None:
        return []
    below = [row for row in rows["node"] if row["parent"] == programme["id"]]
    parts = [rng.randint(100, 900) * 1_000_000 for _ in below]
    whole = sum(parts) * rng.choice((2, 3))
    for node, amount in zip([programme, *below], [whole, *parts], strict=True):
        rows["allocation"].append({"id": f"{node['id']}-2021", "node": node["id"], "year": "2021",
                                   "fund": "Dana Alokasi Umum", "amount": f"{amount}.00"})  # fmt: skip
        touched.add(node["id"])
    return [Breach("PAGU-10", "node", f"{programme['id']}|2021")]


MUTATORS: tuple[Mutator, ...] = (
    wrong_printed_total,
    line_at_zero,
    fund_over_its_ceiling,
    round_sums,
    work_in_december,
    levels_apart,
)
