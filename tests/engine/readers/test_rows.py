"""How a profile reads rows: levels, parents, rows that go on, repeated money, slipped cells."""

from __future__ import annotations

import doctest
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome
from kawal.engine.readers import Reading, emitting, read_paths, rows
from kawal.engine.shared.errors import Problem, UnusableInput

DAY = date(2026, 1, 1)
PROFILE = """
name = "uji"
title = "Renstra uji"
caveats = ["Berkas tidak menyebut OPD-nya."]
[source]
alike = ["opd"]
[snapshot]
year = 2021
[columns]
tingkat_baris = "tingkat"
kode = "kode"
nama = "nama"
atas = "nama di atasnya"
indikator = "teks"
target_2021 = "target"
pagu_2021 = "pagu"
opd = "OPD"
[prefixes]
kode = { "x.xx" = "1.03", "1.3" = "1.03" }
[[skip]]
column = "tingkat_baris"
texts = ["urusan*"]
why = "judul"
[continue]
empty = ["kode", "nama"]
filled = ["indikator"]
take = ["tingkat_baris", "kode", "nama", "opd"]
[level]
column = "tingkat_baris"
names = { sasaran = "sasaran", prog = "program", keg = "kegiatan" }
[node]
same = ["tingkat_baris", "kode", "nama", "opd"]
id = ["{kode}", "{@tingkat}/baris-{@baris}"]
code = "kode"
parent = ["kode", "di-atas"]
[[emit]]
table = "opd"
distinct = true
columns = { id = "{opd}" }
[[emit]]
table = "plan"
distinct = true
[emit.columns]
id = "p"
kind = "renstra"
opd = "{opd}"
first_year = "2021"
last_year = "2021"
version = "1"
[[emit]]
table = "node"
per = "@simpul"
[emit.columns]
id = "{@simpul}"
plan = "p"
parent = "{@induk}"
level = "{@tingkat}"
code = "{kode}"
title = "{nama}"
opd = "{opd}"
[[emit]]
table = "indicator"
filled = ["indikator"]
[emit.columns]
id = "{@simpul}#{@ke}"
node = "{@simpul}"
name = "{indikator}"
unit = "{target_2021:satuan}"
[[emit]]
table = "target"
each = [2021]
filled = ["target_*"]
[emit.columns]
indicator = "{@simpul}#{@ke}"
year = "*"
quarter = "0"
text = "{target_*}"
value = "{target_*}"
[[emit]]
table = "allocation"
each = { "2021" = 2021 }
per = "@simpul"
repeated = "sekali-bila-sama"
columns = { id = "{@simpul}/*", node = "{@simpul}", year = "*", amount = "{pagu_*}" }
[[reconcile]]
column = "pagu_2021"
plan = "p"
repeated = "sekali-bila-sama"
"""
HEADING = "tingkat_baris,kode,nama,atas,indikator,target_2021,pagu_2021,opd"


def read(folder: Path, lines: Sequence[str], change: tuple[str, str] = ("", "")) -> Reading:
    (folder / "p.toml").write_text(PROFILE.replace(*change) if change[0] else PROFILE)
    (folder / "s.csv").write_text("\n".join([HEADING, *lines]) + "\n")
    return read_paths([folder / "s.csv"], str(folder / "p.toml"))


def problems(
    folder: Path, lines: Sequence[str], change: tuple[str, str] = ("", "")
) -> list[Problem]:
    with pytest.raises(UnusableInput) as refusal:
        read(folder, lines, change)
    return list(refusal.value.problems)


def parents(reading: Reading) -> dict[str, str | None]:
    return dict(reading.snapshot.frame("node").select("id", "parent").iter_rows())


def money(reading: Reading) -> dict[str, int | None]:
    return dict(reading.snapshot.frame("allocation").select("node", "amount").iter_rows())


def test_the_examples_of_the_modules_hold() -> None:
    assert doctest.testmod(rows).failed == doctest.testmod(emitting).failed == 0


def test_a_parent_is_found_by_the_code_or_else_by_the_place_in_the_outline(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [
            "sasaran,,Sehat,,,,,Dinkes",
            "prog,1.02.02,Upaya,,,,,Dinkes",
            "prog,1.02.03,Tenaga,,,,,Dinkes",
            "keg,1.02.02.2.01,Gizi,,,,,Dinkes",
            "keg,9.9,Lain,,,,,Dinkes",
        ],
    )

    assert parents(reading) == {
        "sasaran/baris-2": None,
        "1.02.02": "sasaran/baris-2",
        "1.02.03": "sasaran/baris-2",
        "1.02.02.2.01": "1.02.02",
        "9.9": "1.02.03",
    }


def test_a_parent_is_found_by_the_text_that_a_row_names_unless_two_have_it(tmp_path: Path) -> None:
    change = ('parent = ["kode", "di-atas"]', 'parent = ["atas = nama"]')
    lines = ["prog,1,Satu,,,,,D", "prog,2,Dua,,,,,D", "prog,3,Dua,,,,,D"]
    reading = read(
        tmp_path, [*lines, "keg,4,A,Satu,,,,D", "keg,5,B,Dua,,,,D", "keg,6,C,,,,,D"], change
    )

    assert {key: parents(reading)[key] for key in "456"} == {"4": "1", "5": None, "6": None}


def test_a_node_that_a_row_names_and_that_has_no_row_can_be_made_of_its_name_and_is_told(
    tmp_path: Path,
) -> None:
    made = """[[emit]]
table = "node"
distinct = true
when = { tingkat_baris = ["prog"] }
filled = ["@disebut"]
[emit.columns]
id = "sasaran/{@disebut}"
plan = "p"
parent = ""
level = "sasaran"
code = ""
title = "{@disebut}"
opd = ""
[[emit]]
table = "indicator\""""
    profile = PROFILE.replace('parent = ["kode", "di-atas"]', 'parent = ["atas = nama"]')
    profile = profile.replace('parent = "{@induk}"', 'parent = ["{@induk}", "sasaran/{@disebut}"]')
    (tmp_path / "p.toml").write_text(profile.replace('[[emit]]\ntable = "indicator"', made))
    lines = [
        "sasaran,,Ada,,,,,D",
        "prog,1,A,Ada,,,,D",
        "prog,2,B,Hilang,,,,D",
        "prog,3,C,Hilang,,,,D",
        "prog,4,D,,,,,D",
    ]
    (tmp_path / "s.csv").write_text("\n".join([HEADING, *lines]) + "\n")
    reading = read_paths([tmp_path / "s.csv"], str(tmp_path / "p.toml"))

    assert parents(reading) == {
        "sasaran/baris-2": None,
        "sasaran/Hilang": None,
        "1": "sasaran/baris-2",
        "2": "sasaran/Hilang",
        "3": "sasaran/Hilang",
        "4": None,
    }
    (note,) = [note for note in reading.notes if "tanpa baris sendiri" in note]
    assert 'namanya saja: "Hilang" (baris 4, 5).' in note


def test_what_two_nodes_are_called_is_not_made_a_third_time(tmp_path: Path) -> None:
    change = ('parent = ["kode", "di-atas"]', 'parent = ["atas = nama"]')
    named = ('title = "{nama}"', 'title = ["{@disebut}", "{nama}"]')
    lines = ["prog,1,Dua,,,,,D", "prog,2,Dua,,,,,D", "keg,3,A,Dua,,,,D", "keg,4,B,Tiga,,,,D"]
    (tmp_path / "p.toml").write_text(PROFILE.replace(*change).replace(*named))
    (tmp_path / "s.csv").write_text("\n".join([HEADING, *lines]) + "\n")
    nodes = read_paths([tmp_path / "s.csv"], str(tmp_path / "p.toml")).snapshot.frame("node")

    assert dict(nodes.select("id", "title").iter_rows()) == {
        "1": "Dua", "2": "Dua", "3": "A", "4": "Tiga",
    }  # fmt: skip


def test_a_node_found_by_code_is_of_the_same_office(tmp_path: Path) -> None:
    lines = ["prog,1.02,Satu,,,,,D", "keg,1.02.2.01,A,,,,,D"]
    change = ('code = "kode"', 'code = "kode"\nwithin = ["atas"]')
    other = ["prog,1.02,Satu,x,,,,D", "keg,1.02.2.01,A,y,,,,D"]

    assert parents(read(tmp_path, lines, change))["1.02.2.01"] == "1.02"
    only_code = ('parent = ["kode", "di-atas"]', 'parent = ["kode"]\nwithin = ["atas"]')
    assert parents(read(tmp_path, other, only_code))["1.02.2.01"] is None


def test_both_writings_of_a_code_become_one(tmp_path: Path) -> None:
    reading = read(
        tmp_path, ["prog,x.xx.01,A,,,,,D", "prog,1.3.02,B,,,,,D", "prog,1.30.02,C,,,,,D"]
    )

    assert sorted(parents(reading)) == ["1.03.01", "1.03.02", "1.30.02"]


def test_a_row_that_goes_on_is_a_further_indicator_of_the_row_above(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ["prog,1,A,,Satu,2 Laporan,100,D", "apa,,,,Dua,5 %,,", "keg,1.2,B,,Tiga,7,,D"],
    )

    indicators = reading.snapshot.frame("indicator").select("id", "name", "unit").rows()
    assert indicators == [("1#1", "Satu", "Laporan"), ("1#2", "Dua", "%"), ("1.2#1", "Tiga", None)]
    targets = dict(reading.snapshot.frame("target").select("indicator", "value").iter_rows())
    assert targets == {"1#1": 2, "1#2": 5, "1.2#1": 7}


@pytest.mark.parametrize(
    ("rule", "amounts", "sen"),
    [
        ("sekali-bila-sama", ("100", "100"), 100_00),
        ("sekali-bila-sama", ("100", ""), 100_00),
        ("sekali-bila-sama", ("100", "50"), 150_00),
        ("jumlah", ("100", "100"), 200_00),
        ("baris-pertama", ("100", "40"), 100_00),
        ("sekali-bila-sama", ("", "-"), None),
    ],
)
def test_the_profile_says_what_becomes_of_money_on_several_rows(
    tmp_path: Path, rule: str, amounts: tuple[str, str], sen: int | None
) -> None:
    lines = [f"prog,1,A,,Satu,,{amounts[0]},D", f"prog,1,A,,Dua,,{amounts[1]},D"]

    assert money(read(tmp_path, lines, ("sekali-bila-sama", rule))) == {"1": sen}


def test_texts_that_the_publisher_kept_back_are_told_apart_and_counted(tmp_path: Path) -> None:
    lines = [
        "prog,1,A,,[DITAHAN],2 Laporan,,D",
        "prog,2,[DITAHAN],,[DITAHAN],3 Laporan,,D",
        ",,,,Jelas,1 Laporan,,D",
        "urusan,3,B,,[DITAHAN],,,D",
    ]
    reading = read(tmp_path, lines, ("[source]", '[source]\nwithheld = "[DITAHAN]"'))

    assert reading.snapshot.frame("indicator")["name"].to_list() == [
        "teks ditahan penerbit, baris 2 kolom indikator",
        "teks ditahan penerbit, baris 3 kolom indikator",
        "Jelas",
    ]
    titles = reading.snapshot.frame("node")["title"].to_list()
    assert titles == ["A", "teks ditahan penerbit, baris 3 kolom nama"]
    (note,) = [note for note in reading.notes if "ditahan" in note]
    assert note.startswith("3 teks ditahan penerbit berkas;")


def test_rows_without_money_are_told_since_nothing_is_not_zero(tmp_path: Path) -> None:
    lines = ["prog,1,A,,,,,D", "prog,2,B,,,,0,D", "prog,3,C,,Satu,,,D", "prog,3,C,,Dua,,5,D"]
    reading = read(tmp_path, lines)

    assert money(reading) == {"1": None, "2": 0, "3": 5_00}
    (note,) = [note for note in reading.notes if "tanpa rupiah" in note]
    assert note.startswith("1 baris tanpa rupiah di kolom pagu_2021, jadi")
    assert note.endswith("0 bila memang nol: baris 2.")


def test_capitals_and_spaces_make_no_second_office(tmp_path: Path) -> None:
    reading = read(
        tmp_path, ["prog,1,A,,,,,Dinas Satu Dan Dua", "prog,2,B,,,,,Dinas  satu dan dua"]
    )

    assert reading.snapshot.frame("opd")["id"].to_list() == ["Dinas Satu Dan Dua"]


def test_rows_that_are_not_read_are_told_with_their_numbers(tmp_path: Path) -> None:
    notes = read(tmp_path, ["urusan wajib,,,,,,9,", "prog,1,A,,,,,D"]).notes

    assert notes[1] == "Berkas tidak menyebut OPD-nya."
    assert notes[2] == "1 baris tidak dibaca (judul): baris 2."


def test_a_row_of_empty_cells_is_no_row_and_shifts_no_number(tmp_path: Path) -> None:
    notes = read(tmp_path, [",,,,,,,", "prog,1,A,,x,WTP,,D", ", ,-,,,,,"]).notes

    assert "1 baris sumber" in notes[0]
    assert "baris 3 kolom target_2021" in notes[-1]


def test_a_level_may_be_none_of_the_plan(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        ["bidang,1,A,,,,,D", "prog,2,B,,,,,D"],
        ("names = {", 'names = { bidang = "lewati",'),
    )

    assert parents(reading) == {"2": None}
    assert "1 baris tidak dibaca (tingkat yang tidak dibaca): baris 2." in reading.notes


def test_a_level_that_the_profile_does_not_know_is_an_alarm(tmp_path: Path) -> None:
    first, second = problems(tmp_path, ["prog,1,A,,,,,D", "progg,2,B,,,,,D", ",3,C,,,,,D"])

    assert (first.row, first.column, first.value) == (3, "tingkat_baris", "progg")
    assert 'Maksud Anda "prog"' in first.fix
    assert second.row == 4


def test_the_form_of_a_code_can_tell_the_level(tmp_path: Path) -> None:
    change = (
        'column = "tingkat_baris"\nnames = { sasaran = "sasaran", prog = "program", keg = "kegiatan" }',
        'column = "kode"\nshapes = { "9.9.9" = "program", "9.9.9.9.9" = "kegiatan" }',
    )
    levels = read(tmp_path, ["?,1.02.02,A,,,,,D", "?,X.XX.01.2.01,B,,,,,D"], change).snapshot

    assert levels.frame("node")["level"].to_list() == ["program", "kegiatan"]
    assert problems(tmp_path, ["?,1.02,A,,,,,D"], change)[0].value == "1.02"


_CODES = ("[node]", '[level.codes]\nprogram = "9.9.9"\nkegiatan = "9.9.9.9.9"\n[node]')


def test_a_row_whose_code_is_not_of_its_levels_shape_has_no_certain_place(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        [
            "prog,1.02.02,Satu,,,,900,D",
            "keg,1.02.02.2.01,A,,,,600,D",
            "prog,1.2.02,Dua,,,,300,D",
            "prog,1.02.2.02,Terpotong,,,,300,D",
            "keg,1.02.2.03,B,,,,5,D",
            "keg,,C,,,,7,D",
        ],
        _CODES,
    )

    nodes = reading.snapshot.frame("node").select("id", "level", "parent").rows()
    assert nodes == [
        ("1.02.02", "program", None),
        ("1.02.02.2.01", "kegiatan", "1.02.02"),
        ("1.02.2.02", "kegiatan", None),
        ("1.02.2.03", "kegiatan", None),
        ("1.2.02", "program", None),
        ("kegiatan/baris-7", "kegiatan", None),
    ]
    assert sum(amount or 0 for amount in money(reading).values()) == 2112_00
    (note,) = [note for note in reading.notes if "tidak berbentuk kode tingkatnya" in note]
    assert note.startswith("2 baris")
    assert 'baris 5 "1.02.2.02" (prog), baris 6 "1.02.2.03" (keg)' in note


def test_what_may_stand_below_a_row_without_a_place_is_not_known(tmp_path: Path) -> None:
    lines = ["prog,1.02.02,Satu,,,,900,D", "keg,1.02.02.2.01,A,,,,600,D"]
    sound = read(tmp_path, lines, _CODES)
    cut = read(tmp_path, [*lines, "prog,1.02.2.02,Terpotong,,,,300,D"], _CODES)

    outcomes = [
        [(each.values["stated"], each.outcome) for each in check(one.snapshot, RULES, DAY).findings
         if each.rule.code == "PAGU-10" and each.values["node"].startswith("1.02.02 ")]
        for one in (sound, cut)
    ]  # fmt: skip
    assert outcomes == [[(900_00, Outcome.FAILED)], [(900_00, Outcome.UNKNOWN)]]


def test_cells_that_slipped_are_put_back(tmp_path: Path) -> None:
    shift = """[[shift]]
when = { tingkat_baris = "geser", nama = "" }
[shift.cells]
tingkat_baris = "prog"
nama = "{atas}"
atas = ""
pagu_2021 = "{indikator}"
indikator = ""
[continue]"""
    reading = read(tmp_path, ["geser,1,,Nama,500,,,D"], ("[continue]", shift))

    assert reading.snapshot.frame("node")["title"].to_list() == ["Nama"]
    assert money(reading) == {"1": 500_00}


def test_noise_of_a_machine_is_rounded_and_counted_and_a_typed_number_is_not(
    tmp_path: Path,
) -> None:
    line = "prog,1,A,,Satu,0.7999999999999998,,D"
    style = ("[prefixes]", '[numbers]\n"target_*" = "titik"\n[prefixes]')

    by_machine = read(tmp_path, [line], style)
    assert [str(value) for value in by_machine.snapshot.frame("target")["value"]] == ["0.800000000"]
    assert "1 angka hasil hitungan mesin dibulatkan" in by_machine.notes[-1]
    by_hand = read(tmp_path, [line])
    assert by_hand.snapshot.frame("target")["value"].to_list() == [None]
    assert "1 dari 1 sel angka tidak mempunyai satu cara baca" in by_hand.notes[-1]


def test_a_word_in_place_of_a_number_is_kept_and_counted_apart(tmp_path: Path) -> None:
    reading = read(tmp_path, ["prog,1,A,,Satu,WTP,,D", "prog,2,B,,Dua,n/a,,D"])

    assert reading.snapshot.frame("target")["text"].to_list() == ["WTP"]
    assert (
        '1 sel berisi kata, bukan angka; teksnya disimpan: baris 2 kolom target_2021 "WTP"'
        in reading.notes[-1]
    )


def test_a_unit_that_changes_over_the_years_is_that_of_the_first_and_the_change_is_told(
    tmp_path: Path,
) -> None:
    change = ("{target_2021:satuan}", "{atas+target_2021:satuan}")
    lines = [
        "prog,1,A,12 bulan,Satu,6 Jenis,,D",
        "prog,2,B,2 laporan,Dua,3 Laporan,,D",
        "prog,3,C,12,Tiga,90 persen,,D",
        "prog,4,D,80 %,Empat,90 persen,,D",
    ]
    reading = read(tmp_path, lines, change)

    units = reading.snapshot.frame("indicator")["unit"].to_list()
    assert units == ["bulan", "laporan", "persen", "%"]
    targets = reading.snapshot.frame("target").select("text", "value").rows()
    assert targets == [("6 Jenis", None), ("3 Laporan", 3), ("90 persen", 90), ("90 persen", 90)]
    (note,) = [note for note in reading.notes if "satuan lain" in note]
    assert note.startswith("1 sel memakai")
    assert note.endswith('baris 2 kolom target_2021 "6 Jenis".')


def test_a_grade_has_a_unit_as_a_number_has(tmp_path: Path) -> None:
    lines = ["prog,1,A,,Satu,BB Predikat,,D", "prog,2,B,,Dua,BB,,D", "prog,3,C,,Tiga,A dan B,,D"]
    reading = read(tmp_path, lines)

    assert reading.snapshot.frame("indicator")["unit"].to_list() == ["Predikat", None, None]
    assert reading.snapshot.frame("target")["text"].to_list() == ["BB Predikat", "BB", "A dan B"]
    assert reading.snapshot.frame("target")["value"].to_list() == [None, None, None]


def test_a_profile_that_loses_money_is_refused(tmp_path: Path) -> None:
    change = ('[[emit]]\ntable = "allocation"', '[[emit]]\nfilled = ["atas"]\ntable = "allocation"')
    (problem,) = problems(tmp_path, ["prog,1,A,,Satu,,100,D"], change)

    assert problem.message == "Jumlah pagu_2021 Rp100,00, tetapi p Rp0,00."


def test_a_file_of_headings_only_is_refused(tmp_path: Path) -> None:
    assert "satu baris pun" in problems(tmp_path, ["urusan,,,,,,,"])[0].message
