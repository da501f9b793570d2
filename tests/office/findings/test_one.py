"""One finding: its law, its mend, its case, its waivers, and what is done about them by forms."""

from __future__ import annotations

from html import unescape
from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse

from kawal.base.audit.actions import Actor
from kawal.base.audit.chain import digest_of_text
from kawal.base.audit.verify import verify
from kawal.engine.checks.rule import Outcome
from kawal.engine.shared.wording import rupiah
from kawal.office.findings import places
from kawal.office.findings.cases import answer
from kawal.office.findings.models import Case, Finding, Spell, Waiver
from kawal.office.planning.models import Node, Plan
from kawal.office.planning.totals import sum_below
from tests.office.findings.made import a_case, a_finding
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]


def read(office: str, finding: Finding) -> str:
    return unescape(enter(office).get(f"/temuan/{finding.pk}/").content.decode())


def send(office: str, finding: Finding, what: str, **form: str) -> Any:
    return enter(office).post(f"/temuan/{finding.pk}/{what}/", form)


def answered(opd: str = "05", by: str = "kepala-05", text: str = "Sudah diisi.") -> Case:
    case = a_case(opd)
    assert send(by, case.finding, "jawab", answer=text).status_code == HTTPStatus.FOUND
    case.refresh_from_db()
    return case


def test_the_law_and_the_mend_stand_beside_the_finding() -> None:
    case = a_case("05", rule="KODE-01", values=[["pagu", "Rp850.000.000"]])
    page = read("perencana-05", case.finding)

    assert case.finding.message in page
    assert "belum dapat dikunci sebelum ini diperbaiki" in page
    assert "Isi indikatornya." in page
    assert "Rp850.000.000" in page
    assert "Kode sub kegiatan tersusun menurut nomenklatur." in page
    assert "Permendagri 90/2019, Lampiran, beserta pemutakhirannya" in page
    assert "Nomor sub kegiatan: paling banyak" in page
    assert "giliran Kepala Dinas Kesehatan, hari kerja ke-1" in page
    assert "dibuka 2 Maret 2020, tenggat 9 Maret 2020" in page
    assert "Kasus dibuka bagi Kepala Dinas Kesehatan" in page
    assert "1 Maret 2020 pukul 12.00" in page


def test_a_law_whose_numbers_nobody_saw_says_so() -> None:
    page = read("perencana-05", a_finding("05", rule="LENGKAP-01"))

    assert "perlu dicek" in page
    assert "belum dicocokkan dengan naskah resmi" in page


def test_who_may_not_open_the_place_is_told_who_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_IMPORT", "organisation:wear")  # which nobody may ask for
    finding = a_finding("05", field="ikm.value")
    page = read("sekda", finding)

    assert "Diperbaiki oleh Kepala OPD." in page
    assert reverse("organisation:wear") not in page


def test_what_is_gone_says_so_and_keeps_its_history() -> None:
    finding = a_finding("05")
    Spell.objects.filter(finding=finding).update(closed_at="2020-03-02T05:00:00Z")
    page = read("sekda", finding)

    assert "Tidak ditemukan lagi" in page
    assert "2 Maret 2020 pukul 12.00" in page
    assert ">Kecualikan</button>" not in page


def test_an_answer_is_given_returned_given_again_and_accepted() -> None:
    case = answered()
    finding = case.finding
    assert (case.state, case.answer) == (Case.State.ANSWERED, "Sudah diisi.")

    first = digest_of_text("Sudah diisi.")
    send("asisten-1", finding, "kembalikan", reason="Satuannya belum.", read=first)
    page = read("kepala-05", finding)
    assert "Satuannya belum." in page
    assert ">Sudah diisi.</textarea>" in page.replace("\n", "")

    send("kepala-05", finding, "jawab", answer="Satuan diisi.")
    response = send("bappeda", finding, "terima", read=digest_of_text("Satuan diisi."))
    case.refresh_from_db()
    page = read("perencana-05", finding)

    assert response.status_code == HTTPStatus.FOUND
    assert case.state == Case.State.ACCEPTED
    assert "Ditutup: jawaban diterima" in page
    assert "Bappeda dan Litbang, verifikator rencana" in page
    assert verify().broken is None


def test_an_empty_answer_is_refused_at_its_field() -> None:
    case = a_case("05")
    response = send("kepala-05", case.finding, "jawab", answer="  ")

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Tulis apa yang sudah diperbaiki" in response.content.decode()


def test_only_its_office_answers_a_case() -> None:
    case = a_case("05")
    response = send("bappeda", case.finding, "jawab", answer="Kami saja.")
    case.refresh_from_db()

    assert "Kasus ini dijawab oleh Kepala Dinas Kesehatan." in response.content.decode()
    assert "Kami saja." in response.content.decode()
    assert case.state == Case.State.OPEN


def test_one_hat_cannot_accept_what_another_hat_of_the_same_head_answered() -> None:
    case = answered("01", "kepala-01")
    response = send("sekda", case.finding, "terima", read=digest_of_text("Sudah diisi."))
    case.refresh_from_db()

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "orang lain yang memutuskannya" in response.content.decode()
    assert case.state == Case.State.ANSWERED


def test_the_office_that_answers_does_not_accept() -> None:
    case = answered(None, "bappeda")  # type: ignore[arg-type]
    response = send("bappeda", case.finding, "terima", read=digest_of_text("Sudah diisi."))

    assert "Jawaban sendiri diputuskan oleh jabatan lain." in response.content.decode()


def test_an_answer_that_was_changed_is_not_accepted_unread() -> None:
    case = answered()
    answer(case=case, text="Belum jadi.", by=Actor("x", "kepala-05", "Kepala"))
    stale = send("bappeda", case.finding, "terima", read=digest_of_text("Sudah diisi."))
    blind = send("bappeda", case.finding, "terima")
    page = stale.content.decode()

    assert "berubah sejak dibuka" in page
    assert digest_of_text("Belum jadi.") in page
    assert "Baca jawabannya dahulu" in blind.content.decode()
    case.refresh_from_db()
    assert case.state == Case.State.ANSWERED


def test_a_reason_that_is_missing_loses_nothing_that_was_typed() -> None:
    finding = a_finding("05")
    response = send("sekda", finding, "kecualikan", reason="", until="30-06-2020")
    page = response.content.decode()

    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="30-06-2020"' in page
    assert "Tulis alasannya" in page


@pytest.mark.parametrize(
    ("until", "message"),
    [
        ("30 Juni", "Tulis hari, bulan, lalu tahun dengan angka."),
        ("", "Tulis hari, bulan, lalu tahun dengan angka."),
        ("01-03-2020", "Hari terakhir 01-03-2020 sudah lewat."),
    ],
)
def test_a_day_that_is_none_is_said_at_its_field(until: str, message: str) -> None:
    finding = a_finding("05")
    page = send("sekda", finding, "kecualikan", reason="Menunggu DAK", until=until).content.decode()

    assert message in page
    assert "Menunggu DAK" in page
    assert f'value="{until}"' in page or not until
    assert not Waiver.objects.filter(finding=finding).exists()


def test_the_sekda_waives_until_a_day_and_withdraws() -> None:
    finding = a_finding("05")
    send("sekda", finding, "kecualikan", reason="Menunggu DAK", until="30-06-2020")
    page = read("komisi-i", finding)
    assert "oleh Sekretaris Daerah, sampai 30 Juni 2020: Menunggu DAK" in page
    assert "Terhitung pada pemeriksaan berikutnya." in page
    assert ">Cabut pengecualian</button>" not in page

    again = send("sekda", finding, "kecualikan", reason="Lagi", until="30-07-2020").content.decode()
    assert "sudah dikecualikan sampai 30-06-2020" in again
    assert ">Lagi</textarea>" in again.replace("\n", "")
    assert Waiver.objects.filter(finding=finding).count() == 1

    assert ">Cabut pengecualian</button>" in read("sekda", finding)
    send("sekda", finding, "cabut")
    page = read("sekda", finding)
    assert "Pengecualian dicabut" in page
    assert ">Kecualikan</button>" in page
    assert "Tidak ada pengecualian" in send("sekda", finding, "cabut").content.decode()


def test_what_could_not_be_judged_cannot_be_waived() -> None:
    finding = a_finding("05", outcome=Outcome.UNKNOWN.value)
    response = send("sekda", finding, "kecualikan", reason="x", until="30-06-2020")

    assert ">Kecualikan</button>" not in read("sekda", finding)
    assert "yang dapat dikecualikan hanya yang gagal" in response.content.decode()


def test_an_answer_to_a_case_that_was_closed_meanwhile_is_not_lost() -> None:
    case = a_case("05")
    Case.objects.filter(pk=case.pk).update(state=Case.State.MENDED)
    page = send("kepala-05", case.finding, "jawab", answer="Panjang sekali.").content.decode()

    assert "tidak mempunyai kasus yang terbuka" in page
    assert "Panjang sekali." in page


def test_what_was_typed_never_runs() -> None:
    case = answered(text="<script>alert(1)</script>")
    page = enter("sekda").get(f"/temuan/{case.finding_id}/").content.decode()

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def misprinted() -> tuple[Finding, Node, int]:
    """A finding on a kegiatan of a draft whose printed total is not its sum, and that sum."""
    plan = Plan.objects.drafts().get(kind="renja", first_year=2021, opd__number="08")
    node = next(
        each
        for each in plan.nodes.filter(level="kegiatan", stated_total__isnull=False).order_by("pk")
        if sum_below(each) is not None
    )
    summed = sum_below(node)
    assert summed is not None
    Node.objects.filter(pk=node.pk).update(stated_total=summed + 100)
    told = {"rule": "PAGU-02", "field": "node.stated_total", "blocking": False, "plan": plan.pk}
    Finding.objects.filter(rule="PAGU-02", key=node.pk).delete()
    return a_finding("08", node.pk, **told), node, summed


def test_a_printed_total_becomes_the_sum_below_it_with_one_press() -> None:
    finding, node, summed = misprinted()
    page = read("perencana-08", finding)
    assert f"Pakai jumlah hitungan: {rupiah(summed)}" in page.replace("\N{NO-BREAK SPACE}", " ")

    answer = send("perencana-08", finding, "pakai-jumlah", summed=str(summed))

    assert answer.status_code == HTTPStatus.FOUND
    node.refresh_from_db()
    assert node.stated_total == summed
    page = read("perencana-08", finding)
    assert "Pakai jumlah hitungan" not in page
    assert "Temuan ini hilang pada pemeriksaan berikutnya." in page
    assert verify().broken is None


@pytest.mark.parametrize("summed", ["", "x", "9" * 30, "1"])
def test_a_sum_that_was_not_read_is_not_taken(summed: str) -> None:
    finding, node, right = misprinted()
    answer = send("perencana-08", finding, "pakai-jumlah", summed=summed)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "halaman ini" in answer.content.decode()
    node.refresh_from_db()
    assert node.stated_total == right + 100


def test_the_sum_is_offered_to_no_other_finding_and_in_no_plan_that_stands_still() -> None:
    finding, node, summed = misprinted()
    Plan.objects.filter(pk=node.plan_id).update(submitted_at="2020-03-02T05:00:00Z")

    assert "Pakai jumlah hitungan" not in read("perencana-08", finding)
    assert "Pakai jumlah hitungan" not in read(
        "perencana-08", a_finding("08", node.pk, rule="KODE-01")
    )
    answer = send("perencana-08", finding, "pakai-jumlah", summed=str(summed))
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
