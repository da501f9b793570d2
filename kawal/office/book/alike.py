"""How alike two texts of plans are, by the roots of their words: what is found is offered to a person,
never applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from kawal.engine.checks.sharpness.words import read
from kawal.office.planning.models import Indicator

LEAST = 50
"""Points of a hundred below which two wordings are not about the same thing."""
MOST = 5


@dataclass(frozen=True)
class Near:
    """An indicator with how alike its wording is, from 0 to 100."""

    indicator: Indicator
    score: int


@lru_cache(maxsize=50_000)
def roots(text: str) -> str:
    """The roots of the words that carry content, in order of the alphabet, each once: whoever measures
    the same thing with other endings, in another order, has the same.

    >>> roots("Persentase ibu hamil yang dilayani"), roots("Jumlah pelayanan ibu hamil")
    ('hamil ibu layan', 'hamil ibu layan')
    """
    return " ".join(sorted(read(text).content))


def nearest(text: str, among: Iterable[Indicator]) -> Sequence[Near]:
    """The most alike of these, the nearest first, each wording once."""
    asked = roots(text)
    found: dict[str, Near] = {}
    for each in among:
        score = round(fuzz.ratio(asked, roots(each.name), score_cutoff=LEAST))
        if score >= LEAST and (each.name not in found or found[each.name].score < score):
            found[each.name] = Near(each, score)
    return sorted(found.values(), key=lambda each: (-each.score, each.indicator.name))[:MOST]
