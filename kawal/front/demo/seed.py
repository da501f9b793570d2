"""Fills an empty database with the sample regency: its offices with their holders, its plans, runs of
the rules, the cases that follow. Everything is made up but the names of offices, visi and misi."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time, timedelta

import polars as pl
from django.db import transaction

from kawal.base.audit import clock
from kawal.base.audit.actions import Actor
from kawal.base.organisation.acting import acting
from kawal.base.organisation.actions import appoint
from kawal.base.organisation.models import Account, Holding, Office, Opd, Portfolio
from kawal.base.organisation.region import set_region
from kawal.base.work.actions import raise_late
from kawal.engine.generator.facts import OFFICES, REGION_CODE, REGION_NAME, REGION_SEAT
from kawal.engine.generator.faults import faulty
from kawal.engine.generator.official import reference_pack
from kawal.engine.generator.regency import CLOCK, sample_regency
from kawal.engine.measures.working_days import is_working_day
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.findings.actions import run_checks
from kawal.office.findings.cases import accept, answer, close_settled, open_cases, send_back
from kawal.office.findings.models import Case
from kawal.office.planning.actions import submit
from kawal.office.planning.exchange import bring_in, take_in
from kawal.office.planning.models import Plan

BUILDER = Actor(account="kawal-demo", office="kawal-demo", office_label="Pembuat daerah contoh")
_SINCE = date(2019, 1, 8)
_BROUGHT, _BROUGHT_LATE = date(2020, 2, 14), date(2020, 2, 21)
"""Days on which OPD brought their Renja; the rules were run over them on the same day."""
_WORKING = [
    day
    for day in (_BROUGHT + timedelta(days=number) for number in range((CLOCK - _BROUGHT).days))
    if is_working_day(day)
]
_NIGHT, _MORNING, _NOON, _EVENING = time(0, 30), time(8, 15), time(13, 40), time(16, 5)
_ANSWERED, _DECIDED = date(2020, 2, 19), date(2020, 2, 24)
_ANSWERS = 9
"""So many of the first cases were answered; all but three of these were decided on, one returned."""
_ANSWER = "Sudah kami lengkapi di naskah; berkasnya kami bawa hari ini, mohon diperiksa."
_RETURN = "Satuannya masih kosong pada satu baris; lengkapi, lalu jawab lagi."
_DRAFTING = 8
"""Every eighth OPD still drafts its plan."""
_LATE_SHARE = 1 / 6
"""So much of the OPD brought their Renja only on the second day."""
_DESKS = {
    "Bappeda dan Litbang": (
        "bappeda",
        "Bappeda dan Litbang, verifikator rencana",
        Office.Role.BAPPEDA,
    ),
    "BPKAD": ("bpkad", "BPKAD, pengelola pagu", Office.Role.BPKAD),
    "Inspektorat": ("inspektorat", "Inspektorat, pengawas", Office.Role.INSPECTORATE),
}
"""The second hat of some heads, by the short name of their OPD."""
_OUTSIDE = (
    ("bupati", "Bupati", Office.Role.BUPATI),
    ("wakil-bupati", "Wakil Bupati", Office.Role.BUPATI),
    ("komisi-i", "DPRD Komisi I", Office.Role.COMMISSION),
    ("tokoh-agama", "Tokoh agama", Office.Role.CLERGY),
    ("kemenag", "Kantor Kementerian Agama", Office.Role.MINISTRY),
)
_ASSISTANTS = (
    "Asisten Pemerintahan dan Kesejahteraan Rakyat",
    "Asisten Perekonomian dan Pembangunan",
    "Asisten Administrasi Umum",
)


@transaction.atomic
def seed(*, opd: int = len(OFFICES), number: int = 7, faults: int = 60) -> None:
    """Build the sample regency with the weeks before its day: each thing is written on the day on
    which it is told to have happened, so ages, deadlines, notices and the trail tell one story.
    number: of the draw; the same one builds the same regency.

    Raises UnusableInput where the regency is too small for so many faults, and RealTimeError where
    the clock does not stand still.
    """
    plans = faulty(sample_regency(opd=opd, seed=number), faults=faults, seed=number)
    plans, draw = _without_lost_references(plans), random.Random(number)
    with clock.at(_BROUGHT, _MORNING):
        set_region(code=REGION_CODE, name=REGION_NAME, seat=REGION_SEAT, by=BUILDER)
        take_in(snapshot=_without(plans, _late_plans(plans, draw)), by=BUILDER)
        _seat_offices(list(Opd.objects.order_by("number")))
        _judge()
        _pass_days(_BROUGHT_LATE, plans.year, draw)
    with clock.at(_BROUGHT_LATE, _MORNING):
        bring_in(snapshot=plans, by=BUILDER)
        _judge()
        _pass_days(CLOCK, plans.year, draw)
    with clock.at(CLOCK, _NIGHT):
        _judge()
        open_cases(on=CLOCK, by=BUILDER)
        raise_late(on=CLOCK, by=BUILDER)


def _late_plans(plans: Snapshot, draw: random.Random) -> list[str]:
    """The coming year's Renja that came on the second day."""
    frame = plans.frame("plan").filter(kind="renja", first_year=plans.year)
    return [key for key in frame["id"].sort() if draw.random() < _LATE_SHARE]


def _without(plans: Snapshot, withheld: Sequence[str]) -> Snapshot:
    """The plans without those and all that stands in them or on them."""
    tables = dict(plans.tables)
    for name, frame in tables.items():
        if name == "plan":
            tables[name] = frame.filter(~pl.col("id").is_in(withheld))
        for column in BY_NAME[name].columns:
            if column.refers in tables and column.name in frame.columns:
                (key,) = BY_NAME[column.refers].key
                there = pl.col(column.name).is_in(tables[column.refers][key].implode())
                tables[name] = tables[name].filter(there | pl.col(column.name).is_null())
    return Snapshot(plans.region, plans.year, plans.sample, plans.source, tables)


def _judge() -> None:
    run_checks(by=BUILDER, references=[reference_pack()])
    close_settled(by=BUILDER)


def _pass_days(until: date, year: int, draw: random.Random) -> None:
    """Day by day some OPD hand in their plan of the year, which opens the cases of its findings; some
    heads answer, somebody decides; what is late rises in the evening."""
    ahead = [day for day in _WORKING if day >= clock.today()]
    handed = defaultdict(list)
    for plan in Plan.objects.drafts().select_related("opd").order_by("pk"):
        if plan.first_year < year:
            handed[ahead[0]].append(plan)
        elif int(plan.opd.number) % _DRAFTING:
            handed[draw.choice(ahead)].append(plan)
    for day in (day for day in ahead if day < until):
        with clock.at(day, _NOON):
            for plan in handed[day]:
                submit(plan=plan, by=BUILDER)
            open_cases(on=day, by=BUILDER)
        with clock.at(day, _EVENING):
            if day == _ANSWERED:
                _answer()
            if day == _DECIDED:
                _decide()
            raise_late(on=day, by=BUILDER)


def _answer() -> None:
    own = Case.objects.filter(state=Case.State.OPEN, task__office__role=Office.Role.HEAD)
    for case in own.select_related("task__office", "finding").order_by("pk")[:_ANSWERS]:
        answer(case=case, text=_ANSWER, by=_holder_of(case.task.office))


def _decide() -> None:
    bappeda = _holder_of(Office.objects.filter(role=Office.Role.BAPPEDA).order_by("code")[0])
    answered = Case.objects.filter(state=Case.State.ANSWERED).order_by("pk")
    for number, case in enumerate(answered.select_related("task__office", "finding")[3:]):
        if number:
            accept(case=case, by=bappeda)
        else:
            send_back(case=case, reason=_RETURN, by=bappeda)


def _holder_of(office: Office) -> Actor:
    return acting(Holding.objects.on(clock.today()).get(office=office).account, office)


def _without_lost_references(snapshot: Snapshot) -> Snapshot:
    """A database holds no reference that leads nowhere; where a fault was planted as one, the form
    would have been left empty."""
    tables = dict(snapshot.tables)
    for name, frame in tables.items():
        for column in BY_NAME[name].columns:
            if column.refers is None or column.name not in frame.columns:
                continue
            there = pl.col(column.name).is_in(snapshot.keys(column.refers).implode())
            frame = frame.with_columns(pl.when(there).then(pl.col(column.name)).alias(column.name))  # noqa: PLW2901
        tables[name] = frame
    return Snapshot(snapshot.region, snapshot.year, snapshot.sample, snapshot.source, tables)


def _seat_offices(opds: list[Opd]) -> None:
    setda = opds[0]
    sekda = _office("sekda", "Sekretaris Daerah", Office.Role.SEKDA, setda)
    _office("sekda-tapd", "Sekretaris Daerah selaku Ketua TAPD", Office.Role.SEKDA, setda, sekda)
    for opd in opds:
        second = _DESKS.get(opd.short)
        account = _office(*second, opd) if second is not None else None
        account = sekda if opd == setda else account
        name = f"{opd.head} selaku Kepala Setda" if opd == setda else opd.head
        _office(f"kepala-{opd.number}", name, Office.Role.HEAD, opd, account)
        _office(f"perencana-{opd.number}", f"Perencana {opd}", Office.Role.PLANNER, opd)
    for code, name, role in _OUTSIDE:
        _office(code, name, role)
    _office("bagian-organisasi", "Kepala Bagian Organisasi", Office.Role.ORGANISATION, setda)
    _office("bagian-pemerintahan", "Kepala Bagian Tata Pemerintahan", Office.Role.SECTION, setda)
    share = -(-len(opds) // len(_ASSISTANTS))
    for place, name in enumerate(_ASSISTANTS):
        code = f"asisten-{place + 1}"
        _office(code, name, Office.Role.ASSISTANT, setda)
        office = Office.objects.get(code=code)
        for opd in opds[place * share : (place + 1) * share]:
            Portfolio.objects.create(office=office, opd=opd, since=_SINCE)


def _office(
    code: str,
    name: str,
    role: Office.Role,
    opd: Opd | None = None,
    account: Account | None = None,
) -> Account:
    """Found an office and let the account hold it; without one, an account of the office's own."""
    office = Office.objects.create(code=code, name=name, role=role, opd=opd)
    holder = account or Account.objects.create_account(code)
    appoint(office=office, account=holder, since=_SINCE, by=BUILDER)
    return holder
