"""`kawal sharpen` answers each row of a table, and names what cannot be used."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.front.command import kawal

HEAD = "indikator,satuan,level\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "indikator.csv"
    file.write_text(
        "no,indikator,satuan,level\n"
        "7,Meningkatnya mutu taman kota,Persen,sasaran\n"
        '8,"Persentase taman kota yang buka setiap hari",%,sasaran\n',
        encoding="utf-8",
    )
    return file


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_row_is_answered_behind_its_own_columns(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("sharpen", table) == 0
    out = capsys.readouterr().out
    blunt, sharp = rows_of(out)

    assert out.startswith("no,indikator,satuan,level,tumpul,kesalahan,usulan\n")
    assert (blunt["no"], blunt["tumpul"]) == ("7", "1")
    assert blunt["kesalahan"].split(";")[0] == "bukan_indikator"
    assert 1 <= len(blunt["usulan"].split(" || ")) <= 3
    assert (sharp["no"], sharp["tumpul"], sharp["kesalahan"], sharp["usulan"]) == ("8", "0", "", "")


def test_json_tells_each_fault_in_a_sentence_and_each_proposal_with_its_unit(
    table: Path, tmp_path: Path
) -> None:
    report, result = tmp_path / "r.json", tmp_path / "r.csv"

    assert kawal("sharpen", table, "--json", report, "-o", result) == 0

    told = json.loads(report.read_text("utf-8"))
    first = told["indicators"][0]
    assert told["totals"] == {"indicators": 2, "blunt": 1}
    assert first["row"] == 2
    assert first["kesalahan"][0]["message"].endswith(".")
    assert first["usulan"][0]["satuan"]
    assert [row["tumpul"] for row in rows_of(result.read_text("utf-8"))] == ["1", "0"]


def test_nothing_that_was_typed_becomes_a_formula(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "i.csv"
    file.write_text(
        "indikator,satuan,level,ubah\n=HYPERLINK(1),@A1,,-3\n+62 nomor,,,=1\n", encoding="utf-8"
    )

    assert kawal("sharpen", file) == 0
    cells = [cell for row in csv.reader(io.StringIO(capsys.readouterr().out)) for cell in row]

    assert "-3" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("indikator,satuan\na,b\n", 'i.csv, baris 1, kolom level: Kolom ini tidak ada.'),
        (HEAD + "a,b,program\n,%,sasaran\n", "i.csv, baris 3, kolom indikator: Indikator belum"),
        (
            HEAD + "Luas taman,Ha,progam\n",
            'i.csv, baris 2, kolom level, isi "progam": Tingkat ini tidak dikenal. Maksud Anda',
        ),
        ("indikator,satuan,level,usulan\na,b,,c\n", "i.csv, baris 1, kolom usulan: Kolom ini sudah"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named_by_its_place(
    content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "i.csv"
    file.write_text(content, encoding="utf-8")

    assert kawal("sharpen", file) == 2
    heard = capsys.readouterr()
    assert said in heard.err
    assert heard.out == ""


def test_the_input_is_never_written_over(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = table.read_bytes()

    assert kawal("sharpen", table, "-o", table) == 2
    assert "akan menimpa masukan" in capsys.readouterr().err
    assert table.read_bytes() == before


def test_a_level_may_be_written_as_people_write_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "i.csv"
    file.write_text(HEAD + "Jumlah bibit pohon yang disediakan,Batang,Sub Kegiatan\n", "utf-8")

    assert kawal("sharpen", file) == 0
    assert rows_of(capsys.readouterr().out)[0]["tumpul"] == "0"


def test_a_wording_of_a_given_decree_is_not_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decree, pack, file = (tmp_path / name for name in ("d.csv", "paket", "i.csv"))
    decree.write_text(
        "level,kode,nama,kinerja,indikator,satuan,keterangan\n"
        "sub_kegiatan,1.02.02.2.01.0001,Gizi,,Tersedianya bahan gizi,Paket,\n",
        encoding="utf-8",
    )
    about = ("--decree", "Keputusan rekaan", "--since", "2021-01-01")
    assert kawal("reference", "build", decree, *about, "-o", pack) == 0
    file.write_text(HEAD + "Tersedianya Bahan  Gizi,Paket,sub_kegiatan\n", encoding="utf-8")
    capsys.readouterr()

    assert kawal("sharpen", file) == 0
    assert rows_of(capsys.readouterr().out)[0]["kesalahan"] == "bukan_indikator"
    assert kawal("sharpen", file, "--reference", pack) == 0
    assert rows_of(capsys.readouterr().out)[0]["tumpul"] == "0"
