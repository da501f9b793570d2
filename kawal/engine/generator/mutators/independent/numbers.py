"""Numbers in targets: the written and the exact one, and how either is weakened."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from kawal.engine.generator.mutators.independent.view import View
from kawal.engine.generator.rows import Row

_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def value_of(target: Row | None) -> Decimal | None:
    text = "" if target is None else target.get("value", "")
    return Decimal(text) if text else None


def read_number(number: str) -> Decimal:
    """Reads a number that is written the Indonesian way (1.250,5)."""
    return Decimal(number.replace(".", "").replace(",", "."))


def written_number(target: Row) -> str | None:
    """The one number in the text of a target if it says the same as the value, or None."""
    numbers = _NUMBER.findall(target.get("text", ""))
    value = value_of(target)
    if value is None or len(numbers) != 1 or numbers[0].endswith("."):
        return None
    return numbers[0] if read_number(numbers[0]) == value else None


def _rewrite(target: Row, value: Decimal) -> None:
    """Sets the value of a target and the number in its text."""
    old = written_number(target)
    plain = format(value.normalize(), "f")
    if old is not None:
        number = f"{value.normalize():,f}" if "." in old else plain
        number = number.translate(str.maketrans(",.", ".,"))
        target["text"] = target["text"].replace(old, number, 1)
    target["value"] = plain


def transposed(number: str) -> str | None:
    """A number with two neighbouring digits exchanged, or None if that cannot be seen."""
    places = [i for i, char in enumerate(number) if char.isdigit()]
    for left, right in pairwise(places):
        if number[left] == number[right] or (left == 0 and number[right] == "0"):
            continue
        digits = list(number)
        digits[left], digits[right] = digits[right], digits[left]
        return "".join(digits)
    return None


def is_percent(indicator: Row) -> bool:
    return indicator.get("unit", "").strip().lower() in {"%", "persen"}


def _slack(view: View, indicator: Row, year: str) -> Decimal | None:
    """How far the fourth quarter can be weakened; None means without a limit."""
    if not view.has_quarters(indicator, year):
        return None
    last, before = (value_of(view.target(indicator, year, quarter)) for quarter in ("4", "3"))
    row = view.target(indicator, year, "4")
    if last is None or row is None or (row.get("text") and written_number(row) is None):
        return Decimal(0)
    rising = indicator.get("direction") == "naik"
    if indicator.get("accumulation") == "tahunan":
        return last if rising else None
    if before is None:
        return Decimal(0)
    return last - before if rising else before - last


def weaker(view: View, indicator: Row, year: str, bar: Decimal) -> Decimal | None:
    """A target that is some tenth weaker than a bar, or None if there is no honest one."""
    row = view.target(indicator, year)
    value = value_of(row)
    sign = {"naik": -1, "turun": 1}.get(indicator.get("direction", ""))
    if row is None or value is None or sign is None or written_number(row) is None or bar <= 0:
        return None
    whole = bar == bar.to_integral_value() and value == value.to_integral_value()
    step = max(Decimal(1), bar // 10) if whole else bar / 10
    step = step if whole else step.quantize(Decimal("0.1")) or Decimal("0.1")
    new = bar + sign * step
    slack = _slack(view, indicator, year)
    if new <= 0 or (is_percent(indicator) and new > 100):
        return None
    return new if slack is None or sign * (new - value) <= slack else None


def set_target(view: View, indicator: Row, year: str, value: Decimal) -> Row:
    """Rewrites a whole-year target and moves the fourth quarter by the same step."""
    row = view.target(indicator, year)
    assert row is not None
    change = value - Decimal(row["value"])
    last = view.target(indicator, year, "4")
    if last is not None and last.get("value"):
        _rewrite(last, Decimal(last["value"]) + change)
    _rewrite(row, value)
    return row
