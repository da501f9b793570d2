"""Regencies in a disorder that the generator does not plan: swapped cells, plans that are not there."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import polars as pl

from kawal.engine.snapshot import Snapshot

_SWAPPED = {
    "plan": ["locked"],
    "node": ["parent", "level", "code"],
    "support": ["above"],
    "indicator": ["node", "unit", "direction", "accumulation", "follows"],
    "target": ["text", "value"],
    "allocation": ["node", "fund", "amount"],
    "ceiling": ["amount"],
}
_TEXT_OF_ALL_FUNDS = " Semua"


def disturbed(snapshot: Snapshot, *, share: float, seed: int) -> Snapshot:
    """The same with that share of rows taking cells from one another, of amounts below zero, and of
    ceilings for all funds at once."""
    dice = random.Random(seed)
    tables = dict(snapshot.tables)
    for table, columns in _SWAPPED.items():
        frame = tables[table]
        swapped = (_swapped(frame[column], share, dice) for column in columns)
        tables[table] = frame.with_columns(swapped)
    hit = _chosen(share, dice)
    tables["allocation"] = tables["allocation"].with_columns(
        pl.when(hit(tables["allocation"]))
        .then(-pl.col("amount"))
        .otherwise("amount")
        .alias("amount")
    )
    fund = pl.when(hit(tables["ceiling"])).then(pl.lit(_TEXT_OF_ALL_FUNDS)).otherwise("fund")
    tables["ceiling"] = tables["ceiling"].with_columns(fund.alias("fund"))
    return replace(snapshot, tables=tables)


def thinned(snapshot: Snapshot, *, share: float, seed: int) -> Snapshot:
    """The same without that share of its plans and of the levels in them, and all that hangs on
    them; what stood below either names a parent that is not there, or none. The programmes of the
    RPJMD stay, so that there is something of every kind to judge."""
    dice = random.Random(seed)
    hit, half = _chosen(share, dice), _chosen(0.5, dice)
    tables = dict(snapshot.tables)
    rpjmd = pl.col("kind") == "rpjmd"
    kept = tables["plan"].filter(rpjmd)
    tables["plan"] = tables["plan"].filter(rpjmd | ~hit(tables["plan"]))
    nodes = tables["node"].join(tables["plan"].select(plan="id"), on="plan", how="semi")
    levels = nodes.select("plan", "level").unique(maintain_order=True)
    promised = pl.col("plan").is_in(kept["id"].implode()) & (pl.col("level") == "program")
    lost = levels.filter(~promised & hit(levels))
    left = nodes.join(lost, on=["plan", "level"], how="anti")
    orphan = ~pl.col("parent").is_in(left["id"].implode()) & half(left)
    tables["node"] = left.with_columns(parent=pl.when(~orphan).then("parent"))
    for table in ("support", "indicator", "allocation"):
        tables[table] = tables[table].join(tables["node"].select(node="id"), on="node", how="semi")
    indicators = tables["indicator"].select(indicator="id")
    tables["target"] = tables["target"].join(indicators, on="indicator", how="semi")
    return replace(snapshot, tables=tables)


def _chosen(share: float, dice: random.Random) -> Callable[[pl.DataFrame], pl.Series]:
    return lambda frame: pl.Series(
        [dice.random() < share for _ in range(frame.height)], dtype=pl.Boolean
    )


def _swapped(column: pl.Series, share: float, dice: random.Random) -> pl.Series:
    values = column.to_list()
    rows = [row for row in range(len(values)) if dice.random() < share]
    taken = [values[row] for row in rows]
    dice.shuffle(taken)
    for row, value in zip(rows, taken, strict=True):
        values[row] = value
    return pl.Series(column.name, values, dtype=column.dtype)
