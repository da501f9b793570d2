"""What the rules would say if something were otherwise. Nothing is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kawal.base.organisation.models import Opd
from kawal.base.organisation.seat import Reach, Seat
from kawal.engine.checks import finding as engine
from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome, Rule
from kawal.engine.snapshot import Snapshot
from kawal.office.findings.actions import row_of, waivers_on
from kawal.office.findings.models import Finding
from kawal.office.findings.references import packs
from kawal.office.planning.models import Plan


@dataclass(frozen=True)
class Foreseen:
    """new: what would fail and does not now, what stops the lock first. mended: how many findings
    would be gone. unknown: how many things could no longer be judged. Only what the reader may see."""

    new: Sequence[Finding]
    mended: int
    unknown: int


def foresee(*, before: Snapshot, after: Snapshot, table: str, seat: Seat) -> Foreseen:
    """The rules over both snapshots, on the day of the seat, and what differs. table: the only one in
    which they differ: rules that read nothing of it say the same of both, and are not asked."""
    rules = [each for each in RULES if table in _read_by(each)]
    lists, waivers = packs(), waivers_on(seat.day)
    told = [check(each, rules, seat.day, waivers, lists).findings for each in (before, after)]
    seen = _seen_by(seat)
    was, becomes = (
        {
            (each.rule.code, each.key, each.outcome): each
            for each in found
            if each.outcome is not Outcome.WAIVED and seen(each)
        }
        for found in told
    )
    numbers = dict(Opd.objects.on(seat.day).values_list("number", "pk"))
    fresh = [each for name, each in becomes.items() if name not in was]
    new = [row_of(each, numbers) for each in fresh if each.outcome is Outcome.FAILED]
    gone = [each for name, each in was.items() if name not in becomes]
    return Foreseen(
        sorted(new, key=lambda each: (not each.blocking, each.rule, each.key)),
        sum(each.outcome is Outcome.FAILED for each in gone),
        sum(each.outcome is Outcome.UNKNOWN for each in fresh),
    )


def _read_by(rule: Rule) -> frozenset[str]:
    """The tables by which a rule is decided."""
    parts = rule.subject.parts_for(rule.columns)
    fields = [*rule.needs, *rule.subject.base, *(field for part in parts for field in part.needs)]
    return frozenset(field.partition(".")[0] for field in fields)


def _seen_by(seat: Seat) -> Callable[[engine.Finding], bool]:
    """Whether the reader may see a finding, as `Finding.objects.visible_to` has it."""
    whole = seat.reach is Reach.ALL
    own = set(Opd.objects.filter(seat.within("pk")).values_list("number", flat=True))
    drafts: set[str] = set()
    if seat.reach is not Reach.OWN:
        drafts = set(Plan.objects.drafts().values_list("pk", flat=True))
    return lambda each: (whole or each.opd in own) and each.plan not in drafts
