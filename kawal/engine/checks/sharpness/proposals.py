"""Sharper wordings for a blunt indicator: they keep its subject and pass the test themselves."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kawal.engine.checks.sharpness.code import Code
from kawal.engine.checks.sharpness.indicator import Indicator
from kawal.engine.checks.sharpness.parts import is_statement
from kawal.engine.checks.sharpness.verdict import Verdict, judge
from kawal.engine.checks.sharpness.vocabulary import words
from kawal.engine.checks.sharpness.words import Wording, content

MOST = 3
KEPT = 0.6
"""The share of the content words that a proposal keeps at least; else it is another indicator."""
PERCENT, INDEX = "persen", "indeks"
_OF_FIGURES = frozenset(
    (Code.NO_NUMBER, Code.FRACTIONS, Code.OUT_OF_RANGE, Code.DIRECTION, Code.FLAT)
)
_EMPTY_START = frozenset(
    (
        "jumlah",
        "kegiatan",
        "pelaksanaan",
        "penyelenggaraan",
        "terlaksananya",
        "terselenggaranya",
        "capaian",
    )
)


@dataclass(frozen=True)
class Proposal:
    """A wording with the unit that belongs to it, "" where the old one stays."""

    text: str
    unit: str


def propose(indicator: Indicator, verdict: Verdict) -> tuple[Proposal, ...]:
    """Up to MOST wordings, the best fitting first; none for a sharp indicator."""
    if not verdict.is_blunt:
        return ()
    found: dict[str, Proposal] = {}
    for proposal in _candidates(verdict):
        if proposal.text not in found and is_sharper(proposal, indicator, verdict.wording):
            found[proposal.text] = proposal
            if len(found) == MOST:
                break
    return tuple(found.values())


def is_sharper(proposal: Proposal, indicator: Indicator, old: Wording) -> bool:
    """Whether a wording passes the test at its level and keeps what the old one is about."""
    kept = content(old.words)
    verdict = judge(Indicator(proposal.text, proposal.unit, indicator.level))
    return not verdict.is_blunt and len(kept & verdict.wording.content) >= KEPT * len(kept)


def _candidates(verdict: Verdict) -> Iterator[Proposal]:
    wording = verdict.wording
    if all(fault.code in _OF_FIGURES for fault in verdict.faults):
        yield Proposal(mended(wording), "")
        return
    for subject in _subjects(wording):
        for pattern in _patterns(subject):
            yield _filled(pattern, subject)
    for subject in _subjects(wording):
        for pattern in _families()[-1][1]:
            yield _filled(pattern, subject)


def _filled(pattern: str, subject: str) -> Proposal:
    unit = INDEX if pattern.startswith("Indeks") else PERCENT
    return Proposal(pattern.format(it=subject), unit)


def _subjects(wording: Wording) -> Iterator[str]:
    """What the text is about, with and without the words that only say that work is done."""
    end = _end(wording)
    start = wording.head
    while start < end and (
        is_statement(wording.words[start]) or wording.words[start] in _EMPTY_START
    ):
        start += 1
    for first in sorted({start, min(wording.head, start)}, reverse=True):
        if first < end:
            yield _lowered(wording, first, end)


def _end(wording: Wording) -> int:
    """Where a tail begins that says only that work was done, or well: *yang dilaksanakan*."""
    idle = (
        words("outputs", "done")
        | words("vague", "always")
        | words("vague", "quality")
        | words("small")
    )
    found = wording.words
    for place in range(wording.head + 1, len(found)):
        if found[place] in ("yang", "dengan", "secara", "yg") and all(
            word in idle for word in found[place:]
        ):
            return place
    return len(found)


def _lowered(wording: Wording, first: int, end: int) -> str:
    """The words as typed, in lower case but for acronyms and names."""
    begin, stop = wording.places[first][0], wording.places[end - 1][1]
    return " ".join(_small(word) for word in wording.text[begin:stop].split())


def _small(word: str) -> str:
    letters = "".join(filter(str.isalpha, word))
    is_acronym = letters.isupper() and len(letters) <= 6
    return (
        word
        if is_acronym or (not letters[1:].islower() and not letters.isupper())
        else word.lower()
    )


def mended(wording: Wording) -> str:
    """The text with its spelling right."""
    text = wording.text
    for typed, right in wording.slips:
        text = text.replace(typed, right, 1)
    return text


def _patterns(subject: str) -> tuple[str, ...]:
    first = subject.split(maxsplit=1)[0].lower()
    return next((patterns for held, patterns in _families() if first in held), ())


@cache
def _families() -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    file = resources.files(__package__).joinpath("proposals.toml")
    listed = tomllib.loads(file.read_text(encoding="utf-8"))["family"]
    return tuple((frozenset(each["words"]), tuple(each["patterns"])) for each in listed)
