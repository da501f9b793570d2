"""A canonical CSV at once, as Polars reads it; any other is left to the careful reader.

The careful reader (`shared/csv_text.py`, then `build`) knows rows by their number and cleans each
cell in Python, which takes most of the time of a run over many regencies. A canonical file needs
neither: it is what Polars would write of what it read. So this one never says what is wrong: it
gives the same table, or nothing at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import polars as pl
from polars.exceptions import PolarsError

from kawal.engine.shared.collecting import collect_all
from kawal.engine.snapshot.canonical import canonical, csv_of
from kawal.engine.snapshot.cells import NOTHING, cast
from kawal.engine.snapshot.schema import ALL_FUNDS, BY_NAME, Column, Kind

_LARGEST = 32 * 1024 * 1024
_LONGEST_LINE = 100_000
"""Below what the standard reader takes for one cell."""
_UNUSUAL = bytes(number for number in range(0x20) if number != 0x0A) + b"\x7f"
_ODD_SPACE = re.compile(r"[^\S \n]")


class Quick(NamedTuple):
    """A typed table in the order of its file. canonical: the file itself, where every cell of it
    stands as Kawal would write it; its rows may still be out of order."""

    frame: pl.DataFrame
    canonical: bytes | None


def quick_tables(contents: Mapping[str, bytes]) -> dict[str, Quick]:
    """Of these CSV, each under the name of its table, those that are written as Polars would write
    them and whose every cell fits.

    Together, since each by itself is too small to keep two cores busy; one by one where that would
    take much memory at once.
    """
    if sum(map(len, contents.values())) <= _LARGEST:
        return _tables(contents)
    each = [_tables({name: content}) for name, content in contents.items()]
    return {name: table for tables in each for name, table in tables.items()}


def _tables(contents: Mapping[str, bytes]) -> dict[str, Quick]:
    texts = {name: _texts(name, content) for name, content in contents.items()}
    found = {name: frame for name, frame in texts.items() if frame is not None}
    clean = _typed(found)
    forms = collect_all([canonical(BY_NAME[name], frame.lazy()) for name, frame in clean.items()])
    tables = {}
    for (name, frame), form in zip(clean.items(), forms, strict=True):
        if csv_of(form) == contents[name]:
            tables[name] = Quick(frame, contents[name])
        elif csv_of(found[name]) == contents[name]:
            tables[name] = Quick(frame, None)
    return tables


def _texts(name: str, content: bytes) -> pl.DataFrame | None:
    """The cells as they are written, where the columns are those of the table."""
    if name not in BY_NAME or not _is_plain(content):
        return None
    try:
        texts = pl.read_csv(content, infer_schema=False)
    except PolarsError:
        return None
    known = texts.width > 1 and {*texts.columns} <= {*BY_NAME[name].names}
    return texts if known else None


def _is_plain(content: bytes) -> bool:
    """Whether no cell holds what only the careful reader can judge."""
    if len(content) > _LARGEST or content.translate(None, _UNUSUAL) != content:
        return False
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    if not text.isascii() and (
        _ODD_SPACE.search(text) or not unicodedata.is_normalized("NFC", text)
    ):
        return False
    return max(map(len, content.split(b"\n"))) < _LONGEST_LINE


def _typed(found: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables that lose nothing when their cells are typed as they stand."""
    looks, casts = [], []
    for name, texts in found.items():
        columns = [column for column in BY_NAME[name].columns if column.name in texts.columns]
        looks.append(texts.lazy().select(_oddities(columns)))
        casts.append(texts.lazy().select(map(_cast, columns)))
    frames = collect_all([*looks, *casts])
    return {
        name: typed
        for (name, texts), look, typed in zip(
            found.items(), frames[: len(looks)], frames[len(looks) :], strict=True
        )
        if not any(look.row(0)) and _nulls(typed) == _nulls(texts.select(typed.columns))
    }


def _nulls(frame: pl.DataFrame) -> list[int]:
    return [column.null_count() for column in frame]


def _oddities(columns: Sequence[Column]) -> list[pl.Expr]:
    """Per column of text, whether it holds what `_is_odd` names."""
    texts = [column for column in columns if column.kind is Kind.TEXT]
    return [_is_odd(column) for column in texts] or [pl.lit(False)]


@cache  # over many regencies, to say what is asked would take longer than to answer it
def _cast(column: Column) -> pl.Expr:
    return cast(column.kind, pl.col(column.name)).alias(column.name)


@cache
def _is_odd(column: Column) -> pl.Expr:
    """Whether the column holds what the careful reader would change or refuse; in a column that is
    no text, that does not fit the type."""
    text = pl.col(column.name)
    if column.choices:
        odd = ~text.is_in(column.choices)
    else:
        edges = [text.str.starts_with(space) | text.str.ends_with(space) for space in (" ", "\n")]
        odd = pl.any_horizontal(*edges, *(text == nothing for nothing in sorted(NOTHING)))
    if column.name == "fund":
        odd |= (text.str.to_lowercase() == ALL_FUNDS) & (text != ALL_FUNDS)
    return odd.any().alias(column.name)
