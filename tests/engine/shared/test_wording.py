"""What people read: money, numbers and dates in Indonesian."""

from decimal import Decimal

import pytest

from kawal.engine.shared import wording


@pytest.mark.parametrize(
    ("sen", "text"), [(0, "Rp0"), (100, "Rp1"), (123456789, "Rp1.234.567,89"), (-50, "−Rp0,50")]
)
def test_money_shows_sen_only_where_there_are_any(sen: int, text: str) -> None:
    assert wording.rupiah(sen) == text


def test_a_reconciliation_always_shows_sen() -> None:
    assert wording.rupiah_sen(115692598751600) == "Rp1.156.925.987.516,00"


def test_a_growth_has_the_two_decimals_that_a_spreadsheet_shows() -> None:
    assert wording.growth(999) == "+9,99\N{NO-BREAK SPACE}%"
    assert wording.growth(1926) == "+19,26\N{NO-BREAK SPACE}%"
    assert wording.growth(0) == "0,00\N{NO-BREAK SPACE}%"


def test_a_share_just_below_the_whole_is_never_shown_as_the_whole() -> None:
    assert wording.percent(9999) == "99,9\N{NO-BREAK SPACE}%"


def test_a_fall_has_a_true_minus() -> None:
    assert wording.growth(-405) == "−4,05\N{NO-BREAK SPACE}%"


def test_a_decimal_loses_its_idle_zeros() -> None:
    assert wording.decimal(Decimal("87.500000000")) == "87,5"
