"""The 18 rules as one writes them directly in pandas: the peer that the engine is measured against.

The same answer as `by_hand_polars`, from the same tables turned into pandas beforehand: text as
pandas' own default text (over Python's strings; with pyarrow installed it takes longer), decimals
as float64. Money is int64, or float64 where a cell is empty, as pandas has it: whole sen up to 90
trillion rupiah are exact in that. Tables of several regencies may be given at once, each with keys
of its own and a region of its own.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl

from bench.by_hand_pandas import lines, parts
from bench.by_hand_pandas.shared import Tables, shared
from kawal.engine.snapshot import Snapshot

CODES = frozenset({
    "GANDA-01", "INDUK-01", "KODE-01", "KODE-02", "LENGKAP-01", "LENGKAP-02",
    "LENGKAP-03", "LENGKAP-04", "PAGU-01", "SELARAS-01", "SELARAS-02", "SELARAS-03",
    "TAMBAH-01", "TAMBAH-02", "TAMBAH-03", "TAMBAH-04", "TAMBAH-05", "TAMBAH-06",
})  # fmt: skip
"""The rules that are written here."""
FAILED, UNKNOWN = "gagal", "tidak dapat dinilai"


def tables(snapshot: Snapshot, region: str = "") -> Tables:
    """The snapshot in pandas, its plans and offices with their region; this part is not timed."""
    converted = {
        name: pd.DataFrame({column.name: _series(column) for column in frame})
        for name, frame in snapshot.tables.items()
    }
    for name in ("plan", "opd"):
        converted[name]["region"] = region
    return converted


def _series(column: pl.Series) -> pd.Series:
    if isinstance(column.dtype, pl.Decimal):
        return pd.Series(column.cast(pl.Float64).to_list(), dtype="float64")
    if column.dtype == pl.String:
        return pd.Series(column.to_list(), dtype="str")
    return pd.Series(column.to_list())


def findings(tables: Tables) -> pd.DataFrame:
    """rule, key and outcome of everything that is gagal or tidak dapat dinilai."""
    facts = shared(tables)
    judged = [
        *lines.lines(facts),
        *lines.changes(facts),
        *parts.nodes(facts),
        *parts.indicators(facts),
        *parts.allocations(facts),
        *parts.programmes(facts),
        *parts.offices(facts),
    ]
    found = [
        (each.rule, outcome, each.keys[chosen])
        for each in judged
        for outcome, chosen in ((FAILED, each.fails), (UNKNOWN, each.unknown))
    ]
    rules, outcomes, keys = zip(*found, strict=True)
    many = [len(each) for each in keys]
    return pd.DataFrame(
        {
            "rule": np.repeat(rules, many),
            "key": pd.concat(keys, ignore_index=True),
            "outcome": np.repeat(outcomes, many),
        }
    )


def counts(found: pd.DataFrame) -> dict[tuple[str, str], int]:
    """How many subjects there are per rule and outcome."""
    return found.groupby(["rule", "outcome"], sort=False).size().to_dict()
