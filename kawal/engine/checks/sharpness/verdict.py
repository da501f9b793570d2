"""The verdict on one indicator: sharp or blunt, why, and how it would be sharper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kawal.engine.checks.sharpness import clarity, figures, measure, results
from kawal.engine.checks.sharpness.code import Blunt, Code
from kawal.engine.checks.sharpness.indicator import Indicator, Level
from kawal.engine.checks.sharpness.standards import Standard, standard_of
from kawal.engine.checks.sharpness.words import Wording, read

_ORDER = {code: place for place, code in enumerate(Code)}


@dataclass(frozen=True)
class Verdict:
    """faults: the main one first, each code once; none where the indicator is sharp. notes: what does
    not make it blunt, such as spelling."""

    wording: Wording
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
    only its figures are judged.
    """
    wording = read(indicator.text)
    standard = standard_of(wording)
    found = {fault.code: fault for fault in figures.faults(indicator, wording, standard)}
    if not official:
        found = {fault.code: fault for fault in _of_text(indicator, wording, standard)} | found
    faults = tuple(sorted(found.values(), key=lambda fault: _ORDER[fault.code]))
    return Verdict(wording, faults, tuple(_notes(wording)))


def _of_text(indicator: Indicator, wording: Wording, standard: Standard | None) -> Iterator[Blunt]:
    yield from measure.unit(wording, standard, indicator.unit)
    if indicator.level is Level.SUB_ACTIVITY:
        return
    yield from clarity.double(wording)
    if standard is not None:
        return
    yield from clarity.no_indicator(wording)
    yield from clarity.incomplete(wording)
    yield from clarity.vague(wording)
    yield from clarity.circular(wording)
    yield from results.absorption(wording)
    yield from results.work(wording)
    if indicator.level.wants_result:
        yield from results.means(wording)
        yield from results.output(wording)


def _notes(wording: Wording) -> Iterator[str]:
    for typed, right in wording.slips:
        yield f'Ejaan "{typed}": tulis "{right}".'
