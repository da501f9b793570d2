"""Faults of what is measured: money spent, means, work or output where a result is wanted."""

from __future__ import annotations

from collections.abc import Iterator

from kawal.engine.checks.sharpness.clarity import has_phrase
from kawal.engine.checks.sharpness.code import Blunt, Code
from kawal.engine.checks.sharpness.vocabulary import measures, words
from kawal.engine.checks.sharpness.words import Wording


def absorption(wording: Wording) -> Iterator[Blunt]:
    """Money that is spent is no result."""
    found = set(wording.words)
    money = found & words("absorption", "money")
    spends = found & words("absorption") or found & words("absorption", "spent")
    if money and spends:
        yield Blunt(
            Code.ABSORPTION, "Terserapnya anggaran bukan hasil; ukur apa yang diperoleh darinya."
        )


def means(wording: Wording) -> Iterator[Blunt]:
    """What an office holds or spends to do its work."""
    if has_phrase(wording, "inputs") or _noun(wording) in words("inputs"):
        yield Blunt(
            Code.INPUT, "Yang diukur adalah sarana untuk bekerja, bukan hasil pekerjaannya."
        )


def work(wording: Wording) -> Iterator[Blunt]:
    """How much was done, not what came of it."""
    noun = _noun(wording)
    if noun in words("work") and not came_of_it(wording):
        yield Blunt(Code.WORK, f'"{noun}" adalah pekerjaan; ukur apa yang berubah karenanya.')


def output(wording: Wording) -> Iterator[Blunt]:
    """Things made and people reached, not what they changed."""
    noun = _noun(wording)
    if came_of_it(wording):
        return
    if wording.kind == "count" and (noun in words("outputs") or _was_done_to(wording)):
        yield Blunt(Code.OUTPUT, f'Jumlah "{noun}" adalah keluaran; ukur manfaatnya.')
    elif (
        wording.kind == "share"
        and noun in ("dokumen", "laporan", "paket", "peserta")
        and _was_done_to(wording)
    ):
        yield Blunt(Code.OUTPUT, f'"{noun}" yang dibuat adalah keluaran; ukur manfaatnya.')


def came_of_it(wording: Wording) -> bool:
    """Whether the text says what became of the thing, not only that work was done on it."""
    words_ = wording.words
    if "yang" not in words_:
        return False
    behind = words_[words_.index("yang") + 1 :]
    predicate = next((word for word in behind if word not in words("small")), "")
    return (
        bool(predicate)
        and predicate not in words("outputs", "done")
        and predicate not in words("outputs", "undergo")
    )


def _was_done_to(wording: Wording) -> bool:
    found = set(wording.words)
    return bool(found & words("outputs", "done") or found & words("outputs", "undergo"))


def _noun(wording: Wording) -> str:
    """The first word of what is measured."""
    return next(
        (word for word in wording.body if word not in measures() and word not in words("small")), ""
    )
