"""The fields of one line: its wording, its indicators with their targets, its money, what it serves."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator

from kawal.base.audit.chain import canonical, digest_of_text
from kawal.engine.checks.finding import LEVELS
from kawal.engine.shared.language import say
from kawal.engine.shared.numbers import read_rupiah, says_nothing, to_sen
from kawal.engine.shared.wording import rupiah
from kawal.engine.snapshot.cells import LARGEST_SEN, clean_text
from kawal.engine.snapshot.schema import ANNUAL_KINDS, BY_NAME
from kawal.office.planning.actions import INDICATOR_FIELDS, NODE_FIELDS
from kawal.office.planning.exchange.giving import BOOK
from kawal.office.planning.limits import fault_of_amount, fault_of_text
from kawal.office.planning.models import (
    Allocation,
    Book,
    Former,
    Indicator,
    Node,
    Plan,
    Support,
    Target,
)

LONG = {
    "title", "location", "target_group", "result", "reason", "name", "definition", "formula", "source",
}  # fmt: skip
"""Columns whose texts take more than one line."""
SERVED_LEVELS = ("sasaran", "program")
_MINUS = "-−"
_LABEL_LENGTH = 110
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Cell:
    """One field. table, key, column: of the snapshot; the key of a target holds year and quarter.
    text: as people type it. seen: what an editor has seen, from which a change is told. history:
    where its earlier figures or words are; empty for what never was another."""

    table: str
    key: str
    column: str
    label: str
    text: str
    seen: str
    choices: Choices = ()
    history: str = ""

    @property
    def name(self) -> str:
        """Of its input. Keys may hold anything that people write; an address on a page may not."""
        return f"i{digest_of_text(f'{self.table}|{self.key}|{self.column}')[:12]}"

    @property
    def keeps_typing(self) -> bool:
        """Whether its typing is kept on the server before it is saved."""
        return self.table in ("node", "indicator")

    @property
    def shown(self) -> str:
        """What people read where nothing can be typed."""
        named = dict(self.choices).get(self.text, self.text)
        return f"Rp{named}" if self.column == "amount" and named else named


@dataclass(frozen=True)
class Group:
    """Fields that stand together. note: what is to be known before one fills them."""

    title: str
    cells: Sequence[Cell]
    note: str = ""


def groups_of(node: Node, moment: datetime | None = None) -> list[Group]:
    """All fields of a line, now or as they stood at a moment. Raises Node.DoesNotExist where the line
    was not there yet."""
    wording = _wording("node", {node.pk: node}, NODE_FIELDS, moment).get(node.pk)
    if wording is None or (moment is not None and _is_before_all(moment)):
        raise Node.DoesNotExist(node.pk)
    changed = _changed({node.pk})
    cells = [
        _text(
            "node", node.pk, column, wording[column], _units(node) if column == "unit" else (),
            past=node.pk in changed,
        )
        for column in NODE_FIELDS
    ]  # fmt: skip
    groups = [Group(say("Isian baris"), cells), *_indicators(node, moment)]
    groups.append(Group(say("Pagu"), _allocations(node, moment)))
    if moment is None and node.plan.opd_id is not None:
        groups.append(Group(say("Yang didukung"), [_support(node)], _inherited(node)))
    return groups


def _is_before_all(moment: datetime) -> bool:
    """Whether there were no plans at all yet."""
    return Former.objects.filter(table=BOOK, cells__isnull=True, until__gt=moment).exists()


def money(sen: int | None) -> str:
    """An amount as people type it, without its unit; empty where it is not known."""
    if sen is None:
        return ""
    return ("-" if sen < 0 else "") + rupiah(abs(sen)).removeprefix("Rp")


def read_money(text: str) -> int | None:
    """Sen, or None where nothing is said. Raises ValidationError that says how to write it.

    >>> read_money("1.500,50"), read_money("1500"), read_money("-")
    (150050, 150000, None)
    """
    stripped = text.strip()
    if says_nothing(stripped):
        return None
    amount = stripped[1:].strip() if stripped[0] in _MINUS else stripped
    marked = amount if amount.casefold().startswith(("rp", "idr")) else f"Rp{amount}"
    number = read_rupiah(marked)
    if number is not None and abs(number) > LARGEST_SEN // 100:
        raise ValidationError(fault_of_amount(LARGEST_SEN + 1))
    sen, rounded = to_sen(number) if number is not None else (0, True)
    if rounded:
        raise ValidationError(
            say(
                "“{text}” tidak terbaca sebagai rupiah. Tulis angkanya, dengan titik antara ribuan dan "
                "koma sebelum sen, misalnya 1.234.567 atau 1.234.567,50.",
                text=Truncator(stripped).chars(40),
            )
        )
    return -sen if stripped[0] in _MINUS else sen


def fault_of(cell: Cell, text: str) -> str:
    """Why what is typed cannot be written there, in words; empty where it can. What stands there by
    now is left as it is, whatever it is."""
    if (clean_text(text) or "") == cell.text or cell.table == "support":
        return ""
    if cell.column != "amount":
        return fault_of_text(cell.table, cell.column, clean_text(text) or "", cell.label)
    try:
        return fault_of_amount(read_money(text), cell.label)
    except ValidationError as told:
        return " ".join(told.messages)


def read_supports(seen: str) -> dict[str, str]:
    """What an editor saw of what a line serves; nothing where that cannot be read."""
    try:
        read = json.loads(seen)
    except ValueError:
        return {}
    return {str(key): str(kind) for key, kind in read.items()} if isinstance(read, dict) else {}


def main_support(supports: Mapping[str, str]) -> str:
    """The one that is shown and can be exchanged; empty where there is none."""
    return next((key for key, kind in sorted(supports.items()) if kind == "utama"), "")


def _changed(keys: Collection[str]) -> set[str]:
    """Those whose words were something else before."""
    return {*Former.objects.filter(key__in=keys).values_list("key", flat=True)}


def _text(
    table: str, key: str, column: str, text: str, choices: Choices = (), *, past: bool = False
) -> Cell:
    """past: whether the row was something else before, so that it has a history."""
    known = BY_NAME[table].column(column)
    if known.choices:
        choices = [(each, say(each)) for each in known.choices]
    if choices and text and text not in dict(choices):
        choices = [*choices, (text, text)]
    where = reverse("renja:words", args=[table, column, key]) if past else ""
    return Cell(table, key, column, _label(known.label), text, text, choices, where)


def _label(text: str) -> str:
    words = say(text)
    return words[:1].upper() + words[1:]


def _wording(
    table: str, rows: Mapping[str, Any], columns: Sequence[str], moment: datetime | None
) -> dict[str, Mapping[str, str]]:
    """The words of rows by key; of a row that was not there at the moment, nothing."""
    names = {
        column: "unit_id" if (table, column) == ("node", "unit") else column for column in columns
    }
    told = {
        key: {column: getattr(row, name) or "" for column, name in names.items()}
        for key, row in rows.items()
    }
    if moment is None:
        return told
    later = Former.objects.filter(table=table, key__in=list(rows), until__gt=moment)
    for former in later.order_by("-pk"):  # the first change after the moment tells what stood
        if former.cells is None:
            told.pop(former.key, None)
        else:
            told[former.key] = {column: former.cells.get(column) or "" for column in columns}
    return told


def _units(node: Node) -> Choices:
    book = Book.objects.get()
    units = book.units.filter(opd=node.opd_id or node.plan.opd_id)
    return list(units.order_by("code").values_list("code", "name"))


def _indicators(node: Node, moment: datetime | None) -> Iterator[Group]:
    rows = {row.pk: row for row in Indicator.objects.filter(node=node).order_by("pk")}
    wording = _wording("indicator", rows, INDICATOR_FIELDS, moment)
    targets: dict[str, dict[tuple[int, int], str]] = {key: {} for key in wording}
    for target in Target.ever.on(moment).filter(whose__in=list(wording)):
        targets[target.whose][target.year, target.quarter] = target.text
    changed = _changed({*rows})
    known = {*Target.ever.filter(indicator__in=rows).values_list("indicator", "year", "quarter")}
    for number, (key, words) in enumerate(sorted(wording.items()), start=1):
        cells = [
            _text("indicator", key, column, words[column], past=key in changed)
            for column in INDICATOR_FIELDS
        ]
        spans = {when for when in targets[key] if _is_of(node.plan, when[0])}
        if node.plan.kind in ANNUAL_KINDS:
            spans.add((node.plan.first_year, 0))
        cells[2:2] = [
            _target(key, *when, targets[key].get(when, ""), (key, *when) in known)
            for when in sorted(spans)
        ]
        yield Group(say("Indikator {number}", number=number), cells)


def _is_of(plan: Plan, year: int) -> bool:
    return plan.first_year <= year <= plan.last_year


def _target(indicator: str, year: int, quarter: int, text: str, known: bool) -> Cell:
    label = say("Target {year}", year=year)
    if quarter:
        label = say("Target {year}, triwulan {quarter}", year=year, quarter=quarter)
    past = reverse("renja:target", args=[year, quarter, indicator]) if known else ""
    return Cell("target", f"{indicator}|{year}|{quarter}", "text", label, text, text, (), past)


def _allocations(node: Node, moment: datetime | None) -> list[Cell]:
    rows = Allocation.ever.on(moment).filter(whose=node.pk).order_by("year", "key")
    return [
        Cell(
            "allocation", row.key, "amount",
            say("Pagu {year}, {fund}", year=row.year, fund=row.fund or say("sumber dana belum diisi")),
            money(row.amount), money(row.amount), (), reverse("renja:amount", args=[row.key]),
        )
        for row in rows
    ]  # fmt: skip


def _support(node: Node) -> Cell:
    standing = dict(Support.objects.filter(node=node).values_list("above", "kind"))
    year, main = node.plan.first_year, main_support(standing)
    in_force = Q(
        plan__kind="rpjmd", plan__first_year__lte=year, plan__last_year__gte=year,
        level__in=SERVED_LEVELS,
    )  # fmt: skip
    offered = Node.objects.filter(in_force | Q(pk=main), plan__opd=None).exclude(pk=node.pk)
    choices = [
        (each.pk, _named(each))
        for each in offered.select_related("opd").order_by("level", "code", "title", "pk")
    ]
    label = say("Program atau sasaran RPJMD yang didukung")
    return Cell("support", node.pk, "above", label, main, canonical(standing), choices)


def _named(node: Node) -> str:
    """A node among others of its level: programmes share their names, so code and OPD stand first."""
    whose = f" ({node.opd})" if node.opd is not None else ""
    first = f"{say(LEVELS[node.level])} {node.code}".strip() + whose
    return Truncator(f"{first}: {node.title}").chars(_LABEL_LENGTH)


def _inherited(node: Node) -> str:
    """What a line serves by what stands above it in its plan."""
    above = [node.parent, node.parent.parent if node.parent else None]
    served = Support.objects.filter(node__in=[each for each in above if each], kind="utama")
    first = served.select_related("above").order_by("above").first()
    if first is None:
        return ""
    return say(
        "Lewat kegiatan atau programnya, baris ini sudah mendukung: {title}.",
        title=first.above,
    )
