"""How Kawal writes numbers, money and dates, in the language in force."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kawal.engine.shared.language import language, say, say_for

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli",
    "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_MINUS = "−"
_UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Zs")
"""Unicode categories of what leaves no mark on paper."""
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class _Marks:
    """What a language writes between thousands, before decimals, and after a percentage."""

    thousands: str
    decimals: str
    percent: str


_MARKS = {"id": _Marks(".", ",", "\N{NO-BREAK SPACE}%"), "en": _Marks(",", ".", "%")}


def printable(text: str) -> str:
    """The text as it may be shown in a terminal: control characters become a visible mark, so that
    nothing that was typed into a plan can move the cursor or hide a line.

    >>> printable("a\\x1b[31mb")
    'a�[31mb'
    """
    return "".join(
        char if char.isprintable() or char == "\N{NO-BREAK SPACE}" else _REPLACEMENT
        for char in text
    )


def shown(text: str) -> str:
    """What of a text can be seen; empty where it is made of blanks and invisible signs only.

    >>> shown("\u200b  ")
    ''
    """
    return "".join(each for each in text if unicodedata.category(each) not in _UNSEEN).strip()


def rupiah(sen: int) -> str:
    """Money in words of the field, whole rupiah without decimals, sen only where there are any.

    >>> rupiah(123456789012)
    'Rp1.234.567.890,12'
    >>> rupiah(-500000)
    '−Rp5.000'
    """
    whole, rest = divmod(abs(sen), 100)
    text = f"Rp{thousands(whole)}" + (f"{_marks().decimals}{rest:02}" if rest else "")
    return _MINUS + text if sen < 0 else text


def rupiah_sen(sen: int) -> str:
    """Money with its two decimals always written, for reconciling.

    >>> rupiah_sen(100)
    'Rp1,00'
    """
    whole, rest = divmod(abs(sen), 100)
    return (_MINUS if sen < 0 else "") + f"Rp{thousands(whole)}{_marks().decimals}{rest:02}"


def thousands(number: int) -> str:
    """A whole number with marks between the thousands.

    >>> thousands(1234567)
    '1.234.567'
    """
    return f"{number:,}".replace(",", _marks().thousands)


def counted(text: str, number: int, /, **values: object) -> str:
    """A text whose `{count}` is that number, in the form that the language has for it.

    >>> counted("{count} temuan", 1234)
    '1.234 temuan'
    """
    return say_for(text, number).format(count=thousands(number), **values)


def decimal(number: Decimal) -> str:
    """An exact number without idle zeros.

    >>> decimal(Decimal("1250.500"))
    '1.250,5'
    """
    whole, _, rest = f"{abs(number):f}".partition(".")
    rest = rest.rstrip("0")
    text = thousands(int(whole)) + (f"{_marks().decimals}{rest}" if rest else "")
    return _MINUS + text if number < 0 else text


def percent(basis_points: int) -> str:
    """A share given in hundredths of a percent, cut (not rounded) to one decimal.

    Cut, so that 99,99 % of all that is to be judged is never shown as 100,0 %.

    >>> percent(1256)
    '12,5\\xa0%'
    """
    tenths = abs(basis_points) // 10
    sign = _MINUS if basis_points < 0 and tenths else ""
    marks = _marks()
    return f"{sign}{thousands(tenths // 10)}{marks.decimals}{tenths % 10}{marks.percent}"


def whole_percent(number: int) -> str:
    """A share given in whole percent.

    >>> whole_percent(90)
    '90\\xa0%'
    """
    return f"{number}{_marks().percent}"


def growth(basis_points: int) -> str:
    """A change given in hundredths of a percent, with its sign and both decimals, so that who
    reckons it again in a spreadsheet sees the same digits.

    >>> growth(2041)
    '+20,41\\xa0%'
    """
    whole, rest = divmod(abs(basis_points), 100)
    sign = "+" if basis_points > 0 else _MINUS if basis_points < 0 else ""
    marks = _marks()
    return f"{sign}{thousands(whole)}{marks.decimals}{rest:02}{marks.percent}"


def long_date(day: date) -> str:
    """A date in words.

    >>> long_date(date(2020, 3, 2))
    '2 Maret 2020'
    """
    return f"{day.day} {say(MONTHS[day.month - 1])} {day.year}"


def _marks() -> _Marks:
    return _MARKS[language()]
