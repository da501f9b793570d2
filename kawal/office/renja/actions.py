"""Saving what was changed on the page of a line: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from kawal.base.audit.actions import Actor
from kawal.engine.snapshot.cells import clean_text
from kawal.office.planning import actions as planning
from kawal.office.planning.actions import Clash, Conflict
from kawal.office.planning.exchange import Typing
from kawal.office.planning.models import Allocation, Indicator, Node, Typed
from kawal.office.renja.cells import Cell, fault_of, main_support, read_money, read_supports


@dataclass(frozen=True)
class Edit:
    """A field with what was typed into it, and what its editor saw there."""

    cell: Cell
    text: str
    seen: str


class Unsaved(Exception):
    """Nothing was written. clashes: by the name of the field, what somebody else wrote there. errors:
    by the name of the field what is wrong with it; under an empty name what is wrong with all."""

    def __init__(self, clashes: Mapping[str, Clash], errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__("Isian ini belum tersimpan.")
        self.clashes, self.errors = clashes, errors


@transaction.atomic
def save_line(*, node: Node, edits: Sequence[Edit], session: str, by: Actor) -> int:
    """Write the edits of one line, each by its own action of the plans; all of them, or none. Returns
    how many. Raises Unsaved with everything that stands against it."""
    clashes: dict[str, Clash] = {}
    errors: dict[str, list[str]] = {}
    for group in _together(edits):
        names = {edit.cell.column: edit.cell.name for edit in group}
        alone = group[0].cell.name if len(group) == 1 else ""
        try:
            _write(node, group, {"session": session, "by": by})
        except Conflict as told:
            clashes |= {names.get(each.field, alone): each for each in told.clashes}
        except ValidationError as told:
            for field, messages in _by_field(told).items():
                errors.setdefault(names.get(field, ""), []).extend(messages)
    if clashes or errors:
        raise Unsaved(clashes, {name: [*dict.fromkeys(each)] for name, each in errors.items()})
    for edit in edits:
        typed = {"table": edit.cell.table, "key": edit.cell.key, "field": edit.cell.column}
        Typed.objects.filter(account=by.account, **typed).delete()
    return len(edits)


@transaction.atomic
def keep_typing(edits: Iterable[Edit], *, session: str, by: Actor) -> datetime | None:
    """Keep what is being typed into fields of words; figures are not kept half typed. Returns when,
    or None where there was nothing to keep. Raises ValidationError for a plan that stands still."""
    kept = None
    for edit in edits:
        cell = edit.cell
        if cell.keeps_typing and not fault_of(cell, edit.text):
            typed = planning.autosave(
                table=cell.table, key=cell.key, field=cell.column, text=edit.text, seen=edit.seen,
                session=session, by=by,
            )  # fmt: skip
            kept = typed.saved_at
    return kept


def typing_of(edit: Edit) -> Typing | None:
    """A field as the rules judge it while it is typed; None for what cannot be written."""
    cell = edit.cell
    if fault_of(cell, edit.text):
        return None
    value = read_money(edit.text) if cell.column == "amount" else edit.text
    return Typing(cell.table, cell.key, cell.column, value)


def left_on(cells: Iterable[Cell], account: str) -> dict[str, Typed]:
    """What an account typed on a line and did not save, the latest by the name of its field; not what
    stands there by now."""
    by_place = {(cell.table, cell.key, cell.column): cell for cell in cells}
    left = {}
    for typed in planning.left_behind(account).filter(key__in={key for _, key, _ in by_place}):
        cell = by_place.get((typed.table, typed.key, typed.field))
        if cell is not None and (clean_text(typed.text) or "") != cell.text:
            left[cell.name] = typed
    return left


def throw_away(cells: Iterable[Cell], account: str) -> None:
    """Forget what an account typed on a line and did not save. It never was in the plan, so the trail
    tells nothing of it."""
    keys = {cell.key for cell in cells}
    planning.left_behind(account).filter(key__in=keys).delete()


def _together(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """The fields of one row are written at once; a figure is a row of its own."""
    ordered = sorted(edits, key=lambda edit: (edit.cell.table, edit.cell.key))
    for _, group in groupby(ordered, key=lambda edit: (edit.cell.table, edit.cell.key)):
        yield list(group)


def _write(node: Node, group: Sequence[Edit], told: Mapping[str, Any]) -> None:
    table, key = group[0].cell.table, group[0].cell.key
    values = {edit.cell.column: edit.text for edit in group}
    seen = {edit.cell.column: edit.seen for edit in group}
    if table == "node":
        planning.edit_node(node=node, values=values, seen=seen, **told)
    elif table == "indicator":
        row = Indicator.objects.get(pk=key)
        planning.edit_indicator(indicator=row, values=values, seen=seen, **told)
    elif table == "target":
        indicator, year, quarter = key.rsplit("|", 2)
        planning.set_target(
            indicator=Indicator.objects.get(pk=indicator), year=int(year), quarter=int(quarter),
            text=values["text"], seen=clean_text(seen["text"]) or "", **told,
        )  # fmt: skip
    elif table == "allocation":
        planning.set_amount(
            allocation=Allocation.objects.get(key=key), amount=read_money(values["amount"]),
            seen=_seen_money(seen["amount"]), **told,
        )  # fmt: skip
    else:
        _choose(node, values["above"], read_supports(seen["above"]), told)


def _seen_money(text: str) -> int | None:
    try:
        return read_money(text)
    except ValidationError:
        return None


def _choose(node: Node, chosen: str, seen: dict[str, str], told: Mapping[str, Any]) -> None:
    """Exchange the main one; what it serves besides stays."""
    above = {key: kind for key, kind in seen.items() if key != main_support(seen)}
    if chosen:
        above[chosen] = "utama"
    planning.choose_support(node=node, above=above, seen=seen, **told)


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
