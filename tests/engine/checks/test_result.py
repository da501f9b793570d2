"""A run: coverage, waivers, broken rules, messages, and who must act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kawal.engine.checks.catalogue import BY_CODE, RULES
from kawal.engine.checks.expr import col
from kawal.engine.checks.result import Result, check
from kawal.engine.checks.rule import Outcome, Rule, Severity
from kawal.engine.checks.subject import Given, Part
from kawal.engine.checks.subjects.lines import LINE
from kawal.engine.checks.waivers import Waiver, beside, read_waivers, waiver_files
from kawal.engine.generator.official import reference_pack
from kawal.engine.report.view import view_of
from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot import Snapshot, package
from kawal.engine.snapshot.schema import Kind
from tests.factories import a_line, a_plan, snapshot_of

DAY = date(2020, 3, 2)


def run(snapshot: Snapshot, *codes: str, waivers: Sequence[Waiver] = ()) -> Result:
    return check(snapshot, [BY_CODE[code] for code in codes] or RULES, DAY, waivers)


def one_line(**tables: Any) -> Snapshot:
    return snapshot_of(plan=[a_plan()], node=[a_line()], **tables)


def test_the_clean_regency_has_no_finding_and_full_coverage(small_regency: Snapshot) -> None:
    result = check(small_regency, RULES, DAY, references=[reference_pack()])

    assert result.failing.is_empty()
    assert not result.verdict.thin(100)
    assert all(entry.assessed == entry.applicable for entry in result.verdict.coverage)


def test_an_absent_table_counts_as_one_subject_that_cannot_be_assessed() -> None:
    result = run(snapshot_of(plan=[a_plan()]), "KODE-01")

    assert result.outcomes() == {("KODE-01", "*"): Outcome.UNKNOWN}
    (finding,) = result.findings
    assert finding.missing.startswith("tabel Bagian rencana (node) tidak dimuat")
    assert result.verdict.thin(90)


def test_a_table_without_a_line_is_not_green_either() -> None:
    result = run(snapshot_of(plan=[a_plan()], node=[a_line(level="kegiatan")]), "KODE-01")

    assert result.outcomes() == {("KODE-01", "*"): Outcome.UNKNOWN}
    assert "masukan tidak memuat rencana tahunan" in result.findings[0].missing


def test_unless_the_rule_says_what_nothing_means() -> None:
    rule = replace_rule("KODE-01", empty=Outcome.NOT_APPLICABLE)
    result = check(snapshot_of(plan=[a_plan()], node=[a_line(level="kegiatan")]), [rule], DAY)

    assert result.outcomes() == {("KODE-01", "*"): Outcome.NOT_APPLICABLE}
    assert result.failing.is_empty()
    assert not result.verdict.thin(100)


def test_coverage_is_assessed_over_all_but_what_does_not_apply() -> None:
    lines = [a_line(str(n), code=None if n == 0 else f"1.02.02.2.01.{n:02}") for n in range(10)]
    coverage = run(snapshot_of(plan=[a_plan()], node=lines), "KODE-01").verdict.coverage[0]

    assert (coverage.assessed, coverage.applicable) == (9, 10)
    assert not coverage.below(90)
    assert coverage.below(91)


def test_the_old_version_of_a_changed_plan_is_a_baseline_and_not_judged() -> None:
    snapshot = snapshot_of(
        plan=[a_plan("v1", version="1", locked="true"), a_plan("v2", version="2")],
        node=[a_line("l1", plan="v1", code="x"), a_line("l2", plan="v2")],
    )

    assert run(snapshot, "KODE-01").outcomes() == {("KODE-01", "l2"): Outcome.PASSED}


def test_a_finding_names_line_values_law_mend_owner_and_field() -> None:
    snapshot = one_line(
        opd=[{"id": "05", "name": "Dinas Kesehatan", "head": "Kepala Dinas Kesehatan"}],
        allocation=[{"id": "a", "node": "l", "year": "2021", "fund": "DAU", "amount": "12.50"}],
        ceiling=[
            {"opd": "05", "year": "2021", "stage": "indikatif", "fund": "semua", "amount": "12"}
        ],
    )
    (finding,) = run(snapshot, "PAGU-01").findings

    assert finding.message == "Jumlah pagu Dinas Kesehatan Rp12,50 melebihi pagu indikatif Rp12."
    assert finding.values["total_pagu"] == 1250
    assert "Permendagri 86/2017" in str(finding.rule.basis)
    assert finding.owner == "Kepala Dinas Kesehatan"
    assert finding.field == "allocation.amount"
    assert (finding.key, finding.opd, finding.plan, finding.year) == ("05|r", "05", "r", 2021)


def test_where_an_office_is_known_only_by_its_code_it_is_named_by_that() -> None:
    (finding,) = run(one_line(indicator=[]), "LENGKAP-01").findings

    assert finding.owner == "Kepala OPD 05"


def test_a_finding_that_cannot_be_assessed_names_the_field_that_is_missing() -> None:
    snapshot = one_line(allocation=[{"id": "a", "node": "l", "year": "2021", "fund": "DAU"}])
    (finding,) = run(snapshot, "LENGKAP-04").findings

    assert finding.outcome is Outcome.UNKNOWN
    assert finding.field == "allocation.amount"
    assert "pagu" in finding.missing


def test_a_rule_is_read_by_the_year_of_the_plan() -> None:
    rule = replace_rule("GANDA-01", until=date(2020, 12, 31))

    assert check(one_line(), [rule], DAY).outcomes() == {("GANDA-01", "l"): Outcome.NOT_APPLICABLE}


def test_without_plans_no_year_is_known_and_nothing_is_green() -> None:
    result = run(snapshot_of(node=[a_line()]), "GANDA-01")

    assert result.outcomes() == {("GANDA-01", "l"): Outcome.UNKNOWN}
    assert "tahun rencana" in result.findings[0].missing


def test_findings_come_in_the_same_order_whatever_the_order_of_rows(faulty_regency: Path) -> None:
    snapshot = package.read(faulty_regency)
    shuffled = {
        name: frame.sample(fraction=1, shuffle=True, seed=5)
        for name, frame in snapshot.tables.items()
    }
    other = Snapshot(snapshot.region, snapshot.year, snapshot.sample, snapshot.source, shuffled)

    def told(result: Result) -> list[tuple[str, str, str]]:
        return [(each.rule.code, each.key, each.message) for each in result.findings]

    assert told(run(snapshot)) == told(run(other))


def test_counts_by_office_add_up_to_the_counts_of_the_run(faulty_regency: Path) -> None:
    result = run(package.read(faulty_regency))
    offices = result.by_office.values()

    assert sum(each.blocking for each in offices) == result.verdict.blocking > 0
    assert sum(each.warnings for each in offices) == result.verdict.warnings > 0
    assert sum(each.passed for each in offices) == result.verdict.count(Outcome.PASSED)


def sums(**tables: Any) -> Outcome:
    """The outcome of the ceiling rule on OPD 05, whose ceiling is Rp10."""
    ceiling = {"opd": "05", "year": "2021", "stage": "indikatif", "fund": "Semua", "amount": "10"}
    snapshot = snapshot_of(
        **{"opd": [{"id": "05"}], "plan": [a_plan()], "ceiling": [ceiling]} | tables
    )
    return run(snapshot, "PAGU-01").outcomes()["PAGU-01", "05|r"]


def money(node: str, amount: str | None) -> dict[str, str | None]:
    return {"id": f"{node}-a", "node": node, "year": "2021", "amount": amount}


def test_money_that_stands_off_the_lines_does_not_slip_under_the_ceiling() -> None:
    nodes = [a_line("k", level="kegiatan"), a_line("l", parent="k")]

    assert sums(node=nodes, allocation=[money("l", "9")]) is Outcome.PASSED
    assert sums(node=nodes, allocation=[money("l", "9"), money("k", "0")]) is Outcome.PASSED
    assert sums(node=nodes, allocation=[money("l", "9"), money("k", "5")]) is Outcome.UNKNOWN
    assert sums(node=nodes, allocation=[money("l", "9"), money("k", None)]) is Outcome.UNKNOWN


def test_money_labelled_as_another_opds_still_counts_for_the_plan_in_which_it_stands() -> None:
    offices = [{"id": "05"}, {"id": "06"}]
    tables = {"opd": offices, "node": [a_line(opd="06")], "allocation": [money("l", "11")]}

    assert sums(**tables) is Outcome.FAILED


def test_a_renja_without_a_line_is_not_a_renja_under_its_ceiling() -> None:
    assert sums(node=[a_line("k", level="kegiatan")], allocation=[]) is Outcome.UNKNOWN


def test_a_change_of_a_version_that_was_never_locked_is_not_assessable() -> None:
    snapshot = snapshot_of(
        plan=[a_plan("v1", version="1", locked="false"), a_plan("v2", version="2")],
        node=[a_line("l1", plan="v1"), a_line("l2", plan="v2")],
        allocation=[money("l1", "1"), money("l2", "5")],
    )

    assert run(snapshot, "TAMBAH-01").outcomes() == {("TAMBAH-01", "l2"): Outcome.UNKNOWN}


@pytest.mark.parametrize("follows", ["i", "j"])
def test_an_indicator_that_follows_no_promise_is_not_compared_with_itself(follows: str) -> None:
    def indicator(key: str, **cells: str) -> dict[str, str]:
        return {"id": key, "node": "p", "unit": "orang", "direction": "naik",
                "accumulation": "tahunan", **cells}  # fmt: skip

    targets = [
        {"indicator": key, "year": "2021", "quarter": "0", "text": "1", "value": "1"}
        for key in "ij"
    ]
    snapshot = snapshot_of(
        plan=[a_plan()],
        node=[a_line("p", level="program")],
        indicator=[indicator("i", follows=follows), indicator("j")],
        target=targets,
    )

    assert run(snapshot, "SELARAS-03").outcomes()["SELARAS-03", "i"] is Outcome.UNKNOWN


def test_offices_come_in_official_order_even_where_their_table_is_absent() -> None:
    lines = [a_line(str(n), plan=f"r{n}", opd=f"{n:02}", code="x") for n in range(9, 0, -1)]
    plans = [a_plan(f"r{n}", opd=f"{n:02}") for n in range(1, 10)]

    result = run(snapshot_of(plan=plans, node=lines), "KODE-01")
    assert list(result.by_office) == sorted(result.by_office, key=str)


# --- waivers ---------------------------------------------------------------------------------


def a_waiver(until: date = DAY, **cells: Any) -> Waiver:
    values = {"rule": "LENGKAP-01", "key": "l", "office": "Sekda", "reason": "menunggu"} | cells
    return Waiver(until=until, **values)


def test_a_waived_finding_does_not_block_and_names_who_waived_it() -> None:
    result = run(one_line(indicator=[]), "LENGKAP-01", waivers=[a_waiver()])

    (finding,) = result.findings
    assert finding.outcome is Outcome.WAIVED
    assert finding.waiver is not None
    assert finding.waiver.office == "Sekda"
    assert result.verdict.blocking == 0
    assert result.by_office[finding.opd].waived == 1


def test_the_day_after_its_last_the_finding_is_back() -> None:
    result = run(one_line(indicator=[]), "LENGKAP-01", waivers=[a_waiver(date(2020, 3, 1))])

    assert result.findings[0].outcome is Outcome.FAILED
    assert result.verdict.blocking == 1


def test_what_cannot_be_assessed_cannot_be_waived() -> None:
    waiver = a_waiver(rule="KODE-01")
    snapshot = snapshot_of(plan=[a_plan()], node=[a_line(code=None)])

    assert run(snapshot, "KODE-01", waivers=[waiver]).findings[0].outcome is Outcome.UNKNOWN


def test_waivers_lie_beside_the_package(tmp_path: Path) -> None:
    assert beside(tmp_path / "tegal.zip") == tmp_path / "tegal.waivers.csv"
    assert beside(tmp_path / "tegal.ZIP") == tmp_path / "tegal.waivers.csv"
    assert beside(tmp_path / "tegal") == tmp_path / "tegal.waivers.csv"


@pytest.mark.parametrize("path", [".", "..", "p/.."])
def test_the_waivers_of_the_folder_one_stands_in_lie_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    (tmp_path / "a" / "p").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a")

    assert beside(Path(path)).name in ("a.waivers.csv", f"{tmp_path.name}.waivers.csv")


HEADING = "rule,key,office,until,reason"
GOOD = "PAGU-01,k,Sekda,2020-12-31,alasan"


def waivers_of(tmp_path: Path, *rows: str, heading: str = HEADING) -> tuple[Waiver, ...]:
    file = tmp_path / "x.waivers.csv"
    file.write_text("\n".join([heading, *rows]) + "\n")
    return read_waivers([file], BY_CODE)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("GANDA-1,k,Sekda,2020-12-31,alasan", 'Maksud Anda "GANDA-01"'),
        ("PAGU-01,k,Sekda,31/12/2020,alasan", "Bukan tanggal"),
        ("PAGU-01,k,Sekda,20200302,alasan", "Bukan tanggal"),
        ("PAGU-01,k,Sekda,2020-W10-1,alasan", "Bukan tanggal"),
        ("PAGU-01,k,Sekda,2020-02-30,alasan", "Bukan tanggal"),
        ("PAGU-01,k,,2020-12-31,alasan", "Isian kosong"),
        ("PAGU-01,  ,Sekda,2020-12-31,alasan", "Isian kosong"),
        ("PAGU-01,k,Sekda,2020-12-31", "Baris memuat 4 kolom"),
        ("PAGU-01,k,Sekda,2020-12-31,menunggu, lalu tidak", "di antara tanda kutip"),
        ("PAGU-01,k,Sekda,2020-12-31,alasan lain", "isi lain .*baris 3"),
    ],
)
def test_a_waiver_that_is_not_whole_is_refused_with_its_row(
    tmp_path: Path, row: str, message: str
) -> None:
    with pytest.raises(UnusableInput, match=message) as refusal:
        waivers_of(tmp_path, "", GOOD, row)
    assert [problem.row for problem in refusal.value.problems] == [4]


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        ("rule,key,office,until", "kolom reason: Kolom tidak ada"),
        (f"{HEADING},catatan", "kolom catatan: Kolom tidak dikenal"),
        ("rule,key,office,until,reasn", 'Maksud Anda "reason"'),
        (f"{HEADING},key", "muncul dua kali"),
    ],
)
def test_a_waiver_file_has_its_five_columns_and_no_other(
    tmp_path: Path, heading: str, message: str
) -> None:
    with pytest.raises(UnusableInput, match=message):
        waivers_of(tmp_path, heading=heading)


def test_spaces_around_the_cells_of_a_waiver_say_nothing(tmp_path: Path) -> None:
    assert waivers_of(tmp_path, " PAGU-01 , k ,Sekda , 2020-12-31 , alasan ") == (
        waivers_of(tmp_path, GOOD)
    )


def test_the_same_waiver_twice_is_one(tmp_path: Path) -> None:
    assert len(waivers_of(tmp_path, GOOD, GOOD)) == 1


def test_waivers_of_two_packages_that_differ_contradict_each_other(tmp_path: Path) -> None:
    files = [tmp_path / "a.waivers.csv", tmp_path / "b.waivers.csv"]
    files[0].write_text(f"{HEADING}\n{GOOD}\n")
    files[1].write_text(f"{HEADING}\n{GOOD} lain\n")

    with pytest.raises(
        UnusableInput, match=r"b\.waivers\.csv.*isi lain .*a\.waivers\.csv, baris 2"
    ):
        read_waivers(files, BY_CODE)


def test_a_folder_or_a_broken_link_of_that_name_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.waivers.csv").mkdir()
    (tmp_path / "b.waivers.csv").symlink_to(tmp_path / "tiada")
    files = waiver_files([tmp_path / "a", tmp_path / "b.zip", tmp_path / "c", tmp_path / "a"])

    assert [file.name for file in files] == ["a.waivers.csv", "b.waivers.csv"]
    for file, message in zip(files, ("Bukan berkas biasa", "Tidak dapat dibuka"), strict=True):
        with pytest.raises(UnusableInput, match=message):
            read_waivers([file], BY_CODE)


def test_a_waiver_that_accepts_nothing_is_told() -> None:
    snapshot = snapshot_of(plan=[a_plan()], node=[a_line(code=None)], indicator=[])
    waivers = [
        a_waiver(),
        a_waiver(key="L"),
        a_waiver(rule="KODE-01"),
        a_waiver(date(2020, 3, 1), key="lama"),
    ]

    assert view_of(run(snapshot, waivers=waivers), ["catatan"], 90).notes == (
        "catatan",
        "Pengecualian LENGKAP-01 kunci L tidak mengenai temuan apa pun.",
        "Pengecualian KODE-01 kunci l tidak berlaku: subjeknya tidak dapat dinilai.",
    )


# --- a rule that breaks ------------------------------------------------------------------------


def replace_rule(of: str, **changes: Any) -> Rule:
    return replace(BY_CODE[of], **changes)


def a_rule_that_breaks() -> Rule:
    """A rule whose part falls over when it is collected."""
    given = Given("gone", "hilang", "node.title", Kind.INTEGER)

    def add(_: Any, rows: pl.LazyFrame) -> pl.LazyFrame:
        return rows.with_columns(gone=pl.col("title").str.to_integer(strict=True))

    subject = replace(LINE, parts=(*LINE.parts, Part("gone", (given,), (), add)))
    return replace_rule("KODE-01", code="RUSAK-01", subject=subject, holds=col("gone") > 0)


def test_a_rule_that_breaks_costs_only_its_own_outcomes() -> None:
    broken = a_rule_that_breaks()
    rules = [replace_rule("LENGKAP-01", subject=broken.subject), broken, BY_CODE["INDUK-01"]]
    snapshot = snapshot_of(plan=[a_plan()], node=[a_line(parent="tiada")], indicator=[])
    result = check(snapshot, rules, DAY)

    assert result.outcomes() == {
        ("LENGKAP-01", "l"): Outcome.FAILED,
        ("RUSAK-01", "l"): Outcome.UNKNOWN,
        ("INDUK-01", "l"): Outcome.FAILED,
    }
    assert [entry.rule.code for entry in result.verdict.broken] == ["RUSAK-01"]
    told = {finding.rule.code: finding.missing for finding in result.findings}
    assert told["RUSAK-01"] == "galat aturan"


def test_a_subject_that_breaks_costs_only_its_own_rules() -> None:
    def rows(_: Any) -> pl.LazyFrame:
        raise RuntimeError("meledak")

    broken = replace_rule("KODE-01", subject=replace(LINE, name="rusak", rows=rows))
    result = check(one_line(), [broken, BY_CODE["GANDA-01"]], DAY)

    assert result.outcomes() == {
        ("KODE-01", "*"): Outcome.UNKNOWN,
        ("GANDA-01", "l"): Outcome.PASSED,
    }
    assert "meledak" in (result.verdict.broken[0].broken or "")


def test_a_warning_never_counts_as_blocking() -> None:
    warning = replace_rule("LENGKAP-01", severity=Severity.WARNING)
    result = check(one_line(indicator=[]), [warning], DAY)

    assert (result.verdict.blocking, result.verdict.warnings) == (0, 1)
