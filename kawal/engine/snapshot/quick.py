"""A canonical CSV at once, as Polars reads it; any other is left to the careful reader.

The careful reader (`shared/csv_text.py`, then `build`) knows rows by their number and cleans each
cell in Python, which takes most of the time of a run over many regencies. A canonical file needs
neither: it is what Polars would write of what it read. So this one never says what is wrong: it
gives the same table, or nothing at all.
"""

from __future__ import annotations

import re
import unicodedata

import polars as pl
from polars.exceptions import PolarsError

from kawal.engine.snapshot.cells import NOTHING, cast
from kawal.engine.snapshot.schema import ALL_FUNDS, BY_NAME, Column, Kind, Table

_LARGEST = 32 * 1024 * 1024
_LONGEST_LINE = 100_000
"""Below what the standard reader takes for one cell."""
_UNUSUAL = bytes(number for number in range(0x20) if number != 0x0A) + b"\x7f"
_UNCLEAN = rf"^\s|\s$|^(?:{'|'.join(map(re.escape, sorted(NOTHING)))})$"


def quick_table(name: str, content: bytes) -> pl.DataFrame | None:
    """The typed table of a CSV, in the order of the file, where the file is written as Polars would
    write it and every cell fits; else None. name: the table."""
    table = BY_NAME.get(name)
    if table is None or not _is_plain(content):
        return None
    try:
        texts = pl.read_csv(content, infer_schema=False)
    except PolarsError:
        return None
    if texts.width < 2 or not {*texts.columns} <= {*table.names}:
        return None
    if texts.write_csv(line_terminator="\n").encode() != content:
        return None
    return _typed(table, texts)


def _is_plain(content: bytes) -> bool:
    """Whether no cell holds what only the careful reader can judge."""
    if len(content) > _LARGEST or content.translate(None, _UNUSUAL) != content:
        return False
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
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
    unclean = text.str.contains(_UNCLEAN)
    if column.name == "fund":
        return unclean | ((text.str.to_lowercase() == ALL_FUNDS) & (text != ALL_FUNDS))
    return unclean
