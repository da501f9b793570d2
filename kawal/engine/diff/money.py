"""The money between two snapshots, reconciled to the sen.

An *entry* is a node in a year: every line of an annual plan in its own year, and every node and year
that an allocation names. It comes, goes, rises or falls; one that moves to another plan or OPD goes
from there and comes here. So in every place: before + added - removed + raised - lowered = after.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from kawal.engine.diff.places import nodes_of
from kawal.engine.snapshot import Snapshot

PLACE = ("plan", "opd", "year")
MOVES = ("added", "removed", "raised", "lowered")
SUMS = ("before", *MOVES, "after")
COUNTS = tuple(f"{move}_count" for move in MOVES)
EMPTY = ("empty_before", "empty_after")
_LINE_LEVEL = "sub_kegiatan"


@dataclass(frozen=True)
class Money:
    """places: one row per plan, OPD and year, with `SUMS` in sen, `COUNTS` of entries, and `EMPTY`:
    allocations of either side without an amount, which no sum can hold. Every column adds up over
    any set of rows. known: whether both sides carry amounts; where not, `SUMS`, and the counts of
    what rose or fell, are null.
    """

    places: pl.DataFrame
    known: bool

    @property
    def reconciles(self) -> bool:
        """Whether the money is known, and every place adds up to the sen."""
        moved = pl.col("added") - pl.col("removed") + pl.col("raised") - pl.col("lowered")
        off = self.places.filter(pl.col("before") + moved != pl.col("after"))
        return self.known and off.is_empty()


def movements(before: Snapshot, after: Snapshot) -> Money:
    """What became of the money of every plan, OPD and year."""
    known = all(each.carries("allocation", "amount") for each in (before, after))
    old, new = _entries(before), _entries(after)
    both = old.join(new, on=["node", "year"], how="full", coalesce=True, suffix="_after")
    here = pl.col("here").fill_null(False)
    there = pl.col("here_after").fill_null(False)
    same = pl.all_horizontal(
        pl.col(name).eq_missing(pl.col(f"{name}_after")) for name in ("plan", "opd")
    )
    stays = here & there & same
    rise = pl.col("amount_after") - pl.col("amount")
    moved = [
        _move(both.filter(here & ~stays), "removed", pl.col("amount"), ""),
        _move(both.filter(there & ~stays), "added", pl.col("amount_after"), "_after"),
        _move(both.filter(stays & (rise > 0)), "raised", rise, ""),
        _move(both.filter(stays & (rise < 0)), "lowered", -rise, ""),
    ]
    sides = [_side(before, old, "before"), _side(after, new, "after")]
    places = (
        pl.concat([*sides, *moved], how="diagonal")
        .group_by(PLACE)
        .agg(pl.col(*SUMS, *COUNTS, *EMPTY).sum())
        .sort(PLACE, nulls_last=True)
    )
    if not known:
        open_columns = [*SUMS, "raised_count", "lowered_count"]
        places = places.with_columns(pl.lit(None, pl.Int64).alias(name) for name in open_columns)
    return Money(places.select(*PLACE, *SUMS, *COUNTS, *EMPTY), known)


def _entries(snapshot: Snapshot) -> pl.DataFrame:
    """node, year, plan, opd, here, amount: 0 for a line without allocation."""
    nodes = nodes_of(snapshot)
    lines = nodes.filter((pl.col("level") == _LINE_LEVEL) & pl.col("annual"))
    money = snapshot.frame("allocation").group_by("node", "year").agg(pl.col("amount").sum())
    named = pl.concat([lines.select("node", year="first_year"), money.select("node", "year")])
    return (
        named.unique()
        .join(money, on=["node", "year"], how="left")
        .join(nodes.select("node", "plan", "opd"), on="node", how="left")
        .with_columns(pl.col("amount").fill_null(0), here=pl.lit(True))
    )


def _move(rows: pl.DataFrame, name: str, amount: pl.Expr, suffix: str) -> pl.DataFrame:
    return rows.select(
        "year",
        pl.lit(1, pl.Int64).alias(f"{name}_count"),
        amount.alias(name),
        plan=f"plan{suffix}",
        opd=f"opd{suffix}",
    )


def _side(snapshot: Snapshot, entries: pl.DataFrame, name: str) -> pl.DataFrame:
    """The sums of one side, straight from its allocations and not from the entries, so that the
    two can be held against each other; every place of an entry has a row."""
    nodes = nodes_of(snapshot).select("node", "plan", "opd")
    amounts = snapshot.frame("allocation").join(nodes, on="node", how="left")
    empty = pl.col("amount").is_null().cast(pl.Int64).alias(f"empty_{name}")
    rows = amounts.select(*PLACE, empty, pl.col("amount").alias(name))
    return pl.concat([rows, entries.select(PLACE)], how="diagonal")
