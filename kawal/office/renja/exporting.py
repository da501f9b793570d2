"""A plan as one table that leaves the house: for a spreadsheet, with nothing in it that can run."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any

from kawal.base.organisation.models import Unit
from kawal.engine.checks.finding import LEVELS
from kawal.engine.shared.cell_text import safe_text
from kawal.engine.shared.language import say
from kawal.engine.shared.safe_cells import SafeBook, SafeSheet
from kawal.engine.snapshot import Snapshot
from kawal.office.planning.exchange import plan_alone
from kawal.office.planning.models import Plan

_MONEY = "#,##0.00"
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""By this a spreadsheet knows that the file is UTF-8."""
_WIDE, _NARROW = 44, 16


@dataclass(frozen=True)
class Cell:
    """A text, an amount in sen, a year; or None where nothing is said."""

    text: str | None = None
    sen: int | None = None
    number: int | None = None


@dataclass(frozen=True)
class Sheet:
    """heads: title and width of each column. rows: each with a cell per column. about: what the file
    is, as pairs of words."""

    heads: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]
    about: Sequence[tuple[str, str]]


def sheet_of(plan: Plan, moment: datetime | None, about: Sequence[tuple[str, str]]) -> Sheet | None:
    """The plan as it stands, or stood at a moment: its nodes from the top down by code, beside each
    its indicators and its amounts, one to a row, so that no amount stands twice. None where the plan
    was not there yet. Raises Book.DoesNotExist where no plans were."""
    alone = plan_alone(plan, moment)
    if alone.frame("plan").is_empty():
        return None
    return Sheet(_heads(plan), list(_rows(alone, plan)), about)


def as_csv(sheet: Sheet) -> bytes:
    """With commas, as UTF-8 that spreadsheets know; amounts in rupiah with a point before the sen."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe_text(title) for title, _ in sheet.heads])
    writer.writerows([_as_text(cell) for cell in row] for row in sheet.rows)
    return (_BOM + out.getvalue()).encode()


def as_excel(sheet: Sheet) -> bytes:
    """The plan on the first sheet, with real numbers; on the second what the file is."""
    book = SafeBook()
    _fill(book, book.sheet("Renja"), sheet)
    about = book.sheet("Keterangan")
    about.layout.set_column(0, 0, _NARROW)
    about.layout.set_column(1, 1, _WIDE * 2)
    for place, (words, said) in enumerate(sheet.about):
        about.text(place, 0, words, book.style(bold=True))
        about.text(place, 1, said, book.style(text_wrap=True))
    return book.content()


def _fill(book: SafeBook, into: SafeSheet, sheet: Sheet) -> None:
    into.layout.freeze_panes(1, 3)
    into.layout.autofilter(0, 0, len(sheet.rows), len(sheet.heads) - 1)
    head, words, money = book.style(bold=True, text_wrap=True), book.style(text_wrap=True), _MONEY
    for column, (title, width) in enumerate(sheet.heads):
        into.layout.set_column(column, column, width)
        into.text(0, column, title, head)
    for place, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            if cell.sen is not None:
                into.money(place, column, cell.sen, book.style(num_format=money))
            elif cell.number is not None:
                into.integer(place, column, cell.number)
            elif cell.text:
                into.text(place, column, cell.text, words)


def _as_text(cell: Cell) -> str:
    if cell.sen is not None:
        return f"{Decimal(cell.sen).scaleb(-2):.2f}"
    if cell.number is not None:
        return str(cell.number)
    return safe_text(cell.text or "")


def _heads(plan: Plan) -> list[tuple[str, int]]:
    return [
        (say("Tingkat"), _NARROW), (say("Kode"), _NARROW), (say("Uraian"), _WIDE),
        (say("Unit penanggung jawab"), _NARROW), (say("Lokasi"), _NARROW),
        (say("Kelompok sasaran"), _NARROW), (say("Hasil"), _WIDE), (say("Indikator"), _WIDE),
        (say("Satuan"), _NARROW), (say("Kondisi awal"), _NARROW),
        (say("Target {year}", year=plan.first_year), _NARROW),
        (say("Tahun pagu"), _NARROW), (say("Sumber dana"), _NARROW), (say("Pagu (Rp)"), _NARROW),
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
                Cell(node["target_group"]), Cell(node["result"]),
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
