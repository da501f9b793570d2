"""Reading the tables that have no room of their own yet, as the snapshot writes them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import reduce
from operator import or_

from django.db.models import Q

from kawal.office.planning.models import Book, VerbatimRow

Row = dict[str, str | None]
"""A row: each cell as text, None where it is empty."""


def carried(book: Book, table: str, column: str | None = None) -> bool:
    """Whether the plans say anything of that table, or column: an absent one is not an empty one."""
    columns = book.carried.get(table)
    return columns is not None and (column is None or column in columns)


def told(table: str, **among: Collection[str]) -> list[Row]:
    """The rows of a table by key. among: per column the values that are asked for;
    `told("ikm", opd=["05"], year=["2019"])`."""
    return told_of({table: among})[table]


def told_of(asked: Mapping[str, Mapping[str, Collection[str]]]) -> dict[str, list[Row]]:
    """The rows of several tables at once, each asked for as `told` does."""
    rows = VerbatimRow.objects.filter(
        reduce(or_, (_asked(table, among) for table, among in asked.items()))
    )
    found: dict[str, list[Row]] = {table: [] for table in asked}
    for table, cells in rows.order_by("table", "key").values_list("table", "cells"):
        found[table].append({column: cell or None for column, cell in cells.items()})
    return found


def _asked(table: str, among: Mapping[str, Collection[str]]) -> Q:
    chosen = {f"cells__{column}__in": list(values) for column, values in among.items()}
    return Q(table=table, **chosen)
