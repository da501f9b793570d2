"""Reader profiles: what a source says, what it does not, and the alarm when it changes."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from kawal.engine.readers import read_paths
from kawal.engine.readers.library import profile_named, profiles
from kawal.engine.readers.profile import Profile, Template
from kawal.engine.readers.profile_text import parse
from kawal.engine.shared.errors import Problem, UnusableInput

RKPD = profile_named("rkpd-perubahan")
ROW = {
    "kode_opd": "1.02.0.00.0.00.01.0000", "kode_subkegiatan": "1.02.02.2.01.01",
    "kode_subkeluaran": "1.02.02.2.01.01.1", "tahun": "2023", "target": "4", "satuan": "Paket",
    "sumberdana": "DAU", "anggaran": "100.5", "menjadi_target": "4", "menjadi_satuan": "Paket",
    "menjadi_sumberdana": "DAU", "menjadi_anggaran": "150",
}  # fmt: skip


def a_source(
    folder: Path, *changes: dict[str, str], columns: Sequence[str] = tuple(RKPD.columns)
) -> Path:
    """A CSV with the columns of the RKPD profile, a row per change."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(ROW | change for change in changes or ({},))
    file = folder / "sumber.csv"
    file.write_text(text.getvalue(), encoding="utf-8")
    return file


def problems_of(file: Path, profile: str | None = None) -> list[Problem]:
    with pytest.raises(UnusableInput) as refusal:
        read_paths([file], profile)
    return list(refusal.value.problems)


def test_the_columns_choose_the_profile(tmp_path: Path) -> None:
    reading = read_paths([a_source(tmp_path)])

    assert "profil rkpd-perubahan" in reading.notes[0]
    assert sorted(reading.snapshot.frame("allocation")["amount"].to_list()) == [10050, 15000]


def test_the_source_is_named_by_its_file_and_digest_and_not_by_its_folder(tmp_path: Path) -> None:
    source = read_paths([a_source(tmp_path)]).snapshot.source

    assert source.startswith("sumber.csv, sha256 ")
    assert str(tmp_path) not in source


def test_a_renamed_column_raises_the_alarm_with_both_names(tmp_path: Path) -> None:
    columns = ["anggaran_" if name == "anggaran" else name for name in RKPD.columns]
    (problem,) = problems_of(a_source(tmp_path, columns=columns))

    assert problem.column == "anggaran"
    assert 'tampaknya berganti nama menjadi "anggaran_"' in problem.message


def test_a_missing_column_raises_the_alarm_with_what_it_means(tmp_path: Path) -> None:
    columns = [name for name in RKPD.columns if name != "kode_opd"]
    (problem,) = problems_of(a_source(tmp_path, columns=columns))

    assert problem.message == 'Kolom "kode_opd" (kode organisasi) hilang.'


def test_an_extra_column_raises_the_alarm_with_the_nearest_name(tmp_path: Path) -> None:
    (problem,) = problems_of(a_source(tmp_path, columns=[*RKPD.columns, "menjadi_lokasi2"]))

    assert problem.column == "menjadi_lokasi2"
    assert '"menjadi_lokasi"' in problem.message


def test_another_order_of_columns_is_no_drift(tmp_path: Path) -> None:
    assert read_paths([a_source(tmp_path, columns=sorted(RKPD.columns))]).snapshot.year == 2023


def test_a_file_that_fits_no_profile_is_told_which_there_are(tmp_path: Path) -> None:
    file = tmp_path / "lain.csv"
    file.write_text("a,b\n1,2\n")

    (problem,) = problems_of(file)
    assert "rkpd-perubahan" in problem.fix


def test_an_unknown_profile_is_told_its_neighbour(tmp_path: Path) -> None:
    (problem,) = problems_of(a_source(tmp_path), "rkpd-perubahn")

    assert 'Maksud Anda "rkpd-perubahan"' in problem.fix


@pytest.mark.parametrize("value", ["1.500.000", "Rp5", "1,5", "lima", "٣٠٠", "9" * 30, "9" * 90])
def test_money_without_one_certain_reading_stops_the_reading(tmp_path: Path, value: str) -> None:
    (problem,) = problems_of(a_source(tmp_path, {"anggaran": value}))

    assert (problem.file, problem.row, problem.column, problem.value) == (
        "sumber.csv", 2, "anggaran", value,
    )  # fmt: skip


def test_a_line_whose_sub_keluaran_has_no_target_still_has_that_of_its_indicator(
    tmp_path: Path,
) -> None:
    rows = [
        {"target_indikator": "7"},
        {"target": "", "target_indikator": "163", "kode_subkeluaran": "2"},
        {"target": "", "target_indikator": "0", "kode_subkeluaran": "3"},
        {"target": "", "kode_subkeluaran": "4"},
    ]
    targets = read_paths([a_source(tmp_path, *rows)]).snapshot.frame("target")
    before = targets.filter(targets["indicator"].str.starts_with("v1/"))

    assert sorted(before.select("text", "value").rows(), key=str) == [
        ("163", None), ("4", 4), (None, None), (None, None),
    ]  # fmt: skip


def test_a_fund_of_zero_means_no_fund(tmp_path: Path) -> None:
    snapshot = read_paths([a_source(tmp_path, {"sumberdana": "0", "anggaran": "0"})]).snapshot

    assert snapshot.frame("allocation").filter(id=f"v1/{'/'.join(list(ROW.values())[:3])}")[
        "fund"
    ].to_list() == [None]


def test_two_rows_with_one_key_are_not_quietly_one(tmp_path: Path) -> None:
    problems = problems_of(a_source(tmp_path, {}, {"anggaran": "7"}))

    assert any("Kunci tabel Alokasi muncul 2 kali" in problem.message for problem in problems)


def test_two_equal_rows_are_not_quietly_one_either(tmp_path: Path) -> None:
    assert problems_of(a_source(tmp_path, {}, {}))


@pytest.mark.parametrize("value", ["²⁰²³", "23", "tahun ini", ""])
def test_a_year_is_four_plain_digits(tmp_path: Path, value: str) -> None:
    (problem,) = problems_of(a_source(tmp_path, {"tahun": value}))

    assert (problem.row, problem.column) == (2, "tahun")


@pytest.mark.parametrize("value", ["9" * 40, "1,2345678901", "80 - 87,5 %"])
def test_a_target_that_is_no_number_keeps_its_text(tmp_path: Path, value: str) -> None:
    targets = read_paths([a_source(tmp_path, {"target": value})]).snapshot.frame("target")

    assert targets.filter(text=value)["value"].to_list() == [None]


def test_a_file_parted_by_semicolons_is_told_so(tmp_path: Path) -> None:
    file = tmp_path / "titik-koma.csv"
    file.write_text("a;b;c\n1;2;3\n")

    assert "titik koma" in problems_of(file)[0].message


def test_two_years_in_one_file_are_refused(tmp_path: Path) -> None:
    change = {"tahun": "2024", "kode_subkeluaran": "1.02.02.2.01.01.2"}
    (problem,) = problems_of(a_source(tmp_path, {}, change))

    assert (problem.row, problem.value) == (3, "2024")


def test_a_heading_without_rows_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "kosong.csv"
    file.write_text(",".join(RKPD.columns) + "\n")

    assert "satu baris pun" in problems_of(file)[0].message


def test_a_row_that_is_too_short_is_named_by_its_number(tmp_path: Path) -> None:
    file = a_source(tmp_path)
    file.write_text(file.read_text() + "1,2,3\n")

    (problem,) = problems_of(file)
    assert problem.row == 3


def test_a_problem_of_a_table_with_distinct_rows_names_the_source_row(tmp_path: Path) -> None:
    other = {"kode_subkeluaran": "x"}
    file = a_source(tmp_path, {}, other, {"kode_opd": "9|9"}, {"kode_opd": "", **other})
    (problem,) = [each for each in problems_of(file) if each.column == "id" and each.row][:1]

    assert problem.file == "sumber.csv (tabel opd)"
    assert problem.row == 5


def test_a_fault_of_one_source_row_is_told_once(tmp_path: Path) -> None:
    problems = problems_of(a_source(tmp_path, {}, {"kode_opd": ""}))

    assert len(problems) == len(set(problems))
    assert all(problem.row == 3 for problem in problems)


def test_a_blank_line_in_the_source_does_not_shift_the_rows(tmp_path: Path) -> None:
    file = a_source(tmp_path, {}, {"anggaran": "lima"})
    heading, *rows = file.read_text().splitlines()
    file.write_text("\n".join([heading, "", *rows]) + "\n")

    assert [problem.row for problem in problems_of(file)] == [4]


def test_many_amounts_without_one_reading_are_counted(tmp_path: Path) -> None:
    problems = problems_of(a_source(tmp_path, *[{"anggaran": "lima"}] * 50))

    assert len(problems) == 21
    assert "30 baris lain" in problems[-1].message


def test_many_rounded_amounts_are_counted(tmp_path: Path) -> None:
    rows = [{"anggaran": "1.005", "kode_subkeluaran": str(number)} for number in range(50)]
    notes = read_paths([a_source(tmp_path, *rows)]).notes

    assert sum("dibulatkan ke sen (setengah ke atas)" in note for note in notes) == 20
    assert "Masih ada 30 nilai lain yang dibulatkan ke sen." in notes


@pytest.mark.parametrize("number", range(2))
def test_a_pipe_or_a_device_with_the_name_of_a_source_does_not_hang(
    tmp_path: Path, number: int
) -> None:
    file = tmp_path / ("pipa.csv", "pipa.zip")[number]
    os.mkfifo(file)

    assert "Bukan berkas biasa" in problems_of(file)[0].message


def test_half_an_id_is_none() -> None:
    assert Template("v1/{a}/{b}").fill({"a": "x", "b": None}) is None
    assert Template("v1/{a}").fill({"a": "x"}) == "v1/x"


MINIMAL = """
name = "x"
title = "x"
[source]
[snapshot]
year = "tahun"
[columns]
tahun = "tahun"
[[emit]]
table = "plan"
columns = { id = "{tahun}" }
"""


def test_a_profile_is_checked_when_it_is_read() -> None:
    assert isinstance(parse(MINIMAL, "x.toml"), Profile)
    for old, new, said in (
        ('id = "{tahun}"', 'id = "{thn}"', "tidak disebut di [columns]"),
        ("id =", "ident =", "Tabel plan tidak mempunyai kolom itu"),
    ):
        with pytest.raises(UnusableInput, match=re.escape(said)):
            parse(MINIMAL.replace(old, new), "x.toml")


def test_every_column_of_a_profile_says_what_it_is_or_why_it_is_not_read() -> None:
    for profile in profiles():
        assert all(meaning for meaning in profile.columns.values())
