"""`kawal reference` builds and shows packs; `kawal check --reference` judges with them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kawal.engine.generator.official import reference_pack
from kawal.engine.reference import package as reference_package
from kawal.engine.snapshot import Snapshot, package
from kawal.front.cli.main import main

LIST = """level,kode,nama
sub_kegiatan,1.02.02.2.01.01,Pembinaan Gizi
"""
ABOUT = ("--decree", "Keputusan rekaan", "--since", "2021-01-01")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "daftar.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


def test_a_pack_is_built_and_shown_with_one_digest(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "paket.zip"

    assert main(["reference", "build", str(source), *ABOUT, "-o", str(pack)]) == 0
    built = capsys.readouterr().out
    assert main(["reference", "show", str(pack)]) == 0
    shown = capsys.readouterr().out

    assert built.endswith(shown)
    assert "rencana sejak tahun 2021" in shown
    assert reference_package.digest_of(reference_package.read(pack)) in shown


def test_a_list_that_cannot_be_used_leaves_no_pack(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source.write_text("level,kode,uraian\n1,5,BELANJA\n", encoding="utf-8")
    pack = tmp_path / "paket"

    assert main(["reference", "build", str(source), *ABOUT, "-o", str(pack)]) == 2
    assert "Bukan daftar kode yang dikenal." in capsys.readouterr().err
    assert not pack.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (["--until", "2020-12-31"], "--until lebih dahulu daripada --since"),
        (["--since", "2021"], "bukan tanggal"),
        (["--decree", " "], "nama keputusan harus berisi teks biasa"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    source: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    changes: list[str],
    said: str,
) -> None:
    call = ["reference", "build", str(source), *ABOUT, "-o", str(tmp_path / "paket"), *changes]
    try:
        status = main(call)
    except SystemExit as ending:
        status = int(ending.code or 0)

    assert status == 2
    assert said in capsys.readouterr().err


@pytest.fixture
def plan(small_regency: Snapshot, tmp_path: Path) -> Path:
    package.write(small_regency, tmp_path / "contoh")
    return tmp_path / "contoh"


@pytest.fixture
def official(tmp_path: Path) -> Path:
    reference_package.write(reference_pack(), tmp_path / "keputusan")
    return tmp_path / "keputusan"


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The decree after that of the sample: its codes with four digits, the first one gone."""
    place = tmp_path / "baru"
    old = reference_pack()
    is_line = pl.col("level") == "sub_kegiatan"
    gone = old.codes.filter(is_line & (pl.col("status") == "berlaku"))["code"][0]
    codes = old.codes.filter(pl.col("code") != gone).with_columns(
        code=pl.when(is_line)
        .then(pl.col("code").str.slice(0, 13) + "00" + pl.col("code").str.slice(13))
        .otherwise("code")
    )
    new = replace(old, title="Keputusan baru", since=date(2024, 1, 1), codes=codes)
    reference_package.write(new, place)
    return place


def test_the_codes_of_two_decrees_are_mapped_and_written_as_csv_and_json(
    official: Path, later: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, machine = tmp_path / "padanan.csv", tmp_path / "padanan.json"
    call = ["reference", "map", str(official), str(later)]

    assert main([*call, "--csv", str(table), "--json", str(machine)]) == 0

    told = capsys.readouterr().out
    assert "1 sub kegiatan perlu diputuskan orang; usulan tidak diterapkan:" in told
    assert f"Hasil: {table}" in told
    written = json.loads(machine.read_text("utf-8"))
    assert written["totals"]["sub_kegiatan"]["dicabut"] == 1
    assert written["old"]["digest"] == reference_package.digest_of(reference_pack())
    rows = table.read_text("utf-8").splitlines()
    assert len({row.split(",")[1] for row in rows[1:]}) == len(written["codes"])


@pytest.mark.parametrize("where", ["old", "new"])
def test_a_mapping_of_what_is_no_pack_is_refused_and_writes_nothing(
    official: Path, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], where: str
) -> None:
    table = tmp_path / "padanan.csv"
    packs = [str(source), str(official)] if where == "old" else [str(official), str(source)]

    assert main(["reference", "map", *packs, "--csv", str(table)]) == 2
    assert "Bukan paket daftar kode." in capsys.readouterr().err
    assert not table.exists()


def test_a_mapping_is_never_written_over_a_pack_and_swapped_packs_are_named(
    official: Path, later: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    over = ["--csv", str(later / "codes.csv")]

    assert main(["reference", "map", str(official), str(later), *over]) == 2
    assert "akan menimpa masukan" in capsys.readouterr().err
    assert main(["reference", "map", str(later), str(official)]) == 2
    assert "Sebut yang lama lebih dahulu" in capsys.readouterr().err


def test_the_impact_of_a_decree_on_a_plan_is_told_with_rupiah_and_written(
    plan: Path, official: Path, later: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, machine = tmp_path / "dampak.csv", tmp_path / "dampak.json"
    call = ["reference", "impact", str(plan), str(official), str(later)]

    assert main([*call, "--csv", str(table), "--json", str(machine)]) == 0

    told = capsys.readouterr().out
    assert "Renja 2021" in told
    assert "Jumlah" in told
    groups = [each for each in json.loads(machine.read_text("utf-8"))["plans"] if each["lines"]]
    assert groups
    for group in groups:
        assert sum(each["sen"] for each in group["shares"].values()) == group["total"]["sen"] > 0
        assert group["shares"]["pindah"]["lines"] > 0
    assert table.read_text("utf-8").startswith("rencana,tahun,opd,baris,")


def test_the_impact_on_what_is_no_plan_is_refused_and_writes_nothing(
    source: Path, official: Path, later: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "dampak.csv"
    call = ["reference", "impact", str(source), str(official), str(later), "--csv", str(table)]

    assert main(call) == 2
    assert "tidak dapat dipakai" in capsys.readouterr().err
    assert not table.exists()


def test_a_run_tells_the_list_that_it_used_in_every_report(
    plan: Path, official: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    html, machine = tmp_path / "r.html", tmp_path / "r.json"
    call = ["check", str(plan), "--reference", str(official), "--html", str(html)]

    assert main([*call, "--json", str(machine)]) == 0

    digest = reference_package.digest_of(reference_pack())
    told = capsys.readouterr().out
    assert "Daftar kode: Keputusan rekaan daerah contoh, dipakai untuk rencana 2021." in told
    assert digest in told
    assert digest in html.read_text("utf-8")
    assert "--reference keputusan" in html.read_text("utf-8")
    assert json.loads(machine.read_text("utf-8"))["references"] == [
        {"title": "Keputusan rekaan daerah contoh", "digest": digest, "years": [2021]}
    ]


def test_a_list_of_other_years_is_told_to_be_idle(
    plan: Path, source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "nanti"
    build = ["reference", "build", str(source), "--decree", "Nanti", "--since", "2024-01-01"]
    assert main([*build, "-o", str(pack)]) == 0

    assert main(["check", str(plan), "--reference", str(pack)]) == 0
    assert "tidak dipakai: berlaku bagi rencana sejak tahun 2024" in capsys.readouterr().out


def test_without_a_list_the_status_is_what_it_was(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(plan)]) == 0
    assert "Daftar kode" not in capsys.readouterr().out


def test_two_lists_for_one_year_and_a_list_that_is_none_are_refused(
    plan: Path, official: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = ["--reference", str(official)] * 2

    assert main(["check", str(plan), *twice]) == 2
    assert "Dua daftar kode berlaku bagi rencana tahun 2021" in capsys.readouterr().err
    assert main(["check", str(plan), "--reference", str(plan)]) == 2
    assert "tidak memuat reference.json" in capsys.readouterr().err


def test_the_generator_writes_the_list_of_its_codes_beside_the_sample(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "contoh"

    assert main(["generate", "--opd", "2", "--out", str(folder)]) == 0
    assert str(tmp_path / "contoh.reference") in capsys.readouterr().out
    back = reference_package.read(tmp_path / "contoh.reference")
    assert reference_package.digest_of(back) == reference_package.digest_of(reference_pack())


def test_the_codes_of_a_whole_regency_that_a_decree_lacks_are_those_that_counting_finds(
    mamberamo: Path, shared_data: Path, tmp_path: Path
) -> None:
    """The same count by plain Python over the two files: no reader, no rule."""
    import csv

    listed = shared_data / "nomenklatur" / "nomenklatur_050_3708_2020.csv"
    with listed.open(encoding="utf-8", newline="") as file:
        known = {row["kode"].replace(" ", "") for row in csv.DictReader(file)}
    with mamberamo.open(encoding="utf-8", newline="") as file:
        codes = {row["kode_subkegiatan"] for row in csv.DictReader(file)}
    lacking = {
        code
        for code in codes
        if code not in known and not (code[4:8] == ".01." and f"X.XX{code[4:]}" in known)
    }
    pack, report = tmp_path / "paket", tmp_path / "r.json"
    build = ["reference", "build", str(listed), "--decree", "050-3708", "--since", "2021-01-01"]
    assert main([*build, "-o", str(pack)]) == 0

    main(["check", str(mamberamo), "--reference", str(pack), "--json", str(report)])

    found = json.loads(report.read_text("utf-8"))["findings"]
    told = [each["values"]["line"] for each in found if each["rule"] == "DAFTAR-01"]
    assert set(told) == lacking
    assert 0 < len(lacking) < 20
