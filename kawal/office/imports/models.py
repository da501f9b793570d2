"""Files that somebody brought, and how far each has come.

A row is the job as well: whatever ends the process, what waits or is being applied still says so, and
the next worker takes it up again (`worker.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from kawal.base.audit.actions import Actor, Subject
from kawal.base.organisation.clock import now
from kawal.base.organisation.models import Opd

if TYPE_CHECKING:
    from django.db.models import QuerySet


class State(models.TextChoices):
    """How far a file has come."""

    WAITING = "menunggu", "sedang dibaca"
    READ = "siap", "menunggu keputusan"
    APPLYING = "menerapkan", "sedang diterapkan"
    APPLIED = "diterapkan", "sudah diterapkan"
    REFUSED = "karantina", "di karantina"
    DISCARDED = "dibuang", "dibuang"


class UploadQuerySet(models.QuerySet[Any]):
    """Files as they are asked for."""

    def visible_to(self, seat: Any) -> QuerySet[Any]:
        """Those within reach of who sits there."""
        return self.filter(seat.within("opd"))

    def due(self) -> QuerySet[Any]:
        """Those on which a worker has something to do, the oldest first."""
        return self.filter(state__in=(State.WAITING, State.APPLYING)).order_by("pk")


class Upload(models.Model):
    """One file.

    token, suffix: its name on disk, ours and not the user's; name: what the user calls it. account,
    office, office_label: who brought it; approver…: who had it applied. opd: the OPD that it may
    touch, none for the whole region. whole: whether it takes the place of the whole book. stated:
    whether who brought it says that it is of this region, where the file does not. done of steps: the
    progress. problems: rows with fault, file, row, column, value, message, fix. digest: of what was
    read; book_digest: of the book at the preview, empty where there was none; joined_digest: of what
    the book would be. preview, findings: see `preview.py`.
    """

    token = models.CharField("nama di server", max_length=32, unique=True)
    suffix = models.CharField("akhiran", max_length=9, blank=True)
    name = models.CharField("nama berkas", max_length=200)
    size = models.BigIntegerField("besar (bita)")
    sha256 = models.CharField("sidik berkas", max_length=64)
    account = models.CharField("akun", max_length=80)
    office = models.CharField("jabatan", max_length=80)
    office_label = models.CharField("nama jabatan", max_length=200)
    opd = models.ForeignKey(
        Opd, models.PROTECT, null=True, blank=True, related_name="uploads", verbose_name="OPD"
    )
    whole = models.BooleanField("menggantikan seluruh rencana", default=False)
    stated = models.BooleanField("dinyatakan dari wilayah ini", default=False)
    received_at = models.DateTimeField("diterima", default=now, editable=False)

    state = models.CharField("keadaan", max_length=12, choices=State, default=State.WAITING)
    stage = models.CharField("langkah", max_length=80, blank=True)
    done = models.IntegerField("langkah selesai", default=0)
    steps = models.IntegerField("banyak langkah", default=5)
    attempts = models.IntegerField("percobaan", default=0)
    problems = models.JSONField("galat", default=list)
    remark = models.TextField("catatan", blank=True)
    digest = models.CharField("sidik isi", max_length=64, blank=True)
    book_digest = models.CharField("sidik rencana saat pratinjau", max_length=64, blank=True)
    joined_digest = models.CharField("sidik rencana sesudahnya", max_length=64, blank=True)
    preview = models.JSONField("pratinjau", default=dict)
    findings = models.JSONField("hasil pemeriksaan", default=dict)
    approver = models.CharField("akun yang menerapkan", max_length=80, blank=True)
    approver_office = models.CharField("jabatan yang menerapkan", max_length=80, blank=True)
    approver_label = models.CharField("nama jabatan yang menerapkan", max_length=200, blank=True)
    decided_at = models.DateTimeField("diputuskan", null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=("state", "id")),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(whole=True) | Q(opd__isnull=True), name="imports_whole_is_of_the_region"
            ),
            models.CheckConstraint(
                condition=Q(done__gte=0) & Q(done__lte=models.F("steps")), name="imports_progress"
            ),
            models.UniqueConstraint(  # the book takes one at a time
                fields=("state",), condition=Q(state="menerapkan"), name="imports_one_applying"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def file(self) -> str:
        """Its name on disk."""
        return self.token + self.suffix

    @property
    def subject(self) -> Subject:
        """What the trail calls it."""
        return Subject("imports.upload", str(self.pk), self.sha256)

    @property
    def received_from(self) -> Actor:
        """In whose name it was brought."""
        return Actor(self.account, self.office, self.office_label)

    @property
    def approved_by(self) -> Actor:
        """In whose name it is applied."""
        return Actor(self.approver, self.approver_office, self.approver_label)

    @property
    def is_busy(self) -> bool:
        """Whether a worker has something to do with it."""
        return self.state in (State.WAITING, State.APPLYING)
