"""The command `kawal`, used as an office would: exit statuses, messages, files written whole."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from kawal.engine.checks import catalogue
from kawal.engine.snapshot import Snapshot, package
from tests.conftest import ROOT
from tests.engine.checks.test_result import a_rule_that_breaks
from tests.factories import a_line, a_plan, snapshot_of
from tests.front.command import ON, kawal

# --- exit statuses ---------------------------------------------------------------------------


def test_a_clean_regency_exits_with_0(clean: Path) -> None:
    assert kawal("check", clean, *ON) == 0


def test_a_year_of_which_no_plan_was_given_exits_with_3(clean: Path) -> None:
    descriptor = json.loads((clean / "datapackage.json").read_text())
    descriptor["kawal"]["year"] = 2030
    (clean / "datapackage.json").write_text(json.dumps(descriptor))

    assert kawal("check", clean, *ON) == 3
    assert kawal("check", clean, *ON, "--min-coverage", "0") == 3


def test_blocking_findings_exit_with_1(faulty_regency: Path) -> None:
    assert kawal("check", faulty_regency, *ON) == 1


def test_warnings_alone_exit_with_0(tmp_path: Path, clean: Path) -> None:
    rows = (clean / "target.csv").read_text().splitlines()
    changed = [
        re.sub(r",\d+,(\d+)$", ",1,1", row)
        if row.startswith("renja-2021-01-v1/4.01.02-i,")
        else row
        for row in rows
    ]
    (clean / "target.csv").write_text("\n".join(changed) + "\n")

    assert kawal("check", clean, *ON, "--json", tmp_path / "r.json") == 0
    totals = json.loads((tmp_path / "r.json").read_text())["totals"]
    # weaker than the RPJMD, and than last year's result
    assert (totals["blocking"], totals["warnings"]) == (0, 2)


def test_too_little_assessed_exits_with_3_even_beside_blocking_findings(mamberamo: Path) -> None:
    assert kawal("check", mamberamo) == 3


def test_a_lower_minimum_lets_the_findings_speak(mamberamo: Path) -> None:
    assert kawal("check", mamberamo, "--min-coverage", 0) == 1


def test_unusable_input_exits_with_2(tmp_path: Path) -> None:
    assert kawal("check", tmp_path / "tiada") == 2


def test_a_broken_rule_exits_with_2_before_all_else(
    faulty_regency: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogue, "RULES", (*catalogue.RULES, a_rule_that_breaks()))

    assert kawal("check", faulty_regency, *ON) == 2
    assert "Aturan RUSAK-01 galat" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["periksa"],
        ["check"],
        ["check", "x", "--on", "2 Maret"],
        ["check", "x", "--on", "20200302"],
        ["check", "x", "--on", "2020-W10-1"],
        ["check", "x", "--min-coverage", "101"],
        ["check", "x", "--min-coverage", "-1"],
        ["check", "x", "--warna"],
        ["generate", "--opd", "banyak", "--out", "x"],
        ["generate"],
        ["rules", "PAGU-99"],
    ],
)
def test_a_wrong_call_exits_with_2_and_says_so_in_indonesian(
    arguments: Sequence[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal(*arguments) == 2

    said = capsys.readouterr().err
    assert said
    assert not re.search(r"\b(error|invalid|required|usage|unrecognized)\b", said)


# --- check -----------------------------------------------------------------------------------


def test_the_reports_are_written_and_their_place_is_told(
    faulty_regency: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    html, machine = tmp_path / "baru" / "laporan.html", tmp_path / "laporan.json"
    sheet = tmp_path / "laporan.xlsx"
    kawal("check", faulty_regency, *ON, "--html", html, "--json", machine, "--xlsx", sheet)

    out = capsys.readouterr().out
    assert f"Laporan: {html}" in out
    assert f"Laporan: {machine}" in out
    assert f"Laporan: {sheet}" in out
    assert sheet.read_bytes().startswith(b"PK")
    assert html.read_text("utf-8").lstrip().startswith("<!doctype html>")
    assert json.loads(machine.read_text("utf-8"))["digest"] in out


def test_a_report_names_files_but_no_folder_of_this_machine(
    faulty_regency: Path, tmp_path: Path
) -> None:
    kawal(
        "check", faulty_regency, *ON, "--html", tmp_path / "r.html", "--json", tmp_path / "r.json"
    )

    assert str(faulty_regency.parent) not in (tmp_path / "r.html").read_text("utf-8")
    assert str(faulty_regency.parent) not in (tmp_path / "r.json").read_text("utf-8")


def test_a_place_that_cannot_be_written_is_told_and_leaves_nothing(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "berkas").write_text("x")

    assert kawal("check", clean, *ON, "--html", tmp_path / "berkas" / "r.html") == 2
    assert "Laporan tidak dapat ditulis" in capsys.readouterr().err
    assert (tmp_path / "berkas").read_text() == "x"


def test_problems_are_told_with_their_place_and_nothing_is_saved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package.write(snapshot_of(plan=[a_plan()], node=[a_line()]), tmp_path / "p")
    file = tmp_path / "p" / "node.csv"
    file.write_text(file.read_text().replace("sub_kegiatan", "subkegiatan"))

    assert kawal("check", tmp_path / "p", "--html", tmp_path / "r.html") == 2
    said = capsys.readouterr().err
    assert 'node.csv, baris 2, kolom level, isi "subkegiatan"' in said
    assert 'Maksud Anda "sub_kegiatan"' in said
    assert not (tmp_path / "r.html").exists()


def test_nothing_that_was_typed_can_steer_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opd = [{"id": "05", "name": "\x1b[31mDinas\x1b[0m"}]
    package.write(
        snapshot_of(opd=opd, plan=[a_plan()], node=[a_line(code="\x1b]0;x")]), tmp_path / "p"
    )
    kawal("check", tmp_path / "p")
    file = tmp_path / "p" / "node.csv"
    file.write_text(file.read_text().replace("sub_kegiatan", "\x1b[2Jsub"))
    kawal("check", tmp_path / "p")

    said = capsys.readouterr()
    assert "Dinas" in said.out
    assert "\x1b" not in said.out + said.err


def test_an_office_without_a_plan_of_the_year_is_named(
    tmp_path: Path, small_regency: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    package.write(small_regency, tmp_path / "p")
    with (tmp_path / "p" / "opd.csv").open("a") as file:
        file.write("99,x,Dinas Diam,Diam,Kepala Dinas Diam\n")

    kawal("check", tmp_path / "p", *ON)
    assert "1 OPD belum memasukkan rencana tahun itu: Diam." in capsys.readouterr().out


def test_waivers_beside_the_package_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package.write(snapshot_of(plan=[a_plan()], node=[a_line()], indicator=[]), tmp_path / "p")
    waivers = tmp_path / "p.waivers.csv"
    waivers.write_text("rule,key,office,until,reason\nLENGKAP-01,l,Sekda,2020-12-31,menunggu\n")

    kawal("check", tmp_path / "p", *ON)
    assert "1 temuan dikecualikan" in capsys.readouterr().out
    waivers.write_text("rule,key,office,until,reason\nLENGKAP-99,l,Sekda,2020-12-31,menunggu\n")
    assert kawal("check", tmp_path / "p", *ON) == 2


def test_waivers_that_cannot_be_read_are_not_passed_over(
    clean: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clean.with_name("bersih.waivers.csv").mkdir()

    assert kawal("check", clean, *ON) == 2
    assert "bersih.waivers.csv: Bukan berkas biasa" in capsys.readouterr().err


def test_the_folder_one_stands_in_can_be_checked(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(clean)

    assert kawal("check", ".", *ON) == 0


def test_a_package_written_anew_says_where_the_waivers_stayed(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clean.with_name("bersih.waivers.csv").write_text("rule,key,office,until,reason\n")

    assert kawal("snapshot", clean, "-o", tmp_path / "baru.zip") == 0
    out = capsys.readouterr().out
    assert "Pengecualian tidak menjadi bagian paket" in out
    assert str(tmp_path / "bersih.waivers.csv") in out
    assert f"salin isinya ke {tmp_path / 'baru.waivers.csv'}" in out

    assert kawal("snapshot", clean, "-o", tmp_path / "bersih.zip") == 0
    assert "Pengecualian" not in capsys.readouterr().out


# --- diff ------------------------------------------------------------------------------------


def test_two_that_are_the_same_exit_with_0(
    clean: Path, tmp_path: Path, small_regency: Snapshot
) -> None:
    package.write(small_regency, tmp_path / "salinan.zip")

    assert kawal("diff", clean, tmp_path / "salinan.zip") == 0


def test_differences_exit_with_1_and_the_reports_are_written(
    clean: Path, faulty_regency: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, machine = tmp_path / "d.html", tmp_path / "d.json"

    assert kawal("diff", clean, faulty_regency, "--html", page, "--json", machine) == 1
    out = capsys.readouterr().out
    assert out.startswith("Kabupaten Tegal (33.28) · perubahan dari bersih ke contoh\n")
    assert f"Laporan: {page}" in out
    assert "kawal diff bersih contoh" in page.read_text("utf-8")
    assert str(tmp_path) not in page.read_text("utf-8") + machine.read_text("utf-8")
    assert json.loads(machine.read_text("utf-8"))["after"]["file"] == "contoh"


def test_what_cannot_be_read_or_written_exits_with_2(
    clean: Path, faulty_regency: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "berkas").write_text("x")

    assert kawal("diff", clean, tmp_path / "tiada") == 2
    assert kawal("diff", clean, faulty_regency, "--html", tmp_path / "berkas" / "r.html") == 2
    assert "Laporan tidak dapat ditulis" in capsys.readouterr().err


# --- snapshot, generate, rules -----------------------------------------------------------------


def test_a_foreign_file_becomes_a_package_that_checks_the_same(
    mamberamo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("snapshot", mamberamo, "-o", tmp_path / "paket.zip") == 0
    digest = capsys.readouterr().out.rpartition(": ")[2].strip()

    assert kawal("check", tmp_path / "paket.zip") == 3
    assert digest in capsys.readouterr().out


def test_parquet_checks_the_same_as_the_package(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("snapshot", clean, "--parquet", "-o", tmp_path / "p") == 0
    digest = capsys.readouterr().out.rpartition(": ")[2].strip()

    assert kawal("check", tmp_path / "p", *ON) == 0
    assert digest in capsys.readouterr().out
    assert kawal("diff", clean, tmp_path / "p") == 0


@pytest.mark.parametrize("name", ["p.zip", "bersih", "berkas"])
def test_parquet_is_not_written_where_it_would_be_lost(
    clean: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "berkas").write_text("x")

    assert kawal("snapshot", clean, "--parquet", "-o", tmp_path / name) == 2
    assert "folder" in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.parquet"))


def test_generate_writes_a_sample_with_its_key_beside_it(tmp_path: Path) -> None:
    arguments = ["generate", "--opd", 6, "--seed", 7, "--faults", 20, "--out", tmp_path / "contoh"]

    assert kawal(*arguments) == 0
    assert kawal("check", tmp_path / "contoh", *ON) == 1
    assert (tmp_path / "contoh.faults.csv").read_text().startswith("rule,table,key,planted\n")
    assert kawal(*arguments) == 0  # safe to repeat


@pytest.mark.parametrize("opd", [0, 49])
def test_generate_refuses_what_cannot_be(
    tmp_path: Path, opd: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("generate", "--opd", opd, "--out", tmp_path / "contoh") == 2
    assert "Pilih 1 sampai 48 OPD" in capsys.readouterr().err


def test_generate_never_writes_over_other_peoples_files(tmp_path: Path) -> None:
    (tmp_path / "penting.txt").write_text("x")

    assert kawal("generate", "--out", tmp_path) == 2
    assert [file.name for file in tmp_path.iterdir()] == ["penting.txt"]


def test_rules_lists_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert kawal("rules") == 0

    out = capsys.readouterr().out
    assert all(rule.code in out for rule in catalogue.RULES)


def test_a_rule_is_told_with_law_numbers_and_cases(capsys: pytest.CaptureFixture[str]) -> None:
    assert kawal("rules", "tambah-01") == 0

    out = capsys.readouterr().out
    for text in ("PP 12/2019", "10 persen", "pasti", "Naik tepat 10 persen", "gagal"):
        assert text in out


def test_the_rules_as_markdown_are_the_page_in_docs(capsys: pytest.CaptureFixture[str]) -> None:
    assert kawal("rules", "--markdown") == 0

    assert capsys.readouterr().out == (ROOT / "docs" / "rules.md").read_text("utf-8")


@pytest.mark.parametrize("more", [["PAGU-01"], ["--on", "2021-01-01"]])
def test_the_page_of_all_rules_is_not_that_of_one(more: list[str]) -> None:
    assert kawal("rules", "--markdown", *more) == 2


def test_numbers_are_told_for_the_day_that_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    kawal("rules", "KODE-01", "--on", "2021-03-02")
    before = capsys.readouterr().out
    kawal("rules", "KODE-01", "--on", "2024-01-01")

    assert "900.1.15.5-1317/2023; perlu dicek" not in before
    assert "900.1.15.5-1317/2023; perlu dicek" in capsys.readouterr().out


def test_the_numbers_of_an_area_are_told_with_source_and_certainty(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert kawal("regulations", "ikm", "--on", "2021-01-01") == 0
    out = capsys.readouterr().out
    assert "sejak 88,31, mutu A" in out
    assert "Permen PANRB 14/2017" in out

    assert kawal("regulations") == 0
    assert "zi.bobot" in capsys.readouterr().out


def test_an_unknown_area_is_told_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert kawal("regulations", "inovsi") == 2
    assert 'Maksud Anda "inovasi"' in capsys.readouterr().err


@pytest.mark.parametrize("call", [["--help"], ["check", "--help"], ["rules", "--help"]])
def test_help_is_in_indonesian(call: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert kawal(*call) == 0

    out = capsys.readouterr().out
    assert out.startswith("Cara pakai: kawal")
    assert not re.search(r"\b(usage|options|positional|show this)\b", out)
