"""Whether the unit fits what the text measures."""

from __future__ import annotations

from collections.abc import Iterator

from kawal.engine.checks.sharpness.code import Blunt, Code
from kawal.engine.checks.sharpness.figures import number_of
from kawal.engine.checks.sharpness.indicator import Indicator
from kawal.engine.checks.sharpness.standards import Standard
from kawal.engine.checks.sharpness.units import kind_of
from kawal.engine.checks.sharpness.vocabulary import measures
from kawal.engine.checks.sharpness.words import Wording

_REFUSED: dict[str, tuple[str, ...]] = {
    "share": ("orang", "benda", "waktu", "ukuran", "uang"),
    "reach": ("orang", "benda", "waktu"),
    "count": ("persen", "waktu"),
    "index": ("persen", "orang", "benda", "waktu", "ukuran"),
    "time": ("persen", "orang", "benda"),
}
"""Kind of measure → kinds of unit that contradict it."""
_ABSOLUTE = ("luas", "luasan", "panjang", "volume", "produksi", "populasi", "debit")
"""Quantities that have a unit of their own, never percent."""
_ALWAYS = (("count", "persen"), ("share", "orang"), ("share", "benda"))
"""Contradictions even where a standard indicator bears the name."""
_THINGS = ("unit", "dokumen", "laporan", "paket", "kegiatan", "kali", "buah")
_SCALES = (
    "indeks",
    "index",
    "predikat",
    "opini",
    "level",
    "skor",
    "rasio",
    "peringkat",
    "kategori",
    "skala",
    "grade",
)
_MEASURED = ("luas", "luasan", "panjang", "debit", "laju")
_GRADED = ("predikat", "opini")
_CLASSES = ("wtp", "wdp", "bb", "aa", "a", "b")


def unit(indicator: Indicator, wording: Wording, standard: Standard | None) -> Iterator[Blunt]:
    """A percentage is not counted in documents, a number of people not in percent. An empty unit is
    unknown; then the targets may say one."""
    if wording.kind is None and standard is None:
        return
    first = wording.words[0].capitalize()
    kind = kind_of(indicator.unit)
    if kind is None:
        figures = (indicator.baseline, *indicator.targets)
        if wording.kind == "count" and any("%" in text for text in figures):
            yield Blunt(Code.UNIT, f'"{first}" dihitung, tetapi targetnya ditulis dalam persen.')
    elif _is_graded_in_numbers(indicator):
        yield Blunt(Code.UNIT, f'Satuan "{indicator.unit}" tidak cocok dengan target berupa angka.')
    elif _contradicts(wording, standard, kind, indicator.unit):
        yield Blunt(Code.UNIT, f'"{first}" tidak dihitung dalam satuan "{indicator.unit}".')


def _contradicts(wording: Wording, standard: Standard | None, kind: str, typed: str) -> bool:
    if wording.kind == "change":
        return False
    if (wording.kind, kind) in _ALWAYS:
        return True
    if standard is not None:
        return bool(standard.units) and not fits(standard, kind, typed)
    if kind == "waktu" and _speaks_of_time(wording, typed):
        return False
    if kind in ("persen", "indeks") and wording.words[0] in _ABSOLUTE:
        return True
    return _is_refused(wording, kind, typed)


def _is_refused(wording: Wording, kind: str, typed: str) -> bool:
    if wording.kind == "ratio" or wording.words[0] in _MEASURED:
        return kind == "orang" or typed.strip().lower() in _THINGS
    if kind == "indeks" and wording.kind in ("share", "count"):
        return typed.strip().lower() in _SCALES
    return kind in _REFUSED.get(wording.kind or "", ())


def _speaks_of_time(wording: Wording, typed: str) -> bool:
    return typed.lower() in wording.words or any(
        measures().get(word) == "time" for word in wording.words
    )


def _is_graded_in_numbers(indicator: Indicator) -> bool:
    filled = [text for text in indicator.targets if number_of(text)]
    unit = indicator.unit.strip().lower()
    return (unit in _GRADED or unit in _CLASSES) and bool(filled)


def fits(standard: Standard, kind: str, typed: str) -> bool:
    """Whether a unit is one in which the standard indicator is measured."""
    if kind == "indeks":  # *angka*, *nilai*: said of any figure
        return True
    return kind in standard.units or any(unit in typed.lower() for unit in standard.units)
