"""A canonical CSV at once, as Polars reads it; any other is left to the careful reader.

The careful reader (`shared/csv_text.py`, then `build`) knows rows by their number and cleans each
cell in Python, which takes most of the time of a run over many regencies. A canonical file needs
neither: each of its cells is what Kawal would write of what it read. So this one never says what is
wrong: it gives the same table, or nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import polars as pl

from kawal.engine.shared.collecting import collect_all
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
from kawal.engine.snapshot.written import LARGEST, written

_LONGEST_CELL = 100_000
"""Below what the standard reader takes."""
_LIMITS = {
    Kind.INTEGER: pl.lit(LARGEST_INTEGER),
    Kind.MONEY: pl.lit(LARGEST_SEN),
    Kind.DECIMAL: pl.lit(str(LARGEST_DECIMAL)).cast(DECIMAL),  # of a Decimal, Polars asks NumPy
}


class Quick(NamedTuple):
    """A typed table in the order of its files. plain: whether no cell of it holds what a key may not.
    heights: how many rows each file has."""

    frame: pl.DataFrame
    plain: bool
    heights: tuple[int, ...]


def quick_tables(contents: Mapping[str, bytes]) -> dict[str, Quick]:
    """Of these CSV, each under the name of its table, those whose every cell is canonical; their
    rows may be out of order."""
    return quick_together({name: [content] for name, content in contents.items()})


def quick_together(files: Mapping[str, Sequence[bytes]]) -> dict[str, Quick]:
    """The same of one or more files per table, as one table each; only of tables whose every file is
    so.

    All tables at once, since each by itself is too small to keep two cores busy; one by one where
    that would take much memory.
    """
    if sum(len(content) for each in files.values() for content in each) <= LARGEST:
        return _tables(files)
    each = [_tables({name: contents}) for name, contents in files.items()]
    return {name: table for tables in each for name, table in tables.items()}


def _tables(files: Mapping[str, Sequence[bytes]]) -> dict[str, Quick]:
    found = written(files)
    frames = collect_all([_typed(name, each.frame, each.single) for name, each in found.items()])
    return {
        name: Quick(frame, each.plain, each.heights)
        for (name, each), frame in zip(found.items(), frames, strict=True)
        if not frame.drop_in_place(_ODD).any()
    }


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
