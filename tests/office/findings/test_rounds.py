"""Rules run by themselves: where the plans have changed, and each night."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kawal.base.audit.actions import Actor
from kawal.base.work.models import Task
from kawal.office.findings.models import Case, CheckRun, Finding
from kawal.office.findings.rounds import judge, judge_what_changed, night
from kawal.office.planning.actions import submit
from kawal.office.planning.models import Book, Plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]


def test_plans_that_nobody_wrote_to_are_not_judged_again() -> None:
    judge_what_changed()
    runs = CheckRun.objects.count()

    assert not judge_what_changed()
    assert CheckRun.objects.count() == runs


def test_a_plan_that_was_handed_in_is_judged_and_gets_its_cases(sekda: Actor) -> None:
    judge_what_changed()
    draft = Plan.objects.drafts().filter(first_year=2021).first()
    assert draft is not None
    before = Book.objects.get().entry_id

    submit(plan=draft, by=sekda)

    assert Book.objects.get().entry_id != before
    assert judge_what_changed()
    calling = Finding.objects.calling().filter(plan=draft.pk)
    assert set(calling) <= {case.finding for case in Case.objects.filter(finding__in=calling)}


def test_the_night_lets_what_is_late_rise() -> None:
    judge()
    task = Task.objects.waiting().filter(risen_to=None, office__role="kepala_opd").first()
    assert task is not None

    night(on=task.due_on + timedelta(days=1))

    task.refresh_from_db()
    assert task.risen_to is not None


def test_a_blunt_indicator_has_a_case_though_it_does_not_stop_the_lock() -> None:
    blunt = Finding.objects.open().filter(rule="SIAP-04", outcome="gagal").first()
    assert blunt is not None
    assert not blunt.blocking

    assert blunt.cases.exists()
