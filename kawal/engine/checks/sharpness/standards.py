"""The field's standard indicators: what they are called, with which unit, direction and bounds."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources

from kawal.engine.checks.sharpness.vocabulary import measures
from kawal.engine.checks.sharpness.words import Wording

_OTHER = ("change", "count")
"""Behind these it is another indicator: its growth, or how many there are."""
UP, DOWN = "naik", "turun"
_SIZES = ("panjang", "luas", "luasan", "volume")
_MOST_WORDS = 6


@dataclass(frozen=True)
class Standard:
    """An indicator that is defined outside of the region.

    units: kinds of unit (see `units.kind_of`) that fit, or words that stand in one. better: UP, DOWN,
    or "" where neither is. lowest, highest: what it can be, None where there is no bound. written: the
    unit in words.
    """

    key: str
    name: str
    units: frozenset[str]
    better: str
    lowest: Decimal | None
    highest: Decimal | None
    source: str
    written: str


def standard_of(wording: Wording) -> Standard | None:
    """The standard indicator that the text is about: it begins with its name, behind measuring words.

    Sought longest name first, so that *kedalaman kemiskinan* is not taken for *kemiskinan*. Its growth,
    or a part of it (*… yang …*), is another indicator.
    """
    known, found = _by_name(), wording.words
    if "yang" in found or "yg" in found:
        return None
    for start in range(min(wording.head, 3) + 1):
        for length in range(min(_MOST_WORDS, len(found) - start), 0, -1):
            name = " ".join(found[start : start + length])
            if name in known:
                return None if _is_a_part(wording, start, known[name]) else known[name]
        if start < len(found) and (
            measures().get(found[start]) in _OTHER or found[start] in _SIZES
        ):
            return None
    return None


def _is_a_part(wording: Wording, start: int, standard: Standard) -> bool:
    """A share of an amount of money: *Rasio PDRB pariwisata*."""
    return start > 0 and wording.kind in ("ratio", "share") and standard.units == {"uang"}


@cache
def all_standards() -> tuple[Standard, ...]:
    """Every standard indicator, in the order of the table."""
    return tuple(dict.fromkeys(_by_name().values()))


@cache
def _by_name() -> dict[str, Standard]:
    known: dict[str, Standard] = {}
    file = resources.files(__package__).joinpath("standards.csv")
    for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines()):
        standard = Standard(
            key=row["kode"],
            name=row["nama"],
            units=frozenset(row["satuan"].split("|")) - {""},
            better=row["arah"],
            lowest=_bound(row["terendah"]),
            highest=_bound(row["tertinggi"]),
            source=row["sumber"],
            written=row["ditulis"],
        )
        for name in row["sebutan"].split("|"):
            known[name] = standard
    return known


def _bound(text: str) -> Decimal | None:
    return Decimal(text) if text else None
