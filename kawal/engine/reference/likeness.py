"""How alike two names of the nomenclature are, and which codes of a new decree could stand for an
old one. What is found here is offered to a person, never applied."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from kawal.engine.shared.language import say

MOST = 3
"""Proposals for one code."""
LEAST = 60
"""Points of a hundred below which two names are not alike enough to be shown to anyone."""
_WEIGHED = 20
"""So many names are looked at before their place in the tree is weighed."""
_NEARER = 5
"""Points by which a place one level nearer goes before a likelier name."""
_WORD = re.compile(r"\w+")
_SHORT = {"kab": "kabupaten", "monitoring": "pemantauan", "kerjasama": "kerja sama"}
"""What the lists write in two ways for the same."""
_COMMON = ("bidang", "program", "kegiatan")


@dataclass(frozen=True)
class Proposal:
    """A code that may stand for the old one.

    score: how alike the names are, from 0 to 100. level: the lowest level of the tree that both
    share. same_code: whether it is the same number, or the same with four digits. taken: whether
    another old code surely became this one, so that two would go on as one.
    """

    code: str
    name: str
    score: int
    level: str
    same_code: bool = False
    taken: bool = False

    @property
    def why(self) -> str:
        """The reason in words, in the reader's language."""
        if self.score == 100:
            told = [say("nama sama")]
        else:
            told = [say("nama {score} dari 100 serupa", score=self.score)]
        told.append(say("kode sama") if self.same_code else say(_SHARED[self.level]))
        if self.taken:
            told.append(say("juga menerima kode lama lain"))
        return ", ".join(told)


_SHARED = {
    "kegiatan": "dalam kegiatan yang sama",
    "program": "dalam program yang sama",
    "bidang": "dalam bidang yang sama",
}


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """The name as words to be compared.

    >>> plain("Monitoring KERJASAMA, Kab/Kota")
    'pemantauan kerja sama kabupaten kota'
    """
    return " ".join(_SHORT.get(word, word) for word in _WORD.findall(name.lower()))


def likeness(one: str, other: str) -> int:
    """From 0 to 100; the order of words counts little, capitals and marks not at all."""
    return int(fuzz.token_sort_ratio(plain(one), plain(other)))


def shared_level(one: str, other: str) -> str | None:
    """The lowest level that two codes share; None where not even the bidang is one.

    >>> shared_level("1.02.02.2.01.01", "1.02.02.2.02.0001")
    'program'
    """
    shared = None
    for level, parts in zip(_COMMON, (2, 3, 5), strict=True):
        if one.split(".")[:parts] == other.split(".")[:parts]:
            shared = level
    return shared


def proposals(
    code: str, name: str, candidates: Mapping[str, str], taken: Set[str]
) -> Sequence[Proposal]:
    """The likeliest of `candidates` (code → name, all of the same bidang and level), the best first.

    A name is worth more the nearer it stands to the old code.
    """
    words = {each: plain(text) for each, text in candidates.items()}
    found = process.extract(
        plain(name), words, scorer=fuzz.token_sort_ratio, limit=_WEIGHED, score_cutoff=LEAST
    )
    made = [
        Proposal(
            code=key,
            name=candidates[key],
            score=int(score),
            level=shared_level(code, key) or "bidang",
            taken=key in taken,
        )
        for _, score, key in found
    ]
    return sorted(made, key=_rank)[:MOST]


def _rank(proposal: Proposal) -> tuple[bool, int, str]:
    """What no other code went to stands first, then the likeliest."""
    return (
        proposal.taken,
        -proposal.score - _NEARER * _COMMON.index(proposal.level),
        proposal.code,
    )
