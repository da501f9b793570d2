"""How far sharpening is in this round: each indicator that was blunt stands in one place, so that the
places add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from django.db.models import Q

from kawal.base.organisation.seat import Seat
from kawal.engine.checks.rule import Outcome
from kawal.engine.shared.language import said_later, say
from kawal.office.findings.models import BLUNT, Case, CheckRun, Finding
from kawal.office.findings.sharp import plans_of_the_round
from kawal.office.planning.exchange.giving import BOOK
from kawal.office.planning.models import Former, Indicator, Plan


class Standing(Enum):
    """What became of a blunt indicator."""

    SHARPENED = said_later("dipertajam")
    DROPPED = said_later("dicabut")
    ACCEPTED = said_later("diterima dengan alasan")
    OPEN = said_later("masih terbuka")
    OVERDUE = said_later("lewat tenggat")


@dataclass(frozen=True)
class Progress:
    """at_start: blunt when their plan was first judged; later: those that became so. standings: of all
    of them together, so the two numbers and the standings have the same sum."""

    at_start: int
    later: int
    standings: Mapping[Standing, int]

    @property
    def whole(self) -> int:
        return self.at_start + self.later

    @property
    def told(self) -> list[tuple[str, int]]:
        """Each standing in words with its number; *dicabut* only where there is any."""
        shown = [each for each in Standing if each is not Standing.DROPPED or self.standings[each]]
        return [(say(each.value), self.standings[each]) for each in shown]


def progress(seat: Seat) -> Progress | None:
    """The round as far as the reader sees it; None before any indicator was judged."""
    last = CheckRun.objects.first()
    if last is None or BLUNT not in last.coverage:
        return None
    plans = plans_of_the_round()
    found = Finding.objects.visible_to(seat).filter(
        rule=BLUNT, plan__in=[each.pk for each in plans]
    )
    findings = list(found.prefetch_related("spells"))
    beginnings = _beginnings(plans)
    first = [min(each.opened_at for each in finding.spells.all()) for finding in findings]
    at_start = sum(
        opened <= beginnings[finding.plan] for finding, opened in zip(findings, first, strict=True)
    )
    standings = Counter(_standings(findings, seat.day))
    return Progress(
        at_start, len(findings) - at_start, {each: standings[each] for each in Standing}
    )


def _standings(findings: Iterable[Finding], day: date) -> Iterable[Standing]:
    keys = [each.key for each in findings]
    there = set(Indicator.objects.filter(pk__in=keys).values_list("pk", flat=True))
    accepted = {case.finding_id for case in Case.objects.standing(day)}
    held = Case.objects.filter(finding__in=findings).select_related("task").order_by("pk")
    last = {case.finding_id: case for case in held}
    for finding in findings:
        case = last.get(finding.pk)
        if finding.key not in there:
            yield Standing.DROPPED
        elif not any(each.closed_at is None for each in finding.spells.all()):
            yield Standing.SHARPENED
        elif finding.outcome == Outcome.WAIVED.value or finding.pk in accepted:
            yield Standing.ACCEPTED
        elif case is not None and case.state == Case.State.MENDED:
            yield Standing.SHARPENED  # the next run closes the finding too
        elif case is not None and case.state not in Case.CLOSED and case.task.due_on < day:
            yield Standing.OVERDUE
        else:
            yield Standing.OPEN


def _beginnings(plans: Iterable[Plan]) -> dict[str, datetime]:
    """When each plan was first judged: at the first run after it came into the book."""
    runs = list(CheckRun.objects.order_by("started_at").values_list("started_at", flat=True))
    keys = [each.pk for each in plans]
    came: dict[str, datetime] = {}
    rows = Former.objects.filter(Q(table="plan", key__in=keys) | Q(table=BOOK), cells__isnull=True)
    for table, key, moment in rows.order_by("pk").values_list("table", "key", "until"):
        came |= dict.fromkeys(keys, moment) if table == BOOK else {key: moment}
    return {
        key: next((run for run in runs if key not in came or run >= came[key]), runs[-1])
        for key in keys
    }
