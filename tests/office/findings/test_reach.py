"""Who sees which finding, and who may do what about it."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from kawal.base.audit.models import SecurityEvent
from kawal.base.organisation.models import Holding, Office
from kawal.base.organisation.seat import Reach, Seat
from kawal.office.findings.models import Case, Finding
from kawal.office.planning.models import Plan
from tests.office.findings.made import DAY, a_case, a_finding
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]


def seat(office: str, reach: Reach) -> Seat:
    holding = Holding.objects.on(DAY).get(office__code=office)
    return Seat(holding.account, Office.objects.get(code=office), DAY, reach)


def sees(office: str, reach: Reach, finding: Finding) -> bool:
    return Finding.objects.visible_to(seat(office, reach)).filter(pk=finding.pk).exists()


def a_draft(opd: str) -> Plan:
    found = Plan.objects.filter(kind="renja", opd__number=opd).exclude(locked=True).first()
    assert found is not None
    return found


def test_a_finding_of_another_opd_is_not_there_and_who_asked_is_noted() -> None:
    finding = a_finding("20")
    response = enter("perencana-05").get(f"/temuan/{finding.pk}/")

    event = SecurityEvent.objects.get()
    assert response.status_code == HTTPStatus.NOT_FOUND
    assert finding.message not in response.content.decode()
    assert (event.office, event.path) == ("perencana-05", f"/temuan/{finding.pk}/")


def test_another_opds_case_is_not_answered_and_who_tried_is_noted() -> None:
    case = a_case("20")
    client = enter("kepala-05")
    form = {"answer": "Sudah.", "case": str(case.pk), "finding": str(case.finding_id)}
    response = client.post(f"/temuan/{case.finding_id}/jawab/", form)
    case.refresh_from_db()

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert (case.state, case.answer) == (Case.State.OPEN, "")
    assert SecurityEvent.objects.filter(office="kepala-05").count() == 1


def test_what_stands_in_the_form_cannot_lead_to_another_case() -> None:
    own, other = a_case("05"), a_case("20", "lain")
    form = {"answer": "Sudah.", "case": str(other.pk), "finding": str(other.finding_id)}
    enter("kepala-05").post(f"/temuan/{own.finding_id}/jawab/", form)
    own.refresh_from_db()
    other.refresh_from_db()

    assert (own.state, other.state) == (Case.State.ANSWERED, Case.State.OPEN)


def test_the_list_of_an_opd_holds_its_own_alone() -> None:
    a_finding("05", "satu", message="Milik Dinas Kesehatan.")
    a_finding("20", "dua", message="Milik yang lain.")
    page = enter("perencana-05").get("/temuan/").content.decode()

    assert "Milik Dinas Kesehatan." in page
    assert "Milik yang lain." not in page


def test_a_drafts_findings_belong_to_the_opd_until_it_submits() -> None:
    plan = a_draft("05")
    case = a_case("05", plan=plan.pk)
    finding = case.finding
    assert sees("perencana-05", Reach.OWN, finding)
    assert not sees("sekda", Reach.ALL, finding)
    assert not sees("asisten-1", Reach.PORTFOLIO, finding)
    assert not Case.objects.visible_to(seat("sekda", Reach.ALL)).filter(pk=case.pk).exists()
    assert enter("sekda").get(f"/temuan/{finding.pk}/").status_code == HTTPStatus.NOT_FOUND

    Plan.objects.filter(pk=plan.pk).update(locked=True)

    assert sees("sekda", Reach.ALL, finding)
    assert sees("asisten-1", Reach.PORTFOLIO, finding)
    assert Case.objects.visible_to(seat("sekda", Reach.ALL)).filter(pk=case.pk).exists()


def test_the_list_says_how_many_drafts_it_does_not_show() -> None:
    drafts = Plan.objects.filter(opd__isnull=False).exclude(locked=True).count()

    assert (
        f"{drafts} rencana masih rancangan OPD" in enter("sekda").get("/temuan/").content.decode()
    )
    assert "masih rancangan OPD" not in enter("perencana-05").get("/temuan/").content.decode()


def test_what_belongs_to_no_opd_is_seen_by_who_reaches_everything() -> None:
    finding = a_finding(None)

    assert sees("sekda", Reach.ALL, finding)
    assert not sees("asisten-1", Reach.PORTFOLIO, finding)
    assert not sees("perencana-05", Reach.OWN, finding)


def test_an_assistant_sees_the_opds_that_he_stands_behind() -> None:
    assert sees("asisten-1", Reach.PORTFOLIO, a_finding("05", "satu"))
    assert not sees("asisten-1", Reach.PORTFOLIO, a_finding("20", "dua"))


@pytest.mark.parametrize(
    ("office", "shown", "hidden"),
    [
        ("kepala-05", ("Kirim jawaban",), ("Terima jawaban", "Kecualikan")),
        ("perencana-05", (), ("Kirim jawaban", "Terima jawaban", "Kecualikan")),
        ("bappeda", (), ("Kirim jawaban", "Terima jawaban", "Kecualikan")),
        ("sekda", ("Kecualikan",), ("Kirim jawaban", "Terima jawaban")),
        ("inspektorat", (), ("Kirim jawaban", "Terima jawaban", "Kecualikan")),
    ],
)
def test_a_button_is_there_for_who_may_press_it(
    office: str, shown: tuple[str, ...], hidden: tuple[str, ...]
) -> None:
    page = enter(office).get(f"/temuan/{a_case('05').finding_id}/").content.decode()

    assert all(f">{words}</button>" in page for words in shown)
    assert not any(f">{words}</button>" in page for words in hidden)


@pytest.mark.parametrize("office", ["sekda", "asisten-1", "bappeda", "bpkad"])
def test_who_decides_finds_the_answer_and_two_ways(office: str) -> None:
    case = a_case("05")
    Case.objects.filter(pk=case.pk).update(state=Case.State.ANSWERED, answer="Sudah diisi.")
    page = enter(office).get(f"/temuan/{case.finding_id}/").content.decode()

    assert "Sudah diisi." in page
    assert ">Terima jawaban</button>" in page
    assert ">Kembalikan</button>" in page


def test_an_id_that_no_database_could_hold_is_not_there() -> None:
    assert enter("sekda").get(f"/temuan/{10**30}/").status_code == HTTPStatus.NOT_FOUND
