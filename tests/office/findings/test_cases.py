"""A finding that stops the lock is in an office's hands until it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.audit.verify import verify
from kawal.base.organisation.models import Office, Opd
from kawal.base.work.models import Task
from kawal.engine.checks.rule import Outcome
from kawal.office.findings.cases import accept, answer, close_settled, open_cases, send_back
from kawal.office.findings.models import Case, Finding, Spell

pytestmark = pytest.mark.django_db
DAY = date(2020, 3, 2)
NOW = "2020-03-02T05:00:00Z"


@pytest.fixture
def health() -> Opd:
    return Opd.objects.create(number="05", name="Dinas Kesehatan", since="2017-01-01")


@pytest.fixture
def head(health: Opd) -> Office:
    return Office.objects.create(
        code="kepala-05", name="Kepala Dinas Kesehatan", role=Office.Role.HEAD, opd=health
    )


@pytest.fixture
def bappeda() -> Office:
    return Office.objects.create(
        code="kepala-bappeda", name="Kepala Bappeda", role=Office.Role.BAPPEDA
    )


def acts(office: Office) -> Actor:
    return Actor(account=office.code, office=office.code, office_label=office.name)


def a_finding(opd: Opd | None, key: str = "l", **told: object) -> Finding:
    cells = {
        "rule": "LENGKAP-01", "table": "node", "blocking": True, "field": "indicator.name",
        "outcome": Outcome.FAILED.value, "message": "Belum ada indikator.", "fix": "Isi.",
        "owner": "Kepala OPD",
    } | told  # fmt: skip
    finding = Finding.objects.create(key=key, opd=opd, **cells)
    Spell.objects.create(finding=finding, opened_at=NOW)
    return finding


@pytest.fixture
def case(health: Opd, head: Office, sekda: Actor) -> Case:
    a_finding(health)
    (opened,) = open_cases(on=DAY, by=sekda).cases
    assert opened.task.office == head
    return opened


def test_the_head_of_the_opd_has_five_working_days(case: Case) -> None:
    assert case.task.due_on == date(2020, 3, 9)
    assert case.task.title == case.finding.message


def test_what_belongs_to_no_opd_is_bappedas(head: Office, bappeda: Office, sekda: Actor) -> None:
    a_finding(None)
    (opened,) = open_cases(on=DAY, by=sekda).cases

    assert opened.task.office == bappeda != head


def test_what_nobody_could_answer_is_named_and_not_forgotten(sekda: Actor) -> None:
    finding = a_finding(None)
    opened = open_cases(on=DAY, by=sekda)

    assert (list(opened.cases), list(opened.ownerless)) == ([], [finding])


@pytest.mark.parametrize(
    "told", [{"blocking": False}, {"outcome": Outcome.UNKNOWN.value}, {"outcome": "dikecualikan"}]
)
def test_only_what_stops_the_lock_opens_a_case(
    health: Opd, head: Office, sekda: Actor, told: dict[str, object]
) -> None:
    a_finding(health, **told)

    assert not open_cases(on=DAY, by=sekda).cases
    assert not Task.objects.filter(office=head).exists()


def test_a_finding_in_hand_opens_no_second_case(case: Case, sekda: Actor) -> None:
    assert not open_cases(on=DAY, by=sekda).cases
    with pytest.raises(DatabaseError), transaction.atomic():
        Case.objects.create(
            finding=case.finding,
            task=Task.objects.create(
                office=case.task.office, title="x", origin_kind="x", origin_key="x",
                opened_on=DAY, due_on=DAY,
            ),
        )  # fmt: skip


def test_an_answer_is_accepted_by_another_office_and_the_task_is_done(
    case: Case, head: Office, bappeda: Office
) -> None:
    answer(case=case, text="Indikator sudah diisi.", by=acts(head))
    with pytest.raises(ValidationError, match="jabatan lain"):
        accept(case=case, by=acts(head))
    accept(case=case, by=acts(bappeda))
    case.task.refresh_from_db()

    assert case.state == Case.State.ACCEPTED
    assert case.task.done_at is not None
    assert verify().broken is None


def test_an_answer_returned_with_a_reason_is_answered_again(
    case: Case, head: Office, bappeda: Office
) -> None:
    answer(case=case, text="Sudah.", by=acts(head))
    with pytest.raises(ValidationError, match="alasannya"):
        send_back(case=case, reason=" ", by=acts(bappeda))
    send_back(case=case, reason="Satuannya belum.", by=acts(bappeda))
    case.task.refresh_from_db()
    assert (case.state, case.task.done_at) == (Case.State.RETURNED, None)
    with pytest.raises(ValidationError, match="Belum ada jawaban"):
        accept(case=case, by=acts(bappeda))

    answer(case=case, text="Satuan sudah diisi.", by=acts(head))
    assert (case.state, case.reason) == (Case.State.ANSWERED, "")


def test_of_two_who_decide_at_once_the_second_is_told(
    case: Case, head: Office, bappeda: Office, sekda: Actor
) -> None:
    answer(case=case, text="Sudah.", by=acts(head))
    seen_by_another = Case.objects.get(pk=case.pk)
    accept(case=case, by=acts(bappeda))

    with pytest.raises(ValidationError, match="sudah ditutup"):
        send_back(case=seen_by_another, reason="Belum.", by=sekda)


def test_who_answered_in_one_hat_does_not_accept_in_another(
    case: Case, head: Office, bappeda: Office
) -> None:
    answer(case=case, text="Sudah.", by=acts(head))
    same = Actor(account=acts(head).account, office=bappeda.code, office_label=bappeda.name)

    with pytest.raises(ValidationError, match="Anda tulis sebagai Kepala Dinas Kesehatan"):
        accept(case=case, by=same)


def test_only_its_own_office_answers_and_with_words(
    case: Case, head: Office, bappeda: Office
) -> None:
    lines = Entry.objects.count()
    with pytest.raises(ValidationError, match="dijawab oleh Kepala Dinas Kesehatan"):
        answer(case=case, text="Sudah.", by=acts(bappeda))
    with pytest.raises(ValidationError, match="Tulis apa"):
        answer(case=case, text="", by=acts(head))

    assert Entry.objects.count() == lines


def test_a_finding_that_is_gone_closes_its_case(case: Case, head: Office, sekda: Actor) -> None:
    assert list(close_settled(by=sekda)) == []
    Spell.objects.update(closed_at="2020-03-04T05:00:00Z")
    (closed,) = close_settled(by=sekda)
    closed.task.refresh_from_db()

    assert (closed, closed.state) == (case, Case.State.MENDED)
    assert closed.task.done_at is not None
    with pytest.raises(ValidationError, match="sudah ditutup"):
        answer(case=closed, text="Sudah.", by=acts(head))


def test_a_finding_that_was_waived_closes_its_case_as_waived(case: Case, sekda: Actor) -> None:
    Finding.objects.update(outcome=Outcome.WAIVED.value)
    (closed,) = close_settled(by=sekda)

    assert (closed, closed.state) == (case, Case.State.WAIVED)


def test_a_finding_that_comes_back_opens_a_new_case(case: Case, sekda: Actor) -> None:
    Spell.objects.update(closed_at="2020-03-04T05:00:00Z")
    close_settled(by=sekda)
    Spell.objects.create(finding=case.finding, opened_at="2020-03-05T05:00:00Z")
    (again,) = open_cases(on=date(2020, 3, 5), by=sekda).cases

    assert again != case
    assert again.finding == case.finding


def test_the_trail_keeps_no_answer_in_words(case: Case, head: Office) -> None:
    answer(case=case, text="Rahasia dapur", by=acts(head))

    assert not Entry.objects.filter(change__contains="Rahasia").exists()


@pytest.fixture
def accepted(case: Case, head: Office, bappeda: Office) -> Case:
    """An answer that was accepted, while the rules still find what they found."""
    Task.objects.update(opened_on=DAY)
    answer(case=case, text="Indikatornya ada di lampiran.", by=acts(head))
    return accept(case=case, by=acts(bappeda), until=timezone.localdate() + timedelta(days=10))


def opened_on(days: int, by: Actor) -> Sequence[Case]:
    """What a run opens so many days from now."""
    return open_cases(on=timezone.localdate() + timedelta(days=days), by=by).cases


@pytest.mark.usefixtures("accepted")
def test_an_accepted_answer_stands_while_the_finding_says_the_same(sekda: Actor) -> None:
    Finding.objects.update(message="Belum ada indikator; kalimatnya baru.")

    assert not opened_on(1, sekda)
    assert not opened_on(10, sekda)


def test_it_is_asked_anew_the_day_after_the_last_one(accepted: Case, sekda: Actor) -> None:
    (again,) = opened_on(11, sekda)

    assert again != accepted
    assert again.finding == accepted.finding


@pytest.mark.usefixtures("accepted")
def test_it_is_asked_anew_when_what_decided_it_changes(sekda: Actor) -> None:
    Finding.objects.update(values=[["pagu", "Rp7"]])

    assert len(opened_on(1, sekda)) == 1


def test_it_is_asked_anew_when_it_went_and_came_back(accepted: Case, sekda: Actor) -> None:
    Spell.objects.update(closed_at=timezone.now())
    Spell.objects.create(finding=accepted.finding, opened_at=timezone.now())

    assert len(opened_on(1, sekda)) == 1


@pytest.mark.usefixtures("accepted")
def test_without_a_last_day_it_stands_until_the_finding_changes(sekda: Actor) -> None:
    Case.objects.update(until=None)

    assert not opened_on(1000, sekda)


@pytest.mark.parametrize("days", [-1, 367])
def test_a_last_day_lies_ahead_and_within_a_year(
    case: Case, head: Office, bappeda: Office, days: int
) -> None:
    answer(case=case, text="Sudah.", by=acts(head))

    with pytest.raises(ValidationError, match="paling lama satu tahun"):
        accept(case=case, by=acts(bappeda), until=timezone.localdate() + timedelta(days=days))
