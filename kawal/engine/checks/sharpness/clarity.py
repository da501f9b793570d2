"""Faults of the sentence itself: no indicator, incomplete, vague, circular, two in one."""

from __future__ import annotations

from collections.abc import Iterator

from kawal.engine.checks.sharpness.code import Blunt, Code
from kawal.engine.checks.sharpness.vocabulary import measures, phrases, words
from kawal.engine.checks.sharpness.words import Wording, root

_CHANGES = {"change"}


def no_indicator(wording: Wording) -> Iterator[Blunt]:
    """A statement, a verb or the name of an activity measures nothing."""
    if wording.kinds and wording.kinds != ("change",):
        return
    first = wording.words[0] if wording.words else ""
    if is_statement(first):
        yield Blunt(
            Code.NO_INDICATOR,
            f'"{first}" menyatakan keadaan atau pekerjaan; sebut dulu ukurannya, misalnya '
            '"Persentase …" atau "Jumlah …".',
        )
    elif not wording.kinds and not _measures_anywhere(wording) and _is_a_name(wording, first):
        said = "Teks ini nama pekerjaan atau benda, tanpa ukuran yang dapat dihitung."
        yield Blunt(Code.NO_INDICATOR, said)


def _is_a_name(wording: Wording, first: str) -> bool:
    return first in words("work") or not has_condition(wording.words)


def is_statement(word: str) -> bool:
    """Whether a word begins a sentence about what is wished: *meningkatnya*, *terlaksananya*."""
    if word in measures():
        return False
    if word in words("statements"):
        return True
    if word.endswith("nya") and (
        word.startswith(("ter", "me", "ber")) or len(root(word)) < len(word) - 3
    ):
        return True
    return word.startswith(("meng", "mem", "men", "meny", "mel", "mew", "mer")) and word.endswith(
        ("kan", "i")
    )


def incomplete(wording: Wording) -> Iterator[Blunt]:
    """A percentage must say what share of whom, a ratio what to what."""
    if wording.kind not in ("share", "ratio", "reach") or _CHANGES & set(wording.kinds):
        return
    body = wording.body
    if not any(word not in words("small") for word in body):
        yield Blunt(Code.INCOMPLETE, f'"{wording.text}" tidak menyebut apa yang diukur.')
    elif not has_condition(body):
        said = f'Tidak jelas apa yang dihitung dari "{" ".join(body)}", dan terhadap apa.'
        yield Blunt(Code.INCOMPLETE, said)


def has_condition(body: tuple[str, ...]) -> bool:
    """Whether the words say which part of the whole is meant."""
    first = next((word for word in body if word not in measures()), "")
    if first in words("complete", "results") or is_state_noun(first):
        return True
    inner = body[1:]
    return any(word in words("complete", "relations") for word in inner[:-1]) or any(
        word in words("complete", "states") or is_participle(word) for word in inner
    )


def is_state_noun(word: str) -> bool:
    """*kepemilikan*, *kesesuaian*: nouns in ke-…-an of a state, not of a field such as *kesehatan*."""
    return (
        word.startswith("ke")
        and word.endswith(("an", "annya"))
        and word not in words("complete", "fields")
        and root(word) != word
    )


def is_participle(word: str) -> bool:
    """*terakreditasi*, *bersertifikat*, *dimanfaatkan*: what has become of the thing before it."""
    return (
        len(word) > 5
        and word.startswith(("ter", "ber", "di", "mem", "men", "meng"))
        and not word.endswith("nya")
        and root(word) != word
    )


def vague(wording: Wording) -> Iterator[Blunt]:
    """Two people would count two numbers."""
    exact = words("vague", "exact")
    if exact & set(wording.words):
        return
    for word in wording.body:
        if word in words("vague"):
            yield Blunt(
                Code.VAGUE, f'"{word}" dapat dibaca berbeda oleh dua orang; sebut syaratnya.'
            )
            return


def circular(wording: Wording) -> Iterator[Blunt]:
    """Reaching targets is how every indicator is judged; it measures nothing of its own."""
    found = set(wording.words)
    reached = found & words("circular", "reached")
    if reached and found & words("circular", "self"):
        said = "Tercapainya target menilai indikator lain; ukur hasilnya sendiri."
        yield Blunt(Code.CIRCULAR, said)


def double(wording: Wording) -> Iterator[Blunt]:
    """Two things in one number: it may stand still while one rises and the other falls."""
    found = wording.words
    for place, word in enumerate(found):
        if word in ("dan", "serta") and place >= 2 and _measures(found[place + 1 :]):
            said = f'Dua ukuran dalam satu kalimat, di kiri dan kanan "{word}".'
            yield Blunt(Code.DOUBLE, said)
            return


def _measures(behind: tuple[str, ...]) -> bool:
    return bool(behind) and measures().get(behind[0]) in ("count", "share", "index")


def _measures_anywhere(wording: Wording) -> bool:
    return any(
        measures().get(word) in ("share", "count", "ratio", "index", "mean")
        for word in wording.words
    )


def has_phrase(wording: Wording, section: str, key: str = "words") -> bool:
    """Whether one of the phrases of a list stands in the text."""
    return any(phrase in wording.padded for phrase in phrases(section, key))
