"""Wordings that could take the place of a blunt one; whether they do is for `proposals` to judge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from kawal.engine.checks.sharpness.code import Code
from kawal.engine.checks.sharpness.parts import (
    SERVICES,
    has_word,
    is_deed,
    is_done,
    is_statement,
    is_work,
)
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
_SERVED = ("administrasi", "penunjang", "umum", "layanan", "pelayanan")
"""What an office is served with; of a building one is not content with the service."""
_UNTIMED = ("teaching", "informing", "strengthening", "weighing", "overseeing", "growing")
"""Work that is no service with a standard of time."""
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
_RISES = ("meningkatnya", "bertambahnya")
_SERVICE_STANDARD = "yang memenuhi standar pelayanan"
_HEDGES = re.compile(
    r" (?:dengan|secara) (?:{0})(?: dan (?:{0}))?$".replace(
        "{0}", "baik|optimal|maksimal|efektif|tertib|memadai"
    )
)
_INSPECTED = {"diawasi", "diperiksa", "diinspeksi", "dipantau"}
_TOLD_BY_WORK = ("serving", "backing", "attending", "supplying", "having")
"""Work whose own sentences say all that there is to say."""
_OVERSEEN = {"pengawasan", "pengendalian", "evaluasi", "monitoring"}
_NO_DEED = ("tersedia", "terlaksana", "terselenggara", "terbentuk")
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
_OTHER: dict[str, Any] = {
    "name": "other",
    "exact": [],
    "gain": [],
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


def made(wording: Wording) -> Iterator[tuple[str, str]]:
    """What is made, with the unit in which the nomenclature counts it, where the plan names none."""
    subject = subject_of(wording)
    if subject is None or wording.kinds or is_nobodys(wording):
        return
    work = (entry("work", subject.work_noun) or _NO_WORK)["name"]
    thing = (entry("thing", subject.first) or _OTHER)["name"]
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


def candidates(wording: Wording, codes: Sequence[Code]) -> Iterator[str]:
    """Wordings for the subject, the most telling first. codes: the faults that are to be mended."""
    subject = subject_of(wording)
    if subject is None or is_nobodys(wording):
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
        "bare": _bare(wording, subject),
        "done": _passive(subject.work_noun),
        "rest": _plainly(subject.said),
        "learnt": subject.said.partition(" ")[2],
        "about": subject.thing.partition(" ")[2],
        "backing": subject.both if subject.both.startswith("penunjang") else "",
        "overseen": subject.both if not _OVERSEEN.isdisjoint(subject.work.split()) else "",
        "person": subject.thing if is_person(subject.first) else "",
        "joined": subject.both if " dan " in subject.work else "",
        "tourism": subject.both if "wisata" in subject.both else "",
        "timely": subject.both if _has_a_time(wording) else "",
        **_of_the_office(subject),
    }
    yield from _without_the_wish(wording)
    if instead := list(_instead(wording, subject)):
        yield from instead
        return
    special = list(_special(wording))
    if special and wording.predicate not in words("outputs", "undergo"):
        yield from special
        return
    is_built = (entry("thing", subject.first) or _OTHER)["name"] in ("goods", "roads")
    is_hollow = wording.head > 1 and wording.words[wording.head - 1] in words("vague", "hollow")
    if is_hollow and not is_built:
        yield f"Indeks {wording.words[wording.head - 1]} {subject.thing}"
    if wording.kind == "ratio" and Code.INCOMPLETE in codes:
        yield f"Persentase {subject.thing} terhadap seluruh {subject.first}"
        return
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
    if first in _RISES and wording.predicate:
        yield f"Persentase {behind}"
    if measures().get(rest[0], "change") != "change":
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
    if said[:1] == ("tertib",):
        behind = typed(wording, len(wording.words) - len(said) + 1, len(wording.words))
        yield from _in_order(subject, behind)
    elif "tertib" in wording.body[1:] and not is_statement(wording.body[0]):
        place = wording.words.index("tertib")
        before, behind = (
            typed(wording, wording.head, place),
            typed(wording, place + 1, len(wording.words)),
        )
        yield f"Persentase {before} yang tertib {behind} menurut hasil evaluasi"
    if wording.body[:1] == ("tertib",):
        behind = typed(wording, wording.head + 1, len(wording.words))
        yield f"Persentase {behind} yang selesai tepat waktu"
    for word, pattern in templates()["instead"].items():
        if word in wording.words:
            start, stop = wording.head, len(wording.words)
            place = wording.words.index(word)
            before = typed(wording, start, place - (wording.words[place - 1] in TAILS))
            if before.endswith((" dan", " serta")):
                continue
            yield pattern.format(o=before, behind=typed(wording, place + 1, stop), it=subject.both)


def _in_order(subject: Subject, behind: str) -> Iterator[str]:
    """What is in order: goods that are listed, deeds in time, anything else by an evaluation."""
    if not behind:
        if (entry("thing", subject.first) or _OTHER)["name"] == "goods":
            yield f"Persentase {subject.whole} yang tercatat lengkap dalam daftar barang"
    elif behind.startswith("me"):
        yield f"Persentase {subject.whole} yang {behind} tepat waktu"
    else:
        yield f"Persentase {subject.whole} yang tertib {behind} menurut hasil evaluasi"


def _special(wording: Wording) -> Iterator[str]:
    """Subjects that are counted by something of their own."""
    for each in templates()["special"]:
        found = [wording.padded.find(f" {word} ") for word in each["words"]]
        if held := [place for place in found if place >= 0]:
            first = len(wording.padded[: min(held)].split())
            subject = typed(wording, first, tail_of(wording.words, first)).partition(" melalui ")[0]
            about = subject.partition(" ")[2]
            yield from (pattern.format(o=subject, about=about) for pattern in each["patterns"])


def _bare(wording: Wording, subject: Subject) -> str:
    """The whole text, where it names who is meant: *rumah tangga pengguna air bersih*."""
    first, last = wording.words[wording.head], wording.words[-1]
    is_deed_named = subject.work or is_statement(first) or is_deed(first)
    return "" if is_deed_named or is_done(last) else subject.all


def _passive(work: str) -> str:
    """*Pengelolaan* as what was done to a thing; *digitalisasi* only takes *di-*."""
    if work in _words_of("standardising"):
        return f"di{work}"
    return str(templates()["passive"].get(work, ""))


def _plainly(said: str) -> str:
    """What was done, without how well: *terpelihara dengan baik* is *dipelihara*."""
    first, _, behind = _HEDGES.sub("", said).partition(" ")
    if first.startswith("ter") and first in words("outputs", "done") and first not in _NO_DEED:
        first = f"di{first.removeprefix('ter')}"
    return f"{first} {behind}".strip()


def _has_a_time(wording: Wording) -> bool:
    """Whether a service is one that somebody waits for; guidance and control are none."""
    behind = [word for word in wording.body if word not in SERVICES]
    named = entry("work", behind[0]) if behind else None
    return (named or _NO_WORK)["name"] not in _UNTIMED


def _of_the_office(subject: Subject) -> dict[str, str]:
    """What an office gets for its own work: a service, or a thing."""
    thing = subject.thing
    for idle in ("kebutuhan ", "layanan ", "pelayanan "):
        thing = thing.removeprefix(idle)
    is_service = thing.split(" ")[0] in _SERVED
    is_thing = (entry("thing", thing.split(" ")[0]) or _OTHER)["name"] in ("goods", "services")
    return {
        "served": thing if is_service else "",
        "unserved": thing if is_thing and not is_service else "",
    }


def is_nobodys(wording: Wording) -> bool:
    """What nobody can count: performance itself, or all that a government does."""
    subject = subject_of(wording)
    if subject is None or _wishes_twice(wording):
        return True
    is_reached = has_word(wording, "circular", "reached")
    if is_reached and (
        "program" in wording.words or subject.first in words("circular", "self") - {"urusan"}
    ):
        return True
    met = _words_of("meeting") | _words_of("assisting") | _words_of("studying")
    if subject.work_noun in met:  # what was recommended can be counted
        return False
    is_field = {"urusan", "bidang"} & {subject.first, subject.work_noun}
    is_all = bool(is_field) or " penyelenggaraan urusan " in wording.padded
    is_all = is_all or subject.first == "penyelenggara"
    return is_all and "penunjang" not in wording.words


def _patterns(subject: Subject, predicate: str, codes: Sequence[Code]) -> Iterator[str]:
    thing = entry("thing", subject.first) or _OTHER
    work = entry("work", subject.work_noun or subject.first) or _NO_WORK
    yield from _by_what_was_done(subject, predicate, thing)
    for code in codes:
        yield from templates()["fault"].get(code.value, ())
    if subject.first in _PAPERS and _about(subject.thing) in _words_of("meeting") | _words_of(
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
    if subject.first in templates()["served"]["words"] and work["name"] not in _HELD:
        yield from _OF_FIELDS
    says_vaguely = not words("vague", "always").isdisjoint(subject.said.split())
    is_vague = (codes[0] is Code.VAGUE or says_vaguely) and predicate not in words(
        "outputs", "kept"
    )
    if not is_vague or {"dengan", "yang"}.isdisjoint(subject.thing.split()):
        yield from _by_standards(subject, thing, work, is_vague)


def _wishes_twice(wording: Wording) -> bool:
    """*Tersedianya … tersedianya …*: several indicators in one cell."""
    first = wording.words[wording.head]
    return is_statement(first) and wording.words.count(first) > 1


def is_person(noun: str) -> bool:
    """Whether those who are counted are people, one by one."""
    name = (entry("thing", noun) or _OTHER)["name"]
    return name in ("workers", "people", "participants") and noun not in ("keluarga", "kk")


def _by_what_was_done(subject: Subject, predicate: str, thing: dict[str, Any]) -> Iterator[str]:
    if predicate in templates()["needs"]["words"]:
        yield "Persentase kebutuhan {o} yang terpenuhi"
    is_own = predicate in words("outputs", "made_up")
    is_own = is_own or predicate in _NOTED
    is_helped = not subject.work or subject.work_noun in _words_of("assisting")
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
    is_kept = predicate in words("outputs", "kept") or _HEDGES.search(subject.said)
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
    needed = needed or bool(_HEDGES.search(subject.said))
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


def _words_of(name: str) -> frozenset[str]:
    return frozenset(
        word for each in templates()["work"] if each["name"] == name for word in each["words"]
    )


def _after(gain: str, predicate: str) -> str:
    """What became of it after the work that is told: *yang aktif sesudah dibina*."""
    if predicate in _LEARNT and gain == "yang menerapkan keterampilannya":
        return "Persentase {o} yang menerapkan hasil {learnt}"
    return f"Persentase {{o}} {gain} sesudah {{rest}}"


def _is_learning(said: str) -> bool:
    """Whether something is learnt by it; at a ceremony or a meeting people only are there."""
    return said.split()[1:2] == [] or said.split()[1] not in (_CEREMONIES | _words_of("meeting"))


def _is_quality(noun: str) -> bool:
    """*Pemahaman* is made like a noun of work."""
    return bool((entry("thing", noun) or _OTHER)["name"] == "qualities")


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
