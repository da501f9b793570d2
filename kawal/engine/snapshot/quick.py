"""A canonical CSV at once, as Polars reads it; any other is left to the careful reader.

The careful reader (`shared/csv_text.py`, then `build`) knows rows by their number and cleans each
cell in Python, which takes most of the time of a run over many regencies. A canonical file needs
neither: it is what Polars would write of what it read. So this one never says what is wrong: it
gives the same table, or nothing at all.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

import polars as pl
from polars.exceptions import PolarsError

from kawal.engine.snapshot.canonical import csv_of
from kawal.engine.snapshot.cells import NOTHING, cast
from kawal.engine.snapshot.schema import ALL_FUNDS, BY_NAME, Column, Kind, Table

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


def quick_table(name: str, content: bytes) -> Quick | None:
    """The table of a CSV where the file is written as Polars would write it and every cell fits;
    else None. name: the table."""
    table = BY_NAME.get(name)
    if table is None or not _is_plain(content):
        return None
    try:
        texts = pl.read_csv(content, infer_schema=False)
    except PolarsError:
        return None
    if texts.width < 2 or not {*texts.columns} <= {*table.names}:
        return None
    if (typed := _typed(table, texts)) is None:
        return None
    if csv_of(table, typed) == content:
        return Quick(typed, content)
    otherwise = texts.write_csv(line_terminator="\n").encode()
    return Quick(typed, None) if otherwise == content else None


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


def _typed(table: Table, texts: pl.DataFrame) -> pl.DataFrame | None:
    columns = [column for column in table.columns if column.name in texts.columns]
    odd = [_is_odd(column).any() for column in columns if column.kind is Kind.TEXT]
    if odd and texts.select(pl.any_horizontal(odd)).item():
        return None
    typed = texts.select(
        cast(column.kind, pl.col(column.name)).alias(column.name) for column in columns
    )
    return (
        typed
        if typed.null_count().row(0) == texts.select(typed.columns).null_count().row(0)
        else None
    )


def _is_odd(column: Column) -> pl.Expr:
    """What the careful reader would change or refuse in a column of text; in other columns that
    does not fit the type."""
    text = pl.col(column.name)
    if column.choices:
        return ~text.is_in(column.choices)
    edges = [text.str.starts_with(space) | text.str.ends_with(space) for space in (" ", "\n")]
    unclean = pl.any_horizontal(*edges, *(text == nothing for nothing in sorted(NOTHING)))
    if column.name == "fund":
        return unclean | ((text.str.to_lowercase() == ALL_FUNDS) & (text != ALL_FUNDS))
    return unclean
