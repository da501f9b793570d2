"""Which indicators of a plan are blunt, why, and how they could be put (`checks/sharpness`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from kawal.base.audit.actions import Actor
from kawal.engine.checks.sharpness import indicator as subject
from kawal.engine.checks.sharpness.code import Blunt
from kawal.engine.checks.sharpness.proposals import Proposal, propose
from kawal.engine.checks.sharpness.table import level_of
from kawal.engine.checks.sharpness.verdict import judge
from kawal.engine.shared.language import say
from kawal.office.planning.actions import edit_indicator
from kawal.office.planning.models import Indicator, Plan, Target

_WHOLE_YEAR = 0


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
    indicators = list(
        Indicator.objects.filter(node__plan=plan)
        .exclude(retired_on__lte=date(plan.first_year, 1, 1))
        .select_related("node__opd")
        .order_by("node__code", "pk")
    )
    targets: dict[str, list[str]] = defaultdict(list)
    aims = Target.objects.filter(indicator__node__plan=plan, quarter=_WHOLE_YEAR)
    for key, text in aims.order_by("year").values_list("indicator_id", "text"):
        targets[key].append(text)
    told = [judged(each, targets[each.pk]) for each in indicators]
    return Sharpness([each for each in told if each.faults], len(told))


def judged(indicator: Indicator, targets: Sequence[str]) -> Judged:
    """One indicator. targets: as they are written, by year."""
    stated = subject.Indicator(
        text=indicator.name,
        unit=indicator.unit,
        level=level_of(indicator.node.level) or subject.Level.UNSTATED,
        baseline=indicator.baseline_text,
        targets=tuple(targets),
    )
    verdict = judge(stated)
    return Judged(indicator, verdict.faults, propose(stated, verdict), verdict.notes)


@transaction.atomic
def take_proposal(*, indicator: Indicator, text: str, seen: str, session: str, by: Actor) -> None:
    """Put a proposed wording in place of the indicator's text, with the unit that belongs to it; the
    old wording is kept in the plan's history. Raises ValidationError for a wording that is not
    proposed, and Conflict where somebody else has changed the text since."""
    aims = Target.objects.filter(indicator=indicator, quarter=_WHOLE_YEAR).order_by("year")
    proposals = judged(indicator, list(aims.values_list("text", flat=True))).proposals
    chosen = next((each for each in proposals if each.text == text), None)
    if chosen is None:
        raise ValidationError(say("Usulan itu tidak ada lagi. Muat ulang halaman ini."))
    values, stood = {"name": chosen.text}, {"name": seen}
    if chosen.unit and chosen.unit != indicator.unit:
        values, stood = values | {"unit": chosen.unit}, stood | {"unit": indicator.unit}
    edit_indicator(indicator=indicator, values=values, seen=stood, session=session, by=by)
