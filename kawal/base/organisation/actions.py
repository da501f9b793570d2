"""Writing who is who. Each action is one transaction with its line in the trail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.audit.models import Entry
from kawal.base.organisation.models import Account, Holding, Office, Opd, Portfolio, Unit

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
    """Give an office to a holder from a day on; whoever held it until then ends the day before. Who
    stands in for the time being (Plt, Plh) until a day gives it back: the holder before goes on the
    day after, for as long as the holding would have lasted.

    Raises ValidationError where somebody is appointed for a later day already, or holds the office
    from that very day, where the account is closed, and for who would appoint themselves.
    """
    _refuse_unfit(account, by)
    _forget_going_on(office, since)
    _refuse_later(office, since, until)
    ended = office.holdings.on(since).select_for_update().first()
    lasted = ended.until if ended is not None else None
    if ended is not None:
        ended.until = since - _DAY
        ended.save(update_fields=("until",))
    with _refusing_overlap(office, "since"):
        holding = Holding.objects.create(
            office=office, account=account, kind=kind, since=since, until=until
        )
    back = _going_on(ended, lasted, holding)
    change = {
        "account": account.code,
        "kind": str(kind),
        "since": since.isoformat(),
        "until": until and until.isoformat(),
        "after": ended and ended.account.code,
        "back": back and back.since.isoformat(),
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

    What hangs on them is handed over apart (`handing_over.py`). Raises ValidationError as
    `refuse_reorganising` does.
    """
    refuse_reorganising(ends=ends, begins=begins, on=on)
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


def refuse_reorganising(*, ends: Sequence[Opd], begins: Sequence[OpdData], on: date) -> None:
    """Raise ValidationError where one of `ends` does not stand on that day, for a number that another
    OPD has then, and where nothing ends nor begins."""
    if not ends and not begins:
        raise ValidationError("Pilih OPD yang berakhir, atau isi OPD yang mulai.")
    for opd in ends:
        if opd.since >= on or (opd.until is not None and opd.until < on):
            raise ValidationError(f"{opd} tidak berdiri sampai {on:%d-%m-%Y}.")
    _refuse_taken([each.number for each in begins], ends, on)


@transaction.atomic
def found_office(*, opd: Opd, code: str, name: str, role: str, by: Actor) -> Office:
    """Found an office in an OPD; nobody holds it yet. Raises ValidationError for a code that is taken
    and a role that there is not."""
    office = Office(opd=opd, code=code, name=name, role=role)
    _refuse_taken_code(Office.objects.filter(code=code).first(), code)
    office.full_clean()
    office.save(force_insert=True)
    change = {"role": role, "opd": opd.number}
    record(by=by, action="organisation.office", subject=_office(office), change=change)
    return office


@transaction.atomic
def add_unit(*, opd: Opd, code: str, name: str, kind: str, parent: Unit | None, by: Actor) -> Unit:
    """Found a unit in an OPD. Raises ValidationError for a code that is taken, a parent elsewhere."""
    unit = Unit(opd=opd, code=code, name=name, kind=kind, parent=parent)
    _refuse_taken_code(Unit.objects.filter(code=code).first(), code)
    unit.full_clean()
    unit.save(force_insert=True)
    record(by=by, action="organisation.add_unit", subject=_unit(unit), change=_told(unit))
    return unit


@transaction.atomic
def change_unit(
    *, unit: Unit, name: str, kind: str, parent: Unit | None, by: Actor
) -> tuple[Unit, Entry | None]:
    """Rename a unit or hang it elsewhere in its OPD; with the line that tells of it, None where all is
    as it was. Raises ValidationError for a parent in another OPD or below the unit itself."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    before = _told(unit)
    unit.name, unit.kind, unit.parent = name, kind, parent
    unit.full_clean()
    if before == _told(unit):
        return unit, None
    unit.save(update_fields=("name", "kind", "parent"))
    change = {"before": before, "after": _told(unit)}
    return unit, record(
        by=by, action="organisation.change_unit", subject=_unit(unit), change=change
    )


@transaction.atomic
def assign(*, opd: Opd, office: Office | None, since: date, by: Actor) -> Portfolio | None:
    """Let an assistant stand behind an OPD from a day on, whoever did so until then ends the day
    before; None leaves it without one.

    Raises ValidationError for an office that is no assistant's, for an OPD that does not stand then,
    and where a change from that day or later stands already.
    """
    if office is not None and office.role != Office.Role.ASSISTANT:
        raise ValidationError({"office": f"{office} bukan asisten Sekda."})
    if not Opd.objects.on(since).filter(pk=opd.pk).exists():
        raise ValidationError({"since": f"{opd} tidak berdiri pada {since:%d-%m-%Y}."})
    if (later := opd.portfolios.filter(since__gte=since).first()) is not None:
        told = (
            f"{opd} sudah didampingi {later.office} sejak {later.since:%d-%m-%Y}; pilih hari lain."
        )
        raise ValidationError({"since": told})
    ended = opd.portfolios.on(since).select_for_update().first()
    if ended is not None:
        ended.until = since - _DAY
        ended.save(update_fields=("until",))
    begun = None
    if office is not None:
        begun = Portfolio.objects.create(office=office, opd=opd, since=since)
    change = {
        "since": since.isoformat(),
        "assistant": office and office.code,
        "after": ended and ended.office.code,
    }
    record(by=by, action="organisation.assign", subject=_opd(opd), change=change)
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


def _refuse_taken(numbers: Sequence[str], ends: Sequence[Opd], on: date) -> None:
    """A number is one OPD's at a time, also of those that are to begin later."""
    ending = [opd.pk for opd in ends]
    later = Q(until__isnull=True) | Q(until__gte=on)
    standing = Opd.objects.filter(later, number__in=numbers).exclude(pk__in=ending)
    taken = {opd.number: str(opd) for opd in standing}
    for at, number in enumerate(numbers):
        if number in taken or number in numbers[:at]:
            other = taken.get(number, "OPD lain yang mulai hari itu")
            raise ValidationError(f"Nomor {number} sudah dipakai {other}; pilih nomor lain.")


def _refuse_taken_code(standing: Office | Unit | None, code: str) -> None:
    if standing is not None:
        where = f"{standing.name or code}, {standing.opd}" if standing.opd else standing.name
        raise ValidationError({"code": f"Kode {code} sudah dipakai {where}; pilih kode lain."})


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


def _going_on(ended: Holding | None, lasted: date | None, stand_in: Holding) -> Holding | None:
    """The holder before, again in office once the one who stood in has gone."""
    if ended is None or stand_in.kind == Holding.Kind.DEFINITIVE or stand_in.until is None:
        return None
    if lasted is not None and lasted <= stand_in.until:
        return None
    return Holding.objects.create(
        office=ended.office, account=ended.account, kind=ended.kind,
        since=stand_in.until + _DAY, until=lasted,
    )  # fmt: skip


def _forget_going_on(office: Office, since: date) -> None:
    """Where somebody was to go on after a stand-in and another is appointed before that day, they do
    not: it was never begun, and nobody wrote it down by itself."""
    for later in office.holdings.filter(since__gt=since):
        stand_in = office.holdings.filter(
            kind__in=(Holding.Kind.ACTING, Holding.Kind.DAILY), until=later.since - _DAY
        ).first()
        if stand_in is None:
            continue
        before = office.holdings.filter(account=later.account, until=stand_in.since - _DAY)
        if before.exists():
            later.delete()


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


def _unit(unit: Unit) -> Subject:
    return Subject("organisation.unit", unit.code, unit.name)


def _told(unit: Unit) -> dict[str, str | None]:
    parent = unit.parent and unit.parent.code
    return {"opd": unit.opd.number, "name": unit.name, "kind": unit.kind, "parent": parent}
