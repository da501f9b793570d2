"""Whether the unit fits what the text measures."""

from __future__ import annotations

from collections.abc import Iterator

from kawal.engine.checks.sharpness.code import Blunt, Code
from kawal.engine.checks.sharpness.standards import Standard
from kawal.engine.checks.sharpness.units import kind_of
from kawal.engine.checks.sharpness.words import Wording

_COUNTED = ("orang", "benda", "waktu", "ukuran", "uang")
_REFUSED: dict[str, tuple[str, ...]] = {
    "share": _COUNTED,
    "reach": ("orang", "benda", "waktu"),
    "count": ("persen",),
    "index": ("orang", "benda", "waktu", "ukuran"),
    "size": ("persen",),
    "time": ("persen", "orang", "benda"),
}
"""Kind of measure → kinds of unit that contradict it."""


def unit(wording: Wording, standard: Standard | None, typed: str) -> Iterator[Blunt]:
    """A percentage is not counted in documents, a number of people not in percent. An empty unit is
    unknown."""
    kind = kind_of(typed)
    if kind is None or wording.kind is None:
        return
    if "change" in wording.kinds:
        return
    if standard is not None:
        wrong = bool(standard.units) and not _fits(kind, typed, standard)
    else:
        wrong = kind in _REFUSED.get(wording.kind, ())
    if wrong:
        first = " ".join(wording.words[: max(wording.head, 1)])
        yield Blunt(Code.UNIT, f'"{first.capitalize()}" tidak dihitung dalam satuan "{typed}".')


def _fits(kind: str, typed: str, standard: Standard) -> bool:
    return kind in standard.units or any(unit in typed.lower() for unit in standard.units)
