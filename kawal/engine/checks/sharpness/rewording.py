"""Wordings that could take the place of a blunt one; whether they do is for `proposals` to judge."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from kawal.engine.checks.sharpness.code import Code
from kawal.engine.checks.sharpness.parts import is_done, is_statement, is_work
from kawal.engine.checks.sharpness.vocabulary import measures, words
from kawal.engine.checks.sharpness.words import WHICH, Wording

_IDLE = words("circular", "reached") | {
    "kegiatan", "pelaksanaan", "penyelenggaraan", "target", "bentuk", "hasil", "penyerapan", "serapan",
}  # fmt: skip
_NEVER_LEADING = {"administrasi", "jasa", "urusan", "penunjang", "tata", "kebutuhan", "layanan"}
_JOINTS = ("dan", "serta")
_WEAK = (
    re.compile(r" menurut kriteria penilaian yang ditetapkan$"),
    re.compile(
        r" yang memenuhi standar(?:$| sesudah )"
        r"| kebutuhan (?:ketersediaan|penyediaan|pengadaan|pemenuhan) "
    ),
    re.compile(r" (?:yang|yg) .* yang (?!menurut)|^Persentase hasil .* yang dimanfaatkan$"),
)
"""What fits everything and says little, the better before the worse."""
_PAPERS = ("dokumen", "laporan", "berkas")
_TAUGHT = ("people", "workers", "bodies", "business", "offices", "other")
_GAINING = ("bodies", "business", "workers")
_UNNAMED = (*WHICH, "dalam")
_TAILS = (*WHICH, "dengan", "secara", "dalam")
_ANY = "Persentase {it} yang memenuhi standar"
_NO_STANDARD = ("cases", "qualities")
"""Things that no standard is met by."""
_USED = "Persentase hasil {whole} yang dimanfaatkan"
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
_FALLS = {"menurunnya": "Penurunan", "berkurangnya": "Pengurangan"}
_LEARNT = ("mengikuti", "mendapat", "mendapatkan", "menerima", "memperoleh", "ikut")


@dataclass(frozen=True)
class Subject:
    """What an indicator is about, in the words of the plan.

    work: what is done on the thing, "" where nothing is said; work_noun: its first word. said: the
    predicate with what follows, without *yang*. whole: all before that; all: with that.
    """

    thing: str
    work: str
    work_noun: str
    said: str
    whole: str
    all: str

    @property
    def both(self) -> str:
        return f"{self.work} {self.thing}".strip()

    @property
    def first(self) -> str:
        """The word by which the thing is known."""
        if self.thing.lower().startswith("rumah tangga"):  # no house
            return "keluarga"
        return next((word.lower() for word in self.thing.split() if word.lower() not in _IDLE), "")


def subject_of(wording: Wording) -> Subject | None:
    """The subject of a text; None where there is none."""
    found = wording.words
    if wording.head >= len(found):
        return None
    start = wording.head
    while start < len(found) and (_is_idle(found[start]) or (start and found[start] in _JOINTS)):
        start += 1
    if start == len(found):  # nothing but such words
        start = wording.head
    stop = start
    while stop < len(found) and _is_leading(found, stop):
        stop += 1
    tail = _tail(found, stop)
    if stop >= tail:
        stop = start
    first = wording.head + (wording.head < start and is_statement(found[wording.head]))
    return Subject(
        thing=_named(_typed(wording, stop, tail)),
        work=_typed(wording, start, stop),
        work_noun=found[start] if stop > start else _wish(wording),
        said=_said(wording, tail),
        whole=_typed(wording, first, tail),
        all=_typed(wording, wording.head, len(found)),
    )


def _named(thing: str) -> str:
    """The thing, whose it is told where it could be anybody's: *infrastruktur daerah*."""
    general = words("complete", "anything")
    parts = thing.split()
    length = 0
    while length < len(parts) and (parts[length].lower() in general or parts[length] in _JOINTS):
        length += 1
    if not length or (length < len(parts) and parts[length] not in _UNNAMED):
        return thing
    return " ".join((*parts[:length], "daerah", *parts[length:]))


def weakness(text: str) -> int:
    """How little a wording says: 0 for one about its own subject, more for what fits everything."""
    return max((place + 1 for place, weak in enumerate(_WEAK) if weak.search(text)), default=0)


def counted(wording: Wording, unit: str) -> Iterator[str]:
    """What is made, counted as the nomenclature counts it: *Jumlah laporan koordinasi …*."""
    subject = subject_of(wording)
    if subject is None or wording.kinds:
        return
    done = _lists()["made"].get(subject.work_noun, "")
    if done:
        yield f"Jumlah {subject.thing} yang {done}"
    elif subject.first != unit.strip().lower() in _PAPERS:
        yield f"Jumlah {unit.strip().lower()} {subject.both}"


def _is_idle(word: str) -> bool:
    return word in _IDLE or word in measures() or is_statement(word)


def _wish(wording: Wording) -> str:
    """The work that a statement tells: *tersedianya*."""
    first = wording.words[wording.head] if wording.head < len(wording.words) else ""
    return first if _entry("work", first) else ""


def _said(wording: Wording, tail: int) -> str:
    """What stands behind *yang*, without *telah*."""
    if wording.words[tail : tail + 1] not in (("yang",), ("yg",)):
        return ""
    first = tail + 1
    while wording.words[first : first + 1] in (("telah",), ("sudah",), ("akan",)):
        first += 1
    return _typed(wording, first, len(wording.words))


def candidates(wording: Wording, codes: Sequence[Code]) -> Iterator[str]:
    """Wordings for the subject, the most telling first. codes: the faults that are to be mended."""
    subject = subject_of(wording)
    if subject is None:
        return
    parts = {
        "o": subject.thing,
        "it": subject.both,
        "a": subject.work,
        "all": subject.all,
        "whole": subject.whole,
        "core": _without_reaching(wording),
        "told": _typed(wording, int(wording.kind == "share"), len(wording.words))
        if "change" in wording.kinds
        else subject.all,
        "office": subject.thing
        if (_entry("thing", subject.first) or _OTHER)["name"] == "offices"
        else "",
        "bare": "" if is_statement(wording.words[wording.head]) else subject.all,
        "done": _lists()["passive"].get(subject.work_noun, ""),
        "rest": subject.said,
        "learnt": subject.said.partition(" ")[2],
    }
    yield from _without_the_wish(wording)
    if wording.head > 1 and wording.words[wording.head - 1] in words("vague", "hollow"):
        yield f"Indeks {wording.words[wording.head - 1]} {subject.thing}"
    if "change" in wording.kinds and wording.noun == "target":
        yield f"Persentase peningkatan {subject.thing} dari tahun sebelumnya"
    for pattern in _patterns(subject, wording.predicate, codes):
        if all(f"{{{name}}}" not in pattern or part for name, part in parts.items()):
            yield pattern.format(**parts)


def _without_the_wish(wording: Wording) -> Iterator[str]:
    """*Terkendalinya inflasi* names its measure itself; *menurunnya* is a fall that can be measured."""
    first, *rest = wording.words
    if not rest or not is_statement(first):
        return
    behind = _typed(wording, 1, len(wording.words))
    if first in _FALLS:
        yield f"{_FALLS[first]} {behind}"
    if rest[0] in measures():
        yield behind[:1].upper() + behind[1:]


def _without_reaching(wording: Wording) -> str:
    """The text without the words that it is *reached*, where it says so."""
    kept = [
        wording.text[slice(*place)]
        for word, place in zip(
            wording.words[wording.head :], wording.places[wording.head :], strict=True
        )
        if word not in words("circular", "reached")
    ]
    while kept and kept[-1].lower() in WHICH:
        kept.pop()
    return " ".join(map(_small, kept))


def _patterns(subject: Subject, predicate: str, codes: Sequence[Code]) -> Iterator[str]:
    thing = _entry("thing", subject.first) or _OTHER
    work = _entry("work", subject.work_noun or subject.first)
    if _was_worked_on(predicate) and not subject.work:
        yield from (_after(each, predicate) for each in thing["gain"])
    for code in codes:
        yield from _lists()["fault"].get(code.value, ())
    if thing["name"] in ("papers", "figures"):
        yield from (f"Persentase {{o}} {each}" for each in thing["exact"])
    if predicate in words("outputs", "issued"):
        yield "Persentase {o} yang {rest} tepat waktu"
    if predicate in words("outputs", "kept"):
        yield "Persentase {o} yang {rest} sesuai standar"
    yield from thing.get("patterns", ())
    if work and work["name"] == "teaching" and thing["name"] in _GAINING:
        yield from (f"Persentase {{o}} {each} sesudah {{a}}" for each in thing["gain"])
    if subject.work_noun and work and not _is_untaught(work, thing):
        yield from work["patterns"]
    if thing["name"] == "qualities" or _is_quality(subject.work_noun):
        yield from _QUALITY
    if subject.first in words("complete", "whole_fields"):
        yield from _OF_FIELDS
    yield from (f"Persentase {{o}} {each}" for each in thing["exact"] if each not in subject.thing)
    if work and not subject.work_noun:
        yield from work["patterns"]
    if thing["name"] not in _NO_STANDARD:
        yield _ANY
    yield _USED


def _after(gain: str, predicate: str) -> str:
    """What became of it after the work that is told: *yang aktif sesudah dibina*."""
    if predicate in _LEARNT and gain == "yang menerapkan keterampilannya":
        return "Persentase {o} yang menerapkan hasil {learnt}"
    return f"Persentase {{o}} {gain} sesudah {{rest}}"


def _is_quality(noun: str) -> bool:
    """*Pemahaman* is made like a noun of work."""
    return bool((_entry("thing", noun) or _OTHER)["name"] == "qualities")


def _is_untaught(work: dict[str, Any], thing: dict[str, Any]) -> bool:
    """Data are not taught, people are."""
    return work["name"] == "teaching" and thing["name"] not in _TAUGHT


def _was_worked_on(predicate: str) -> bool:
    return is_done(predicate) or predicate in words("outputs", "undergo")


def _is_leading(found: tuple[str, ...], place: int) -> bool:
    """Whether a word still belongs to the work: *penyediaan dan pengembangan*."""
    word = found[place]
    if word in _JOINTS:
        return place + 1 < len(found) and _names_work(found[place + 1])
    return _names_work(word)


def _names_work(word: str) -> bool:
    return is_work(word) or word in _leading_words()


def _tail(found: tuple[str, ...], start: int) -> int:
    """Where what is said of the thing begins; the end, where that is part of what it is."""
    idle = words("outputs", "done") | words("vague", "always") | words("vague", "quality")
    idle |= words("outputs", "kept") | words("outputs", "issued") | {"kondisi"}
    idle |= words("outputs", "finished") | words("own", "filling") | words("circular", "reached")
    for place in range(start + 1, len(found)):
        if found[place] in _TAILS:
            behind = [word for word in found[place + 1 :] if word not in words("small")]
            says = behind[:1]
            if says and (says[0] in idle or says[0] in words("outputs", "undergo")):
                return place
    return len(found)


def _typed(wording: Wording, first: int, stop: int) -> str:
    """The words as typed, in lower case but for acronyms and names."""
    if first >= stop:
        return ""
    text = wording.text[wording.places[first][0] : wording.places[stop - 1][1]]
    if text.isupper() and " " in text:
        text = text.lower()
    return " ".join(_small(word) for word in text.split())


def _small(word: str) -> str:
    letters = "".join(filter(str.isalpha, word))
    mixed = not letters.isupper() and letters[1:] != letters[1:].lower()
    acronym = letters.isupper() and len(letters) <= 6
    return word if acronym or mixed else word.lower()


def _entry(section: str, word: str) -> dict[str, Any] | None:
    return _by_word(section).get(word)


@cache
def _by_word(section: str) -> dict[str, dict[str, Any]]:
    return {word: each for each in reversed(_lists()[section]) for word in each["words"]}


@cache
def _leading_words() -> frozenset[str]:
    return frozenset(_by_word("work")) - _NEVER_LEADING


@cache
def _lists() -> dict[str, Any]:
    file = resources.files(__package__).joinpath("proposals.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
