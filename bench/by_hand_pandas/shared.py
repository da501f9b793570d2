"""What several rules ask of the tables, each worked out once."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

ANNUAL = ["renja", "rkpd", "ppas", "dpa"]
LINE = "sub_kegiatan"
REGION_YEAR = ["region", "year"]
SERIES = ["region", "kind", "owner", "year", "last_year"]
OFFICE = ["plan", "opd"]
_OF_LINES = [
    "id", "plan", "opd", "level", "code", "region", "year", "latest", "covered", "baseline",
    "measured", "unmeasured",
]  # fmt: skip
HOPS = 3
SINCE, SINCE_CODES, SINCE_ADDITIONS = 2018, 2021, 2020

Tables = dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Judged:
    """One rule on its subjects: their keys, which of them fail, and of which it cannot be said."""

    rule: str
    keys: pd.Series
    fails: pd.Series
    unknown: pd.Series


@dataclass(frozen=True)
class Shared:
    """The tables, and what follows from them.

    plans: with `annual`, `latest`, `covered` (an RPJMD in force covers its first year), `baseline`
    (the id of version 1), `measured`, and `unmeasured` where version 1 is not known to be locked.
    nodes: with their plan's columns. lines: the sub
    kegiatan of every annual version, with `pagu` (NaN where it cannot be summed), `twin` (its code
    stands twice) and `uncoded` (its plan and OPD have a line without a code). sums: per plan and
    OPD the number of lines, `uncoded` and the total. current: the lines of the latest versions.
    targets: of a whole year. programmes: of the RPJMD in force. serving: line, pagu and the
    programme of its year that it serves. lost: lines of which the way up is not known.
    """

    tables: Tables
    plans: pd.DataFrame
    nodes: pd.DataFrame
    lines: pd.DataFrame
    sums: pd.DataFrame
    current: pd.DataFrame
    targets: pd.DataFrame
    programmes: pd.DataFrame
    serving: pd.DataFrame
    lost: pd.Series


def shared(tables: Tables) -> Shared:
    plans = _plans(tables["plan"])
    nodes = _nodes(tables["node"], plans)
    lines, sums = _lines(nodes, _money(tables["allocation"], nodes))
    current = lines[lines["latest"]]
    promised = nodes[nodes["latest"] & (nodes["kind"] == "rpjmd") & (nodes["level"] == "program")]
    programmes = promised[["id", "region", "year", "last_year"]]
    programmes = programmes.set_axis(["programme", "region", "first", "last"], axis=1)
    climbs = _climbs(current, tables["node"])
    target = tables["target"]
    return Shared(
        tables=tables,
        plans=plans,
        nodes=nodes,
        lines=lines,
        sums=sums,
        current=current,
        targets=target.loc[target["quarter"] == 0, ["indicator", "year", "text", "value"]],
        programmes=programmes,
        serving=_serving(climbs, tables["support"], programmes),
        lost=climbs.loc[climbs["node"].isna(), "line"],
    )


def _plans(plan: pd.DataFrame) -> pd.DataFrame:
    """Each version with its year, whether it is annual and the latest, and its version 1."""
    plans = plan.rename(columns={"id": "plan", "opd": "owner", "first_year": "year"})
    plans["annual"] = plans["kind"].isin(ANNUAL)
    newest = plans.groupby(SERIES, dropna=False, sort=False)["version"].transform("max")
    plans["latest"] = plans["version"] == newest
    first = plans.loc[plans["version"] == 1, [*SERIES, "plan", "locked"]]
    first = first.rename(columns={"plan": "baseline", "locked": "locked_first"})
    plans = plans.merge(first, on=SERIES, how="left")
    later, locked = plans["version"] > 1, plans["locked_first"].eq(True)
    plans["measured"], plans["unmeasured"] = later & locked, later & ~locked
    plans["covered"] = pd.MultiIndex.from_frame(plans[REGION_YEAR]).isin(_covered(plans))
    return plans


def _covered(plans: pd.DataFrame) -> list[tuple[str, int]]:
    """The years of each RPJMD in force, with its region."""
    in_force = plans[plans["latest"] & (plans["kind"] == "rpjmd")]
    spans = in_force[["region", "year", "last_year"]].itertuples(index=False)
    return [(region, year) for region, first, last in spans for year in range(first, last + 1)]


def _nodes(node: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    nodes = node[["id", "plan", "parent", "level", "code", "opd"]].merge(plans, on="plan")
    nodes["opd"] = nodes["owner"].where(nodes["owner"].notna(), nodes["opd"])
    return nodes


def _money(allocation: pd.DataFrame, nodes: pd.DataFrame) -> pd.Series:
    """By node, the money of the plan's own year: NaN where a part is empty or below zero."""
    years = allocation["node"].map(nodes.set_index("id")["year"])
    own = allocation.loc[allocation["year"] == years, ["node", "amount"]]
    own["amount"] = own["amount"].where(own["amount"] >= 0)
    return own.groupby("node", sort=False)["amount"].sum(skipna=False)


def _lines(nodes: pd.DataFrame, money: pd.Series) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The lines, and the sums of their OPD. Money above the lines may be a total or a sum of its
    own, so with it the sum is not known."""
    is_line = nodes["level"] == LINE
    stray = ~is_line & nodes["id"].isin(money.index[money != 0])
    rows = nodes.loc[nodes["annual"] & (is_line | stray), _OF_LINES]
    is_line = rows["level"] == LINE
    pagu = money.reindex(rows["id"], fill_value=0).set_axis(rows.index)
    missing = is_line & rows["code"].isna()
    rows = rows.assign(pagu=pagu.where(is_line), lines=is_line.astype("int64"), missing=missing)
    offices = rows.groupby(OFFICE, sort=False)
    rows["uncoded"] = offices["missing"].transform("any")
    sums = offices[["lines", "pagu"]].sum(skipna=False)
    sums["uncoded"] = offices["missing"].any()
    lines = rows[is_line]
    twin = lines.duplicated([*OFFICE, "code"], keep=False) & lines["code"].notna()
    return lines.assign(twin=twin), sums.reset_index()


def _climbs(lines: pd.DataFrame, node: pd.DataFrame) -> pd.DataFrame:
    """line, year, pagu, node: each line with itself and what is above it, up to its programme;
    node is empty where that is not said."""
    up = node[["id", "plan", "parent", "level"]].set_axis(["node", "own", "above", "level"], axis=1)
    step = lines[["plan", "year", "pagu", "id"]].rename(columns={"id": "line"})
    step = step.assign(node=step["line"])
    steps = [step]
    for _ in range(HOPS):
        above = step.merge(up, on="node")
        above = above[(above["own"] == above["plan"]) & (above["level"] != "program")]
        step = above[["plan", "year", "pagu", "line", "above"]].rename(columns={"above": "node"})
        steps.append(step)
    return pd.concat(steps, ignore_index=True)


def _serving(climbs: pd.DataFrame, support: pd.DataFrame, programmes: pd.DataFrame) -> pd.DataFrame:
    served = support[["node", "above"]].merge(programmes, left_on="above", right_on="programme")
    found = climbs.merge(served, on="node")
    in_time = found["year"].between(found["first"], found["last"])
    return found.loc[in_time, ["line", "year", "pagu", "programme"]]
