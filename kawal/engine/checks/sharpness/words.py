"""The text of an indicator as words: with what it measures, and its spelling mended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kawal.engine.checks.sharpness.roots import root
from kawal.engine.checks.sharpness.spelling import mended
from kawal.engine.checks.sharpness.vocabulary import measures, words

_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^()]*\)?")
_LAST_BRACKETS = re.compile(r"\(([^()]{1,12})\)$")
_PASSIVE = (["yang", "di"], ["yg", "di"])


@dataclass(frozen=True)
class Wording:
    """text: as typed, blanks tidied. words: in lower case, without punctuation, measuring words in
    their right spelling; places: where each stands in the text. head: how many words at the beginning
    measure; kinds: of what kind they are. slips: misspelt measuring words with the right ones.
    """

    text: str
    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...]
    head: int
    kinds: tuple[str, ...]
    slips: tuple[tuple[str, str], ...]

    @property
    def kind(self) -> str | None:
        """How it measures, None where it does not."""
        return self.kinds[0] if self.kinds else None

    @property
    def body(self) -> tuple[str, ...]:
        """What is measured."""
        return self.words[self.head :]

    @property
    def bracketed(self) -> str:
        """What stands in brackets at the end, where people put a unit: *Luas taman (ha)*."""
        found = _LAST_BRACKETS.search(self.text)
        return found[1] if found else ""

    @cached_property
    def padded(self) -> str:
        """All words between blanks, so that a phrase is found whole."""
        return f" {' '.join(self.words)} "

    @cached_property
    def content(self) -> frozenset[str]:
        """The roots of the words that carry content."""
        return content(self.words)


def read(text: str) -> Wording:
    """The wording of a text. Brackets are explanations, and no part of the sentence."""
    tidy = " ".join(unicodedata.normalize("NFKC", text).split())
    plain = _BRACKETS.sub(lambda found: " " * len(found[0]), tidy)
    found, places, slips = [], [], []
    for match in list(_WORD.finditer(plain)) or list(_WORD.finditer(tidy)):
        typed = match[0]
        right = mended(typed.lower())
        if right != typed.lower():
            slips.append((typed, right.capitalize() if typed[:1].isupper() else right))
        for part in right.split():
            if found[-2:] in _PASSIVE:  # *yang di laksanakan*
                found[-1] += part
                places[-1] = (places[-1][0], match.end())
            else:
                found.append(part)
                places.append(match.span())
    if found[:1] == ["indikator"] and len(found) > 1 and found[1] in measures():
        found, places = found[1:], places[1:]
    kinds = _kinds(found)
    return Wording(tidy, tuple(found), tuple(places), len(kinds), kinds, tuple(slips))


def content(found: tuple[str, ...]) -> frozenset[str]:
    """The roots of those words that carry content: no measuring and no small ones."""
    passed = words("small")
    return frozenset(root(word) for word in found if word not in passed and word not in measures())


def _kinds(found: Sequence[str]) -> tuple[str, ...]:
    kinds: list[str] = []
    known = measures()
    for word in found:
        if word not in known:
            break
        kinds.append(known[word])
    return tuple(kinds)
