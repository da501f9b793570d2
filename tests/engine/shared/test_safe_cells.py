"""Nothing that was typed into a plan can run in Excel, and no figure is rounded on its way there."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from kawal.engine.shared.cell_text import DIGITS, LONGEST, plain_text, safe_text, significant
from kawal.engine.shared.safe_cells import SafeBook, SafeSheet

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
risky = st.builds(str.__add__, st.sampled_from("=+-@\t\r\n'＝＋－＠"), text)


def written(fill: Any) -> bytes:
    book = SafeBook()
    fill(book.sheet("Lembar"))
    return book.content()


def read(content: bytes) -> list[list[Any]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return sheet.to_python(skip_empty_area=False)


def a_cell(fill: Any) -> Any:
    return read(written(fill))[0][0]


@given(risky)
def test_no_text_begins_as_a_formula_does_not_even_after_saving_as_csv(typed: str) -> None:
    cell = a_cell(lambda sheet: sheet.text(0, 0, typed))
    saved = io.StringIO()
    csv.writer(saved).writerow([cell])

    assert saved.getvalue().lstrip('"')[0] not in "=+-@\t\r\n＝＋－＠"


@given(st.text("'=+-@\t\n aB1é", max_size=8))
def test_an_apostrophe_that_was_put_before_a_text_is_taken_off_again(typed: str) -> None:
    assert plain_text(safe_text(typed)) == typed


def test_a_formula_is_written_as_text_and_the_file_holds_none() -> None:
    def fill(sheet: SafeSheet) -> None:
        for row, typed in enumerate(
            ("=HYPERLINK(A1)", "{=1}", "@SUM(A1)", "http://x.id", "mailto:x")
        ):
            sheet.text(row, 0, typed)

    content = written(fill)
    with ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")

    assert b"<f" not in sheet
    assert b"hyperlink" not in sheet
    assert [row[0] for row in read(content)][:3] == ["'=HYPERLINK(A1)", "{=1}", "'@SUM(A1)"]


def test_control_characters_become_a_visible_mark() -> None:
    assert a_cell(lambda sheet: sheet.text(0, 0, "a\x00b\x1bc\ufffe")) == "a�b�c�"


def test_a_line_break_stays_a_line_break() -> None:
    assert a_cell(lambda sheet: sheet.text(0, 0, "satu\r\ndua\rtiga")) == "satu\ndua\ntiga"


@pytest.mark.parametrize("letter", ["a", "é", "😀", "="])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(letter: str) -> None:
    cell = a_cell(lambda sheet: sheet.text(0, 0, letter * (LONGEST + 5)))

    assert cell.endswith("…")
    assert len(cell.encode("utf-16-le")) // 2 <= LONGEST


@given(st.integers(-(10**DIGITS) + 1, 10**DIGITS - 1))
def test_money_of_fifteen_digits_is_a_real_number_exact_to_the_sen(sen: int) -> None:
    cell = a_cell(lambda sheet: sheet.money(0, 0, sen))

    assert isinstance(cell, float)
    assert Decimal(repr(cell)) == Decimal(sen) / 100


def test_a_longer_number_is_a_text_since_excel_would_round_it() -> None:
    assert a_cell(lambda sheet: sheet.money(0, 0, 1_234_567_890_123_456)) == "12345678901234.56"


@given(st.dates())
def test_a_date_is_a_real_date_from_1901_on(day: date) -> None:
    book = SafeBook()
    book.sheet("Lembar").day(0, 0, day, book.style(num_format="yyyy-mm-dd"))

    assert read(book.content())[0][0] == (day if day.year > 1900 else day.isoformat())


def test_the_same_content_gives_the_same_bytes() -> None:
    def fill(sheet: SafeSheet) -> None:
        sheet.text(0, 0, "sama")
        sheet.money(0, 1, 150)

    assert written(fill) == written(fill)


def test_a_cell_outside_of_the_sheet_is_never_left_out_in_silence() -> None:
    with pytest.raises(ValueError, match="outside"):
        written(lambda sheet: sheet.text(2_000_000, 0, "hilang"))


def test_digits_count_without_idle_zeros() -> None:
    assert [significant(Decimal(each)) for each in ("0", "1500000.00", "0.0012", "-12.5")] == [
        1, 2, 2, 3,
    ]  # fmt: skip


def test_only_one_module_writes_excel(pytestconfig: pytest.Config) -> None:
    writers = [
        path.name
        for path in Path(pytestconfig.rootpath, "kawal").rglob("*.py")
        if "import xlsxwriter" in path.read_text("utf-8")
    ]

    assert writers == ["safe_cells.py"]
