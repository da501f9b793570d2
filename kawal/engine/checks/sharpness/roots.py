"""Roots of Indonesian words, each worked out once."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """The root of a word in lower case.

    >>> root("terselenggaranya"), root("peningkatan")
    ('selenggara', 'tingkat')
    """
    return str(_stemmer().stem(word))


@lru_cache(maxsize=100_000)
def is_word(word: str) -> bool:
    """Whether the word is Indonesian: a root of the dictionary, or made of one."""
    return root(word) != word or bool(_stemmer().dictionary.contains(word))


@cache
def _stemmer() -> Any:
    """Sastrawi's stemmer, without its own cache before ours."""
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer().delegatedStemmer
