"""What one plan holds, as a snapshot of its own: for its digest, and for handing it out."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.package import digest_of
from kawal.office.planning.exchange.giving import give_out
from kawal.office.planning.models import Plan

_TABLES = frozenset(
    {"opd", "plan", "node", "support", "indicator", "target", "allocation", "step", "tag"}
)


def plan_alone(plan: Plan, as_of: datetime | None = None) -> Snapshot:
    """The rows of one plan of an OPD, now or as they stood at a moment; who plans it, and no other
    plan. Raises Book.DoesNotExist where there were no plans then."""
    if as_of is None:
        whole = give_out(opd=plan.opd, tables=_TABLES)
    else:
        whole = give_out(as_of=as_of, tables=_TABLES)
    tables = dict(whole.tables)
    nodes = whole.frame("node").filter(pl.col("plan") == plan.pk)["id"].implode()
    indicators = whole.frame("indicator").filter(pl.col("node").is_in(nodes))["id"].implode()
    whose = plan.opd.number if plan.opd is not None else None
    for name, is_own in {
        "opd": pl.col("id") == whose,
        "plan": pl.col("id") == plan.pk,
        "node": pl.col("plan") == plan.pk,
        "target": pl.col("indicator").is_in(indicators),
    }.items():
        if name in tables:
            tables[name] = tables[name].filter(is_own)
    for name in ("support", "indicator", "allocation", "step", "tag"):
        if name in tables:
            tables[name] = tables[name].filter(pl.col("node").is_in(nodes))
    return Snapshot(whole.region, whole.year, whole.sample, whole.source, tables)


def baseline_of(plan: Plan) -> str:
    """The digest of what a plan holds: of every cell that is filled. It stays the same for as long as
    nothing in the plan changes, whatever becomes of other plans and of columns that it leaves empty."""
    alone = plan_alone(plan)
    held = {}
    for name, frame in alone.tables.items():
        if name not in ("opd", "plan") and frame.height:
            filled = [each.name for each in frame if each.null_count() < frame.height]
            held[name] = frame.select(filled)
    return digest_of(Snapshot(alone.region, plan.first_year, alone.sample, "", held))
