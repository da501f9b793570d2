"""OPD with what belongs to them, as the pages show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kawal.base.organisation.actions import OpdData
from kawal.base.organisation.handing_over import Hanging
from kawal.base.organisation.models import Opd, Unit
from kawal.base.ui.tables import Column, Table
from kawal.base.work.models import Task
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date
from kawal.office.planning.models import Plan


@dataclass(frozen=True)
class Branch:
    """A unit of a tree. depth: how many stand above it."""

    unit: Unit
    depth: int

    @property
    def steps(self) -> range:
        """One for each that stands above it."""
        return range(self.depth)


@dataclass(frozen=True)
class Heir:
    """Something that goes to an heir. name: of the field that asks to which."""

    name: str
    words: str


def table_of(opds: QuerySet[Opd]) -> Table:
    """OPD with their days, and how many units and offices each has."""
    columns = (
        Column(say("OPD")),
        Column(say("Nomor")),
        Column(say("Sejak")),
        Column(say("Sampai")),
        Column(say("Unit"), "number"),
        Column(say("Jabatan"), "number"),
    )
    counted = opds.annotate(
        of_units=Count("units", distinct=True), of_offices=Count("offices", distinct=True)
    )
    rows = [
        (
            link(each),
            each.number,
            long_date(each.since),
            long_date(each.until) if each.until else "–",
            each.of_units,
            each.of_offices,
        )
        for each in counted
    ]
    return Table(say("OPD menurut nomor resmi"), columns, rows)


def link(opd: Opd) -> SafeString:
    """The name of an OPD, leading to its page."""
    where = reverse("register:opd", args=[opd.pk])
    return format_html('<a href="{}">{}</a>', where, opd.name or opd.number)


def tree(opd: Opd) -> list[Branch]:
    """The units of an OPD, each below the one that it hangs on."""
    below: dict[int | None, list[Unit]] = {}
    for unit in opd.units.all():
        below.setdefault(unit.parent_id, []).append(unit)
    tops = [unit for unit in opd.units.all() if unit.parent is None or unit.parent.opd_id != opd.pk]

    def walk(units: Sequence[Unit], depth: int) -> Iterator[Branch]:
        for unit in units:
            yield Branch(unit, depth)
            yield from walk(below.get(unit.pk, ()), depth + 1)

    return list(walk(tops, 0))


def inherited(hanging: Hanging) -> list[Heir]:
    """What goes to an heir of one's choice, where there is more than one: offices, and units that hang
    on none which goes along."""
    going = {unit.pk for unit in hanging.units}
    return [
        *(Heir(f"office|{each.code}", each.name) for each in hanging.offices),
        *(
            Heir(f"unit|{each.code}", each.name or each.code)
            for each in hanging.units
            if each.parent_id not in going
        ),
    ]


def what_follows(ends: Sequence[Opd], begins: Sequence[OpdData], hanging: Hanging) -> Table:
    """In words what becomes of everything that hangs on OPD which are to end."""
    heir = begins[0].name if len(begins) == 1 else say("penerus yang dipilih di bawah")
    goes = say("pindah ke {heir}", heir=heir) if begins else say("tetap pada OPD yang berakhir")
    held = (
        say("tetap memegang jabatannya")
        if begins
        else say("berakhir; hak akunnya berakhir hari itu")
    )
    plans = Plan.objects.filter(opd__in=ends).count()
    tasks = Task.objects.waiting().filter(office__opd__in=ends).count()
    rows = [
        (say("Unit"), len(hanging.units), goes),
        (
            say("Unit yang disebut baris rencana"),
            len(hanging.staying),
            say("tetap pada OPD lama bersama rencananya"),
        ),
        (say("Jabatan"), len(hanging.offices), goes),
        (say("Pemegang jabatan"), len(hanging.holdings), held),
        (say("Tugas yang menunggu"), tasks, say("ikut jabatannya")),
        (
            say("Rencana"),
            plans,
            say("tetap pada OPD lama; penerus membacanya")
            if begins
            else say("tetap pada OPD lama"),
        ),
        (say("Asisten pendamping"), len(hanging.portfolios), _assistant(begins, hanging)),
    ]
    columns = (Column(say("Yang terikat")), Column(say("Banyaknya"), "number"), Column(say("Lalu")))
    return Table(say("Akibatnya"), columns, rows)


def warnings(begins: Sequence[OpdData], hanging: Hanging) -> list[str]:
    """What somebody has to settle afterwards."""
    found = []
    if len(begins) == 1 and len(hanging.heads) > 1:
        heads = ", ".join(office.name for office in hanging.heads)
        found.append(
            say("Satu OPD akan mempunyai {count} jabatan kepala: {heads}. Akhiri pemegang yang "
                "tidak diperlukan.", count=len(hanging.heads), heads=heads)
        )  # fmt: skip
    if len(begins) > max(1, len(hanging.heads)):
        found.append(
            say("Jabatan kepala ada {count} untuk {opds} OPD; bentuk yang kurang di halaman OPD-nya "
                "sesudah ini.", count=len(hanging.heads), opds=len(begins))
        )  # fmt: skip
    if begins and hanging.assistant is None:
        found.append(say("Asisten penerus belum jelas; tetapkan di halaman Portofolio asisten."))
    return found


def _assistant(begins: Sequence[OpdData], hanging: Hanging) -> str:
    if not begins or hanging.assistant is None:
        return say("berakhir")
    return say("{office} mendampingi penerusnya", office=hanging.assistant.name)
