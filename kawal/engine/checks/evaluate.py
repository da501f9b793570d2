"""Judges every rule on every subject, and says how much of it could be judged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import polars as pl

from kawal.engine.checks.expr import Expr, number_column
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.provisions import in_year
from kawal.engine.checks.rule import Outcome, Rule
from kawal.engine.checks.subject import Part, Subject
from kawal.engine.shared.collecting import collect, collect_all

ALL = "*"
"""The key of the one subject that stands for a table that is not there."""
CODES: dict[Outcome, int] = {
    Outcome.PASSED: 0,
    Outcome.FAILED: 1,
    Outcome.UNKNOWN: 2,
    Outcome.NOT_APPLICABLE: 3,
}
OUTCOMES = {number: outcome for outcome, number in CODES.items()}
_CODE = {outcome: pl.lit(number, pl.UInt8) for outcome, number in CODES.items()}
ROW = "row"
KEY = "subject_key"
_PLACE = ("region", "opd", "plan", "year")


@dataclass(frozen=True)
class Judged:
    """What became of the rules of one subject.

    frame: every subject row with `row`, `subject_key`, `region`, `opd`, `plan`, `year`, the columns
    that rules read, and per rule its outcome code under the rule's code; None where the table that
    the rows come from is absent. absent: columns and tables that are not carried and without which
    some rule is blind. broken: rules that broke as they ran, with what they said.
    """

    subject: Subject
    rules: tuple[Rule, ...]
    frame: pl.DataFrame | None
    absent: frozenset[str] = frozenset()
    broken: tuple[tuple[str, str], ...] = ()


def judge(facts: Facts, rules: Sequence[Rule], *, to_count: bool = False) -> list[Judged]:
    """The outcomes of every rule on every subject of the snapshots behind the facts.

    All subjects are collected in one go. Should that break, each rule is run alone, and only the
    one that breaks loses its outcomes. to_count: the frames need hold no more than region, OPD and
    outcomes.
    """
    groups = _by_subject(rules)
    planned = [_Plan.of(facts, subject, group) for subject, group in groups]
    based = [plan for plan in planned if plan.has_base]
    try:
        rows = [plan.outcomes() if to_count else plan.lazy() for plan in based]
        frames = collect_all(rows, narrowing=to_count)
    except Exception:  # a rule may break in any way; which one it was, is found out by itself
        return [_judge_one_by_one(facts, plan) for plan in planned]
    collected = iter(frames)
    return [plan.judged(next(collected) if plan.has_base else None) for plan in planned]


def without_rows(judged: Judged, rule: Rule) -> Outcome:
    """An absent table is never green; an empty one means what the rule says it means."""
    broken = rule.code in dict(judged.broken)
    return Outcome.UNKNOWN if judged.frame is None or broken else rule.empty


def _lost(facts: Facts, field: str) -> str:
    """What is really missing where a field is: the field, or its whole table."""
    table = field.partition(".")[0]
    return field if facts.carries(table) else table


def _by_subject(rules: Iterable[Rule]) -> list[tuple[Subject, tuple[Rule, ...]]]:
    groups: dict[str, tuple[Subject, list[Rule]]] = {}
    for rule in rules:
        groups.setdefault(rule.subject.name, (rule.subject, []))[1].append(rule)
    return [(subject, tuple(group)) for subject, group in groups.values()]


@dataclass(frozen=True)
class _Plan:
    """How one subject is built for the rules that judge it."""

    facts: Facts
    subject: Subject
    rules: tuple[Rule, ...]
    has_base: bool
    blind: frozenset[str]
    absent: frozenset[str]

    @classmethod
    def of(cls, facts: Facts, subject: Subject, rules: tuple[Rule, ...]) -> _Plan:
        missing = frozenset(table for table in subject.base if not facts.carries(table))
        blind: set[str] = set()
        absent = set(missing)
        for part in subject.parts_for(frozenset().union(*(rule.columns for rule in rules))):
            lost = {_lost(facts, field) for field in part.needs if not facts.carries(field)}
            if lost or blind & set(part.uses):
                blind.add(part.name)
                absent |= lost
        absent |= {each.field for each in subject.own if not facts.carries(each.field)}
        return cls(facts, subject, rules, not missing, frozenset(blind), frozenset(absent))

    def lazy(self) -> pl.LazyFrame:
        rows = self.subject.rows(self.facts)
        columns = frozenset().union(*(rule.columns for rule in self.rules))
        for part in self.subject.parts_for(columns):
            rows = (
                _nothing_known(part, rows)
                if part.name in self.blind
                else part.add(self.facts, rows)
            )
        numbers = sorted({key for rule in self.rules for key in rule.numbers})
        rows = rows.with_columns(in_year(key).alias(number_column(key)) for key in numbers)
        return rows.select(
            pl.concat_str(self.subject.key, separator="|").alias(KEY),
            *_PLACE,
            *sorted(columns - {*_PLACE}),
            *(number_column(key) for key in numbers),
            *(_outcome(rule, self.absent) for rule in self.rules),
        ).with_row_index(ROW)

    def outcomes(self) -> pl.LazyFrame:
        """Only what is counted."""
        return self.lazy().select("region", "opd", *(rule.code for rule in self.rules))

    def judged(
        self, frame: pl.DataFrame | None, broken: tuple[tuple[str, str], ...] = ()
    ) -> Judged:
        return Judged(self.subject, self.rules, frame, self.absent, broken)


@cache
def _outcome(rule: Rule, absent: frozenset[str]) -> pl.Expr:
    """The outcome code of one rule, under its code; the order of the questions is the meaning.

    absent: the fields that are not carried.
    """
    year = pl.col("year")
    in_time = year >= rule.since.year
    if rule.until is not None:
        in_time &= year <= rule.until.year
    unknown, not_applicable = _CODE[Outcome.UNKNOWN], _CODE[Outcome.NOT_APPLICABLE]
    questions = [(year.is_null(), unknown), (~in_time, not_applicable)]
    for expr in rule.applies:
        questions += [
            (_open(rule.subject, expr, absent), unknown),
            (~expr.compile(), not_applicable),
        ]
    questions += [
        (_open(rule.subject, rule.holds, absent), unknown),
        (rule.holds.compile(), _CODE[Outcome.PASSED]),
    ]
    answer = _CODE[Outcome.FAILED]
    for question, code in reversed(questions):
        answer = pl.when(question).then(code).otherwise(answer)
    return answer.alias(rule.code)


def _open(subject: Subject, expr: Expr, absent: frozenset[str]) -> pl.Expr:
    """Whether something that the expression needs is missing."""
    if any(subject.column(name).field in absent for name in expr.judged_for_presence()):
        return pl.lit(True)
    needed = sorted(expr.needed() | {number_column(key) for key in expr.numbers()})
    return pl.any_horizontal(pl.col(name).is_null() for name in needed) if needed else pl.lit(False)


def _judge_one_by_one(facts: Facts, plan: _Plan) -> Judged:
    """The rules of a subject alone, one after another; what breaks is not assessable."""
    if not plan.has_base:
        return plan.judged(None)
    try:
        frame = collect(_Plan.of(facts, plan.subject, ()).lazy())
    except Exception as error:
        return plan.judged(None, tuple((rule.code, _said(error)) for rule in plan.rules))
    broken: list[tuple[str, str]] = []
    for rule in plan.rules:
        try:
            alone = collect(_Plan.of(facts, plan.subject, (rule,)).lazy())
        except Exception as error:
            broken.append((rule.code, _said(error)))
            frame = frame.with_columns(_CODE[Outcome.UNKNOWN].alias(rule.code))
        else:
            new = [name for name in alone.columns if name not in frame.columns]
            frame = frame.join(alone.select(KEY, *new), on=KEY, how="left", maintain_order="left")
    return plan.judged(frame, tuple(broken))


def _said(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else 'tanpa keterangan'}"


def _nothing_known(part: Part, rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows.with_columns(
        pl.lit(None, dtype=given.kind.dtype).alias(given.name) for given in part.gives
    )
