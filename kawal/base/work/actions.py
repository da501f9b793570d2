"""Giving an office something to do, and seeing that it is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.organisation.clock import now
from kawal.base.organisation.models import Office, Portfolio
from kawal.base.work.models import Task
from kawal.base.work.notices import notify
from kawal.engine.measures.working_days import is_working_day, working_day_after
from kawal.engine.shared.wording import long_date


@dataclass(frozen=True)
class Origin:
    """What a task comes from: a kind and a key that lead back there."""

    kind: str
    key: str


@transaction.atomic
def open_task(
    *, office: Office, title: str, origin: Origin, on: date, days: int, by: Actor
) -> Task:
    """Give an office a task with so many working days. What waits already from the same origin is
    not opened twice: that task is returned as it stands."""
    waiting = Task.objects.waiting().filter(origin_kind=origin.kind, origin_key=origin.key).first()
    if waiting is not None:
        return waiting
    task = Task.objects.create(
        office=office,
        title=title,
        origin_kind=origin.kind,
        origin_key=origin.key,
        opened_on=on,
        due_on=working_day_after(on, days),
    )
    notify(
        office=office,
        key=f"work.open|{task.pk}",
        words=f"Tugas baru, tenggat {long_date(task.due_on)}: {title}",
        task=task,
    )
    change = {"office": office.code, "origin": origin.kind, "due": task.due_on.isoformat()}
    record(by=by, action="work.open", subject=_subject(task), change=change)
    return task


@transaction.atomic
def finish(*, task: Task, by: Actor) -> Task:
    """The task is done. Raises ValidationError for one that is done already."""
    if task.done_at is not None:
        raise ValidationError(f"Tugas ini sudah selesai pada {task.done_at:%d-%m-%Y}.")
    task.done_at = now()
    task.save(update_fields=("done_at",))
    record(by=by, action="work.finish", subject=_subject(task), change={"office": task.office.code})
    return task


@transaction.atomic
def reopen(*, task: Task, on: date, days: int, by: Actor) -> Task:
    """Give the office a done task again, with so many working days. Raises ValidationError for one
    that waits already."""
    if task.done_at is None:
        raise ValidationError("Tugas ini belum selesai.")
    task.done_at, task.opened_on, task.risen_to, task.reminded_on = None, on, None, None
    task.due_on = working_day_after(on, days)
    task.save(update_fields=("done_at", "opened_on", "due_on", "risen_to", "reminded_on"))
    change = {"office": task.office.code, "due": task.due_on.isoformat()}
    record(by=by, action="work.reopen", subject=_subject(task), change=change)
    return task


@transaction.atomic
def move(*, task: Task, due_on: date, by: Actor) -> Task:
    """Give the task another last day. Raises ValidationError for one before it was opened."""
    if due_on < task.opened_on:
        raise ValidationError({"due_on": "Tenggat tidak dapat mendahului hari dibukanya tugas."})
    change = {"from": task.due_on.isoformat(), "to": due_on.isoformat()}
    task.due_on, task.risen_to = due_on, None
    task.save(update_fields=("due_on", "risen_to"))
    record(by=by, action="work.move", subject=_subject(task), change=change)
    return task


@transaction.atomic
def remind(*, task: Task, on: date, by: Actor) -> bool:
    """Remind the office that holds the task, in the application and by mail. Returns whether this very
    call did it: once on a working day is enough, whoever asks again; a day without work counts with the
    working day before it.

    Raises ValidationError for a task that is done, and from the office that holds it.
    """
    task.refresh_from_db(from_queryset=Task.objects.select_for_update(of=("self",)))
    if task.done_at is not None:
        raise ValidationError("Tugas ini sudah selesai; tidak ada yang perlu diingatkan.")
    if by.office == task.office.code:
        raise ValidationError("Tugas ini di tangan jabatan Anda sendiri.")
    if not can_be_reminded(task, on):
        return False
    task.reminded_on = day = working_day_of(on)
    task.save(update_fields=("reminded_on",))
    notify(
        office=task.office,
        key=f"work.remind|{task.pk}|{day.isoformat()}",
        words=f"Diingatkan {by.office_label}, tenggat {long_date(task.due_on)}: {task.title}",
        task=task,
    )
    change = {"office": task.office.code, "due": task.due_on.isoformat()}
    record(by=by, action="work.remind", subject=_subject(task), change=change)
    return True


def can_be_reminded(task: Task, on: date) -> bool:
    """Whether its office was not reminded yet on that working day."""
    return task.reminded_on is None or task.reminded_on < working_day_of(on)


def working_day_of(day: date) -> date:
    """The day itself where offices work, or else the last one before it on which they did."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


@transaction.atomic
def raise_late(*, on: date, by: Actor) -> Sequence[Task]:
    """Let what waits beyond its day rise one step: first to the assistant behind the OPD, and by the
    next run to the Sekda; where no assistant stands behind it, to the Sekda at once. Returns what
    rose. Run once a day."""
    risen = []
    sekda = Office.objects.filter(role=Office.Role.SEKDA).order_by("code").first()
    for task in Task.objects.late(on).select_related("office__opd", "risen_to"):
        above = _above(task, on, sekda)
        if above is None or above in (task.risen_to, task.office):
            continue
        task.risen_to = above
        task.save(update_fields=("risen_to",))
        notify(
            office=above,
            key=f"work.rise|{task.pk}",
            words=f"Lewat tenggat {long_date(task.due_on)}, {task.office}: {task.title}",
            task=task,
        )
        change = {"to": above.code, "due": task.due_on.isoformat()}
        record(by=by, action="work.rise", subject=_subject(task), change=change)
        risen.append(task)
    return risen


def _above(task: Task, on: date, sekda: Office | None) -> Office | None:
    if task.risen_to is not None or task.office.opd is None:
        return sekda
    behind = Portfolio.objects.on(on).filter(opd=task.office.opd).select_related("office").first()
    return behind.office if behind is not None else sekda


def _subject(task: Task) -> Subject:
    return Subject("work.task", str(task.pk), f"{task.origin_kind} {task.origin_key}")
