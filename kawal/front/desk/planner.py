"""What lies before a planner: this week's tasks, and the lines with what each still lacks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator

from kawal.base.organisation.seat import Reach, Seat
from kawal.front.desk import plans, waiting
from kawal.office.findings.models import Finding
from kawal.office.planning.models import Book
from kawal.office.renja.lines import lines_of, nodes_of

WEEK = timedelta(days=7)
ON_A_PAGE = 100


def desk(seat: Seat, page: str | None) -> dict[str, Any]:
    """Everything that the page shows. page: which hundred lines, from 1."""
    book = Book.objects.first()
    all_waiting = waiting.waiting(seat)
    due = seat.day + WEEK
    plan = None
    if book is not None and seat.office.opd is not None:
        plan = plans.newest(seat.office.opd, book.year, drafts=seat.reach is Reach.OWN)[0]
    found = list(Finding.objects.visible_to(seat).open().filter(plan=plan.pk)) if plan else []
    lines = Paginator(lines_of(plan, found), ON_A_PAGE).get_page(page) if plan else None
    return {
        "book": book,
        "sample": book is not None and book.sample,
        "plan": plan,
        "week": [each for each in all_waiting if each.task.due_on <= due],
        "later": sum(each.task.due_on > due for each in all_waiting),
        "lines": lines,
        "lacking": len({node for each, node in nodes_of(found).items() if node}) if plan else 0,
        "blocking": Finding.objects.visible_to(seat).stopping().count(),
    }
