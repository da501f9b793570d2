"""The report in a terminal answers in its first lines, and fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from kawal.engine.checks.catalogue import BY_CODE, RULES
from kawal.engine.checks.result import check
from kawal.engine.readers import read_paths
from kawal.engine.report.terminal import WIDTH, lines_of
from kawal.engine.report.view import share, view_of
from kawal.engine.snapshot import Snapshot, package

DAY = date(2020, 3, 2)


def told(snapshot: Snapshot, notes: tuple[str, ...] = (), least: int = 90) -> list[str]:
    return list(lines_of(view_of(check(snapshot, RULES, DAY), notes, least)))


def test_a_clean_regency_may_be_locked(small_regency: Snapshot) -> None:
    lines = told(small_regency)

    assert lines[0] == "Kabupaten Tegal (33.28) · Renja dan RKPD 2021 · per 2 Maret 2020"
    assert lines[1].startswith("DATA CONTOH")
    assert "Dapat dikunci: tidak ada temuan yang menghalangi." in lines
    assert "3 OPD lain tanpa temuan." in lines


def test_it_names_the_version_of_the_rpjmd_with_its_legal_basis(small_regency: Snapshot) -> None:
    assert (
        "Dibandingkan dengan RPJMD 2019–2024 versi 1: Perda Nomor 3 Tahun 2019, "
        "ditetapkan 1 Juli 2019."
    ) in " ".join(" ".join(told(small_regency)).split())


def test_a_package_from_before_that_column_reads_and_says_that_the_basis_is_not_known(
    small_regency: Snapshot, tmp_path: Path
) -> None:
    tables = {**small_regency.tables, "plan": small_regency.tables["plan"].drop("basis")}
    package.write(replace(small_regency, tables=tables), tmp_path)

    again = package.read(tmp_path)

    assert not again.carries("plan", "basis")
    text = " ".join(" ".join(told(again)).split())
    assert "versi 1: dasar hukum belum diketahui, ditetapkan 1 Juli 2019." in text


def without(snapshot: Snapshot, table: str, opd: str) -> Snapshot:
    tables = {**snapshot.tables, table: snapshot.tables[table].filter(pl.col("opd") != opd)}
    return Snapshot(snapshot.region, snapshot.year, True, snapshot.source, tables)


def test_one_office_of_which_the_ceiling_is_not_known_keeps_the_regency_from_being_lockable(
    small_regency: Snapshot,
) -> None:
    poorer = without(small_regency, "ceiling", "02")
    result = check(poorer, RULES, DAY)
    text = " ".join(lines_of(view_of(result, (), 60)))

    assert not result.verdict.thin(60)
    assert not result.verdict.blocking
    assert "Dapat dikunci" not in text
    assert "2 penilaian pada 1 OPD tidak dapat dibuat" in text


def test_an_office_without_a_plan_keeps_the_regency_from_being_lockable(
    small_regency: Snapshot,
) -> None:
    opd = small_regency.tables["opd"]
    silent = opd.head(1).with_columns(id=pl.lit("99"), short=pl.lit("Dinas Sunyi"))
    tables = {**small_regency.tables, "opd": pl.concat([opd, silent])}
    result = check(Snapshot("33.28", 2021, True, "x", tables), (BY_CODE["LENGKAP-02"],), DAY)
    lines = list(lines_of(view_of(result, (), 90)))

    assert "Dapat dikunci" not in "\n".join(lines)
    assert "1 OPD belum memasukkan rencana tahun itu: Dinas Sunyi." in lines
    assert "3 OPD lain tanpa temuan." in lines
    assert "1 OPD lain tidak dinilai sama sekali." in lines


def test_the_plan_of_an_office_is_heard_whatever_its_nodes_say(small_regency: Snapshot) -> None:
    nodes = small_regency.tables["node"].with_columns(
        opd=pl.when(pl.col("opd") == "02").then(pl.lit("01")).otherwise("opd")
    )
    tables = {**small_regency.tables, "node": nodes}
    view = view_of(check(Snapshot("33.28", 2021, True, "x", tables), RULES, DAY), (), 90)

    assert view.silent == ()


def test_a_year_without_any_plan_is_no_green_year(small_regency: Snapshot) -> None:
    later = Snapshot("33.28", 2030, True, "x", small_regency.tables)

    assert "Belum dapat dinyatakan: tidak ada baris rencana tahun 2030." in told(later)


def test_a_faulty_one_says_how_many_findings_on_how_many_offices(faulty_regency: Path) -> None:
    text = "\n".join(told(package.read(faulty_regency), least=50))

    assert "Belum dapat dikunci: " in text
    assert "temuan menghalangi pada " in text


def test_too_little_assessed_comes_before_any_count(mamberamo: Path) -> None:
    reading = read_paths([mamberamo])
    lines = told(reading.snapshot, reading.notes)

    assert "Belum dapat dinyatakan: terlalu banyak yang tidak dapat dinilai" in "\n".join(lines)
    assert any("INDUK-01" in line and "0 dari 781" in line for line in lines)
    assert any("selisih Rp0,00" in line for line in lines)


def test_no_line_is_wider_than_a_terminal(mamberamo: Path, faulty_regency: Path) -> None:
    reading = read_paths([mamberamo])

    for lines in (told(reading.snapshot, reading.notes), told(package.read(faulty_regency))):
        assert max(map(len, lines)) <= WIDTH


def test_a_share_is_cut_and_never_rounded_up_to_all() -> None:
    assert share(9999, 10000) == "99,9\N{NO-BREAK SPACE}%"
    assert share(0, 0) == "–"
