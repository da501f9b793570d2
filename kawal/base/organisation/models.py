"""Region, OPD, unit, office, holding, portfolio, account.

Rights, tasks and signatures bind an *office*, and an office has dated holders: on 3 March 2020 eleven
heads changed, and what their offices had promised stayed. People appear by an account's code and the
offices that it holds; no name, NIP or NIK is kept anywhere.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Region(models.Model):
    """The one regency that this installation serves. Kota Tegal is not Kabupaten Tegal: what comes
    from another region is refused."""

    code = models.CharField("kode wilayah", max_length=13, unique=True)
    name = models.CharField("nama wilayah", max_length=120)
    seat = models.CharField("ibu kota", max_length=120, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="organisation_one_region"),)

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class DatedQuerySet(models.QuerySet[Any]):
    """Rows that hold from one day to another, the last day left open where nothing ends them."""

    def on(self, day: date) -> QuerySet[Any]:
        """Those that hold on that day; the last day itself still counts."""
        return self.filter(Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day)))


class OpdQuerySet(DatedQuerySet):
    """OPD as they are asked for."""

    def visible_to(self, seat: Any) -> QuerySet[Any]:
        """Those within reach, with those whose series they carry on."""
        return self.filter(seat.within("pk"))


class UnitQuerySet(models.QuerySet[Any]):
    """Units as they are asked for."""

    def visible_to(self, seat: Any) -> QuerySet[Any]:
        """Those of the OPD within reach."""
        return self.filter(seat.within("opd"))


def _dated(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(until__isnull=True) | Q(until__gte=F("since")), name=name
    )


class Opd(models.Model):
    """A government office (organisasi perangkat daerah), from its first day to its last.

    number: its place in the official order, and its id in snapshots. successors: the OPD that carry
    on its series after a split, a merger or a new name.
    """

    number = models.CharField("nomor", max_length=40)
    code = models.CharField("kode organisasi", max_length=40, blank=True)
    name = models.CharField("nama OPD", max_length=200, blank=True)
    short = models.CharField("singkatan", max_length=40, blank=True)
    head = models.CharField("jabatan kepala", max_length=200, blank=True)
    since = models.DateField("berlaku sejak")
    until = models.DateField("berlaku sampai", null=True, blank=True)
    successors = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="predecessors", verbose_name="penerus"
    )

    objects = OpdQuerySet.as_manager()

    class Meta:
        ordering = ("number", "since")
        constraints = (
            models.UniqueConstraint(fields=("number", "since"), name="organisation_opd_once"),
            _dated("organisation_opd_dates"),
        )

    def __str__(self) -> str:
        return self.short or self.name or self.number


class Unit(models.Model):
    """A part of an OPD: bagian, sub bagian, bidang, seksi, UPTD, puskesmas; a tree."""

    class Kind(models.TextChoices):
        BAGIAN = "bagian", "Bagian"
        SUB_BAGIAN = "sub_bagian", "Sub bagian"
        BIDANG = "bidang", "Bidang"
        SEKSI = "seksi", "Seksi"
        UPTD = "uptd", "UPTD"
        PUSKESMAS = "puskesmas", "Puskesmas"

    code = models.CharField("unit", max_length=60, unique=True)
    opd = models.ForeignKey(Opd, models.PROTECT, related_name="units", verbose_name="OPD")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="induk"
    )
    kind = models.CharField("jenis", max_length=20, choices=Kind, blank=True)
    name = models.CharField("nama unit", max_length=200, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A unit hangs under a unit of its own OPD, and never under itself."""
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError(
                    {"parent": "Unit tidak dapat berada di bawah dirinya sendiri."}
                )
            if above.opd_id != self.opd_id:
                raise ValidationError({"parent": "Induk unit harus berada di OPD yang sama."})
            seen.add(above.pk)
            above = above.parent


class OfficeQuerySet(models.QuerySet[Any]):
    """Offices as they are asked for."""

    def visible_to(self, seat: Any) -> QuerySet[Any]:
        """Those of the OPD within reach, and always the reader's own."""
        return self.filter(seat.within("opd") | Q(pk=seat.office.pk))

    def empty(self, day: date) -> QuerySet[Any]:
        """Those that nobody holds on that day."""
        return self.exclude(pk__in=Holding.objects.on(day).values("office"))

    def standing(self, day: date) -> QuerySet[Any]:
        """Those of the OPD that stand on that day, and those of none."""
        return self.filter(Q(opd__isnull=True) | Q(opd__in=Opd.objects.on(day)))


class Office(models.Model):
    """A jabatan: what rights, tasks and signatures bind.

    role: what kind of office it is, from which its rights follow. opd: the OPD it belongs to; none
    for the Bupati and for offices outside the government of the region. email: a mailbox of the office,
    never of a person.
    """

    class Role(models.TextChoices):
        BUPATI = "bupati", "Bupati atau Wakil Bupati"
        SEKDA = "sekda", "Sekretaris Daerah"
        ASSISTANT = "asisten", "Asisten Sekda"
        SECTION = "bagian", "Kepala Bagian Setda"
        ORGANISATION = "organisasi", "Kepala Bagian Organisasi"
        BAPPEDA = "bappeda", "Bappeda"
        BPKAD = "bpkad", "BPKAD"
        HEAD = "kepala_opd", "Kepala OPD"
        PLANNER = "perencana", "Perencana OPD"
        INSPECTORATE = "inspektorat", "Inspektorat"
        COMMISSION = "komisi_i", "DPRD Komisi I"
        CLERGY = "tokoh_agama", "Tokoh agama"
        MINISTRY = "kemenag", "Kantor Kementerian Agama"

    code = models.CharField("kode jabatan", max_length=60, unique=True)
    name = models.CharField("nama jabatan", max_length=200)
    role = models.CharField("peran", max_length=20, choices=Role)
    opd = models.ForeignKey(
        Opd, models.PROTECT, null=True, blank=True, related_name="offices", verbose_name="OPD"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="offices", verbose_name="unit"
    )
    email = models.EmailField("surel jabatan", blank=True)

    objects = OfficeQuerySet.as_manager()

    class Meta:
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(role__in=("kepala_opd", "perencana")) | Q(opd__isnull=False),
                name="organisation_office_of_an_opd",
            ),
        )

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts by their code; there is no superuser: rights come from offices alone."""

    def create_account(self, code: str, password: str | None = None) -> Account:
        account = self.model(code=code)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A sign-in. code: what is typed to sign in, such as `perencana-dinkes`; never a person's name.

    must_change: the password was given by an office; until it is changed no page opens.
    """

    code = models.SlugField("kode masuk", max_length=80, unique=True)
    is_active = models.BooleanField("aktif", default=True)
    must_change = models.BooleanField("harus mengganti kata sandi", default=False)

    objects = AccountManager()

    USERNAME_FIELD = "code"

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code

    def offices_on(self, day: date) -> QuerySet[Office]:
        """The offices that the account holds on that day."""
        held = Holding.objects.on(day).filter(account=self)
        return Office.objects.filter(holdings__in=held).distinct()


class Holding(models.Model):
    """Who holds an office from which day to which, and how: definitif, or for the time being as Plt or
    Plh (PP 11/2017). One office has one holder on a day; the database refuses a second one."""

    class Kind(models.TextChoices):
        DEFINITIVE = "definitif", "Definitif"
        ACTING = "plt", "Pelaksana tugas (Plt)"
        DAILY = "plh", "Pelaksana harian (Plh)"

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="holdings", verbose_name="jabatan"
    )
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="holdings", verbose_name="akun"
    )
    kind = models.CharField("status", max_length=10, choices=Kind, default=Kind.DEFINITIVE)
    since = models.DateField("sejak")
    until = models.DateField("sampai", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ("office", "since")
        constraints = (_dated("organisation_holding_dates"),)

    def __str__(self) -> str:
        return f"{self.office}: {self.account} ({self.get_kind_display()})"


class PortfolioQuerySet(DatedQuerySet):
    """Portfolios as they are asked for."""

    def visible_to(self, seat: Any) -> QuerySet[Any]:
        """Those of the OPD within reach, and always the reader's own."""
        return self.filter(seat.within("opd") | Q(office=seat.office))


class Portfolio(models.Model):
    """An OPD that an assistant of the Sekda stands behind, from which day to which."""

    office = models.ForeignKey(
        Office, models.PROTECT, related_name="portfolio", verbose_name="asisten"
    )
    opd = models.ForeignKey(Opd, models.PROTECT, related_name="portfolios", verbose_name="OPD")
    since = models.DateField("sejak")
    until = models.DateField("sampai", null=True, blank=True)

    objects = PortfolioQuerySet.as_manager()

    class Meta:
        ordering = ("opd", "since")
        constraints = (_dated("organisation_portfolio_dates"),)

    def __str__(self) -> str:
        return f"{self.opd}: {self.office}"
