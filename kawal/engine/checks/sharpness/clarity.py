"""Faults of the sentence itself: no indicator, incomplete, vague, circular, two in one."""

from __future__ import annotations

from collections.abc import Iterator

from kawal.engine.checks.sharpness.code import Blunt, Code
from kawal.engine.checks.sharpness.parts import (
    came_of_it,
    has_condition,
    has_word,
    is_statement,
    is_work,
    noun_of,
    predicate_of,
)
from kawal.engine.checks.sharpness.results import is_own
from kawal.engine.checks.sharpness.units import kind_of
from kawal.engine.checks.sharpness.vocabulary import measures, words
from kawal.engine.checks.sharpness.words import Wording

_SHARES = ("share", "reach")
_SERVICES = ("layanan", "pelayanan")
_NAMES = (*_SERVICES, "kebijakan", "program")
"""Topics that can be counted."""
_EXACT_KINDS = ("share", "count", "ratio", "index", "mean")


def no_indicator(wording: Wording, unit: str) -> Iterator[Blunt]:
    """A statement, a verb or the name of a thing or of work measures nothing.

    *Guru yang bersertifikat* with a unit is read together with it; without one, nobody knows whether
    teachers are counted or a share of them.
    """
    first = wording.words[0] if wording.words else ""
    if is_statement(first):
        yield Blunt(
            Code.NO_INDICATOR,
            f'"{first.capitalize()}" menyatakan keadaan atau pekerjaan; sebut dulu ukurannya, misalnya '
            '"Persentase" atau "Jumlah".',
        )
        return
    if wording.kinds or any(measures().get(word) in _EXACT_KINDS for word in wording.words):
        return
    counted = kind_of(unit or wording.bracketed) is not None
    if is_work(first) or not (counted and has_condition(wording.words)):
        said = "Teks ini nama pekerjaan atau benda; belum ada ukuran yang dapat dihitung."
        yield Blunt(Code.NO_INDICATOR, said)


def incomplete(wording: Wording, wants_result: bool) -> Iterator[Blunt]:
    """A percentage must say what share of whom, a ratio what to what, a number of what."""
    if "change" in wording.kinds or wording.kind is None:
        return
    noun = noun_of(wording.body)
    if not noun:
        if wording.kind in (*_SHARES, "ratio", "count") and len(wording.words) < 2:
            yield Blunt(Code.INCOMPLETE, f'"{wording.text}" tidak menyebut apa yang diukur.')
        return
    if _says_too_little(wording, noun, wants_result):
        topic = " ".join(wording.body)
        yield Blunt(
            Code.INCOMPLETE, f'Tidak jelas apa yang dihitung dari "{topic}", dan dari berapa.'
        )


def _says_too_little(wording: Wording, noun: str, wants_result: bool) -> bool:
    if wording.kind == "count":
        return noun in words("complete", "topics") - {
            "layanan",
            "pelayanan",
            "kebijakan",
            "program",
        } and (not predicate_of(wording))
    if wording.kind == "ratio":
        return len(wording.body) < 3 and not has_condition(wording.body)
    if wording.kind not in _SHARES:
        return False
    if is_own(wording):
        return not _is_supplied(wording, wants_result)
    if wording.kind == "reach":
        is_loose = is_work(noun) or noun in words("complete", "topics")
        return is_loose and noun not in _SERVICES and not has_condition(wording.body)
    return not has_condition(wording.body)


def _is_supplied(wording: Wording, wants_result: bool) -> bool:
    """Whether a share of the office's own supply has a base. At a result level it is an input."""
    if came_of_it(wording):
        return True
    if wants_result:
        return has_word(wording, "own", "filling")
    return any(f" {each}" in wording.padded for each in words("own", "needs"))


def vague(wording: Wording) -> Iterator[Blunt]:
    """Two people would count two numbers."""
    word = _vague_word(wording)
    if word:
        yield Blunt(Code.VAGUE, f'"{word}" dapat dihitung berbeda oleh dua orang; sebut syaratnya.')


def _vague_word(wording: Wording) -> str:
    found = wording.words
    if wording.kind == "index":
        return ""
    for place, word in enumerate(found):
        if place and word in words("vague", "always"):
            return word
        if word in words("vague", "quality") and not _is_exact(wording, place):
            return word
    for phrase in words("vague", "phrases"):
        if f" {phrase} " in wording.padded:
            return phrase
    return _without_scale(wording)


def _is_exact(wording: Wording, place: int) -> bool:
    """Whether a word of quality is a class that a standard defines: *kondisi baik*, *layak huni*; or
    brackets tell what it means."""
    before, after = wording.words[max(place - 3, 0) : place], wording.words[place + 1 : place + 2]
    return (
        not words("vague", "before").isdisjoint(before)
        or not words("vague", "after").isdisjoint(after)
        or "(" in wording.text
    )


def _without_scale(wording: Wording) -> str:
    """*Peningkatan kualitas*, *tingkat akurasi*: what has no unit of its own."""
    noun = noun_of(wording.body)
    scaled = "change" in wording.kinds or wording.words[:1] in (("tingkat",), ("derajat",))
    if scaled:
        behind = wording.words[wording.head - 1 : wording.head + 1]
        return next((word for word in behind if word in words("vague", "hollow")), "")
    if wording.kind == "count" and noun in _SERVICES and is_own(wording):
        return noun
    return ""


def circular(wording: Wording) -> Iterator[Blunt]:
    """Reaching targets is how every indicator is judged; it measures nothing of its own."""
    if has_word(wording, "circular", "unless"):
        return
    reached = has_word(wording, "circular", "reached") and has_word(wording, "circular", "self")
    if reached or ("change" in wording.kinds and noun_of(wording.body) == "target"):
        said = "Tercapainya target menilai indikator lain; ukur hasilnya sendiri."
        yield Blunt(Code.CIRCULAR, said)


def double(wording: Wording) -> Iterator[Blunt]:
    """Two measures in one number: it may stand still while one rises and the other falls."""
    found = wording.words
    for place, word in enumerate(found):
        if word in ("dan", "serta") and place >= 2 and _measures(found[place + 1 :]):
            said = f'Dua ukuran dalam satu kalimat, di kiri dan kanan "{word}".'
            yield Blunt(Code.DOUBLE, said)
            return


def _measures(behind: tuple[str, ...]) -> bool:
    return bool(behind) and measures().get(behind[0]) in ("count", "share", "index", "reach")
