"""What the text of an indicator is about: the thing, the work done on it, and what is said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from kawal.engine.checks.sharpness.parts import has_word, is_statement, is_work
from kawal.engine.checks.sharpness.spelling import is_known
from kawal.engine.checks.sharpness.templates import by_word, entry, thing_of, words_of
from kawal.engine.checks.sharpness.vocabulary import measures, words
from kawal.engine.checks.sharpness.words import WHICH, Wording

IDLE = words("circular", "reached") | {
    "kegiatan", "pelaksanaan", "penyelenggaraan", "target", "bentuk", "hasil", "penyerapan", "serapan",
}  # fmt: skip
_NEVER_LEADING = {"administrasi", "jasa", "urusan", "penunjang", "tata", "kebutuhan", "layanan"}
_JOINTS = ("dan", "serta")
_NAMES = ("pancasila", "indonesia")
_SHORT = 3
"""So many words behind *yang* say one thing: *yang cepat dan efisien*."""
_TERMS = {
    "rumah tangga": "keluarga",
    "sumber daya manusia": "sdm",
    "kerja sama": "kerjasama",
    "produk hukum": "peraturan",
    "sistem informasi": "aplikasi",
    "daya tarik wisata": "destinasi",
}
"""Terms that are another thing than their first word → a word for that thing."""
_PARTS = re.compile(r"[^\W\d_]+")
_PLACES = (
    "kab",
    "kab.",
    "kabupaten",
    "kota",
    "provinsi",
    "prov.",
    "kec.",
    "kecamatan",
    "desa",
    "kelurahan",
    "dinas",
    "badan",
    "rsud",
    "puskesmas",
)
_BETWEEN = (
    "atas",
    "terhadap",
    "pada",
    "bagi",
    "kepada",
    "untuk",
    "di",
    "rutin",
    "berkala",
    "sementara",
    "upaya",
)
"""What may stand between work and thing."""
_FOR_THINGS = ("supplying", "having", "keeping", "building", "answering")
_UNNAMED = (*WHICH, "dalam")
TAILS = (*WHICH, "dengan", "secara", "dalam")


@dataclass(frozen=True)
class Subject:
    """What an indicator is about, in the words of the plan.

    work: what is done on the thing, "" where nothing is said; work_noun: its first word. said: the
    predicate with what follows, without *yang*. both: work and thing; whole: all before what is said;
    all: with that.
    """

    thing: str
    both: str
    work: str
    work_noun: str
    said: str
    whole: str
    all: str

    @cached_property
    def first(self) -> str:
        """The word by which the thing is known."""
        named = [word.lower() for word in self.thing.split() if word.lower() not in IDLE]
        alike = (word for term, word in _TERMS.items() if " ".join(named).startswith(term))
        return next(alike, named[0] if named else "")


@lru_cache(maxsize=100)
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
    if found[start] == "fasilitasi" and _is_for_a_thing(found[start + 1 : start + 2]):
        start += 1
    stop = start
    while stop < len(found) and _is_leading(wording, start, stop):
        stop += 1
    tail = tail_of(found, stop)
    if stop >= tail:
        stop = start
    place = stop
    while start < place < tail - 1 and found[place] in (*_BETWEEN, *_JOINTS):
        place += 1
    first = wording.head + (wording.head < start and is_statement(found[wording.head]))
    return Subject(
        thing=_named(typed(wording, place, tail)),
        both=_both(wording, start, place, tail),
        work=typed(wording, start, stop),
        work_noun=_telling(found[start:stop]) or _wish(wording) or _named_work(found[start]),
        said=_said(wording, tail),
        whole=typed(wording, first, tail),
        all=typed(wording, wording.head, len(found)),
    )


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
    met = words_of("meeting") | words_of("assisting") | words_of("studying")
    if subject.work_noun in met:  # what was recommended can be counted
        return False
    is_field = {"urusan", "bidang"} & {subject.first, subject.work_noun}
    is_all = bool(is_field) or " penyelenggaraan urusan " in wording.padded
    is_all = is_all or subject.first == "penyelenggara"
    return is_all and "penunjang" not in wording.words


def _wishes_twice(wording: Wording) -> bool:
    """*Tersedianya … tersedianya …*: several indicators in one cell."""
    first = wording.words[wording.head]
    return is_statement(first) and wording.words.count(first) > 1


def is_person(noun: str) -> bool:
    """Whether those who are counted are people, one by one."""
    name = thing_of(noun)["name"]
    return name in ("workers", "people", "participants") and noun not in ("keluarga", "kk")


def _is_for_a_thing(work: tuple[str, ...]) -> bool:
    """*Fasilitasi penyediaan rumah* is about houses."""
    return bool(work) and (entry("work", work[0]) or {}).get("name") in _FOR_THINGS


def _both(wording: Wording, start: int, place: int, tail: int) -> str:
    """*Publikasi atas laporan*: work and thing with what stands between."""
    typed_thing = typed(wording, place, tail)
    thing = _named(typed_thing)
    if thing == typed_thing:
        return typed(wording, start, tail)
    return f"{typed(wording, start, place)} {thing}".strip()


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


def _is_idle(word: str) -> bool:
    return word in IDLE or word in measures() or is_statement(word)


def _wish(wording: Wording) -> str:
    """The work that a statement tells: *tersedianya*."""
    first = wording.words[wording.head] if wording.head < len(wording.words) else ""
    return first if is_statement(first) and entry("work", first) else ""


def _named_work(word: str) -> str:
    """What is never parted from its thing: *administrasi keuangan*."""
    return word if word in _NEVER_LEADING and entry("work", word) else ""


def _said(wording: Wording, tail: int) -> str:
    """What stands behind *yang*, without *telah*."""
    if wording.words[tail : tail + 1] not in (("yang",), ("yg",)):
        return ""
    first = tail + 1
    while wording.words[first : first + 1] in (("telah",), ("sudah",), ("akan",)):
        first += 1
    return typed(wording, first, len(wording.words))


def _is_leading(wording: Wording, start: int, place: int) -> bool:
    """Whether a word still belongs to the work: *penyediaan dan pengembangan*.

    In *pengelolaan pengadaan barang* the second work is what the first is done on.
    """
    found = wording.words
    if found[place] in _JOINTS:
        return place + 1 < len(found) and names_work(found[place + 1])
    if not names_work(found[place]) or place == start:
        return names_work(found[place])
    between = wording.text[wording.places[place - 1][1] : wording.places[place][0]]
    is_listed = found[place - 1] in _JOINTS or "," in between
    return is_listed or _says_little(found[place]) or _says_little(found[place - 1])


def _telling(work: tuple[str, ...]) -> str:
    """The word of the work by which it is known: *pengelolaan* of *peningkatan pengelolaan*."""
    named = [word for word in work if word not in _JOINTS]
    telling = (word for word in named if (entry("work", word) or {}).get("patterns"))
    return next(telling, named[0] if named else "")


def _says_little(work: str) -> bool:
    """*Peningkatan*, *pelaksanaan*: they go before any work."""
    return (entry("work", work) or {}).get("name") == "growing"


def names_work(word: str) -> bool:
    """Whether a word names work that is done on what stands behind it."""
    return is_work(word) or word in _leading_words()


def tail_of(found: tuple[str, ...], start: int) -> int:
    """Where what is said of the thing begins; the end, where that is part of what it is."""
    idle = words("outputs", "done") | words("vague", "always") | words("vague", "quality")
    idle |= words("outputs", "kept") | words("outputs", "issued") | {"kondisi"}
    idle |= words("outputs", "finished") | words("own", "filling") | words("circular", "reached")
    for place in range(start + 1, len(found)):
        if found[place : place + 2] == ("tepat", "waktu") and place + 2 == len(found):
            return place
        rule = place + (found[place] in WHICH)
        if found[rule : rule + 1] == ("sesuai",) and "ketentuan" in found[rule + 1 : rule + 3]:
            return place
        if found[place] in TAILS:
            behind = [word for word in found[place + 1 :] if word not in words("small")]
            if 1 < len(behind) <= _SHORT and not words("vague", "always").isdisjoint(behind):
                return place
            if found[place] == "secara" and place + 1 < len(found) <= place + 1 + _SHORT:
                return place
            says = behind[:1]
            if says and (says[0] in idle or says[0] in words("outputs", "undergo")):
                return place
    return len(found)


def typed(wording: Wording, first: int, stop: int) -> str:
    """The words as typed, in lower case but for acronyms and names."""
    if first >= stop:
        return ""
    text = wording.text[wording.places[first][0] : wording.places[stop - 1][1]]
    if wording.text.isupper() and " " in wording.text:
        text = text.lower()
    typed = text.split()
    kept = [_small(word) for word in typed]
    for place, word in enumerate(typed[:-1]):
        if word.lower() in _PLACES and _is_name(typed[place + 1]):
            kept[place : place + 2] = word[:1].upper() + word[1:], typed[place + 1]
        elif word.lower() == "di" and _is_name(typed[place + 1]):
            kept[place + 1] = typed[place + 1]
    return " ".join(kept)


def _is_name(word: str) -> bool:
    plain = word.strip(".,()").lower()
    return word[:1].isupper() and not is_known(plain)


@lru_cache(maxsize=10_000)
def _small(word: str) -> str:
    letters = "".join(filter(str.isalpha, word))
    mixed = not letters.isupper() and letters[1:] != letters[1:].lower()
    acronym = letters.isupper() and all(len(part) <= 6 for part in _PARTS.findall(word))
    if word.lower() in _NAMES:
        return word.capitalize()
    return word if acronym or mixed else word.lower()


@cache
def _leading_words() -> frozenset[str]:
    return frozenset(by_word("work")) - _NEVER_LEADING
