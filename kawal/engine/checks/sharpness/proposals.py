"""Sharper wordings for a blunt indicator: they keep its subject and pass the test themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from kawal.engine.checks.sharpness.code import Code
from kawal.engine.checks.sharpness.counting import counted, made, stands_done
from kawal.engine.checks.sharpness.indicator import Indicator, Level
from kawal.engine.checks.sharpness.parts import is_state_noun, is_work
from kawal.engine.checks.sharpness.rewording import candidates, weakness
from kawal.engine.checks.sharpness.standards import Standard
from kawal.engine.checks.sharpness.subject import (
    is_nobodys,
    is_person,
    names_work,
    subject_of,
    typed,
)
from kawal.engine.checks.sharpness.templates import words_of
from kawal.engine.checks.sharpness.tidying import tidy
from kawal.engine.checks.sharpness.units import is_thing, kind_of
from kawal.engine.checks.sharpness.verdict import Verdict, judge
from kawal.engine.checks.sharpness.vocabulary import words
from kawal.engine.checks.sharpness.words import Wording, read

MOST = 3
KEPT = 0.6
"""The share of the content words that a proposal keeps at least; else it is another indicator."""
_SIZES = {
    "luas": "ha",
    "luasan": "ha",
    "panjang": "km",
    "volume": "m³",
    "produksi": "ton",
    "populasi": "ekor",
}
_RISES = "peningkatan"
_BUILT = (
    "dibangun",
    "terbangun",
    "direhabilitasi",
    "disediakan",
    "diadakan",
    "dipelihara",
    "dipasang",
    "tersedia",
    "terpasang",
    "terpelihara",
)
_WRITTEN = ("disusun", "tersusun")
PERCENT, INDEX = "persen", "indeks"
OF_FIGURES = (Code.NO_NUMBER, Code.FRACTIONS, Code.OUT_OF_RANGE, Code.DIRECTION, Code.FLAT)
"""Faults of the figures: no wording mends them, their sentences say what does."""


@dataclass(frozen=True)
class Proposal:
    """A wording with the unit that belongs to it, "" where the old one stays. text: names the unit
    behind it where that is another kind than the old one."""

    text: str
    unit: str

    @property
    def named(self) -> str:
        """The wording alone, as it is written into a plan."""
        return self.text.removesuffix(f" (satuan: {self.unit})")

    def beside(self, old_unit: str) -> Proposal:
        """The same, its unit told where it is of another kind than the old one."""
        is_told = self.named != self.text or not (self.unit and old_unit)
        if is_told or kind_of(self.unit) == kind_of(old_unit):
            return self
        return Proposal(f"{self.text} (satuan: {self.unit})", self.unit)


def propose(indicator: Indicator, verdict: Verdict) -> tuple[Proposal, ...]:
    """Up to MOST wordings, the best fitting first; none for a sharp indicator.

    What fits everything is proposed only where nothing says more.
    """
    if not verdict.is_blunt:
        return ()
    found: dict[str, Proposal] = {}
    weak: dict[Proposal, int] = {}
    for proposal in _candidates(verdict, indicator):
        if rank := weakness(proposal.text):
            weak[proposal] = rank
        elif proposal.text not in found and is_sharper(proposal, indicator, verdict.wording):
            found[proposal.text] = proposal
            if len(found) == MOST:
                break
    chosen = tuple(found.values()) or _least_weak(weak, indicator, verdict)
    return tuple(each.beside(indicator.unit) for each in chosen)


def _least_weak(
    weak: Mapping[Proposal, int], indicator: Indicator, verdict: Verdict
) -> tuple[Proposal, ...]:
    for rank in sorted(set(weak.values())):
        alike = (each for each in weak if weak[each] == rank)
        passing = (each for each in alike if is_sharper(each, indicator, verdict.wording))
        if found := tuple(islice(passing, MOST)):
            return found
    return ()


def is_sharper(proposal: Proposal, indicator: Indicator, old: Wording) -> bool:
    """Whether a wording passes the test at its level and keeps what the old one is about."""
    kept = old.content
    if len(kept & read(proposal.text).content) < KEPT * len(kept):
        return False
    return not judge(Indicator(proposal.text, proposal.unit, indicator.level)).is_blunt


def _candidates(verdict: Verdict, indicator: Indicator) -> Iterator[Proposal]:
    wording, main = read(tidy(verdict.wording)), verdict.faults[0].code
    if main is Code.DIRECTION and _RISES in wording.words:
        yield Proposal(_falling(wording), PERCENT)
    if main in OF_FIGURES:
        return
    if main is Code.DOUBLE:
        yield from _apart(wording)
    is_official = indicator.level is Level.SUB_ACTIVITY
    if main is Code.UNIT and is_nobodys(wording) and verdict.standard is None:
        return
    if main is Code.UNIT and (is_official or not _is_work_measured(wording)):
        yield from _with_a_fitting_unit(wording, verdict.standard, indicator)
        if is_official or {fault.code for fault in verdict.faults} <= {main, *OF_FIGURES}:
            return
    is_occasion = main is Code.NO_INDICATOR and not words("work", "doing").isdisjoint(
        wording.words[:1]
    )
    if is_official and (main is Code.WORK or is_occasion):
        yield from _as_a_report(wording)
    if not indicator.level.wants_result:
        yield from _counted(wording, indicator)
    for text in candidates(wording, [fault.code for fault in verdict.faults]):
        yield Proposal(text, PERCENT if text.startswith("Persentase") else INDEX)


def _is_work_measured(wording: Wording) -> bool:
    """*Jumlah penyediaan …*: the unit is not all that must be mended."""
    is_asked_for = wording.kind == "share" and wording.noun in words_of("answering")
    return is_asked_for or (wording.kind in ("count", "reach") and names_work(wording.noun))


def _counted(wording: Wording, indicator: Indicator) -> Iterator[Proposal]:
    """What an activity makes, as a number: in its own unit, or in that of the nomenclature."""
    is_counted = is_thing(indicator.unit)
    if is_counted or not indicator.unit:
        for text in stands_done(wording):
            yield Proposal(text, indicator.unit or "unit")
    if is_counted:
        for text in counted(wording, indicator.unit):
            yield Proposal(text, indicator.unit)
    elif indicator.level is Level.SUB_ACTIVITY:
        for text, unit in made(wording):
            yield Proposal(f"{text} (satuan: {unit})", unit)


def _falling(wording: Wording) -> str:
    return wording.text.lower().replace(_RISES, "penurunan", 1).capitalize()


def _with_a_fitting_unit(
    wording: Wording, standard: Standard | None, indicator: Indicator
) -> Iterator[Proposal]:
    """The same text in the unit of what it measures; a number that was given in percent, as a share."""
    text, unit_typed = _without_its_unit(wording), indicator.unit
    if wording.kinds[:2] == ("share", "index"):
        unit = wording.words[1]
        behind = text[wording.places[0][1] :].strip()
        yield Proposal(f"{behind[:1].upper()}{behind[1:]} (satuan: {unit})", unit)
        return
    if wording.kind == "count":
        measured = typed(wording, wording.head, len(wording.words))
        if wording.body[0] == "kebutuhan" and not wording.predicate:
            measured = f"{measured} yang terpenuhi"
        share = Proposal(f"Persentase {measured}", PERCENT)
        if indicator.level is Level.SUB_ACTIVITY and wording.noun in words("work", "occasions"):
            yield from _as_a_report(wording)
            return
        thing = _unit_of_things(wording, standard)
        number = Proposal(f"{text[:1].upper()}{text[1:]} (satuan: {thing})", thing)
        if indicator.level is Level.SUB_ACTIVITY:  # there the nomenclature counts
            yield number
        else:
            yield from (number, share) if wording.predicate in _BUILT else (share, number)
        return
    is_graded = standard is not None and kind_of(standard.written) == "indeks"
    if wording.kind == "share" and is_graded:
        behind = typed(wording, wording.head, len(wording.words))
        yield Proposal(f"Nilai {behind} (satuan: nilai)", "nilai")
        return
    if wording.kind == "share" and is_thing(unit_typed) and not _is_no_thing(wording.noun):
        yield Proposal(f"Jumlah {text[wording.places[0][1] :].strip()}", unit_typed)
    unit = _unit_of(wording)
    if wording.kind == "size":
        yield Proposal(f"Persentase {text[:1].lower()}{text[1:]}", PERCENT)
    if standard is not None:
        unit = standard.written or unit
    if unit == INDEX and wording.words[0] == "nilai":
        unit = "nilai"
    yield Proposal(f"{text} (satuan: {unit})", unit)


def _unit_of_things(wording: Wording, standard: Standard | None) -> str:
    """What is counted, by its own name; *unit* where that names work or something built."""
    if standard is not None:
        return standard.written
    if wording.predicate in _WRITTEN:
        return "dokumen"
    if is_person(wording.noun):
        return "orang"
    thing = wording.bracketed or wording.noun
    is_built = wording.predicate in _BUILT and thing not in words("outputs", "written")
    is_no_name = is_built or is_work(thing) or thing in words("complete", "results")
    return "unit" if is_no_name else thing


def _as_a_report(wording: Wording) -> Iterator[Proposal]:
    """Where work is counted, the nomenclature counts what is reported of it."""
    if subject := subject_of(wording):
        yield Proposal(f"Jumlah laporan pelaksanaan {subject.both} (satuan: laporan)", "laporan")


def _without_its_unit(wording: Wording) -> str:
    """The text without the unit that was typed behind it: *Jumlah kendaraan (unit)*."""
    bracketed = wording.bracketed
    is_unit = kind_of(bracketed) not in (None, "benda") or bracketed.lower() == "unit"
    return wording.text.removesuffix(f"({bracketed})").strip() if is_unit else wording.text


def _is_no_thing(noun: str) -> bool:
    """What is done or how things are is not counted in pieces."""
    results = words("complete", "results") - {"kunjungan"}
    return is_work(noun) or is_state_noun(noun) or noun in results


def _apart(wording: Wording) -> Iterator[Proposal]:
    """Each of two measures for itself."""
    text = wording.text
    for joint in (" dan ", " serta "):
        left, _, right = text.partition(joint)
        for part in (left, right):
            unit = PERCENT if part.lower().startswith("persentase") else ""
            yield Proposal(f"{part[:1].upper()}{part[1:]}", unit)


def _unit_of(wording: Wording) -> str:
    if wording.kind == "size":
        return _SIZES.get(wording.words[0], "unit")
    return INDEX if wording.kind == "index" else PERCENT
