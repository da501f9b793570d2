"""Faults of the baseline and the targets: what is no number, out of its range, or says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from kawal.engine.checks.sharpness.code import Blunt, Code
from kawal.engine.checks.sharpness.direction import direction
from kawal.engine.checks.sharpness.indicator import Indicator
from kawal.engine.checks.sharpness.standards import Standard
from kawal.engine.checks.sharpness.units import kind_of
from kawal.engine.checks.sharpness.words import Wording
from kawal.engine.shared.numbers import parse_number, says_nothing
from kawal.engine.shared.wording import decimal

_LEADING = re.compile(r"[+-]?\d[\d.,]*")
_GRADE = re.compile(r"(?:WTP(?:[- ]?DPP)?|WDP|TMP|TW|AA|A|BB|B|CC|C|D|E)[+-]?", re.IGNORECASE)
_SEVERAL = re.compile(r"\d\s*(?:-|–|/|s/?d|sampai|hingga)\s*\d", re.IGNORECASE)
_EMPTY = frozenset({"?", "belum", "belum rilis", "tad", "nan", "none", "null", "belum ada"})
_HUNDRED, _ONE = Decimal(100), Decimal(1)
_MIXED = 20
"""A percentage that grows so many times from at most one is more likely a fraction and a percentage."""
_MOST = 0.6
"""The share of the years at one figure from which on a row is flat."""
_BOUNDED = ("share", "reach")
_UNBOUNDED = frozenset(
    ("capaian", "pencapaian", "realisasi", "ketercapaian", "kontribusi", "deviasi", "pertambahan")
)
"""What may be more than all: a target that is overfulfilled."""


def faults(indicator: Indicator, wording: Wording, standard: Standard | None) -> Iterator[Blunt]:
    """Every fault of the figures. What is not filled is unknown and no fault."""
    if not indicator.baseline and not indicator.targets:
        return
    targets = [text for text in indicator.targets if is_filled(text)]
    yield from _no_number(indicator, targets)
    baseline = number_of(indicator.baseline)
    numbers = [number for text in targets if (number := number_of(text)) is not None]
    percent = is_percent(indicator, wording)
    if percent:
        yield from _fractions(baseline, numbers)
    known = [baseline, *numbers] if baseline is not None and standard is None else numbers
    yield from _out_of_range(wording, standard, percent, known)
    planned = without_idle_zeros(numbers)
    yield from direction(wording, standard, baseline, planned)
    if indicator.level.wants_result:
        yield from _flat(planned)


def is_filled(text: str) -> bool:
    """Whether a cell says anything; a dash, a question mark or a blank does not."""
    return not says_nothing(text) and text.strip().casefold() not in _EMPTY


@lru_cache(maxsize=50_000)
def number_of(text: str) -> Decimal | None:
    """The number with which a text begins. What may be 1.234 or 1,234 is read by its mark, since here a
    target is compared only with its own neighbours."""
    match = _LEADING.match(text.strip())
    if not match or _SEVERAL.search(text):
        return None
    number = parse_number(match[0].rstrip(".,"))
    if number is not None:
        return number
    plain = match[0].rstrip(".,").replace(",", ".")
    return Decimal(plain) if plain.count(".") <= 1 else None


def is_percent(indicator: Indicator, wording: Wording) -> bool:
    """Whether the figures are percentages: the unit says so, or the text where no unit does."""
    kind = kind_of(indicator.unit)
    return kind == "persen" or (kind is None and wording.kind == "share")


def without_idle_zeros(numbers: Sequence[Decimal]) -> list[Decimal]:
    """The figures without zeros at both ends: programs write 0 where a year is not filled."""
    planned = list(numbers)
    while planned and planned[0] == 0:
        planned.pop(0)
    while planned and planned[-1] == 0:
        planned.pop()
    return planned


def _no_number(indicator: Indicator, targets: Sequence[str]) -> Iterator[Blunt]:
    graded = kind_of(indicator.unit) in ("indeks", None)
    for text in targets:
        if number_of(text) is None and not (graded and _GRADE.fullmatch(text.strip())):
            said = f'Target "{text}" bukan satu angka; tulis angkanya saja.'
            yield Blunt(Code.NO_NUMBER, said)
            return


def _fractions(baseline: Decimal | None, numbers: Sequence[Decimal]) -> Iterator[Blunt]:
    """0,85 beside 85 is a percentage written in two ways."""
    known = [number for number in (baseline, *numbers) if number]
    small = [number for number in known if 0 < number <= _ONE]
    large = [number for number in known if number > _ONE]
    if small and large and max(large) >= max(small) * _MIXED and max(large) <= _HUNDRED * 2:
        said = (
            f"Persentase ditulis dengan dua cara, {decimal(max(small))} dan {decimal(max(large))}; "
            "tulis semuanya dari 0 sampai 100."
        )
        yield Blunt(Code.FRACTIONS, said)


def _out_of_range(
    wording: Wording, standard: Standard | None, percent: bool, numbers: Sequence[Decimal]
) -> Iterator[Blunt]:
    lowest, highest = _bounds(wording, standard, percent)
    for number in numbers:
        if lowest is not None and number < lowest:
            least = decimal(lowest)
            said = f"Nilai {decimal(number)} di bawah {least}; tulis {least} atau lebih."
            yield Blunt(Code.OUT_OF_RANGE, said)
            return
        if highest is not None and number > highest:
            most = decimal(highest)
            said = f"Nilai {decimal(number)} di atas {most}; tulis paling banyak {most}."
            yield Blunt(Code.OUT_OF_RANGE, said)
            return


def _bounds(
    wording: Wording, standard: Standard | None, percent: bool
) -> tuple[Decimal | None, Decimal | None]:
    if standard is not None:
        return standard.lowest, standard.highest
    if "change" in wording.kinds:
        return None, None
    if percent and wording.kind in _BOUNDED and _UNBOUNDED.isdisjoint(wording.words):
        return Decimal(0), _HUNDRED
    return (Decimal(0), None) if wording.kind == "count" else (None, None)


def _flat(planned: Sequence[Decimal]) -> Iterator[Blunt]:
    """Most years at one figure. At the natural ceiling there is nothing left to promise."""
    longest = max((len(list(same)) for _, same in groupby(planned)), default=0)
    level = next((figure for figure, same in groupby(planned) if len(list(same)) == longest), None)
    if longest >= 3 and longest >= _MOST * len(planned) and level not in (None, _HUNDRED):
        said = (
            f"Target tetap {decimal(level)} setiap tahun, tidak ada kemajuan yang dijanjikan; "
            "tulis target yang membaik dari tahun ke tahun."
        )
        yield Blunt(Code.FLAT, said)
