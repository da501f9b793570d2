"""What a database holds of a text: keys that are longer get a short form, all else is told."""

from __future__ import annotations

import hashlib

import polars as pl

from kawal.engine.shared.errors import Problem, UnusableInput, shortened, told
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.wording import thousands
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.imports.joining import with_ids
from kawal.office.planning.models import KEY
from kawal.office.planning.tables import PLACES

_KEPT = KEY - 20


def with_short_keys(file: Snapshot) -> tuple[Snapshot, list[str]]:
    """The file with a short form for each id that is too long to be kept: its beginning, and a digest
    of the whole, so that the same file gives the same ids. With notes on how many there were."""
    notes = []
    for table, frame in file.tables.items():
        if BY_NAME[table].key != ("id",) or table == "opd" or "id" not in frame.columns:
            continue
        long = frame.filter(pl.col("id").str.len_chars() > KEY)["id"].to_list()
        if long:
            file = with_ids(file, table, {key: _short(key) for key in long})
            label = BY_NAME[table].label
            notes.append(
                f"{thousands(len(long))} kunci tabel {label} terlalu panjang, jadi dipendekkan."
            )
    return file, notes


def _short(key: str) -> str:
    return f"{key[:_KEPT]}~{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def refuse_too_long(snapshot: Snapshot, name: str) -> None:
    """Raise UnusableInput for texts that are longer than they may be here, each with its place."""
    problems: list[Problem] = []
    for table, frame in snapshot.tables.items():
        for column in frame.columns:
            limit = _limit(table, column)
            if limit is None or frame.schema[column] != pl.String:
                continue
            long = frame.filter(pl.col(column).str.len_chars() > limit)[column].to_list()
            problems += told(
                long,
                lambda text, table=table, column=column, limit=limit: Problem(  # type: ignore[misc]
                    Fault.WRONG_VALUE,
                    f"Isi lebih panjang dari {limit} huruf.",
                    "Pendekkan isinya.",
                    f"{name}, tabel {table}",
                    column=column,
                    value=shortened(text),
                ),
            )
    if problems:
        raise UnusableInput(problems)


def _limit(table: str, column: str) -> int | None:
    """How many characters of it are kept; None where all are, or it points elsewhere."""
    place = PLACES.get(table)
    if place is None or column in place.opd:
        return None
    field = place.model._meta.get_field(place.names.get(column, column))
    return None if field.is_relation else getattr(field, "max_length", None)
