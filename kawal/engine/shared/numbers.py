"""Numbers as people write them, read only where there is one reading.

Real plans mix `1.234,56`, `1234.56` and `1,234`. What can be read in one way is read;
what can be read in two is left unread (None), and the caller keeps the text.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
_BOTH = re.compile(r"([+-]?)(\d{1,3}(?:([.,])\d{3})+)([.,])(\d+)", re.ASCII)
_GROUPS = re.compile(r"([+-]?)(\d{1,3}(?:([.,])\d{3})(?:\3\d{3})+)", re.ASCII)
_ONE_MARK = re.compile(r"([+-]?)(\d+)([.,])(\d+)", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d+", re.ASCII)
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
