"""What a mutator damages, what it expects of that, and the list of all mutators."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from kawal.engine.shared.errors import Problem
from kawal.engine.shared.fault import Fault


class Told(NamedTuple):
    """The kind of a fault and the whole of its place, as a problem names it."""

    fault: Fault
    file: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None

    @classmethod
    def of(cls, problem: Problem) -> Told:
        return cls(problem.fault, problem.file, problem.row, problem.column, problem.value)


Expected = set[Told]
"""All that is told of the damage, no more and no less; nothing where it does no harm, and then the
digest is that of the sound input."""
HARMLESS: Expected = set()


@dataclass
class Case:
    """Input as one person keeps it: all in `folder`, `paths` given to Kawal.

    more: what only this ground has, such as the book that a template is written from.
    """

    folder: Path
    paths: list[Path]
    profile: str | None = None
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return self.paths[0]

    def fingerprint(self) -> str:
        """Changes with any byte, name or kind of what lies in the folder, and with what is given."""
        given = [str(path.relative_to(self.folder)) for path in self.paths]
        profile = (self.profile or "").replace(str(self.folder), "")
        return hashlib.sha256(repr([given, profile, *_lying(self.folder)]).encode()).hexdigest()


def _lying(folder: Path) -> Iterator[tuple[str, int, str]]:
    for path in sorted(folder.rglob("*")):
        kind = path.lstat().st_mode
        content = ""
        if stat.S_ISLNK(kind):
            content = os.readlink(path)
        elif stat.S_ISREG(kind):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
        yield str(path.relative_to(folder)), stat.S_IFMT(kind), content


@dataclass(frozen=True)
class Ground:
    """One way in which input lies on disk.

    lay: writes sound input into a folder. read: its digest; raises UnusableInput. call: the
    arguments of `kawal` that read it and write into a new place.
    """

    name: str
    lay: Callable[[Path], Case]
    read: Callable[[Case], str]
    call: Callable[[Case, Path], list[object]]


Damage = Callable[[Random, Case], Expected]


@dataclass(frozen=True)
class Mutator:
    """One way in which input of a ground comes to harm; `damage` says what is then expected.

    last: whether it leaves input that another mutator would mend by reading it and writing it anew,
    or would no longer find.
    """

    name: str
    ground: Ground
    damage: Damage
    last: bool


MUTATORS: list[Mutator] = []


def mutates(ground: Ground, *, last: bool = False) -> Callable[[Damage], Damage]:
    """Enters a function among the mutators of a ground."""

    def enter(damage: Damage) -> Damage:
        MUTATORS.append(Mutator(damage.__name__, ground, damage, last))
        return damage

    return enter
