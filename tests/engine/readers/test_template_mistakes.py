"""What planners do to a template by mistake: each is named with sheet, row, column, value and mend."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from kawal.engine.readers.template.read import read_template
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.snapshot.cells import clean_text
from kawal.engine.snapshot.schema import BY_NAME, Column, Kind
from tests.engine.readers.excel import (
    TABLES,
    Formula,
    Rows,
    changed,
    filled,
    with_part,
    write,
)


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(UnusableInput) as refusal:
        read_template(path)
    return refusal.value.problems


def the_problem(path: Path) -> Problem:
    (problem,) = problems_of(path)
    return problem


A_MOMENT = datetime(2020, 3, 2, 14, 30)  # noqa: DTZ001  Excel knows no time zone

MISTAKES: tuple[tuple[str, Mapping[str, Rows], str, str], ...] = (
    ("text in a number", changed("target", "value", "delapan"),
     'lembar Target, baris 2, kolom nilai target, isi "delapan": Teks di kolom angka.', "ketik"),
    ("a decimal comma as text", changed("target", "value", "1,5"),
     'lembar Target, baris 2, kolom nilai target, isi "1,5": Teks di kolom angka.',
     "Maksud Anda 1,5?"),
    ("a decimal point as text", changed("target", "value", "1.5"),
     'lembar Target, baris 2, kolom nilai target, isi "1.5": Teks di kolom angka.',
     "Maksud Anda 1,5?"),
    ("thousands as text", changed("allocation", "amount", "1.500"),
     'lembar Alokasi, baris 2, kolom pagu, isi "1.500": Teks di kolom angka.', "ketik"),
    ("a number stored as text", changed("target", "year", "2021"),
     'lembar Target, baris 2, kolom tahun, isi "2021": Angka yang tersimpan sebagai teks.',
     "Text to Columns"),
    ("half a year", changed("target", "year", 2021.5),
     'lembar Target, baris 2, kolom tahun, isi "2021.5": Bukan bilangan bulat.', "2021"),
    ("finer than a sen", changed("allocation", "amount", 1000.125),
     'lembar Alokasi, baris 2, kolom pagu, isi "1000.125": Lebih halus dari sen.', "Bulatkan"),
    ("more digits than Excel keeps", changed("allocation", "amount", 90071992547409.91),
     'lembar Alokasi, baris 2, kolom pagu, isi "90071992547409.9', "format Teks"),
    ("more digits than Excel keeps, and large", changed("target", "value", 3.1211287218020848e19),
     'lembar Target, baris 2, kolom nilai target, isi "31211287218020', "format Teks"),
    ("larger than any plan", changed("target", "value", 1e300),
     'lembar Target, baris 2, kolom nilai target, isi "1000', "paling banyak 9 desimal"),
    ("31 February", changed("plan", "locked_on", "31/02/2020"),
     'lembar Rencana, baris 2, kolom tanggal kunci, isi "31/02/2020": Bukan tanggal', "Ketik"),
    ("31 February in words", changed("plan", "locked_on", "31 Februari 2020"),
     'lembar Rencana, baris 2, kolom tanggal kunci, isi "31 Februari 2020": Tanggal itu tidak ada',
     "Ketik"),
    ("31 February in ISO form", changed("plan", "locked_on", "2020-02-31"),
     'lembar Rencana, baris 2, kolom tanggal kunci, isi "2020-02-31": Tanggal itu tidak ada',
     "Ketik"),
    ("a date in words", changed("plan", "locked_on", "2 Maret 2020"),
     'lembar Rencana, baris 2, kolom tanggal kunci, isi "2 Maret 2020": Teks, bukan tanggal.',
     "Maksud Anda 2 Maret 2020?"),
    ("a date with two readings", changed("plan", "locked_on", "02/03/2020"),
     'lembar Rencana, baris 2, kolom tanggal kunci, isi "02/03/2020": Bukan tanggal', "Ketik"),
    ("a date without its format", changed("plan", "locked_on", 43892),
     'lembar Rencana, baris 2, kolom tanggal kunci, isi "43892": Bukan tanggal.',
     "format Tanggal"),
    ("a number that shows as a date", changed("plan", "locked_on", date(1900, 1, 12)),
     'lembar Rencana, baris 2, kolom tanggal kunci, isi "12/01/1900": Tanggal sebelum 1901',
     "Ketik"),
    ("a date with an hour", changed("plan", "locked_on", A_MOMENT),
     'lembar Rencana, baris 2, kolom tanggal kunci, isi "02/03/2020 14:30": Tanggal dengan jam.',
     "tanggalnya saja"),
    ("a date in a number", changed("target", "value", date(2020, 3, 2)),
     'lembar Target, baris 2, kolom nilai target, isi "02/03/2020": Tanggal atau jam di kolom angka.',
     "General"),
    ("a number in a code", changed("node", "code", 1.02),
     'lembar Bagian rencana, baris 2, kolom kode, isi "1.02": Angka di kolom teks', "format Teks"),
    ("a key that lost its zero", changed("opd", "id", 5),
     'lembar OPD, baris 2, kolom OPD, isi "5": Angka di kolom teks; nol di depan', "format Teks"),
    ("a code that became a date", changed("node", "code", date(2021, 2, 1)),
     'lembar Bagian rencana, baris 2, kolom kode, isi "01/02/2021": Tanggal atau jam di kolom teks',
     "format Teks"),
    ("true in a number", changed("target", "value", True),
     'lembar Target, baris 2, kolom nilai target, isi "TRUE": Nilai benar/salah', "Ketik"),
    ("true in a text", changed("node", "title", False),
     'lembar Bagian rencana, baris 2, kolom uraian, isi "FALSE": Nilai benar/salah', "Ketik"),
    ("neither yes nor no", changed("plan", "locked", "sudah"),
     'lembar Rencana, baris 2, kolom terkunci, isi "sudah": Isinya harus ya atau tidak.', "Pilih"),
    ("a formula", changed("allocation", "amount", Formula("=SUM(A1:A9)")),
     'lembar Alokasi, baris 2, kolom pagu, isi "=SUM(A1:A9)": Rumus, bukan isian.',
     "Tempel Khusus > Nilai"),
    ("a space after a key", changed("node", "id", "p "),
     'lembar Bagian rencana, baris 2, kolom bagian rencana, isi "p ": Ada spasi', 'menjadi "p"'),
    ("a hard space in a reference", changed("allocation", "node", "\u00a0l"),
     "lembar Alokasi, baris 2, kolom bagian rencana, isi \"\u00a0l\": Ada spasi", 'menjadi "l"'),
    ("outside of the choices", changed("node", "level", "sub kegiatan", row=1),
     'lembar Bagian rencana, baris 3, kolom tingkat, isi "sub kegiatan": Isi kolom tingkat tidak '
     "dikenal.",
     'Maksud Anda "sub_kegiatan"?'),
    ("an empty key", changed("allocation", "id", None),
     "lembar Alokasi, baris 2, kolom alokasi: Kolom alokasi tidak boleh kosong.", "Isi"),
    ("a lone dash in a key", changed("allocation", "id", "-"),
     'lembar Alokasi, baris 2, kolom alokasi, isi "-": Kolom alokasi tidak boleh kosong.', "Isi"),
    ("a reference to nothing", changed("allocation", "node", "x"),
     'lembar Alokasi, baris 2, kolom bagian rencana, isi "x": Rujukan tidak ditemukan di lembar '
     "Bagian rencana",
     "lembar Bagian rencana"),
    ("a plan of an OPD without it", changed("plan", "opd", None),
     "lembar Rencana, baris 2, kolom OPD: Kolom OPD tidak boleh kosong (kunci r).", "Isi"),
    ("money of another year among that of the right one", {"allocation": [
        {"id": "a", "node": "l", "year": 2021, "amount": 1},
        {"id": "b", "node": "l", "year": 2029, "amount": 1},
        {"id": "c", "node": "l", "year": 2021, "amount": 1}]},
     'lembar Alokasi, baris 3, kolom tahun, isi "2029": Tahun alokasi bukan tahun rencananya',
     "Isi tahun"),
    ("a quarter beyond the year", changed("target", "quarter", 5),
     'lembar Target, baris 2, kolom triwulan, isi "5": Triwulan harus 0 sampai 4', "0"),
    ("a key that stands twice", {"indicator": TABLES["indicator"] * 2},
     'lembar Indikator, baris 3, kolom indikator, isi "i": Kunci tabel Indikator muncul 2 kali.',
     "hapus baris"),
    ("a wide key that stands twice", {"target": TABLES["target"] * 2},
     'lembar Target, baris 3, kolom indikator, tahun, triwulan, isi "i|2021|0"', "hapus baris"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("tables", "place", "mend"),
    [each[1:] for each in MISTAKES],
    ids=[each[0].replace(" ", "-") for each in MISTAKES],
)
def test_a_mistake_in_a_cell_is_named_with_its_place_and_mend(
    tables: Mapping[str, Rows], place: str, mend: str, tmp_path: Path
) -> None:
    problem = the_problem(filled(tmp_path / "r.xlsx", tables=tables))

    assert str(problem).startswith(f"r.xlsx, {place}")
    assert mend in problem.fix


def test_an_error_value_is_named(tmp_path: Path) -> None:
    def layout(_: xlsxwriter.Workbook, sheets: dict[str, Any]) -> None:
        sheets["target"].write_formula(1, 4, "=1/0", None, "#DIV/0!")

    file = filled(tmp_path / "r.xlsx", layout=layout)
    assert 'baris 2, kolom nilai target, isi "=1/0": Rumus' in str(the_problem(file))


def test_a_pasted_error_without_its_formula_is_named(tmp_path: Path) -> None:
    file = filled(tmp_path / "r.xlsx", tables=changed("target", "value", 87.5))
    with_part(file, "xl/worksheets/sheet7.xml", b'r="E2"><v>87.5</v>', b'r="E2" t="e"><v>#REF!</v>')

    assert 'lembar Target, baris 2, kolom nilai target, isi "#REF!": Nilai galat.' in str(
        the_problem(file)
    )


def test_a_percentage_is_not_read_as_a_hundredth(tmp_path: Path) -> None:
    def layout(book: xlsxwriter.Workbook, sheets: dict[str, Any]) -> None:
        sheets["target"].write_number(1, 4, 0.875, book.add_format({"num_format": "0.0%"}))

    problem = the_problem(filled(tmp_path / "r.xlsx", layout=layout))
    assert 'baris 2, kolom nilai target, isi "0.875": Angka berformat persen' in str(problem)


def test_merged_cells_are_named(tmp_path: Path) -> None:
    def layout(_: xlsxwriter.Workbook, sheets: dict[str, Any]) -> None:
        sheets["node"].merge_range(1, 1, 2, 1, "r")

    problem = the_problem(filled(tmp_path / "r.xlsx", layout=layout))
    assert 'lembar Bagian rencana, baris 2, kolom rencana, isi "r": Sel gabungan' in str(problem)
    assert "Pisahkan B2:B3" in problem.fix


def test_many_alike_mistakes_are_told_a_few_times_and_counted(tmp_path: Path) -> None:
    rows = [TABLES["target"][0] | {"year": 2000 + number, "value": "x"} for number in range(50)]

    problems = problems_of(filled(tmp_path / "r.xlsx", tables={"target": rows}))

    assert len(problems) == 21
    assert "Masih ada 30 sel lain" in problems[-1].message


def test_mistakes_in_several_sheets_are_told_at_once(tmp_path: Path) -> None:
    tables = changed("target", "value", "x") | changed("plan", "version", "x")

    problems = problems_of(filled(tmp_path / "r.xlsx", tables=tables))

    assert [problem.column for problem in problems] == ["versi", "nilai target"]


# --- what is no mistake ----------------------------------------------------------------------


def test_a_space_around_a_code_goes_and_is_told(tmp_path: Path) -> None:
    reading = read_template(filled(tmp_path / "r.xlsx", tables=changed("node", "code", " 1.02 ")))

    assert reading.snapshot.frame("node")["code"].to_list() == ["1.02.02.2.01.01", "1.02"]
    (note,) = [each for each in reading.notes if "spasi" in each]
    assert note.startswith('r.xlsx, lembar Bagian rencana, baris 2, kolom kode, isi " 1.02 "')


@pytest.mark.parametrize("value", [0.1 + 0.2, 1.1 * 3, 87.50000000000001])
def test_a_hair_of_a_float_is_not_a_mistake(value: float, tmp_path: Path) -> None:
    file = filled(tmp_path / "r.xlsx", tables=changed("target", "value", value))

    read = read_template(file).snapshot.frame("target")["value"][0]

    assert float(read) == pytest.approx(value, abs=1e-12)
    assert len(f"{read.normalize():f}") <= 4


@pytest.mark.parametrize(("cell", "locked"), [("Ya", True), ("TIDAK ", False), (True, True)])
def test_yes_and_no_are_read_in_any_case(cell: Any, locked: bool, tmp_path: Path) -> None:
    file = filled(tmp_path / "r.xlsx", tables=changed("plan", "locked", cell))

    assert read_template(file).snapshot.frame("plan")["locked"].to_list() == [locked]


def test_hidden_rows_columns_and_sheets_are_read_and_told(tmp_path: Path) -> None:
    def layout(_: xlsxwriter.Workbook, sheets: dict[str, Any]) -> None:
        sheets["node"].set_row(2, None, None, {"hidden": True})
        sheets["plan"].set_column(1, 1, None, None, {"hidden": True})
        sheets["target"].hide()

    reading = read_template(filled(tmp_path / "r.xlsx", layout=layout))

    told = [note for note in reading.notes if "tersembunyi" in note]
    places = [note.partition("lembar ")[2].partition(":")[0] for note in told]
    assert places == ["Rencana", "Bagian rencana", "Target"]
    assert reading.snapshot.frame("node").height == 2


# --- sheets and headings ---------------------------------------------------------------------


def test_a_renamed_heading_is_named_with_the_nearest_name(tmp_path: Path) -> None:
    file = filled(tmp_path / "r.xlsx", headings={("node", "level"): "tingkatan"})

    assert str(the_problem(file)) == (
        'r.xlsx, lembar Bagian rencana, baris 1, kolom tingkatan: Judul kolom tidak dikenal. '
        'Kembalikan judulnya menjadi "tingkat".'
    )  # fmt: skip


def test_a_heading_in_capitals_with_idle_spaces_is_no_mistake(tmp_path: Path) -> None:
    file = filled(tmp_path / "r.xlsx", headings={("node", "level"): " TINGKAT\n"})

    assert read_template(file).snapshot.carries("node")


def test_an_unknown_heading_is_refused_since_what_stands_below_would_be_lost(
    tmp_path: Path,
) -> None:
    file = filled(tmp_path / "r.xlsx", headings={("node", "location"): "xyz"})

    assert "kolom xyz: Judul kolom tidak dikenal. Hapus kolom itu" in str(the_problem(file))


def test_a_missing_heading_that_every_row_needs_is_named(tmp_path: Path) -> None:
    file = filled(tmp_path / "r.xlsx", headings={("node", "level"): ""})

    messages = [str(problem) for problem in problems_of(file)]

    assert any("Kolom D berisi, tetapi tanpa judul" in message for message in messages)
    assert any("kolom tingkat: Kolom wajib hilang" in message for message in messages)


def test_a_heading_that_stands_twice_is_named(tmp_path: Path) -> None:
    file = filled(tmp_path / "r.xlsx", headings={("node", "location"): "uraian"})

    assert "kolom uraian: Judul kolom muncul dua kali." in str(the_problem(file))


def test_a_row_put_above_the_headings_is_named(tmp_path: Path) -> None:
    def layout(book: xlsxwriter.Workbook, sheets: dict[str, Any]) -> None:
        for place in range(3):
            write(book, sheets["opd"], 0, place, "DAFTAR OPD")

    tables = {"opd": TABLES["opd"]}
    headings = {("opd", name): "x" for name in ("short", "head")}
    file = filled(tmp_path / "r.xlsx", tables=tables, headings=headings, layout=layout)

    assert "lembar OPD, baris 1: Judul kolom tidak ada di baris 1." in str(the_problem(file))


def test_a_missing_sheet_that_others_lead_to_is_named(tmp_path: Path) -> None:
    file = filled(tmp_path / "r.xlsx", names={"plan": "Catatan"}, headings={
        ("plan", column): f"x{column}" for column in TABLES["plan"][0]
    })  # fmt: skip

    problem = the_problem(file)

    assert "Lembar Rencana tidak ada, padahal dirujuk lembar Bagian rencana." in problem.message
    assert "Kembalikan" in problem.fix


def test_a_missing_sheet_that_nobody_needs_is_told(tmp_path: Path) -> None:
    reading = read_template(filled(tmp_path / "r.xlsx"))

    assert any("lembar yang tidak ada" in note and "SWOT" in note for note in reading.notes)


def test_a_renamed_sheet_is_named_by_its_likeness(tmp_path: Path) -> None:
    file = filled(tmp_path / "r.xlsx", names={"indicator": "Indikatorr"})

    messages = [str(problem) for problem in problems_of(file)]

    assert any('lembar Indikatorr: Lembar ini tampaknya lembar "Indikator"' in message
               for message in messages)  # fmt: skip


def test_a_sheet_renamed_beyond_likeness_is_known_by_its_headings(tmp_path: Path) -> None:
    file = filled(tmp_path / "r.xlsx", names={"target": "Sheet1"})

    assert 'lembar Sheet1: Lembar ini tampaknya lembar "Target"' in str(the_problem(file))


def test_a_copy_of_a_sheet_is_named_since_its_rows_would_be_lost(tmp_path: Path) -> None:
    def layout(book: xlsxwriter.Workbook, _: dict[str, Any]) -> None:
        copy = book.add_worksheet("Bagian rencana (2)")
        for place, heading in enumerate(("bagian rencana", "rencana", "induk", "tingkat", "kode",
                                         "uraian", "OPD")):  # fmt: skip
            copy.write_string(0, place, heading)

    file = filled(tmp_path / "r.xlsx", layout=layout)

    assert 'lembar Bagian rencana (2): Lembar ini tampaknya salinan lembar "Bagian rencana"' in str(
        the_problem(file)
    )


def test_a_sheet_of_ones_own_is_left_alone_and_told(tmp_path: Path) -> None:
    def layout(book: xlsxwriter.Workbook, _: dict[str, Any]) -> None:
        book.add_worksheet("Coretan").write_formula(0, 0, "=1+1")

    reading = read_template(filled(tmp_path / "r.xlsx", layout=layout))

    assert 'Lembar "Coretan" tidak dikenal template ini, jadi tidak dibaca.' in reading.notes


# --- the cover -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cover", "said"),
    [
        ({"Tahun rencana": "2021"}, 'kolom Tahun rencana, isi "2021": Angka yang tersimpan'),
        ({"Tahun rencana": 21}, 'kolom Tahun rencana, isi "21": Bukan tahun.'),
        ({"Tahun rencana": Formula("=YEAR(NOW())")}, "kolom Tahun rencana, .*: Rumus"),
        ({"Tahun rencana": None}, "kolom Tahun rencana: Tahun rencana belum diisi."),
        ({"Kode wilayah": 33.28}, 'kolom Kode wilayah, isi "33.28": Angka di kolom teks'),
        ({"Data contoh": "mungkin"}, 'kolom Data contoh, isi "mungkin": Isinya harus ya'),
        ({"Versi bentuk": 99}, 'kolom Versi bentuk, isi "99": Versi bentuk harus 1.'),
    ],
)
def test_a_mistake_on_the_cover_is_named(
    cover: Mapping[str, Any], said: str, tmp_path: Path
) -> None:
    with pytest.raises(UnusableInput, match=f"r.xlsx, lembar Petunjuk, .*{said}"):
        read_template(filled(tmp_path / "r.xlsx", cover=cover))


def test_a_file_without_the_cover_is_told_to_bring_it(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "r.xlsx")
    book.add_worksheet("Bagian rencana")
    book.close()

    assert "Lembar Petunjuk tidak ada." in str(problems_of(tmp_path / "r.xlsx")[-1])


def test_any_other_excel_file_is_no_template(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "r.xlsx")
    book.add_worksheet("RKA")
    book.close()

    assert "bukan template Kawal" in str(the_problem(tmp_path / "r.xlsx"))


# --- whatever else a cell may hold -----------------------------------------------------------

TYPED = [
    (table, column.name, column)
    for table in TABLES
    for column in BY_NAME[table].columns
    if not column.refers and not column.key and not column.choices
]
cells = (
    st.floats(allow_nan=False, allow_infinity=False)
    | st.floats(-(10**7), 10**7).map(lambda number: round(number, 3))
    | st.integers(-(10**9), 10**9)
    | st.booleans()
    | st.dates(date(1900, 1, 1), date(9999, 1, 1))
    | st.text("0123456789.,-–/ %RpJan", min_size=1, max_size=10)
)


@settings(max_examples=150)
@given(st.sampled_from(TYPED), cells)
def test_a_cell_is_read_as_it_stands_or_refused_with_its_place(
    tmp_path_factory: pytest.TempPathFactory, place: tuple[str, str, Column], cell: Any
) -> None:
    table, name, column = place
    file = filled(tmp_path_factory.mktemp("sel") / "r.xlsx", tables=changed(table, name, cell))
    try:
        frame = read_template(file).snapshot.frame(table)
    except UnusableInput as refusal:
        for problem in refusal.problems:
            assert problem.file == f"r.xlsx, lembar {BY_NAME[table].label}"
            assert problem.column == column.label
        return
    read = {str(value) for value in frame[name].to_list()}
    if column.kind is Kind.MONEY:
        read = {str(value / 100) for value in frame[name].drop_nulls().to_list()}
    if isinstance(cell, bool):
        assert column.kind is Kind.BOOLEAN
    elif isinstance(cell, int | float):
        assert any(value != "None" and float(value) == pytest.approx(cell, rel=1e-14)
                   for value in read)  # fmt: skip
    elif isinstance(cell, date):
        assert cell.isoformat() in read
    elif column.kind is Kind.TEXT and clean_text(cell) is not None:
        assert cell in read or cell.strip() in read
