"""`kawal check` over a folder of packages: each as it is alone, and none stops the others."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from kawal.engine.checks import finding, result
from kawal.engine.generator.faults import plant
from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import package, several
from kawal.engine.snapshot.container import Container
from kawal.front.cli import check_many
from tests.conftest import ROOT
from tests.factories import a_line, a_plan, snapshot_of
from tests.front.test_cli import ON, kawal
from tests.odd_packages import BAD, ODD_YET_SOUND

SCHEMA = json.loads((ROOT / "docs" / "many.schema.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four regencies: clean (a zip), faulty, thin, and one that cannot be used; and other files."""
    folder = tmp_path_factory.mktemp("nusantara")
    package.write(sample_regency(opd=3, seed=1), folder / "b-bersih.zip")
    package.write(sample_regency(opd=16, seed=2), folder / "a-galat")
    plant(folder / "a-galat", faults=20, seed=2)
    package.write(snapshot_of(plan=[a_plan()], node=[a_line()]), folder / "c-tipis")
    package.write(snapshot_of(plan=[a_plan()], node=[a_line()]), folder / "d-rusak")
    file = folder / "d-rusak" / "node.csv"
    file.write_text(file.read_text().replace("sub_kegiatan", "subkegiatan"))
    (folder / "catatan.txt").write_text("x")
    (folder / "kosong").mkdir()
    return folder


def summaries(folder: Path, into: Path, *more: object) -> list[dict[str, Any]]:
    kawal("check", folder, *ON, "--json", into, *more)
    content = json.loads(into.read_text("utf-8"))
    Draft202012Validator(SCHEMA).validate(content)
    return list(content)


def test_each_regency_says_what_it_says_alone(
    nation: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = summaries(nation, tmp_path / "m.json")

    assert [each["package"] for each in found] == ["a-galat", "b-bersih.zip", "c-tipis", "d-rusak"]
    for each in found:
        capsys.readouterr()
        status = kawal("check", nation / each["package"], *ON, "--json", tmp_path / "one.json")
        said = capsys.readouterr()
        assert each["status"] == status
        assert (each["fault"] is None) == (each["problem"] is None)
        if each["problem"] is not None:
            assert each["problem"] in said.err
            continue
        alone = json.loads((tmp_path / "one.json").read_text("utf-8"))
        totals, coverage = alone["totals"], alone["coverage"]
        assert (each["blocking"], each["warnings"]) == (totals["blocking"], totals["warnings"])
        assert each["unknown"] == totals["outcomes"]["tidak dapat dinilai"]
        assert each["assessed"] == sum(entry["assessed"] for entry in coverage)
        assert each["applicable"] == sum(entry["applicable"] for entry in coverage)
        assert each["headline"] in " ".join(said.out.split())
        assert said.out.startswith(each["region"])


def test_what_is_wrong_with_one_is_said_as_alone_and_of_none_beside_it(tmp_path: Path) -> None:
    package.write(sample_regency(opd=3, seed=1), tmp_path / "baik")
    changes = BAD | ODD_YET_SOUND
    packages = [tmp_path / "baik", *(tmp_path / name.replace(" ", "-") for name in changes)]
    for folder, change in zip(packages[1:], changes.values(), strict=True):
        shutil.copytree(packages[0], folder)
        change(folder)
    day = date.fromisoformat(ON[1])

    found = list(check_many.summaries(packages, day, 50))

    assert found == [check_many.summary_of(each, day, 50) for each in packages]
    assert [each.package for each in found if each.problem is not None] == [
        name.replace(" ", "-") for name in BAD
    ]


def test_spread_over_processes_they_say_the_same(nation: Path, tmp_path: Path) -> None:
    many = tmp_path / "banyak"
    many.mkdir()
    for number in range(check_many.WORTH_SPAWNING + 1):
        name = ["a-galat", "c-tipis", "d-rusak"][number % 3]
        (many / f"{number}").symlink_to(nation / name)
    alone = {each["package"]: each for each in summaries(nation, tmp_path / "m.json")}
    command = [sys.executable, "-m", "kawal", "check", many, *ON, "--json", tmp_path / "s.json"]
    run = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)

    assert (run.returncode, run.stderr) == (2, "")
    for each in json.loads((tmp_path / "s.json").read_text("utf-8")):
        name = ["a-galat", "c-tipis", "d-rusak"][int(each["package"]) % 3]
        expected = alone[name] | {"package": each["package"]}
        if each["problem"] is None:
            assert each == expected
        else:
            assert "subkegiatan" in each["problem"]
            assert each["fault"] == "isi-salah"


def test_there_is_one_line_each_and_a_broken_one_says_why(
    nation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kawal("check", nation, *ON)
    lines = capsys.readouterr().out.splitlines()

    assert [line.split()[0] for line in lines[2:6]] == [
        "a-galat", "b-bersih.zip", "c-tipis", "d-rusak",
    ]  # fmt: skip
    assert "Belum dapat dikunci" in lines[2]
    assert 'node.csv, baris 2, kolom level, isi "subkegiatan"' in lines[5]
    assert "4 paket." in lines


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (["b-bersih.zip"], 0),
        (["b-bersih.zip", "a-galat"], 1),
        (["b-bersih.zip", "a-galat", "c-tipis"], 3),
        (["a-galat", "c-tipis", "d-rusak"], 2),
    ],
)
def test_the_exit_status_is_the_worst(
    nation: Path, tmp_path: Path, names: list[str], status: int
) -> None:
    for name in names:
        (tmp_path / name).symlink_to(nation / name)

    assert kawal("check", tmp_path, *ON) == status


def test_a_folder_that_is_a_package_is_one_whatever_lies_in_it(
    nation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package.write(sample_regency(opd=3, seed=1), nation / "a-galat" / "dalam.zip")
    kawal("check", nation / "a-galat", *ON)

    (nation / "a-galat" / "dalam.zip").unlink()
    assert capsys.readouterr().out.startswith("Kabupaten Tegal (33.28) · Renja dan RKPD 2021")


def test_a_folder_without_packages_is_told_what_is_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("check", tmp_path) == 2
    assert "Bentuk masukan tidak dikenal" in capsys.readouterr().err


@pytest.mark.parametrize(
    "more", [["--html", "r.html"], ["--profile", "rkpd-perubahan"], ["--lang", "en"]]
)
def test_what_is_for_one_regency_is_refused_for_many(
    nation: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert kawal("check", nation, *more) == 2
    assert more[0] in capsys.readouterr().err
    assert not Path("r.html").exists()


def test_whatever_breaks_in_one_package_the_others_are_judged(
    nation: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = package.unpacked

    def unpacked(container: Container, path: Path) -> Any:
        if path.name == "b-bersih.zip":
            raise RuntimeError("rusak")
        return real(container, path)

    for module in (package, several):
        monkeypatch.setattr(module, "unpacked", unpacked)
    found = {each["package"]: each for each in summaries(nation, tmp_path / "m.json")}

    assert found["b-bersih.zip"]["problem"] == "Galat di Kawal, laporkan: RuntimeError: rusak"
    assert found["a-galat"]["status"] == 1


def test_no_message_is_written(nation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(*_: object, **__: object) -> None:
        raise AssertionError("a message was written")

    for name in ("tell", "tell_whole"):
        monkeypatch.setattr(finding, name, told)
        monkeypatch.setattr(result, name, told)

    assert kawal("check", nation, *ON) == 2


def test_waivers_beside_a_package_count_there_too(tmp_path: Path) -> None:
    package.write(
        snapshot_of(plan=[a_plan()], node=[a_line()], indicator=[]), tmp_path / "semua" / "p"
    )
    before = summaries(tmp_path / "semua", tmp_path / "m.json")[0]["blocking"]
    (tmp_path / "semua" / "p.waivers.csv").write_text(
        "rule,key,office,until,reason\nLENGKAP-01,l,Sekda,2020-12-31,menunggu\n"
    )

    assert summaries(tmp_path / "semua", tmp_path / "m.json")[0]["blocking"] == before - 1


def test_a_place_that_cannot_be_written_is_told(
    nation: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "berkas").write_text("x")

    assert kawal("check", nation, "--json", tmp_path / "berkas" / "r.json") == 2
    assert "Laporan tidak dapat ditulis" in capsys.readouterr().err
