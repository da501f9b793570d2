"""The rules that judge lines: by themselves, and beside the version that was locked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bench.by_hand_pandas.shared import SINCE, SINCE_ADDITIONS, SINCE_CODES, Judged, Shared

CODE = r"^[0-9]\.[0-9]{2}\.[0-9]{2}\.([1-57])\.[0-9]{2}\.([0-9]{2}|[0-9]{4})$"
PAY = r"^[0-9]\.[0-9]{2}\.01\.2\.02\.(?:00)?01$"


def lines(shared: Shared) -> Iterator[Judged]:
    lines, indicator = shared.current, shared.tables["indicator"]
    yield from _codes(lines[lines["year"] >= SINCE_CODES])
    lines = lines[lines["year"] >= SINCE]
    keys, twin = lines["id"], lines["twin"]
    # a line without a code may be the twin of any other of its OPD
    yield Judged("GANDA-01", keys, twin, lines["uncoded"] & ~twin)
    named = keys.isin(indicator.loc[indicator["name"].notna(), "node"])
    yield Judged("LENGKAP-01", keys, ~named, named & False)
    served = keys.isin(shared.serving["line"])
    known = lines["covered"] & ~keys.isin(shared.lost)
    yield Judged("SELARAS-01", keys, ~served & known, ~served & ~known)


def _codes(lines: pd.DataFrame) -> Iterator[Judged]:
    code, year = lines["code"], lines["year"]
    parts = code.str.extract(CODE)
    digits = parts[1].str.len().fillna(0)
    fits = digits.between(np.where(year <= 2024, 2, 4), np.where(year <= 2023, 2, 4))
    yield Judged("KODE-01", lines["id"], code.notna() & ~fits, code.isna())
    yield Judged("KODE-02", lines["id"], parts[0] == "1", code.isna())


def changes(shared: Shared) -> Iterator[Judged]:
    """The lines of changed plans, beside what they were in version 1."""
    lines = _beside_first(shared)
    keys, pagu, before = lines["id"], lines["pagu"], lines["before"]
    changed = lines["measured"] | lines["unmeasured"]
    lost, unsummed, had = changed & before.isna(), pagu.isna(), before > 0
    for rule, percent in (("TAMBAH-01", 110), ("TAMBAH-02", 120)):
        over = had & (pagu * 100 >= before * percent)
        yield Judged(rule, keys, over, lost | (had & unsummed))
    yield Judged("TAMBAH-05", keys, (before == 0) & (pagu > 0), lost | (changed & unsummed))
    uncoded = lines["code"].isna()
    asked = ~uncoded & ~lines["code"].str.contains(PAY, na=False)
    grew = asked & had & (pagu > before)
    unmoved, read = _unmoved(shared, lines[grew])
    open_money = asked & (lost | (had & unsummed))
    yield Judged(
        "TAMBAH-06", keys, keys.isin(unmoved), uncoded | open_money | (grew & ~keys.isin(read))
    )


def _beside_first(shared: Shared) -> pd.DataFrame:
    """before: the pagu in version 1, 0 where the line was not there; NaN where OPD and code do not
    say clearly which line it was."""
    lines = shared.current
    asked = lines["measured"] | lines["unmeasured"] | lines["code"].isna()
    lines = lines[asked & (lines["year"] >= SINCE_ADDITIONS)]
    first = shared.lines
    first = first[first["plan"].isin(lines["baseline"]) & first["code"].notna()]
    first = first[["plan", "opd", "code", "id", "pagu", "twin"]].drop_duplicates(
        ["plan", "opd", "code"]
    )
    first.columns = ["baseline", "opd", "code", "id_before", "pagu_before", "twin_before"]
    offices = shared.sums[["plan", "opd", "uncoded"]]
    offices = offices.set_axis(["baseline", "opd", "uncoded_before"], axis=1)
    lines = lines.merge(first, on=["baseline", "opd", "code"], how="left")
    lines = lines.merge(offices, on=["baseline", "opd"], how="left")
    unclear = lines["twin"] | lines["uncoded"]
    unclear |= lines["twin_before"].eq(True) | lines["uncoded_before"].eq(True)
    before = lines["pagu_before"].where(lines["id_before"].notna(), 0)
    lines["before"] = before.where(lines["measured"] & ~unclear)
    return lines


def _unmoved(shared: Shared, grown: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """The lines whose targets, in order of size, are what they were in version 1; and those whose
    targets can be read in both."""
    years = pd.concat([grown.set_index("id")["year"], grown.set_index("id_before")["year"]])
    indicators = shared.tables["indicator"][["id", "node"]].set_axis(["indicator", "id"], axis=1)
    indicators = indicators[indicators["id"].isin(years.index)]
    targets = indicators.assign(year=indicators["id"].map(years)).merge(
        shared.targets[["indicator", "year", "value"]], on=["indicator", "year"], how="left"
    )
    # one row per line, its values in order of size beside each other
    targets = targets.sort_values("value")
    targets["place"] = targets.groupby("id", sort=False).cumcount()
    values = targets.pivot(index="id", columns="place", values="value")
    unread = targets.loc[targets["value"].isna(), "id"]
    read = grown[["id", "id_before"]].isin(values.index.difference(unread)).all(axis=1)
    grown = grown[read]
    values = values.fillna(-np.inf)
    now, before = (values.reindex(grown[name]).to_numpy() for name in ("id", "id_before"))
    return grown.loc[(now == before).all(axis=1), "id"], grown["id"]
