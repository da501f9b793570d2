"""Small snapshots, built from rows of text as a CSV would hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.build import TextTable, build
from kawal.engine.snapshot.schema import BY_NAME

Rows = Sequence[Mapping[str, str | None]]


def text_table(table: str, rows: Rows, file: str | None = None) -> TextTable:
    """Columns are those that any row names; a table without rows carries them all."""
    names = dict.fromkeys(name for row in rows for name in row)
    if not rows and table in BY_NAME:
        names = dict.fromkeys(BY_NAME[table].names)
    columns = {name: [row.get(name) for row in rows] for name in names}
    return TextTable(table, file or f"{table}.csv", columns)


def snapshot_of(*, region: str | None = "33.28", year: int = 2021, **tables: Rows) -> Snapshot:
    """A snapshot of these tables."""
    texts = [text_table(name, rows) for name, rows in tables.items()]
    return build(region=region, year=year, sample=True, source="uji", tables=texts)


def a_plan(key: str = "r", **cells: str | None) -> dict[str, str | None]:
    """A draft Renja 2021 of OPD 05."""
    plan: dict[str, str | None] = {
        "id": key, "kind": "renja", "opd": "05", "first_year": "2021", "last_year": "2021",
        "version": "1", "locked": "false",
    }  # fmt: skip
    return plan | cells


def a_line(key: str = "l", **cells: str | None) -> dict[str, str | None]:
    """A sub kegiatan of that plan."""
    line: dict[str, str | None] = {
        "id": key, "plan": "r", "parent": None, "level": "sub_kegiatan",
        "code": "1.02.02.2.01.01", "title": "Pembinaan Gizi", "opd": "05",
    }  # fmt: skip
    return line | cells
