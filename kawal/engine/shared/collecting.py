"""How frames are collected here, in one place, since it was measured.

A regency is small: a few thousand rows. Planning a query then costs more than running it, and the
engine for large data more than the one in memory. Of the optimisations only the sharing of equal
expressions pays. `make bench` shows what this is worth. Several regencies at once are large enough
that it pays as well to leave away, before a join, the columns of which nothing is asked in the end.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

_OPTIMISATIONS = pl.QueryOptFlags.none(comm_subexpr_elim=True)
_NARROWING = pl.QueryOptFlags.none(comm_subexpr_elim=True, projection_pushdown=True)


def collect(frame: pl.LazyFrame) -> pl.DataFrame:
    """Work out one frame."""
    return frame.collect(engine="in-memory", optimizations=_OPTIMISATIONS)


def kept(frame: pl.LazyFrame) -> pl.LazyFrame:
    """The frame, worked out now: for what is read more than once, and would be worked out each time."""
    return collect(frame).lazy()


def collect_all(frames: Sequence[pl.LazyFrame], *, narrowing: bool = False) -> list[pl.DataFrame]:
    """Work out several frames side by side. narrowing: leave away early what is not asked for."""
    optimisations = _NARROWING if narrowing else _OPTIMISATIONS
    return pl.collect_all(frames, engine="in-memory", optimizations=optimisations)
