"""The text of an indicator as its writer meant it: slips mended, doubled words once."""

from __future__ import annotations

import re
from functools import cache

from kawal.engine.checks.sharpness.spelling import is_known
from kawal.engine.checks.sharpness.templates import templates
from kawal.engine.checks.sharpness.vocabulary import every_word
from kawal.engine.checks.sharpness.words import Wording

_GLUED = re.compile(r"\b(?!APBDes)([A-Z]{2,})([A-Z][a-z]{3,})\b")
"""*SOPJasa*: an acronym and the word behind it."""
_PARTED = re.compile(r"\b(yang|yg) di ([^\W\d_]+)", re.IGNORECASE)
_TWICE = re.compile(r"\b([^\W\d_]{5,})(?: \1\b)+", re.IGNORECASE)
_TWO_MEASURES = re.compile(r"^(Persentase|Cakupan|Jumlah) jumlah\b", re.IGNORECASE)


def tidy(wording: Wording) -> str:
    """The text with its spelling right; nothing else of it is altered."""
    text = wording.text
    for slip, right in wording.slips:
        text = text.replace(slip, right, 1)
    for typed in filter(_lost_its_first, wording.words):
        text = re.sub(rf"\b{typed}\b", f"p{typed}", text, flags=re.IGNORECASE)
    text = _PARTED.sub(_joined, text)
    text = _GLUED.sub(r"\1 \2", text)
    return once(_TWO_MEASURES.sub(r"\1", _slips().sub(_mended, text)))


def _joined(found: re.Match[str]) -> str:
    """*Yang di laksanakan* is a verb, *yang di Bogor* a place."""
    verb = f"di{found[2].lower()}"
    return f"{found[1]} {verb}" if is_known(verb) else found[0]


def _lost_its_first(word: str) -> bool:
    """*Eralatan*: the letter that most nouns of work begin with fell away."""
    return len(word) > 6 and f"p{word}" in every_word() and not is_known(word)


def once(text: str) -> str:
    """Without words that stand there twice in a row: *kebutuhan kebutuhan*."""
    return _TWICE.sub(r"\1", text)


@cache
def _slips() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(templates()['slips'])})\b", re.IGNORECASE)


def _mended(found: re.Match[str]) -> str:
    """The right words, with capitals where the typed ones begin with one."""
    right = str(templates()["slips"][found[0].lower()])
    if not found[0][:1].isupper():
        return right
    return " ".join(word[:1].upper() + word[1:] for word in right.split())
