"""What becomes of each code of one decree in the next.

Certain is only what a list says itself, or what is the same work under the same number: the same
name under the same code, or under that code with four digits in its last part instead of two. All
else is proposed with a score and waits for a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

import polars as pl

from kawal.engine.reference.likeness import LEAST, Proposal, likeness, proposals, shared_level
from kawal.engine.reference.names import key_of
from kawal.engine.reference.pack import (
    ACTIVE,
    FORMER,
    LEVELS,
    PROVINCE,
    REGENCY,
    SHARED_BIDANG,
    ReferencePack,
    shared_code,
)
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.language import said_later, say
from kawal.engine.shared.wording import long_date

_NO_PROPOSALS = ("urusan", "bidang")


class Kind(Enum):
    """What becomes of a code; the value is what files say."""

    KEPT = "tetap"
    MOVED = "pindah"
    SPLIT = "pecah"
    RENAMED = "ganti_nama"
    WITHDRAWN = "dicabut"

    @property
    def is_certain(self) -> bool:
        return self in (Kind.KEPT, Kind.MOVED)

    @property
    def words(self) -> str:
        """For people, in the reader's language."""
        return say(_WORDS[self])


_WORDS = {
    Kind.KEPT: said_later("Tetap"),
    Kind.MOVED: said_later("Pindah"),
    Kind.SPLIT: said_later("Pecah"),
    Kind.RENAMED: said_later("Berganti nama"),
    Kind.WITHDRAWN: said_later("Dicabut"),
}


class Ground(Enum):
    """Why a code is said to have become what it became."""

    SAME = said_later("kode dan nama sama")
    FOUR_DIGITS = said_later("nama sama; bagian akhir kode menjadi empat angka")
    STATED = said_later("tertulis dalam daftar baru sebagai kode sebelumnya")
    STATED_ONLY = said_later(
        "tertulis dalam daftar baru sebagai kode sebelumnya; kode lamanya tidak ada dalam daftar lama "
        "yang diberikan"
    )
    SEVERAL = said_later("beberapa kode baru menyebutnya sebagai kode sebelumnya")
    OTHER_NAME = said_later("kodenya ada, namanya berbeda")
    OTHER_WORK = said_later("kodenya dipakai untuk pekerjaan lain")
    MARKED = said_later("ditandai tidak berlaku dalam daftar baru")
    ABSENT = said_later("tidak ada lagi dalam daftar baru")


@dataclass(frozen=True)
class Successor:
    code: str
    name: str


@dataclass(frozen=True)
class Fate:
    """One code of the old decree. successors: one where it is certain, several where it is split,
    none otherwise. proposals: for a person to choose from, the likeliest first."""

    level: str
    code: str
    name: str
    kind: Kind
    ground: Ground
    successors: tuple[Successor, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    @property
    def new_code(self) -> str | None:
        """What it surely became; None where that is not certain."""
        return self.successors[0].code if self.kind.is_certain else None

    @property
    def why(self) -> str:
        return say(self.ground.value)


@dataclass(frozen=True)
class CodeMapping:
    """Every fate, by level and code."""

    old: ReferencePack
    new: ReferencePack
    fates: tuple[Fate, ...]

    @cached_property
    def by_code(self) -> Mapping[str, Fate]:
        return {fate.code: fate for fate in self.fates}

    def of_line(self, code: str) -> Fate | None:
        """What becomes of the code of a line of a plan; None for a code that no list knows.

        The supporting programme stands in a list once and is planned under the bidang of an OPD, so
        its new code is told under that bidang too.
        """
        fate = self.by_code.get(code)
        if fate is None:
            general = self.by_code.get(shared_code(code))
            fate = _under(general, code[:4]) if general is not None else None
        return fate

    def counts(self, level: str | None = None) -> Mapping[Kind, int]:
        """How many codes of a level, or of all, became what."""
        chosen = [fate.kind for fate in self.fates if level in (None, fate.level)]
        return {kind: chosen.count(kind) for kind in Kind}


@dataclass(frozen=True)
class _Lists:
    """Code → (level, name), each as far as a regency may plan it and it is in force.

    marked: codes that the new list holds as withdrawn. stated: former code → the new ones.
    """

    old: Mapping[str, tuple[str, str]]
    new: Mapping[str, tuple[str, str]]
    marked: frozenset[str]
    stated: Mapping[str, tuple[str, ...]]
    former_names: Mapping[str, str]


def map_codes(old: ReferencePack, new: ReferencePack) -> CodeMapping:
    """What each code of `old` became in `new`: those in force, for a regency, of every level that
    the new list has (one with a row per sub kegiatan has no urusan).

    Raises UnusableInput where the old one holds since later than the new one: they were swapped.
    """
    if old.since > new.since:
        raise UnusableInput([_swapped(old, new)])
    levels = set(new.codes["level"].to_list())
    lists = _Lists(
        {code: entry for code, entry in _active(old).items() if entry[0] in levels},
        _active(new),
        frozenset(_own(new).filter(pl.col("status") != ACTIVE)["code"].to_list()),
        *_stated(new),
    )
    sure = {code: _certain(code, level, name, lists) for code, (level, name) in lists.old.items()}
    further = [
        _told(code, lists.new[codes[0]][0], lists.former_names.get(code, ""), codes, lists,
              Ground.STATED_ONLY)
        for code, codes in lists.stated.items()
        if code not in lists.old
    ]  # fmt: skip
    settled = [fate for fate in (*sure.values(), *further) if fate is not None]
    taken = frozenset(each.code for fate in settled for each in fate.successors)
    groups = _groups(lists.new)
    opened = [
        _open(code, *lists.old[code], lists, groups, taken)
        for code, fate in sure.items()
        if fate is None
    ]
    fates = sorted([*settled, *opened], key=lambda fate: (LEVELS.index(fate.level), fate.code))
    return CodeMapping(old, new, tuple(fates))


def _swapped(old: ReferencePack, new: ReferencePack) -> Problem:
    message = (
        f'"{old.title}" berlaku sejak {long_date(old.since)}, sesudah "{new.title}" '
        f"({long_date(new.since)})."
    )
    return Problem(Fault.CONTRADICTION, message, "Sebut yang lama lebih dahulu, lalu yang baru.")


def _own(pack: ReferencePack) -> pl.DataFrame:
    """The rows of a regency, special ones included, one per code, those in force first."""
    own = pack.codes.filter(pl.col("government").fill_null(REGENCY) != PROVINCE)
    # "berlaku" stands before "dicabut" in the alphabet
    return own.sort("status", maintain_order=True).unique("code", keep="first", maintain_order=True)


def _active(pack: ReferencePack) -> dict[str, tuple[str, str]]:
    rows = _own(pack).filter(pl.col("status") == ACTIVE)
    return {
        code: (level, name) for code, level, name in rows.select("code", "level", "name").rows()
    }


def _stated(pack: ReferencePack) -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """What the list says of former codes: former → new ones, and former → its name."""
    if FORMER[0] not in pack.columns:
        return {}, {}
    rows = _own(pack).filter((pl.col("status") == ACTIVE) & pl.col(FORMER[0]).is_not_null())
    codes: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for code, former, name in rows.select("code", *FORMER).sort("code").rows():
        codes[former].append(code)
        names.setdefault(former, name or "")
    return {former: tuple(each) for former, each in codes.items()}, names


def _certain(code: str, level: str, name: str, lists: _Lists) -> Fate | None:
    """What surely became of a code, or that it is split; None where a person must look."""
    twin = _twin(code, lists.new)
    if twin is not None and key_of(lists.new[twin][1]) == key_of(name):
        kind = Kind.KEPT if twin == code else Kind.MOVED
        ground = Ground.SAME if twin == code else Ground.FOUR_DIGITS
        return Fate(level, code, name, kind, ground, (Successor(twin, lists.new[twin][1]),))
    stated = lists.stated.get(code, ())
    former = lists.former_names.get(code)
    if stated and (not former or key_of(former) == key_of(name)):
        return _told(code, level, name, stated, lists, Ground.STATED)
    return None


def _told(
    code: str, level: str, name: str, codes: Sequence[str], lists: _Lists, ground: Ground
) -> Fate:
    """A code of which the new list itself says what it became."""
    successors = tuple(Successor(each, lists.new[each][1]) for each in codes)
    if len(successors) > 1:
        return Fate(level, code, name, Kind.SPLIT, Ground.SEVERAL, successors)
    return Fate(level, code, name, Kind.MOVED, ground, successors)


def _twin(code: str, known: Iterable[str]) -> str | None:
    """The same number in the new list, in its own form or with four digits at the end."""
    if code in known:
        return code
    longer = four_digits(code)
    return longer if longer in known else None


def four_digits(code: str) -> str:
    """
    >>> four_digits("5.01.02.2.01.04")
    '5.01.02.2.01.0004'
    """
    above, _, last = code.rpartition(".")
    return f"{above}.{last:0>4}" if code.count(".") == 5 else code


_Group = tuple[str, str, tuple[str, ...]]


def _group(level: str, code: str) -> _Group:
    """Among which codes one looks for what may stand for this one: of its level and bidang, and of
    the kind of region that plans it, which the fourth part of a code tells."""
    return level, code[:4], tuple(code.split(".")[3:4])


def _groups(known: Mapping[str, tuple[str, str]]) -> dict[_Group, dict[str, str]]:
    """Group → code → name."""
    groups: dict[_Group, dict[str, str]] = defaultdict(dict)
    for code, (level, name) in known.items():
        groups[_group(level, code)][code] = name
    return groups


def _open(
    code: str, level: str, name: str, lists: _Lists,
    groups: Mapping[_Group, Mapping[str, str]], taken: frozenset[str],
) -> Fate:  # fmt: skip
    """What is not certain: what may stand for the code, and why nothing surely does."""
    twin = _twin(code, lists.new)
    stated = [each for each in lists.stated.get(code, ()) if each != twin]
    found = [] if level in _NO_PROPOSALS else [
        each
        for each in proposals(code, name, groups.get(_group(level, code), {}), taken)
        if each.code not in (twin, *stated)
    ]  # fmt: skip
    found = [_scored(code, name, each, lists) for each in stated] + found
    if twin is None:
        marked = code in lists.marked or four_digits(code) in lists.marked
        ground = Ground.MARKED if marked else Ground.ABSENT
        return Fate(level, code, name, Kind.WITHDRAWN, ground, (), tuple(found))
    same = replace(_scored(code, name, twin, lists), same_code=True, taken=twin in taken)
    if same.score >= LEAST:
        return Fate(level, code, name, Kind.RENAMED, Ground.OTHER_NAME, (), (same, *found))
    return Fate(level, code, name, Kind.WITHDRAWN, Ground.OTHER_WORK, (), tuple(found))


def _scored(code: str, name: str, new: str, lists: _Lists) -> Proposal:
    other = lists.new[new][1]
    return Proposal(new, other, likeness(name, other), shared_level(code, new) or "bidang")


def _under(fate: Fate, bidang: str) -> Fate:
    """The fate of the supporting programme, told under the bidang of an OPD."""
    return replace(
        fate,
        code=_own_code(fate.code, bidang),
        successors=tuple(
            replace(each, code=_own_code(each.code, bidang)) for each in fate.successors
        ),
        proposals=tuple(
            replace(each, code=_own_code(each.code, bidang)) for each in fate.proposals
        ),
    )


def _own_code(code: str, bidang: str) -> str:
    return bidang + code[4:] if code.startswith(SHARED_BIDANG) else code
