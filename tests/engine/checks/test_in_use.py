"""Nothing more is asked of an indicator that was retired before the year began."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from kawal.engine.checks.catalogue import BY_CODE
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.in_use import in_use
from kawal.engine.checks.result import check
from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.together import Together

DAY = date(2020, 3, 2)


def retiring(snapshot: Snapshot, key: str, on: date) -> Snapshot:
    day = pl.when(pl.col("id") == key).then(pl.lit(on))
    indicators = snapshot.tables["indicator"].with_columns(retired_on=day)
    return replace(snapshot, tables={**snapshot.tables, "indicator": indicators})


def asked_of(snapshot: Snapshot) -> set[str]:
    return {key for _, key in check(snapshot, [BY_CODE["SIAP-04"]], DAY).outcomes()}


@pytest.fixture(scope="module")
def regency() -> Snapshot:
    return sample_regency(opd=1, seed=5)


def first_of(snapshot: Snapshot, plan: str) -> str:
    nodes = snapshot.frame("node").filter(pl.col("plan").str.starts_with(plan))["id"].implode()
    found = snapshot.frame("indicator").filter(pl.col("node").is_in(nodes))
    return str(found["id"][0])


@pytest.mark.parametrize("plan", ["rpjmd", "renja-2021"])
@pytest.mark.parametrize(
    ("on", "asked"),
    [(date(2020, 7, 1), False), (date(2021, 1, 1), False), (date(2021, 1, 2), True)],
)
def test_it_is_asked_for_until_the_year_begins_after_its_last_day(
    regency: Snapshot, plan: str, on: date, asked: bool
) -> None:
    """Of a plan of several years the year that is being planned counts: 2021."""
    key, every = first_of(regency, plan), asked_of(regency)
    assert key in every

    left = asked_of(retiring(regency, key, on))

    assert left == (every if asked else every - {key})


def test_of_several_regencies_each_has_its_own_year(regency: Snapshot) -> None:
    key = first_of(regency, "rpjmd")
    retired = retiring(regency, key, date(2021, 7, 1))
    later = replace(retired, year=2022)

    rows = in_use(Facts(Together([retired, later]))).collect()

    assert rows.height == 2 * regency.frame("indicator").height - 1
