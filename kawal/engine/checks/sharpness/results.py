"""Faults of what is measured: money spent, means, work or output where a result is wanted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kawal.engine.checks.sharpness.code import Blunt, Code
from kawal.engine.checks.sharpness.parts import (
    SERVICES,
    came_of_it,
    has_condition,
    has_phrase,
    has_word,
    is_deed,
    is_done,
    is_work,
)
from kawal.engine.checks.sharpness.roots import root
from kawal.engine.checks.sharpness.units import is_occasion, is_thing
from kawal.engine.checks.sharpness.vocabulary import words
from kawal.engine.checks.sharpness.words import Wording, noun_of

_SHARES = ("share", "reach")
_MADE_OF = ("count", "share", "size", "reach")
_FINISHING = ("penyelesaian", "penerbitan", "penyusunan", "penetapan")
_STAFF = ("pegawai", "asn", "pns", "aparatur")
_HOW_OFTEN = ("frekuensi", "intensitas", "volume", "besaran")
_GONE = ("sampah", "limbah", "penduduk", "kasus")
"""What is gone once it is managed: that is the result."""
_BARE = ("pelaksanaan", "penyelenggaraan")


def absorption(wording: Wording) -> Iterator[Blunt]:
    """Money that is spent is no result."""
    if has_word(wording, "absorption", "unless"):
        return
    money, spent = words("absorption", "money"), words("absorption", "spent")
    spends = has_word(wording, "absorption") and has_word(wording, "absorption", "money")
    if spends or any(a in spent and b in money for a, b in pairwise(wording.words)):
        said = "Terserapnya anggaran bukan hasil; ukur apa yang diperoleh darinya."
        yield Blunt(Code.ABSORPTION, said)


def is_own(wording: Wording) -> bool:
    """Whether it is about what the office needs to work itself."""
    return has_word(wording, "own") or has_phrase(wording, "own", "phrases")


def means(wording: Wording) -> Iterator[Blunt]:
    """What an office holds or gets so that it can work, as if that were its result."""
    if wording.kind == "index" or "kepuasan" in wording.words:
        return
    staff = wording.kind == "count" and wording.noun in _STAFF and not wording.predicate
    own = is_own(wording) or _is_of_nobody(wording) or wording.noun == "alokasi"
    if not (own or (staff and not has_word(wording, "outputs", "undergo"))):
        return
    filled = (
        has_word(wording, "own", "filling")
        or bool(wording.predicate)
        or _grows(wording)
        or "dalam" in wording.words
        or wording.noun == "alokasi"
    )
    if wording.kind == "count" or filled:
        said = "Yang diukur adalah kebutuhan kantor sendiri, bukan hasil bagi masyarakat."
        yield Blunt(Code.INPUT, said)


def _grows(wording: Wording) -> bool:
    """*Peningkatan sarana aparatur*; a quality that rises is another fault."""
    named = wording.words[: wording.head + 1]
    return "change" in wording.kinds and words("vague", "hollow").isdisjoint(named)


def _is_of_nobody(wording: Wording) -> bool:
    """*Sarana dan prasarana dalam kondisi baik*: whose is not said, so they are the office's own."""
    things = [word for word in wording.body if word not in ("dan", "serta")]
    if things and things[0] in words("own", "filling"):
        things.pop(0)
    while things and things[0] in ("sarana", "prasarana", "peralatan", "perlengkapan"):
        things.pop(0)
        if not things or things[0] in ("yang", "yg", "dalam"):
            return True
    return False


def work(wording: Wording, unit: str, wants_result: bool) -> Iterator[Blunt]:
    """That something was carried out, however often, tells nothing of what came of it."""
    noun = wording.noun
    counted = wording.kind == "count" and noun in words("work", "occasions")
    finished = wording.predicate in words("outputs", "finished")
    if came_of_it(wording) and not (counted or finished):
        return
    if not _is_carrying_out(wording, noun, unit, wants_result):
        return
    yield Blunt(
        Code.WORK, f'"{noun.capitalize()}" adalah pekerjaan; ukur apa yang berubah karenanya.'
    )


def _is_carrying_out(wording: Wording, noun: str, unit: str, wants_result: bool) -> bool:
    if not wants_result and has_word(wording, "events"):
        return False
    if wording.kind == "count":
        return _are_deeds_counted(wording, noun, unit)
    if wording.words[0] in _HOW_OFTEN and noun in words("work", "occasions"):
        return True
    return wording.kind in _SHARES and _is_share_carried_out(wording, noun, wants_result)


def _are_deeds_counted(wording: Wording, noun: str, unit: str) -> bool:
    if noun in words("work", "occasions") or has_phrase(wording, "work", "occasions"):
        return True
    if is_occasion(unit) and is_deed(noun):
        return True
    passed = noun in words("work", "making") or noun in SERVICES
    return is_work(noun) and not passed and not is_thing(unit)


def _is_share_carried_out(wording: Wording, noun: str, wants_result: bool) -> bool:
    if noun in words("work", "doing"):
        bare = noun in _BARE and not wants_result
        return not bare and not _has_other_condition(wording)
    predicate = wording.predicate
    done = is_done(predicate) or predicate in words("outputs", "finished")
    return (
        done
        and (is_work(noun) or noun == "program")
        and (wants_result or noun not in words("work", "making"))
    )


def _has_other_condition(wording: Wording) -> bool:
    """*Kegiatan … sesuai jadwal* says more than that it took place."""
    return not wording.predicate and has_condition(wording.body) and "sesuai" in wording.words


def output(wording: Wording) -> Iterator[Blunt]:
    """Things that the office made and people whom it gathered, not what they changed."""
    noun = wording.noun
    if noun == "peserta" and wording.predicate not in words("outputs", "gained"):
        yield Blunt(Code.OUTPUT, "Banyaknya peserta adalah keluaran; ukur apa yang mereka peroleh.")
        return
    if _is_paper_counted(wording, noun):
        yield Blunt(Code.OUTPUT, f"Banyaknya {noun} adalah keluaran; ukur manfaatnya.")
        return
    went_out = _went_out(wording, noun)
    if (came_of_it(wording) and not went_out) or "change" in wording.kinds:
        return
    if wording.kind == "count" and (
        noun in words("outputs", "made")
        or noun in words("outputs", "gathered")
        or has_phrase(wording, "outputs", "made")
    ):
        yield Blunt(Code.OUTPUT, f"Banyaknya {noun} adalah keluaran; ukur manfaatnya.")
    elif wording.kind is None and _are_papers_there(wording):
        yield Blunt(Code.OUTPUT, "Adanya dokumen adalah keluaran; ukur apa yang berubah karenanya.")
    elif wording.kind in _MADE_OF and noun not in SERVICES and (went_out or _was_done_to(wording)):
        yield Blunt(
            Code.OUTPUT, "Yang dihitung adalah yang dikerjakan OPD sendiri; ukur manfaatnya."
        )


def _is_paper_counted(wording: Wording, noun: str) -> bool:
    """However good a paper is, its number is an output, unless somebody uses it."""
    written = wording.kind == "count" and noun in words("outputs", "written")
    return written and root(wording.predicate) not in words("outputs", "used")


def _went_out(wording: Wording, noun: str) -> bool:
    """Whether it says only that things were finished or papers issued; *in time* says more."""
    predicate = wording.predicate
    if wording.kind == "count" and predicate in words("outputs", "finished"):
        return True
    if predicate in words("outputs", "kept") and wording.words[-1] == predicate:
        return noun not in _GONE
    issued = predicate in words("outputs", "issued") or predicate in words("outputs", "finished")
    return issued and noun in words("outputs", "papers") and "tepat" not in wording.words


def _was_done_to(wording: Wording) -> bool:
    if any(map(is_done, wording.words)) or _are_papers_there(wording):
        return True
    if not has_word(wording, "outputs", "undergo"):
        return False
    if wording.noun in words("outputs", "groups") and has_word(wording, "outputs", "aid"):
        return True
    if wording.predicate in ("mengikuti", "ikut") and _is_work_joined(wording):
        return True
    return has_word(wording, "outputs", "gifts") or has_phrase(wording, "outputs", "learning")


def _is_work_joined(wording: Wording) -> bool:
    behind = wording.words[wording.words.index(wording.predicate) + 1 :]
    return is_work(noun_of(behind))


def _are_papers_there(wording: Wording) -> bool:
    """*Ketersediaan dokumen*: that the office has written what it must write."""
    noun = wording.noun
    behind = wording.words[wording.words.index(noun) + 1 :] if noun else ()
    made = noun in words("own", "filling") or noun in _FINISHING
    return made and "sesuai" not in behind and noun_of(behind) in words("outputs", "papers")
