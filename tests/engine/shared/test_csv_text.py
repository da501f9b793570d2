"""A CSV that others saved: rows keep the number that a person sees, faults of form are named."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawal.engine.shared import csv_text
from kawal.engine.shared.csv_text import read_columns
from kawal.engine.shared.errors import Problem, UnusableInput


def problems_of(content: bytes | str, separator: str = ",") -> list[Problem]:
    raw = content.encode() if isinstance(content, str) else content
    with pytest.raises(UnusableInput) as refusal:
        read_columns(raw, "x.csv", separator)
    return list(refusal.value.problems)


# --- rows --------------------------------------------------------------------------------------


def test_a_blank_line_is_no_row_of_the_table_and_yet_counts() -> None:
    text = read_columns(b"a,b\n\n1,2\r\n\r\n\n3,4\n\n", "x.csv")

    assert dict(text.columns) == {"a": ("1", "3"), "b": ("2", "4")}
    assert list(text.rows) == [3, 6]


def test_a_cell_of_several_lines_makes_one_row_as_in_a_spreadsheet() -> None:
    assert list(read_columns(b'a,b\n"1\n2\n3",4\n5,6\n', "x.csv").rows) == [2, 3]


def test_a_row_of_wrong_length_is_named_by_its_number_after_blank_lines() -> None:
    (problem,) = problems_of("a,b\n\n1,2\n\n3\n")

    assert problem.row == 5
    assert problem.message == "Baris memuat 1 kolom, judulnya 2."


def test_many_rows_of_wrong_length_are_counted() -> None:
    problems = problems_of("a,b\n" + "1\n" * 500)

    assert len(problems) == 21
    assert "480 baris lain" in problems[-1].message


def test_in_a_table_of_one_column_a_blank_line_is_a_row_whose_cell_is_empty() -> None:
    text = read_columns(b'a\n\nx\n""\n\n', "x.csv")

    assert text.columns["a"] == ("", "x", "", "")
    assert list(text.rows) == [2, 3, 4, 5]


def test_a_heading_alone_is_a_table_without_rows() -> None:
    text = read_columns(b"\xef\xbb\xbfa,b\n", "x.csv")

    assert dict(text.columns) == {"a": (), "b": ()}
    assert not text.rows


# --- forms that are none -------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_told_by_its_name_with_the_mend(encoding: str) -> None:
    (problem,) = problems_of("id,name\n1,Gizi\n".encode(encoding))

    assert "UTF-16" in problem.message
    assert problem.fix == "Simpan sebagai CSV UTF-8."


def test_windows_1252_is_told_by_its_name_and_line_with_the_mend() -> None:
    (problem,) = problems_of("id,name\n1,a\n2,Café\n".encode("cp1252"))

    assert "Windows-1252 (Latin-1)" in problem.message
    assert (problem.row, problem.fix) == (3, "Simpan sebagai CSV UTF-8.")


def test_a_workbook_with_the_name_of_a_csv_is_told_so() -> None:
    assert ".xlsx" in problems_of(b"PK\x03\x04...")[0].message


@pytest.mark.parametrize("content", ['a,b\n1,2\n3,"4\n5,6\n7,8\n', 'a,b\n1,2\n3,"4"x\n5,6\n'])
def test_an_open_quote_is_named_by_the_row_where_it_opens(content: str) -> None:
    (problem,) = problems_of(content)

    assert problem.row == 3
    assert problem.message == "Tanda kutip tidak berpasangan, mulai baris 3."


def test_an_open_quote_after_a_cell_of_several_lines_names_the_line_of_the_editor_too() -> None:
    (problem,) = problems_of('a,b\n"1\n\n",2\n3,"4\n5,6\n')

    assert problem.row == 3
    assert "mulai baris 3 (baris teks 5)" in problem.message


def test_an_open_quote_that_swallows_much_is_named_by_its_row_too() -> None:
    (problem,) = problems_of('a,b\n1,2\n3,"4\n' + "5,6\n" * 50_000)

    assert problem.row == 3
    assert "mulai baris 3" in problem.message


# --- headings ----------------------------------------------------------------------------------


@pytest.mark.parametrize("content", ["\na,b\n1,2\n", ",,\n1,2,3\n", " , \n1,2\n"])
def test_a_heading_of_blanks_is_refused(content: str) -> None:
    (problem,) = problems_of(content)

    assert (problem.row, problem.message) == (1, "Baris judul kolom kosong.")


@pytest.mark.parametrize("content", ["", "\n\n\n"])
def test_a_file_of_nothing_is_empty(content: str) -> None:
    assert problems_of(content)[0].message == "Berkas kosong."


def test_an_empty_cell_of_the_heading_is_named_by_its_place() -> None:
    assert [each.message for each in problems_of("a,,c, \n1,2,3,4\n")] == [
        "Judul kolom ke-2 kosong.",
        "Judul kolom ke-4 kosong.",
    ]


def test_a_very_long_heading_is_told_in_short() -> None:
    (problem,) = problems_of(f"a,{'b' * 5000}\n1,2\n")

    assert "lebih dari 100 huruf" in problem.message
    assert len(str(problem)) < 250


def test_a_heading_that_stands_twice_is_named() -> None:
    assert [each.column for each in problems_of("a,b,a\n1,2,3\n")] == ["a"]


@pytest.mark.parametrize(("mark", "name"), [(";", "titik koma"), ("\t", "tab")])
def test_another_separator_is_told_by_its_name(mark: str, name: str) -> None:
    assert problems_of(f"a{mark}b\n")[0].message == f"Kolom dipisah {name}."


# --- bounds ------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", [b"\n", b",\n"])
def test_no_table_has_more_rows_than_a_spreadsheet(
    monkeypatch: pytest.MonkeyPatch, line: bytes
) -> None:
    monkeypatch.setattr(csv_text, "MOST_ROWS", 10)

    assert read_columns(b"a,b\n" + line * 9, "x.csv")
    assert "baris atau" in problems_of(b"a,b\n" + line * 10)[0].message


def test_no_table_has_more_cells_than_memory_bears(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_text, "MOST_CELLS", 10)

    assert "sel" in problems_of("a,b\n" + "1,2\n" * 11)[0].message


def test_no_table_has_columns_without_end() -> None:
    assert "paling banyak 200" in problems_of(",".join(f"k{n}" for n in range(5000)))[0].message


@given(st.binary(max_size=60) | st.text('a,";\n\r\t ', max_size=60).map(str.encode))
def test_whatever_the_bytes_are_they_are_read_or_refused_with_a_place(content: bytes) -> None:
    problems: Sequence[Problem] = ()
    lengths: set[int] = set()
    try:
        text = read_columns(content, "x.csv")
        lengths = {len(cells) for cells in text.columns.values()} - {len(text.rows)}
    except UnusableInput as refusal:
        problems = refusal.problems

    assert not lengths
    assert all(each.file == "x.csv" and each.fix for each in problems)
