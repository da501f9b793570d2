"""What a finding says to the official who must mend it, and what a rule lacks where it cannot judge."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kawal.engine.checks.case import all_cases
from kawal.engine.checks.catalogue import BY_CODE, RULES
from kawal.engine.checks.finding import Finding
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome
from kawal.engine.snapshot import Snapshot
from tests.factories import a_line, a_plan, snapshot_of

DAY = date(2020, 3, 2)
PERCENT = "\N{NO-BREAK SPACE}%"


def findings(code: str, snapshot: Snapshot) -> tuple[Finding, ...]:
    return check(snapshot, [BY_CODE[code]], DAY).findings


def the_finding(code: str, snapshot: Snapshot) -> Finding:
    (finding,) = findings(code, snapshot)
    return finding


def in_case(code: str, name: str) -> Finding:
    """The one failure of a case."""
    case = next(each for each in all_cases() if (each.rule, each.name) == (code, name))
    result = check(case.snapshot, [BY_CODE[code]], case.on, references=case.references)
    return next(each for each in result.findings if each.outcome is Outcome.FAILED)


def changed(before: str, after: str, **cells: str) -> Snapshot:
    """A line of the locked version and of its change, with their pagu."""
    return snapshot_of(
        plan=[a_plan("v1", locked="true"), a_plan("v2", version="2")],
        node=[a_line("l1", plan="v1", **cells), a_line("l2", plan="v2", **cells)],
        allocation=[
            {"id": "a1", "node": "l1", "year": "2021", "fund": "DAU", "amount": before},
            {"id": "a2", "node": "l2", "year": "2021", "fund": "DAU", "amount": after},
        ],
    )


# --- what failed -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("100000", "119262", "+19,26"),
        ("100000", "131398.50", "+31,40"),
        ("100000", "110000", "+10,00"),
        ("100000", "119996", "+19,99"),
    ],
)
def test_growth_is_told_as_a_spreadsheet_shows_it(before: str, after: str, shown: str) -> None:
    finding = the_finding("TAMBAH-01", changed(before, after))

    assert finding.message.endswith(f", {shown}{PERCENT}.")
    assert "pagu Rp100.000 menjadi" in finding.message


def test_growth_just_below_a_threshold_passes_and_is_not_told() -> None:
    assert not findings("TAMBAH-01", changed("100000", "109999.99"))


def test_pagu_that_a_change_set_to_nothing_is_told_with_what_it_was() -> None:
    assert the_finding("PAGU-03", changed("175000000", "0")).message == (
        "1.02.02.2.01.01 Pembinaan Gizi tidak mempunyai pagu di atas nol (jumlahnya Rp0, semula "
        "Rp175.000.000 dalam versi terkunci)."
    )


@pytest.mark.parametrize(
    ("money", "told"),
    [
        ([("2021", "0")], "tidak mempunyai pagu di atas nol (jumlahnya Rp0)."),
        ([("2021", "5"), ("2021", "-1")], "memuat pagu di bawah nol (jumlahnya Rp4)."),
        ([("2022", "5")], "tidak mempunyai pagu pada tahun rencananya (jumlahnya Rp0)."),
    ],
)
def test_each_fault_of_a_pagu_is_told_as_what_it_is(
    money: list[tuple[str, str]], told: str
) -> None:
    allocation = [
        {"id": str(number), "node": "l", "year": year, "amount": amount}
        for number, (year, amount) in enumerate(money)
    ]
    snapshot = snapshot_of(plan=[a_plan()], node=[a_line()], allocation=allocation)

    assert the_finding("PAGU-03", snapshot).message.endswith(told)


def test_an_indicator_without_text_is_told_by_its_key_and_not_as_if_that_were_its_name() -> None:
    indicators: list[Any] = [
        {"id": "l.1", "node": "l", "name": None, "unit": None},
        {"id": "l.2", "node": "l", "name": "Jumlah kader", "unit": None},
    ]
    snapshot = snapshot_of(plan=[a_plan()], node=[a_line()], indicator=indicators)
    first, second = findings("LENGKAP-02", snapshot)

    assert first.message.startswith(
        "Indikator yang teksnya kosong (kunci l.1) pada 1.02.02.2.01.01"
    )
    assert second.message.startswith("Indikator “Jumlah kader” pada 1.02.02.2.01.01")
    assert first.values["indicator"] is None


def test_a_flat_target_names_its_unit_and_its_years() -> None:
    message = in_case("SUNGGUH-03", "Tiga tahun dengan target yang sama").message

    assert "target 80 persen sama untuk 3 tahun (2024, 2025, 2026)." in message


@pytest.mark.parametrize(
    ("name", "written", "official"),
    [
        ("Nama yang diganti sendiri oleh daerah", "Desa", "(tidak ada kata lagi)"),
        ("Satu huruf hilang dari nama yang panjang", "Penyusuna RKA-SKPD", "Penyusunan RKA- SKPD"),
    ],
)
def test_another_name_is_told_from_the_word_in_which_it_differs(
    name: str, written: str, official: str
) -> None:
    finding = in_case("DAFTAR-03", name)

    assert f"Bedanya mulai dari: {written}; dalam daftar: {official}." in finding.message
    assert "pengecualian" in finding.fix


def test_a_unit_that_is_not_named_stands_in_one_pair_of_brackets() -> None:
    message = in_case("LENGKAP-07", "Baris tanpa unit penanggung jawab").message

    assert message.endswith("yang tertulis: (tidak disebut).")


def test_only_that_is_told_of_december_which_is_so() -> None:
    case = "Pelaksanaan baru mulai 1 Desember; persiapan baru selesai 1 Desember"

    assert in_case("PAGU-09", case).message.endswith(
        ": semua persiapan dan pengadaannya baru selesai di bulan Desember."
    )


# --- what could not be judged -------------------------------------------------------------------


def test_every_column_that_a_rule_lacks_is_named_at_once_by_the_names_that_people_know() -> None:
    snapshot = snapshot_of(
        plan=[a_plan()], node=[a_line()], indicator=[{"id": "i", "node": "l", "name": "Jumlah"}]
    )
    finding = the_finding("SUNGGUH-01", snapshot)

    assert finding.missing == (
        "kolom arah (direction) dalam tabel Indikator (indicator) tidak dimuat; tabel Realisasi "
        "kinerja (realisation) tidak dimuat atau tidak lengkap; tabel Target (target) tidak dimuat "
        "atau tidak lengkap"
    )
    assert "tabel Target (target) dengan kolom indikator (indicator), tahun (year)" in finding.fix
    assert "nilai target (value)" in finding.fix


def test_what_would_be_missing_next_is_named_beside_an_empty_cell() -> None:
    allocation: list[Any] = [{"id": "a", "node": "l", "year": "2021", "amount": None}]
    snapshot = snapshot_of(plan=[a_plan()], node=[a_line()], allocation=allocation)
    finding = the_finding("LENGKAP-04", snapshot)

    assert finding.missing == "pagu belum diketahui"
    assert finding.fix == (
        "Lengkapi pagu. Sertakan pula kolom sumber dana (fund) dalam tabel Alokasi (allocation)."
    )


def test_where_no_plan_of_the_kind_is_given_that_is_said_and_not_that_there_is_none() -> None:
    snapshot = snapshot_of(opd=[{"id": "05"}], plan=[a_plan()], node=[a_line()])
    finding = the_finding("SELARAS-05", snapshot)

    assert finding.missing == "masukan tidak memuat RPJMD beserta sasarannya"
    assert finding.fix.startswith("Sertakan RPJMD beserta sasarannya, lalu periksa lagi.")


def test_a_rule_on_changes_asks_for_the_locked_version_too() -> None:
    snapshot = snapshot_of(plan=[a_plan("s", kind="renstra")], node=[], opd=[{"id": "05"}])
    finding = the_finding("TAMBAH-05", snapshot)

    assert finding.missing.startswith("masukan tidak memuat rencana tahunan (Renja, RKPD")
    assert "versi pertama rencana itu, yang terkunci" in finding.fix


def test_a_locked_version_that_is_there_is_not_asked_for_again() -> None:
    finding = the_finding("TAMBAH-06", changed("100000", "119262"))

    assert finding.fix.startswith("Sertakan tabel Indikator (indicator) dengan kolom")
    assert "terkunci" not in finding.fix


def test_a_pagu_that_is_not_known_tells_why_it_may_be_so() -> None:
    snapshot = changed("100000", "119262", code="1.02.02.2.01.01")
    frame = snapshot_of(
        plan=[a_plan("v1", locked="true"), a_plan("v2", version="2")],
        node=[a_line("l1", plan="v1"), a_line("l2", plan="v2")],
        allocation=[
            {"id": "a1", "node": "l1", "year": "2021", "amount": None},
            {"id": "a2", "node": "l2", "year": "2021", "amount": "5"},
        ],
    )
    assert findings("TAMBAH-02", snapshot) == ()
    finding = the_finding("TAMBAH-02", frame)

    assert finding.missing == "pagu baris ini dalam versi terkunci belum diketahui"
    assert "bagian yang kosong atau di bawah nol tidak dapat dijumlahkan" in finding.fix


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_rule_speaks_of_its_tables_in_technical_names_alone(rule: Any) -> None:
    for snapshot in (snapshot_of(), snapshot_of(opd=[], plan=[], node=[], allocation=[])):
        for finding in check(snapshot, [rule], DAY).findings:
            assert "tabel node" not in finding.fix
            assert "pada setiap" not in finding.message
            assert "nol atau lebih" not in finding.message


def test_a_list_of_codes_alone_is_not_asked_for_where_there_is_no_line_to_judge() -> None:
    renstra = a_plan("rs", kind="renstra", first_year="2019", last_year="2024")
    snapshot = snapshot_of(plan=[renstra], node=[a_line("k", plan="rs")])

    (finding,) = check(snapshot, [BY_CODE["DAFTAR-01"]], DAY).findings

    assert "tidak memuat rencana tahunan" in finding.message
    assert "--reference" in finding.fix
