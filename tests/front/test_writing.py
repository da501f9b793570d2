"""What the command writes: whole or not at all, and never over what is not its own."""

from __future__ import annotations

import errno
import json
import os
import stat
import zipfile
from pathlib import Path

import pytest

from kawal.engine.snapshot import Snapshot, package
from tests.factories import a_line, a_plan, snapshot_of
from tests.front.command import ON, in_shell, kawal


def held(folder: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def real_package(path: Path, region: str | None = "33.28") -> Path:
    """A package that is no sample."""
    plan = snapshot_of(plan=[a_plan()], node=[a_line()])
    package.write(Snapshot(region, plan.year, False, plan.source, plan.tables), path)
    return path


# --- reports -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outputs", "told"),
    [
        (["--html", "r", "--json", "r"], ["--html", "--json", "berkas yang sama"]),
        (["--html", "r", "--json", "x/../r"], ["berkas yang sama"]),
        (["--json", "tautan"], ["--json", "bersih.zip"]),
        (["--html", "bersih.zip"], ["--html", "menimpa masukan", "bersih.zip"]),
        (["--html", "bersih.waivers.csv"], ["--html", "bersih.waivers.csv"]),
        (["--html", "bersih"], ["--html", "menimpa masukan"]),
        (["--json", "bersih/datapackage.json"], ["--json", "bersih"]),
        (["--json", "bersih/node.csv"], ["--json", "bersih"]),
        (["--json", "bersih/../bersih/baru.csv"], ["--json", "bersih"]),
    ],
)
def test_a_report_never_goes_over_what_is_read_nor_over_the_other(
    clean: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    outputs: list[str],
    told: list[str],
) -> None:
    folder = clean.parent
    (folder / "x").mkdir()
    package.write(package.read(clean), folder / "bersih.zip")
    (folder / "tautan").symlink_to("bersih.zip")
    (folder / "bersih.waivers.csv").write_text("rule,key,office,until,reason\n")
    before = held(folder)
    monkeypatch.chdir(folder)

    assert kawal("check", "bersih", "bersih.zip", *ON, *outputs) == 2
    said = capsys.readouterr()
    assert all(text in said.err for text in told)
    assert said.out == ""
    assert held(folder) == before


def test_a_report_may_lie_in_the_folder_that_is_judged(
    clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(clean)

    assert kawal("check", ".", *ON, "--html", "laporan.html") == 0
    assert "kawal check bersih" in (clean / "laporan.html").read_text("utf-8")


@pytest.mark.parametrize("bad", ["berkas/r.html", "folder", "n" * 300, "soket"])
def test_of_two_reports_both_appear_or_none(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: str
) -> None:
    (tmp_path / "berkas").write_text("x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "r.json").write_text("lama")
    os.mknod(tmp_path / "soket", stat.S_IFSOCK | 0o600)  # no file, like a device
    before = held(tmp_path)

    assert kawal("check", clean, *ON, "--json", tmp_path / "r.json", "--html", tmp_path / bad) == 2
    said = capsys.readouterr().err
    assert f"Laporan tidak dapat ditulis: {tmp_path / bad}: " in said
    assert ".kawal-" not in said
    assert held(tmp_path) == before
    assert stat.S_ISSOCK((tmp_path / "soket").stat().st_mode)


def test_a_report_can_go_to_standard_output_and_to_a_pipe(clean: Path, tmp_path: Path) -> None:
    for where in ("", "| cat", f"> {tmp_path}/keluaran; s=$?; cat {tmp_path}/keluaran; exit $s"):
        run = in_shell(
            f'kawal check "$@" --json /proc/self/fd/1 --html >(cat > {tmp_path}/r.html) {where}',
            clean, *ON,
        )  # fmt: skip
        report, rest = json.JSONDecoder().raw_decode(run.stdout)

        assert run.returncode == 0
        assert report["totals"]["blocking"] == 0
        assert "Laporan: /proc/self/fd/1" in run.stdout[rest:]


# --- packages ------------------------------------------------------------------------------------


def test_snapshot_never_writes_over_other_peoples_files(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs = tmp_path / "milik"
    theirs.mkdir()
    for name in ("node.csv", "berkas", "lain.zip"):
        (theirs / name).write_text("x")
    with zipfile.ZipFile(theirs / "foto.zip", "w") as archive:
        archive.writestr("foto.jpg", "x")
    os.mkfifo(theirs / "pipa.zip")
    before = held(tmp_path)

    for name in ("", "berkas", "lain.zip", "foto.zip", "pipa.zip"):
        assert kawal("snapshot", clean, "-o", theirs / name) == 2
        assert "pilih nama lain" in capsys.readouterr().err
    assert held(tmp_path) == before


def test_an_empty_name_is_not_the_folder_one_stands_in(
    clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "sini"
    here.mkdir()
    monkeypatch.chdir(here)

    assert kawal("snapshot", clean, "-o", "") == 2
    assert kawal("generate", "--out", "") == 2
    assert kawal("check", clean, "--html", "") == 2
    assert held(here) == {}


@pytest.mark.parametrize("name", ["paket", "paket.zip", "paket.ZIP"])
def test_snapshot_replaces_an_earlier_package(clean: Path, tmp_path: Path, name: str) -> None:
    real = real_package(tmp_path / "asli")

    assert kawal("snapshot", clean, "-o", tmp_path / name) == 0
    assert kawal("snapshot", real, "-o", tmp_path / name) == 0
    assert kawal("snapshot", real, "-o", tmp_path / name) == 0
    assert package.digest_of(package.read(tmp_path / name)) == package.digest_of(package.read(real))
    assert (tmp_path / name).is_dir() == (name == "paket")


def test_an_empty_file_or_folder_is_as_good_as_none(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "kosong").mkdir()
    (tmp_path / "kosong.zip").touch()

    assert kawal("snapshot", clean, "-o", tmp_path / "kosong") == 0
    assert kawal("snapshot", clean, "-o", tmp_path / "kosong.zip") == 0


@pytest.mark.parametrize("name", ["paket", "paket.zip"])
def test_a_real_plan_gives_way_only_to_one_of_its_region(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    place = real_package(tmp_path / name)
    other = real_package(tmp_path / "lain", region="33.27")
    before = held(tmp_path)

    assert kawal("snapshot", clean, "-o", place) == 2
    assert "rencana sungguhan" in capsys.readouterr().err
    assert kawal("snapshot", other, "-o", place) == 2
    assert "daerah lain (kode 33.28)" in capsys.readouterr().err
    assert held(tmp_path) == before


def test_a_table_that_the_package_does_not_list_is_not_overwritten(
    clean: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package.write(snapshot_of(plan=[a_plan()]), tmp_path / "p")
    (tmp_path / "p" / "node.csv").write_text("milik orang lain")

    assert kawal("snapshot", clean, "-o", tmp_path / "p") == 2
    assert "node.csv bukan bagian paket di situ" in capsys.readouterr().err
    assert (tmp_path / "p" / "node.csv").read_text() == "milik orang lain"


def test_notes_beside_the_tables_stay(clean: Path) -> None:
    (clean / "README.md").write_text("catatan")

    assert kawal("snapshot", clean, "-o", clean) == 0
    assert (clean / "README.md").read_text() == "catatan"


@pytest.mark.parametrize("command", ["snapshot", "generate"])
def test_a_full_disk_is_told_without_a_name_of_ours_and_nothing_is_left(
    clean: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = held(tmp_path)
    place = tmp_path / "baru" / "paket"
    call = {"snapshot": ["snapshot", clean, "-o", place], "generate": ["generate", "--out", place]}
    monkeypatch.setattr(os, "fsync", full)

    assert kawal(*call[command]) == 2
    said = capsys.readouterr().err
    assert "tidak dapat ditulis: " in said
    assert ": tidak ada ruang tersisa." in said
    assert ".kawal-" not in said
    assert held(tmp_path) == before
    assert not place.parent.exists()


# --- generate ------------------------------------------------------------------------------------


def test_faults_that_do_not_fit_leave_the_earlier_sample_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["generate", "--opd", 1, "--out", tmp_path / "contoh", "--faults"]
    assert kawal(*call, 5000) == 2
    said = capsys.readouterr().err
    assert "dari 5000 galat muat" in said
    assert "Tambah OPD" in said
    assert held(tmp_path) == {}

    assert kawal(*call, 3) == 0
    before = held(tmp_path)
    assert kawal(*call, 5000) == 2
    assert held(tmp_path) == before


def test_generate_never_replaces_a_real_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = real_package(tmp_path / "tegal")
    before = held(tmp_path)

    assert kawal("generate", "--opd", 1, "--out", place) == 2
    assert "rencana sungguhan" in capsys.readouterr().err
    assert held(tmp_path) == before


def test_generate_never_replaces_a_file_that_is_no_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "contoh.faults.csv").write_text("milik orang lain")

    assert kawal("generate", "--opd", 1, "--out", tmp_path / "contoh") == 2
    assert "bukan kunci galat" in capsys.readouterr().err
    assert held(tmp_path) == {"contoh.faults.csv": b"milik orang lain"}


def test_a_sample_can_be_made_in_the_folder_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "contoh").mkdir()
    monkeypatch.chdir(tmp_path / "contoh")

    assert kawal("generate", "--opd", 1, "--out", ".") == 0
    assert package.is_package(tmp_path / "contoh")
    assert (tmp_path / "contoh.faults.csv").is_file()


@pytest.mark.parametrize("name", ["contoh.zip", "contoh.ZIP", "berkas"])
def test_a_sample_is_a_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "berkas").write_text("x")
    before = held(tmp_path)

    assert kawal("generate", "--opd", 1, "--out", tmp_path / name) == 2
    assert held(tmp_path) == before
