"""The text of an indicator as words: with what it measures, and its spelling mended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kawal.engine.checks.sharpness.roots import root
from kawal.engine.checks.sharpness.spelling import mended
from kawal.engine.checks.sharpness.vocabulary import measures, words

_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^()]*\)?")
_LAST_BRACKETS = re.compile(r"\(([^()]{1,12})\)$")
_EMPTY_KINDS = frozenset(("share", "reach", "count", "ratio", "index", "rate", "mean"))
WHICH = ("yang", "yg")


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
    def noun(self) -> str:
        """What is measured, by its first word; "" where nothing is."""
        return noun_of(self.body)

    @cached_property
    def predicate(self) -> str:
        """What is said of it: the first word behind *yang*; "" where nothing is.

        *yang sudah dibina* says *dibina*.
        """
        for place, word in enumerate(self.words):
            if word in WHICH:
                return noun_of(self.words[place + 1 :])
        return ""

    @cached_property
    def padded(self) -> str:
        """All words between blanks, so that a phrase is found whole."""
        return f" {' '.join(self.words)} "

    @cached_property
    def content(self) -> frozenset[str]:
        """The roots of the words that carry content."""
        return content(self.words)


@lru_cache(maxsize=1_000)
def read(text: str) -> Wording:
    """The wording of a text. Brackets are explanations, and no part of the sentence."""
    tidy = " ".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).split())
    plain = _BRACKETS.sub(_blank, tidy) if "(" in tidy else tidy
    found: list[str] = []
    places: list[tuple[int, int]] = []
    slips: list[tuple[str, str]] = []
    for match in list(_WORD.finditer(plain)) or list(_WORD.finditer(tidy)):
        typed = match[0]
        right = mended(typed.lower())
        if right != typed.lower():
            slips.append((typed, right.capitalize() if typed[:1].isupper() else right))
        for part in right.split():
            if len(found) > 1 and found[-1] == "di" and found[-2] in WHICH:  # *yang di laksanakan*
                found[-1] += part
                places[-1] = (places[-1][0], match.end())
            else:
                found.append(part)
                places.append(match.span())
    if found[:1] == ["indikator"] and len(found) > 1 and found[1] in measures():
        found, places = found[1:], places[1:]
    kinds = _kinds(found)
    return Wording(tidy, tuple(found), tuple(places), len(kinds), kinds, tuple(slips))


def noun_of(found: Sequence[str]) -> str:
    """The first word that neither measures nor joins; "" where there is none."""
    known, joins = measures(), words("small")
    for word in found:
        if word not in known and word not in joins:
            return word
    return ""


def content(found: tuple[str, ...]) -> frozenset[str]:
    """The roots of those words that carry content: no small ones, and none that only measure."""
    passed, known = words("small"), measures()
    return frozenset(
        root(word) for word in found if word not in passed and known.get(word) not in _EMPTY_KINDS
    )


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _kinds(found: Sequence[str]) -> tuple[str, ...]:
    kinds: list[str] = []
    known = measures()
    for word in found:
        if word not in known:
            break
        kinds.append(known[word])
    return tuple(kinds)
