"""The 18 rules as one writes them directly in Polars: the bar that the engine is measured by.

It finds what is *gagal* and what is *tidak dapat dinilai*, in a snapshot that carries every table
and column and something of every kind to judge. No message can be written from it, it names no
office, it counts nothing else, and no office may waive anything. It uses nothing of the engine's
checks.
"""

from __future__ import annotations

import polars as pl

from bench.by_hand_polars import lines, parts
from bench.by_hand_polars.shared import collect_all, shared
from kawal.engine.snapshot import Snapshot

FAILED, UNKNOWN = "gagal", "tidak dapat dinilai"


def findings(snapshot: Snapshot) -> pl.DataFrame:
    """rule, key and outcome of everything that is gagal or tidak dapat dinilai."""
    facts = shared(snapshot.tables)
    judged = [
        lines.lines(facts),
        lines.changes(facts),
        parts.nodes(facts),
        *parts.indicators(facts),
        parts.allocations(facts),
        parts.programmes(facts),
        parts.offices(facts),
    ]
    return pl.concat(collect_all([_found(rows) for rows in judged]))


def counts(found: pl.DataFrame) -> dict[tuple[str, str], int]:
    """How many subjects there are per rule and outcome."""
    grouped = found.group_by("rule", "outcome").len()
    return {(rule, outcome): count for rule, outcome, count in grouped.iter_rows()}


def _found(judged: pl.LazyFrame) -> pl.LazyFrame:
    """judged: `key`, and per rule under its code whether the subject fails, null where it cannot
    be said."""
    fails = pl.col("fails")
    return (
        judged.unpivot(index="key", variable_name="rule", value_name="fails")
        .filter(fails.is_null() | fails)
        .select(
            "rule", "key", outcome=pl.when(fails).then(pl.lit(FAILED)).otherwise(pl.lit(UNKNOWN))
        )
    )
