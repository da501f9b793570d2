"""Which sentences fit a thing, the work done on it and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from kawal.engine.checks.sharpness.code import Code
from kawal.engine.checks.sharpness.parts import SERVICES, is_done
from kawal.engine.checks.sharpness.subject import Subject
from kawal.engine.checks.sharpness.templates import entry, templates, thing_of, words_of, work_of
from kawal.engine.checks.sharpness.vocabulary import words

_PAPERS = ("dokumen", "laporan", "berkas")
_REVIEWED = {
    "dievaluasi": "evaluasi",
    "dikaji": "kajian",
    "direviu": "reviu",
    "dimonitor": "monitoring",
}
_CEREMONIES = {"peringatan", "upacara", "lomba", "kegiatan"}
_ABOUT_WORDS = (
    "teaching",
    "informing",
    "meeting",
    "travelling",
    "writing",
    "attending",
    "serving",
    "answering",
)
"""Work that is done with words: the thing itself does not change by it."""
_JUDGING = ("meeting", "studying", "weighing", "overseeing", "travelling")
_HELD = ("shows", "contests", "promoting")
_SERVED_WELL = "yang terlayani sesuai standar"
_NOTED = {
    "dinilai",
    "didata",
    "terdata",
    "diverifikasi",
    "diinventarisasi",
    "disurvei",
    "terdaftar",
}
"""What is only written down of a thing leaves it as it is."""
_WIDE = ("pengelolaan", "pengolahan")
_SERVICE_STANDARD = "yang memenuhi standar pelayanan"
HEDGES = re.compile(
    r" (?:dengan|secara) (?:{0})(?: dan (?:{0}))?$".replace(
        "{0}", "baik|optimal|maksimal|efektif|tertib|memadai"
    )
)
_INSPECTED = {"diawasi", "diperiksa", "diinspeksi", "dipantau"}
_TOLD_BY_WORK = ("serving", "backing", "attending", "supplying", "having")
"""Work whose own sentences say all that there is to say."""
_TAUGHT = ("people", "workers", "bodies", "business", "offices", "other")
_UNBUILT = ("people", "villages", "workers", "bodies", "qualities", "business", "participants")
_GAINING = ("bodies", "villages", "business", "workers")
_ANY = "Persentase {it} yang memenuhi standar"
_STANDARD = ("services", "goods", "roads", "land", "schools", "traffic")
"""Things for which a standard is set."""
_NO_STANDARD_WORK = ("teaching", "informing", "strengthening", "meeting", "growing")
_ADJECTIVES = (
    "yang aktif",
    "yang meningkat omzetnya",
    "yang memiliki izin usaha",
    "dengan nilai SAKIP minimal B",
)
"""What says as little as the vague word that it would stand for."""
_OF_FIELDS = (
    "Persentase layanan {o} yang memenuhi standar pelayanan",
    "Indeks kepuasan masyarakat terhadap layanan {o}",
)
_QUALITY = ("Indeks {it}", "Nilai {it} menurut survei")
_OF_QUALITY = ("Indeks {o}", "Nilai {o} menurut survei")
_LEARNT = ("mengikuti", "mendapat", "mendapatkan", "menerima", "memperoleh", "ikut")


def patterns_for(subject: Subject, predicate: str, codes: Sequence[Code]) -> Iterator[str]:
    """Sentences to fill in, the most telling first; their blanks are those of `proposals.toml`.

    predicate: what is said of the thing. codes: the faults that are to be mended, the main one first.
    """
    thing = thing_of(subject.first)
    work = work_of(subject.work_noun or subject.first)
    yield from _by_what_was_done(subject, predicate, thing)
    for code in codes:
        yield from templates()["fault"].get(code.value, ())
    if subject.first in _PAPERS and _about(subject.thing) in words_of("meeting") | words_of(
        "studying"
    ):
        yield "Persentase rekomendasi hasil {about} yang ditindaklanjuti"
        return
    if predicate in _REVIEWED and thing["name"] in ("papers", "reports"):
        yield f"Persentase rekomendasi {_REVIEWED[predicate]} {{o}} yang ditindaklanjuti"
        return
    yield from _by_what_it_is(subject, predicate, thing, work)
    yield from _by_the_work(subject, thing, work)
    is_quality = thing["name"] == "qualities" or _is_quality(subject.work_noun)
    is_quality = is_quality and _about(subject.thing) not in words("complete", "whole_fields")
    if is_quality and work["name"] in ("", "growing", "strengthening"):
        yield from (_OF_QUALITY if subject.work else _QUALITY)
    is_served = work["name"] not in (*_HELD, *_JUDGING)
    if is_served and subject.first in templates()["served"]["words"]:
        yield from _OF_FIELDS
    says_vaguely = not words("vague", "always").isdisjoint(subject.said.split())
    is_vague = (codes[0] is Code.VAGUE or says_vaguely) and predicate not in words(
        "outputs", "kept"
    )
    if not is_vague or {"dengan", "yang"}.isdisjoint(subject.thing.split()):
        yield from _by_standards(subject, thing, work, is_vague)


def _by_what_was_done(subject: Subject, predicate: str, thing: dict[str, Any]) -> Iterator[str]:
    if predicate in templates()["needs"]["words"]:
        yield "Persentase kebutuhan {o} yang terpenuhi"
    is_own = predicate in words("outputs", "made_up")
    is_own = is_own or predicate in _NOTED
    is_helped = not subject.work or subject.work_noun in words_of("assisting")
    if predicate in _LEARNT and not _is_learning(subject.said):
        return
    if not _INSPECTED.isdisjoint(subject.said.split()) and thing["gain"]:
        yield "Persentase {o} yang memenuhi ketentuan sesudah {rest}"
    elif _was_worked_on(predicate) and is_helped and not is_own:
        yield from (_after(each, predicate) for each in thing["gain"])


def _by_what_it_is(
    subject: Subject, predicate: str, thing: dict[str, Any], work: dict[str, Any]
) -> Iterator[str]:
    if work["name"] == "writing":
        yield "Persentase {o} yang {done} tepat waktu"
    if work["name"] == "managing" and subject.work_noun not in _WIDE:
        yield "Persentase {o} yang {done} sesuai standar"
    is_paper = thing["name"] in ("papers", "figures", "reports", "advice")
    if is_paper and work["name"] not in _JUDGING:
        yield from (f"Persentase {{o}} {each}" for each in thing["exact"])
    if predicate in words("outputs", "issued") or (
        thing["name"] == "papers" and predicate == "dihasilkan"
    ):
        yield "Persentase {o} yang {rest} tepat waktu"
    is_kept = predicate in words("outputs", "kept") or HEDGES.search(subject.said)
    if is_kept and not subject.work:
        yield "Persentase {o} yang {rest} sesuai standar"
    is_made = is_done(predicate) and predicate not in words("circular", "reached")
    if thing["name"] in ("papers", "reports", "figures") and is_made:
        yield "Persentase {o} yang {rest} tepat waktu"
    if work["name"] not in _ABOUT_WORDS:
        yield from thing.get("patterns", ())


def _by_the_work(subject: Subject, thing: dict[str, Any], work: dict[str, Any]) -> Iterator[str]:
    helped = work["name"] in ("teaching", "informing", "strengthening", "assisting")
    if helped and thing["name"] in _GAINING:
        yield from (f"Persentase {{o}} {each} sesudah {{a}}" for each in thing["gain"])
    is_group = thing["name"] == "people" and " pada " not in subject.thing
    is_group = is_group and "pengawasan" not in subject.work
    if work["name"] == "strengthening" and is_group:
        who, within, deed = subject.thing.partition(" dalam ")
        yield f"Persentase kelompok {who} yang aktif{within}{deed} sesudah {{a}}"
    if (
        work["name"] == "supplying" and subject.thing[:1].isdigit()
    ):  # what is there is told, no need
        yield "Indeks kepuasan pengguna terhadap {o}"
    elif subject.work_noun and _fits(work, thing, subject):
        yield from work["patterns"]


def _by_standards(
    subject: Subject, thing: dict[str, Any], work: dict[str, Any], is_vague: bool
) -> Iterator[str]:
    needed = subject.said.partition(" ")[0] in templates()["needs"]["words"]
    needed = needed or bool(HEDGES.search(subject.said))
    is_told = (
        needed
        or (work["name"] in _TOLD_BY_WORK and _fits(work, thing, subject))
        or (thing["name"] == "people" and subject.work_noun)
    )
    for each in () if is_told else thing["exact"]:
        if each not in subject.thing and not (is_vague and _is_another(each, thing, subject)):
            yield f"Persentase {{o}} {each}"
    if not subject.work_noun:
        yield from work["patterns"]
    if thing["name"] in _STANDARD and not is_told and work["name"] not in _NO_STANDARD_WORK:
        yield _ANY


def _is_another(condition: str, thing: dict[str, Any], subject: Subject) -> bool:
    """Whether a condition is another one than the vague word may have meant."""
    if condition == _SERVED_WELL:
        return "layan" not in subject.all
    is_service = thing["name"] in ("services", "schools")
    return condition in _ADJECTIVES or (condition == _SERVICE_STANDARD and not is_service)


def _about(thing: str) -> str:
    """What a paper is about, by its first word."""
    return thing.partition(" ")[2].partition(" ")[0].lower()


def _after(gain: str, predicate: str) -> str:
    """What became of it after the work that is told: *yang aktif sesudah dibina*."""
    if predicate in _LEARNT and gain == "yang menerapkan keterampilannya":
        return "Persentase {o} yang menerapkan hasil {learnt}"
    return f"Persentase {{o}} {gain} sesudah {{rest}}"


def _is_learning(said: str) -> bool:
    """Whether something is learnt by it; at a ceremony or a meeting people only are there."""
    return said.split()[1:2] == [] or said.split()[1] not in (_CEREMONIES | words_of("meeting"))


def _is_quality(noun: str) -> bool:
    """*Pemahaman* is made like a noun of work."""
    return bool(thing_of(noun)["name"] == "qualities")


def _fits(work: dict[str, Any], thing: dict[str, Any], subject: Subject) -> bool:
    """Whether work can be done on a thing: data are not taught, a village is not in good condition."""
    if work["name"] in ("teaching", "informing"):
        return thing["name"] in _TAUGHT
    if work["name"] in ("keeping", "building") and entry("work", subject.first):
        return False  # what backs an office is no thing that wears
    is_field = subject.first in words("complete", "whole_fields")
    if work["name"] in ("handling", "preventing"):
        return not is_field
    if work["name"] in ("keeping", "building"):
        return not is_field and thing["name"] not in _UNBUILT
    is_paper = thing["name"] in ("papers", "reports", "figures", "advice")
    is_got = subject.thing.split(" ")[0] in SERVICES or is_paper
    return not (is_got and work["name"] in ("supplying", "having"))


def _was_worked_on(predicate: str) -> bool:
    return is_done(predicate) or predicate in words("outputs", "undergo")
