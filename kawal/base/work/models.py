"""Tasks. A task belongs to an office, not to a person: a new holder has it from the first morning."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from kawal.base.organisation.clock import now
from kawal.base.organisation.models import Account, Holding, Office
from kawal.base.organisation.seat import Seat

if TYPE_CHECKING:
    from django.db.models import QuerySet


class TaskQuerySet(models.QuerySet[Any]):
    """Tasks as they are asked for."""

    def waiting(self) -> QuerySet[Any]:
        """Those that are not done."""
        return self.filter(done_at__isnull=True)

    def visible_to(self, seat: Seat) -> QuerySet[Any]:
        """Those of offices of the OPD within the reader's reach, and those of the reader's own."""
        mine = Q(office=seat.office) | Q(risen_to=seat.office)
        return self.filter(seat.within("office__opd") | mine)

    def late(self, day: date) -> QuerySet[Any]:
        """Those that wait beyond their day."""
        return self.waiting().filter(due_on__lt=day)

    def inbox(self, account: Account, day: date) -> QuerySet[Any]:
        """What waits for the account on that day: all tasks of the offices that it holds then, with
        those that have risen to them; the most pressing first."""
        held = Holding.objects.on(day).filter(account=account).values("office")
        mine = Q(office__in=held) | Q(risen_to__in=held)
        return self.waiting().filter(mine).order_by("due_on", "pk")


class Task(models.Model):
    """Something that an office has to do.

    origin: what it comes from, its kind and key, so that it leads back there. due_on: the last day.
    risen_to: the office above that sees it too, since it was not done in time. reminded_on: the
    working day on which its office was last reminded.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="tasks", verbose_name="jabatan")
    title = models.CharField("tugas", max_length=300)
    origin_kind = models.CharField("asal", max_length=60)
    origin_key = models.CharField("kunci asal", max_length=200)
    opened_on = models.DateField("dibuka")
    due_on = models.DateField("tenggat")
    risen_to = models.ForeignKey(
        Office, models.PROTECT, null=True, blank=True, related_name="risen_tasks",
        verbose_name="naik kepada",
    )  # fmt: skip
    reminded_on = models.DateField("diingatkan", null=True, blank=True)
    done_at = models.DateTimeField("selesai", null=True, blank=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(due_on__gte=F("opened_on")), name="work_task_days"),
            models.UniqueConstraint(
                fields=("origin_kind", "origin_key"), condition=Q(done_at__isnull=True),
                name="work_one_waiting_task",
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=("office", "done_at", "due_on")),)

    def __str__(self) -> str:
        return self.title


class NoticeQuerySet(models.QuerySet[Any]):
    """Notices as they are asked for."""

    def visible_to(self, seat: Seat) -> QuerySet[Any]:
        """Those for the office in which the reader acts."""
        return self.filter(office=seat.office)

    def unread(self) -> QuerySet[Any]:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """Something that an office is told: once, whatever happens.

    key: what it is told of; an office is told the same thing once. task: where it leads.
    mailed_at: when it was handed to the mail; null where it was not, or has no mailbox.
    """

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="notices", verbose_name="jabatan"
    )
    key = models.CharField("kunci", max_length=200)
    words = models.CharField("kabar", max_length=400)
    task = models.ForeignKey(
        Task, models.CASCADE, null=True, blank=True, related_name="notices", verbose_name="tugas"
    )
    made_at = models.DateTimeField("dibuat", default=now, editable=False)
    read_at = models.DateTimeField("dibaca", null=True, blank=True)
    mailed_at = models.DateTimeField("dikirim", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("office", "key"), name="work_notice_once"),)
        indexes = (models.Index(fields=("office", "read_at")),)

    def __str__(self) -> str:
        return self.words
