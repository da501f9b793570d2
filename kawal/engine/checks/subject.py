"""What rules judge: one row per thing, and the parts that can be known about it.

A subject is base rows plus named parts, each a joined or aggregated set of columns. Only the
parts that a rule asks for are built, and a part whose table is absent blinds only the rules
that use it: the base rows stay, so no subject ever vanishes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from kawal.engine.checks.facts import Facts
from kawal.engine.snapshot.schema import ANNUAL_KINDS, Kind


@dataclass(frozen=True)
class Given:
    """A column that a subject gives to rules.

    label: what people call it. field: the `table.column` that a person fills, so that a missing
    value leads there; for computed columns the one that is most likely missing. kind: what it
    holds; money is in sen. mend: what fills it, where "Lengkapi" and the label would not say so.
    words: for a text that Kawal itself writes into the column, every word that it may write,
    several joined by ", "; they are told in the language of the report.
    """

    name: str
    label: str
    field: str
    kind: Kind
    mend: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """Columns added to a subject.

    needs: every `table` or `table.column` that must be carried; one absent and the part is blind.
    add: the subject's rows with these columns added; it neither drops nor repeats a row.
    presence: fields of which the part asks only whether they are filled.
    uses: names of parts whose columns this one reads; they come first, and blind it when blind.
    numbers: the provisions that `add` reads, so that a rule which asks for the part can tell them.
    """

    name: str
    gives: tuple[Given, ...]
    needs: tuple[str, ...]
    add: Callable[[Facts, pl.LazyFrame], pl.LazyFrame]
    presence: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        return frozenset(given.name for given in self.gives)


LOCKED = "terkunci"
"""What stands among the kinds of plan for a locked version of any."""


@dataclass(frozen=True)
class Source:
    """What must be given so that there is something to judge.

    kinds: the kinds of plan of which one suffices, or LOCKED; empty for what is no plan of its own.
    """

    kinds: tuple[str, ...]
    said: str


ANNUAL_LINES = Source(
    ANNUAL_KINDS, "rencana tahunan (Renja, RKPD, PPAS atau DPA) beserta sub kegiatannya"
)
ANNUAL_PLAN = Source(
    ANNUAL_KINDS, "rencana tahunan (Renja, RKPD, PPAS atau DPA) dari OPD yang tercatat"
)
COVERED_YEAR = Source(ANNUAL_KINDS, "rencana tahunan pada tahun yang dicakup RPJMD")


@dataclass(frozen=True)
class Subject:
    """One kind of thing that rules judge.

    table: where its key leads, for findings. base: tables without which there is no row at all.
    rows: key columns, `region`, `opd`, `plan`, `year` (of the plan, null where unknown) and the
    columns of `own`. sources: what must be given so that there is a row.
    """

    name: str
    title: str
    table: str
    key: tuple[str, ...]
    base: tuple[str, ...]
    rows: Callable[[Facts], pl.LazyFrame]
    own: tuple[Given, ...]
    sources: tuple[Source, ...]
    parts: tuple[Part, ...] = ()

    @cached_property
    def gives(self) -> frozenset[str]:
        return frozenset(given.name for given in self._all_given())

    def column(self, name: str) -> Given:
        return self._by_name[name]

    def parts_for(self, columns: Iterable[str]) -> tuple[Part, ...]:
        """The parts that give any of these columns, and those that they use, in order."""
        wanted = frozenset(columns)
        names = {part.name for part in self.parts if part.names & wanted}
        for part in reversed(self.parts):
            if part.name in names:
                names.update(part.uses)
        return tuple(part for part in self.parts if part.name in names)

    @cached_property
    def _by_name(self) -> dict[str, Given]:
        return {given.name: given for given in self._all_given()}

    def _all_given(self) -> tuple[Given, ...]:
        return self.own + tuple(given for part in self.parts for given in part.gives)
