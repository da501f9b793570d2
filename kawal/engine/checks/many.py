"""Several regencies judged side by side, for their counts; each just as it is judged alone.

What is small is judged at about half the cost so, see `docs/benchmarks.md`. Messages are written of
one regency, from a run of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import polars as pl

from kawal.engine.checks.evaluate import CODES, Judged, judge, without_rows
from kawal.engine.checks.facts import Facts, planned_of
from kawal.engine.checks.rule import Outcome, Rule, Severity
from kawal.engine.checks.verdict import Coverage, Verdict, silent_of
from kawal.engine.reference import ReferencePack, refuse_overlaps
from kawal.engine.shared.collecting import collect_all
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.together import Together, shape_of

_PLACING = ("opd", "plan", "node", "indicator")
"""Tables through which each row is known to belong to a regency."""
_COUNTED = (Outcome.FAILED, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE)
"""All other rows have passed."""


def verdicts(
    snapshots: Sequence[Snapshot], rules: Sequence[Rule], references: Sequence[ReferencePack] = ()
) -> list[Verdict | None]:
    """The verdict on each, in order, without waivers; None for one that has to be judged alone:
    because a table is absent through which rows are known to be its own, or because a rule broke.

    references: as for `check`. Raises UnusableInput where two hold for the same year.
    """
    found: list[Verdict | None] = [None] * len(snapshots)
    for places in _of_one_shape(snapshots):
        group = Together([snapshots[place] for place in places])
        for place, verdict in zip(places, verdicts_of(group, rules, references), strict=True):
            found[place] = verdict
    return found


def verdicts_of(
    together: Together, rules: Sequence[Rule], references: Sequence[ReferencePack] = ()
) -> list[Verdict | None]:
    """As `verdicts`, of snapshots that stand together already."""
    refuse_overlaps(references)
    if not all(map(together.carries, _PLACING)):
        return [None] * len(together.snapshots)
    facts = Facts(together, references)
    judged = judge(facts, rules, to_count=True)
    if any(each.broken for each in judged):  # be it for one regency only
        return [None] * len(together.snapshots)
    return [*_told(facts, judged, rules)]


def _of_one_shape(snapshots: Sequence[Snapshot]) -> Iterable[list[int]]:
    groups = defaultdict(list)
    for place, snapshot in enumerate(snapshots):
        groups[tuple(shape_of(snapshot).items())].append(place)
    return groups.values()


def _told(facts: Facts, judged: Sequence[Judged], rules: Sequence[Rule]) -> Iterator[Verdict]:
    snapshots = facts.together.snapshots
    tally = _Tally(judged, len(snapshots))
    planned = planned_of(facts)
    for region, snapshot in enumerate(snapshots):
        yield Verdict(
            year=snapshot.year,
            coverage=tuple(Coverage(rule, tally.counts[region][rule.code]) for rule in rules),
            hindered=len(tally.hindered[region]),
            open=(tally.open[region], len(tally.open_offices[region])),
            planned=planned[region],
            silent=silent_of(snapshot, planned[region]),
        )


class _Tally:
    """What was judged, counted per region: counts per rule; the OPD where something stops the lock;
    how many judgements that might stop it could not be made, and on which OPD."""

    def __init__(self, judged: Sequence[Judged], regions: int) -> None:
        self.counts: list[dict[str, Mapping[Outcome, int]]] = [{} for _ in range(regions)]
        self.hindered: list[set[object]] = [set() for _ in range(regions)]
        self.open = [0] * regions
        self.open_offices: list[set[object]] = [set() for _ in range(regions)]
        with_rows = [each for each in judged if each.frame is not None]
        stopping = [each for each in with_rows if _stopping(each)]
        frames = collect_all([*map(_per_region, with_rows), *map(_per_office, stopping)])
        for each, sums in zip(with_rows, frames, strict=False):
            self._count(each, sums)
        for offices in frames[len(with_rows) :]:
            self._note_offices(offices)
        for each in judged:
            self._count_empty(each)

    def _count(self, judged: Judged, sums: pl.DataFrame) -> None:
        for row in sums.iter_rows(named=True):
            for rule in judged.rules:
                counts = {outcome: row[_name(rule, outcome)] for outcome in _COUNTED}
                passed = row["rows"] - sum(counts.values())
                whole = {Outcome.PASSED: passed, Outcome.WAIVED: 0, **counts}
                self.counts[row["region"]][rule.code] = whole

    def _note_offices(self, offices: pl.DataFrame) -> None:
        for region, opd, failed, unknown in offices.iter_rows():
            self.open[region] += unknown
            if opd is not None and failed:
                self.hindered[region].add(opd)
            if opd is not None and unknown:
                self.open_offices[region].add(opd)

    def _count_empty(self, judged: Judged) -> None:
        """What a rule says of a region that has no row for it."""
        for region, counts in enumerate(self.counts):
            for rule in judged.rules:
                if rule.code not in counts:
                    outcome = without_rows(judged, rule)
                    counts[rule.code] = {each: int(each is outcome) for each in Outcome}
                    if outcome is Outcome.UNKNOWN and rule.severity is Severity.BLOCKING:
                        self.open[region] += 1


def _per_region(judged: Judged) -> pl.LazyFrame:
    """region, rows and per rule and outcome the number of its rows."""
    assert judged.frame is not None
    counts = (
        (pl.col(rule.code) == CODES[outcome]).sum().cast(pl.Int64).alias(_name(rule, outcome))
        for rule in judged.rules
        for outcome in _COUNTED
    )
    return (
        judged.frame.lazy().group_by("region").agg(pl.len().cast(pl.Int64).alias("rows"), *counts)
    )


def _per_office(judged: Judged) -> pl.LazyFrame:
    """region, opd; failed and unknown: how many judgements that may stop the lock are so, of the OPD
    that have any."""
    assert judged.frame is not None
    rows = judged.frame.lazy().select(
        "region",
        "opd",
        failed=_how_many(judged, Outcome.FAILED),
        unknown=_how_many(judged, Outcome.UNKNOWN),
    )
    some = rows.filter(pl.any_horizontal(pl.col("failed", "unknown") > 0))
    return some.group_by("region", "opd").agg(pl.col("failed", "unknown").sum())


def _how_many(judged: Judged, outcome: Outcome) -> pl.Expr:
    return pl.sum_horizontal(
        (pl.col(rule.code) == CODES[outcome]).cast(pl.Int64) for rule in _stopping(judged)
    )


def _stopping(judged: Judged) -> list[Rule]:
    return [rule for rule in judged.rules if rule.severity is Severity.BLOCKING]


def _name(rule: Rule, outcome: Outcome) -> str:
    return f"{rule.code} {outcome.name}"
