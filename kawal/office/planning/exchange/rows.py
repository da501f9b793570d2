"""Rows of the database as the typed tables of a snapshot, and the texts of such rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl
from django.db.models import QuerySet

from kawal.engine.snapshot.canonical import canonical
from kawal.engine.snapshot.cells import cast
from kawal.engine.snapshot.schema import BY_NAME, Kind, Table
from kawal.office.planning.tables import PLACES

KEY = "row_key"
"""Under which the text of a key stands in a frame; no column of a snapshot is called so."""


def frame_of(name: str, rows: QuerySet[Any]) -> pl.DataFrame:
    """Rows of the model in which a table lies, with every column of the schema; those of a figure as
    `ever.on` gives them."""
    table, place = BY_NAME[name], PLACES[name]
    attributes = [place.attribute(column) for column in table.names]
    if place.is_figure:
        attributes[table.names.index(place.model.WHOSE)] = "whose"
    cells = list(zip(*rows.order_by().values_list(*attributes), strict=True))
    series = []
    for at, column in enumerate(table.columns):
        values: Sequence[Any] = cells[at] if cells else ()
        if column.kind is Kind.TEXT:
            values = [value or None for value in values]
        series.append(pl.Series(column.name, values, dtype=column.kind.dtype))
    return pl.DataFrame(series)


def frame_of_texts(name: str, rows: Iterable[Mapping[str, str | None]]) -> pl.DataFrame:
    """Rows as a package writes them, with every column of the schema."""
    table = BY_NAME[name]
    held = list(rows)
    texts = {column: [row.get(column) for row in held] for column in table.names}
    frame = pl.DataFrame(texts, schema=dict.fromkeys(table.names, pl.String))
    return frame.select(
        cast(column.kind, pl.col(column.name)).alias(column.name) for column in table.columns
    )


def texts_of(name: str, frame: pl.DataFrame) -> list[dict[str, str | None]]:
    """Rows as a package writes them."""
    return canonical(BY_NAME[name], frame.lazy()).collect().to_dicts()


def keyed(table: Table) -> pl.Expr:
    """The text of a row's key."""
    return pl.concat_str([pl.col(name).cast(pl.String) for name in table.key], separator="|").alias(
        KEY
    )
