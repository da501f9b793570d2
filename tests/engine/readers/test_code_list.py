"""A decree's list in Excel gives the same pack as in CSV, or is refused by its cell."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from kawal.engine.readers.code_list import build
from kawal.engine.reference.lists import BuiltPack
from kawal.engine.shared.errors import UnusableInput

SINCE = date(2024, 1, 1)
HEADINGS = ["Kode Kegiatan", "Kegiatan", "Kode Sub Kegiatan", "Sub Kegiatan", "Indikator", "Satuan"]
LINE = ["1.02.02.2.01", "Pembinaan", "1.02.02.2.01.0001", "Pembinaan Gizi", "Jumlah kader", "orang"]


def a_book(file: Path, rows: list[list[object]], *, sheet: str = "Daftar") -> Path:
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet("Petunjuk").write(0, 0, "Cara memakai")
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return file


def built(file: Path) -> BuiltPack:
    return build(file, title="Keputusan rekaan", since=SINCE)


def refused(file: Path) -> str:
    with pytest.raises(UnusableInput) as error:
        built(file)
    return str(error.value)


def test_the_sheet_with_the_headings_is_found_below_a_title(tmp_path: Path) -> None:
    file = a_book(
        tmp_path / "daftar.xlsx", [["Lampiran Keputusan"], [], list(HEADINGS), list(LINE)]
    )
    codes = built(file).pack.codes

    assert codes["code"].to_list() == ["1.02.02.2.01", "1.02.02.2.01.0001"]
    assert codes["indicator"].to_list() == [None, "Jumlah kader"]
    assert codes["unit"].to_list() == [None, "orang"]


def test_a_bad_row_is_named_by_its_sheet_row_column_and_value(tmp_path: Path) -> None:
    bad = [*LINE[:2], "1.02.02.2.01.1", *LINE[3:]]
    file = a_book(tmp_path / "daftar.xlsx", [["Judul"], list(HEADINGS), list(LINE), [], list(bad)])

    said = refused(file)

    assert 'daftar.xlsx, baris 5, kolom kode_sub_kegiatan, isi "1.02.02.2.01.1"' in said
    assert "Betulkan kodenya menurut naskah resmi." in said


@pytest.mark.parametrize("cell", [1.02, 44928.5])
def test_a_code_that_excel_keeps_as_a_number_is_refused(tmp_path: Path, cell: float) -> None:
    file = a_book(
        tmp_path / "daftar.xlsx", [["Level", "Kode", "Nama"], ["bidang", cell, "KESEHATAN"]]
    )

    said = refused(file)

    assert f'lembar Daftar, baris 2, kolom Kode, isi "{cell}"' in said
    assert "format Teks" in said


def test_the_digit_of_an_urusan_may_be_a_number(tmp_path: Path) -> None:
    file = a_book(tmp_path / "d.xlsx", [["level", "kode", "nama"], ["urusan", 1, "URUSAN WAJIB"]])

    assert built(file).pack.codes["code"].to_list() == ["1"]


def test_a_book_without_a_list_is_refused_with_the_headings_it_needs(tmp_path: Path) -> None:
    said = refused(a_book(tmp_path / "d.xlsx", [["Nama", "Alamat"], ["a", "b"]]))

    assert "Bukan daftar kode yang dikenal." in said
    assert "level, kode, nama" in said


def test_a_heading_that_stands_twice_is_refused(tmp_path: Path) -> None:
    file = a_book(
        tmp_path / "d.xlsx", [["level", "kode", "nama", "nama"], ["urusan", "1", "A", "B"]]
    )

    assert "baris 1, kolom nama: Judul kolom muncul dua kali." in refused(file)


def test_a_file_that_only_claims_to_be_excel_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "d.xlsx"
    file.write_text("level,kode,nama\n")

    assert "bukan berkas .xlsx" in refused(file)


@pytest.mark.parametrize(
    "name",
    [
        "nomenklatur_050_3708_2020.csv", "nomenklatur_900_1317_2023.csv",
        "subkegiatan_2027_kabkota.csv", "nomenklatur_permendagri90_2019.csv",
    ],
)  # fmt: skip
def test_each_list_that_goes_around_gives_the_same_codes_from_excel(
    shared_data: Path, tmp_path: Path, name: str
) -> None:
    source = shared_data / "nomenklatur" / name
    with source.open(encoding="utf-8", newline="") as file:
        rows: list[list[object]] = [list(row) for row in csv.reader(file)]
    copy = a_book(tmp_path / "daftar.xlsx", rows)

    assert built(copy).pack.codes.equals(built(source).pack.codes)
