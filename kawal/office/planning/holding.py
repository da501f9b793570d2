"""How the plans are written into: the book held, the plan open, and what was remembered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from kawal.base.audit.models import Entry
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.planning.exchange.giving import BOOK, About
from kawal.office.planning.exchange.rows import frame_of, texts_of
from kawal.office.planning.models import Book, Former, Indicator, Node, Plan
from kawal.office.planning.tables import PLACES


def frozen(plan: Plan) -> str:
    """Why nothing in a plan can be changed; empty where it can. What was submitted is what others
    read and judge, so it stands still until it is sent back."""
    if plan.locked:
        since = f" sejak {plan.locked_on:%d-%m-%Y}" if plan.locked_on else ""
        since += f" oleh {plan.lock.office_label}" if plan.lock else ""
        return f"Rencana {plan} sudah dikunci{since} dan tidak dapat diubah. Buat versi baru."
    if plan.submitted_at is not None and plan.opd_id is not None:
        since = f"{timezone.localtime(plan.submitted_at):%d-%m-%Y}"
        return (
            f"Rencana {plan} sudah diajukan sejak {since} dan tidak berubah sebelum dikembalikan."
        )
    return ""


def open_plan(plan: str) -> tuple[Book, Plan]:
    """The book, held so that nobody else writes into the plans, and a plan that may be changed."""
    book, found = hold(plan)
    refuse_frozen(found)
    return book, found


def hold(plan: str) -> tuple[Book, Plan]:
    """The book, held so, and a plan that is not locked."""
    book = Book.objects.select_for_update().get()
    found = Plan.objects.get(pk=plan)
    if found.locked:
        refuse_frozen(found)
    return book, found


def refuse_frozen(plan: Plan) -> None:
    """Raises ValidationError where nothing in the plan can be changed."""
    if reason := frozen(plan):
        raise ValidationError(reason)


def mark(book: Book, entry: Entry) -> None:
    """Leave on the book which line last changed the plans, or whose they are."""
    book.entry = entry
    book.save(update_fields=("entry",))


def written(book: Book, entry: Entry | None, table: str, columns: Iterable[str]) -> None:
    """Say that the book is another now; a table or column that was filled is carried from now on."""
    carried = list(book.carried.get(table, []))
    structural = [each.name for each in BY_NAME[table].columns if each.is_structural]
    new = [each for each in (*structural, *columns) if each not in carried]
    if new and entry is not None:
        was = About.of(book)
        Former.objects.create(table=BOOK, cells=vars(was), until=entry.recorded_at, entry=entry)
        book.carried = book.carried | {table: [*carried, *dict.fromkeys(new)]}
    book.entry = entry
    book.save(update_fields=("carried", "entry"))


def texts(table: str, row: Any) -> dict[str, str | None]:
    """A row as a package writes it."""
    rows = PLACES[table].model._default_manager.filter(pk=row.pk)
    return texts_of(table, frame_of(table, rows))[0]


def remember(table: str, key: str, cells: Any, entry: Entry) -> None:
    """Keep what a row was until that line of the trail."""
    Former.objects.create(table=table, key=key, cells=cells, until=entry.recorded_at, entry=entry)


def code_of(row: Node | Indicator) -> str:
    """What the trail calls it: its code, or its id where it has none; what is typed stays out of it."""
    return getattr(row, "code", "") or row.pk
