"""Faults of what a line and its indicator must say, by those who also write the rules."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import replace

from kawal.engine.generator.mutators import Breach, Mutator, Touched
from kawal.engine.generator.mutators.book import (
    drafted,
    indicators,
    lines,
    office_key,
    pick,
    steps,
    unready,
)
from kawal.engine.generator.rows import Row, Rows


def no_location(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line that does not say where."""
    return _emptied(rows, rng, touched, "location", "LENGKAP-05")


def no_target_group(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line that does not say for whom."""
    return _emptied(rows, rng, touched, "target_group", "LENGKAP-06")


def no_unit_in_charge(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line for which no unit answers."""
    return _emptied(rows, rng, touched, "unit", "LENGKAP-07")


def unit_of_another_office(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line for which a unit of another OPD answers, copied from its neighbour's sheet."""
    node = pick(rng, _in_force(rows, touched))
    unit = None if node is None else pick(rng, [u for u in rows["unit"] if u["opd"] != node["opd"]])
    if node is None or unit is None:
        return []
    node["unit"] = unit["id"]
    touched.add(node["id"])
    return [Breach("LENGKAP-07", "node", node["id"])]


def no_result(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line that says what is done and not what for."""
    node = pick(rng, drafted(rows, touched))
    if node is None:
        return []
    node["result"] = ""
    touched.add(node["id"])
    return [Breach("LENGKAP-08", "node", node["id"])]


def no_time_plan(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line without a single step."""
    node = pick(rng, drafted(rows, touched))
    if node is None:
        return []
    rows["step"] = [row for row in rows["step"] if row["node"] != node["id"]]
    touched.add(node["id"])
    return [Breach("LENGKAP-09", "node", node["id"])]


def step_without_a_day(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """One step whose first or last day was left open."""
    column = rng.choice(("starts_on", "ends_on"))
    return _spoilt_step(rows, rng, touched, lambda step: {**step, column: ""})


def step_that_ends_before_it_starts(
    rows: Rows, rng: random.Random, touched: Touched
) -> list[Breach]:
    """One step with its two days the wrong way round."""
    return _spoilt_step(
        rows, rng, touched,
        lambda step: {"starts_on": step["ends_on"], "ends_on": step["starts_on"]},
    )  # fmt: skip


def steps_of_last_year(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A time plan copied from last year, its days left as they were."""
    node = pick(rng, drafted(rows, touched))
    if node is None:
        return []
    for step in steps(rows, node["id"]):
        step.update({column: f"2020{step[column][4:]}" for column in ("starts_on", "ends_on")})
    touched.add(node["id"])
    return [Breach("LENGKAP-09", "node", node["id"])]


def no_baseline(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An indicator that does not say from where it starts."""
    return _vague(rows, rng, touched, ("baseline_text", "baseline"), "SIAP-01")


def no_formula(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An indicator that does not say how it is computed."""
    return _vague(rows, rng, touched, ("formula",), "SIAP-02")


def no_source(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An indicator that does not say where its value comes from."""
    return _vague(rows, rng, touched, ("source",), "SIAP-03")


def no_definition(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An indicator that does not say what exactly is counted."""
    return _vague(rows, rng, touched, ("definition",))


def no_measure(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An indicator that does not say whether it measures output or outcome."""
    return _vague(rows, rng, touched, ("measure",))


def no_direction(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An indicator that does not say whether more is better."""
    return _vague(rows, rng, touched, ("direction",))


def promise_without_a_year(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """An indicator of an RPJMD programme without a target for a year that is not planned yet."""
    targets = [
        row
        for row in rows["target"]
        if row["indicator"].startswith("rpjmd/")
        and row["year"] in ("2022", "2023", "2024")
        and row["indicator"] not in touched
    ]
    target = pick(rng, targets)
    if target is None:
        return []
    target["text"] = target["value"] = ""
    touched.add(target["indicator"])
    return [Breach("SIAP-04", "indicator", target["indicator"])]


def first_unready_indicator(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """One indicator without definition in an OPD that had all of them right."""
    node = pick(rng, [line for line in drafted(rows, touched) if office_key(line) not in touched])
    if node is None or any(row["id"] in touched for row in indicators(rows, node["id"])):
        return []
    indicator = indicators(rows, node["id"])[0]
    indicator["definition"] = ""
    touched.update((node["id"], indicator["id"], office_key(node)))
    return [
        Breach("SIAP-05", "opd", office_key(node)),
        Breach("SIAP-04", "indicator", indicator["id"], planted=False),
    ]


def _in_force(rows: Rows, touched: Touched) -> list[Row]:
    """Untouched lines of the Renja 2021 and of the changed Renja 2020."""
    return drafted(rows, touched) + lines(rows, "renja-2020-", "2", touched)


def _emptied(
    rows: Rows, rng: random.Random, touched: Touched, column: str, rule: str
) -> list[Breach]:
    """A line with one cell left empty."""
    node = pick(rng, _in_force(rows, touched))
    if node is None:
        return []
    node[column] = ""
    touched.add(node["id"])
    return [Breach(rule, "node", node["id"])]


def _spoilt_step(
    rows: Rows, rng: random.Random, touched: Touched, spoil: Callable[[Row], Row]
) -> list[Breach]:
    """A line of which one step has other days than it should."""
    node = pick(rng, drafted(rows, touched))
    step = None if node is None else pick(rng, steps(rows, node["id"]))
    if node is None or step is None:
        return []
    step.update(spoil(step))
    touched.add(node["id"])
    return [Breach("LENGKAP-09", "node", node["id"])]


def _vague(
    rows: Rows, rng: random.Random, touched: Touched, columns: Iterable[str], rule: str = ""
) -> list[Breach]:
    """An indicator of a line with some cells left empty. rule: the one that asks for just these
    cells; where there is none, the fault is that the indicator is not ready."""
    node = pick(rng, _in_force(rows, touched))
    if node is None or any(row["id"] in touched for row in indicators(rows, node["id"])):
        return []
    indicator = indicators(rows, node["id"])[0]
    for column in columns:
        indicator[column] = ""
    touched.update((node["id"], indicator["id"]))
    not_ready, office = unready(node, indicator["id"])
    if not rule:
        return [replace(not_ready, planted=True), office]
    return [Breach(rule, "indicator", indicator["id"]), not_ready, office]


MUTATORS: tuple[Mutator, ...] = (
    no_location,
    no_target_group,
    no_unit_in_charge,
    unit_of_another_office,
    no_result,
    no_time_plan,
    step_without_a_day,
    step_that_ends_before_it_starts,
    steps_of_last_year,
    no_baseline,
    no_formula,
    no_source,
    no_definition,
    no_measure,
    no_direction,
    promise_without_a_year,
    first_unready_indicator,
)
