"""Names of the nomenclature, compared without what copying does to them."""

from __future__ import annotations

import unicodedata

import polars as pl

_MARKS = r"[^\p{L}\p{N}]+"
END = "(tidak ada kata lagi)"
"""What stands for the rest of a name that ends where the other goes on."""
_SHOWN = 5
"""How many words of a difference are enough to find it."""


def name_key(name: pl.Expr) -> pl.Expr:
    """What two writings of one name have in common: its letters and digits, small.

    A list copied from a PDF has broken hyphens ("RKA- SKPD"), doubled spaces and marks of footnotes;
    people write capitals as they like. None of that makes another name.
    """
    return name.str.normalize("NFKC").str.to_lowercase().str.replace_all(_MARKS, "")


def parting(one: str, other: str) -> tuple[str, str]:
    """A few words of both names, each from the last word that begins before their keys part.

    >>> parting("Pembinaan Gizi Desa", "PEMBINAAN  Gisi")
    ('Gizi Desa', 'Gisi')
    >>> parting("Pembinaan", "Pembinaan Gizi")
    ('(tidak ada kata lagi)', 'Gizi')
    """
    keys = (key_of(one), key_of(other))
    unlike = (place for place, (a, b) in enumerate(zip(*keys, strict=False)) if a != b)
    place = next(unlike, min(map(len, keys)))
    starts = (_starts(one), _starts(other))
    begin = max(start for start in starts[0].keys() & starts[1].keys() if start <= place)
    return _rest(one, starts[0][begin]), _rest(other, starts[1][begin])


def _starts(name: str) -> dict[int, int]:
    """How many letters and digits stand before each word, and before the end: which word it is."""
    words = name.split()
    lengths = [len(key_of(word)) for word in words]
    places = [sum(lengths[:number]) for number in range(len(words) + 1)]
    return {place: number for number, place in reversed(list(enumerate(places)))}


def _rest(name: str, number: int) -> str:
    words = name.split()[number:]
    if not words:
        return END
    return " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")


def key_of(text: str) -> str:
    """As `name_key`, for a single text."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))
