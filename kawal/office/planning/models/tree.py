"""Plans of every kind and height as one model, and beside them what has no room of its own yet.

RPJMD, Renstra, RKPD, Renja, PPAS and DPA are the same thing at different heights and times. A column
here is a column of the snapshot (`docs/snapshot.md`); an empty text is what the snapshot calls null.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from kawal.base.audit.models import Entry
from kawal.base.organisation.models import Opd, Unit
from kawal.base.organisation.seat import Reach, Seat
from kawal.engine.snapshot import schema
from kawal.office.planning.fields import ExactDecimalField, SenField

if TYPE_CHECKING:
    from django.db.models import QuerySet

KEY = 200
"""Characters of an id in a snapshot that are kept."""


def _choices(*values: str) -> list[tuple[str, str]]:
    return [(value, value.replace("_", " ")) for value in values]


class Book(models.Model):
    """What the plans say of themselves as a whole. Whoever writes into the plans holds this row locked.

    carried: per table the columns that they carry, as JSON, since an absent column is not an empty
    one. opds, units: those of the organisation that the plans carry. entry: the line of the last
    write into the plans: while it is the same, so are they.
    """

    year = models.IntegerField("tahun yang direncanakan")
    sample = models.BooleanField("data contoh")
    source = models.TextField("sumber", blank=True)
    carried = models.JSONField("yang dimuat")
    opds = models.ManyToManyField(Opd, related_name="+", verbose_name="OPD")
    units = models.ManyToManyField(Unit, related_name="+", verbose_name="unit")
    entry = models.ForeignKey(
        Entry, models.PROTECT, related_name="+", verbose_name="baris jejak terakhir"
    )

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="planning_one_book"),)

    def __str__(self) -> str:
        return f"Rencana {self.year}"


class PlanQuerySet(models.QuerySet[Any]):
    """Plans as they are asked for."""

    def drafts(self) -> QuerySet[Any]:
        """Plans of an OPD that it still works on; a locked one counts as submitted."""
        return self.filter(opd__isnull=False, submitted_at__isnull=True).exclude(locked=True)

    def visible_to(self, seat: Seat) -> QuerySet[Any]:
        """Those within reach. A draft is its OPD's until it submits."""
        within = self.filter(seat.within("opd"))
        if seat.reach is Reach.OWN:
            return within
        return within.exclude(pk__in=Plan.objects.drafts().values("pk"))


class Plan(models.Model):
    """One version of one plan. A locked version never changes: a change is a new version.

    submitted_at: when its OPD submitted it; null while it is a draft. lock: the line of the trail that
    locked it, and baseline the digest of what it held then; none where it came locked. These three are
    no columns of a snapshot.
    """

    id = models.CharField("rencana", max_length=KEY, primary_key=True)
    kind = models.CharField("jenis", max_length=10, choices=_choices(*schema.PLAN_KINDS))
    opd = models.ForeignKey(Opd, models.PROTECT, null=True, blank=True, verbose_name="OPD")
    first_year = models.IntegerField("tahun pertama")
    last_year = models.IntegerField("tahun terakhir")
    version = models.IntegerField("versi")
    locked = models.BooleanField("terkunci", null=True, blank=True)
    locked_on = models.DateField("tanggal kunci", null=True, blank=True)
    basis = models.TextField("dasar hukum", blank=True)
    submitted_at = models.DateTimeField("diajukan", null=True, blank=True)
    lock = models.ForeignKey(
        Entry, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="baris jejak penguncian",
    )  # fmt: skip
    baseline = models.CharField("sidik isi terkunci", max_length=64, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "opd", "first_year", "last_year", "version"),
                name="planning_plan_once",
            ),
            models.UniqueConstraint(  # a null is unlike every other null
                fields=("kind", "first_year", "last_year", "version"),
                condition=Q(opd__isnull=True),
                name="planning_plan_of_the_region_once",
            ),
            models.CheckConstraint(
                condition=Q(first_year__lte=F("last_year")), name="planning_plan_years"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=schema.ANNUAL_KINDS) | Q(first_year=F("last_year")),
                name="planning_plan_of_a_year",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=schema.OPD_KINDS) | Q(opd__isnull=False),
                name="planning_plan_of_an_opd",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="planning_plan_version"),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.id


class NodeQuerySet(models.QuerySet[Any]):
    """Parts of plans as they are asked for."""

    def visible_to(self, seat: Seat) -> QuerySet[Any]:
        """Those in plans within reach."""
        return self.filter(plan__in=Plan.objects.visible_to(seat))


class Node(models.Model):
    """Everything in a plan, from visi to sub kegiatan."""

    id = models.CharField("bagian rencana", max_length=KEY, primary_key=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="nodes", verbose_name="rencana")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="induk"
    )
    level = models.CharField("tingkat", max_length=12, choices=_choices(*schema.LEVELS))
    code = models.CharField("kode", max_length=60, blank=True)
    title = models.TextField("uraian", blank=True)
    opd = models.ForeignKey(Opd, models.PROTECT, null=True, blank=True, verbose_name="OPD")
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, to_field="code", verbose_name="unit"
    )
    location = models.TextField("lokasi", blank=True)
    target_group = models.TextField("kelompok sasaran", blank=True)
    result = models.TextField("hasil", blank=True)
    reason = models.TextField("alasan melayani", blank=True)
    stated_total = SenField("jumlah tercetak", null=True, blank=True)

    objects = NodeQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("plan", "opd", "level")),)
        constraints = (
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="planning_node_parent"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.title}".strip() or self.id


class Support(models.Model):
    """Which node of a higher plan a node serves."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="supports", verbose_name="bagian")
    above = models.ForeignKey(
        Node, models.PROTECT, related_name="served_by", verbose_name="di atas"
    )
    kind = models.CharField("jenis dukungan", max_length=10, choices=_choices("utama", "pendukung"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("node", "above"), name="planning_support_once"),
        )

    def __str__(self) -> str:
        return f"{self.node_id} → {self.above_id}"


class Indicator(models.Model):
    """What is measured on a node."""

    id = models.CharField("indikator", max_length=KEY, primary_key=True)
    node = models.ForeignKey(Node, models.PROTECT, related_name="indicators", verbose_name="bagian")
    name = models.TextField("teks indikator", blank=True)
    unit = models.CharField("satuan", max_length=200, blank=True)
    direction = models.CharField("arah", max_length=10, blank=True)
    accumulation = models.CharField("akumulasi", max_length=10, blank=True)
    measure = models.CharField("jenis ukuran", max_length=10, blank=True)
    definition = models.TextField("definisi", blank=True)
    formula = models.TextField("rumus", blank=True)
    source = models.TextField("sumber data", blank=True)
    frequency = models.CharField("frekuensi", max_length=200, blank=True)
    baseline_text = models.TextField("kondisi awal tertulis", blank=True)
    baseline = ExactDecimalField("kondisi awal", null=True, blank=True)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followers",
        verbose_name="indikator yang diikuti",
    )  # fmt: skip
    retired_on = models.DateField("berhenti dipakai", null=True, blank=True)
    retired_reason = models.TextField("alasan berhenti", blank=True)

    def __str__(self) -> str:
        return self.name or self.id


class Step(models.Model):
    """A step of the time plan of a node."""

    id = models.CharField("langkah", max_length=KEY, primary_key=True)
    node = models.ForeignKey(Node, models.PROTECT, related_name="steps", verbose_name="bagian")
    kind = models.CharField("jenis langkah", max_length=12, choices=_choices(*schema.STEPS))
    starts_on = models.DateField("mulai", null=True, blank=True)
    ends_on = models.DateField("selesai", null=True, blank=True)

    def __str__(self) -> str:
        return self.id


class Tag(models.Model):
    """Why a node is watched."""

    node = models.ForeignKey(Node, models.PROTECT, related_name="tags", verbose_name="bagian")
    kind = models.CharField("jenis penanda", max_length=12, choices=_choices(*schema.TAGS))
    code = models.CharField("kode penanda", max_length=KEY)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("node", "kind", "code"), name="planning_tag_once"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.code}: {self.node_id}"


class Ceiling(models.Model):
    """How much an OPD may plan."""

    opd = models.ForeignKey(Opd, models.PROTECT, related_name="ceilings", verbose_name="OPD")
    year = models.IntegerField("tahun")
    stage = models.CharField("tahap", max_length=10, choices=_choices(*schema.STAGES))
    fund = models.CharField("sumber dana", max_length=200)
    amount = SenField("pagu indikatif", null=True, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("opd", "year", "stage", "fund"), name="planning_ceiling_once"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="planning_ceiling_sum"
            ),
        )

    def __str__(self) -> str:
        return f"{self.opd} {self.year} {self.stage} {self.fund}"


class VerbatimRow(models.Model):
    """A row of a table that has no room of its own yet, cell by cell as the snapshot writes it.
    whose: the node, indicator or OPD that it speaks of."""

    table = models.CharField("tabel", max_length=40)
    key = models.CharField("kunci", max_length=3 * KEY)
    whose = models.CharField("tentang", max_length=KEY, blank=True)
    cells = models.JSONField("isi")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("table", "key"), name="planning_verbatim_once"),
        )
        indexes = (models.Index(fields=("table", "whose")),)

    def __str__(self) -> str:
        return f"{self.table} {self.key}"
