"""The changes for other programs: JSON in the form of `docs/diff.schema.json`."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import polars as pl

from kawal.engine.diff import TableChange
from kawal.engine.diff.compare import Said
from kawal.engine.diff.money import COUNTS, EMPTY, PLACE, SUMS
from kawal.engine.report.changes.view import ChangesView, Side
from kawal.engine.snapshot.cells import as_text

FORMAT = 1


def as_json(view: ChangesView) -> str:
    """The whole comparison as one JSON text, ending in a line end; nothing is left out of it.

    Cells are the canonical texts of a package, so money is rupiah with two decimals; null is empty.
    """
    added, removed, changed = view.row_counts
    content = {
        "format": FORMAT,
        "same": view.diff.is_empty,
        "before": _side(view.before),
        "after": _side(view.after),
        "about": [_said(each) for each in view.diff.about],
        "totals": {"added": added, "removed": removed, "changed": changed},
        "money": _money(view),
        "tables": [_table(change) for change in view.diff.tables],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _side(side: Side) -> dict[str, Any]:
    return {
        "file": side.file,
        "region": side.snapshot.region,
        "year": side.snapshot.year,
        "sample": side.snapshot.sample,
        "source": side.snapshot.source,
        "digest": side.digest,
        "notes": list(side.notes),
    }


def _said(each: Said) -> dict[str, Any]:
    return {"name": each.name, "before": each.before, "after": each.after}


def _money(view: ChangesView) -> dict[str, Any]:
    money = view.money
    return {
        "known": money.known,
        "reconciles": money.reconciles,
        "places": [
            {name: row[name] for name in PLACE}
            | {name: _rupiah(row[name]) for name in SUMS}
            | {name: row[name] for name in (*COUNTS, *EMPTY)}
            for row in money.places.iter_rows(named=True)
        ],
    }


def _rupiah(sen: int | None) -> str | None:
    return None if sen is None else f"{Decimal(sen) / 100:.2f}"


def _table(change: TableChange) -> dict[str, Any]:
    """Where rows cannot meet, only what each side carries, and no row."""
    whole = change.comparable
    return {
        "table": change.table.name,
        "columns_before": None if change.before is None else list(change.before),
        "columns_after": None if change.after is None else list(change.after),
        "comparable": whole,
        "removed": _rows(change, change.removed) if whole else [],
        "added": _rows(change, change.added) if whole else [],
        "changed": _changed(change) if whole else [],
    }


def _rows(change: TableChange, frame: pl.DataFrame) -> list[dict[str, Any]]:
    texts = frame.select(as_text(change.table.column(name)) for name in frame.columns)
    return texts.to_dicts()


def _changed(change: TableChange) -> list[dict[str, Any]]:
    key = change.table.key
    texts = change.fields.with_columns(as_text(change.table.column(name)) for name in key)
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in texts.iter_rows(named=True):
        place = tuple(row[name] for name in key)
        one = found.setdefault(place, {"key": dict(zip(key, place, strict=True)), "fields": []})
        one["fields"].append({name: row[name] for name in ("column", "before", "after")})
    return list(found.values())
