"""What a run of the rules says: outcomes counted, findings told when someone reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from kawal.engine.checks.evaluate import ALL, CODES, KEY, OUTCOMES, ROW, Judged, judge, without_rows
from kawal.engine.checks.facts import Facts, planned_of
from kawal.engine.checks.finding import Finding, tell, tell_whole
from kawal.engine.checks.missing import broken_rule, missing_of, nothing_to_judge
from kawal.engine.checks.owners import Owners
from kawal.engine.checks.rule import Outcome, Rule, Severity
from kawal.engine.checks.subject import LOCKED
from kawal.engine.checks.verdict import Coverage, Verdict, silent_of
from kawal.engine.checks.waivers import Waiver
from kawal.engine.reference import ReferencePack, refuse_overlaps
from kawal.engine.shared.collecting import collect, collect_all
from kawal.engine.shared.language import language
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.together import Together

_FINDING_CODES = (CODES[Outcome.FAILED], CODES[Outcome.UNKNOWN])


@dataclass
class OfficeCount:
    """How one OPD stands: findings by weight, and how much of it could be judged."""

    blocking: int = 0
    warnings: int = 0
    unknown: int = 0
    waived: int = 0
    passed: int = 0

    @property
    def applicable(self) -> int:
        return self.assessed + self.unknown

    @property
    def assessed(self) -> int:
        return self.blocking + self.warnings + self.waived + self.passed


@dataclass(frozen=True)
class Result:
    """One run of the rules over one snapshot, on one day. references: the official lists of codes
    that it was judged with."""

    snapshot: Snapshot
    references: Sequence[ReferencePack]
    rules: tuple[Rule, ...]
    on: date
    judged: Sequence[Judged]
    planned: frozenset[str]
    waivers: Sequence[Waiver] = ()
    _places: dict[str, tuple[Judged, Rule]] = field(init=False, repr=False, default_factory=dict)
    _told: dict[str, tuple[Finding, ...]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for each in self.judged:
            for rule in each.rules:
                self._places[rule.code] = (each, rule)

    @cached_property
    def failing(self) -> pl.DataFrame:
        """rule, key, outcome, opd, row of every finding (gagal, tidak dapat dinilai,
        dikecualikan), by rule and then key in byte order. No message is written yet."""
        rows = pl.concat([_failing_rows(each) for each in self.judged]).sort("rule", "key")
        return self._with_waivers(collect(rows))

    @cached_property
    def verdict(self) -> Verdict:
        """What the counts answer. No message is written for it."""
        blocking = [rule.code for rule in self.rules if rule.severity is Severity.BLOCKING]
        rows = self.failing.filter(pl.col("rule").is_in(blocking))
        failed = rows.filter(pl.col("outcome") == Outcome.FAILED.value)
        unknown = rows.filter(pl.col("outcome") == Outcome.UNKNOWN.value)
        return Verdict(
            year=self.snapshot.year,
            coverage=self._coverage(),
            hindered=failed["opd"].drop_nulls().n_unique(),
            open=(unknown.height, unknown["opd"].drop_nulls().n_unique()),
            planned=self.planned,
            silent=silent_of(self.snapshot, self.planned),
        )

    def _coverage(self) -> tuple[Coverage, ...]:
        counts = {code: count for each in self.judged for code, count in _counts(each).items()}
        broken = {code: said for each in self.judged for code, said in each.broken}
        waived = self._waived_per_rule
        entries = []
        for rule in self.rules:
            own = dict(counts[rule.code])
            own[Outcome.WAIVED] = waived.get(rule.code, 0)
            own[Outcome.FAILED] -= own[Outcome.WAIVED]
            entries.append(Coverage(rule, own, broken.get(rule.code)))
        return tuple(entries)

    @cached_property
    def by_office(self) -> dict[str | None, OfficeCount]:
        """Every OPD of the snapshot, in official order, and at the end None for what belongs to
        no OPD: goals of the region, and rules that had nothing to judge."""
        known = sorted(self.snapshot.frame("opd")["id"].to_list())
        offices: dict[str | None, OfficeCount] = {opd: OfficeCount() for opd in known}
        for opd, severity, outcome, count in _counts_by_office(self.judged):
            _add(offices.setdefault(opd, OfficeCount()), severity, outcome, count)
        for opd, code, count in self._waived_by_office():
            _add(offices[opd], self._places[code][1].severity, Outcome.FAILED, -count)
            _add(offices[opd], self._places[code][1].severity, Outcome.WAIVED, count)
        region = offices.pop(None, None)
        ordered = {opd: offices[opd] for opd in sorted(offices, key=str)}
        return ordered | ({None: region} if region else {})

    def outcomes(self) -> dict[tuple[str, str], Outcome]:
        """(rule, key) → outcome of every subject of every rule, before waivers."""
        found: dict[tuple[str, str], Outcome] = {}
        for each in self.judged:
            for rule in each.rules:
                if each.frame is None or each.frame.is_empty():
                    found[rule.code, ALL] = without_rows(each, rule)
                    continue
                codes = each.frame[rule.code].to_list()
                for key, code in zip(each.frame[KEY].to_list(), codes, strict=True):
                    found[rule.code, key] = OUTCOMES[code]
        return found

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding with its message in the language in force, in the order of `failing`."""
        if language() not in self._told:
            self._told[language()] = tuple(self._findings(self.failing))
        return self._told[language()]

    def findings_on(self, subjects: Collection[str]) -> tuple[Finding, ...]:
        """Those whose key begins with one of these ids, in the same order: few are told quicker than
        all of them."""
        first = pl.col("key").str.split("|").list.first()
        return tuple(self._findings(self.failing.filter(first.is_in(list(subjects)))))

    def _findings(self, failing: pl.DataFrame) -> Iterator[Finding]:
        owners = Owners.of(self.snapshot)
        locked = {LOCKED} if self.snapshot.frame("plan")["locked"].any() else set()
        kinds = frozenset(owners.kinds.values()) | locked
        waivers = {(each.rule, each.key): each for each in self._in_force}
        rows: dict[str, dict[int, dict[str, Any]]] = {}
        for code, key, outcome, _, row in failing.iter_rows():
            judged, rule = self._places[code]
            said = dict(judged.broken).get(code)
            if row is None or judged.frame is None:
                empty = broken_rule() if said else nothing_to_judge(rule, judged.absent, kinds)
                yield tell_whole(rule, empty)
                continue
            subject = judged.subject.name
            if subject not in rows:
                rows[subject] = _rows_by_number(judged, failing)
            values = rows[subject][row]
            if outcome == Outcome.UNKNOWN.value:
                lacks = broken_rule() if said else missing_of(rule, values, judged.absent, kinds)
                yield tell(rule, key, Outcome.UNKNOWN, values, owners, missing=lacks)
            else:
                waiver = waivers.get((code, key)) if outcome == Outcome.WAIVED.value else None
                yield tell(rule, key, Outcome(outcome), values, owners, waiver=waiver)

    @property
    def idle_waivers(self) -> tuple[tuple[Waiver, Outcome | None], ...]:
        """The waivers in force that accept nothing, each with the outcome of its subject where
        that is *tidak dapat dinilai*, else None: there is no such finding."""
        keys = [waiver.key for waiver in self._in_force]
        found = self.failing.filter(pl.col("key").is_in(keys)).select("rule", "key", "outcome")
        outcomes = {(rule, key): Outcome(outcome) for rule, key, outcome in found.iter_rows()}
        by_waiver = ((each, outcomes.get((each.rule, each.key))) for each in self._in_force)
        return tuple(pair for pair in by_waiver if pair[1] is not Outcome.WAIVED)

    @property
    def _in_force(self) -> list[Waiver]:
        return [waiver for waiver in self.waivers if waiver.until >= self.on]

    @property
    def _waived_per_rule(self) -> dict[str, int]:
        if not self._in_force:
            return {}
        waived = self.failing.filter(pl.col("outcome") == Outcome.WAIVED.value)
        return dict(waived.group_by("rule").len().iter_rows())

    def _waived_by_office(self) -> Iterator[tuple[str | None, str, int]]:
        if self._in_force:
            waived = self.failing.filter(pl.col("outcome") == Outcome.WAIVED.value)
            yield from waived.group_by("opd", "rule").len().iter_rows()

    def _with_waivers(self, frame: pl.DataFrame) -> pl.DataFrame:
        if not self._in_force:
            return frame
        pairs = {(each.rule, each.key) for each in self._in_force}
        columns = {"rule": [rule for rule, _ in pairs], "key": [key for _, key in pairs]}
        waived = pl.DataFrame(columns).with_columns(_waived=pl.lit(True))
        joined = frame.join(waived, on=["rule", "key"], how="left", maintain_order="left")
        accepted = pl.col("_waived") & (pl.col("outcome") == Outcome.FAILED.value)
        return joined.with_columns(
            outcome=pl.when(accepted).then(pl.lit(Outcome.WAIVED.value)).otherwise("outcome")
        ).drop("_waived")


def check(
    snapshot: Snapshot,
    rules: Sequence[Rule],
    on: date,
    waivers: Sequence[Waiver] = (),
    references: Sequence[ReferencePack] = (),
) -> Result:
    """Judge a snapshot. on: the day from which deadlines and waivers are seen.

    references: official lists of codes; a plan is judged by the one that holds for its year.
    Raises UnusableInput where two hold for the same year.
    """
    refuse_overlaps(references)
    facts = Facts(Together([snapshot]), references)
    judged = judge(facts, rules)
    planned = planned_of(facts)[0]
    return Result(snapshot, references, tuple(rules), on, judged, planned, waivers)


def _counts(judged: Judged) -> dict[str, dict[Outcome, int]]:
    if judged.frame is None or judged.frame.is_empty():
        return {
            rule.code: {outcome: int(outcome is without_rows(judged, rule)) for outcome in Outcome}
            for rule in judged.rules
        }
    return {rule.code: _counted(judged.frame[rule.code]) for rule in judged.rules}


def _counted(codes: pl.Series) -> dict[Outcome, int]:
    counts = dict(codes.value_counts().iter_rows())
    return {outcome: counts.get(code, 0) for code, outcome in OUTCOMES.items()}


def _counts_by_office(
    judged: Sequence[Judged],
) -> Iterator[tuple[str | None, Severity, Outcome, int]]:
    counted, weights = [], []
    for each in judged:
        if each.frame is None or each.frame.is_empty():
            yield from ((None, rule.severity, without_rows(each, rule), 1) for rule in each.rules)
            continue
        for severity in Severity:
            codes = [rule.code for rule in each.rules if rule.severity is severity]
            long = each.frame.lazy().select("opd", *codes).unpivot(on=codes, index="opd")
            counted.append(long.group_by("opd", "value").len())
            weights.append(severity)
    for severity, frame in zip(weights, collect_all(counted), strict=True):
        for opd, number, count in frame.iter_rows():
            yield opd, severity, OUTCOMES[number], count


def _add(office: OfficeCount, severity: Severity, outcome: Outcome, count: int) -> None:
    if outcome is Outcome.PASSED:
        office.passed += count
    elif outcome is Outcome.UNKNOWN:
        office.unknown += count
    elif outcome is Outcome.WAIVED:
        office.waived += count
    elif outcome is Outcome.FAILED and severity is Severity.BLOCKING:
        office.blocking += count
    elif outcome is Outcome.FAILED:
        office.warnings += count


_FAILING = {
    "rule": pl.String,
    "key": pl.String,
    "outcome": pl.String,
    "opd": pl.String,
    "row": pl.UInt32,
}


def _failing_rows(judged: Judged) -> pl.LazyFrame:
    if judged.frame is None or judged.frame.is_empty():
        codes = [
            each.code for each in judged.rules if without_rows(judged, each) is Outcome.UNKNOWN
        ]
        alike = {"key": ALL, "outcome": Outcome.UNKNOWN.value, "opd": None, "row": None}
        columns = {name: [value] * len(codes) for name, value in alike.items()}
        return pl.LazyFrame({"rule": codes, **columns}, schema=_FAILING)
    long = judged.frame.lazy().unpivot(
        on=[rule.code for rule in judged.rules],
        index=[KEY, "opd", ROW],
        variable_name="rule",
        value_name="_code",
    )
    failed, unknown = (pl.col("_code") == code for code in _FINDING_CODES)
    return long.filter(failed | unknown).select(
        "rule",
        pl.col(KEY).alias("key"),
        pl.when(failed)
        .then(pl.lit(Outcome.FAILED.value))
        .otherwise(pl.lit(Outcome.UNKNOWN.value))
        .alias("outcome"),
        "opd",
        pl.col(ROW).alias("row"),
    )


def _rows_by_number(judged: Judged, failing: pl.DataFrame) -> dict[int, dict[str, Any]]:
    """The values of the rows that have a finding, by row number."""
    codes = [rule.code for rule in judged.rules]
    wanted = failing.filter(pl.col("rule").is_in(codes))["row"].drop_nulls().unique()
    assert judged.frame is not None
    rows = judged.frame.filter(pl.col(ROW).is_in(wanted.implode()))
    return {row[ROW]: row for row in rows.iter_rows(named=True)}
