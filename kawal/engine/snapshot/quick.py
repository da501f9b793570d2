"""A canonical CSV at once, as Polars reads it; any other is left to the careful reader.

The careful reader (`shared/csv_text.py`, then `build`) knows rows by their number and cleans each
cell in Python, which takes most of the time of a run over many regencies. A canonical file needs
neither: each of its cells is what Kawal would write of what it read. So this one never says what is
wrong: it gives the same table, or nothing at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import NamedTuple

import polars as pl
from polars.exceptions import PolarsError

from kawal.engine.shared.collecting import collect, collect_all
from kawal.engine.shared.csv_text import MOST_CELLS, MOST_ROWS
from kawal.engine.snapshot.canonical import csv_of
from kawal.engine.snapshot.cells import (
    FIRST_DAY,
    LARGEST_DECIMAL,
    LARGEST_INTEGER,
    LARGEST_SEN,
    LAST_DAY,
    NOTHING,
    as_text,
)
from kawal.engine.snapshot.schema import ALL_FUNDS, BY_NAME, DECIMAL, Column, Kind

_LARGEST = 32 * 1024 * 1024
_LONGEST_CELL = 100_000
"""Below what the standard reader takes."""
_UNUSUAL = bytes(number for number in range(0x20) if number != 0x0A) + b"\x7f"
_ODD_SPACE = re.compile(r"[^\S \n]")
_LIMITS = {
    Kind.INTEGER: pl.lit(LARGEST_INTEGER),
    Kind.MONEY: pl.lit(LARGEST_SEN),
    Kind.DECIMAL: pl.lit(str(LARGEST_DECIMAL)).cast(DECIMAL),  # of a Decimal, Polars asks NumPy
}


class Quick(NamedTuple):
    """A typed table in the order of its file. plain: whether no cell of it holds what a key may not:
    it is ASCII in one line each, without the mark | that joins keys."""

    frame: pl.DataFrame
    plain: bool


def quick_tables(contents: Mapping[str, bytes]) -> dict[str, Quick]:
    """Of these CSV, each under the name of its table, those whose every cell is canonical; their
    rows may be out of order.

    Together, since each by itself is too small to keep two cores busy; one by one where that would
    take much memory at once.
    """
    if sum(map(len, contents.values())) <= _LARGEST:
        return _tables(contents)
    each = [_tables({name: content}) for name, content in contents.items()]
    return {name: table for tables in each for name, table in tables.items()}


def _tables(contents: Mapping[str, bytes]) -> dict[str, Quick]:
    texts = {name: (frame, single) for name, frame, single in _texts(contents)}
    frames = collect_all([_typed(name, *each) for name, each in texts.items()])
    return {
        name: Quick(frame, _is_plain(contents[name]))
        for name, frame in zip(texts, frames, strict=True)
        if not frame.drop_in_place(_ODD).any()
    }


def _texts(contents: Mapping[str, bytes]) -> Iterator[tuple[str, pl.DataFrame, bool]]:
    """The cells as they are written, of the files that surely hold just them; and whether each row is
    one line, so that no cell holds a line end."""
    scans = {
        name: pl.scan_csv(content, schema=dict.fromkeys(columns, pl.String()))
        for name, content in contents.items()
        if _is_clean(content) and (columns := _columns(name, content))
    }
    for name, frame in _scanned(scans).items():
        content = contents[name]
        single = content.endswith(b"\n") and content.count(b"\n") == frame.height + 1
        if _is_whole(frame, content) if single else csv_of(frame) == content:
            yield name, frame, single


def _columns(name: str, content: bytes) -> list[str]:
    """The columns of a file, where they are columns of the table and stand in its order."""
    header = content.partition(b"\n")[0].decode()
    there = set(header.split(","))
    columns = (
        [column for column in BY_NAME[name].names if column in there] if name in BY_NAME else []
    )
    return columns if len(columns) > 1 and ",".join(columns) == header else []


def _scanned(scans: Mapping[str, pl.LazyFrame]) -> dict[str, pl.DataFrame]:
    """The frames that can be read; where one cannot, that is found out one by one."""
    try:
        return dict(zip(scans, collect_all([*scans.values()]), strict=True))
    except PolarsError:
        found = {}
        for name, scan in scans.items():
            with suppress(PolarsError):
                found[name] = collect(scan)
        return found


def _is_whole(frame: pl.DataFrame, content: bytes) -> bool:
    """Whether each line of a file, as many as there are rows, has become that row: no comma lost, and
    those with quotes written as Polars would write them."""
    quoted = dict(_lines_with_quotes(content))
    commas = content.count(b",") - sum(line.count(b",") for line in quoted.values())
    if commas != (frame.width - 1) * (frame.height + 1 - len(quoted)):
        return False
    if not quoted:
        return True
    rows = frame[[at - 1 for at in quoted]].write_csv(include_header=False)
    return rows.encode() == b"".join(quoted.values())


def _lines_with_quotes(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The lines in which a quote stands, with their end and their number from 0."""
    number = start = 0
    while (at := content.find(b'"', start)) >= 0:
        number += content.count(b"\n", start, at)
        first, end = content.rfind(b"\n", 0, at) + 1, content.find(b"\n", at) + 1
        if not end:
            end = len(content)
        yield number, content[first:end]
        number, start = number + 1, end


def _is_clean(content: bytes) -> bool:
    """Whether no character is one that only the careful reader can judge."""
    if len(content) > _LARGEST or content.translate(None, _UNUSUAL) != content:
        return False
    if content.count(b"\n") > MOST_ROWS or content.count(b",") > MOST_CELLS:
        return False
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return text.isascii() or (
        not _ODD_SPACE.search(text) and unicodedata.is_normalized("NFC", text)
    )


def _is_plain(content: bytes) -> bool:
    return content.isascii() and b"|" not in content and b'"' not in content


_ODD = "?"
"""A column that says of the whole table whether any cell of it is odd."""


def _typed(name: str, texts: pl.DataFrame, single: bool) -> pl.LazyFrame:
    """The table with its cells typed as they stand, and _ODD: whether anything is lost by that."""
    columns = [column for column in BY_NAME[name].columns if column.name in texts.columns]
    others = [column for column in columns if column.kind is not Kind.TEXT]
    odd = [*_oddities(columns, single), *map(_is_changed, others)]
    return (
        texts.lazy()
        .select(*map(_cast, columns), *(pl.col(each.name).alias(_beside(each)) for each in others))
        .select(*(column.name for column in columns), pl.any_horizontal(odd).alias(_ODD))
    )


def _beside(column: Column) -> str:
    return f"{column.name}{_ODD}"


@cache  # over many regencies, to say what is asked would take longer than to answer it
def _cast(column: Column) -> pl.Expr:
    """A canonical cell as its type; of any other whatever, as long as it would be written otherwise."""
    text = pl.col(column.name)
    if column.kind is Kind.MONEY:
        sen = text.str.replace(".", "", literal=True)
        return sen.cast(pl.Int64, strict=False)
    if column.kind is Kind.BOOLEAN:
        return text == "true"
    if column.kind is Kind.DATE:
        return text.str.to_date("%Y-%m-%d", strict=False)
    return text.cast(column.kind.dtype, strict=False)


@cache
def _is_changed(column: Column) -> pl.Expr:
    """Whether a typed cell of the column would be written otherwise, or is beyond what one may be."""
    changed = as_text(column).ne_missing(pl.col(_beside(column)))
    if (limit := _LIMITS.get(column.kind)) is not None:
        changed |= pl.col(column.name).abs() > limit
    if (
        column.kind is Kind.DATE
    ):  # of other years Polars reads a sign and more digits, and writes them
        changed |= ~pl.col(column.name).is_between(FIRST_DAY, LAST_DAY)
    return changed.any()


def _oddities(columns: Iterable[Column], single: bool) -> Iterator[pl.Expr]:
    """Per column of text, whether it holds what the careful reader would change or refuse."""
    for column in columns:
        if column.kind is Kind.TEXT:
            yield from _odd_texts(column, single)


@cache
def _odd_texts(column: Column, single: bool) -> Sequence[pl.Expr]:
    text = pl.col(column.name)
    if column.choices:
        return [(~text.is_in(column.choices)).any()]
    odd = [text.str.len_bytes().max() >= _LONGEST_CELL, text.is_in(sorted(NOTHING)).any()]
    for edge in (" ",) if single else (" ", "\n"):
        odd += [text.str.starts_with(edge).any(), text.str.ends_with(edge).any()]
    if column.name == "fund":
        # beyond ASCII other letters fold to those of the word, too
        folded = text.str.to_lowercase().is_in([ALL_FUNDS]) & (text != ALL_FUNDS)
        odd += [folded.any(), (text.str.len_bytes() != text.str.len_chars()).any()]
    return odd
