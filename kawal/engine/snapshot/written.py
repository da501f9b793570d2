"""The cells of canonical CSV as they are written, of one file or of several of a table at once.

Where it is not sure that each line of a file has become just the row that it says, nothing is given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

import polars as pl
from polars.exceptions import PolarsError

from kawal.engine.shared.collecting import collect, collect_all
from kawal.engine.shared.csv_text import MOST_CELLS, MOST_ROWS
from kawal.engine.snapshot.canonical import csv_of
from kawal.engine.snapshot.schema import BY_NAME

LARGEST = 32 * 1024 * 1024
"""Bytes of a file, and of what is read at once where more than one thread reads."""
_CONTROLS = bytes(range(0x20)) + b"\x7f"
_ODD_SPACE = re.compile(r"[^\S \n]")


class Written(NamedTuple):
    """The cells of a table as texts, the rows of its files one after another.

    heights: how many rows each file has. single: whether each row is one line, so that no cell holds
    a line end. plain: whether no cell holds what a key may not: they are ASCII in one line each,
    without the mark | that joins keys.
    """

    frame: pl.DataFrame
    heights: tuple[int, ...]
    single: bool
    plain: bool


class _Look(NamedTuple):
    """What a look at the bytes of a file says. controls: how many line ends and other characters
    without a shape, counted in one go; commas: how many; ended: whether the last line is. plain:
    whether it is ASCII without the mark |."""

    columns: tuple[str, ...]
    controls: int
    commas: int
    ended: bool
    plain: bool


def written(files: Mapping[str, Sequence[bytes]]) -> dict[str, Written]:
    """The cells of these CSV, one or more of each table under its name; only of tables whose every
    file surely holds just them."""
    looks = {name: looked for name, each in files.items() if (looked := _looks(name, each))}
    contents = {name: _as_one(files[name], looked) for name, looked in looks.items()}
    scans = {
        name: pl.scan_csv(content, schema=dict.fromkeys(looks[name][0].columns, pl.String()))
        for name, content in contents.items()
    }
    frames = _scanned(scans)
    found = {
        name: _written(frames.get(name), content, looks[name]) or _one_by_one(name, files[name])
        for name, content in contents.items()
    }
    return {name: each for name, each in found.items() if each is not None}


def _looks(name: str, files: Sequence[bytes]) -> list[_Look] | None:
    """A look at each file; None where one has other columns, or is for the careful reader only."""
    looks = [looked for content in files if (looked := _look(name, content))]
    is_one = len(looks) == len(files) and len({each.columns for each in looks}) == 1
    return looks if is_one else None


def _look(name: str, content: bytes) -> _Look | None:
    if len(content) > LARGEST:
        return None
    controls, commas = len(content) - len(content.translate(None, _CONTROLS)), content.count(b",")
    if controls > MOST_ROWS or commas > MOST_CELLS:
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    ascii = text.isascii()
    if not ascii and (_ODD_SPACE.search(text) or not unicodedata.is_normalized("NFC", text)):
        return None
    columns = _columns(name, content)
    plain = ascii and b"|" not in content
    return _Look(columns, controls, commas, content.endswith(b"\n"), plain) if columns else None


def heading_of(content: bytes) -> bytes:
    """The first line of a file, without its end."""
    end = content.find(b"\n")
    return content if end < 0 else content[:end]


def _columns(name: str, content: bytes) -> tuple[str, ...]:
    """The columns of a file, where they are columns of the table and stand in its order."""
    header = heading_of(content).decode()
    there = set(header.split(","))
    columns = (
        tuple(column for column in BY_NAME[name].names if column in there)
        if name in BY_NAME
        else ()
    )
    return columns if len(columns) > 1 and ",".join(columns) == header else ()


def _as_one(files: Sequence[bytes], looks: Sequence[_Look]) -> bytes:
    """All files as one, under the heading of the first."""
    if len(files) == 1:
        return files[0]
    heading = len(",".join(looks[0].columns)) + 1
    return b"".join([files[0], *(memoryview(each)[heading:] for each in files[1:])])


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


def _written(frame: pl.DataFrame | None, content: bytes, looks: Sequence[_Look]) -> Written | None:
    """The frame of all files, where each line of theirs is a row, or there is but one file."""
    if frame is None:
        return None
    heights = tuple(each.controls - 1 for each in looks)
    plain = all(each.plain for each in looks)
    # a row takes a line end at least: with as many rows as controls, there is no other control, no row
    # takes two lines, and no file runs into the next
    if all(each.ended for each in looks) and frame.height == sum(heights):
        commas = sum(each.commas for each in looks) - (frame.width - 1) * len(looks)
        return Written(frame, heights, True, plain) if _is_whole(frame, content, commas) else None
    only_lines = sum(each.controls for each in looks) == content.count(b"\n")
    if len(looks) > 1 or not only_lines or csv_of(frame) != content:
        return None
    return Written(frame, (frame.height,), False, plain and b'"' not in content)


def _one_by_one(name: str, files: Sequence[bytes]) -> Written | None:
    """Several files where a cell of one may hold a line end, or something is wrong with one."""
    if len(files) == 1:
        return None
    found = [written({name: [each]}).get(name) for each in files]
    sure = [each for each in found if each is not None]
    if len(sure) < len(files):
        return None
    return Written(
        pl.concat([each.frame for each in sure]),
        tuple(height for each in sure for height in each.heights),
        all(each.single for each in sure),
        all(each.plain for each in sure),
    )


def _is_whole(frame: pl.DataFrame, content: bytes, commas: int) -> bool:
    """Whether each line, as many as there are rows, has become that row: no comma lost, and those with
    quotes written as Polars would write them. commas: those of the rows."""
    quoted = dict(_lines_with_quotes(content))
    commas -= sum(line.count(b",") for line in quoted.values())
    if commas != (frame.width - 1) * (frame.height - len(quoted)):
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
