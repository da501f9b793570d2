"""The list of findings answers first, then lets itself be filtered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kawal.engine.checks.rule import Outcome
from kawal.office.findings.models import Case, CheckRun, Spell
from kawal.office.findings.words import deadline
from tests.office.findings.made import a_case, a_finding
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
UNKNOWN, WAIVED = Outcome.UNKNOWN.value, Outcome.WAIVED.value


@pytest.fixture
def nothing() -> None:
    """A run that found nothing."""
    Spell.objects.all().delete()


def page_of(office: str = "kepala-05", **asked: str) -> str:
    return enter(office).get("/temuan/", asked).content.decode()


@pytest.mark.usefixtures("nothing")
def test_the_first_line_is_the_number_and_what_stops_the_lock_comes_first() -> None:
    a_finding("05", "a", rule="ARAH-01", blocking=False, message="Inovasi belum ada.")
    a_case("05", "b", message="Indikator belum ada.")
    a_finding("05", "c", outcome=UNKNOWN, message="Tidak dapat dinilai: pagu.")
    a_finding("05", "d", outcome=WAIVED, message="Target kosong.")
    page = page_of()

    assert "1 temuan menghalangi penguncian, 1 peringatan." in page
    order = [
        page.index(words)
        for words in ("Indikator belum", "Inovasi belum", "dinilai: pagu", "Target kosong")
    ]
    assert order == sorted(order)
    assert "menunggu jawaban" in page
    assert "5 hari kerja lagi" in page


@pytest.mark.usefixtures("nothing")
def test_not_knowing_is_never_told_as_all_being_well() -> None:
    assert "Tidak ada temuan." in page_of()

    a_finding("05", outcome=UNKNOWN)

    assert "Tidak ada yang gagal, tetapi 1 tidak dapat dinilai." in page_of()


def test_without_a_run_nothing_is_told() -> None:
    CheckRun.objects.all().delete()
    page = page_of()

    assert "Belum ada pemeriksaan." in page
    assert "Tidak ada temuan." not in page


def test_the_last_run_is_told_with_its_coverage() -> None:
    CheckRun.objects.update(assessed=1412, applicable=1430)

    assert "oleh Pembuat daerah contoh. Seluruh kabupaten: dinilai 1.412 dari 1.430." in page_of()


@pytest.mark.usefixtures("nothing")
@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({}, "abcd"),
        ({"hasil": "halang"}, "ad"),
        ({"hasil": "ingat"}, "b"),
        ({"hasil": "takdinilai"}, "c"),
        ({"aturan": "ARAH-01"}, "b"),
        ({"kasus": "terbuka"}, "a"),
        ({"kasus": "dijawab"}, "d"),
        ({"kasus": "lewat"}, "d"),
        ({"kasus": "tanpa"}, "bc"),
        ({"kata": "SATU"}, "a"),
        ({"kata": "kunci-d"}, "d"),
        ({"hasil": "halang", "kata": "satu"}, "a"),
        ({"hasil": "kecuali"}, ""),
    ],
)
def test_filters_show_what_was_asked_for(asked: dict[str, str], shown: str) -> None:
    a_case("05", "kunci-a", message="Temuan a, satu.")
    a_finding("05", "kunci-b", rule="ARAH-01", blocking=False, message="Temuan b.")
    a_finding("05", "kunci-c", outcome=UNKNOWN, message="Temuan c.")
    late = a_case("05", "kunci-d", message="Temuan d.")
    Case.objects.filter(pk=late.pk).update(state=Case.State.ANSWERED)
    late.task.opened_on, late.task.due_on = "2020-02-20", "2020-02-28"
    late.task.save()
    page = page_of(**asked)

    assert {letter for letter in "abcd" if f"Temuan {letter}" in page} == set(shown)
    assert ("Tidak ada temuan yang cocok" in page) is (shown == "")


def test_the_sekda_filters_by_opd() -> None:
    own = a_finding("05", "satu", message="Temuan satu.")
    a_finding("20", "dua", message="Temuan dua.")
    page = page_of("sekda", opd=str(own.opd_id), kata="Temuan")

    assert "Temuan satu." in page
    assert "Temuan dua." not in page


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"hasil": "<b>"}, "Hasil “&lt;b&gt;”"),
        ({"aturan": "TIADA-01", "kata": "satu"}, "Aturan “TIADA-01”"),
        ({"opd": "0"}, "OPD “0”"),
        ({"warna": "merah"}, "warna"),
    ],
)
def test_a_filter_that_nobody_knows_is_named_and_nothing_is_listed(
    asked: dict[str, str], named: str
) -> None:
    a_finding("05", "satu", message="Temuan satu.")
    page = page_of(**asked)

    assert f"Penyaring tidak dikenal: {named}. Tidak ada yang ditampilkan." in page
    assert "Temuan satu." not in page
    assert "Hapus saringan" in page


def test_another_opds_number_is_no_filter_for_an_opd() -> None:
    other = a_finding("20", "dua", message="Temuan dua.")
    page = page_of(opd=str(other.opd_id))

    assert "Penyaring tidak dikenal" in page
    own = a_finding("05", "satu", message="Temuan satu.")
    assert "Temuan satu." in page_of(opd=str(own.opd_id))


@pytest.mark.usefixtures("nothing")
def test_the_first_line_speaks_of_what_is_listed() -> None:
    a_finding("05", "a", rule="ARAH-01", blocking=False, message="Inovasi belum ada.")
    a_case("05", "b", message="Indikator belum ada.")
    a_finding("05", "c", outcome=UNKNOWN, message="Tidak dapat dinilai: pagu.")

    assert "2 dari 3 temuan cocok dengan saringan: 1 menghalangi, 1 peringatan." in page_of(
        kata="belum ada"
    )
    assert "1 dari 3 temuan cocok dengan saringan: 1 peringatan." in page_of(hasil="ingat")
    assert "Tidak satu pun dari 3 temuan cocok dengan saringan." in page_of(kata="tiada")


@pytest.mark.usefixtures("nothing")
def test_there_are_fifty_on_a_page_and_the_filter_goes_along() -> None:
    for number in range(53):
        a_finding("05", f"k{number:02}", message=f"Temuan {number:02}.")
    first, second = page_of(kata="Temuan"), page_of(kata="Temuan", halaman="2")

    assert "Temuan 49." in first
    assert "Temuan 50." not in first
    assert "Temuan 52." in second
    assert "kata=Temuan&amp;halaman=2" in first
    assert "Halaman 2 dari 2" in page_of(kata="Temuan", halaman="99")


def queries_of(client: Client, address: str) -> int:
    """Of a page asked for again: the first time a session is noted, too."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


@pytest.mark.usefixtures("nothing")
def test_more_findings_ask_the_database_no_more(django_assert_num_queries: Any) -> None:
    client = enter("kepala-05")
    a_case("05", "a")
    few = queries_of(client, "/temuan/")
    for number in range(40):
        a_case("05", f"k{number}")

    with django_assert_num_queries(few):
        client.get("/temuan/")
    assert few <= 20


def test_one_finding_asks_the_same_however_long_its_history(django_assert_num_queries: Any) -> None:
    case = a_case("05")
    client, address = enter("kepala-05"), f"/temuan/{case.finding_id}/"
    few = queries_of(client, address)
    for year in range(2000, 2015):
        Spell.objects.create(
            finding=case.finding,
            opened_at=f"{year}-03-01T05:00:00Z",
            closed_at=f"{year}-04-01T05:00:00Z",
        )

    with django_assert_num_queries(few):
        client.get(address)
    assert few <= 25


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2020-02-27", "lewat 2 hari kerja"),
        ("2020-03-02", "hari ini"),
        ("2020-03-03", "1 hari kerja lagi"),
    ],
)
@pytest.mark.usefixtures("nothing")
def test_a_deadline_is_told_in_working_days(due: str, said: str) -> None:
    case = a_case("05")
    case.task.opened_on, case.task.due_on = "2020-02-20", due
    case.task.save()

    assert said in page_of()


def test_on_a_saturday_what_was_due_on_friday_is_late_by_no_working_day() -> None:
    assert deadline(date(2020, 2, 28), date(2020, 2, 29)) == "lewat tenggat"
