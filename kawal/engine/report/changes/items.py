"""Changed rows as people read them: whose, on which line, which field from what to what.

What comes or goes with its plan or its line is told there, in counts, and not row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from kawal.engine.diff import Diff, TableChange
from kawal.engine.diff.places import placed
from kawal.engine.report.view import plan_names
from kawal.engine.shared.wording import decimal, long_date, rupiah, thousands
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.schema import Column, Kind, Table

ADDED, REMOVED, CHANGED = "ditambah", "dihapus", "diubah"
EMPTY = "kosong"


@dataclass(frozen=True)
class Field:
    """One field: its label, what stood there, what stands there, and by how much money it moved."""

    label: str
    before: str
    after: str
    difference: str = ""


@dataclass
class Item:
    """One row that came, went or changed.

    plan: in which plan. line: on which node, its code and title. what: the row itself. amounts: its
    own money, or that of the allocations that came or went with it; None where one is empty.
    with_it: rows of other tables that came or went with it, by label.
    """

    mark: str
    plan: str
    line: str
    what: str
    key: str
    fields: tuple[Field, ...] = ()
    amounts: list[int | None] = field(default_factory=list)
    with_it: dict[str, int] = field(default_factory=dict)

    @property
    def note(self) -> str:
        """'Rp150.000.000; dengan 1 Indikator, 1 Target'."""
        money = [each for each in self.amounts if each is not None]
        parts = [rupiah(sum(money))] if self.amounts and len(money) == len(self.amounts) else []
        if self.with_it:
            rows = (f"{thousands(count)} {label}" for label, count in self.with_it.items())
            parts.append(f"dengan {', '.join(rows)}")
        return "; ".join(parts)


def items_by_office(before: Snapshot, after: Snapshot, diff: Diff) -> dict[str | None, list[Item]]:
    """Every change under its OPD, by plan and line, then what stands in no plan; None for what belongs
    to no OPD."""
    old, new = _Told(before), _Told(after)
    found: dict[str | None, list[Item]] = {}
    for mark, side in ((REMOVED, old), (ADDED, new)):
        for opd, item in side.whole_rows(diff, mark):
            found.setdefault(opd, []).append(item)
    for change in diff.tables:
        for opd, item in new.changed_rows(change):
            found.setdefault(opd, []).append(item)
    for items in found.values():
        items.sort(key=lambda each: (not each.plan, each.plan, each.line))
    return found


class _Told:
    """The rows of one snapshot, with names for people."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.plans = plan_names(snapshot)
        nodes = snapshot.frame("node").select("id", "code", "title").iter_rows()
        self.nodes = {
            key: " ".join(filter(None, (code, title))) or key for key, code, title in nodes
        }
        self.indicators = dict(snapshot.frame("indicator").select("id", "name").iter_rows())

    def whole_rows(self, diff: Diff, mark: str) -> Iterator[tuple[str | None, Item]]:
        """Rows that only this side has, those of one plan or node folded into it."""
        plans: dict[str, Item] = {}
        nodes: dict[str, Item] = {}
        for change in diff.tables:
            rows = change.added if mark == ADDED else change.removed
            if not change.comparable or rows.is_empty():
                continue
            table = change.table
            for row in placed(table, rows, self.snapshot).iter_rows(named=True):
                above = plans.get(row["at_plan"])
                if above is None and table.name != "node":
                    above = nodes.get(row["at_node"])
                if above is not None:
                    above.with_it[table.label] = above.with_it.get(table.label, 0) + 1
                    if table.name == "allocation":
                        above.amounts.append(row.get("amount"))
                    continue
                item = self._item(mark, table, row)
                if table.name == "plan":
                    plans[row["id"]] = item
                elif table.name == "node":
                    nodes[row["id"]] = item
                elif "amount" in row:
                    item.amounts.append(row["amount"])
                yield row["at_opd"], item

    def changed_rows(self, change: TableChange) -> Iterator[tuple[str | None, Item]]:
        """Rows that both sides have, with their changed fields."""
        if change.fields.is_empty():
            return
        table, key = change.table, list(change.table.key)
        fields: dict[tuple[Any, ...], list[Field]] = {}
        for *place, name, old, new in change.fields.iter_rows():
            fields.setdefault(tuple(place), []).append(_field(table.column(name), old, new))
        rows = self.snapshot.frame(table.name).join(change.fields, on=key, how="semi")
        for row in placed(table, rows, self.snapshot).iter_rows(named=True):
            item = self._item(CHANGED, table, row)
            item.fields = tuple(fields[tuple(row[name] for name in key)])
            yield row["at_opd"], item

    def _item(self, mark: str, table: Table, row: dict[str, Any]) -> Item:
        plan, node = row["at_plan"], row["at_node"]
        return Item(
            mark,
            self.plans.get(plan, plan or ""),
            self.nodes.get(node, node or ""),
            self._what(table, row),
            "|".join(str(row[name]) for name in table.key),
        )

    def _what(self, table: Table, row: dict[str, Any]) -> str:
        """The row in words, without what its plan and line say already."""
        if table.name in ("node", "plan"):
            return table.label
        if table.name == "indicator":
            return f"{table.label} {row.get('name') or row['id']}"
        if table.name in ("target", "realisation"):
            period = f", triwulan {row['quarter']}" if row["quarter"] else ""
            name = self.indicators.get(row["indicator"]) or row["indicator"]
            return f"{table.label} {row['year']}{period}, {name}"
        if table.name == "allocation":
            return ", ".join(filter(None, (f"{table.label} {row['year']}", row.get("fund"))))
        name = row.get("name") or "|".join(str(row[each]) for each in table.key)
        return f"{table.label} {name}"


def _field(column: Column, before: str | None, after: str | None) -> Field:
    difference = ""
    if column.kind is Kind.MONEY and before is not None and after is not None:
        by = _sen(after) - _sen(before)
        difference = ("+" if by > 0 else "") + rupiah(by)
    return Field(column.label, _told(column, before), _told(column, after), difference)


def _told(column: Column, text: str | None) -> str:
    """The canonical text of a cell as people write it."""
    if text is None:
        return EMPTY
    if column.kind is Kind.MONEY:
        return rupiah(_sen(text))
    if column.kind is Kind.DECIMAL:
        return decimal(Decimal(text))
    if column.kind is Kind.DATE:
        return long_date(date.fromisoformat(text))
    if column.kind is Kind.BOOLEAN:
        return "ya" if text == "true" else "tidak"
    return text


def _sen(text: str) -> int:
    return int(Decimal(text) * 100)
