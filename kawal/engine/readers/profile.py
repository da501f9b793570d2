"""Reader profiles: a TOML file that maps somebody else's columns to the snapshot.

A profile names every column of its source, read or not, and declares what the source does not
say. Whatever is neither in the source nor declared stays unknown: nothing is guessed.
`profile_text.py` reads the TOML; `docs/menambah-profil.md` tells how to write one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from kawal.engine.shared.numbers import Style

ROW, LEVEL, NODE, PARENT, ORDINAL = "@baris", "@tingkat", "@simpul", "@induk", "@ke"
NAMED = "@disebut"
"""What Kawal itself adds to every row: its number as a spreadsheet counts, its level, the ids
of its node and of the node above, the how manieth row of its node it is, and the text by which it
names a node above that has no row of its own."""
OWN_COLUMNS = (ROW, LEVEL, NODE, PARENT, ORDINAL, NAMED)
NOT_READ = "lewati"
"""The level of rows that are no part of a plan's tree, such as urusan and bidang."""
CHANGE = "GANTI"
"""Stands in a proposed profile where only a person knows; what still holds it is not used."""
UNIT_OF = ":satuan"
"""`{target_2021+target_2022:satuan}`: the unit behind the first of these that has one."""
_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")

Row = Mapping[str, str | None]


@dataclass(frozen=True)
class Template:
    """The text of a cell: fixed words and columns of the source, `rkpd-{tahun}-v1`.

    A row in which one of its columns is empty gives the first of the other texts that is whole,
    or an empty cell: half an id is none.
    """

    text: str
    others: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(name for text in (self.text, *self.others) for name in placeholders(text))

    def fill(self, row: Row) -> str | None:
        for text in (self.text, *self.others):
            if all(row[name] is not None for name in placeholders(text)):
                filled = _PLACEHOLDER.sub(lambda match: row[match[1]] or "", text)
                if filled:
                    return filled
        return None


class Repeated:
    """What becomes of money that stands on several rows of one node."""

    SUM = "jumlah"  # each row brings its own
    ONCE_IF_EQUAL = "sekali-bila-sama"  # repeated per indicator: counted once; else each its own
    FIRST = "baris-pertama"  # the first row carries it, the others tell shares of it
    ALL = (SUM, ONCE_IF_EQUAL, FIRST)


@dataclass(frozen=True)
class Emission:
    """Rows of one snapshot table, one per source row that `when`, `filled` and `any_filled` let in.

    distinct: each different row once. per: one row for all source rows alike in that column,
    their money joined by `repeated`.
    """

    table: str
    columns: Mapping[str, Template]
    distinct: bool = False
    when: Mapping[str, tuple[str, ...]] | None = None
    filled: tuple[str, ...] = ()
    any_filled: tuple[str, ...] = ()
    per: str | None = None
    repeated: str = Repeated.SUM

    def takes(self, row: Row) -> bool:
        return (
            all(matches(row[name] or "", texts) for name, texts in (self.when or {}).items())
            and all(row[name] is not None for name in self.filled)
            and (not self.any_filled or any(row[name] is not None for name in self.any_filled))
        )


@dataclass(frozen=True)
class Reconciliation:
    """A column of the source whose sum must be what the tables hold of one plan.

    plan: fixed, or one per row. level, year: only that part. table: allocation or spending.
    """

    column: str
    plan: Template
    table: str = "allocation"
    level: str | None = None
    year: int | None = None
    quarter: int | None = None
    repeated: str = Repeated.SUM


@dataclass(frozen=True)
class Skip:
    """Rows that are not read, since a column holds one of these texts; "" is an empty cell."""

    column: str
    texts: tuple[str, ...]
    why: str

    def takes(self, row: Row) -> bool:
        return matches(row[self.column] or "", self.texts)


@dataclass(frozen=True)
class Shift:
    """Rows whose cells slipped into other columns: where every column of `when` holds one of its
    texts, each column of `cells` is filled anew from the row as it stands."""

    when: Mapping[str, tuple[str, ...]]
    cells: Mapping[str, Template]

    def takes(self, row: Row) -> bool:
        return all(matches(row[name] or "", texts) for name, texts in self.when.items())


@dataclass(frozen=True)
class Continuation:
    """A row that goes on with the one above: `empty` are empty, `filled` are not; it takes `take`
    from above."""

    empty: tuple[str, ...]
    filled: tuple[str, ...]
    take: tuple[str, ...]


@dataclass(frozen=True)
class Levels:
    """Where the level of a row stands. names: the text of `column` → level of the snapshot, or
    NOT_READ. shapes: the form of a code, `9.9.9`, → level. always: every row has this level. codes:
    level → the form that its codes have; the place of a row with another code is not known."""

    column: str | None
    names: Mapping[str, str]
    shapes: Mapping[str, str]
    always: str | None
    codes: Mapping[str, str]


@dataclass(frozen=True)
class Nodes:
    """Which rows are one node, what it is called, and what stands above it.

    same: rows alike in these columns are one node. id: of its first row. parents: ways to find
    the node above, tried in turn: "kode" drops the last parts of its code, "di-atas" takes the last
    row of a higher level, "a = b" the node of a higher level whose text b is this row's a. within:
    a node found by its code is alike in these.
    """

    same: tuple[str, ...]
    id: Template
    code: str | None
    parents: tuple[str, ...]
    within: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """How one kind of file is read.

    columns: every column of the source with what it means. year: the column that tells it, or the
    year itself. nulls: texts that stand for "nothing here" in a column, `*` for anything. prefixes:
    per column, beginnings of codes and what to write instead. alike: columns in which capitals make
    no difference. withheld: what the publisher wrote in place of each text that it kept back.
    caveats: what the profile assumes, told with every reading.
    """

    name: str
    title: str
    separator: str
    year: str | int
    columns: Mapping[str, str]
    numbers: Mapping[str, Style]
    nulls: Mapping[str, tuple[str, ...]]
    prefixes: Mapping[str, Mapping[str, str]]
    alike: tuple[str, ...]
    withheld: str | None
    shifts: tuple[Shift, ...]
    skips: tuple[Skip, ...]
    continuation: Continuation | None
    levels: Levels | None
    nodes: Nodes | None
    emissions: tuple[Emission, ...]
    reconciliations: tuple[Reconciliation, ...]
    caveats: tuple[str, ...]

    def style(self, column: str) -> Style:
        return self.numbers.get(column, Style.ANY)

    @property
    def templates(self) -> tuple[Template, ...]:
        own = (self.nodes.id,) if self.nodes else ()
        sums = tuple(each.plan for each in self.reconciliations)
        cells = (each.cells for each in self.shifts)
        columns = (each.columns for each in self.emissions)
        return (*own, *sums, *(t for each in (*cells, *columns) for t in each.values()))


def placeholders(text: str) -> list[str]:
    """The columns that a template names."""
    return _PLACEHOLDER.findall(text)


def matches(text: str, patterns: tuple[str, ...]) -> bool:
    """Whether the text is one of these; `*` stands for anything."""
    return any(fnmatchcase(text, pattern) for pattern in patterns)


def unit_columns(name: str) -> tuple[str, ...]:
    """The columns behind `a+b:satuan`, none where the name asks for no unit."""
    return tuple(name.removesuffix(UNIT_OF).split("+")) if name.endswith(UNIT_OF) else ()
