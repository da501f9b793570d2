"""Indexes over the rows as they are now: plans, trees, money, targets and support."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

from kawal.engine.generator.mutators.independent.amounts import amount_of
from kawal.engine.generator.rows import Row, Rows

ALL_FUNDS = "semua"
LINE = "sub_kegiatan"


def grouped(table: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Rows of a table by the text in one column, in table order."""
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in table:
        groups[row.get(column, "")].append(row)
    return groups


class View:
    """Indexes over the rows as they are when an index is first asked for; the rows themselves stay
    the caller's."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.plans = {row["id"]: row for row in rows.get("plan", [])}
        self.nodes = {row["id"]: row for row in rows.get("node", [])}
        self.indicator_by_id = {row["id"]: row for row in rows.get("indicator", [])}
        self.latest = self._latest_plans()

    @cached_property
    def _nodes_in_plan(self) -> dict[str, list[Row]]:
        return grouped(self.rows.get("node", []), "plan")

    @cached_property
    def _children(self) -> dict[str, list[Row]]:
        return grouped(self.rows.get("node", []), "parent")

    @cached_property
    def _allocations(self) -> dict[str, list[Row]]:
        return grouped(self.rows.get("allocation", []), "node")

    @cached_property
    def _indicators(self) -> dict[str, list[Row]]:
        return grouped(self.rows.get("indicator", []), "node")

    @cached_property
    def _targets(self) -> dict[str, list[Row]]:
        return grouped(self.rows.get("target", []), "indicator")

    @cached_property
    def _supports(self) -> dict[str, list[Row]]:
        return grouped(self.rows.get("support", []), "node")

    def _latest_plans(self) -> set[str]:
        newest: dict[tuple[str, ...], Row] = {}
        for plan in self.plans.values():
            series = _series(plan)
            if series not in newest or int(plan["version"]) > int(newest[series]["version"]):
                newest[series] = plan
        return {plan["id"] for plan in newest.values()}

    def latest_of(self, kind: str) -> list[Row]:
        """Plans of one kind that no later version has replaced."""
        return [p for p in self.plans.values() if p["kind"] == kind and p["id"] in self.latest]

    def drafts(self) -> list[Row]:
        """Renja that are first versions and still open."""
        return [
            plan
            for plan in self.latest_of("renja")
            if plan["version"] == "1" and plan.get("locked") != "true"
        ]

    def changes(self) -> list[Row]:
        """Renja that are changes of a locked first version."""
        return [plan for plan in self.latest_of("renja") if int(plan["version"]) > 1]

    def in_plans(self, plans: Iterable[Row], level: str) -> list[Row]:
        """Nodes of one level in some plans."""
        nodes = (node for plan in plans for node in self._nodes_in_plan.get(plan["id"], []))
        return [node for node in nodes if node["level"] == level]

    def year(self, node: Row) -> str:
        """First year of the plan in which a node stands."""
        return self.plans[node["plan"]]["first_year"]

    def children(self, node: Row) -> list[Row]:
        """Nodes directly below a node, in whatever plan they stand."""
        return self._children.get(node["id"], [])

    def below(self, node: Row) -> list[Row]:
        """All nodes below a node, in whatever plan they stand."""
        found: list[Row] = []
        open_nodes = [node]
        while open_nodes:
            children = self.children(open_nodes.pop())
            found.extend(children)
            open_nodes.extend(children)
        return found

    def parent(self, node: Row) -> Row | None:
        """The node above in the same plan, or None."""
        above = self.nodes.get(node.get("parent", ""))
        return above if above is not None and above["plan"] == node["plan"] else None

    def ancestors(self, node: Row) -> list[Row]:
        """Nodes above in the same plan, nearest first."""
        chain: list[Row] = []
        above = self.parent(node)
        while above is not None and above not in chain:
            chain.append(above)
            above = self.parent(above)
        return chain

    def programme(self, line: Row) -> Row | None:
        """The programme above a line in its own plan, or None."""
        return next((n for n in self.ancestors(line) if n["level"] == "program"), None)

    def allocations(self, node: Row, year: str | None = None) -> list[Row]:
        """Allocations on a node, of one year or of all."""
        every = self._allocations.get(node["id"], [])
        return [a for a in every if year is None or a["year"] == year]

    def money(self, node: Row) -> Decimal:
        """Money on a node for the first year of its plan."""
        return sum((amount_of(a) for a in self.allocations(node, self.year(node))), Decimal(0))

    def money_below(self, node: Row) -> Decimal:
        """Money on all nodes below a node."""
        return sum((self.money(below) for below in self.below(node)), Decimal(0))

    def indicators(self, node: Row) -> list[Row]:
        """Indicators on a node."""
        return self._indicators.get(node["id"], [])

    def targets(self, indicator: Row) -> list[Row]:
        """All targets of an indicator."""
        return self._targets.get(indicator["id"], [])

    def target(self, indicator: Row, year: str, quarter: str = "0") -> Row | None:
        """The target of an indicator for a year, or for a quarter of it."""
        rows = self.targets(indicator)
        return next((t for t in rows if (t["year"], t["quarter"]) == (year, quarter)), None)

    def has_quarters(self, indicator: Row, year: str) -> bool:
        """Whether an indicator has targets for quarters of a year."""
        return any(t["year"] == year and t["quarter"] != "0" for t in self.targets(indicator))

    def supports(self, programme: Row) -> list[Row]:
        """Support rows that start from a programme."""
        return self._supports.get(programme["id"], [])

    def rpjmd_programme(self, node_id: str) -> Row | None:
        """The node with this id if it is a programme of an RPJMD in force, or None."""
        node = self.nodes.get(node_id)
        if node is None or node["level"] != "program" or node["plan"] not in self.latest:
            return None
        return node if self.plans[node["plan"]]["kind"] == "rpjmd" else None

    def served(self, line: Row) -> list[Row]:
        """RPJMD programmes that a line serves through its own programme."""
        programme = self.programme(line)
        if programme is None:
            return []
        above = (self.rpjmd_programme(s["above"]) for s in self.supports(programme))
        return [node for node in above if node is not None]

    def counterpart(self, line: Row) -> Row | None:
        """The one line of version 1 with the same OPD and code, or None."""
        code = line.get("code", "")
        locked = self._first_versions.get(_series(self.plans[line["plan"]]), [])
        here = self._lines_by_code.get((line["plan"], line["opd"], code), [])
        there = [
            twin
            for plan in locked
            for twin in self._lines_by_code.get((plan, line["opd"], code), [])
        ]
        return there[0] if code and len(here) == 1 and len(there) == 1 else None

    @cached_property
    def _first_versions(self) -> dict[tuple[str, ...], list[str]]:
        """Ids of first versions, by what all versions of their plan have in common."""
        first: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        for plan in self.plans.values():
            if plan["version"] == "1":
                first[_series(plan)].append(plan["id"])
        return first

    @cached_property
    def _lines_by_code(self) -> dict[tuple[str, str, str], list[Row]]:
        """Lines by plan, OPD and code."""
        lines: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for line in self.in_plans(self.plans.values(), LINE):
            lines[line["plan"], line["opd"], line.get("code", "")].append(line)
        return lines

    def limits(self, plan: Row) -> dict[str, Decimal]:
        """Ceilings of an annual plan of an OPD, by fund."""
        stage = "indikatif" if plan["version"] == "1" else "perubahan"
        return self._limits.get((plan["opd"], plan["first_year"], stage), {})

    @cached_property
    def _limits(self) -> dict[tuple[str, str, str], dict[str, Decimal]]:
        """Ceilings by OPD, year and stage, then by fund."""
        limits: defaultdict[tuple[str, str, str], dict[str, Decimal]] = defaultdict(dict)
        for ceiling in self.rows.get("ceiling", []):
            place = (ceiling["opd"], ceiling["year"], ceiling["stage"])
            limits[place][ceiling["fund"]] = amount_of(ceiling)
        return limits

    def drawn(self, plan: Row) -> dict[str, Decimal]:
        """What the lines of a plan draw for its year, by fund."""
        used: defaultdict[str, Decimal] = defaultdict(Decimal)
        for line in self.in_plans([plan], LINE):
            for allocation in self.allocations(line, plan["first_year"]):
                used[allocation.get("fund", "")] += amount_of(allocation)
        return dict(used)


def _series(plan: Row) -> tuple[str, ...]:
    """What all versions of one plan have in common."""
    return tuple(plan.get(column, "") for column in ("kind", "opd", "first_year", "last_year"))


def same_code(lines: Iterable[Row], line: Row) -> list[Row]:
    return [n for n in lines if (n["opd"], n.get("code")) == (line["opd"], line.get("code"))]
