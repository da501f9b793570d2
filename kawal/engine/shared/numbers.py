"""Numbers as people write them, read only where there is one reading.

Real plans mix `1.234,56`, `1234.56`, `1,234`, `Rp 1.500.000,-`, `2 Laporan` and `87,12 %`. What
can be read in one way is read; what can be read in two is left unread (None), and the caller keeps
the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_BOTH = re.compile(r"([+-]?)(\d{1,3}(?:([.,])\d{3})+)([.,])(\d+)", re.ASCII)
_GROUPS = re.compile(r"([+-]?)(\d{1,3}(?:([.,])\d{3})(?:\3\d{3})+)", re.ASCII)
_ONE_MARK = re.compile(r"([+-]?)(\d+)([.,])(\d+)", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
_RUPIAH = re.compile(r"(?:(?:Rp|IDR)\.?\s*)?(.+?)(,-|,–)?", re.IGNORECASE)
_THOUSANDS = re.compile(r"(\d{1,3})((?:\.\d{3})+|(?:,\d{3})+)", re.ASCII)
_SCALED = re.compile(r"(.+?)\s*(ribu|juta|miliar|milyar|triliun)", re.IGNORECASE)
_SCALES = {"ribu": 3, "juta": 6, "miliar": 9, "milyar": 9, "triliun": 12}
_WITH_UNIT = re.compile(r"([+-]?[0-9.,]*[0-9])(\s*[%‰]|\s+[^\W\d_].*)", re.DOTALL)
_GRADE = re.compile(r"(?:AA|A|BB|B|CC|C|D|E|WTP|WDP|TMP)[+-]?(\s+[^\W\d_].*)|([%‰])", re.DOTALL)
"""What stands for a number where people grade: SAKIP predicates, and opinions of the auditors; or a
sign of percent whose number is missing."""
_UNIT = re.compile(r"[%‰]|(?:[^\W\d_]|[kcd]?m[23]\b|[\s./()²³-])+")
_NOT_A_UNIT = re.compile(r"(?:atau|dan|dari|hingga|kurang|lebih|per|s\W?d|sampai)\b", re.IGNORECASE)
"""Words that go on with the number itself: "2 atau lebih" is not two of anything."""
_NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "n.a.", "#n/a"})
_LONGEST = 40
"""A longer text is no number of a plan."""
_CENT = Decimal("0.01")


class Style(Enum):
    """How a source writes numbers, where it is known."""

    POINT = "titik"  # 1234.56: a point before the decimals, nothing between thousands
    ANY = "bebas"  # not known: each text must speak for itself


def parse_number(text: str, style: Style = Style.ANY) -> Decimal | None:
    """The one number that `text` says, or None where it says none or more than one.

    >>> parse_number("1.234.567,89")
    Decimal('1234567.89')
    >>> parse_number("9.952") is None   # 9952, or 9 and a bit? Not for us to guess
    True
    """
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        return None
    if style is Style.POINT:
        return Decimal(stripped) if _PLAIN.fullmatch(stripped) else None
    if _WHOLE.fullmatch(stripped):
        return Decimal(stripped)
    for reading in (_with_both_marks, _with_groups, _with_one_mark):
        number = reading(stripped)
        if number is not None:
            return number
    return None


@dataclass(frozen=True)
class Quantity:
    """A number and the unit that stands behind it, None where there is none."""

    number: Decimal
    unit: str | None


def says_nothing(text: str) -> bool:
    """Whether people write this where there is nothing: `-`, `n/a`, or blank.

    >>> says_nothing("N/A"), says_nothing("0")
    (True, False)
    """
    return text.strip().casefold() in _NOTHING


def read_quantity(text: str, style: Style = Style.ANY) -> Quantity | None:
    """The one number of `text` with its unit; None where there is no certain one.

    >>> read_quantity("2 Laporan")
    Quantity(number=Decimal('2'), unit='Laporan')
    >>> read_quantity("87,12 %")
    Quantity(number=Decimal('87.12'), unit='%')
    >>> read_quantity("2 - 3") is None   # a range is not one number
    True
    """
    number = parse_number(text, style)
    if number is not None:
        return Quantity(number, None)
    match = _WITH_UNIT.fullmatch(text.strip())
    number = parse_number(match[1], style) if match else None
    unit = unit_behind(text)
    return None if number is None or unit is None else Quantity(number, unit)


def unit_behind(text: str) -> str | None:
    """The unit behind a number or a grade; it can be certain where the number is not, or is missing.

    >>> unit_behind("1.250 orang"), unit_behind("BB Predikat"), unit_behind("%"), unit_behind("12")
    ('orang', 'Predikat', '%', None)
    """
    stripped = text.strip()
    number, grade = _WITH_UNIT.fullmatch(stripped), _GRADE.fullmatch(stripped)
    text_behind = number[2] if number else (grade[1] or grade[2]) if grade else ""
    unit = text_behind.strip()
    if len(unit) > _LONGEST or not _UNIT.fullmatch(unit) or _NOT_A_UNIT.match(unit):
        return None
    return unit


def read_rupiah(text: str, style: Style = Style.ANY) -> Decimal | None:
    """The amount that `text` says in rupiah, or None where it says none or more than one.

    `Rp` before it or `,-` behind it tell that people wrote it, and rupiah have no third decimal:
    then `1.500` can only be one thousand five hundred. Without them it stays unread.

    >>> read_rupiah("Rp 1.234.567,-")
    Decimal('1234567')
    >>> read_rupiah("Rp1.500"), read_rupiah("1.500")
    (Decimal('1500'), None)
    >>> read_rupiah("1,5 juta")
    Decimal('1500000.0')
    """
    stripped = text.strip()
    if style is Style.POINT or len(stripped) > _LONGEST:
        return parse_number(stripped, style)
    match = _RUPIAH.fullmatch(stripped)
    if not match:
        return None
    amount = match[1]
    marked = amount != stripped
    scaled = _SCALED.fullmatch(amount)
    if scaled and not match[2]:
        number = parse_number(scaled[1])
        return None if number is None else number * 10 ** _SCALES[scaled[2].casefold()]
    if marked and _THOUSANDS.fullmatch(amount):
        return Decimal(amount.replace(".", "").replace(",", ""))
    return parse_number(amount)


def to_sen(amount: Decimal) -> tuple[int, bool]:
    """Rupiah to whole sen, half up; the second value says whether anything was rounded off."""
    rounded = amount.quantize(_CENT, ROUND_HALF_UP)
    return int(rounded * 100), rounded != amount


def _with_both_marks(text: str) -> Decimal | None:
    match = _BOTH.fullmatch(text)
    if not match or match[3] == match[4]:
        return None
    return Decimal(f"{match[1]}{match[2].replace(match[3], '')}.{match[5]}")


def _with_groups(text: str) -> Decimal | None:
    match = _GROUPS.fullmatch(text)
    return Decimal(match[1] + match[2].replace(match[3], "")) if match else None


def _with_one_mark(text: str) -> Decimal | None:
    """One mark is a decimal mark unless three digits follow: then it may part thousands."""
    match = _ONE_MARK.fullmatch(text)
    if not match:
        return None
    may_be_thousands = len(match[4]) == 3 and len(match[2]) <= 3 and not match[2].startswith("0")
    return None if may_be_thousands else Decimal(f"{match[1]}{match[2]}.{match[4]}")
