"""Words that were mistyped, as the words of the vocabulary that they were meant to be."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache

from kawal.engine.checks.sharpness.roots import is_word
from kawal.engine.checks.sharpness.vocabulary import every_word

_SHORTEST = 8
"""In shorter words one letter makes another word: *kader* and *kadar*."""
_PERCENTAGE = "persentase"
_ALIKE = 0.8
"""From here on two words are one word and a slip; found on the slips that plans are full of."""


@lru_cache(maxsize=100_000)
def mended(word: str) -> str:
    """The word of the vocabulary that this one is but for one letter; else the word itself.

    *Persentase* is found behind more slips, for it is misspelt most and decides most. What was
    written together with it is parted from it.

    >>> mended("prosentase"), mended("adminitrasi"), mended("pelayaran")
    ('persentase', 'administrasi', 'pelayaran')
    """
    if len(word) < _SHORTEST or word in every_word():
        return word
    if word.startswith(_PERCENTAGE):
        rest = word[len(_PERCENTAGE) :]
        return f"{_PERCENTAGE} {rest}" if len(rest) > 3 else _PERCENTAGE
    if _is_percentage(word):
        return _PERCENTAGE
    if is_word(word):
        return word
    near = _near()
    meant = next((near[variant] for variant in (word, *_shorter(word)) if variant in near), word)
    return meant if meant[:2] == word[:2] else word


def is_known(word: str) -> bool:
    """Whether a word is one of the vocabulary or of the language; else it is a name, or a slip."""
    return word in every_word() or is_word(word)


def _is_percentage(word: str) -> bool:
    if not word.startswith("p") or "nta" not in word.replace("tna", "nta"):
        return False
    return SequenceMatcher(None, word, _PERCENTAGE, autojunk=False).ratio() >= _ALIKE


@cache
def _near() -> dict[str, str]:
    """Each long word of the vocabulary, and each of them with one letter less."""
    known = [word for word in sorted(every_word()) if len(word) >= _SHORTEST]
    shorter = {variant: word for word in known for variant in _shorter(word)}
    return shorter | {word: word for word in known}


def _shorter(word: str) -> Iterator[str]:
    for place in range(len(word)):
        yield word[:place] + word[place + 1 :]
