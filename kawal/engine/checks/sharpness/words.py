"""The text of an indicator as words: with what it measures, and its spelling mended."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, cached_property, lru_cache
from typing import Any

from kawal.engine.checks.sharpness.vocabulary import measures, words

_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"\([^()]*\)?")
_RIGHT = "persentase"
_ALIKE = 0.8
"""From here on two words are one word and a slip; found on the slips that plans are full of."""


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
        mended = _mended(typed.lower())
        if mended != typed.lower():
            slips.append((typed, mended.capitalize() if typed[:1].isupper() else mended))
        for part in mended.split():
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


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """The root of an Indonesian word.

    >>> root("terselenggaranya"), root("peningkatan")
    ('selenggara', 'tingkat')
    """
    return str(_stemmer().stem(word))


@cache
def _stemmer() -> Any:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer()


def _kinds(found: Sequence[str]) -> tuple[str, ...]:
    kinds: list[str] = []
    known = measures()
    for word in found:
        if word not in known:
            break
        kinds.append(known[word])
    return tuple(kinds)


@lru_cache(maxsize=100_000)
def _mended(word: str) -> str:
    """A misspelt `persentase` in its right spelling; it is the word most often misspelt, and the one
    that decides. What was written together with the next word is parted from it."""
    if not word.startswith("p") or len(word) < 8:
        return word
    if word.startswith(_RIGHT) and word != _RIGHT:
        rest = word[len(_RIGHT) :]
        return f"{_RIGHT} {rest}" if len(rest) > 3 else _RIGHT
    alike = SequenceMatcher(None, word, _RIGHT, autojunk=False).ratio() >= _ALIKE
    return _RIGHT if alike and "nt" in word + "nt" * ("tn" in word) else word
