"""Texts and numbers as a cell of Excel may hold them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

LONGEST = 32_767
"""Characters (UTF-16 units) that one cell holds."""
DIGITS = 15
"""Significant digits that Excel keeps of a number."""
SEN_LOST = 2**46
"""Rupiah from which a number in Excel cannot tell one sen from the next."""
OLDEST = date(1901, 1, 1)
"""Excel counts a 29 February 1900, so dates are sure from here on."""

_BEGINS_A_FORMULA = re.compile(r"'*[=+\-@\t\n＝＋－＠]")
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe_text(text: str) -> str:
    """The text as it may stand in a cell.

    A text that a spreadsheet could take for a formula gets an apostrophe before it. Inside an Excel
    file its type already keeps it text, but whoever saves the sheet as CSV loses the type, and the
    next program to open that CSV would run it. Control characters that Excel refuses become a
    visible mark; what is too long for a cell is cut, visibly.

    >>> safe_text("=1+1")
    "'=1+1"
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _REFUSED.sub("\N{REPLACEMENT CHARACTER}", text)
    if _BEGINS_A_FORMULA.match(text):
        text = f"'{text}"
    return text if _units(text) <= LONGEST else _cut(text)


def plain_text(text: str) -> str:
    """The text without the apostrophe that `safe_text` put before it.

    >>> plain_text("'=1+1")
    '=1+1'
    """
    return text[1:] if text.startswith("'") and _BEGINS_A_FORMULA.match(text) else text


def significant(number: Decimal) -> int:
    """How many significant digits a number has.

    >>> significant(Decimal("1500000.00"))
    2
    """
    return len(number.normalize().as_tuple().digits)


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _cut(text: str) -> str:
    shown = text.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore")
    return f"{shown}…"
