"""What is made, as a number, in the words and units in which the nomenclature counts it."""

from __future__ import annotations

from collections.abc import Iterator

from kawal.engine.checks.sharpness.parts import is_done
from kawal.engine.checks.sharpness.subject import is_nobodys, subject_of, typed
from kawal.engine.checks.sharpness.templates import templates, thing_of, work_of
from kawal.engine.checks.sharpness.tidying import once
from kawal.engine.checks.sharpness.words import Wording

_PAPERS = ("dokumen", "laporan", "berkas")


def counted(wording: Wording, unit: str) -> Iterator[str]:
    """What is made, counted as the nomenclature counts it: *Jumlah laporan koordinasi …*."""
    subject = subject_of(wording)
    if subject is None or wording.kinds:
        return
    done = templates()["made"].get(subject.work_noun, "")
    if done:
        yield f"Jumlah {subject.thing} yang {done}"
    elif subject.first != unit.strip().lower() in _PAPERS:
        yield once(f"Jumlah {unit.strip().lower()} {subject.both}")
    elif subject.first == unit.strip().lower():
        yield f"Jumlah {subject.both}"


def made(wording: Wording) -> Iterator[tuple[str, str]]:
    """What is made, with the unit in which the nomenclature counts it, where the plan names none."""
    subject = subject_of(wording)
    if subject is None or wording.kinds or is_nobodys(wording):
        return
    work = work_of(subject.work_noun)["name"]
    thing = thing_of(subject.first)["name"]
    done = templates()["made"].get(subject.work_noun, "")
    if subject.first in _PAPERS and done:
        yield f"Jumlah {subject.thing} yang {done}", subject.first
    elif work in ("supplying", "having") and thing == "services":
        yield f"Jumlah laporan penyediaan {subject.thing}", "laporan"
    elif work in ("supplying", "having") and thing == "goods" and done:
        yield f"Jumlah paket {subject.thing} yang {done}", "paket"
    elif work in ("keeping", "building") and thing in ("goods", "roads") and done:
        yield f"Jumlah {subject.thing} yang {done}", "unit"


def stands_done(wording: Wording) -> Iterator[str]:
    """*Jembatan terbangun*, counted."""
    last = wording.words[-1]
    if not wording.kinds and not wording.predicate and len(wording.words) > 1 and is_done(last):
        yield f"Jumlah {typed(wording, 0, len(wording.words) - 1)} yang {last}"
