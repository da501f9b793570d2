"""Offices and their holders from a table: a region is set up and kept up in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TextIO

from django.core.exceptions import ValidationError
from django.db import transaction

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.organisation.actions import appoint
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Account, Holding, Office, Opd, Portfolio

COLUMNS = ("jabatan", "nama", "peran", "opd", "akun", "status", "sejak", "surel", "dampingan")
"""jabatan: the code of the office; peran: one of Office.Role; opd: its number; akun: the code of an
account that is there; status, sejak: how and since when it holds the office; dampingan: numbers of OPD
that an assistant stands behind, parted by blanks. Empty cells leave what is there."""


@dataclass(frozen=True)
class Loaded:
    """offices: how many were founded or told otherwise. holdings: how many holders were appointed."""

    offices: int
    holdings: int


def read(lines: TextIO) -> list[dict[str, str]]:
    """The rows of a CSV file with these columns, blanks around a cell dropped.

    Raises ValidationError for another head.
    """
    rows = csv.DictReader(lines)
    if lacking := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        raise ValidationError(
            f"Kolom {', '.join(lacking)} tidak ada. Baris pertama memuat: {','.join(COLUMNS)}"
        )
    return [{name: (row[name] or "").strip() for name in COLUMNS} for row in rows]


@transaction.atomic
def load_offices(*, rows: Sequence[Mapping[str, str]], by: Actor) -> Loaded:
    """Found the offices of the rows or bring them up to date, and appoint their holders: all or none.

    Raises ValidationError with every fault, each with its row as a spreadsheet counts them.
    """
    faults, offices, holdings = [], 0, 0
    for number, row in enumerate(rows, 2):
        try:
            with transaction.atomic():
                office, changed = _office(row, by)
                offices += changed
                holdings += _holder(office, row, by)
                _portfolio(office, row, by)
        except ValidationError as fault:
            faults += [
                f"Baris {number}, {row['jabatan'] or '(kosong)'}: {each}" for each in fault.messages
            ]
    if faults:
        raise ValidationError(faults)
    return Loaded(offices, holdings)


def _office(row: Mapping[str, str], by: Actor) -> tuple[Office, bool]:
    if not row["jabatan"]:
        raise ValidationError("Kolom jabatan kosong; isi dengan kode jabatan, misalnya kepala-05.")
    standing = Office.objects.filter(code=row["jabatan"]).first()
    office = standing or Office(code=row["jabatan"])
    before = (office.name, office.role, office.opd_id, office.email)
    office.name = row["nama"] or office.name
    office.role = row["peran"] or office.role
    office.email = row["surel"] or office.email
    if row["opd"]:
        office.opd = _opd(row["opd"])
    if office.role in (Office.Role.HEAD, Office.Role.PLANNER) and office.opd is None:
        raise ValidationError("Jabatan ini milik sebuah OPD; isi kolom opd dengan nomornya.")
    office.full_clean(exclude=["unit"])
    if standing is not None and before == (office.name, office.role, office.opd_id, office.email):
        return office, False
    office.save()
    change = {"role": office.role, "opd": office.opd.number if office.opd else None}
    subject = Subject("organisation.office", office.code, office.name)
    record(by=by, action="organisation.office", subject=subject, change=change)
    return office, True


def _holder(office: Office, row: Mapping[str, str], by: Actor) -> bool:
    if not row["akun"]:
        return False
    account = Account.objects.filter(code=row["akun"]).first()
    if account is None:
        raise ValidationError(
            f"Akun {row['akun']} tidak ada. Buat dulu: kawal accounts create {row['akun']}"
        )
    kind = row["status"] or Holding.Kind.DEFINITIVE
    if kind not in Holding.Kind.values:
        raise ValidationError(
            f"Status {kind} tidak dikenal; pilih {', '.join(Holding.Kind.values)}."
        )
    since = _day(row["sejak"])
    standing = office.holdings.on(max(since, today())).first()
    if standing is not None and standing.account == account and standing.kind == kind:
        return False
    appoint(office=office, account=account, since=since, kind=kind, by=by)
    return True


def _portfolio(office: Office, row: Mapping[str, str], by: Actor) -> None:
    wanted = {number: _opd(number) for number in row["dampingan"].split()}
    if not wanted:
        return
    if office.role != Office.Role.ASSISTANT:
        raise ValidationError("Hanya asisten yang mendampingi OPD; kosongkan kolom dampingan.")
    since = _day(row["sejak"])
    held = set(Portfolio.objects.on(since).filter(office=office).values_list("opd_id", flat=True))
    new = [opd for opd in wanted.values() if opd.pk not in held]
    Portfolio.objects.bulk_create([Portfolio(office=office, opd=opd, since=since) for opd in new])
    if new:
        change = {"opd": [opd.number for opd in new], "since": since.isoformat()}
        subject = Subject("organisation.office", office.code, office.name)
        record(by=by, action="organisation.portfolio", subject=subject, change=change)


def _opd(number: str) -> Opd:
    found = Opd.objects.on(today()).filter(number=number).first()
    if found is None:
        known = ", ".join(_some_numbers()) or "belum ada; masukkan berkas rencana dulu"
        raise ValidationError(f"OPD {number} tidak berdiri hari ini. Yang ada: {known}.")
    return found


def _some_numbers() -> Iterator[str]:
    numbers = list(Opd.objects.on(today()).values_list("number", flat=True)[:9])
    yield from numbers[:8]
    if len(numbers) > 8:
        yield "…"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else today()
    except ValueError:
        raise ValidationError(
            f'Kolom sejak: "{text}" bukan tanggal; tulis tahun-bulan-hari, misalnya 2020-03-02.'
        ) from None
