"""The main job on real input: the RKPD of 2023 of a whole regency, with its change."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

from kawal.engine.checks.catalogue import BY_CODE, RULES
from kawal.engine.checks.result import Result, check
from kawal.engine.checks.rule import Outcome
from kawal.engine.readers import Reading, read_paths

DAY = date(2023, 10, 2)


@pytest.fixture(scope="module")
def reading(mamberamo: Path) -> Reading:
    return read_paths([mamberamo])


@pytest.fixture(scope="module")
def result(reading: Reading) -> Result:
    return check(reading.snapshot, RULES, DAY)


def failed(result: Result, code: str) -> list[str]:
    return [
        finding.key
        for finding in result.findings
        if finding.rule.code == code and finding.outcome is Outcome.FAILED
    ]


def test_the_findings_equal_twelve_lines_of_the_standard_library(
    mamberamo: Path, result: Result
) -> None:
    old: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    new: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in csv.DictReader(mamberamo.read_text("utf-8").splitlines()):
        line = row["kode_opd"], row["kode_subkegiatan"]
        old[line] += Decimal(row["anggaran"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
        new[line] += Decimal(row["menjadi_anggaran"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
    tenth = [line for line in old if old[line] and new[line] * 10 >= old[line] * 11]
    fifth = [line for line in old if old[line] and new[line] * 10 >= old[line] * 12]
    added = [line for line in old if not old[line] and new[line]]
    offices = {opd for opd, _ in old}
    before, after = ({o: sum(m[x] for x in m if x[0] == o) for o in offices} for m in (old, new))
    grown = [opd for opd in offices if after[opd] * 10 >= before[opd] * 11]

    assert len(old) == 781
    assert (sum(old.values()), sum(new.values())) == (
        Decimal("1156925987516.00"),
        Decimal("1185539354926.81"),
    )
    assert (len(tenth), len(fifth), len(added), len(grown)) == (41, 33, 22, 1)
    assert sum(new[line] for line in added) == Decimal("40563293000.00")
    lines = {"TAMBAH-01": tenth, "TAMBAH-02": fifth, "TAMBAH-05": added}
    keys = {code: sorted(f"v2/{opd}/{sub}" for opd, sub in each) for code, each in lines.items()}
    assert {code: sorted(failed(result, code)) for code in keys} == keys
    assert failed(result, "TAMBAH-03") == [f"{opd}|rkpd-2023-v2" for opd in grown]
    assert failed(result, "TAMBAH-04") == []


def test_the_new_lines_add_up_to_what_they_bring(result: Result) -> None:
    money = [each.values["pagu"] for each in result.findings if each.rule.code == "TAMBAH-05"]

    assert sum(money) == 40_563_293_000_00


def test_the_reader_says_that_totals_reconcile_to_the_sen(reading: Reading) -> None:
    notes = "\n".join(reading.notes)

    assert "anggaran Rp1.156.925.987.516,00 = rkpd-2023-v1, selisih Rp0,00" in notes
    assert "menjadi_anggaran Rp1.185.539.354.926,81 = rkpd-2023-v2, selisih Rp0,00" in notes


def test_the_two_cells_with_float_noise_are_listed_and_no_others(reading: Reading) -> None:
    rounded = [note for note in reading.notes if "dibulatkan" in note]

    assert rounded == [
        "Baris 12, kolom menjadi_anggaran: 59911114.129999995 dibulatkan ke sen (setengah ke atas).",
        "Baris 360, kolom anggaran: 1513974846.8700001 dibulatkan ke sen (setengah ke atas).",
    ]


def test_a_target_with_two_readings_keeps_its_text_and_has_no_value(reading: Reading) -> None:
    targets = reading.snapshot.frame("target")

    assert targets.filter(text="9.952")["value"].to_list() == [None, None]
    assert str(targets.filter(text="1,22")["value"][0]).startswith("1.22")


def test_no_line_is_without_a_target_where_its_indicator_has_one(
    mamberamo: Path, result: Result
) -> None:
    lines = csv.DictReader(mamberamo.read_text("utf-8").splitlines())
    blank = {
        f"v2/{row['kode_opd']}/{row['kode_subkegiatan']}/{row['kode_subkeluaran']}"
        for row in lines
        if not row["menjadi_target"] and row["menjadi_target_indikator"] in ("", "0")
    }

    assert set(failed(result, "LENGKAP-03")) == blank
    assert len(blank) == 21


@pytest.mark.parametrize("code", ["INDUK-01", "LENGKAP-01", "SELARAS-01", "SELARAS-02", "PAGU-01"])
def test_what_the_file_does_not_say_is_not_assessable(result: Result, code: str) -> None:
    (coverage,) = (each for each in result.verdict.coverage if each.rule is BY_CODE[code])

    assert coverage.assessed == 0
    assert coverage.counts[Outcome.UNKNOWN] == coverage.applicable > 0


def test_so_the_run_is_too_thin_to_say_that_all_is_well(result: Result) -> None:
    assert {entry.rule.code for entry in result.verdict.thin(90)} == {
        "INDUK-01", "INDUK-02", "LENGKAP-01", "SELARAS-01", "PAGU-01", "PAGU-06",
    }  # fmt: skip


def test_each_row_is_one_indicator_of_its_line_and_before_is_locked(reading: Reading) -> None:
    snapshot = reading.snapshot

    assert snapshot.frame("indicator").height == 2 * 1175
    assert snapshot.frame("node").height == 2 * 781
    assert dict(snapshot.frame("plan").select("id", "locked").iter_rows()) == {
        "rkpd-2023-v1": True,
        "rkpd-2023-v2": None,
    }
    assert snapshot.region is None
