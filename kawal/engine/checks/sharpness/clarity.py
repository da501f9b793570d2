"""Faults of the sentence itself: no indicator, vague, circular, two in one."""

from __future__ import annotations

from collections.abc import Iterator

from kawal.engine.checks.sharpness.code import Blunt, Code
from kawal.engine.checks.sharpness.parts import (
    SERVICES,
    has_condition,
    has_word,
    is_participle,
    is_statement,
    is_work,
)
from kawal.engine.checks.sharpness.results import is_own
from kawal.engine.checks.sharpness.units import kind_of
from kawal.engine.checks.sharpness.vocabulary import measures, phrases, words
from kawal.engine.checks.sharpness.words import Wording

_PURPOSES = ("untuk", "guna", "agar", "rangka", "supaya")
"""What stands behind them is hoped for; the count does not hang on it."""
_QUALIFYING = ("yang", "yg", "dengan", "secara", "lebih", "sangat", "kualitas", "perencanaan")
_TERMS = (("keluarga", "berkualitas"),)
"""Terms with a rule of their own."""
_EXACT_KINDS = ("share", "count", "ratio", "index", "mean")


def no_indicator(wording: Wording, unit: str) -> Iterator[Blunt]:
    """A statement, a verb or the name of a thing or of work measures nothing.

    *Guru yang bersertifikat* with a unit is read together with it; without one, nobody knows whether
    teachers are counted or a share of them.
    """
    first = wording.words[0] if wording.words else ""
    if _is_wish(first):
        yield Blunt(
            Code.NO_INDICATOR,
            f'"{first.capitalize()}" menyatakan keadaan atau pekerjaan; sebut dulu ukurannya, misalnya '
            '"Persentase" atau "Jumlah".',
        )
        return
    if wording.kinds or any(measures().get(word) in _EXACT_KINDS for word in wording.words):
        return
    counted = kind_of(unit or wording.bracketed) is not None and not vague_word(wording)
    if is_work(first) or not (counted and has_condition(wording.words)):
        said = "Teks ini nama pekerjaan atau benda; belum ada ukuran yang dapat dihitung."
        yield Blunt(Code.NO_INDICATOR, said)


def _is_wish(first: str) -> bool:
    if is_statement(first) or first in words("statements", "first"):
        return True
    return first.startswith("ter") and is_participle(first)


def vague(wording: Wording, word: str) -> Iterator[Blunt]:
    """Two people would count two numbers. word: that of `vague_word`, which is asked for before."""
    word = word or _without_scale(wording)
    if word:
        yield Blunt(Code.VAGUE, f'"{word}" dapat dihitung berbeda oleh dua orang; sebut syaratnya.')


def vague_word(wording: Wording) -> str:
    """The word or phrase that everybody reads differently; "" where there is none."""
    found = wording.words
    if wording.kind == "index":
        return ""
    for place, word in enumerate(found):
        if word in _PURPOSES:
            break
        if not _decides(wording, place):
            continue
        if place and word in words("vague", "always") and not _is_told(wording, place):
            return word
        if word in words("vague", "quality") and not _is_exact(wording, place):
            return word
    if "menurut" in wording.words:
        return ""
    phrase = phrases("vague", "phrases").search(wording.padded)
    return phrase[1] if phrase else ""


def _decides(wording: Wording, place: int) -> bool:
    """Whether a word says which ones are counted. What papers are about does not."""
    before = wording.words[place - 1] if place else ""
    if (before, wording.words[place]) in _TERMS:
        return False
    about = wording.kind == "count" and wording.noun in words("outputs", "made")
    return not about or before in _QUALIFYING or before == wording.noun


def _is_exact(wording: Wording, place: int) -> bool:
    """Whether a word of quality is a class that a standard defines: *kondisi baik*, *layak huni*; or
    brackets tell what it means."""
    before, after = wording.words[max(place - 3, 0) : place], wording.words[place + 1 : place + 2]
    if _is_told(wording, place):
        return True
    return (
        not words("vague", "before").isdisjoint(before)
        or not words("vague", "after").isdisjoint(after)
        or "(" in wording.text
    )


def _is_told(wording: Wording, place: int) -> bool:
    """*… yang tertib menurut hasil penilaian …*: the rule is named; *melanggar disiplin* names one."""
    if wording.words[place - 1] in ("melanggar", "pelanggar", "pelanggaran", "hukuman"):
        return True
    return "menurut" in wording.words[place + 1 :]


def _without_scale(wording: Wording) -> str:
    """*Peningkatan kualitas*, *tingkat akurasi*: what has no unit of its own."""
    if wording.kind == "index" or "menurut" in wording.words:
        return ""
    noun = wording.noun
    if wording.kind == "share" and noun in words("vague", "support"):
        return noun
    if wording.kind == "share" and noun in words("vague", "qualities") and not wording.predicate:
        return noun
    scaled = "change" in wording.kinds or wording.words[:1] in (("tingkat",), ("derajat",))
    if scaled:
        behind = wording.words[wording.head - 1 : wording.head + 1]
        return next((word for word in behind if word in words("vague", "hollow")), "")
    if wording.kind == "count" and noun in SERVICES and is_own(wording):
        return noun
    return ""


def circular(wording: Wording) -> Iterator[Blunt]:
    """Reaching targets is how every indicator is judged; it measures nothing of its own."""
    rises = "change" in wording.kinds and wording.noun == "target"
    if not rises and has_word(wording, "circular", "unless"):
        return
    reached = has_word(wording, "circular", "reached") and has_word(wording, "circular", "self")
    if reached or rises:
        said = "Tercapainya target menilai indikator lain; ukur hasilnya sendiri."
        yield Blunt(Code.CIRCULAR, said)


def double(wording: Wording) -> Iterator[Blunt]:
    """Two measures in one number: it may stand still while one rises and the other falls."""
    found = wording.words
    for place, word in enumerate(found):
        if word in ("dan", "serta") and _measures(wording, place):
            said = f'Dua ukuran dalam satu kalimat, di kiri dan kanan "{word}".'
            yield Blunt(Code.DOUBLE, said)
            return


def _measures(wording: Wording, place: int) -> bool:
    """Whether what stands behind *dan* is a measure of its own, or both sides are quantities."""
    before, behind = wording.words[:place], wording.words[place + 1 :]
    if not before or not behind:
        return False
    kind = measures().get(behind[0])
    if kind == "size":
        return place == wording.head and wording.kinds[-1] in ("size", "count")
    if kind == "index" and wording.kind == "index":
        return len(before) > 1
    if len(before) > 1 and (kind in ("count", "share") or behind[0] == "cakupan"):
        return True
    if behind[0] == "nilai" and wording.kind == "count":
        return wording.noun not in words("outputs", "made")
    return len(behind) > 1 and behind[0] in ("angka", "lama", "lamanya")
