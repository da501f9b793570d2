"""Numbers are read where there is one reading, and left alone where there are two."""

from __future__ import annotations

import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawal.engine.shared import numbers
from kawal.engine.shared.numbers import (
    Quantity,
    Style,
    parse_number,
    read_quantity,
    read_rupiah,
    says_nothing,
    to_sen,
)


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


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("12", "12", None),
        ("2 Laporan", "2", "Laporan"),
        ("87,12 %", "87.12", "%"),
        ("100%", "100", "%"),
        ("1 Orang/bulan", "1", "Orang/bulan"),
        ("1.234.567,5 m2", "1234567.5", "m2"),
        ("12 Km²", "12", "Km²"),
        ("\u00a07\u00a0Dokumen ", "7", "Dokumen"),
    ],
)
def test_a_number_with_a_unit_gives_both(text: str, number: str, unit: str | None) -> None:
    assert read_quantity(text) == Quantity(Decimal(number), unit)


@pytest.mark.parametrize(
    "text",
    [
        "2 - 3", "2-3", "2 s/d 3", "2 s.d. 4", "3 dari 5", "2 atau lebih", "100 orang 10 kali",
        "A", "BB Predikat", "> 80", "1e5", "9.952 orang", "12orang", "Kategori 4", "%", "", "1.2.3 x",
    ],
)  # fmt: skip
def test_a_range_a_word_or_two_numbers_are_no_quantity(text: str) -> None:
    assert read_quantity(text) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234.567,89", "1234567.89"),
        ("Rp 1.234.567,-", "1234567"),
        ("Rp1.500.000", "1500000"),
        ("Rp. 1.500", "1500"),
        ("rp 1,500.00", "1500.00"),
        ("1.500,-", "1500"),
        ("500,-", "500"),
        ("350000000.00", "350000000.00"),
        ("1,5 juta", "1500000"),
        ("Rp2,25 miliar", "2250000000"),
        ("3 triliun", "3000000000000"),
    ],
)
def test_money_is_read_as_people_write_it(text: str, amount: str) -> None:
    assert read_rupiah(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    ["1.500", "Rp", "Rp1.5.0", "1 juta 500", "Rp 1 - 2 juta", "9.952 juta", "lima", "-,-", ""],
)
def test_money_with_two_readings_or_none_is_left_alone(text: str) -> None:
    assert read_rupiah(text) is None


def test_a_source_that_declares_the_point_writes_no_rp() -> None:
    assert read_rupiah("Rp5", Style.POINT) is None
    assert read_rupiah("1.500", Style.POINT) == Decimal("1.500")


@pytest.mark.parametrize("text", ["-", "–", "n/a", "N/A", " ", "NA"])
def test_some_texts_say_that_there_is_nothing(text: str) -> None:
    assert says_nothing(text)


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(numbers).failed == 0


@given(st.integers(0, 10**14), st.sampled_from(["", "Rp", "Rp ", "Rp. "]))
def test_money_in_the_indonesian_form_reads_back(sen: int, mark: str) -> None:
    whole, rest = divmod(sen, 100)
    text = f"{mark}{whole:,}".replace(",", ".") + f",{rest:02}"

    assert read_rupiah(text) == Decimal(sen) / 100


@given(st.integers(0, 10**14))
def test_the_indonesian_form_reads_back(sen: int) -> None:
    whole, rest = divmod(sen, 100)
    text = f"{whole:,}".replace(",", ".") + f",{rest:02}"

    assert parse_number(text) == Decimal(sen) / 100
