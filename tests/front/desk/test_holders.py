"""An office's work stays with the office when its holder changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from kawal.base.audit.actions import Actor
from kawal.base.organisation.actions import appoint
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Account, Office
from kawal.base.work.models import Task
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]


def head_with_work() -> Office:
    """A head who sits in no second office."""
    for task in Task.objects.waiting().filter(office__role="kepala_opd", case__isnull=False):
        if task.office.holdings.on(today()).get().account.offices_on(today()).count() == 1:
            return task.office
    raise AssertionError("no head has anything to do")


def test_a_new_holder_has_the_offices_open_cases_at_once(sekda: Actor) -> None:
    office = head_with_work()
    new = Account.objects.create_account("kepala-baru")

    appoint(office=office, account=new, since=today(), by=sekda)

    told = enter(office.code).get(reverse("desk:waiting")).content.decode()
    for task in Task.objects.waiting().filter(office=office):
        assert task.title[:40] in told or task.title[:20] in told


def test_the_old_holders_rights_end_with_the_next_request(sekda: Actor) -> None:
    office = head_with_work()
    task = Task.objects.waiting().filter(office=office).first()
    assert task is not None
    before = enter(office.code)
    answer = reverse("findings:answer", args=[task.origin_key])
    assert before.get(reverse("desk:waiting")).status_code == 200

    new = Account.objects.create_account("kepala-baru")
    appoint(office=office, account=new, since=today(), by=sekda)

    assert before.get(reverse("desk:waiting")).status_code in (403, 404)
    assert before.post(answer, {"answer": "Sudah."}).status_code in (403, 404)
    assert enter(office.code).post(answer, {"answer": "Sudah."}).status_code == 302


def test_who_takes_over_tomorrow_has_no_right_today(sekda: Actor) -> None:
    office = head_with_work()
    new = Account.objects.create_account("kepala-baru")

    appoint(office=office, account=new, since=today() + timedelta(days=1), by=sekda)

    assert not new.offices_on(today()).exists()
    assert new.offices_on(today() + timedelta(days=1)).get() == office
