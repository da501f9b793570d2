"""The findings within reach as a list: counted, filtered, the ones that stop the lock first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Case as When
from django.db.models import (
    Count,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models import When as Is
from django.utils import timezone

from kawal.base.ui.states import State
from kawal.engine.checks.rule import Outcome
from kawal.engine.shared.wording import thousands
from kawal.office.findings.forms import LATE, NO_CASE, STATES
from kawal.office.findings.models import Case, Finding, Spell
from kawal.office.findings.words import case_word, deadline

_FAILED = Outcome.FAILED.value
CONDITIONS: dict[State, Q] = {
    State.BLOCKING: Q(outcome=_FAILED, blocking=True),
    State.WARNING: Q(outcome=_FAILED, blocking=False),
    State.UNKNOWN: Q(outcome=Outcome.UNKNOWN.value),
    State.WAIVED: Q(outcome=Outcome.WAIVED.value),
}
"""What a finding is, by what the last run said of it."""
_BY_MARK = {state.value.mark: state for state in STATES}


@dataclass(frozen=True)
class Row:
    """A finding in the list. opened: since which day it has been there this time."""

    finding: Finding
    day: date

    @property
    def state(self) -> State:
        return state_of(self.finding)

    @property
    def is_nameless(self) -> bool:
        """Whether its message says only what is missing, not where."""
        return self.state is State.UNKNOWN

    @property
    def age(self) -> int:
        """Days since it was found."""
        opened = timezone.localdate(self.finding.standing[0].opened_at)
        return max(0, (self.day - opened).days)

    @property
    def case(self) -> Case | None:
        return next(iter(self.finding.in_hand), None)

    @property
    def case_word(self) -> str:
        return case_word(Case.State(self.case.state)) if self.case is not None else ""

    @property
    def settled(self) -> str:
        """What was decided, where nobody has the finding in hand now."""
        if self.case is not None or not self.finding.accepted:
            return ""
        return case_word(Case.State.ACCEPTED)

    @property
    def is_late(self) -> bool:
        return self.case is not None and self.case.task.due_on < self.day

    @property
    def deadline(self) -> str:
        return deadline(self.case.task.due_on, self.day) if self.case is not None else ""


def state_of(finding: Finding) -> State:
    """What the last run said of it, as a state of the page."""
    if finding.outcome == _FAILED:
        return State.BLOCKING if finding.blocking else State.WARNING
    return State.UNKNOWN if finding.outcome == Outcome.UNKNOWN.value else State.WAIVED


def counts_of(findings: QuerySet[Any]) -> dict[State, int]:
    """How many there are of each."""
    asked = {
        state.value.mark: Count("pk", filter=condition) for state, condition in CONDITIONS.items()
    }
    counted = findings.aggregate(**asked)
    return {state: counted[state.value.mark] for state in STATES}


def filtered(findings: QuerySet[Any], chosen: Mapping[str, str], day: date) -> QuerySet[Any]:
    """Those that were asked for, in the order of the list."""
    if mark := chosen.get("hasil"):
        findings = findings.filter(CONDITIONS[_BY_MARK[mark]])
    if opd := chosen.get("opd"):
        findings = findings.filter(opd=opd)
    if rule := chosen.get("aturan"):
        findings = findings.filter(rule=rule)
    if word := chosen.get("kata"):
        findings = findings.filter(Q(message__icontains=word) | Q(key__icontains=word))
    if state := chosen.get("kasus"):
        findings = findings.filter(_has_case(state, day))
    due = Case.objects.in_hand().filter(finding=OuterRef("pk")).values("task__due_on")
    ranks = [Is(condition, then=Value(rank)) for rank, condition in enumerate(CONDITIONS.values())]
    return findings.annotate(
        rank=When(*ranks, output_field=IntegerField()), due=Subquery(due[:1])
    ).order_by("rank", F("due").asc(nulls_last=True), "opd__number", "rule", "key")


def rows_of(findings: QuerySet[Any] | Sequence[Finding], day: date) -> list[Row]:
    """Each with the spell that it is in and the case that is in hand."""
    spells = Prefetch("spells", Spell.objects.filter(closed_at__isnull=True), "standing")
    cases = Prefetch("cases", Case.objects.in_hand().select_related("task__office"), "in_hand")
    closed = Prefetch("cases", Case.objects.filter(state=Case.State.ACCEPTED), "accepted")
    found = findings.select_related("opd").prefetch_related(spells, cases, closed)
    return [Row(finding, day) for finding in found]


def grouped(rows: Sequence[Row], counts: Mapping[State, int]) -> list[tuple[State, str, list[Row]]]:
    """The rows of a page under what they are, with how many there are of that on all pages."""
    groups = groupby(rows, lambda row: row.state)
    return [(state, thousands(counts[state]), list(each)) for state, each in groups]


def _has_case(state: str, day: date) -> Q:
    in_hand = Case.objects.in_hand()
    if state == NO_CASE:
        return ~Q(cases__in=in_hand)
    wanted = in_hand.filter(task__due_on__lt=day) if state == LATE else in_hand.filter(state=state)
    return Q(cases__in=wanted)
