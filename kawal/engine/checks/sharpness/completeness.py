"""Whether a text says enough to be counted: what share of whom, what to what, how many of what."""

from __future__ import annotations

from collections.abc import Iterator

from kawal.engine.checks.sharpness.code import Blunt, Code
from kawal.engine.checks.sharpness.parts import (
    SERVICES,
    came_of_it,
    has_condition,
    has_word,
    is_state_noun,
    is_work,
)
from kawal.engine.checks.sharpness.results import is_own
from kawal.engine.checks.sharpness.vocabulary import words
from kawal.engine.checks.sharpness.words import Wording, noun_of

_SHARES = ("share", "reach")
_EMPTY = frozenset(
    ("urusan", "bidang", "tugas", "umum", "penunjang", "tata", "kegiatan", "program", "pembangunan")
)
_RELATED = frozenset(("sesuai", "terhadap", "antara", "dengan"))
_COUNTABLE = (*SERVICES, "kebijakan", "program")
"""Topics that can be counted."""


def incomplete(wording: Wording, wants_result: bool) -> Iterator[Blunt]:
    """A percentage must say what share of whom, a ratio what to what, a number of what."""
    if "change" in wording.kinds or wording.kind is None:
        return
    noun = wording.noun
    if not noun:
        if wording.kind in (*_SHARES, "ratio", "count", "index", "rate") and len(wording.words) < 2:
            yield Blunt(Code.INCOMPLETE, f'"{wording.text}" tidak menyebut apa yang diukur.')
    elif _says_too_little(wording, noun, wants_result):
        topic = " ".join(wording.body)
        said = f'Tidak jelas apa yang dihitung dari "{topic}", dan dari berapa.'
        yield Blunt(Code.INCOMPLETE, said)


def _says_too_little(wording: Wording, noun: str, wants_result: bool) -> bool:
    if wording.kind == "count":
        is_topic = noun in words("complete", "topics") and noun not in _COUNTABLE
        return is_topic and not wording.predicate
    if wording.kind == "ratio":
        return len(wording.body) < 3 and not has_condition(wording.body)
    return wording.kind in _SHARES and not _is_share_of_something(wording, noun, wants_result)


def _is_share_of_something(wording: Wording, noun: str, wants_result: bool) -> bool:
    if is_own(wording):
        return _has_a_base(wording, wants_result)
    if _hides_its_whole(wording, noun, wants_result):
        return False
    if _compares_plans(wording) or has_condition(wording.body):
        return True
    if wording.words[0].startswith("preval"):  # how many of all have it: it says so itself
        return True
    if "reach" in wording.kinds:  # *cakupan air bersih*: its whole goes without saying
        is_topic = noun in words("complete", "topics") and noun not in SERVICES
        return not is_work(noun) and not is_topic
    return False


def _hides_its_whole(wording: Wording, noun: str, wants_result: bool) -> bool:
    if _ends_in_a_topic(wording, noun) or _is_anything(wording, noun, wants_result):
        return True
    return not wants_result and (_is_bare_supply(wording, noun) or _is_own_work(wording))


def _is_anything(wording: Wording, noun: str, wants_result: bool) -> bool:
    """*Sarana dan prasarana yang baik*, *potensi yang dikelola*: nobody says of what kind."""
    general = words("complete", "anything")
    behind = wording.words[wording.words.index(noun) + 1 :]
    if noun in words("complete", "whole_fields"):
        return behind[:1] in (("yang",), ("yg",))
    if noun not in general or (not wants_result and noun in words("outputs", "made")):
        return False
    named = next(
        (word for word in behind if word not in general and word not in ("dan", "serta")), ""
    )
    return named in ("yang", "yg", "dalam", "")


def _is_own_work(wording: Wording) -> bool:
    """*Inovasi yang terlaksana*: a share of what the office meant to do itself."""
    return (
        wording.predicate in words("outputs", "made_up") and wording.words[-1] == wording.predicate
    )


def _ends_in_a_topic(wording: Wording, noun: str) -> bool:
    """*Penyelesaian urusan*, *kelancaran tugas*: of what, nobody can say."""
    behind = wording.words[wording.words.index(noun) + 1 :]
    if not (noun in words("complete", "results") or is_state_noun(noun)) or wording.predicate:
        return False
    return noun_of(behind) in _EMPTY and not _RELATED.intersection(behind)


def _is_bare_supply(wording: Wording, noun: str) -> bool:
    """What an office supplies, without the need that it is measured by: *ketersediaan data*."""
    behind = wording.words[wording.words.index(noun) + 1 :]
    supplied = noun in ("ketersediaan", "kelengkapan", "tersedianya", "kesiapan")
    return supplied and noun_of(behind) in words("outputs", "made") and not has_condition(behind)


def _has_a_base(wording: Wording, wants_result: bool) -> bool:
    """Whether a share of the office's own supply has one. At a result level it is an input anyway."""
    if came_of_it(wording) or "kondisi" in wording.words:
        return True
    if wants_result:
        return has_word(wording, "own", "filling")
    return any(f" {each}" in wording.padded for each in words("own", "needs"))


def _compares_plans(wording: Wording) -> bool:
    """How far one plan follows another is measured as a share everywhere."""
    return len(words("complete", "plans") & set(wording.words)) > 1
