"""The rules that judge the other parts of a plan: nodes, indicators, money, programmes, offices."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from bench.by_hand_pandas.shared import (
    OFFICE,
    REGION_YEAR,
    SINCE,
    SINCE_ADDITIONS,
    Judged,
    Shared,
)

ABOVE = {
    "misi": "visi",
    "tujuan": "misi",
    "sasaran": "tujuan",
    "program": "sasaran",
    "kegiatan": "program",
    "sub_kegiatan": "kegiatan",
}
TOPS = ["tujuan", "sasaran", "program"]
STAGES = {"ppas": "ppas", "dpa": "apbd"}
PROMISE = ["programme", "year"]


def nodes(shared: Shared) -> Iterator[Judged]:
    """The nodes that do not stand below the level above them in their own plan.

    One without a parent may begin a plan; where the plan has nothing at the level above, what is
    above it was not given."""
    node = shared.tables["node"]
    nodes = shared.nodes[shared.nodes["latest"] & (shared.nodes["year"] >= SINCE)]
    nodes = nodes[["id", "plan", "parent", "level", "kind"]]
    above = node.set_index("id")[["plan", "level"]].reindex(nodes["parent"])
    wanted = nodes["level"].map(ABOVE)
    fits = (above["plan"].to_numpy() == nodes["plan"]) & (above["level"].to_numpy() == wanted)
    misplaced = nodes.assign(wanted=wanted)[~fits]
    level, orphan = misplaced["level"], misplaced["parent"].isna()
    begins = level.isin(TOPS).where(misplaced["kind"] != "rpjmd", level == "visi")
    lost = misplaced[orphan & ~begins & misplaced["wanted"].notna()]
    levels = node.loc[node["plan"].isin(lost["plan"]), ["plan", "level"]].drop_duplicates()
    given = lost.merge(levels.rename(columns={"level": "wanted"}), on=["plan", "wanted"])["id"]
    unknown = misplaced["id"].isin(lost["id"]) & ~misplaced["id"].isin(given)
    yield Judged("INDUK-01", misplaced["id"], ~unknown & ~(orphan & begins), unknown)


def indicators(shared: Shared) -> Iterator[Judged]:
    nodes = shared.nodes.loc[
        shared.nodes["latest"] & (shared.nodes["year"] >= SINCE), ["id", "year", "annual", "level"]
    ]
    indicators = shared.tables["indicator"][
        ["id", "node", "unit", "direction", "accumulation", "follows"]
    ].merge(nodes.rename(columns={"id": "node"}), on="node")
    unitless = indicators["unit"].isna()
    yield Judged("LENGKAP-02", indicators["id"], unitless, unitless & False)
    annual = indicators[indicators["annual"]].merge(
        shared.targets.rename(columns={"indicator": "id"}), on=["id", "year"], how="left"
    )
    aimless = annual["text"].isna()
    yield Judged("LENGKAP-03", annual["id"], aimless, aimless & False)
    yield _weaker(shared, annual[annual["level"] == "program"])


def _weaker(shared: Shared, indicators: pd.DataFrame) -> Judged:
    """Whether the target of a programme is weaker than the RPJMD's that it follows; not known where
    they do not count alike, or one of them cannot be read."""
    nodes, indicator = shared.nodes, shared.tables["indicator"]
    in_force = nodes.loc[nodes["latest"] & (nodes["kind"] == "rpjmd"), "id"]
    followed = indicator.loc[
        indicator["node"].isin(in_force), ["id", "accumulation", "direction", "unit"]
    ].rename(columns={"id": "follows"})
    theirs = shared.targets[["indicator", "year", "value"]]
    theirs = theirs[theirs["indicator"].isin(followed["follows"])]
    pairs = indicators.merge(followed, on="follows", how="left", suffixes=("", "_above")).merge(
        theirs.set_axis(["follows", "year", "promised"], axis=1), on=["follows", "year"], how="left"
    )
    unit, their_unit = (
        pairs[name].str.lower().str.strip().str.replace("%", "persen", n=1, regex=False)
        for name in ("unit", "unit_above")
    )
    value, promised, direction = pairs["value"], pairs["promised"], pairs["direction_above"]
    known = (unit == their_unit) & (pairs["accumulation"] == pairs["accumulation_above"])
    known &= value.notna() & promised.notna() & direction.notna()
    weaker = (value < promised).where(direction == "naik", value > promised)
    return Judged("SELARAS-03", pairs["id"], known & weaker, ~known)


def allocations(shared: Shared) -> Iterator[Judged]:
    nodes, money = shared.nodes, shared.tables["allocation"]
    unread = money["amount"].isna()
    doubtful = money[unread | (money["fund"].isna() & (money["amount"] != 0))]
    chosen = nodes["annual"] & nodes["latest"] & (nodes["year"] >= SINCE)
    years = nodes[chosen].set_index("id")["year"]
    doubtful = doubtful[doubtful["node"].map(years) == doubtful["year"]]
    unread = doubtful["amount"].isna()
    yield Judged("LENGKAP-04", doubtful["id"], ~unread, unread)


def programmes(shared: Shared) -> Iterator[Judged]:
    """Each programme of the RPJMD in each planned year that it covers."""
    plans, programmes = shared.plans, shared.programmes
    chosen = plans["annual"] & plans["latest"] & (plans["year"] >= SINCE)
    each = programmes.merge(plans.loc[chosen, REGION_YEAR].drop_duplicates(), on="region")
    each = each[each["year"].between(each["first"], each["last"])]
    money = shared.tables["allocation"][["node", "year", "amount"]]
    money = money[money["node"].isin(programmes["programme"])]
    promised = _some(money.rename(columns={"node": "programme"}), "amount")
    funded = _some(shared.serving, "pagu").set_axis([*PROMISE, "funded", "unread_pagu"], axis=1)
    each = each.merge(promised, on=PROMISE).merge(funded, on=PROMISE, how="left")
    lines = shared.current
    lost = lines.loc[lines["id"].isin(shared.lost), REGION_YEAR].drop_duplicates()
    each = each.merge(lost.assign(lost=True), on=REGION_YEAR, how="left")
    unfunded = ~each["funded"].eq(True)
    open_money = each["unread_pagu"].eq(True) | each["lost"].eq(True)
    fails = each["above"] & unfunded & ~open_money
    unsaid = ~each["above"] & each["unread"]
    keys = each["programme"] + "|" + each["year"].astype("str")
    yield Judged("SELARAS-02", keys, fails, unsaid | (each["above"] & unfunded & open_money))


def _some(rows: pd.DataFrame, money: str) -> pd.DataFrame:
    """programme, year, above, unread: whether some money is above zero, and some not known."""
    amount = rows[money]
    signs = rows[PROMISE].assign(above=amount > 0, unread=amount.isna())
    return signs.groupby(PROMISE, as_index=False, sort=False).any()


def offices(shared: Shared) -> Iterator[Judged]:
    """Each OPD with each annual plan in force that is its own, or the region's."""
    plans, sums = shared.plans, shared.sums[["plan", "opd", "lines", "pagu"]]
    plans = plans[plans["annual"] & plans["latest"] & (plans["year"] >= SINCE)]
    offices = shared.tables["opd"][["id", "region"]].set_axis(["opd", "region"], axis=1)
    shares = plans["owner"].isna()
    own = plans[~shares].assign(opd=plans["owner"])
    rows = pd.concat([own, plans[shares].merge(offices, on="region")], ignore_index=True)
    before = sums.set_axis(["baseline", "opd", "lines_before", "before"], axis=1)
    rows = rows.merge(sums, on=OFFICE, how="left")
    rows = rows.merge(before, on=["baseline", "opd"], how="left")
    keys = rows["opd"] + "|" + rows["plan"]
    total = rows["pagu"].where(rows["lines"].notna(), 0)
    yield _over(shared, rows, keys, total)
    asked = rows["year"] >= SINCE_ADDITIONS
    first = rows["before"].where(rows["lines_before"].notna(), 0)
    had, lost = asked & rows["measured"] & (first > 0), rows["measured"] & first.isna()
    unknown = (asked & (rows["unmeasured"] | lost)) | (had & total.isna())
    for rule, percent in (("TAMBAH-03", 110), ("TAMBAH-04", 120)):
        yield Judged(rule, keys, had & (total * 100 >= first * percent), unknown)


def _over(shared: Shared, offices: pd.DataFrame, keys: pd.Series, total: pd.Series) -> Judged:
    stage = offices["kind"].map(STAGES).fillna("indikatif")
    stages = stage.where(offices["version"] == 1, "perubahan")
    by = ["opd", "year", "stage"]
    ceiling = offices.assign(stage=stages)[by].merge(
        _ceilings(shared.tables["ceiling"], by), on=by, how="left"
    )["ceiling"]
    planned = offices["lines"] > 0
    unsaid = ~planned & offices["owner"].notna()
    lost = total.isna() | ceiling.isna()
    return Judged("PAGU-01", keys, planned & (total > ceiling), unsaid | (planned & lost))


def _ceilings(ceiling: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The ceiling for all funds, else the sum over the funds; NaN where that is not one number."""
    summed = ceiling.groupby(by, as_index=False, sort=False)["amount"].sum(skipna=False)
    whole = ceiling[ceiling["fund"].str.lower().str.strip() == "semua"]
    several = whole.duplicated(by, keep=False)
    whole = whole[by].assign(whole=whole["amount"].mask(several), stated=True).drop_duplicates(by)
    joined = summed.merge(whole, on=by, how="left")
    joined["ceiling"] = joined["whole"].where(joined["stated"].eq(True), joined["amount"])
    return joined[[*by, "ceiling"]]
