"""What a figure was, and who made it so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from kawal.base.audit.models import Entry
from kawal.office.planning.exchange.giving import BOOK
from kawal.office.planning.models import Allocation, Figure, Former, Target


@dataclass(frozen=True)
class Stood:
    """One figure for as long as it stood. figure: the row. recorded_at, superseded_at: from when to
    when, None while it is in force. account, office: in whose name the line was written."""

    figure: Figure
    recorded_at: datetime
    superseded_at: datetime | None
    account: str
    office: str
    office_label: str
    line: int


@dataclass(frozen=True)
class Wording:
    """A cell for as long as it stood. text: as a package writes it, None where it was empty or the row
    was not there. since: from when, None where that is not known; written: in whose name, None for
    what came with the first book."""

    text: str | None
    since: datetime | None
    until: datetime | None
    written: Written | None


@dataclass(frozen=True)
class Written:
    """When something was written, and from which office."""

    at: datetime
    office: str
    office_label: str
    account: str

    @classmethod
    def by(cls, entry: Entry) -> Written:
        return cls(entry.recorded_at, entry.office, entry.office_label, entry.account)


def of_allocation(key: str) -> Sequence[Stood]:
    """What an allocation was, by its id in snapshots; the oldest first."""
    return _stood(Allocation.ever.filter(key=key))


def of_target(indicator: str, year: int, quarter: int = 0) -> Sequence[Stood]:
    """What the target of an indicator was in a year, or in a quarter of it; the oldest first."""
    whose = Q(indicator=indicator) | Q(former_indicator=indicator)
    return _stood(Target.ever.filter(whose, year=year, quarter=quarter))


def of_words(table: str, key: str, column: str, standing: str | None) -> Sequence[Wording]:
    """What a cell of words was, the oldest first. standing: what it is now, as a package writes it."""
    ended = [
        (former.cells.get(column) if former.cells is not None else None, former)
        for former in Former.objects.filter(table=table, key=key).select_related("entry")
    ]
    told: list[Wording] = []
    since, written = None, None
    for place, (text, former) in enumerate(ended):
        after = ended[place + 1][0] if place + 1 < len(ended) else standing
        if former.cells is not None and text == after:
            continue
        if former.cells is not None:
            told.append(Wording(text, since, former.until, written))
        since, written = former.until, Written.by(former.entry)
    return [*told, Wording(standing, since or came_in(table, key), None, written)]


def last_written(table: str, key: str, column: str, standing: str | None) -> Written | None:
    """Who made a cell what it is. standing: what it is, as a package writes it. None where nobody is
    known to have changed it: it came with the first book."""
    for former in Former.objects.filter(table=table, key=key).order_by("-pk"):
        if former.cells is None or former.cells.get(column) != standing:
            return Written.by(former.entry)
    return None


def came_in(table: str, key: str) -> datetime | None:
    """When a row came into the plans, for the last time where it was away in between; None where
    nobody knows."""
    came = Former.objects.filter(Q(table=table, key=key) | Q(table=BOOK), cells__isnull=True)
    return came.order_by("-pk").values_list("until", flat=True).first()


def _stood(rows: QuerySet[Any]) -> Sequence[Stood]:
    return [
        Stood(
            row, row.recorded_at, row.superseded_at, row.entry.account, row.entry.office,
            row.entry.office_label, row.entry.sequence,
        )
        for row in rows.select_related("entry").order_by("entry", "pk")
    ]  # fmt: skip
