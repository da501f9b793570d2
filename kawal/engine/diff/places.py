"""Where a row stands: in which plan, at which node, under whose responsibility."""

from __future__ import annotations

import polars as pl

from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.schema import ANNUAL_KINDS, BY_NAME, Table

PLACE = {"at_plan": pl.String(), "at_node": pl.String(), "at_opd": pl.String()}


def nodes_of(snapshot: Snapshot) -> pl.DataFrame:
    """node, plan, opd, level, and of its plan: annual, first_year; null where that is not known.

    opd: in the plan of one OPD that OPD, whatever the node says.
    """
    plans = snapshot.frame("plan").select(
        pl.col("id").alias("plan"),
        pl.col("opd").alias("owner"),
        pl.col("kind").is_in(ANNUAL_KINDS).alias("annual"),
        "first_year",
    )
    nodes = snapshot.frame("node").select("plan", "opd", "level", node="id")
    joined = nodes.join(plans, on="plan", how="left", maintain_order="left")
    return joined.select(
        "node", "plan", pl.coalesce("owner", "opd").alias("opd"), "level", "annual", "first_year"
    )


def placed(table: Table, keys: pl.DataFrame, snapshot: Snapshot) -> pl.DataFrame:
    """`keys` (with the key columns of the table) and at_plan, at_node, at_opd: where the row with
    that key stands in this snapshot; null where it stands nowhere."""
    rows = keys.join(
        _anchors(table, snapshot), on=list(table.key), how="left", maintain_order="left"
    )
    nodes = nodes_of(snapshot).select(at_node="node", node_plan="plan", node_opd="opd")
    return (
        rows.join(nodes, on="at_node", how="left", maintain_order="left")
        .with_columns(
            at_plan=pl.coalesce("at_plan", "node_plan"), at_opd=pl.coalesce("at_opd", "node_opd")
        )
        .drop("node_plan", "node_opd")
    )


def _anchors(table: Table, snapshot: Snapshot) -> pl.DataFrame:
    """The key of every row and what it says itself of its place."""
    nothing = {name: pl.lit(None, dtype) for name, dtype in PLACE.items()}
    own: dict[str, pl.Expr] = {}
    rows = snapshot.frame(table.name)
    if table.name == "opd":
        own["at_opd"] = pl.col("id")
    elif table.name == "plan":
        own |= {"at_plan": pl.col("id"), "at_opd": pl.col("opd")}
    elif table.name == "node":
        own["at_node"] = pl.col("id")
    elif "opd" in table.names:
        own["at_opd"] = pl.col("opd")
    elif "node" in table.names:
        own["at_node"] = pl.col("node")
    elif "indicator" in table.names:
        indicators = snapshot.frame(BY_NAME["indicator"].name).select(indicator="id", of="node")
        rows = rows.join(indicators, on="indicator", how="left")
        own["at_node"] = pl.col("of")
    return rows.select(*table.key, **(nothing | own))
