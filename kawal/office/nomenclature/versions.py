"""The decrees whose lists are given: which holds for which year, and what one makes of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kawal.engine.reference import ReferencePack, package
from kawal.engine.reference.mapping import CodeMapping, map_codes
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.office.findings.references import packs

_SHORT = 12


@dataclass(frozen=True)
class Version:
    """One list. digest: of its pack. holds: whether plans of the year that is prepared follow it."""

    pack: ReferencePack
    digest: str
    holds: bool

    @property
    def key(self) -> str:
        """What an address calls it: enough of the digest to be no other's."""
        return self.digest[:_SHORT]


@dataclass(frozen=True)
class Versions:
    """all: the oldest first. problems: why the lists cannot be read; then there are none."""

    all: Sequence[Version]
    problems: Sequence[Problem] = ()

    @property
    def first(self) -> Version | None:
        """The one to open: that which holds, or the newest."""
        return next((each for each in self.all if each.holds), self.all[-1] if self.all else None)

    def named(self, key: str) -> Version | None:
        return next((each for each in self.all if each.key == key), None)


def versions(year: int | None) -> Versions:
    """Every list that the settings name. year: whose plans are prepared; None where there are none."""
    try:
        given = packs()
    except UnusableInput as error:
        return Versions((), error.problems)
    told = [
        Version(pack, _digest(pack), year is not None and pack.holds_for(year)) for pack in given
    ]
    return Versions(sorted(told, key=lambda each: each.pack.since))


@lru_cache(maxsize=16)
def _digest(pack: ReferencePack) -> str:
    return package.digest_of(pack)


@lru_cache(maxsize=8)
def mapping_of(old: ReferencePack, new: ReferencePack) -> CodeMapping:
    """Worked out once by a process. Raises UnusableInput where the two were swapped."""
    return map_codes(old, new)
