"""`kawal profile`: the list, one profile, and a proposal that a person corrects."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawal.engine.readers.library import profiles
from kawal.engine.readers.profile_text import parse
from tests.front.test_cli import kawal

LINE = "kode,uraian,indikator,target 2027,pagu 2027\n1.02.02.2.01.0001,Gizi,Kader,5 orang,100\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "renja.csv").write_text(LINE)
    return tmp_path / "renja.csv"


def test_every_profile_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert kawal("profile") == 0

    listed = capsys.readouterr().out
    assert all(f"{profile.name} " in listed for profile in profiles())


def test_a_profile_is_shown_as_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert kawal("profile", "show", "sumedang-rpjmd") == 0

    assert parse(capsys.readouterr().out, "x.toml").name == "sumedang-rpjmd"


def test_a_profile_that_there_is_not_is_told_its_neighbour(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert kawal("profile", "show", "sumedang-rpjm") == 2
    assert 'Maksud Anda "sumedang-rpjmd"' in capsys.readouterr().err


@pytest.mark.parametrize("action", ["new", "show"])
def test_an_action_without_subject_says_what_is_missing(
    action: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("profile", action) == 2
    assert f"kawal profile {action} " in capsys.readouterr().err


def test_a_wrong_action_is_told_in_indonesian(capsys: pytest.CaptureFixture[str]) -> None:
    assert kawal("profile", "neu", "x.csv") == 2
    assert "tidak dikenal: 'neu' (pilih dari 'new', 'show')" in capsys.readouterr().err


def test_a_proposal_goes_to_the_screen_or_to_a_file(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("profile", "new", file) == 0
    shown = capsys.readouterr().out
    assert kawal("profile", "new", file, "-o", tmp_path / "p.toml") == 0

    assert shown == (tmp_path / "p.toml").read_text("utf-8")
    assert "--profile" in capsys.readouterr().out


def test_a_file_that_is_there_is_not_written_over(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "p.toml").write_text("milik orang")

    assert kawal("profile", "new", file, "-o", tmp_path / "p.toml") == 2
    assert (tmp_path / "p.toml").read_text() == "milik orang"
    assert "sudah ada" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"a,a\n1,2\n", b"a,b\n1\n", b'"a'])
def test_what_is_no_csv_is_refused_without_a_traceback(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.csv").write_bytes(content)

    assert kawal("profile", "new", tmp_path / "x.csv") == 2
    assert "x.csv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "said"), [("tidak-ada.csv", "Tidak dapat dibuka"), ("", "Bukan berkas biasa")]
)
def test_what_cannot_be_opened_is_told_so(
    tmp_path: Path, name: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("profile", "new", tmp_path / name) == 2
    assert said in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told_so(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("profile", "new", file, "-o", file / "p.toml") == 2
    assert "tidak dapat ditulis" in capsys.readouterr().err


def test_a_profile_of_ones_own_is_used_and_named_without_its_folder(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kawal("profile", "new", file, "-o", tmp_path / "p.toml")
    text = (tmp_path / "p.toml").read_text().replace("GANTI-opd", "dinkes").replace("GANTI", "x")
    (tmp_path / "p.toml").write_text(text)
    html = tmp_path / "r.html"

    assert kawal("check", file, "--profile", tmp_path / "p.toml", "--html", html) == 3
    assert "dibaca dengan profil renja" in capsys.readouterr().out
    assert "--profile p.toml" in html.read_text("utf-8")
    assert str(tmp_path) not in html.read_text("utf-8")


def test_a_broken_profile_stops_the_check_and_says_where(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kawal("profile", "new", file, "-o", tmp_path / "p.toml")
    text = (tmp_path / "p.toml").read_text().replace("[level]", "[levell]")
    (tmp_path / "p.toml").write_text(text)
    capsys.readouterr()

    assert kawal("check", file, "--profile", tmp_path / "p.toml") == 2
    said = capsys.readouterr().err
    assert 'p.toml, bagian levell: Kunci tidak dikenal. Maksud Anda "level"?' in said
