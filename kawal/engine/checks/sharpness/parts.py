"""The parts of a wording that faults ask for: what is measured, and what is said of it."""

from __future__ import annotations

from functools import cache, lru_cache

from kawal.engine.checks.sharpness.roots import root
from kawal.engine.checks.sharpness.vocabulary import measures, phrases, words
from kawal.engine.checks.sharpness.words import Wording, noun_of

_WORDS = 50_000
"""So many words are kept with what they are; a regency's plans have a few thousand."""
SERVICES = ("layanan", "pelayanan")
BENEFIT = frozenset(("bagi", "untuk", "kepada"))
"""Behind these stands whom a service reaches: then its share is that of them."""


_OTHERWISE = frozenset(("bayar", "tingkat", "tinggi", "bantu", "tata"))
"""Roots whose other forms tell what others did: *pajak terbayar*."""


def has_phrase(wording: Wording, section: str, key: str) -> bool:
    """Whether one of the phrases of a list stands in the text."""
    return phrases(section, key).search(wording.padded) is not None


def has_word(wording: Wording, section: str, key: str = "words") -> bool:
    """Whether one of the words of a list stands in the text."""
    return not words(section, key).isdisjoint(wording.words)


@lru_cache(maxsize=_WORDS)
def is_statement(word: str) -> bool:
    """Whether a word begins a sentence about what is wished or done: *meningkatnya*, *mewujudkan*."""
    if word in words("statements"):
        return True
    if word in measures():
        return False
    if word.endswith("nya"):
        return root(word) != word
    return word.startswith("me") and word.endswith(("kan", "i")) and root(word) != word


@lru_cache(maxsize=_WORDS)
def is_work(word: str) -> bool:
    """Whether a word names work: *pengelolaan*, *koordinasi*; not what came of it, as *penurunan*."""
    if word in SERVICES or word in words("complete", "results"):
        return False
    if word in words("complete", "things"):
        return False
    if word in words("work", "occasions") or word in words("work", "others"):
        return True
    return (
        word.startswith(("pe", "per"))
        and word.endswith("an")
        and len(word) > 7
        and root(word) != word
    )


@lru_cache(maxsize=_WORDS)
def is_deed(word: str) -> bool:
    """Whether a noun in pe-…-an tells that somebody did something, whatever came of it."""
    if word in words("complete", "things") or word in measures():
        return False
    return word.startswith("pe") and word.endswith("an") and root(word) != word


@lru_cache(maxsize=_WORDS)
def is_done(word: str) -> bool:
    """Whether a word says only that the office has done its work: *dibangun*, *terpasang*."""
    plain = word.removesuffix("nya")
    if plain in words("outputs", "done"):
        return True
    return plain.startswith(("di", "ter")) and plain != root(plain) and root(plain) in _done_roots()


@cache
def _done_roots() -> frozenset[str]:
    return frozenset(root(word) for word in words("outputs", "done")) - _OTHERWISE


@lru_cache(maxsize=_WORDS)
def is_state_noun(word: str) -> bool:
    """*kepemilikan*, *kesesuaian*: nouns in ke-…-an of a state, not of a field such as *kesehatan*."""
    return (
        word.startswith("ke")
        and word.endswith("an")
        and word not in words("complete", "fields")
        and root(word) != word
    )


@lru_cache(maxsize=_WORDS)
def is_participle(word: str) -> bool:
    """*terakreditasi*, *bersertifikat*, *dimanfaatkan*: what has become of the thing before it."""
    return (
        len(word) > 5
        and word.startswith(("ter", "ber", "di", "men", "mem", "meng"))
        and not word.endswith("nya")
        and root(word) != word
    )


def has_condition(body: tuple[str, ...]) -> bool:
    """Whether the words say which part of a whole is meant."""
    noun = noun_of(body)
    if not noun:
        return False
    if noun in words("complete", "results") or is_state_noun(noun):
        return True
    inner = body[body.index(noun) + 1 :]
    if noun in SERVICES and not BENEFIT.isdisjoint(inner[:-1]):
        return True
    if is_work(noun):
        return any(word in words("complete", "relations") for word in inner[:-1])
    if {"jumlah", "dalam"}.intersection(inner[:-1]) or any(
        word in words("complete", "relations") for word in inner[:-1]
    ):
        return True
    return any(word in words("complete", "states") or is_participle(word) for word in inner)


def came_of_it(wording: Wording) -> bool:
    """Whether the text says what became of the thing, not only that work was done on it."""
    predicate = wording.predicate
    return bool(predicate) and not (
        is_done(predicate)
        or predicate in words("outputs", "undergo")
        or predicate in words("own", "filling")
        or predicate in words("statements")
    )
