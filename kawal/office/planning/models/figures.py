"""What is never overwritten: the figures of the plans, what any other row was before, and what is being
typed.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce

from kawal.base.audit.models import Entry
from kawal.office.planning.fields import ExactDecimalField, SenField
from kawal.office.planning.models.tree import KEY, Indicator, Node, Plan

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Figures(models.Manager[Any]):
    """The rows in force: what stands in the plans now."""

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().filter(superseded_at__isnull=True)


class EveryFigure(models.Manager[Any]):
    """Every row that ever stood."""

    def on(self, moment: datetime | None) -> QuerySet[Any]:
        """Those in force at that moment; now, without one. whose: the key of the node or indicator,
        also of one that is no more."""
        whose = self.model.WHOSE
        rows = self.annotate(whose=Coalesce(F(f"{whose}_id"), F(f"former_{whose}")))
        if moment is None:
            return rows.filter(superseded_at__isnull=True)
        ended = Q(superseded_at__isnull=False, superseded_at__lte=moment)
        return rows.filter(recorded_at__lte=moment).exclude(ended)


class Figure(models.Model):
    """A row that is never overwritten: what changes is a new row, and this one ends.

    recorded_at, superseded_at: from when to when it stood, null while it is in force. entry, ended:
    the lines of the trail that brought it and ended it. WHOSE: the field that says whose it is.
    """

    WHOSE: str

    recorded_at = models.DateTimeField("berlaku sejak")
    superseded_at = models.DateTimeField("berlaku sampai", null=True, blank=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", verbose_name="baris jejak")
    ended = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="baris jejak yang mengakhiri",
    )  # fmt: skip

    objects = Figures()
    ever = EveryFigure()

    class Meta:
        abstract = True


IN_FORCE = Q(superseded_at__isnull=True)


def _ended(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(superseded_at__isnull=True, ended__isnull=True)
        | Q(superseded_at__isnull=False, ended__isnull=False),
        name=name,
    )


class Target(Figure):
    """What an indicator is to reach in a year, or in a quarter of it.

    former_indicator: whose it was, once that indicator is no more.
    """

    WHOSE = "indicator"

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, null=True, related_name="targets", verbose_name="indikator"
    )
    former_indicator = models.CharField("indikator dahulu", max_length=KEY, blank=True)
    year = models.IntegerField("tahun")
    quarter = models.IntegerField("triwulan")
    text = models.TextField("target tertulis", blank=True)
    value = ExactDecimalField("nilai target", null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "year", "quarter"), condition=IN_FORCE,
                name="planning_target_once",
            ),
            models.CheckConstraint(
                condition=~IN_FORCE | Q(indicator__isnull=False), name="planning_target_of"
            ),
            models.CheckConstraint(
                condition=Q(quarter__range=(0, 4)), name="planning_target_quarter"
            ),
            _ended("planning_target_ended"),
        )  # fmt: skip
        indexes = (models.Index(fields=("former_indicator",)),)

    def __str__(self) -> str:
        return f"{self.indicator_id or self.former_indicator} {self.year}: {self.text}"


class AllocationQuerySet(models.QuerySet[Any]):
    """Allocations as they are asked for."""

    def of_lines(self) -> QuerySet[Any]:
        """Those on the lines of a plan, in the plan's own year."""
        return self.filter(node__level="sub_kegiatan", year=F("node__plan__first_year"))

    def sums(self, *by: str) -> dict[Any, int | None]:
        """In sen, per value of that field, or per values of several; None where one of those summed
        says no amount: what is not known makes no sum smaller."""
        silent = Count("pk", filter=Q(amount__isnull=True))
        rows = self.order_by().values_list(*by).annotate(total=Sum("amount"), silent=silent)
        return {
            key[0] if len(key) == 1 else tuple(key): None if silent else total
            for *key, total, silent in rows
        }


class Allocation(Figure):
    """Money on a node in a year, from one source.

    key: its id in snapshots. former_node: where it was, once that node is no more.
    """

    WHOSE = "node"

    key = models.CharField("alokasi", max_length=KEY)
    node = models.ForeignKey(
        Node, models.PROTECT, null=True, related_name="allocations", verbose_name="bagian"
    )
    former_node = models.CharField("bagian dahulu", max_length=KEY, blank=True)
    year = models.IntegerField("tahun")
    fund = models.CharField("sumber dana", max_length=200, blank=True)
    account = models.CharField("rekening belanja", max_length=60, blank=True)
    amount = SenField("pagu", null=True, blank=True)

    objects = Figures.from_queryset(AllocationQuerySet)()
    ever = EveryFigure()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("key",), condition=IN_FORCE, name="planning_allocation_once"
            ),
            models.CheckConstraint(
                condition=~IN_FORCE | Q(node__isnull=False), name="planning_allocation_of"
            ),
            _ended("planning_allocation_ended"),
        )
        indexes = (models.Index(fields=("key", "recorded_at")),)

    def __str__(self) -> str:
        return self.key


class Former(models.Model):
    """A row of any other table, and what the book said of itself, as it stood before a change: with
    these, everything can be read as of a day.

    cells: as a package writes them; null where the row was not there yet. until: when that ended,
    and entry the line of the trail that ended it.
    """

    table = models.CharField("tabel", max_length=40)
    key = models.CharField("kunci", max_length=3 * KEY)
    cells = models.JSONField("isi sebelumnya", null=True)
    until = models.DateTimeField("sampai")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", verbose_name="baris jejak")

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=("table", "until")),
            models.Index(fields=("table", "key")),
        )

    def __str__(self) -> str:
        return f"{self.table} {self.key} sampai {self.until:%Y-%m-%d}"


class Withdrawal(models.Model):
    """A line, an indicator or an amount that was taken out of a plan on screen, and why. What it was
    is kept in `Former`; its figures ended. name: as people knew it."""

    plan = models.ForeignKey(
        Plan, models.PROTECT, related_name="withdrawals", verbose_name="rencana"
    )
    table = models.CharField("tabel", max_length=40)
    key = models.CharField("kunci", max_length=KEY)
    name = models.TextField("nama")
    reason = models.TextField("alasan")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", verbose_name="baris jejak")

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


class Typed(models.Model):
    """What is being typed into a field and is not in the plan yet: one row per field and session.
    seen: what stood there when the typing began."""

    session = models.CharField("sesi", max_length=80)
    account = models.CharField("akun", max_length=80)
    table = models.CharField("tabel", max_length=40)
    key = models.CharField("kunci", max_length=KEY)
    field = models.CharField("isian", max_length=40)
    text = models.TextField("ketikan", blank=True)
    seen = models.TextField("isi semula", blank=True)
    saved_at = models.DateTimeField("disimpan")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("session", "table", "key", "field"), name="planning_typed_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.table} {self.key} {self.field}"
