"""What becomes of all that hangs on OPD which end: told beforehand, and done in one transaction.

Units and offices go to an heir with their holders, and with them the tasks of these offices. An
assistant stands behind the heir where one alone stood behind what it carries on. Without an heir the
holders end with the OPD. Plans stay where they were made; the heir reads them as its own past.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.organisation.models import Holding, Office, Opd, Portfolio, Unit

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Hanging:
    """What hangs on OPD on a day. staying: units of them that stay where they are."""

    units: Sequence[Unit]
    staying: Sequence[Unit]
    offices: Sequence[Office]
    holdings: Sequence[Holding]
    portfolios: Sequence[Portfolio]

    @property
    def heads(self) -> list[Office]:
        """More than one with a single heir: two would lead one OPD."""
        return [office for office in self.offices if office.role == Office.Role.HEAD]

    @property
    def assistant(self) -> Office | None:
        """The one assistant behind all of them; None where there is none or more than one."""
        found = {each.office for each in self.portfolios}
        return found.pop() if len(found) == 1 else None


def hanging_on(ends: Sequence[Opd], on: date, staying: Collection[str] = ()) -> Hanging:
    """What hangs on them on the day before. staying: codes of units that something else still needs
    there."""
    units = list(Unit.objects.filter(opd__in=ends).select_related("opd"))
    return Hanging(
        [unit for unit in units if unit.code not in staying],
        [unit for unit in units if unit.code in staying],
        list(Office.objects.filter(opd__in=ends).select_related("opd", "unit").order_by("code")),
        list(
            Holding.objects.filter(_lasting(on), office__opd__in=ends)
            .select_related("office", "account")
            .order_by("office__code", "since")
        ),
        list(Portfolio.objects.filter(_lasting(on), opd__in=ends).select_related("office", "opd")),
    )


@transaction.atomic
def hand_over(
    *, hanging: Hanging, begun: Sequence[Opd], heirs: Mapping[str, int], on: date, by: Actor
) -> None:
    """Do it. heirs: by `unit|code` or `office|code` the place of the heir among `begun`; the first
    where nothing is said. A unit goes where the unit above it goes.

    Raises ValidationError for a holder or an assistant that would end before having begun.
    """
    told = {"units": {}, "offices": {}, "ended": [], "assistant": None}
    if begun:
        told["units"] = _units(hanging, begun, heirs)
        told["offices"] = _offices(hanging.offices, begun, heirs)
    else:
        told["ended"] = _end(hanging.holdings, on)
    _end(hanging.portfolios, on)
    if begun and (assistant := hanging.assistant) is not None:
        rows = [Portfolio(office=assistant, opd=opd, since=on) for opd in begun]
        Portfolio.objects.bulk_create(rows)
        told["assistant"] = assistant.code
    numbers = ", ".join(opd.number for opd in begun)
    subject = Subject("organisation.opd", f"{numbers or '-'}|{on:%Y-%m-%d}", numbers)
    record(by=by, action="organisation.hand_over", subject=subject, change=told)


def _lasting(on: date) -> Q:
    """What has not ended before that day, also what begins later."""
    return Q(until__isnull=True) | Q(until__gte=on)


def _units(hanging: Hanging, begun: Sequence[Opd], heirs: Mapping[str, int]) -> dict[str, str]:
    by_pk = {unit.pk: unit for unit in hanging.units}
    for unit in hanging.units:
        top = unit
        while top.parent_id in by_pk:
            top = by_pk[top.parent_id]
        unit.opd = begun[heirs.get(f"unit|{top.code}", 0)]
        if unit.parent_id not in by_pk:
            unit.parent = None  # what stays behind is in another OPD now
    Unit.objects.bulk_update(hanging.units, ("opd", "parent"))
    return {unit.code: unit.opd.number for unit in hanging.units}


def _offices(
    offices: Sequence[Office], begun: Sequence[Opd], heirs: Mapping[str, int]
) -> dict[str, str]:
    for office in offices:
        office.opd = begun[heirs.get(f"office|{office.code}", 0)]
    Office.objects.bulk_update(offices, ("opd",))
    return {office.code: office.opd.number for office in offices if office.opd}


def _end(rows: Sequence[Holding] | Sequence[Portfolio], on: date) -> list[str]:
    """Let them end the day before."""
    for each in rows:
        if each.since >= on:
            raise ValidationError(f"{each} baru mulai {each.since:%d-%m-%Y}; akhiri itu dulu.")
        each.until = on - _DAY
        each.save(update_fields=("until",))
    return [each.office.code for each in rows]
