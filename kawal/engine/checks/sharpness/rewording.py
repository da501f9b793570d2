"""Wordings that could take the place of a blunt one; whether they do is for `proposals` to judge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kawal.engine.checks.sharpness.code import Code
from kawal.engine.checks.sharpness.parts import (
    SERVICES,
    has_word,
    is_deed,
    is_done,
    is_statement,
    is_work,
)
from kawal.engine.checks.sharpness.patterns import HEDGES, patterns_for
from kawal.engine.checks.sharpness.subject import (
    TAILS,
    Subject,
    is_nobodys,
    is_person,
    subject_of,
    tail_of,
    typed,
)
from kawal.engine.checks.sharpness.templates import entry, templates, thing_of, words_of, work_of
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
_SERVED = ("administrasi", "penunjang", "umum", "layanan", "pelayanan")
"""What an office is served with; of a building one is not content with the service."""
_UNTIMED = ("teaching", "informing", "strengthening", "weighing", "overseeing", "growing")
"""Work that is no service with a standard of time."""
_RISES = ("meningkatnya", "bertambahnya")
_OVERSEEN = {"pengawasan", "pengendalian", "evaluasi", "monitoring"}
_NO_DEED = ("tersedia", "terlaksana", "terselenggara", "terbentuk")
_FALLS = {"menurunnya": "Penurunan", "berkurangnya": "Pengurangan"}


def weakness(text: str) -> int:
    """How little a wording says: 0 for one about its own subject, more for what fits everything."""
    return max((place + 1 for place, weak in enumerate(_WEAK) if weak.search(text)), default=0)


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
        if thing_of(subject.first)["name"] == "offices"
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
    is_built = thing_of(subject.first)["name"] in ("goods", "roads")
    is_hollow = wording.head > 1 and wording.words[wording.head - 1] in words("vague", "hollow")
    if is_hollow and not is_built:
        yield f"Indeks {wording.words[wording.head - 1]} {subject.thing}"
    if wording.kind == "ratio" and Code.INCOMPLETE in codes:
        yield f"Persentase {subject.thing} terhadap seluruh {subject.first}"
        return
    if "change" in wording.kinds and wording.noun == "target":
        yield f"Persentase peningkatan {subject.thing} dari tahun sebelumnya"
    for pattern in patterns_for(subject, wording.predicate, codes):
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
            behind = typed(wording, place + 1, stop)
            before = typed(wording, start, place - (wording.words[place - 1] in TAILS))
            if not before.endswith((" dan", " serta")):
                yield pattern.format(o=before or behind, behind=behind, it=subject.both)


def _in_order(subject: Subject, behind: str) -> Iterator[str]:
    """What is in order: goods that are listed, deeds in time, anything else by an evaluation."""
    if not behind:
        if thing_of(subject.first)["name"] == "goods":
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
    if work in words_of("standardising"):
        return f"di{work}"
    return str(templates()["passive"].get(work, ""))


def _plainly(said: str) -> str:
    """What was done, without how well: *terpelihara dengan baik* is *dipelihara*."""
    first, _, behind = HEDGES.sub("", said).partition(" ")
    if first.startswith("ter") and first in words("outputs", "done") and first not in _NO_DEED:
        first = f"di{first.removeprefix('ter')}"
    return f"{first} {behind}".strip()


def _has_a_time(wording: Wording) -> bool:
    """Whether a service is one that somebody waits for; guidance and control are none."""
    behind = [word for word in wording.body if word not in SERVICES]
    return not behind or work_of(behind[0])["name"] not in _UNTIMED


def _of_the_office(subject: Subject) -> dict[str, str]:
    """What an office gets for its own work: a service, or a thing."""
    thing = subject.thing
    for idle in ("kebutuhan ", "layanan ", "pelayanan "):
        thing = thing.removeprefix(idle)
    is_service = thing.split(" ")[0] in _SERVED
    is_thing = thing_of(thing.split(" ")[0])["name"] in ("goods", "services")
    return {
        "served": thing if is_service else "",
        "unserved": thing if is_thing and not is_service else "",
    }
