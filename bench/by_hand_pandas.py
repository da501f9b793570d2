"""The 18 rules as one writes them directly in pandas: the peer that the engine is measured against.

The same answer as `by_hand_polars`, from the same tables turned into pandas beforehand: money as
int64, decimals as float64, text as pandas' own default text.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import polars as pl

from kawal.engine.snapshot import Snapshot

ANNUAL = ["renja", "rkpd", "ppas", "dpa"]
CODE = r"^[0-9]\.[0-9]{2}\.[0-9]{2}\.([1-57])\.[0-9]{2}\.([0-9]{2}|[0-9]{4})$"
PAY = r"^[0-9]\.[0-9]{2}\.01\.2\.02\.(?:00)?01$"
ABOVE = {
    "misi": "visi",
    "tujuan": "misi",
    "sasaran": "tujuan",
    "program": "sasaran",
    "kegiatan": "program",
    "sub_kegiatan": "kegiatan",
}
TOPS = ["tujuan", "sasaran", "program"]
SERIES = ["kind", "owner", "year", "last_year"]
HOPS = 3
SINCE, SINCE_CODES, SINCE_ADDITIONS = 2018, 2021, 2020

CODES = frozenset({
    "GANDA-01", "INDUK-01", "KODE-01", "KODE-02", "LENGKAP-01", "LENGKAP-02",
    "LENGKAP-03", "LENGKAP-04", "PAGU-01", "SELARAS-01", "SELARAS-02", "SELARAS-03",
    "TAMBAH-01", "TAMBAH-02", "TAMBAH-03", "TAMBAH-04", "TAMBAH-05", "TAMBAH-06",
})  # fmt: skip
"""The rules that are written here."""

Tables = dict[str, pd.DataFrame]
Keys = dict[str, pd.Series]


def tables(snapshot: Snapshot) -> Tables:
    """The snapshot in pandas; this part is not timed."""
    return {
        name: pd.DataFrame({column.name: _series(column) for column in frame})
        for name, frame in snapshot.tables.items()
    }


def _series(column: pl.Series) -> pd.Series:
    if isinstance(column.dtype, pl.Decimal):
        return pd.Series(column.cast(pl.Float64).to_list(), dtype="float64")
    if column.dtype == pl.String:
        return pd.Series(column.to_list(), dtype="str")
    return pd.Series(column.to_list())


def findings(tables: Tables) -> pd.DataFrame:
    """rule and key of everything that is gagal."""
    shared = _shared(tables)
    failing = {
        **_of_lines(shared),
        **_of_nodes(shared),
        **_of_indicators(shared),
        **_of_allocations(shared),
        **_of_programmes(shared),
        **_of_offices(shared),
    }
    return pd.concat(
        [pd.DataFrame({"rule": rule, "key": keys}) for rule, keys in failing.items()],
        ignore_index=True,
    )


def counts(found: pd.DataFrame) -> dict[str, int]:
    """How many subjects are gagal, per rule."""
    return found["rule"].value_counts().to_dict()


@dataclass(frozen=True)
class Shared:
    """What several rules ask: the tables, and what follows from them.

    nodes: with their plan's columns. lines: sub kegiatan of every annual version, with pagu.
    current: the lines of the latest versions. targets: those of a whole year. serving: line and
    RPJMD programme of its year.
    """

    tables: Tables
    plans: pd.DataFrame
    nodes: pd.DataFrame
    lines: pd.DataFrame
    current: pd.DataFrame
    targets: pd.DataFrame
    programmes: pd.DataFrame
    serving: pd.DataFrame


def _shared(tables: Tables) -> Shared:
    plans = _plans(tables["plan"])
    nodes = tables["node"].merge(plans, on="plan")
    lines = nodes[nodes["annual"] & (nodes["level"] == "sub_kegiatan")]
    pagu = (
        tables["allocation"].groupby(["node", "year"], as_index=False, sort=False)["amount"].sum()
    )
    pagu.columns = ["id", "year", "pagu"]
    lines = lines.merge(pagu, on=["id", "year"], how="left")
    lines["pagu"] = lines["pagu"].fillna(0).astype("int64")
    current = lines[lines["latest"]]
    current = current.assign(repeated=current.duplicated(["plan", "opd", "code"], keep=False))
    promised = nodes[nodes["latest"] & (nodes["kind"] == "rpjmd") & (nodes["level"] == "program")]
    programmes = promised[["id", "year", "last_year"]]
    programmes.columns = ["programme", "first", "last"]
    target = tables["target"]
    return Shared(
        tables=tables,
        plans=plans,
        nodes=nodes,
        lines=lines,
        current=current,
        targets=target[target["quarter"] == 0],
        programmes=programmes,
        serving=_serving(current, tables["node"], tables["support"], programmes),
    )


def _plans(plan: pd.DataFrame) -> pd.DataFrame:
    """Each version with its year, whether it is annual and the latest, and its version 1."""
    plans = plan.rename(columns={"id": "plan", "opd": "owner", "first_year": "year"})
    plans["annual"] = plans["kind"].isin(ANNUAL)
    newest = plans.groupby(SERIES, dropna=False, sort=False)["version"].transform("max")
    plans["latest"] = plans["version"] == newest
    first = plans.loc[plans["version"] == 1, [*SERIES, "plan", "locked"]]
    first = first.rename(columns={"plan": "baseline", "locked": "measured"})
    plans = plans.merge(first, on=SERIES, how="left")
    plans["measured"] = plans["measured"].eq(True) & (plans["version"] > 1)
    return plans


def _serving(
    lines: pd.DataFrame, node: pd.DataFrame, support: pd.DataFrame, programmes: pd.DataFrame
) -> pd.DataFrame:
    """line, year, pagu, programme: through the line itself or what is above it, up to its
    programme."""
    served = support[["node", "above"]].merge(programmes, left_on="above", right_on="programme")
    up = node[["plan", "id", "parent", "level"]].rename(columns={"id": "node", "parent": "above"})
    step = lines[["plan", "year", "pagu", "id"]].rename(columns={"id": "line"})
    step = step.assign(node=step["line"])
    steps = [step]
    for _ in range(HOPS):
        above = step.merge(up, on=["plan", "node"])
        above = above[(above["level"] != "program") & above["above"].notna()]
        step = above[["plan", "year", "pagu", "line", "above"]].rename(columns={"above": "node"})
        steps.append(step)
    found = pd.concat(steps, ignore_index=True).merge(served, on="node")
    in_time = found["year"].between(found["first"], found["last"])
    return found.loc[in_time, ["line", "year", "pagu", "programme"]]


def _of_lines(shared: Shared) -> Keys:
    lines, indicator = shared.current, shared.tables["indicator"]
    judged = lines[lines["year"] >= SINCE]
    coded = lines[lines["year"] >= SINCE_CODES]
    parts = coded["code"].str.extract(CODE)
    longest = (coded["year"] <= 2023).map({True: 2, False: 4})
    fits = parts[1].notna() & (parts[1].str.len() <= longest)
    measured = _measured(shared)
    had_money = measured["before"] > 0
    grown = measured[had_money]
    named = indicator.loc[indicator["name"].notna(), "node"]
    return {
        "KODE-01": coded.loc[~fits, "id"],
        "KODE-02": coded.loc[parts[0] == "1", "id"],
        "GANDA-01": judged.loc[judged["repeated"], "id"],
        "LENGKAP-01": judged.loc[~judged["id"].isin(named), "id"],
        "SELARAS-01": judged.loc[~judged["id"].isin(shared.serving["line"]), "id"],
        "TAMBAH-01": grown.loc[grown["pagu"] * 100 >= grown["before"] * 110, "id"],
        "TAMBAH-02": grown.loc[grown["pagu"] * 100 >= grown["before"] * 120, "id"],
        "TAMBAH-05": measured.loc[~had_money & (measured["pagu"] > 0), "id"],
        "TAMBAH-06": _unmoved(
            shared, grown[(grown["pagu"] > grown["before"]) & ~grown["code"].str.contains(PAY)]
        ),
    }


def _measured(shared: Shared) -> pd.DataFrame:
    """The current lines of changed plans, beside what they were in version 1; OPD and code must
    say clearly which."""
    lines = shared.current
    lines = lines[lines["measured"] & ~lines["repeated"] & (lines["year"] >= SINCE_ADDITIONS)]
    first = shared.lines[["plan", "opd", "code", "id", "pagu"]]
    first.columns = ["baseline", "opd", "code", "id_before", "before"]
    lines = lines.merge(first, on=["baseline", "opd", "code"], how="left")
    lines["before"] = lines["before"].fillna(0).astype("int64")
    return lines


def _unmoved(shared: Shared, grown: pd.DataFrame) -> pd.Series:
    """The lines whose targets, in order of size, are what they were in version 1."""
    indicators = shared.tables["indicator"][["id", "node"]].set_axis(["indicator", "id"], axis=1)
    values = (
        indicators.merge(shared.lines[["id", "year"]], on="id")
        .merge(shared.targets[["indicator", "year", "value"]], on=["indicator", "year"])
        .sort_values("value")
        .groupby("id", sort=False)["value"]
        .agg(tuple)
    )
    now, before = grown["id"].map(values), grown["id_before"].map(values)
    return grown.loc[now.notna() & (now == before), "id"]


def _of_nodes(shared: Shared) -> Keys:
    nodes = shared.nodes[shared.nodes["latest"] & (shared.nodes["year"] >= SINCE)]
    above = shared.tables["node"][["id", "plan", "level"]]
    above = above.set_axis(["parent", "plan", "level_above"], axis=1)
    nodes = nodes.merge(above, on=["parent", "plan"], how="left")
    fits = nodes["level_above"].notna() & (nodes["level_above"] == nodes["level"].map(ABOVE))
    starts = nodes["level"].isin(TOPS).where(nodes["kind"] != "rpjmd", nodes["level"] == "visi")
    stands = starts.where(nodes["parent"].isna(), fits)
    return {"INDUK-01": nodes.loc[~stands, "id"]}


def _of_indicators(shared: Shared) -> Keys:
    nodes = shared.nodes.loc[
        shared.nodes["latest"] & (shared.nodes["year"] >= SINCE), ["id", "year", "annual", "level"]
    ].rename(columns={"id": "node"})
    indicators = shared.tables["indicator"].merge(nodes, on="node")
    targets = shared.targets
    written = targets.loc[targets["text"].notna(), ["indicator", "year"]]
    annual = indicators[indicators["annual"]]
    with_target = annual.merge(
        written, left_on=["id", "year"], right_on=["indicator", "year"], how="left"
    )
    return {
        "LENGKAP-02": indicators.loc[indicators["unit"].isna(), "id"],
        "LENGKAP-03": with_target.loc[with_target["indicator"].isna(), "id"],
        "SELARAS-03": _weaker(shared, annual[annual["level"] == "program"]),
    }


def _weaker(shared: Shared, indicators: pd.DataFrame) -> pd.Series:
    """Indicators of programmes whose target is weaker than the RPJMD's, where both count alike."""
    own = shared.targets[["indicator", "year", "value"]]
    followed = shared.tables["indicator"][["id", "accumulation", "direction", "unit"]]
    joined = indicators[indicators["follows"].notna()].merge(
        followed, left_on="follows", right_on="id", suffixes=("", "_above")
    )
    unit, their_unit = (joined[name].str.strip().str.lower() for name in ("unit", "unit_above"))
    alike = (unit == their_unit) & (joined["accumulation"] == joined["accumulation_above"])
    pairs = (
        joined[alike]
        .merge(own.set_axis(["id", "year", "value"], axis=1), on=["id", "year"])
        .merge(own.set_axis(["follows", "year", "promised"], axis=1), on=["follows", "year"])
    )
    less, more = pairs["value"] < pairs["promised"], pairs["value"] > pairs["promised"]
    return pairs.loc[less.where(pairs["direction_above"] == "naik", more), "id"]


def _of_allocations(shared: Shared) -> Keys:
    nodes, allocations = shared.nodes, shared.tables["allocation"]
    chosen = nodes["annual"] & nodes["latest"] & (nodes["year"] >= SINCE)
    annual = nodes.loc[chosen, ["id", "year"]].set_axis(["node", "year"], axis=1)
    unfunded = allocations[allocations["fund"].isna() & (allocations["amount"] != 0)]
    return {"LENGKAP-04": unfunded.merge(annual, on=["node", "year"])["id"]}


def _of_programmes(shared: Shared) -> Keys:
    plans, allocations, serving = shared.plans, shared.tables["allocation"], shared.serving
    chosen = plans["annual"] & plans["latest"] & (plans["year"] >= SINCE)
    years = plans.loc[chosen, ["year"]].drop_duplicates()
    each = shared.programmes.merge(years, how="cross")
    each = each[each["year"].between(each["first"], each["last"])]
    by = ["programme", "year"]
    promised = allocations.loc[allocations["amount"] > 0, ["node", "year"]].set_axis(by, axis=1)
    funded = serving.loc[serving["pagu"] > 0, by].drop_duplicates()
    each = each.merge(promised.drop_duplicates(), on=by).merge(
        funded, on=by, how="left", indicator="found"
    )
    failing = each[each["found"] == "left_only"]
    return {"SELARAS-02": failing["programme"] + "|" + failing["year"].astype("str")}


def _of_offices(shared: Shared) -> Keys:
    plans = shared.plans
    sums = shared.lines.groupby(["plan", "opd"], as_index=False, sort=False)["pagu"].sum()
    offices = plans[plans["annual"] & plans["latest"]].merge(sums, on="plan")
    before = sums.set_axis(["baseline", "opd", "before"], axis=1)
    grown = offices[offices["measured"] & (offices["year"] >= SINCE_ADDITIONS)]
    grown = grown.merge(before, on=["baseline", "opd"])
    grown = grown[grown["before"] > 0]
    judged = offices[offices["year"] >= SINCE]
    stages = (judged["version"] == 1).map({True: "indikatif", False: "perubahan"})
    over = judged.assign(stage=stages).merge(
        _ceilings(shared.tables["ceiling"]), on=["opd", "year", "stage"]
    )
    return {
        "PAGU-01": _office_key(over[over["pagu"] > over["ceiling"]]),
        "TAMBAH-03": _office_key(grown[grown["pagu"] * 100 >= grown["before"] * 110]),
        "TAMBAH-04": _office_key(grown[grown["pagu"] * 100 >= grown["before"] * 120]),
    }


def _office_key(offices: pd.DataFrame) -> pd.Series:
    return offices["opd"] + "|" + offices["plan"]


def _ceilings(ceiling: pd.DataFrame) -> pd.DataFrame:
    """The ceiling for all funds, else the sum over the funds."""
    by = ["opd", "year", "stage"]
    summed = ceiling.groupby(by, as_index=False, sort=False)["amount"].sum()
    whole = ceiling.loc[ceiling["fund"] == "semua", [*by, "amount"]]
    joined = summed.merge(whole, on=by, how="left", suffixes=("", "_whole"))
    joined["ceiling"] = joined["amount_whole"].fillna(joined["amount"]).astype("int64")
    return joined[[*by, "ceiling"]]
