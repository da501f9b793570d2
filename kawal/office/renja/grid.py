"""All lines of one plan as a grid: what each cell is, what is typed there, what its margin says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from kawal.base.audit.actions import Actor
from kawal.base.organisation.seat import Seat
from kawal.base.ui.states import State
from kawal.engine.shared.language import say
from kawal.engine.snapshot.cells import clean_text
from kawal.engine.snapshot.schema import ALL_FUNDS
from kawal.office.findings.actions import check_lines
from kawal.office.findings.listing import state_of
from kawal.office.findings.models import CheckRun, Finding
from kawal.office.planning.models import Allocation, Ceiling, Indicator, Node, Plan, Target
from kawal.office.renja.actions import Edit, Unsaved, save_line, typing_of
from kawal.office.renja.cells import Cell, fault_of, money, read_money

LINE = "sub_kegiatan"
MONEY = 4
"""The column of money, whose rows without an amount of their own show a sum."""
_ORDER = (State.BLOCKING, State.WARNING, State.UNKNOWN, State.WAIVED)
_TITLE, _INDICATOR, _UNIT, _TARGET, _, _PLACE, _GROUP, _RESULT = range(8)


@dataclass(frozen=True)
class Row:
    """A node of the plan. cells: one per column, None where nothing can be typed. total: what stands
    for the money of a row that has no amount of its own, in sen; more: its further indicators; funds:
    how many amounts of the year it has."""

    node: Node
    cells: Sequence[Cell | None]
    total: int | None
    more: int
    funds: int

    @property
    def is_line(self) -> bool:
        return self.node.level == LINE

    def locked(self, place: int) -> str:
        """Why nothing can be typed into the cell of that column, and where it can."""
        if place in (_INDICATOR, _UNIT, _TARGET) and not self.is_line:
            return say("Bagian ini belum mempunyai indikator; indikatornya masuk lewat berkas.")
        if place in (_INDICATOR, _UNIT, _TARGET):
            return say("Belum ada indikator di sini; tambahkan di halaman barisnya.")
        if place == MONEY and not self.is_line:
            return say("Jumlah dari sub kegiatan di bawahnya; ubah pagunya di sana.")
        if place == MONEY and self.funds:
            return say(
                "Pagunya dari {count} sumber dana; ubah masing-masing di halaman barisnya.",
                count=self.funds,
            )
        if place == MONEY:
            return say("Belum ada pagu di sini; tambahkan di halaman barisnya.")
        return say("Hanya diisi pada sub kegiatan.")


@dataclass(frozen=True)
class Grid:
    """plan: whose it is; columns: what each is called; rows: by code, each above what is below it.
    whose: the node of every indicator and amount of the plan."""

    plan: Plan
    columns: Sequence[str]
    rows: Sequence[Row]
    whose: Mapping[str, str]

    def cells(self) -> dict[str, tuple[Row, Cell]]:
        """Every cell by its name, with its row."""
        return {
            cell.name: (row, cell) for row in self.rows for cell in row.cells if cell is not None
        }


def grid_of(plan: Plan) -> Grid:
    """The plan as it stands. Four questions to the database, whatever its length."""
    year = plan.first_year
    nodes = list(plan.nodes.order_by("code", "pk"))
    measured = _first(Indicator.objects.filter(node__plan=plan).order_by("pk"), "node_id")
    firsts = [each[0] for each in measured.values()]
    aims = Target.objects.filter(indicator__in=firsts, year=year, quarter=0)
    texts = dict(aims.values_list("indicator_id", "text"))
    paid = _first(Allocation.objects.filter(node__plan=plan, year=year).order_by("key"), "node_id")
    sums = _sums(nodes, paid)
    columns = (
        say("Uraian"), say("Indikator"), say("Satuan"), say("Target {year}", year=year),
        say("Pagu {year} (Rp)", year=year), say("Lokasi"), say("Kelompok sasaran"), say("Hasil"),
    )  # fmt: skip
    rows = [
        Row(
            node,
            _cells(node, columns, measured.get(node.pk, ()), texts, paid.get(node.pk, ()), year),
            sums.get(node.pk),
            max(0, len(measured.get(node.pk, ())) - 1),
            len(paid.get(node.pk, ())),
        )
        for node in nodes
    ]
    whose = {each.pk: node for node, own in measured.items() for each in own}
    whose |= {each.key: node for node, own in paid.items() for each in own}
    return Grid(plan, columns, rows, whose)


def edits_of(
    grid: Grid, typed: Iterable[tuple[str, str, str]]
) -> tuple[list[tuple[Row, Edit]], dict[str, str]]:
    """What was typed into the grid: name of the cell, its text, what its editor saw there. Returned
    with what is wrong by name: what cannot be written, cells that are no more. What is as it was
    is no edit."""
    known = grid.cells()
    edits: list[tuple[Row, Edit]] = []
    wrong: dict[str, str] = {}
    for name, text, seen in typed:
        if name not in known:
            wrong[name] = say("Sel ini sudah tidak ada di rencana. Muat ulang halaman.")
            continue
        row, cell = known[name]
        if (clean_text(text) or "") == (clean_text(seen) or ""):
            continue
        if fault := fault_of(cell, text):
            wrong[name] = fault
        edits.append((row, Edit(cell, text, seen)))
    return edits, wrong


@transaction.atomic
def save_grid(*, edits: Sequence[tuple[Row, Edit]], session: str, by: Actor) -> int:
    """Write the edits of many lines: all of them, or none. Returns how many. Raises Unsaved with
    everything that stands against any of them."""
    clashes: dict[str, object] = {}
    errors: dict[str, Sequence[str]] = {}
    ordered = sorted(edits, key=lambda each: each[0].node.pk)
    written = 0
    for _, group in groupby(ordered, key=lambda each: each[0].node.pk):
        own = list(group)
        try:
            written += save_line(
                node=own[0][0].node, edits=[edit for _, edit in own], session=session, by=by
            )
        except Unsaved as told:
            clashes |= told.clashes
            alone = own[0][1].cell.name
            errors |= {name or alone: words for name, words in told.errors.items()}
    if clashes or errors:
        raise Unsaved(clashes, errors)  # type: ignore[arg-type]
    return written


def margins(
    grid: Grid,
    seat: Seat,
    edits: Sequence[tuple[Row, Edit]] | None,
    rows: Sequence[Row] | None = None,
) -> tuple[dict[str, list[Finding]], bool]:
    """What is found on each row, what stops the lock first: by the rules at this moment, as it would
    be with these edits; or, without any list of them, by the last run. And whether anything was
    judged at all. rows: the only ones that are asked about."""
    plan = grid.plan
    if edits is None:
        found = list(Finding.objects.visible_to(seat).open().filter(plan=plan.pk))
        judged = CheckRun.objects.exists()
    else:
        typed = [each for each in (typing_of(edit) for _, edit in edits) if each is not None]
        asked = None if rows is None else _subjects(grid, rows)
        found = check_lines(plan=plan, on=seat.day, typed=typed, subjects=asked)
        judged = True
    at: dict[str, list[Finding]] = defaultdict(list)
    for each in found:
        subject = each.key.partition("|")[0]
        at[grid.whose.get(subject, subject)].append(each)
    ordered = {
        node: sorted(each, key=lambda found: _ORDER.index(state_of(found)))
        for node, each in at.items()
    }
    return ordered, judged


def money_of(grid: Grid, edits: Sequence[tuple[Row, Edit]] = ()) -> int | None:
    """What the lines plan together, in sen, as it would be with these edits; None where one is not
    known."""
    typed = {edit.cell.name: edit.text for _, edit in edits if edit.cell.column == "amount"}
    total = 0
    for row in grid.rows:
        if not row.is_line:
            continue
        cell = row.cells[MONEY]
        sen = row.total
        if cell is not None and cell.name in typed:
            try:
                sen = read_money(typed[cell.name])
            except ValidationError:
                sen = None
        if sen is None:
            return None
        total += sen
    return total


def ceiling_of(plan: Plan) -> int | None:
    """The indicative ceiling of the OPD for the plan's year, in sen; None where none is set."""
    set_for_all = Ceiling.objects.filter(
        opd=plan.opd, year=plan.first_year, stage="indikatif", fund=ALL_FUNDS
    )
    return set_for_all.values_list("amount", flat=True).first()


def _cells(
    node: Node,
    columns: Sequence[str],
    measured: Sequence[Indicator],
    texts: Mapping[str, str],
    paid: Sequence[Allocation],
    year: int,
) -> list[Cell | None]:
    cells: list[Cell | None] = [None] * len(columns)

    def put(place: int, table: str, key: str, column: str, text: str) -> None:
        cells[place] = Cell(table, key, column, columns[place], text, text)

    put(_TITLE, "node", node.pk, "title", node.title)
    if measured:
        first = measured[0]
        put(_INDICATOR, "indicator", first.pk, "name", first.name)
        put(_UNIT, "indicator", first.pk, "unit", first.unit)
        put(_TARGET, "target", f"{first.pk}|{year}|0", "text", texts.get(first.pk, ""))
    if node.level == LINE:
        if len(paid) == 1:
            put(MONEY, "allocation", paid[0].key, "amount", money(paid[0].amount))
        put(_PLACE, "node", node.pk, "location", node.location)
        put(_GROUP, "node", node.pk, "target_group", node.target_group)
        put(_RESULT, "node", node.pk, "result", node.result)
    return cells


def _first(rows: Iterable[Any], whose: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, whose)].append(row)
    return found


def _sums(nodes: Sequence[Node], paid: Mapping[str, Sequence[Allocation]]) -> dict[str, int | None]:
    """Per node what it and all below it plan; None where one of those amounts is not known."""
    above = {node.pk: node.parent_id for node in nodes}
    sums: dict[str, int | None] = {}
    for key, each in paid.items():
        amounts = [row.amount for row in each]
        own = None if None in amounts else sum(amount for amount in amounts if amount is not None)
        at: str | None = key
        while at is not None:
            before = sums.get(at, 0)
            sums[at] = None if before is None or own is None else before + own
            at = above.get(at)
    return sums


def _subjects(grid: Grid, rows: Sequence[Row]) -> set[str]:
    """The ids of these rows with their indicators and amounts."""
    nodes = {row.node.pk for row in rows}
    return nodes | {key for key, node in grid.whose.items() if node in nodes}
