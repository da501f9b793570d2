"""The verdict on one indicator: sharp or blunt, why, and how it would be sharper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kawal.engine.checks.sharpness import clarity, completeness, figures, measure, results
from kawal.engine.checks.sharpness.code import Blunt, Code
from kawal.engine.checks.sharpness.direction import more_of_the_bad
from kawal.engine.checks.sharpness.indicator import Indicator, Level
from kawal.engine.checks.sharpness.standards import Standard, standard_of
from kawal.engine.checks.sharpness.units import is_occasion
from kawal.engine.checks.sharpness.words import Wording, read

MOST_FAULTS = 3
"""More of them than these nobody mends at once."""
_ORDER = {code: place for place, code in enumerate(Code)}


@dataclass(frozen=True)
class Verdict:
    """faults: the main one first, each code once; none where the indicator is sharp. notes: what does
    not make it blunt, such as spelling."""

    wording: Wording
    standard: Standard | None
    faults: tuple[Blunt, ...]
    notes: tuple[str, ...]

    @property
    def is_blunt(self) -> bool:
        return bool(self.faults)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(fault.code.value for fault in self.faults)


def judge(indicator: Indicator, official: bool = False) -> Verdict:
    """What the text, the unit and the figures of one indicator say.

    official: whether the wording is that of the national nomenclature, which no region may alter; then
    only its unit and its figures are judged.
    """
    wording = read(indicator.text)
    standard = standard_of(wording)
    found = list(measure.unit(indicator, wording, standard))
    if _has_official_form(indicator, wording):
        found += [] if official else _occasions(indicator, wording)
    elif not official:
        found += _of_text(indicator, wording, standard)
    found += figures.faults(indicator, wording, standard)
    found.sort(key=lambda fault: _ORDER[fault.code])
    return Verdict(wording, standard, tuple(found[:MOST_FAULTS]), tuple(_notes(wording)))


def _has_official_form(indicator: Indicator, wording: Wording) -> bool:
    """Sub kegiatan are counted as the nomenclature counts them: *Jumlah …*, *Panjang …*."""
    return indicator.level is Level.SUB_ACTIVITY and wording.kind in ("count", "size")


def _occasions(indicator: Indicator, wording: Wording) -> Iterator[Blunt]:
    """The one form of it that the nomenclature hardly has: how often something took place."""
    if is_occasion(indicator.unit):
        yield from results.work(wording, indicator.unit, wants_result=False)


def _of_text(indicator: Indicator, wording: Wording, standard: Standard | None) -> Iterator[Blunt]:
    yield from clarity.double(wording)
    if standard is not None:
        return
    yield from more_of_the_bad(wording)
    wants_result = indicator.level.wants_result
    if blunt := list(clarity.no_indicator(wording, indicator.unit)):
        yield from blunt
        return
    yield from results.absorption(wording)
    yield from clarity.circular(wording)
    yield from results.work(wording, indicator.unit, wants_result)
    if wants_result:
        yield from results.means(wording)
        yield from results.output(wording)
    vague = clarity.vague_word(wording)
    if not vague:
        yield from completeness.incomplete(wording, wants_result)
    yield from clarity.vague(wording, vague)


def _notes(wording: Wording) -> Iterator[str]:
    for typed, right in wording.slips:
        yield f'Ejaan "{typed}": tulis "{right}".'
