"""A decree's list becomes a pack, in the forms in which such lists go around, or is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kawal.engine.reference.lists import BuiltPack, build, summary
from kawal.engine.shared.errors import UnusableInput

SINCE = date(2021, 1, 1)
BY_LEVEL = """level,jenis_pemda,kode,nama,status
urusan,,1,URUSAN WAJIB,aktif
bidang,KABKOT,1.02,BIDANG KESEHATAN,aktif
program,KABKOT,1.02.02,PROGRAM GIZI,aktif
kegiatan,KABKOT,1.02.02.2.01,Pembinaan,aktif
sub_kegiatan,KABKOT,1.02.02.2.01.01,Pembinaan Gizi***),aktif
sub_kegiatan,KABKOT,1.02.02.2.01.02,Nama Lama,nonaktif
sub_kegiatan,PROV,1.02.02.1.01.01,Pembinaan Provinsi,aktif
"""
BY_LEAF = """kode_program,program,kode_kegiatan,kegiatan,kode_sub_kegiatan,sub_kegiatan,indikator,satuan
1.02.02,GIZI,1.02.02.2.01,Pembinaan,1.02.02.2.01.0001,Pembinaan  Gizi,Jumlah kader,orang
1.02.02,GIZI,1.02.02.2.01,Pembinaan,1.02.02.2.01.0002,Pendataan,Jumlah data,dokumen
"""


def built(tmp_path: Path, text: str) -> BuiltPack:
    file = tmp_path / "daftar.csv"
    file.write_text(text, encoding="utf-8")
    return build(file, title="Keputusan rekaan", since=SINCE)


def refused(tmp_path: Path, text: str) -> str:
    with pytest.raises(UnusableInput) as error:
        built(tmp_path, text)
    return str(error.value)


def row(pack: BuiltPack, code: str) -> dict[str, str | None]:
    (found,) = [each for each in pack.pack.codes.iter_rows(named=True) if each["code"] == code]
    return found


def test_a_list_with_a_row_per_code_is_read(tmp_path: Path) -> None:
    pack = built(tmp_path, BY_LEVEL)

    assert row(pack, "1.02.02.2.01.01") == {
        "level": "sub_kegiatan", "code": "1.02.02.2.01.01", "name": "Pembinaan Gizi",
        "government": "kabupaten", "status": "berlaku", "indicator": None, "unit": None,
    }  # fmt: skip
    assert row(pack, "1.02.02.2.01.02")["status"] == "dicabut"
    assert row(pack, "1.02.02.1.01.01")["government"] == "provinsi"
    assert row(pack, "1")["government"] is None
    assert pack.notes == ()


def test_a_list_with_a_row_per_sub_kegiatan_gives_what_stands_above_once(tmp_path: Path) -> None:
    pack = built(tmp_path, BY_LEAF)

    assert pack.pack.codes["code"].to_list() == [
        "1.02.02", "1.02.02.2.01", "1.02.02.2.01.0001", "1.02.02.2.01.0002",
    ]  # fmt: skip
    assert row(pack, "1.02.02.2.01.0001")["unit"] == "orang"
    assert row(pack, "1.02.02.2.01.0001")["name"] == "Pembinaan Gizi"
    assert row(pack, "1.02.02.2.01")["unit"] is None


def test_a_code_that_is_active_and_withdrawn_is_active(tmp_path: Path) -> None:
    text = BY_LEVEL + "sub_kegiatan,KABKOT,1.02.02.2.01.02,Nama Baru,aktif\n"

    assert row(built(tmp_path, text), "1.02.02.2.01.02")["name"] == "Nama Baru"


def test_one_code_with_two_names_in_force_is_refused(tmp_path: Path) -> None:
    text = BY_LEVEL + "sub_kegiatan,KABKOT,1.02.02.2.01.01,Nama Lain,aktif\n"

    assert "Satu kode dengan dua nama: Pembinaan Gizi / Nama Lain." in refused(tmp_path, text)


def test_two_writings_of_one_name_are_one_name(tmp_path: Path) -> None:
    text = BY_LEVEL + "sub_kegiatan,KABKOT,1.02.02.2.01.01,PEMBINAAN- GIZI,aktif\n"

    assert row(built(tmp_path, text), "1.02.02.2.01.01")["name"] == "Pembinaan Gizi"


def test_blanks_within_a_code_are_copying_damage(tmp_path: Path) -> None:
    text = BY_LEVEL + "sub_kegiatan,KABKOT,1.02.02.2.01 .03,Penyuluhan,aktif\n"

    assert row(built(tmp_path, text), "1.02.02.2.01.03")["name"] == "Penyuluhan"


def test_a_few_damaged_codes_are_left_out_and_told(tmp_path: Path) -> None:
    many = "".join(f"sub_kegiatan,KABKOT,1.02.03.2.01.{n:02},Nama {n},aktif\n" for n in range(99))
    text = BY_LEVEL + many + "sub_kegiatan,KABKOT,1.02.13. .201.01,Rusak,aktif\n"
    (note,) = built(tmp_path, text).notes

    assert 'daftar.csv, baris 108, kolom kode, isi "1.02.13..201.01"' in note


def test_a_list_with_many_damaged_codes_is_refused(tmp_path: Path) -> None:
    text = BY_LEVEL + "sub_kegiatan,KABKOT,1.02.13. .201.01,Rusak,aktif\n"

    assert "baris 9" in refused(tmp_path, text)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("seksi,KABKOT,1.02.02,Nama,aktif", 'baris 9, kolom level, isi "seksi"'),
        ("program,DESA,1.02.02,Nama,aktif", 'baris 9, kolom jenis_pemda, isi "desa"'),
        ("program,KABKOT,1.02.02,Nama,batal", 'baris 9, kolom status, isi "batal"'),
        ("program,KABKOT,1.02.09,,aktif", "baris 9, kolom nama: Nama kode 1.02.09 kosong."),
    ],
)
def test_a_word_that_is_none_is_named_with_its_place(tmp_path: Path, line: str, said: str) -> None:
    assert said in refused(tmp_path, f"{BY_LEVEL}{line}\n")


def test_a_heading_may_be_written_with_capitals_and_blanks(tmp_path: Path) -> None:
    text = "Level,KODE,Nama\nSub Kegiatan,1.02.02.2.01.0001,Pembinaan Gizi\n"

    assert row(built(tmp_path, text), "1.02.02.2.01.0001")["name"] == "Pembinaan Gizi"


def test_two_headings_that_say_the_same_are_refused(tmp_path: Path) -> None:
    said = refused(tmp_path, "level,kode,nama,Nama\nprogram,1.02.02,GIZI,GIZI\n")

    assert "baris 1, kolom nama: Judul kolom muncul dua kali." in said


def test_a_list_that_says_what_a_code_was_before_keeps_it(tmp_path: Path) -> None:
    heading, first, second = BY_LEAF.splitlines()
    text = (
        f"{heading},kode_sebelumnya,nama_sebelumnya\n"
        f"{first},1.02.02.2.01.0009,Gizi Lama\n{second},,\n"
    )
    pack = built(tmp_path, text)

    assert row(pack, "1.02.02.2.01.0001")["former_code"] == "1.02.02.2.01.0009"
    assert row(pack, "1.02.02.2.01.0001")["former_name"] == "Gizi Lama"
    assert row(pack, "1.02.02.2.01.0002")["former_code"] is None
    assert row(pack, "1.02.02.2.01")["former_code"] is None


def test_a_former_code_that_is_none_is_named_by_its_column(tmp_path: Path) -> None:
    heading, first, second = BY_LEAF.splitlines()

    said = refused(tmp_path, f"{heading},kode_sebelumnya\n{first},lama\n{second},\n")

    assert 'baris 2, kolom kode_sebelumnya, isi "lama"' in said


def test_a_list_of_another_kind_is_refused_by_its_columns(tmp_path: Path) -> None:
    said = refused(tmp_path, "level,kode,uraian\n1,5,BELANJA\n")

    assert "Bukan daftar kode yang dikenal." in said
    assert "Yang ada: level, kode, uraian." in said


def test_a_list_without_a_code_or_without_a_file_is_refused(tmp_path: Path) -> None:
    assert "Tidak memuat satu kode pun." in refused(tmp_path, "level,kode,nama\n")
    with pytest.raises(UnusableInput, match=r"Tidak dapat dibuka \(tidak ada\)"):
        build(tmp_path / "tiada.csv", title="Keputusan", since=SINCE)


@pytest.mark.parametrize(
    ("file", "active", "withdrawn", "left_out"),
    [
        ("nomenklatur_permendagri90_2019.csv", 1790, 0, 0),
        # 2.254 in force by the catalogue, six of them with a damaged code
        ("nomenklatur_050_3708_2020.csv", 2248, 128, 7),
        ("nomenklatur_900_1317_2023.csv", 3395, 0, 0),
        ("subkegiatan_2027_kabkota.csv", 3550, 0, 0),
    ],
)
def test_the_four_lists_that_go_around_are_recognised_and_counted(
    shared_data: Path, file: str, active: int, withdrawn: int, left_out: int
) -> None:
    built = build(shared_data / "nomenklatur" / file, title="Keputusan", since=SINCE)
    work = built.pack.work

    assert work.filter(~work["withdrawn"]).height == active
    assert work.filter(work["withdrawn"]).height == withdrawn
    assert len(built.notes) == left_out


@pytest.mark.parametrize(
    ("file", "with_both"),
    [("nomenklatur_900_1317_2023.csv", 3395), ("subkegiatan_2027_kabkota.csv", 3550)],
)
def test_the_official_indicator_and_unit_are_carried_where_the_list_has_them(
    shared_data: Path, file: str, with_both: int
) -> None:
    codes = build(shared_data / "nomenklatur" / file, title="Keputusan", since=SINCE).pack.codes

    assert codes.drop_nulls(["indicator", "unit"]).height == with_both


def test_a_summary_tells_what_the_pack_is(tmp_path: Path) -> None:
    lines = list(summary(built(tmp_path, BY_LEVEL).pack))

    assert lines[0].endswith("Keputusan rekaan")
    assert lines[1].endswith("2021-01-01 sampai seterusnya: rencana sejak tahun 2021")
    assert " ".join(lines[-1].split()) == "Sub kegiatan 3 (kabupaten 2, provinsi 1; 1 dicabut)"


def test_names_of_two_lists_that_go_around_are_the_same_but_for_copying_damage(
    shared_data: Path,
) -> None:
    """2,852 codes stand in the list of 2023, copied from a PDF, and in that for 2027."""
    older, newer = (
        build(shared_data / "nomenklatur" / file, title="Keputusan", since=SINCE).pack.work
        for file in ("nomenklatur_900_1317_2023.csv", "subkegiatan_2027_kabkota.csv")
    )
    both = older.join(newer, on="code", suffix="_newer")

    assert both.height == 2852
    assert (both["official_name"] != both["official_name_newer"]).sum() == 39
    assert (both["official_key"] != both["official_key_newer"]).sum() == 0
