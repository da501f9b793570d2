"""Packages of several regencies read at once: one table of all for each table of theirs.

What is asked of the cells of a package is asked of all packages together, since to plan a question
takes as long as to answer it for one. So this never says what is wrong: a package in which anything
is in doubt is left to be read alone (`package.read`), and the others are as if it had not been there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kawal.engine.shared.csv_text import MOST_CELLS
from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot.build import TypedTable, build
from kawal.engine.snapshot.container import opened
from kawal.engine.snapshot.glance import glance
from kawal.engine.snapshot.model import Snapshot
from kawal.engine.snapshot.package import Packed, is_package, unpacked
from kawal.engine.snapshot.quick import Quick, quick_tables, quick_together
from kawal.engine.snapshot.schema import BY_NAME
from kawal.engine.snapshot.together import Together
from kawal.engine.snapshot.written import heading_of

MOST_BYTES = 128 * 1024 * 1024
"""Of all packages that are read at once; those beyond it are left to be read alone."""


@dataclass(frozen=True)
class Several:
    """Packages that were read at once. paths: where they lie, in the order of the snapshots."""

    paths: tuple[Path, ...]
    together: Together


def read_several(paths: Sequence[Path]) -> list[Several]:
    """The packages that are surely sound, those of the same tables and columns together; each
    snapshot as `package.read` gives it. Whatever is not among them has to be read alone."""
    groups = defaultdict(list)
    for packed in _packed(paths):
        if headings := _headings(packed):
            groups[headings].append(packed)
    return [several for group in groups.values() if (several := _read(group))]


def _packed(paths: Sequence[Path]) -> Iterator[Packed]:
    """The packages of which every listed file is there, as many as may be read at once."""
    left = MOST_BYTES
    for path in paths:
        with suppress(UnusableInput, OSError):
            if not is_package(path):
                continue
            with opened(path) as container:
                packed = unpacked(container, path)
            size = sum(map(len, packed.contents.values()))
            if not packed.problems and size <= left:
                left -= size
                yield packed


def _headings(packed: Packed) -> tuple[tuple[str, bytes], ...]:
    """Each table with its heading, in the order of the schema; none where a table is unknown."""
    contents = packed.contents
    if not contents.keys() <= BY_NAME.keys():
        return ()
    there = (name for name in BY_NAME if name in contents)
    return tuple((name, heading_of(contents[name])) for name in there)


def _read(group: Sequence[Packed]) -> Several | None:
    """The packages of one shape that are sound; None where none is."""
    if not group:
        return None
    names = [name for name in BY_NAME if name in group[0].contents]
    tables = quick_together({name: [each.contents[name] for each in group] for name in names})
    if doubtful := [name for name in names if name not in tables]:
        return _read(_without_doubt(group, doubtful))
    snapshots = [_snapshot(packed, own) for packed, own in zip(group, _own(tables), strict=True)]
    together = Together(snapshots, {name: table.frame for name, table in tables.items()})
    plain = [name for name, table in tables.items() if table.plain]
    if not _is_sound(together, plain):
        return _each_built(group, snapshots, plain)
    return Several(tuple(each.path for each in group), together)


def _without_doubt(group: Sequence[Packed], doubtful: Sequence[str]) -> Sequence[Packed]:
    """The packages of which these tables are canonical; none where no one is to blame."""
    sure = [
        packed
        for packed in group
        if len(quick_tables({name: packed.contents[name] for name in doubtful})) == len(doubtful)
    ]
    return sure if len(sure) < len(group) else []


def _own(tables: Mapping[str, Quick]) -> Iterator[dict[str, pl.DataFrame]]:
    """The tables of each package: the rows that it brought."""
    starts = dict.fromkeys(tables, 0)
    for heights in zip(*(table.heights for table in tables.values()), strict=True):
        high = dict(zip(tables, heights, strict=True))
        yield {name: tables[name].frame.slice(starts[name], high[name]) for name in tables}
        starts = {name: starts[name] + high[name] for name in tables}


def _snapshot(packed: Packed, tables: Mapping[str, pl.DataFrame]) -> Snapshot:
    own = packed.about
    return Snapshot(own["region"], own["year"], own["sample"], own["source"], tables)


def _is_sound(together: Together, plain: Sequence[str]) -> bool:
    """Whether nothing is in doubt in any of them, and all stand in order."""
    if not all(map(_fits, together.snapshots)):
        return False
    seen = glance(together, plain)
    names = together.snapshots[0].tables.keys()
    return seen.at_peace and names == seen.sound == seen.ordered


def _fits(snapshot: Snapshot) -> bool:
    """Whether it is of one region, and not larger than one may be."""
    cells = sum(frame.width * frame.height for frame in snapshot.tables.values())
    codes = snapshot.frame("region")["code"].to_list()
    return cells <= MOST_CELLS and all(code == snapshot.region for code in codes)


def _each_built(
    group: Sequence[Packed], snapshots: Sequence[Snapshot], plain: Sequence[str]
) -> Several | None:
    """The packages that are sound though another is not, or though their rows stand otherwise."""
    built = {}
    for packed, snapshot in zip(group, snapshots, strict=True):
        if not _fits(snapshot):
            continue
        tables = [
            TypedTable(name, packed.files[name], frame, plain=name in plain)
            for name, frame in snapshot.tables.items()
        ]
        with suppress(UnusableInput):
            built[packed.path] = build(**packed.about, tables=tables)
    return Several(tuple(built), Together([*built.values()])) if built else None
