"""Runs of the rules, findings that keep their identity over runs, waivers that end by themselves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from kawal.base.audit.chain import canonical, digest_of_text
from kawal.base.organisation.models import Office, Opd
from kawal.base.organisation.seat import Reach, Seat
from kawal.base.work.models import Task
from kawal.engine.checks.rule import Outcome
from kawal.office.planning.models import Plan

if TYPE_CHECKING:
    from django.db.models import QuerySet

UNCERTAIN = "SIAP-04"
"""The rule that says of an indicator that it is not measurable and certain: something is not filled."""
BLUNT = "TAJAM-01"
"""Under which code an indicator is blunt, by the words of `checks/sharpness` (`sharp`)."""
OUTCOMES = (Outcome.FAILED, Outcome.UNKNOWN, Outcome.WAIVED)
"""What a finding may be; the other outcomes are no finding."""


class CheckRun(models.Model):
    """One run of the rules over all plans: who had it run, when, over what, by which rules, how long,
    and how much could be judged.

    digest: of the snapshot. rules_digest: of the rules with their numbers. coverage: per rule the
    number of subjects per outcome, and of indicators that are sharp or blunt under BLUNT; the other
    counts are those of the rules, as the command gives them. milliseconds: reading from the database
    and judging. written: how much was written to the plans and waivers when they were read
    (`actions.what_is_written`).
    """

    started_at = models.DateTimeField("mulai")
    milliseconds = models.IntegerField("lama (ms)")
    account = models.CharField("akun", max_length=80)
    office = models.CharField("jabatan", max_length=80)
    on = models.DateField("per tanggal")
    digest = models.CharField("sidik data", max_length=64)
    rules_digest = models.CharField("sidik aturan", max_length=64)
    blocking = models.IntegerField("menghalangi")
    warnings = models.IntegerField("peringatan")
    assessed = models.IntegerField("dinilai")
    applicable = models.IntegerField("berlaku")
    coverage = models.JSONField("cakupan per aturan")
    written = models.BigIntegerField("baris jejak rencana", null=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"Pemeriksaan {self.started_at:%Y-%m-%d %H.%M}"


class FindingQuerySet(models.QuerySet[Any]):
    """Findings as they are asked for."""

    def visible_to(self, seat: Seat) -> QuerySet[Any]:
        """Those within reach. What is found in a draft belongs to its OPD until it submits."""
        within = self.filter(seat.within("opd"))
        if seat.reach is Reach.OWN:
            return within
        return within.exclude(plan__in=Plan.objects.drafts().values("pk"))

    def open(self) -> QuerySet[Any]:
        """Those that the last run still found, waived or not."""
        return self.filter(spells__in=Spell.objects.filter(closed_at__isnull=True))

    def calling(self) -> QuerySet[Any]:
        """Open ones that call for somebody's answer: what stops the lock, and indicators
        that are uncertain or blunt."""
        asked = Q(blocking=True) | Q(rule__in=(UNCERTAIN, BLUNT))
        return self.open().filter(asked, outcome=Outcome.FAILED.value)

    def stopping(self) -> QuerySet[Any]:
        """Open ones that stop the lock."""
        return self.open().filter(blocking=True, outcome=Outcome.FAILED.value)


class Finding(models.Model):
    """What one rule says of one subject. It stays the same finding however often it goes and comes:
    its spells tell when it was there.

    key: the subject's key columns joined by `|`. message, fix, owner: in Indonesian, of the last run
    that found it. field: `table.column` to open. values: what decided, each with what people call it.
    """

    rule = models.CharField("aturan", max_length=20)
    key = models.CharField("kunci", max_length=600)
    table = models.CharField("tabel", max_length=40)
    opd = models.ForeignKey(
        Opd, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="OPD"
    )
    plan = models.CharField("rencana", max_length=200, blank=True)
    blocking = models.BooleanField("menghalangi")
    outcome = models.CharField(
        "hasil", max_length=24, choices=[(each.value, each.value) for each in OUTCOMES]
    )
    message = models.TextField("pesan")
    fix = models.TextField("perbaikan")
    owner = models.CharField("yang bertindak", max_length=200)
    field = models.CharField("isian", max_length=80)
    values = models.JSONField("nilai yang dipakai", default=list)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ("rule", "key")
        constraints = (
            models.UniqueConstraint(fields=("rule", "key"), name="findings_finding_once"),
        )
        indexes = (models.Index(fields=("opd", "outcome", "blocking")),)

    def __str__(self) -> str:
        return f"{self.rule} {self.key}"

    @property
    def decided_by(self) -> str:
        """The digest of the values that decided it: the same as long as it says the same."""
        return digest_of_text(canonical([value for _, value in self.values]))

    def age(self, now: datetime) -> timedelta | None:
        """How long it has been there this time; None where it is gone."""
        spell = self.spells.filter(closed_at__isnull=True).first()
        return now - spell.opened_at if spell is not None else None


class Spell(models.Model):
    """A time during which a finding was there: from the run that found it to the run that did not."""

    finding = models.ForeignKey(
        Finding, models.CASCADE, related_name="spells", verbose_name="temuan"
    )
    opened_at = models.DateTimeField("sejak")
    closed_at = models.DateTimeField("sampai", null=True, blank=True)

    class Meta:
        ordering = ("opened_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("finding",), condition=Q(closed_at__isnull=True), name="findings_one_open_spell"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=models.F("opened_at")),
                name="findings_spell_times",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.finding}: {self.opened_at:%Y-%m-%d}"

    @property
    def reaction(self) -> timedelta | None:
        """How long it took to mend; None while it is there."""
        return self.closed_at - self.opened_at if self.closed_at is not None else None


class WaiverQuerySet(models.QuerySet[Any]):
    """Waivers as they are asked for."""

    def in_force(self, day: date) -> QuerySet[Any]:
        """Those that hold on that day; the last day itself still counts."""
        return self.filter(withdrawn_at__isnull=True, since__lte=day, until__gte=day)


class Waiver(models.Model):
    """An office accepts a finding for a reason until a day. The day after, the finding is back."""

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="waivers", verbose_name="temuan"
    )
    office = models.ForeignKey(Office, models.PROTECT, verbose_name="jabatan")
    reason = models.TextField("alasan")
    since = models.DateField("sejak")
    until = models.DateField("sampai")
    withdrawn_at = models.DateTimeField("dicabut", null=True, blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        ordering = ("finding", "since")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__gte=models.F("since")), name="findings_waiver_dates"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="findings_waiver_reason"),
        )

    def __str__(self) -> str:
        return f"{self.finding}: {self.office} sampai {self.until:%d-%m-%Y}"


class CaseQuerySet(models.QuerySet[Any]):
    """Cases as they are asked for."""

    def visible_to(self, seat: Seat) -> QuerySet[Any]:
        """Those of the findings within reach."""
        return self.filter(finding__in=Finding.objects.visible_to(seat))

    def in_hand(self) -> QuerySet[Any]:
        """Those that are not closed."""
        return self.exclude(state__in=Case.CLOSED)

    def standing(self, day: date) -> list[Case]:
        """Those whose answer was accepted and still stands on that day, as `Case` tells."""
        accepted = self.filter(state=Case.State.ACCEPTED).exclude(until__lt=day)
        same_spell = Q(finding__spells__closed_at__isnull=True) & Q(
            finding__spells__opened_at__lte=models.F("task__done_at")
        )
        held = accepted.filter(same_spell).select_related("finding")
        return [case for case in held if case.decided == case.finding.decided_by]


class Case(models.Model):
    """A finding that stops the lock, in somebody's hands: an office answers, another accepts the answer
    or returns it with a reason. It is closed when it is accepted, or when the finding is gone or
    waived.

    An answer that was accepted stands: the rules go on finding what they find, and the lock stays
    held, but nobody is asked again as long as it is the same finding. It is asked anew, by a new case,
    when the values that decided it change, when it went and came back, or after `until`, the last day
    of what was accepted; without one it stands until the finding changes. decided: the digest of those
    values.
    """

    class State(models.TextChoices):
        OPEN = "terbuka", "menunggu jawaban"
        ANSWERED = "dijawab", "menunggu keputusan"
        RETURNED = "dikembalikan", "dikembalikan"
        ACCEPTED = "diterima", "jawaban diterima"
        MENDED = "diperbaiki", "temuannya sudah tidak ada"
        WAIVED = "dikecualikan", "temuannya dikecualikan"

    CLOSED = (State.ACCEPTED, State.MENDED, State.WAIVED)

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="cases", verbose_name="temuan"
    )
    task = models.OneToOneField(Task, models.PROTECT, related_name="case", verbose_name="tugas")
    state = models.CharField("keadaan", max_length=14, choices=State, default=State.OPEN)
    answer = models.TextField("jawaban", blank=True)
    reason = models.TextField("alasan pengembalian", blank=True)
    until = models.DateField("diterima sampai", null=True, blank=True)
    decided = models.CharField("sidik nilai yang diterima", max_length=64, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("finding",),
                condition=~Q(state__in=("diterima", "diperbaiki", "dikecualikan")),
                name="findings_one_open_case",
            ),
            models.CheckConstraint(
                condition=~Q(state="dikembalikan") | ~Q(reason=""), name="findings_return_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.finding}: {self.get_state_display()}"
