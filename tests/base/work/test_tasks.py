"""Tasks belong to offices, have a day, and rise when it passes."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.audit.verify import verify
from kawal.base.organisation.actions import appoint
from kawal.base.organisation.models import Account, Office, Opd, Portfolio
from kawal.base.work.actions import Origin, finish, move, open_task, raise_late, remind
from kawal.base.work.models import Notice, Task

pytestmark = pytest.mark.django_db
MONDAY = date(2020, 3, 2)


@pytest.fixture
def health() -> Opd:
    return Opd.objects.create(number="05", name="Dinas Kesehatan", since="2017-01-01")


@pytest.fixture
def head(health: Opd) -> Office:
    return Office.objects.create(
        code="kepala-05", name="Kepala Dinas Kesehatan", role=Office.Role.HEAD, opd=health
    )


@pytest.fixture
def assistant(health: Opd) -> Office:
    office = Office.objects.create(
        code="asisten-1", name="Asisten Pemerintahan", role=Office.Role.ASSISTANT
    )
    Portfolio.objects.create(office=office, opd=health, since="2020-01-01")
    return office


@pytest.fixture
def sekda_office() -> Office:
    return Office.objects.create(code="sekda", name="Sekretaris Daerah", role=Office.Role.SEKDA)


def a_task(office: Office, by: Actor, key: str = "1") -> Task:
    origin = Origin("findings.case", key)
    return open_task(
        office=office, title="Lengkapi satuan", origin=origin, on=MONDAY, days=5, by=by
    )


def test_it_is_due_after_so_many_working_days(head: Office, sekda: Actor) -> None:
    assert a_task(head, sekda).due_on == date(2020, 3, 9)


def test_the_same_origin_opens_no_second_task_while_one_waits(head: Office, sekda: Actor) -> None:
    first = a_task(head, sekda)
    assert a_task(head, sekda) == first
    finish(task=first, by=sekda)

    assert a_task(head, sekda) != first
    assert verify().lines == Entry.objects.count() == 3


def test_nor_does_the_database_allow_it(head: Office, sekda: Actor) -> None:
    task = a_task(head, sekda)
    task.pk = None
    task._state.adding = True

    with pytest.raises(DatabaseError), transaction.atomic():
        task.save()


def test_a_new_holder_has_the_offices_tasks_from_the_first_morning(
    head: Office, sekda: Actor
) -> None:
    old, new = (Account.objects.create_account(code) for code in ("lama", "baru"))
    appoint(office=head, account=old, since=date(2019, 1, 1), by=sekda)
    appoint(office=head, account=new, since=date(2020, 3, 3), by=sekda)
    task = a_task(head, sekda)

    assert list(Task.objects.inbox(old, MONDAY)) == [task]
    assert list(Task.objects.inbox(new, MONDAY)) == []
    assert list(Task.objects.inbox(old, date(2020, 3, 3))) == []
    assert list(Task.objects.inbox(new, date(2020, 3, 3))) == [task]


def test_the_most_pressing_comes_first_and_what_is_done_is_gone(head: Office, sekda: Actor) -> None:
    one = Account.objects.create_account("satu")
    appoint(office=head, account=one, since=date(2019, 1, 1), by=sekda)
    later, sooner, done = (a_task(head, sekda, key) for key in "abc")
    move(task=sooner, due_on=date(2020, 3, 4), by=sekda)
    finish(task=done, by=sekda)

    assert list(Task.objects.inbox(one, MONDAY)) == [sooner, later]


def test_what_is_late_rises_to_the_assistant_and_then_to_the_sekda(
    head: Office, assistant: Office, sekda_office: Office, sekda: Actor
) -> None:
    task = a_task(head, sekda)

    assert raise_late(on=date(2020, 3, 9), by=sekda) == []
    assert raise_late(on=date(2020, 3, 10), by=sekda) == [task]
    task.refresh_from_db()
    assert task.risen_to == assistant
    raise_late(on=date(2020, 3, 11), by=sekda)
    task.refresh_from_db()
    assert task.risen_to == sekda_office
    assert raise_late(on=date(2020, 3, 12), by=sekda) == []
    assert task.office == head


def test_without_an_assistant_it_rises_to_the_sekda_at_once(
    head: Office, sekda_office: Office, sekda: Actor
) -> None:
    a_task(head, sekda)
    (task,) = raise_late(on=date(2020, 3, 10), by=sekda)

    assert task.risen_to == sekda_office


def test_whom_it_rose_to_sees_it_too(head: Office, assistant: Office, sekda: Actor) -> None:
    one = Account.objects.create_account("asisten")
    appoint(office=assistant, account=one, since=date(2020, 1, 1), by=sekda)
    task = a_task(head, sekda)
    assert list(Task.objects.inbox(one, date(2020, 3, 10))) == []
    raise_late(on=date(2020, 3, 10), by=sekda)

    assert list(Task.objects.inbox(one, date(2020, 3, 10))) == [task]


def test_a_task_with_a_new_day_comes_down_again(
    head: Office, assistant: Office, sekda: Actor
) -> None:
    task = a_task(head, sekda)
    raise_late(on=date(2020, 3, 10), by=sekda)
    task.refresh_from_db()
    assert task.risen_to == assistant
    move(task=task, due_on=date(2020, 3, 20), by=sekda)

    assert task.risen_to is None
    with pytest.raises(ValidationError):
        move(task=task, due_on=date(2020, 3, 1), by=sekda)


def test_what_is_done_is_not_done_again(head: Office, sekda: Actor) -> None:
    task = finish(task=a_task(head, sekda), by=sekda)

    with pytest.raises(ValidationError, match="sudah selesai"):
        finish(task=task, by=sekda)


def test_an_office_is_reminded_once_on_a_working_day(head: Office, sekda: Actor) -> None:
    task = a_task(head, sekda)

    assert remind(task=task, on=MONDAY, by=sekda)
    assert not remind(task=task, on=MONDAY, by=sekda)
    assert remind(task=task, on=date(2020, 3, 3), by=sekda)

    told = Notice.objects.filter(office=head, key__startswith="work.remind").order_by("pk")
    assert [notice.task for notice in told] == [task, task]
    assert "Diingatkan Sekretaris Daerah, tenggat 9 Maret 2020: Lengkapi satuan" in told[0].words
    assert Entry.objects.filter(action="work.remind").count() == 2
    assert task.reminded_on == date(2020, 3, 3)


def test_a_weekend_counts_with_its_friday(head: Office, sekda: Actor) -> None:
    task = a_task(head, sekda)

    assert remind(task=task, on=date(2020, 3, 6), by=sekda)
    assert not remind(task=task, on=date(2020, 3, 7), by=sekda)
    assert not remind(task=task, on=date(2020, 3, 8), by=sekda)
    assert remind(task=task, on=date(2020, 3, 9), by=sekda)


def test_nobody_is_reminded_of_what_is_done_nor_by_the_own_office(
    head: Office, sekda: Actor
) -> None:
    task = a_task(head, sekda)
    own = Actor(account="kepala", office=head.code, office_label=head.name)
    with pytest.raises(ValidationError, match="jabatan Anda sendiri"):
        remind(task=task, on=MONDAY, by=own)
    finish(task=task, by=sekda)

    with pytest.raises(ValidationError, match="sudah selesai"):
        remind(task=task, on=MONDAY, by=sekda)
    assert not Notice.objects.filter(key__startswith="work.remind").exists()
