"""What follows from faults for sums, goals and neighbouring years, reckoned from the rows at the end.

A planner's slip rarely stays alone: a code mistyped in the Renja no longer stands in the Renstra,
a target lowered falls below last year's result. A mutator cannot know all of that, least of all
what later mutators add. So it is worked out anew, in plain Python and not by the rules: the answer
key stays an opinion of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from kawal.engine.generator.ledger import (
    LINE,
    Ledger,
    amount_of,
    folded,
    is_weaker,
    series_of,
)
from kawal.engine.generator.mutators import Breach
from kawal.engine.generator.rows import Row, Rows
from kawal.engine.snapshot.schema import ALL_FUNDS, ANNUAL_KINDS

_ZEROS = re.compile(r"\.0*(\d+)$")
_PLAIN = re.compile(r"-?\d+(\.\d+)?")


def consequences(rows: Rows) -> list[Breach]:
    """Every breach of the requirements reckoned here, as not planted."""
    book = Ledger(rows)
    return [
        Breach(rule, table, key, planted=False)
        for rule, (table, reckon) in RECKONED.items()
        for key in reckon(book)
    ]


def _printed_totals(book: Ledger) -> Iterator[str]:
    below: defaultdict[str, Decimal] = defaultdict(Decimal)
    for line in book.lines:
        for node in book.way_up(line, "program", 3):
            below[node["id"]] += book.pagu(line)
    blurred = set()
    for node in book.in_force(*ANNUAL_KINDS):
        if node["level"] != LINE and book.sum_of(node, book.year(node)):
            blurred |= {node["id"], node["parent"]}
    for node in book.in_force(*ANNUAL_KINDS):
        stated = node.get("stated_total")
        if stated and node["id"] not in blurred and Decimal(stated) != below[node["id"]]:
            yield node["id"]


def _zero_lines(book: Ledger) -> Iterator[str]:
    return (line["id"] for line in book.lines if book.pagu(line) <= 0)


def _money_off_lines(book: Ledger) -> Iterator[str]:
    for node in book.in_force(*ANNUAL_KINDS):
        if node["level"] != LINE:
            yield from (row["id"] for row in book.money_on.get(node["id"], []) if amount_of(row))


def _no_forward(book: Ledger) -> Iterator[str]:
    def ahead(line: Row) -> bool:
        next_year = str(book.year(line) + 1)
        return any(row["year"] == next_year for row in book.money_on.get(line["id"], []))

    carrying = {(line["plan"], line["opd"]) for line in book.lines if ahead(line)}
    for line in book.lines:
        if (line["plan"], line["opd"]) in carrying and not ahead(line):
            yield line["id"]


def _funds_over(book: Ledger) -> Iterator[str]:
    drawn: defaultdict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    blurred = set()
    for node in book.in_force("renja"):
        for row in book.money_on.get(node["id"], []):
            if int(row["year"]) != book.year(node):
                continue
            if node["level"] == LINE:
                drawn[node["plan"], node["opd"], folded(row["fund"])] += amount_of(row)
            elif amount_of(row):
                blurred.add((node["plan"], node["opd"]))
    for plan in (book.plans[key] for key in sorted(book.latest)):
        stage = "indikatif" if plan["version"] == "1" else "perubahan"
        wanted = (plan["opd"], plan["first_year"], stage)
        over = any(
            drawn[plan["id"], plan["opd"], folded(row["fund"])] > amount_of(row)
            for row in book.rows["ceiling"]
            if (row["opd"], row["year"], row["stage"]) == wanted and row["fund"] != ALL_FUNDS
        )
        if plan["kind"] == "renja" and over and (plan["id"], plan["opd"]) not in blurred:
            yield f"{plan['opd']}|{plan['id']}"


def _targets_cut(book: Ledger) -> Iterator[str]:
    first = {series_of(plan): plan for plan in book.plans.values() if plan["version"] == "1"}
    by_code: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for node in book.nodes.values():
        if node["level"] == LINE:
            by_code[node["plan"], node["opd"], node["code"]].append(node)
    for line in book.lines:
        plan = book.plans[line["plan"]]
        before = by_code[first[series_of(plan)]["id"], line["opd"], line["code"]]
        here = by_code[line["plan"], line["opd"], line["code"]]
        if plan["version"] == "1" or len(before) != 1 or len(here) != 1:
            continue
        money = book.pagu(before[0])
        if money > 0 and book.pagu(line) >= money and _aims_lower(book, line, before[0]):
            yield line["id"]


def _aims_lower(book: Ledger, line: Row, before: Row) -> bool:
    for indicator in book.on_node.get(line["id"], []):
        for earlier in book.on_node.get(before["id"], []):
            alike = all(
                indicator[name] and folded(indicator[name]) == folded(earlier[name])
                for name in ("name", "unit", "direction")
            )
            now = book.value(indicator["id"], book.year(line))
            then = book.value(earlier["id"], book.year(line))
            if now is None or then is None or not alike:
                continue
            if is_weaker(indicator["direction"], now, then):
                return True
    return False


def _all_round(book: Ledger) -> Iterator[str]:
    of_office: defaultdict[tuple[str, str], list[Decimal]] = defaultdict(list)
    blurred = {book.nodes[row["node"]]["plan"] for row in book.rows["allocation"]
               if book.nodes[row["node"]]["level"] != LINE}  # fmt: skip
    for line in book.lines:
        of_office[line["opd"], line["plan"]].append(book.pagu(line))
    for (opd, plan), amounts in of_office.items():
        funded = [amount for amount in amounts if amount]
        whole = all(amount % 10_000_000 == 0 for amount in funded)
        if len(funded) >= 5 and whole and plan not in blurred:
            yield f"{opd}|{plan}"


def _left_to_december(book: Ledger) -> Iterator[str]:
    for line in book.lines:
        december = f"{book.year(line)}-12-01"
        steps = book.steps.get(line["id"], [])
        work = [row["starts_on"] for row in steps if row["kind"] == "pelaksanaan"]
        ready = [row["ends_on"] for row in steps if row["kind"] in ("persiapan", "pengadaan")]
        if all([*work, *ready]) and (
            (work and min(work) >= december) or (ready and min(ready) >= december)
        ):
            yield line["id"]


def _shelves(book: Ledger) -> Iterator[str]:
    for node in book.in_force("rpjmd", "renstra"):
        level = {"program": "kegiatan", "kegiatan": LINE}.get(node["level"])
        below = [
            each
            for each in book.in_force("rpjmd", "renstra")
            if each["parent"] == node["id"] and each["level"] == level
        ] if book.money_on.get(node["id"]) and level else []  # fmt: skip
        for year in sorted({int(row["year"]) for row in book.money_on.get(node["id"], [])}):
            has = [each for each in below if any(
                int(row["year"]) == year for row in book.money_on.get(each["id"], []))]  # fmt: skip
            total = sum((book.sum_of(each, year) for each in has), Decimal(0))
            if has and total != book.sum_of(node, year):
                yield f"{node['id']}|{year}"


def _sasaran_without_line(book: Ledger) -> Iterator[str]:
    return (f"{g}|{year}" for g, year in book.goals("sasaran") if not book.serving(g, year))


def _sasaran_without_money(book: Ledger) -> Iterator[str]:
    for goal, year in book.goals("sasaran"):
        lines = book.serving(goal, year)
        if lines and not any(book.pagu(line) > 0 for line in lines):
            yield f"{goal}|{year}"


def _misi_without_office(book: Ledger) -> Iterator[str]:
    return (f"{g}|{year}" for g, year in book.goals("misi") if not book.serving(g, year))


def _offices_without_misi(book: Ledger) -> Iterator[str]:
    misi = {node["id"] for node in book.in_force("rpjmd") if node["level"] == "misi"}
    planning = {(line["opd"], line["plan"]) for line in book.lines}
    serving = {
        (line["opd"], line["plan"]) for line in book.lines if book.reached[line["id"]] & misi
    }
    return (f"{opd}|{plan}" for opd, plan in sorted(planning - serving))


def _followers(book: Ledger) -> Iterator[tuple[Row, Row, Row]]:
    """Programme indicators of annual plans with the RPJMD indicator that they follow, and its node."""
    for node, indicator in book.measured():
        above = book.indicators.get(indicator["follows"])
        their = book.nodes[above["node"]] if above else None
        in_rpjmd = (
            their is not None and book.kind(their) == "rpjmd" and their["plan"] in book.latest
        )
        if node["level"] == "program" and above and their and in_rpjmd:
            yield indicator, above, their


def _other(column: str) -> Callable[[Ledger], Iterator[str]]:
    def reckon(book: Ledger) -> Iterator[str]:
        for indicator, above, _ in _followers(book):
            mine, theirs = folded(indicator[column]), folded(above[column])
            if mine and theirs and mine != theirs:
                yield indicator["id"]

    return reckon


def _other_office(book: Ledger) -> Iterator[str]:
    for indicator, _, their in _followers(book):
        node = book.nodes[indicator["node"]]
        mine = book.plans[node["plan"]]["opd"] or node["opd"]
        if their["opd"] and their["opd"] != mine:
            yield indicator["id"]


def _follows_astray(book: Ledger) -> Iterator[str]:
    sound = {
        indicator["id"]
        for indicator, _, their in _followers(book)
        if any(each["above"] == their["id"] for each in book.supports.get(indicator["node"], []))
    }
    for node, indicator in book.measured():
        if node["level"] == "program" and indicator["follows"] and indicator["id"] not in sound:
            yield indicator["id"]


def _over_promise(book: Ledger) -> Iterator[str]:
    for goal, year in book.goals("program"):
        promise = book.sum_of(book.nodes[goal], year)
        lines = [line for line in book.serving(goal, year) if book.kind(line) == "renja"]
        if promise > 0 and sum((book.pagu(line) for line in lines), Decimal(0)) > promise:
            yield f"{goal}|{year}"


def _key(code: str) -> str:
    return _ZEROS.sub(r".\1", code)


def _outside_renstra(book: Ledger) -> Iterator[str]:
    held = {(node["opd"], _key(node["code"])) for node in book.in_force("renstra")
            if node["level"] == LINE}  # fmt: skip
    bare = set(_without_work([*book.in_force("renstra")]))
    for line in book.lines:
        place = (line["opd"], _key(line["code"]))
        kegiatan = (line["opd"], _key(line["code"].rpartition(".")[0]))
        judged = book.kind(line) == "renja" and line["code"] and kegiatan not in bare
        if judged and place not in held:
            yield line["id"]


def _without_work(nodes: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """OPD and code of each kegiatan below which no sub kegiatan is named: it may hold any."""
    works = [node for node in nodes if node["level"] == LINE]
    parents = {node["parent"] for node in works}
    codes = {(node["plan"], _key(node["code"].rpartition(".")[0])) for node in works}
    for node in nodes:
        if node["level"] == "kegiatan" and node["id"] not in parents:
            key = _key(node["code"])
            if (node["plan"], key) not in codes:
                yield node["opd"], key


def _outside_rkpd(book: Ledger) -> Iterator[str]:
    nodes = [node for node in book.in_force("rkpd") if node["level"] == "kegiatan"]
    held = {(book.year(node), node["opd"], _key(node["code"])) for node in nodes}
    years = {year for year, _, _ in held}
    for line in book.lines:
        place = (book.year(line), line["opd"], _key(line["code"].rpartition(".")[0]))
        judged = book.kind(line) == "renja" and "." in line["code"] and book.year(line) in years
        if judged and place not in held:
            yield line["id"]


def _not_better(book: Ledger) -> Iterator[str]:
    for node, indicator in book.measured():
        year, direction = book.year(node), indicator["direction"]
        aim, result = book.value(indicator["id"], year), _last_result(book, node, indicator)
        if aim is None or result is None or not direction:
            continue
        percent = folded(indicator["unit"]) in ("persen", "%")
        best = (percent and aim >= 100) if direction == "naik" else aim <= 0
        if not best and (aim == result or is_weaker(direction, aim, result)):
            yield indicator["id"]


def _last_result(book: Ledger, node: Row, indicator: Row) -> Decimal | None:
    twin = book.last_year(node, indicator)
    for back in (1, 2):
        for source in (indicator, twin):
            row = book.results.get((source["id"], book.year(node) - back)) if source else None
            if row:
                return Decimal(row["value"]) if row["value"] else None
    return None


def _copied(book: Ledger) -> Iterator[str]:
    for node, indicator in book.measured():
        twin = book.last_year(node, indicator)
        if node["level"] != LINE or twin is None:
            continue
        now = book.targets.get((indicator["id"], book.year(node)))
        then = book.targets.get((twin["id"], book.year(node) - 1))
        if now and then and now["text"] and folded(now["text"]) == folded(then["text"]):
            yield indicator["id"]


def _flat(book: Ledger) -> Iterator[str]:
    for node in book.in_force("rpjmd", "renstra"):
        for indicator in book.on_node.get(node["id"], []):
            values = [
                row["value"] for (key, _), row in book.targets.items() if key == indicator["id"]
            ] if node["level"] == "sasaran" else []  # fmt: skip
            if len(values) >= 3 and len(set(values)) == 1 and values[0]:
                yield indicator["id"]


def _text_and_value(book: Ledger) -> Iterator[str]:
    for row in book.rows["target"]:
        plan = book.nodes[book.indicators[row["indicator"]]["node"]]["plan"]
        readable = _PLAIN.fullmatch(row["text"]) and row["value"]
        if plan in book.latest and readable and Decimal(row["text"]) != Decimal(row["value"]):
            yield f"{row['indicator']}|{row['year']}|{row['quarter']}"


Reckoning = Callable[[Ledger], Iterator[str]]
RECKONED: dict[str, tuple[str, Reckoning]] = {
    "PAGU-02": ("node", _printed_totals),
    "PAGU-03": ("node", _zero_lines),
    "PAGU-04": ("allocation", _money_off_lines),
    "PAGU-05": ("node", _no_forward),
    "PAGU-06": ("opd", _funds_over),
    "PAGU-07": ("node", _targets_cut),
    "PAGU-08": ("opd", _all_round),
    "PAGU-09": ("node", _left_to_december),
    "PAGU-10": ("node", _shelves),
    "SELARAS-04": ("node", _sasaran_without_line),
    "SELARAS-05": ("node", _sasaran_without_money),
    "SELARAS-06": ("node", _misi_without_office),
    "SELARAS-07": ("opd", _offices_without_misi),
    "SELARAS-08": ("indicator", _other("unit")),
    "SELARAS-09": ("indicator", _other("direction")),
    "SELARAS-10": ("indicator", _other_office),
    "SELARAS-11": ("indicator", _follows_astray),
    "SELARAS-12": ("node", _over_promise),
    "SELARAS-13": ("node", _outside_renstra),
    "SELARAS-14": ("node", _outside_rkpd),
    "SUNGGUH-01": ("indicator", _not_better),
    "SUNGGUH-02": ("indicator", _copied),
    "SUNGGUH-03": ("indicator", _flat),
    "SUNGGUH-05": ("target", _text_and_value),
}
"""Rule → its table and how its breaches are reckoned. What a mutator says of these beyond its own
fault is left aside for this."""
