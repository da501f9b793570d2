"""The plans in the database as a snapshot: now, or as they stood at a moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import polars as pl
from django.db.models import QuerySet

from kawal.base.audit.models import Head
from kawal.base.organisation.models import Opd
from kawal.base.organisation.region import region
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.canonical import sort_rows
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.planning.exchange.part import Part
from kawal.office.planning.exchange.rows import frame_of, frame_of_texts, keyed
from kawal.office.planning.models import Book, Former, VerbatimRow
from kawal.office.planning.tables import PLACES, VERBATIM

BOOK = "book"
"""Under which table the earlier words of the book about itself are kept."""
_PARTS = 48
"""How many OPD's parts are kept for those who type: one for each of a large regency."""


@dataclass(frozen=True)
class About:
    """What a book says of itself."""

    year: int
    sample: bool
    source: str
    carried: dict[str, list[str]]

    @classmethod
    def of(cls, book: Book) -> About:
        return cls(book.year, book.sample, book.source, book.carried)


def give_out(
    as_of: datetime | None = None,
    opd: Opd | None = None,
    tables: Collection[str] = tuple(BY_NAME),
) -> Snapshot:
    """The plans as a snapshot: as they stand now, or as they stood at that moment.

    opd: only what its plans are judged by: they with all below, every plan of the region with what it
    carries, and what these point at. Only as they stand now. tables: the only ones that are read; the
    others are not carried.
    Nobody who writes meanwhile is held up, and nothing is read half changed: what was is read again.
    Raises Book.DoesNotExist where there are no plans, or were none then; ValueError for an OPD as of
    a moment.
    """
    if as_of is not None and opd is not None:
        raise ValueError("one OPD is read as it stands now")
    part = Part.of(opd) if opd is not None else None
    while True:
        book = Book.objects.get()
        out = _read(book, as_of, part, tables)
        if Book.objects.filter(entry=book.entry_id).exists():
            return out


def part_of(opd: Opd, tables: frozenset[str]) -> Snapshot:
    """What `give_out` gives of one OPD. It is read again only once something was written anywhere,
    which every write shows at the end of the trail: who types is checked many times in between."""
    return _part(Head.objects.get().digest, opd.pk, tables)


@lru_cache(_PARTS)
def _part(head: str, opd: int, tables: frozenset[str]) -> Snapshot:  # noqa: ARG001
    """head: the end of the trail; what is read is at least as new."""
    return give_out(opd=Opd.objects.get(pk=opd), tables=tables)


def whole_tables(book: Book, as_of: datetime | None = None) -> dict[str, pl.DataFrame]:
    """Every table with every column of the schema, whether the book carries it or not."""
    return {name: _table(book, name, as_of, None) for name in BY_NAME}


def _read(
    book: Book, as_of: datetime | None, part: Part | None, wanted: Collection[str]
) -> Snapshot:
    about = About.of(book) if as_of is None else _about_then(book, as_of)
    tables = {
        name: sort_rows(BY_NAME[name], _table(book, name, as_of, part).select(columns))
        for name, columns in about.carried.items()
        if name in wanted
    }
    return Snapshot(region().code, about.year, about.sample, about.source, tables)


def _about_then(book: Book, as_of: datetime) -> About:
    changed = Former.objects.filter(table=BOOK, until__gt=as_of).first()
    if changed is None:
        return About.of(book)
    if changed.cells is None:
        raise Book.DoesNotExist("Pada saat itu belum ada rencana.")
    return About(**changed.cells)


def _table(book: Book, name: str, as_of: datetime | None, part: Part | None) -> pl.DataFrame:
    if name in VERBATIM:
        rows = VerbatimRow.objects.filter(table=name)
        told = part.of_table(name, rows) if part else rows
        frame = frame_of_texts(name, told.values_list("cells", flat=True))
    else:
        placed = _rows(book, name, as_of)
        frame = frame_of(name, part.of_table(name, placed) if part else placed)
    if as_of is None or (name in PLACES and PLACES[name].is_figure):
        return frame
    return _as_it_stood(name, frame, as_of)


def _rows(book: Book, name: str, as_of: datetime | None) -> QuerySet[Any]:
    place = PLACES[name]
    if place.is_figure:
        return place.model.ever.on(as_of)
    if name in ("opd", "unit"):
        return getattr(book, f"{name}s").all()
    return place.model._default_manager.all()


def _as_it_stood(name: str, frame: pl.DataFrame, as_of: datetime) -> pl.DataFrame:
    """The table before every change since: of each row the first of what it was since then."""
    then: dict[str, dict[str, str | None] | None] = {}
    changes = Former.objects.filter(table=name, until__gt=as_of)
    for key, cells in changes.values_list("key", "cells"):
        then.setdefault(key, cells)
    if not then:
        return frame
    unchanged = frame.filter(~keyed(BY_NAME[name]).is_in(list(then)))
    return pl.concat([unchanged, frame_of_texts(name, filter(None, then.values()))])
