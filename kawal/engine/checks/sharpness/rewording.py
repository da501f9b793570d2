"""Wordings that could take the place of a blunt one; whether they do is for `proposals` to judge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from kawal.engine.checks.sharpness.code import Code
from kawal.engine.checks.sharpness.parts import has_word, is_done, is_statement, is_work
from kawal.engine.checks.sharpness.subject import TAILS, Subject, subject_of, tail_of, typed
from kawal.engine.checks.sharpness.templates import entry, templates
from kawal.engine.checks.sharpness.tidying import once
from kawal.engine.checks.sharpness.vocabulary import measures, words
from kawal.engine.checks.sharpness.words import Wording

_WEAK = (
    re.compile(
        r" yang memenuhi standar(?:$| sesudah )"
        r"| kebutuhan (?:ketersediaan|penyediaan|pengadaan|pemenuhan) "
    ),
    re.compile(r" (?:yang|yg) .* yang (?!menurut)"),
)
"""What fits everything and says little, the better before the worse."""
_PAPERS = ("dokumen", "laporan", "berkas")
_TAUGHT = ("people", "workers", "bodies", "business", "offices", "other")
_GAINING = ("bodies", "business", "workers")
_ANY = "Persentase {it} yang memenuhi standar"
_NO_STANDARD = ("cases", "qualities")
"""Things that no standard is met by."""
_NO_STANDARD_WORK = ("teaching", "strengthening", "meeting", "growing")
_ADJECTIVES = ("yang aktif",)
"""What says as little as the vague word that it would stand for."""
_OF_FIELDS = (
    "Persentase layanan {o} yang memenuhi standar pelayanan",
    "Indeks kepuasan masyarakat terhadap layanan {o}",
)
_QUALITY = ("Indeks {it}", "Nilai {it} menurut survei")
_OTHER: dict[str, Any] = {
    "name": "other",
    "exact": ["yang memenuhi standar"],
    "gain": ["yang memenuhi standar"],
}
_NO_WORK: dict[str, Any] = {"name": "", "patterns": []}
_FALLS = {"menurunnya": "Penurunan", "berkurangnya": "Pengurangan"}
_LEARNT = ("mengikuti", "mendapat", "mendapatkan", "menerima", "memperoleh", "ikut")


def weakness(text: str) -> int:
    """How little a wording says: 0 for one about its own subject, more for what fits everything."""
    return max((place + 1 for place, weak in enumerate(_WEAK) if weak.search(text)), default=0)


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


def candidates(wording: Wording, codes: Sequence[Code]) -> Iterator[str]:
    """Wordings for the subject, the most telling first. codes: the faults that are to be mended."""
    subject = subject_of(wording)
    if subject is None or _is_nobodys(wording, subject):
        return
    parts = {
        "o": subject.thing,
        "it": subject.both,
        "a": subject.work,
        "all": subject.all,
        "whole": subject.whole,
        "office": subject.thing
        if (entry("thing", subject.first) or _OTHER)["name"] == "offices"
        and not has_word(wording, "circular", "reached")
        else "",
        "bare": "" if is_statement(wording.words[wording.head]) else subject.all,
        "done": templates()["passive"].get(subject.work_noun, ""),
        "rest": subject.said,
        "learnt": subject.said.partition(" ")[2],
        "served": subject.thing if subject.thing.lower().startswith("administrasi") else "",
        "about": subject.thing.partition(" ")[2],
    }
    yield from _without_the_wish(wording)
    yield from _instead(wording, subject)
    yield from _special(wording)
    if wording.head > 1 and wording.words[wording.head - 1] in words("vague", "hollow"):
        yield f"Indeks {wording.words[wording.head - 1]} {subject.thing}"
    if "change" in wording.kinds and wording.noun == "target":
        yield f"Persentase peningkatan {subject.thing} dari tahun sebelumnya"
    for pattern in _patterns(subject, wording.predicate, codes):
        if all(f"{{{name}}}" not in pattern or part for name, part in parts.items()):
            yield once(pattern.format(**parts))


def _without_the_wish(wording: Wording) -> Iterator[str]:
    """*Terkendalinya inflasi* names its measure itself; *menurunnya* is a fall that can be measured."""
    first, *rest = wording.words
    if not rest or not is_statement(first):
        return
    behind = typed(wording, 1, len(wording.words))
    if first in _FALLS:
        yield f"{_FALLS[first]} {behind}"
    if rest[0] in measures():
        yield behind[:1].upper() + behind[1:]
    elif _keeps_its_verb(first) and not is_work(rest[0]):
        yield f"Persentase {behind} yang {first.removesuffix('nya')}"


def _keeps_its_verb(first: str) -> bool:
    """*Tercatatnya* is checked as *yang tercatat*; *terwujudnya* is a hope, *tersedianya* a need."""
    wish = first.removesuffix("nya")
    hopes = words("statements") | words("work", "doing") | words("circular", "reached")
    hopes |= words("outputs", "done") | frozenset(templates()["hopes"]["words"])
    is_told = first != wish and first.startswith("ter")
    return is_told and hopes.isdisjoint((first, wish)) and entry("work", first) is None


def _instead(wording: Wording, subject: Subject) -> Iterator[str]:
    """For a vague word the condition it stands for: *yang tertib menyampaikan* is *tepat waktu*."""
    said = wording.words[wording.words.index(wording.predicate) :] if wording.predicate else ()
    if said[:1] == ("tertib",) and len(said) > 1:
        behind = typed(wording, len(wording.words) - len(said) + 1, len(wording.words))
        yield f"Persentase {subject.whole} yang {behind} tepat waktu"
    if wording.body[:1] == ("tertib",):
        behind = typed(wording, wording.head + 1, len(wording.words))
        yield f"Persentase {behind} yang selesai tepat waktu"
    for word, pattern in templates()["instead"].items():
        if word in wording.words:
            start, stop = wording.head, len(wording.words)
            place = wording.words.index(word)
            before = typed(wording, start, place - (wording.words[place - 1] in TAILS))
            yield pattern.format(o=before, behind=typed(wording, place + 1, stop), it=subject.both)


def _special(wording: Wording) -> Iterator[str]:
    """Subjects that are counted by something of their own."""
    for each in templates()["special"]:
        found = next((word for word in each["words"] if f" {word} " in wording.padded), None)
        if found:
            first = len(wording.padded[: wording.padded.index(f" {found} ")].split())
            subject = typed(wording, first, tail_of(wording.words, first))
            yield from (pattern.format(o=subject) for pattern in each["patterns"])


def _is_nobodys(wording: Wording, subject: Subject) -> bool:
    """What nobody can count: performance itself, or all that a government does."""
    is_reached = has_word(wording, "circular", "reached")
    if is_reached and subject.first in words("circular", "self") - {"urusan"}:
        return True
    if subject.work_noun in _words_of("meeting"):  # what was recommended can be counted
        return False
    is_field = {"urusan", "bidang"} & {subject.first, subject.work_noun}
    is_all = bool(is_field) or " penyelenggaraan urusan " in wording.padded
    return is_all and "penunjang" not in wording.words


def _patterns(subject: Subject, predicate: str, codes: Sequence[Code]) -> Iterator[str]:
    thing = entry("thing", subject.first) or _OTHER
    work = entry("work", subject.work_noun or subject.first) or _NO_WORK
    yield from _by_what_was_done(subject, predicate, thing)
    for code in codes:
        yield from templates()["fault"].get(code.value, ())
    if subject.first in _PAPERS and _about(subject.thing) in _words_of("meeting"):
        yield "Persentase rekomendasi {about} yang ditindaklanjuti"
        return
    yield from _by_what_it_is(predicate, thing, work)
    yield from _by_the_work(subject, thing, work)
    if thing["name"] == "qualities" or _is_quality(subject.work_noun):
        yield from _QUALITY
    if subject.first in words("complete", "whole_fields"):
        yield from _OF_FIELDS
    is_vague = codes[0] is Code.VAGUE and predicate not in words("outputs", "kept")
    if not is_vague or {"dengan", "yang"}.isdisjoint(subject.thing.split()):
        yield from _by_standards(subject, thing, work, is_vague)


def _by_what_was_done(subject: Subject, predicate: str, thing: dict[str, Any]) -> Iterator[str]:
    if predicate in templates()["needs"]["words"]:
        yield "Persentase kebutuhan {o} yang terpenuhi"
    is_own = predicate in words("outputs", "made_up")
    if _was_worked_on(predicate) and not subject.work and not is_own:
        yield from (_after(each, predicate) for each in thing["gain"])


def _by_what_it_is(predicate: str, thing: dict[str, Any], work: dict[str, Any]) -> Iterator[str]:
    if work["name"] == "writing":
        yield "Persentase {o} yang {done} tepat waktu"
    if thing["name"] in ("papers", "figures"):
        yield from (f"Persentase {{o}} {each}" for each in thing["exact"])
    if predicate in words("outputs", "issued"):
        yield "Persentase {o} yang {rest} tepat waktu"
    if predicate in words("outputs", "kept"):
        yield "Persentase {o} yang {rest} sesuai standar"
    yield from thing.get("patterns", ())


def _by_the_work(subject: Subject, thing: dict[str, Any], work: dict[str, Any]) -> Iterator[str]:
    helped = work["name"] in ("teaching", "strengthening")
    if helped and thing["name"] in _GAINING:
        yield from (f"Persentase {{o}} {each} sesudah {{a}}" for each in thing["gain"])
    if work["name"] == "strengthening" and thing["name"] == "people":
        yield "Persentase kelompok {o} yang aktif sesudah {a}"
    if (
        work["name"] == "supplying" and subject.thing[:1].isdigit()
    ):  # what is there is told, no need
        yield "Indeks kepuasan pengguna terhadap {o}"
    elif subject.work_noun and not _is_untaught(work, thing):
        yield from work["patterns"]


def _by_standards(
    subject: Subject, thing: dict[str, Any], work: dict[str, Any], is_vague: bool
) -> Iterator[str]:
    for each in thing["exact"]:
        if each not in subject.thing and not (
            is_vague and each in (*_ADJECTIVES, _OTHER["exact"][0])
        ):
            yield f"Persentase {{o}} {each}"
    if not subject.work_noun:
        yield from work["patterns"]
    without = thing["name"] in _NO_STANDARD or work["name"] in _NO_STANDARD_WORK
    if not without and not (is_vague and thing is _OTHER):
        yield _ANY


def _about(thing: str) -> str:
    """What a paper is about, by its first word."""
    return thing.partition(" ")[2].partition(" ")[0].lower()


def _words_of(name: str) -> frozenset[str]:
    return frozenset(
        word for each in templates()["work"] if each["name"] == name for word in each["words"]
    )


def _after(gain: str, predicate: str) -> str:
    """What became of it after the work that is told: *yang aktif sesudah dibina*."""
    if predicate in _LEARNT and gain == "yang menerapkan keterampilannya":
        return "Persentase {o} yang menerapkan hasil {learnt}"
    return f"Persentase {{o}} {gain} sesudah {{rest}}"


def _is_quality(noun: str) -> bool:
    """*Pemahaman* is made like a noun of work."""
    return bool((entry("thing", noun) or _OTHER)["name"] == "qualities")


def _is_untaught(work: dict[str, Any], thing: dict[str, Any]) -> bool:
    """Data are not taught, people are."""
    return work["name"] == "teaching" and thing["name"] not in _TAUGHT


def _was_worked_on(predicate: str) -> bool:
    return is_done(predicate) or predicate in words("outputs", "undergo")
