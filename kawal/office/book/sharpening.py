"""Which indicators of a plan are blunt, why, and how they could be put (`checks/sharpness`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from kawal.base.audit.actions import Actor
from kawal.base.organisation.seat import Seat
from kawal.engine.checks.sharpness.code import Blunt
from kawal.engine.checks.sharpness.proposals import Proposal, propose
from kawal.engine.shared.language import say
from kawal.office.book.alike import Near, nearest
from kawal.office.findings import sharp
from kawal.office.findings.cases import mend
from kawal.office.findings.models import BLUNT, Case, Finding
from kawal.office.planning.actions import edit_indicator
from kawal.office.planning.models import Indicator, Plan, Support


@dataclass(frozen=True)
class Judged:
    """An indicator with its faults, the main one first, and up to three sharper wordings."""

    indicator: Indicator
    faults: Sequence[Blunt]
    proposals: Sequence[Proposal]
    notes: Sequence[str]


@dataclass(frozen=True)
class Sharpness:
    """blunt: those to be mended, by code of their node; judged: how many were looked at."""

    blunt: Sequence[Judged]
    judged: int


def sharpness(plan: Plan) -> Sharpness:
    """Every indicator in use judged by its text, unit, level, baseline and targets."""
    told = [_with_proposals(each) for each in sharp.judged_in([plan])]
    return Sharpness([each for each in told if each.faults], len(told))


def evaluated(indicator: Indicator) -> Judged:
    """One indicator as it stands."""
    return _with_proposals(sharp.judged(indicator, sharp.targets_of(indicator)))


def parents_of(indicator: Indicator) -> list[Indicator]:
    """What it serves: the indicator that it follows or, where it follows none, those of the node above
    its own, in its plan or in the plan that it mainly serves."""
    if indicator.follows is not None:
        return [indicator.follows]
    node = indicator.node
    serving = (
        Support.objects.filter(node=node, kind="utama").values_list("above", flat=True).first()
    )
    above = serving or node.parent_id
    found = Indicator.objects.filter(node=above) if above else Indicator.objects.none()
    return list(found.select_related("node__plan", "node__opd").order_by("pk"))


def used_elsewhere(indicator: Indicator, seat: Seat) -> Sequence[Near]:
    """The sharp indicators of other OPD in the plans of the round that the reader may see, whose
    wording is nearest."""
    seen = Plan.objects.visible_to(seat) | Plan.objects.filter(kind="rpjmd")
    plans = seen.filter(pk__in=[each.pk for each in sharp.plans_of_the_round()])
    own = indicator.node.opd_id or indicator.node.plan.opd_id
    others = [
        each
        for each in sharp.judged_in(plans)
        if each.indicator.pk != indicator.pk
        and each.indicator.name
        and (each.indicator.node.opd_id or each.indicator.node.plan.opd_id) != own
    ]
    return nearest(indicator.name, [e.indicator for e in others if not e.verdict.is_blunt])


def finding_of(indicator: Indicator, seat: Seat) -> Finding | None:
    """What the last run said of its wording, where the reader may see that."""
    found = Finding.objects.visible_to(seat).open().filter(rule=BLUNT, key=indicator.pk)
    return found.first()


@transaction.atomic
def take_proposal(*, indicator: Indicator, text: str, seen: str, session: str, by: Actor) -> None:
    """Put a proposed wording in place of the indicator's text, with the unit that belongs to it; the
    old wording is kept in the plan's history, and the case of its finding is closed by it. Raises
    ValidationError for a wording that is not proposed, and Conflict where somebody else has changed the
    text since."""
    chosen = next((each for each in evaluated(indicator).proposals if each.text == text), None)
    if chosen is None:
        raise ValidationError(say("Usulan itu tidak ada lagi. Muat ulang halaman ini."))
    values, stood, old = {"name": chosen.named}, {"name": seen}, indicator.name
    if chosen.unit and chosen.unit != indicator.unit:
        values, stood = values | {"unit": chosen.unit}, stood | {"unit": indicator.unit}
    edit_indicator(indicator=indicator, values=values, seen=stood, session=session, by=by)
    held = Case.objects.in_hand().filter(finding__rule=BLUNT, finding__key=indicator.pk)
    for case in held.select_related("finding", "task__office"):
        words = say("Rumusan dipertajam: “{old}” menjadi “{new}”.", old=old, new=chosen.named)
        mend(case=case, text=words, by=by)


def _with_proposals(told: sharp.Judged) -> Judged:
    verdict = told.verdict
    proposals = propose(told.stated, verdict)
    return Judged(told.indicator, verdict.faults, proposals, verdict.notes)
