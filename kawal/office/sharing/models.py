"""The page of an OPD, or a plan, that an office outside may read from one day to another."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from kawal.base.organisation.models import DatedQuerySet, Office, Opd
from kawal.base.organisation.seat import Reach, Seat
from kawal.office.planning.models import Plan

if TYPE_CHECKING:
    from django.db.models import QuerySet


class ShareQuerySet(DatedQuerySet):
    """What is shared, as it is asked for."""

    def visible_to(self, seat: Seat) -> QuerySet[Any]:
        """What is shared with the reader's office; all of it for who reaches everything."""
        return self if seat.reach is Reach.ALL else self.filter(office=seat.office)

    def standing(self, day: date) -> QuerySet[Any]:
        """What may be read on that day. A plan that became a draft again is its OPD's alone."""
        held = self.on(day).filter(withdrawn_at__isnull=True)
        return held.exclude(plan__in=Plan.objects.drafts())


class Share(models.Model):
    """One thing shared with one office: the page of an OPD or a plan.

    given_by: the name of the office that shared it. withdrawn_at: when it was taken back before its
    last day; from that second on it is shut.
    """

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="shares", verbose_name="jabatan penerima"
    )
    opd = models.ForeignKey(
        Opd, models.PROTECT, null=True, blank=True, related_name="shares", verbose_name="OPD"
    )
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="shares", verbose_name="rencana"
    )
    since = models.DateField("sejak")
    until = models.DateField("sampai", null=True, blank=True)
    given_by = models.CharField("oleh", max_length=200)
    withdrawn_at = models.DateTimeField("dicabut", null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ("-since", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(opd__isnull=False, plan__isnull=True)
                | Q(opd__isnull=True, plan__isnull=False),
                name="sharing_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="sharing_dates"
            ),
        )

    def __str__(self) -> str:
        return f"{self.opd or self.plan}: {self.office}"
