"""A plan as one table that leaves the house."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import zip_longest
from typing import Any

from kawal.base.documents.sheets import NARROW, WIDE, Cell, Sheet
from kawal.base.organisation.models import Unit
from kawal.engine.checks.finding import LEVELS
from kawal.engine.shared.language import say
from kawal.engine.snapshot import Snapshot
from kawal.office.planning.exchange import plan_alone
from kawal.office.planning.models import Plan


def sheet_of(plan: Plan, moment: datetime | None, about: Sequence[tuple[str, str]]) -> Sheet | None:
    """The plan as it stands, or stood at a moment: its nodes from the top down by code, beside each
    its indicators and its amounts, one to a row, so that no amount stands twice. None where the plan
    was not there yet. Raises Book.DoesNotExist where no plans were."""
    alone = plan_alone(plan, moment)
    if alone.frame("plan").is_empty():
        return None
    return Sheet("Renja", _heads(plan), list(_rows(alone, plan)), about)


def _heads(plan: Plan) -> list[tuple[str, int]]:
    return [
        (say("Tingkat"), NARROW), (say("Kode"), NARROW), (say("Uraian"), WIDE),
        (say("Unit penanggung jawab"), NARROW), (say("Lokasi"), NARROW),
        (say("Kelompok sasaran"), NARROW), (say("Hasil"), WIDE), (say("Alasan melayani"), WIDE),
        (say("Indikator"), WIDE),
        (say("Satuan"), NARROW), (say("Kondisi awal"), NARROW),
        (say("Target {year}", year=plan.first_year), NARROW),
        (say("Tahun pagu"), NARROW), (say("Sumber dana"), NARROW), (say("Pagu (Rp)"), NARROW),
    ]  # fmt: skip


def _rows(alone: Snapshot, plan: Plan) -> Iterator[list[Cell]]:
    units = dict(Unit.objects.values_list("code", "name"))
    measured = _by(alone, "indicator", "node", "id")
    paid = _by(alone, "allocation", "node", "year")
    aims = {
        row["indicator"]: row["text"]
        for row in alone.frame("target").iter_rows(named=True)
        if (row["year"], row["quarter"]) == (plan.first_year, 0)
    }
    for node in _downwards(alone):
        pairs = zip_longest(measured.get(node["id"], ()), paid.get(node["id"], ()))
        for indicator, money in list(pairs) or [(None, None)]:
            yield [
                Cell(say(LEVELS[node["level"]])), Cell(node["code"]), Cell(node["title"]),
                Cell(units.get(node["unit"] or "", node["unit"])), Cell(node["location"]),
                Cell(node["target_group"]), Cell(node["result"]), Cell(node["reason"]),
                *_measure(indicator, aims), *_amount(money),
            ]  # fmt: skip


def _measure(indicator: Mapping[str, Any] | None, aims: Mapping[str, str | None]) -> list[Cell]:
    if indicator is None:
        return [Cell()] * 4
    names = ("name", "unit", "baseline_text")
    return [*(Cell(indicator[name]) for name in names), Cell(aims.get(indicator["id"]))]


def _amount(money: Mapping[str, Any] | None) -> list[Cell]:
    if money is None:
        return [Cell()] * 3
    return [Cell(number=money["year"]), Cell(money["fund"]), Cell(sen=money["amount"])]


def _by(alone: Snapshot, table: str, whose: str, *order: str) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in alone.frame(table).sort(*order, "id").iter_rows(named=True):
        rows.setdefault(row[whose], []).append(row)
    return rows


def _downwards(alone: Snapshot) -> Iterator[dict[str, Any]]:
    """The nodes from the top down, each before what hangs below it, those beside it by code."""
    nodes = alone.frame("node").sort("code", "id").to_dicts()
    known = {node["id"] for node in nodes}
    below: dict[str | None, list[dict[str, Any]]] = {}
    for node in nodes:
        parent = node["parent"] if node["parent"] in known else None
        below.setdefault(parent, []).append(node)
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(below.get(node["id"], []))
