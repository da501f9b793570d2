"""What is said about the book beside it: the book itself lies in the plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from kawal.base.organisation.models import Office, Opd
from kawal.base.organisation.seat import Reach, Seat
from kawal.base.work.models import Task
from kawal.engine.shared.language import said_later
from kawal.office.planning.models import KEY

if TYPE_CHECKING:
    from django.db.models import QuerySet


class ChangeQuerySet(models.QuerySet[Any]):
    """Proposals of change as they are asked for."""

    def visible_to(self, seat: Seat) -> QuerySet[Any]:
        """Those on the promise of an OPD within reach, on what is the whole region's, and those that
        the reader's own office filed."""
        if seat.reach is Reach.NONE:
            return self.none()
        return self.filter(seat.within("opd") | Q(opd__isnull=True) | Q(office=seat.office))

    def waiting(self) -> QuerySet[Any]:
        """Those that nobody decided on yet."""
        return self.filter(state=Change.State.FILED)


class Change(models.Model):
    """A proposal to word an indicator of the RPJMD otherwise (*usul perubahan*). It changes nothing:
    the RPJMD is a Perda. One that is accepted is put before whoever writes the next version.

    indicator, plan: ids, so that it outlives the version that it speaks of. opd: whose promise it is,
    null where it is the region's. was: the wording when it was filed, with its unit.
    """

    class State(models.TextChoices):
        FILED = "diajukan", said_later("menunggu putusan")
        ACCEPTED = "diterima", said_later("diterima untuk versi berikutnya")
        REFUSED = "ditolak", said_later("ditolak")

    indicator = models.CharField("indikator", max_length=KEY)
    plan = models.CharField("rencana", max_length=KEY)
    opd = models.ForeignKey(
        Opd, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="OPD"
    )
    was = models.TextField("rumusan semula")
    was_unit = models.CharField("satuan semula", max_length=200, blank=True)
    text = models.TextField("rumusan yang diusulkan")
    unit = models.CharField("satuan yang diusulkan", max_length=200, blank=True)
    reason = models.TextField("alasan")
    office = models.ForeignKey(
        Office, models.PROTECT, related_name="+", verbose_name="diajukan oleh"
    )
    filed_on = models.DateField("tanggal usul")
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.FILED)
    decided_on = models.DateField("tanggal putusan", null=True, blank=True)
    decided_by = models.CharField("diputuskan oleh", max_length=200, blank=True)
    decision = models.TextField("alasan putusan", blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "text"), condition=Q(state="diajukan"), name="book_change_once"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="book_change_reason"),
            models.CheckConstraint(
                condition=~Q(state="ditolak") | ~Q(decision=""), name="book_refusal_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.was} → {self.text}"


class PartnershipQuerySet(models.QuerySet[Any]):
    """What was asked, as it is asked for."""

    def visible_to(self, seat: Seat) -> QuerySet[Any]:
        """Those in which an OPD within reach asks or is asked."""
        return self.filter(seat.within("one_opd") | seat.within("other_opd"))


class WordMeasure(models.Model):
    """An indicator by which a word of the visi is followed. No table of the snapshot says which, so
    Bappeda does. word: as the visi writes it. indicator: an id of the RPJMD's."""

    word = models.CharField("kata visi", max_length=KEY)
    indicator = models.CharField("indikator", max_length=KEY)

    class Meta:
        ordering = ("word", "indicator")
        constraints = (
            models.UniqueConstraint(fields=("word", "indicator"), name="book_measure_once"),
        )

    def __str__(self) -> str:
        return f"{self.word}: {self.indicator}"


class Partnership(models.Model):
    """Two lines or indicators of different OPD over which one asked the other to work together: once,
    whoever asks again. one: of the OPD that asked; other: of the one that is asked; both as they were
    called then, with ids that lead to them as long as they are there.
    """

    key = models.CharField("kunci pasangan", max_length=32, unique=True)
    table = models.CharField("tabel", max_length=20)
    one = models.CharField("milik pengusul", max_length=KEY)
    other = models.CharField("milik yang diminta", max_length=KEY)
    one_text = models.TextField("uraian milik pengusul")
    other_text = models.TextField("uraian milik yang diminta")
    one_opd = models.ForeignKey(Opd, models.PROTECT, related_name="+", verbose_name="OPD pengusul")
    other_opd = models.ForeignKey(
        Opd, models.PROTECT, related_name="+", verbose_name="OPD yang diminta"
    )
    score = models.IntegerField("nilai kemiripan")
    why = models.TextField("sebab")
    asked_on = models.DateField("tanggal")
    task = models.OneToOneField(
        Task, models.PROTECT, related_name="partnership", verbose_name="tugas"
    )
    answer = models.TextField("jawaban", blank=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.one_opd}, {self.other_opd}: {self.one_text}"
