"""The rows of a sample regency as an auditor looks them up: by plan, node, indicator and year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property

from kawal.engine.generator.rows import Row, Rows
from kawal.engine.snapshot.schema import ANNUAL_KINDS, WHOLE_YEAR

LINE = "sub_kegiatan"
GOALS = ("misi", "tujuan", "sasaran", "program")


class Ledger:
    """The rows, indexed once."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.plans = {row["id"]: row for row in rows["plan"]}
        self.nodes = {row["id"]: row for row in rows["node"]}
        self.indicators = {row["id"]: row for row in rows["indicator"]}
        self.on_node = grouped(rows["indicator"], "node")
        self.money_on = grouped(rows["allocation"], "node")
        self.supports = grouped(rows["support"], "node")
        self.steps = grouped(rows.get("step", []), "node")
        self.targets = {
            (row["indicator"], int(row["year"])): row
            for row in rows["target"]
            if int(row["quarter"]) == WHOLE_YEAR
        }
        self.results = {
            (row["indicator"], int(row["year"])): row
            for row in rows.get("realisation", [])
            if int(row["quarter"]) == WHOLE_YEAR
        }
        newest: dict[tuple[str, ...], Row] = {}
        for plan in self.plans.values():
            key = series_of(plan)
            if key not in newest or int(plan["version"]) > int(newest[key]["version"]):
                newest[key] = plan
        self.latest = {plan["id"] for plan in newest.values()}

    def year(self, node: Row) -> int:
        return int(self.plans[node["plan"]]["first_year"])

    def kind(self, node: Row) -> str:
        return self.plans[node["plan"]]["kind"]

    def in_force(self, *kinds: str) -> Iterator[Row]:
        """Nodes of the latest plans of those kinds."""
        for node in self.nodes.values():
            if node["plan"] in self.latest and self.kind(node) in kinds:
                yield node

    @cached_property
    def lines(self) -> list[Row]:
        return [node for node in self.in_force(*ANNUAL_KINDS) if node["level"] == LINE]

    def sum_of(self, node: Row, year: int) -> Decimal:
        own = self.money_on.get(node["id"], [])
        return sum((amount_of(row) for row in own if int(row["year"]) == year), Decimal(0))

    def pagu(self, line: Row) -> Decimal:
        return self.sum_of(line, self.year(line))

    def way_up(self, node: Row, stop: str, hops: int) -> list[Row]:
        """A node and those above it in its plan, to the level `stop`."""
        way, here = [node], node
        for _ in range(hops):
            above = self.nodes.get(here["parent"])
            if here["level"] == stop or above is None or above["plan"] != node["plan"]:
                break
            way.append(above)
            here = above
        return way

    @cached_property
    def reached(self) -> dict[str, set[str]]:
        """Line → every goal of the RPJMD in force that it serves."""
        goals = {
            node["id"]: {each["id"] for each in self.way_up(node, "misi", len(GOALS) - 1)}
            for node in self.in_force("rpjmd")
            if node["level"] in GOALS
        }
        found: dict[str, set[str]] = {}
        for line in self.lines:
            above = [
                support["above"]
                for node in self.way_up(line, "program", 3)
                for support in self.supports.get(node["id"], [])
            ]
            found[line["id"]] = set().union(*(goals.get(each, set()) for each in above))
        return found

    def goals(self, level: str) -> Iterator[tuple[str, int]]:
        """Goals of a level with each planned year."""
        years = sorted({self.year(line) for line in self.lines})
        for node in self.in_force("rpjmd"):
            if node["level"] == level:
                yield from ((node["id"], year) for year in years)

    def serving(self, goal: str, year: int) -> list[Row]:
        return [
            line
            for line in self.lines
            if self.year(line) == year and goal in self.reached[line["id"]]
        ]

    def value(self, indicator: str, year: int) -> Decimal | None:
        row = self.targets.get((indicator, year))
        return Decimal(row["value"]) if row and row["value"] else None

    def measured(self) -> Iterator[tuple[Row, Row]]:
        """Indicators of annual plans in force, with their node."""
        for node in self.in_force(*ANNUAL_KINDS):
            for indicator in self.on_node.get(node["id"], []):
                yield node, indicator

    @cached_property
    def by_place(self) -> dict[tuple[str, ...], list[Row]]:
        """Nodes in force by kind, OPD, year, level and code."""
        found: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
        for node in self.in_force(*ANNUAL_KINDS):
            found[self._place(node, self.year(node))].append(node)
        return dict(found)

    def _place(self, node: Row, year: int) -> tuple[str, ...]:
        owner = self.plans[node["plan"]]["opd"]
        return self.kind(node), owner, node["opd"], str(year), node["level"], node["code"]

    def last_year(self, node: Row, indicator: Row) -> Row | None:
        """The namesake of an indicator in last year's plan."""
        nodes = self.by_place.get(self._place(node, self.year(node) - 1), [])
        if not node["code"] or not indicator["name"] or len(nodes) != 1:
            return None
        same = [
            each
            for each in self.on_node.get(nodes[0]["id"], [])
            if folded(each["name"]) == folded(indicator["name"])
        ]
        return same[0] if len(same) == 1 else None


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return dict(groups)


def series_of(plan: Row) -> tuple[str, ...]:
    return tuple(plan[name] for name in ("kind", "opd", "first_year", "last_year"))


def amount_of(row: Row) -> Decimal:
    return Decimal(row["amount"] or 0)


def folded(text: str) -> str:
    return " ".join(text.lower().split())


def is_weaker(direction: str, value: Decimal, bar: Decimal) -> bool:
    return value < bar if direction == "naik" else value > bar
