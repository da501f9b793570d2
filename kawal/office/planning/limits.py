"""What may be typed into a plan, in one place: how long a text may be, which signs it may hold, what an
amount and a target have to say. What is refused is told with its field, its value and its mend.

Limits are ours, no law. The longest text of the real plans at hand has 405 characters, the longest
target 80; a cell of Excel (32,767) and the columns of the database hold all that passes here.
"""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from kawal.engine.shared.language import say
from kawal.engine.shared.numbers import says_nothing
from kawal.engine.shared.wording import rupiah, thousands
from kawal.engine.snapshot.cells import LARGEST_SEN
from kawal.engine.snapshot.schema import BY_NAME

WORDS, SHORT = 2000, 200
"""Characters of a text, and of one that stands in a narrow column."""
_SHORT = frozenset(
    {
        ("indicator", "unit"),
        ("indicator", "frequency"),
        ("indicator", "baseline_text"),
        ("target", "text"),
        ("allocation", "fund"),
    }
)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs that nobody sees and no plan needs: control characters but tab and line end, signs that turn
the direction of writing, halves of characters."""
_DIGIT = re.compile(r"\d")
_SAYS_SOMETHING = re.compile(r"[^\W_]")
_GRADE = re.compile(
    r"(?:(?:opini|predikat|nilai|kategori|peringkat|level)\s+)?"
    r"(?:WTP(?:[- ]?DPP)?|WDP|TMP|TW|AA|A|BB|B|CC|C|D|E|[IVX]+)[+-]?(?:\s+\w+)?",
    re.IGNORECASE,
)
"""Targets that are words by right: predicates of SAKIP, opinions of the auditors, levels in Roman
numerals."""
_SHOWN = 40


def label_of(table: str, column: str) -> str:
    """What people call a field."""
    words = say(BY_NAME[table].column(column).label)
    return words[:1].upper() + words[1:]


def fault_of_text(table: str, column: str, text: str, label: str = "") -> str:
    """Why a text cannot stand in that field, in words; empty where it can. label: of the field on the
    page, where it is called otherwise than everywhere."""
    told = label or label_of(table, column)
    most = SHORT if (table, column) in _SHORT else WORDS
    if unseen := _UNSEEN.search(text):
        before = text[max(0, unseen.start() - _SHOWN) : unseen.start()]
        return say(
            "{field} memuat tanda yang tidak tampak ({sign}) sesudah “{text}”. Hapus tanda itu, atau "
            "ketik ulang isinya.",
            field=told,
            sign=_named(unseen[0]),
            text=before,
        )
    if len(text) > most:
        return say(
            "{field} “{text}” panjangnya {length} huruf; paling panjang {most}. Ringkas isinya.",
            field=told,
            text=Truncator(text).chars(_SHOWN),
            length=thousands(len(text)),
            most=thousands(most),
        )
    is_empty_target = (table, column) == ("target", "text") and not _SAYS_SOMETHING.search(text)
    if is_empty_target and not says_nothing(text):
        return say(
            "{field} “{text}” tidak memuat angka maupun kata. Tulis targetnya, misalnya 95, "
            "87,5 persen atau WTP.",
            field=told,
            text=text,
        )
    return ""


def fault_of_amount(amount: int | None, label: str = "") -> str:
    """Why an amount, in sen, cannot stand in a plan; empty where it can."""
    told = label or label_of("allocation", "amount")
    if amount is not None and abs(amount) > LARGEST_SEN:
        return say("{field} tidak masuk akal bagi satu daerah.", field=told)
    if amount is not None and amount < 0:
        return say(
            "{field} “-{amount}” di bawah nol. Tulis pagu sesudah dikurangi, nol atau lebih; "
            "pengurangannya terbaca pada riwayatnya.",
            field=told,
            amount=rupiah(-amount),
        )
    return ""


def note_on_target(text: str) -> str:
    """What is to be known of a target that is taken as it is: one in words is no number, and only
    predicates and the like are words by right."""
    plain = text.strip()
    if says_nothing(plain) or _DIGIT.search(plain) or _GRADE.fullmatch(plain):
        return ""
    return say(
        "“{text}” tidak memuat angka, sehingga tidak dapat dibandingkan. Biarkan bila memang "
        "predikat; selain itu tulis angkanya.",
        text=Truncator(text).chars(_SHOWN),
    )


def refuse_text(table: str, column: str, text: str, field: str = "") -> None:
    """Raises ValidationError for a text that cannot stand there. field: under which the page looks for
    it, where it is called otherwise than the column."""
    if fault := fault_of_text(table, column, text):
        raise ValidationError({field or column: fault})


def refuse_amount(amount: int | None) -> None:
    """Raises ValidationError for an amount that cannot stand in a plan."""
    if fault := fault_of_amount(amount):
        raise ValidationError({"amount": fault})


def _named(sign: str) -> str:
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()
