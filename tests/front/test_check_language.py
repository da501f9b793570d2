"""`kawal check --lang`: the report in another language, the judgement the same."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.front.command import ON, kawal


def test_the_exit_status_is_the_same_in_every_language(
    faulty_regency: Path, clean: Path, tmp_path: Path
) -> None:
    for source in (faulty_regency, clean, tmp_path / "tiada"):
        assert kawal("check", source, *ON, "--lang", "en") == kawal("check", source, *ON)


def test_english_is_spoken_in_the_terminal_and_in_both_files(
    faulty_regency: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, machine = tmp_path / "r.html", tmp_path / "r.json"
    kawal("check", faulty_regency, *ON, "--lang", "en", "--html", page, "--json", machine)

    out = capsys.readouterr().out
    assert "as of 2 March 2020" in out
    assert " blocking findings" in out
    assert f"Report: {page}" in out
    assert " blocking findings" in page.read_text("utf-8")
    assert "--lang en" in page.read_text("utf-8")
    assert json.loads(machine.read_text("utf-8"))["language"] == "en"


def test_indonesian_is_spoken_again_afterwards(
    clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kawal("check", clean, *ON, "--lang", "en")
    capsys.readouterr()
    kawal("check", clean, *ON)

    assert "Dapat dikunci" in capsys.readouterr().out


def test_how_a_source_was_read_is_told_in_english_too(
    mamberamo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kawal("check", mamberamo, "--lang", "en")

    out = capsys.readouterr().out
    assert "read with the profile rkpd-perubahan, 1,175 rows" in out
    assert "Sum of anggaran Rp1,156,925,987,516.00 = rkpd-2023-v1, difference Rp0.00." in out


def test_a_language_that_there_is_not_is_refused_in_indonesian(
    clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("check", clean, "--lang", "jv") == 2
    assert "pilihan --lang: tidak dikenal: 'jv' (pilih dari" in capsys.readouterr().err


def test_a_whole_check_in_indonesian_loads_no_catalogue(clean: Path, tmp_path: Path) -> None:
    script = (
        "import sys; from kawal.front.cli.main import main\n"
        "assert main(sys.argv[1:]) == 0\n"
        "assert 'jinja2' in sys.modules and 'babel' not in sys.modules"
    )
    call = ["check", str(clean), *ON, "--html", str(tmp_path / "r.html")]

    subprocess.run([sys.executable, "-c", script, *call], check=True, stdout=subprocess.DEVNULL)


def test_the_excel_report_is_refused_in_a_language_that_it_does_not_have(
    faulty_regency: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("check", faulty_regency, "--lang", "en", "--xlsx", tmp_path / "r.xlsx") == 2
    assert "bahasa Indonesia" in capsys.readouterr().err
    assert not (tmp_path / "r.xlsx").exists()
