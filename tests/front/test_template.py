"""`kawal template`, and the filled template given to the other commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawal.engine.snapshot import Snapshot, package
from tests.engine.readers.excel import changed, filled
from tests.front.test_cli import ON, kawal


def test_a_blank_template_is_written_and_says_how_to_go_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("template", tmp_path / "baru" / "renja.xlsx") == 0

    assert f"kawal check {tmp_path / 'baru' / 'renja.xlsx'}" in capsys.readouterr().out
    assert (tmp_path / "baru" / "renja.xlsx").read_bytes().startswith(b"PK")


def test_a_package_goes_through_a_template_and_keeps_its_digest(
    small_regency: Snapshot, tmp_path: Path
) -> None:
    package.write(small_regency, tmp_path / "paket")

    assert kawal("template", tmp_path / "renja.xlsx", "--from", tmp_path / "paket") == 0
    assert kawal("snapshot", tmp_path / "renja.xlsx", "-o", tmp_path / "lagi.zip") == 0

    again = package.read(tmp_path / "lagi.zip")
    assert package.digest_of(again) == package.digest_of(small_regency)


def test_a_template_is_judged_like_the_package_that_it_was_made_from(
    faulty_regency: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kawal("template", tmp_path / "renja.xlsx", "--from", faulty_regency)
    capsys.readouterr()

    def told(path: Path) -> list[str]:
        assert kawal("check", path, *ON) == 1
        lines = capsys.readouterr().out.splitlines()
        return lines[: next(at for at, line in enumerate(lines) if line.startswith("Jumlah")) + 1]

    assert told(tmp_path / "renja.xlsx") == told(faulty_regency)


def test_a_file_that_is_there_is_never_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "renja.xlsx").write_bytes(b"isian seminggu")

    assert kawal("template", tmp_path / "renja.xlsx") == 2
    assert "sudah ada" in capsys.readouterr().err
    assert (tmp_path / "renja.xlsx").read_bytes() == b"isian seminggu"


def test_a_template_has_the_suffix_of_excel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("template", tmp_path / "renja.csv") == 2
    assert "harus berakhiran .xlsx" in capsys.readouterr().err


def test_nothing_is_written_from_a_package_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("template", tmp_path / "renja.xlsx", "--from", tmp_path / "tiada") == 2
    assert "Berkas atau folder tidak ada." in capsys.readouterr().err
    assert not (tmp_path / "renja.xlsx").exists()


def test_a_mistake_in_a_template_exits_with_2_and_saves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = filled(tmp_path / "r.xlsx", tables=changed("target", "value", "1,5"))

    assert kawal("snapshot", file, "-o", tmp_path / "p.zip") == 2
    assert 'r.xlsx, lembar Target, baris 2, kolom nilai target, isi "1,5"' in (
        capsys.readouterr().err
    )
    assert not (tmp_path / "p.zip").exists()


def test_waivers_lie_beside_a_template_as_beside_a_package(
    faulty_regency: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kawal("template", tmp_path / "renja.xlsx", "--from", faulty_regency)
    (tmp_path / "renja.waivers.csv").write_text("rule,key\n")

    assert kawal("check", tmp_path / "renja.xlsx", *ON) == 2
    assert "renja.waivers.csv" in capsys.readouterr().err
