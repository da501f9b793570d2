"""Fills an empty database with the sample regency: its offices with their holders, its plans, a run of
the rules, the cases that follow. Everything is made up but the names of offices, visi and misi."""

from __future__ import annotations

import random
from datetime import date, timedelta

import polars as pl
from django.db import transaction

from kawal.base.audit.actions import Actor
from kawal.base.organisation.actions import appoint
from kawal.base.organisation.models import Account, Office, Opd, Portfolio
from kawal.base.organisation.region import set_region
from kawal.base.work.actions import raise_late
from kawal.base.work.models import Task
from kawal.engine.generator.facts import OFFICES, REGION_CODE, REGION_NAME, REGION_SEAT
from kawal.engine.generator.faults import with_faults
from kawal.engine.generator.official import reference_pack
from kawal.engine.generator.regency import CLOCK, sample_regency
from kawal.engine.measures.working_days import working_day_after
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.findings.actions import run_checks
from kawal.office.findings.cases import DAYS, open_cases
from kawal.office.planning.actions import submit
from kawal.office.planning.exchange import take_in
from kawal.office.planning.models import Plan

BUILDER = Actor(account="kawal-demo", office="kawal-demo", office_label="Pembuat daerah contoh")
_SINCE = date(2019, 1, 8)
_CASES_OPENED = CLOCK - timedelta(days=9)
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
    """Build the sample regency. number: of the draw; the same one builds the same regency.

    Raises UnusableInput where the regency is too small for so many faults.
    """
    set_region(code=REGION_CODE, name=REGION_NAME, seat=REGION_SEAT, by=BUILDER)
    plans, _ = with_faults(sample_regency(opd=opd, seed=number), faults=faults, seed=number)
    take_in(snapshot=_without_lost_references(plans), by=BUILDER)
    _seat_offices(list(Opd.objects.order_by("number")))
    _submit(plans.year)
    run_checks(by=BUILDER, on=CLOCK, references=[reference_pack()])
    open_cases(on=_CASES_OPENED, by=BUILDER)
    _spread(random.Random(number))
    for day in (CLOCK - timedelta(days=4), CLOCK):
        raise_late(on=day, by=BUILDER)


def _submit(year: int) -> None:
    """Most OPD have submitted their plan of the year; every eighth still drafts it."""
    for plan in Plan.objects.drafts().select_related("opd"):
        if plan.first_year < year or int(plan.opd.number) % 8:
            submit(plan=plan, by=BUILDER)


def _spread(draw: random.Random) -> None:
    """Cases that were opened on several days, as they would have been by runs on several days."""
    for task in Task.objects.waiting().order_by("pk"):
        task.opened_on = CLOCK - timedelta(days=draw.randint(1, 16))
        task.due_on = working_day_after(task.opened_on, DAYS)
        task.save(update_fields=("opened_on", "due_on"))


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
