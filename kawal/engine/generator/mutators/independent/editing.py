"""Rows taken out of a table and rows added to it."""

from __future__ import annotations

from collections.abc import Iterable

from kawal.engine.generator.rows import Row


def remove(table: list[Row], *gone: Row) -> None:
    """Takes rows out of a table in place, by identity."""
    table[:] = [row for row in table if not any(row is other for other in gone)]


def _fresh_id(table: Iterable[Row], base: str) -> str:
    """An id that no row of the table has yet."""
    used = {row["id"] for row in table}
    number = 2
    while f"{base}-x{number}" in used:
        number += 1
    return f"{base}-x{number}"


def append_copy(table: list[Row], row: Row, **changes: str) -> Row:
    """Appends a copy of a row with a fresh id and some other cells changed."""
    copy = row | changes | {"id": _fresh_id(table, row["id"])}
    table.append(copy)
    return copy
