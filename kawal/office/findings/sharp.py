"""Blunt indicators as findings: what `checks/sharpness` says of the plans of the year, beside what
the rules find, so that a blunt one has its case, its deadline and its waiver as they have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kawal.engine.checks.owners import Owners
from kawal.engine.checks.rule import LegalBasis, Office, Outcome
from kawal.engine.checks.rules.readiness import CRITERIA, SINCE
from kawal.engine.checks.sharpness import indicator as subject
from kawal.engine.checks.sharpness.table import level_of
from kawal.engine.checks.sharpness.verdict import Verdict, judge
from kawal.engine.shared.language import said_later, say
from kawal.engine.snapshot.schema import ANNUAL_KINDS
from kawal.office.findings.models import BLUNT, Finding
from kawal.office.planning.models import Book, Indicator, Plan, Target

_WHOLE_YEAR = 0


@dataclass(frozen=True)
class Reading:
    """What is judged by words and not by a rule of the catalogue, told as a rule is."""

    code: str
    title: str
    note: str
    basis: LegalBasis = CRITERIA
    since: date = SINCE
    until: date | None = None
    numbers: tuple[str, ...] = ()


SHARP = Reading(
    BLUNT,
    said_later("Rumusan setiap indikator tajam"),
    said_later(
        "Arahan Sekda meminta indikator dipertajam, dan yang belum tajam segera dievaluasi. Dinilai "
        "dari kata, satuan, tingkat, kondisi awal dan targetnya. Usulan adalah bahan pertimbangan; "
        "yang memutuskan tetap penyusun."
    ),
)


@dataclass(frozen=True)
class Judged:
    """An indicator with what its text, unit, level and figures say."""

    indicator: Indicator
    stated: subject.Indicator
    verdict: Verdict


@dataclass(frozen=True)
class Blunted:
    """findings: the blunt ones, not yet in the database. judged: how many were looked at."""

    findings: Sequence[Finding]
    judged: int


def plans_of_the_round() -> list[Plan]:
    """The plans whose indicators are sharpened now: the newest RPJMD, and of every OPD the newest Renja
    of the year that is planned."""
    book = Book.objects.first()
    if book is None:
        return []
    rpjmd = Plan.objects.filter(kind="rpjmd").order_by("-first_year", "-version").first()
    renja = Plan.objects.filter(kind="renja", first_year=book.year).order_by("version")
    newest = {each.opd_id: each for each in renja}
    return [*([rpjmd] if rpjmd is not None else []), *newest.values()]


def judged_in(plans: Iterable[Plan]) -> Iterator[Judged]:
    """Every indicator of these plans that is still in use, by code of its node."""
    asked, planned = list(plans), Book.objects.get().year
    indicators = (
        Indicator.objects.filter(node__plan__in=asked)
        .select_related("node__opd", "node__plan__opd")
        .order_by("node__code", "pk")
    )
    aims = Target.objects.filter(indicator__node__plan__in=asked, quarter=_WHOLE_YEAR)
    targets: dict[str, list[str]] = defaultdict(list)
    for key, text in aims.order_by("year").values_list("indicator_id", "text"):
        targets[key].append(text)
    return (judged(each, targets[each.pk]) for each in indicators if _is_in_use(each, planned))


def _is_in_use(indicator: Indicator, planned: int) -> bool:
    """Whether it is still used when the year begins for which it is asked, as `checks/in_use` tells
    the rules. planned: the year that the book plans."""
    plan, since = indicator.node.plan, indicator.retired_on
    asked = plan.first_year if plan.kind in ANNUAL_KINDS else planned
    return since is None or since > date(asked, 1, 1)


def judged(indicator: Indicator, targets: Sequence[str]) -> Judged:
    """One indicator. targets: as they are written, by year."""
    stated = subject.Indicator(
        text=indicator.name,
        unit=indicator.unit,
        level=level_of(indicator.node.level) or subject.Level.UNSTATED,
        baseline=indicator.baseline_text,
        targets=tuple(targets),
    )
    return Judged(indicator, stated, judge(stated))


def targets_of(indicator: Indicator) -> list[str]:
    """What is to be reached year by year, as it is written."""
    aims = Target.objects.filter(indicator=indicator, quarter=_WHOLE_YEAR)
    return list(aims.order_by("year").values_list("text", flat=True))


def blunted(owners: Owners, waived: Collection[str]) -> Blunted:
    """The blunt indicators of the round. waived: ids of those that an office accepts today."""
    told = [each for each in judged_in(plans_of_the_round()) if each.indicator.name]
    return Blunted(
        [_finding(each, owners, waived) for each in told if each.verdict.is_blunt], len(told)
    )


def _finding(told: Judged, owners: Owners, waived: Collection[str]) -> Finding:
    indicator, faults = told.indicator, told.verdict.faults
    node = indicator.node
    opd = node.opd or node.plan.opd
    outcome = Outcome.WAIVED if indicator.pk in waived else Outcome.FAILED
    message = say(
        "Indikator “{indicator}” pada {line} belum tajam. {fault}",
        indicator=indicator.name, line=str(node), fault=faults[0].said,
    )  # fmt: skip
    return Finding(
        rule=BLUNT,
        key=indicator.pk,
        table="indicator",
        opd=opd,
        plan=node.plan_id,
        blocking=False,
        outcome=outcome.value,
        message=message,
        fix=say("Pakai salah satu usulan, atau tulis rumusan yang lebih tajam."),
        owner=owners.owner(Office.PLANNER, opd and opd.number, node.plan_id),
        field="indicator.name",
        values=[
            [say("Rumusan"), indicator.name],
            [say("Satuan"), indicator.unit or say("(tidak disebut)")],
            *([say("Yang belum tajam"), each.said] for each in faults),
        ],
    )
