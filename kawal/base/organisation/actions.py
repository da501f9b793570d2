"""Writing who is who. Each action is one transaction with its line in the trail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.organisation.models import Account, Holding, Office, Opd

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OpdData:
    """What an OPD begins with. number: its place in the official order, and its id in snapshots."""

    number: str
    name: str
    code: str = ""
    short: str = ""
    head: str = ""


@transaction.atomic
def appoint(
    *,
    office: Office,
    account: Account,
    since: date,
    by: Actor,
    kind: str = Holding.Kind.DEFINITIVE,
    until: date | None = None,
) -> Holding:
    """Give an office to a holder from a day on; whoever held it until then ends the day before.

    Raises ValidationError where somebody is appointed for a later day already, or holds the office
    from that very day, where the account is closed, and for who would appoint themselves.
    """
    _refuse_unfit(account, by)
    _refuse_later(office, since, until)
    ended = office.holdings.on(since).select_for_update().first()
    if ended is not None:
        ended.until = since - _DAY
        ended.save(update_fields=("until",))
    with _refusing_overlap(office, "since"):
        holding = Holding.objects.create(
            office=office, account=account, kind=kind, since=since, until=until
        )
    change = {
        "account": account.code,
        "kind": str(kind),
        "since": since.isoformat(),
        "until": until and until.isoformat(),
        "after": ended and ended.account.code,
    }
    record(by=by, action="organisation.appoint", subject=_office(office), change=change)
    return holding


@transaction.atomic
def end_holding(*, holding: Holding, on: date, by: Actor) -> Holding:
    """Let a holding end with that day; the office then has no holder from the next day on.

    Raises ValidationError for a day before it began, and for one on which another holds the office.
    """
    if on < holding.since:
        raise ValidationError({"until": "Hari terakhir tidak dapat mendahului hari pertama."})
    holding.until = on
    with _refusing_overlap(holding.office, "until"):
        holding.save(update_fields=("until",))
    change = {"account": holding.account.code, "until": on.isoformat()}
    record(by=by, action="organisation.end_holding", subject=_office(holding.office), change=change)
    return holding


@transaction.atomic
def reorganise(
    *, ends: Sequence[Opd], begins: Sequence[OpdData], on: date, by: Actor
) -> tuple[Opd, ...]:
    """Rename, split or merge: the OPD of `ends` end the day before, those of `begins` begin on that
    day and carry their series on. None in `ends` founds new ones; none in `begins` closes old ones.

    Raises ValidationError where one of `ends` does not stand on that day.
    """
    for opd in ends:
        if opd.since >= on or (opd.until is not None and opd.until < on):
            raise ValidationError(f"{opd} tidak berdiri sampai {on:%d-%m-%Y}.")
    for opd in ends:
        opd.until = on - _DAY
        opd.save(update_fields=("until",))
    begun = tuple(Opd.objects.create(**asdict(each), since=on) for each in begins)
    for opd in ends:
        opd.successors.add(*begun)
    change = {
        "on": on.isoformat(),
        "ends": [opd.number for opd in ends],
        "begins": [asdict(each) for each in begins],
    }
    for opd in (*ends, *begun):
        record(by=by, action="organisation.reorganise", subject=_opd(opd), change=change)
    return begun


def lineage(opd: Opd) -> tuple[Opd, ...]:
    """The OPD with all that came before it, the oldest first, so that a series of years is unbroken."""
    found = {opd.pk: opd}
    waiting = [opd]
    while waiting:
        for before in waiting.pop().predecessors.all():
            if before.pk not in found:
                found[before.pk] = before
                waiting.append(before)
    return tuple(sorted(found.values(), key=lambda each: (each.since, each.number)))


def _refuse_unfit(account: Account, by: Actor) -> None:
    if not account.is_active:
        raise ValidationError({"account": f"Akun {account} sudah ditutup; pilih akun lain."})
    if account.code == by.account:
        raise ValidationError(
            {
                "account": "Anda tidak dapat menetapkan diri sendiri. Mintalah kepada pengelola lain: "
                "Sekretaris Daerah atau Bagian Organisasi."
            }
        )


@contextmanager
def _refusing_overlap(office: Office, field: str) -> Iterator[None]:
    """What the database refuses, since two wrote at once or a later holder stands, in plain words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise ValidationError(
            {
                field: f"{office} sudah dipegang akun lain pada salah satu hari itu; satu "
                "jabatan mempunyai satu pemegang pada satu hari. Lihat riwayatnya, pilih hari lain."
            }
        ) from error


def _refuse_later(office: Office, since: date, until: date | None) -> None:
    later = office.holdings.filter(since__gte=since)
    if until is not None:
        later = later.filter(since__lte=until)
    if (next_one := later.order_by("since").first()) is not None:
        raise ValidationError(
            {
                "since": f"{office} sudah diisi {next_one.account} sejak {next_one.since:%d-%m-%Y}. "
                "Akhiri dulu, atau beri hari terakhir sebelum itu."
            }
        )


def _office(office: Office) -> Subject:
    return Subject("organisation.office", office.code, office.name)


def _opd(opd: Opd) -> Subject:
    return Subject("organisation.opd", f"{opd.number}|{opd.since:%Y-%m-%d}", opd.name)
