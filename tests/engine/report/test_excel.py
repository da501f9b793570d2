"""The report in Excel: findings to filter, amounts to add up, and nothing that can run."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome
from kawal.engine.checks.waivers import Waiver
from kawal.engine.report import excel
from kawal.engine.report.excel import as_excel
from kawal.engine.report.view import View, view_of
from kawal.engine.snapshot import Snapshot, package
from kawal.engine.snapshot.schema import Kind
from tests.factories import a_line, a_plan, snapshot_of

DAY = date(2020, 3, 2)
SHEETS = ["Ringkasan", "Temuan", "Aturan", "Pembacaan"]


def a_view(snapshot: Snapshot, *waivers: Waiver, notes: tuple[str, ...] = ()) -> View:
    return view_of(check(snapshot, RULES, DAY, waivers), notes, 90)


def sheets_of(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def table_of(rows: list[list[Any]], first: str) -> list[dict[str, Any]]:
    """The rows below the heading that begins with `first`."""
    begin = next(at for at, row in enumerate(rows) if row[0] == first)
    return [dict(zip(rows[begin], row, strict=True)) for row in rows[begin + 1 :]]


@pytest.fixture(scope="module")
def view(faulty_regency: Path) -> View:
    """A report with findings of every kind, one of them waived."""
    snapshot = package.read(faulty_regency)
    first = check(snapshot, RULES, DAY).findings[0]
    waiver = Waiver(first.rule.code, first.key, "Sekda", date(2020, 12, 31), "=menunggu")
    return a_view(snapshot, waiver, notes=("Jumlah pagu cocok.",))


@pytest.fixture(scope="module")
def sheets(view: View) -> dict[str, list[list[Any]]]:
    return sheets_of(as_excel(view, "kawal check contoh"))


def test_every_finding_stands_with_law_message_mend_and_who(
    view: View, sheets: dict[str, list[list[Any]]]
) -> None:
    rows = table_of(sheets["Temuan"], "OPD")

    told = {(row["Aturan"], row["Kunci"], row["Hasil"], row["Temuan"], row["Cara membenahi"],
             row["Giliran"], row["Dasar hukum"]) for row in rows}  # fmt: skip
    expected = {(each.rule.code, each.key, each.outcome.value, each.message, each.fix,
                 each.owner, str(each.rule.basis)) for each in view.result.findings}  # fmt: skip
    assert len(rows) == len(view.result.findings)
    assert told == expected


def test_amounts_are_real_numbers_equal_to_the_sen(
    view: View, sheets: dict[str, list[list[Any]]]
) -> None:
    rows = {(row["Aturan"], row["Kunci"]): row for row in table_of(sheets["Temuan"], "OPD")}
    seen = 0
    for finding in view.result.findings:
        for name, value in finding.values.items():
            if name in finding.rule.numbers or value is None:
                continue
            given = finding.rule.subject.column(name)
            if given.kind is Kind.MONEY:
                cell = rows[finding.rule.code, finding.key][f"{given.label} (rupiah)"]
                assert isinstance(cell, float)
                assert Decimal(repr(cell)) * 100 == value
                seen += 1
    assert seen > 10


def test_amounts_show_thousands_and_sen(view: View) -> None:
    with ZipFile(io.BytesIO(as_excel(view, "kawal check"))) as archive:
        styles = archive.read("xl/styles.xml").decode()

    assert 'formatCode="#,##0.00"' in styles


def test_findings_stand_by_office_and_what_stops_the_lock_comes_first(
    view: View, sheets: dict[str, list[list[Any]]]
) -> None:
    rows = table_of(sheets["Temuan"], "OPD")
    names = [office.name for office in view.offices]
    places = [
        (names.index(row["OPD"]), row["Hasil"] != "gagal", row["Bobot"] == "peringatan")
        for row in rows
    ]

    assert places == sorted(places)


def test_each_office_has_its_counts_as_numbers(
    view: View, sheets: dict[str, list[list[Any]]]
) -> None:
    rows = table_of(sheets["Ringkasan"], "OPD")

    assert [(row["OPD"], row["Menghalangi"], row["Peringatan"]) for row in rows] == [
        (office.name, office.count.blocking, office.count.warnings) for office in view.offices
    ]
    assert sum(row["Menghalangi"] for row in rows) == view.result.verdict.blocking


def test_each_rule_has_its_coverage(view: View, sheets: dict[str, list[list[Any]]]) -> None:
    rows = table_of(sheets["Aturan"], "Aturan")

    assert [row["Aturan"] for row in rows] == [rule.code for rule in RULES]
    assert [row["Gagal"] for row in rows] == [
        entry.counts[Outcome.FAILED] for entry in view.result.verdict.coverage
    ]


def test_a_share_is_cut_and_never_rounded_up_to_all() -> None:
    assert excel._share(9997, 10000) == Decimal("0.999")
    assert excel._share(0, 0) is None


def test_the_first_sheet_tells_answer_digest_and_how_to_repeat(
    view: View, sheets: dict[str, list[list[Any]]]
) -> None:
    assert list(sheets) == SHEETS
    first = [row[0] for row in sheets["Ringkasan"]]
    assert first[1] == f"{view.headline}."
    assert "DATA CONTOH: semua angka rekaan, bukan angka resmi." in first
    assert f"Sidik paket (SHA-256): {view.digest}" in first
    assert "Perintah: kawal check contoh" in first
    assert sheets["Pembacaan"][1] == ["Jumlah pagu cocok."]


def test_a_waiver_stands_beside_its_finding(sheets: dict[str, list[list[Any]]]) -> None:
    (row,) = [each for each in table_of(sheets["Temuan"], "OPD") if each["Hasil"] == "dikecualikan"]

    assert (row["Dikecualikan oleh"], row["Sampai"]) == ("Sekda", date(2020, 12, 31))
    assert row["Alasan"] == "'=menunggu"


def test_nothing_that_was_typed_can_run() -> None:
    typed = '=HYPERLINK("http://x.id";"klik")'
    snapshot = snapshot_of(plan=[a_plan()], node=[a_line(typed, title=typed, code=typed)])

    content = as_excel(a_view(snapshot, notes=(typed,)), typed)

    with ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        for name in names:
            if name.startswith("xl/worksheets/"):
                assert b"<f" not in archive.read(name)
                assert b"<hyperlink" not in archive.read(name)
    assert not any("external" in name or "vba" in name for name in names)
    cells = [cell for rows in sheets_of(content).values() for row in rows for cell in row]
    assert not any(isinstance(cell, str) and cell.startswith(("=", "+", "@")) for cell in cells)


def test_findings_can_be_filtered_and_the_heading_stays_in_sight(view: View) -> None:
    with ZipFile(io.BytesIO(as_excel(view, "kawal check"))) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()

    assert (
        f'<autoFilter ref="A1:{sheet.split("autoFilter ref=")[1][4:].split(chr(34))[0]}"' in sheet
    )
    assert 'state="frozen"' in sheet


def test_what_does_not_fit_into_the_sheet_is_told(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "ROWS", 11)

    sheets = sheets_of(as_excel(view, "kawal check"))

    assert len(sheets["Temuan"]) == 11
    left = len(view.result.findings) - 10
    assert f"Lembar Temuan penuh: {left} temuan terakhir tidak termuat." in [
        row[0] for row in sheets["Ringkasan"]
    ]


def test_the_same_run_gives_the_same_file(view: View) -> None:
    assert as_excel(view, "kawal check") == as_excel(view, "kawal check")


def test_a_regency_without_findings_has_a_report_all_the_same(small_regency: Snapshot) -> None:
    sheets = sheets_of(as_excel(a_view(small_regency), "kawal check"))

    assert [row[5] for row in sheets["Temuan"][1:]] == ["DAFTAR-01", "DAFTAR-02", "DAFTAR-03"]
    assert table_of(sheets["Ringkasan"], "OPD")[-1]["OPD"] == "Tingkat daerah"
