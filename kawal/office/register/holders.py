"""Offices with who holds them, as the list and the page of one office show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from kawal.base.organisation import terms
from kawal.base.organisation.models import Holding, Office
from kawal.base.ui.states import State
from kawal.base.ui.tables import Column, Table
from kawal.base.ui.templatetags.ui import mark
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date

EMPTY, TOO_LONG, FOR_NOW = "kosong", "terlalu-lama", "sementara"
"""What of the list may be asked for."""
_FOR_NOW = (Holding.Kind.ACTING, Holding.Kind.DAILY)


@dataclass(frozen=True)
class Row:
    """An office with its holding of the day; None where nobody holds it."""

    office: Office
    holding: Holding | None
    day: date

    @property
    def is_too_long(self) -> bool:
        return self.holding is not None and terms.is_too_long(self.holding, self.day)

    @property
    def words(self) -> str:
        """How it is held, in words."""
        if self.holding is None:
            return say("kosong")
        kind = terms.short(self.holding.kind)
        if not self.is_too_long:
            return kind
        return say(
            "{kind} sejak {days} hari; batasnya {most} hari",
            kind=kind,
            days=terms.days_held(self.holding, self.day),
            most=terms.most_days(self.holding.kind),
        )

    @property
    def state(self) -> State | None:
        """What to mark it with; None where all is as it should be."""
        return State.WARNING if self.holding is None or self.is_too_long else None


def counts(offices: QuerySet[Any], day: date) -> dict[str, int]:
    """How many offices there are, how many of them nobody holds, and how many Plt or Plh are held for
    longer than allowed."""
    too_long = Holding.objects.on(day).filter(terms.too_long(day), office__in=offices)
    return {
        "offices": offices.count(),
        "empty": offices.empty(day).count(),
        "too_long": too_long.count(),
    }


def filtered(offices: QuerySet[Any], chosen: Mapping[str, str], day: date) -> QuerySet[Any]:
    """Those that were asked for, by OPD and code."""
    if opd := chosen.get("opd"):
        offices = offices.filter(opd=opd)
    if role := chosen.get("peran"):
        offices = offices.filter(role=role)
    held = Holding.objects.on(day)
    match chosen.get("keadaan"):
        case "kosong":
            offices = offices.empty(day)
        case "terlalu-lama":
            offices = offices.filter(pk__in=held.filter(terms.too_long(day)).values("office"))
        case "sementara":
            offices = offices.filter(pk__in=held.filter(kind__in=_FOR_NOW).values("office"))
    return offices.order_by("opd__number", "code")


def rows_of(offices: QuerySet[Any], day: date) -> list[Row]:
    """Each office with its holding of the day."""
    held = Prefetch("holdings", Holding.objects.on(day).select_related("account"), "held")
    found = offices.select_related("opd").prefetch_related(held)
    return [Row(office, next(iter(office.held), None), day) for office in found]


def row_of(office: Office, day: date) -> Row:
    """One office with its holding of the day."""
    return Row(office, office.holdings.on(day).select_related("account").first(), day)


def history(office: Office, day: date) -> Table:
    """Who held the office from when to when, the newest first; also who is to hold it."""
    columns = (
        Column(say("Akun")),
        Column(say("Status")),
        Column(say("Sejak")),
        Column(say("Sampai")),
    )
    held = office.holdings.select_related("account").order_by("-since")
    rows = [
        (
            each.account.code,
            _kind(each, day),
            long_date(each.since),
            long_date(each.until) if each.until else "–",
        )
        for each in held
    ]
    return Table(say("Pemegang jabatan, terbaru dahulu"), columns, rows)


def _kind(holding: Holding, day: date) -> str:
    kind = holding.get_kind_display()
    standing = holding.since <= day and (holding.until is None or holding.until >= day)
    if standing and terms.is_too_long(holding, day):
        return mark(State.WARNING, Row(holding.office, holding, day).words)
    if holding.since > day:
        return say("{kind}, belum mulai", kind=kind)
    return str(kind)
