"""The judging of many regencies in one process: the engine, pandas and pandera, compared and timed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd
import polars as pl

from bench import by_hand_pandas, by_schema
from bench.__main__ import COMPARED
from bench.rounds import Times, interleaved
from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.many import verdicts
from kawal.engine.checks.rule import Outcome, Rule
from kawal.engine.checks.verdict import Verdict
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.schema import BY_NAME, Kind
from kawal.front.cli.check_many import TOGETHER

ENGINE, ALONE = "the engine", "the engine, one by one"
LOOPED, AT_ONCE = "pandas, one by one", "pandas, all at once"
EVERY_RULE = "the engine, every rule"
PANDERA, ENGINE_OF_SCHEMAS = "pandera, one by one", "the engine, the same rules"

OF_SCHEMAS = tuple(rule for rule in RULES if rule.code in by_schema.CODES)

Counts = Mapping[tuple[str, str], int]
"""Findings per rule and outcome."""


def difference_of_many(snapshots: Sequence[Snapshot]) -> Iterator[str]:
    """Where engine and pandas do not count the same, regency by regency and all at once."""
    sums = Counter[tuple[str, str]]()
    for snapshot in snapshots:
        (expected,) = _counted([snapshot], COMPARED)
        found = by_hand_pandas.findings(by_hand_pandas.tables(snapshot))
        if by_hand_pandas.counts(found) != expected:
            yield f"{snapshot.source}: {LOOPED} does not find what {ENGINE} finds"
        sums.update(expected)
    together = Counter[tuple[str, str]]()
    for counts in _counted(snapshots, COMPARED):
        together.update(counts)
    if together != sums:
        yield f"{ENGINE} does not find of several what it finds of each"
    if by_hand_pandas.counts(by_hand_pandas.findings(_joined(snapshots))) != sums:
        yield f"{AT_ONCE} does not find what {ENGINE} finds"


def difference_of_schemas(snapshots: Sequence[Snapshot]) -> Iterator[str]:
    """Where engine and pandera do not count the same that is gagal, regency by regency."""
    for snapshot in snapshots:
        counted = _counted([snapshot], OF_SCHEMAS)[0].items()
        expected = {rule: many for (rule, said), many in counted if said == Outcome.FAILED.value}
        found = by_schema.counts(by_schema.frames(snapshot))
        for rule in by_schema.CODES:
            if found.get(rule) != expected.get(rule):
                yield (
                    f"{snapshot.source}: {PANDERA} finds {found.get(rule, 0)} of {rule}, "
                    f"{ENGINE} {expected.get(rule, 0)}"
                )


def beside_pandas(snapshots: Sequence[Snapshot], rounds: int) -> dict[str, Times]:
    tables = [by_hand_pandas.tables(snapshot) for snapshot in snapshots]
    joined = _joined(snapshots)
    return interleaved(
        {
            ENGINE: lambda: _counted(snapshots, COMPARED),
            ALONE: lambda: [_counted([each], COMPARED) for each in snapshots],
            EVERY_RULE: lambda: _counted(snapshots, RULES),
            LOOPED: lambda: [
                by_hand_pandas.counts(by_hand_pandas.findings(each)) for each in tables
            ],
            AT_ONCE: lambda: by_hand_pandas.counts(by_hand_pandas.findings(joined)),
        },
        rounds=rounds,
        warm_up=1,
    )


def beside_pandera(snapshots: Sequence[Snapshot], rounds: int) -> dict[str, Times]:
    frames = [by_schema.frames(snapshot) for snapshot in snapshots]
    return interleaved(
        {
            ENGINE_OF_SCHEMAS: lambda: [_counted([each], OF_SCHEMAS) for each in snapshots],
            PANDERA: lambda: [by_schema.counts(each) for each in frames],
        },
        rounds=rounds,
        warm_up=1,
    )


def _counted(snapshots: Sequence[Snapshot], rules: Sequence[Rule]) -> list[Counts]:
    """How many subjects of each there are per rule and outcome, of those that are findings; judged as
    many together as `kawal check FOLDER` does."""
    fresh = [replace(each) for each in snapshots]  # without what they remember of earlier rounds
    groups = [fresh[at : at + TOGETHER] for at in range(0, len(fresh), TOGETHER)]
    return [_counts(each) for group in groups for each in verdicts(group, rules) if each]


def _counts(verdict: Verdict) -> Counts:
    counts = {
        (entry.rule.code, outcome.value): entry.counts[outcome]
        for entry in verdict.coverage
        for outcome in (Outcome.FAILED, Outcome.UNKNOWN)
    }
    return {each: count for each, count in counts.items() if count}


def _joined(snapshots: Sequence[Snapshot]) -> by_hand_pandas.Tables:
    """All regencies as one set of tables, every key with the number of its regency before it."""
    each = [_numbered(snapshot, str(place)) for place, snapshot in enumerate(snapshots)]
    return {name: pd.concat([one[name] for one in each], ignore_index=True) for name in each[0]}


def _numbered(snapshot: Snapshot, place: str) -> by_hand_pandas.Tables:
    tables = {
        name: frame.with_columns(
            (pl.lit(f"{place}/") + pl.col(column.name)).alias(column.name)
            for column in BY_NAME[name].columns
            if column.kind is Kind.TEXT and (column.refers or column.name == "id")
        )
        for name, frame in snapshot.tables.items()
    }
    return by_hand_pandas.tables(replace(snapshot, tables=tables), region=place)
