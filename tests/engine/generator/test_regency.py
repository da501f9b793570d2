"""The sample regency fills every table, and what it says holds together."""

from __future__ import annotations

import polars as pl
import pytest

from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.schema import BOXES, TABLES

LEFT_OUT = {
    ("allocation", "account"), ("indicator", "retired_on"), ("indicator", "retired_reason"),
}  # fmt: skip
"""Columns that only sources with accounts fill, or plans that gave an indicator up."""


@pytest.fixture(scope="module", params=[(1, 3), (7, 1), (48, 5)], ids=lambda each: f"{each[0]} OPD")
def regency(request: pytest.FixtureRequest) -> Snapshot:
    opd, seed = request.param
    return sample_regency(opd=opd, seed=seed)


def lines_of(regency: Snapshot) -> pl.DataFrame:
    """Lines with the year of their plan."""
    plans = regency.frame("plan").filter(pl.col("kind") == "renja")
    years = plans.select(plan="id", year="first_year")
    lines = regency.frame("node").filter(pl.col("level") == "sub_kegiatan")
    return lines.join(years, on="plan")


def test_every_table_and_column_is_filled(regency: Snapshot) -> None:
    for table in TABLES:
        for column in table.columns:
            if (table.name, column.name) not in LEFT_OUT:
                assert regency.carries(table.name, column.name), f"{table.name}.{column.name}"


def test_every_target_since_2020_is_better_than_the_result_of_2019(regency: Snapshot) -> None:
    indicators = regency.frame("indicator").select(indicator="id", direction="direction")
    results = regency.frame("realisation").select("indicator", reached="value")
    targets = regency.frame("target").filter(pl.col("year") > 2019)
    both = targets.join(results, on="indicator", how="left").join(indicators, on="indicator")
    better = (
        pl.when(pl.col("direction") == "naik")
        .then(pl.col("value") > pl.col("reached"))
        .otherwise(pl.col("value") < pl.col("reached"))
    )

    assert both.filter(better.fill_null(False)).height == both.height == targets.height


def test_a_line_of_2021_aims_higher_than_the_same_line_of_2020(regency: Snapshot) -> None:
    targets = regency.frame("target").select(value="value", node="indicator")
    lines = lines_of(regency).select("year", "opd", "code", node=pl.col("id") + "-i")
    aims = lines.join(targets, on="node")
    before = aims.filter(pl.col("year") == 2020).select("opd", "code", before="value")
    after = aims.filter(pl.col("year") == 2021).join(before, on=["opd", "code"])

    assert after.height > lines.filter(pl.col("year") == 2021).height
    assert after.filter(pl.col("value") <= pl.col("before")).is_empty()


def test_printed_totals_are_the_sum_of_the_lines_below(regency: Snapshot) -> None:
    own = regency.frame("allocation").group_by("node", "year").agg(pl.col("amount").sum())
    lines = lines_of(regency).select("year", "parent", node="id").join(own, on=["node", "year"])
    activities = lines.group_by(node="parent").agg(pl.col("amount").sum())
    nodes = regency.frame("node").select("parent", "level", "stated_total", node="id")
    programmes = (
        activities.join(nodes, on="node").group_by(node="parent").agg(pl.col("amount").sum())
    )
    printed = nodes.filter(pl.col("stated_total").is_not_null())
    summed = printed.join(pl.concat([activities, programmes]), on="node", how="left")

    assert set(printed["level"]) == {"program", "kegiatan"}
    assert summed.filter(pl.col("stated_total") != pl.col("amount")).is_empty()
    assert summed["amount"].null_count() == 0


def test_every_line_has_its_forward_estimate(regency: Snapshot) -> None:
    money = regency.frame("allocation").select("node", "year", "amount")
    ahead = (
        lines_of(regency)
        .select(node="id", year=pl.col("year") + 1)
        .join(money, on=["node", "year"])
    )

    assert ahead["node"].n_unique() == lines_of(regency).height
    assert ahead.filter(pl.col("amount") <= 0).is_empty()


def test_the_time_plan_of_a_line_runs_in_order_and_ends_before_december(regency: Snapshot) -> None:
    steps = regency.frame("step").sort("node", "starts_on")
    before = pl.col("ends_on").shift(1).over("node")

    assert set(steps["node"]) == set(lines_of(regency)["id"])
    assert steps.filter(pl.col("ends_on") < pl.col("starts_on")).is_empty()
    assert steps.filter(pl.col("starts_on") <= before).is_empty()
    assert max(day.month for day in steps["ends_on"]) < 12


def test_every_office_has_an_innovation_a_whole_swot_and_an_index(regency: Snapshot) -> None:
    opd = set(regency.frame("opd")["id"])
    innovations = regency.frame("innovation").filter(pl.col("accepted"))
    swot = regency.frame("swot").group_by("opd", "year").agg(pl.col("box").n_unique())

    for year in (2020, 2021):
        assert set(innovations.filter(pl.col("year") == year)["opd"]) == opd
    assert set(swot["box"]) == {len(BOXES)}
    assert set(swot.filter(pl.col("year") == 2021)["opd"]) == opd
    assert set(regency.frame("ikm").filter(pl.col("year") == 2019)["opd"]) == opd


def test_nine_flagships_have_one_pusher_and_lines_with_money(regency: Snapshot) -> None:
    pushers = regency.frame("flagship_opd").filter(pl.col("role") == "pendorong")
    tags = regency.frame("tag").filter(pl.col("kind") == "unggulan")
    lines = lines_of(regency).filter(pl.col("year") == 2021).select(node="id")

    assert regency.frame("flagship").height == 9
    assert pushers["flagship"].n_unique() == pushers.height == 9
    assert tags.join(lines, on="node")["code"].n_unique() == 9


def test_a_unit_answers_for_every_node_of_a_renja(regency: Snapshot) -> None:
    units = regency.frame("unit").select("opd", unit="id")
    nodes = regency.frame("node").filter(pl.col("plan").str.starts_with("renja"))

    assert nodes.join(units, on=["unit", "opd"]).height == nodes.height
    assert regency.frame("unit").group_by("opd").len()["len"].is_between(2, 4).all()


def test_the_register_of_additions_holds_every_raise_of_the_change(regency: Snapshot) -> None:
    money = regency.frame("allocation").filter(pl.col("year") == 2020)
    sums = money.group_by("node").agg(pl.col("amount").sum())
    locked = sums.select(node=pl.col("node").str.replace("-v1/", "-v2/"), before="amount")
    raised = sums.join(locked, on="node").filter(pl.col("amount") > pl.col("before"))
    register = regency.frame("addition").select("node", added="amount")

    both = raised.filter(pl.col("node").str.contains("-v2/")).join(register, on="node")
    assert both.height == register.height
    assert both.filter(pl.col("added") != pl.col("amount") - pl.col("before")).is_empty()


def test_a_whole_regency_leaves_no_sasaran_without_a_programme() -> None:
    nodes = sample_regency(seed=5).frame("node")
    sasaran = nodes.filter(pl.col("level") == "sasaran")

    assert sasaran.height == 31
    assert set(sasaran["id"]) <= set(nodes.filter(pl.col("level") == "program")["parent"])
