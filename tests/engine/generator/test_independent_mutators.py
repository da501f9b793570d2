"""The independent mutators breach what they say also where no rule judges it: a plain auditor does."""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from kawal.engine.checks.catalogue import BY_CODE
from kawal.engine.generator.mutators import adapted, independent
from kawal.engine.generator.mutators.independent import requirements as said
from kawal.engine.generator.mutators.independent.requirements import Breach, Mutator
from kawal.engine.generator.regency import sample_regency
from kawal.engine.generator.rows import Row, Rows, read_rows, write_rows
from kawal.engine.snapshot import package

each_mutator = pytest.mark.parametrize("mutator", independent.MUTATORS, ids=lambda m: m.__name__)


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    """Three OPD that also divide targets into quarters, and may plan a little more than they do."""
    package.write(sample_regency(opd=3, seed=3), tmp_path)
    rows = read_rows(tmp_path)
    for row in rows["allocation"]:
        if row["node"].startswith("rpjmd"):
            row["amount"] = str(Decimal(row["amount"]) * 5 / 4)
    for row in [row for row in rows["target"] if row["indicator"].count(".") == 5]:
        for quarter, value in zip("1234", ("0", "0", "0", row["value"]), strict=True):
            rows["target"].append(row | {"quarter": quarter, "text": value, "value": value})
    return rows


def year_of(node: Row) -> int:
    return int(node["plan"].split("-")[1])


def purse(rows: Rows) -> Counter[tuple[str, int]]:
    """Money by node and year; at (node, 0) what stands below the node in its own plan's year."""
    money: Counter[tuple[str, int]] = Counter()
    for row in rows["allocation"]:
        money[row["node"], int(row["year"])] += Decimal(row["amount"])
    renja = [row for row in rows["node"] if row["plan"].startswith("renja") and row["parent"]]
    for row in sorted(renja, key=lambda row: row["level"], reverse=True):
        money[row["parent"], 0] += money[row["id"], year_of(row)] + money[row["id"], 0]
    return money


def in_force(rows: Rows, *levels: str) -> list[Row]:
    plans = [plan["id"] for plan in rows["plan"] if plan["locked"] != "true"]
    return [row for row in rows["node"] if row["plan"] in plans and row["level"] in levels]


def audit_tree(rows: Rows) -> Iterator[tuple[str, str]]:
    nodes = {row["id"]: row for row in rows["node"]}
    above = {row["node"]: row["above"] for row in rows["support"]}
    money, served = purse(rows), Counter[tuple[str, int]]()
    for node in in_force(rows, "program", "kegiatan", "sub_kegiatan"):
        if node["opd"] != node["plan"].split("-")[2]:
            yield said.OWN_OPD, node["id"]
    for node in [each for each in above if nodes[above[each]]["level"] != "program"]:
        yield said.SUPPORT, f"{node}|{above[node]}"
    for row in [row for row in rows["indicator"] if row["follows"]]:
        if row["follows"] != f"{above[row['node']]}-i":
            yield said.FOLLOWS, row["id"]
    for line in in_force(rows, "sub_kegiatan"):
        parent = nodes[line["parent"]]
        promise = above[parent["parent"] or parent["id"]]
        if parent["plan"] == line["plan"] and nodes[promise]["level"] == "program":
            served[promise, year_of(line)] += money[line["id"], year_of(line)]
    for promise, year in [each for each, total in served.items() if total > money[each]]:
        yield said.RPJMD_PAGU, f"{promise}|{year}"


def audit_figures(rows: Rows) -> Iterator[tuple[str, str]]:
    money, drawn = purse(rows), Counter[tuple[str, str, str]]()
    for row in rows["allocation"]:
        drawn[row["node"].split("/")[0], row["year"], row["fund"]] += Decimal(row["amount"])
    value = {row["indicator"]: int(row["value"]) for row in rows["target"] if row["quarter"] == "0"}
    for row in rows["target"]:
        if Decimal(row["text"]) != Decimal(row["value"]):
            yield said.TEXT_AND_VALUE, f"{row['indicator']}|{row['year']}|{row['quarter']}"
    for node in in_force(rows, "program", "kegiatan"):
        if node["stated_total"] and Decimal(node["stated_total"]) != money[node["id"], 0]:
            yield said.PRINTED_TOTAL, node["id"]
        for row in [row for row in rows["allocation"] if row["node"] == node["id"]]:
            yield said.MONEY_ON_LINES, row["id"]
    for line in in_force(rows, "sub_kegiatan"):
        key, year, locked = line["id"], year_of(line), line["id"].replace("-v2/", "-v1/")
        if money[key, year + 1] <= 0:
            yield said.FORWARD, key
        weaker = value.get(f"{key}-i", 0) < value.get(f"{locked}-i", 0)
        if weaker and money[key, year] == money[locked, year]:
            yield said.CUT_TARGET, key
    for row in rows["ceiling"]:
        plan = f"renja-{row['year']}-{row['opd']}-v{1 + (row['stage'] == 'perubahan')}"
        if drawn[plan, row["year"], row["fund"]] > Decimal(row["amount"]):
            yield said.FUND_CEILING, f"{row['opd']}|{plan}"


AUDITED = {
    said.OWN_OPD, said.SUPPORT, said.FOLLOWS, said.RPJMD_PAGU,
    said.TEXT_AND_VALUE, said.PRINTED_TOTAL, said.MONEY_ON_LINES, said.FORWARD, said.CUT_TARGET,
    said.FUND_CEILING,
}  # fmt: skip
"""What the auditor looks at: the requirements that had no rule when it was written."""


def assert_true(rows: Rows, breaches: list[Breach]) -> None:
    found = [*audit_tree(rows), *audit_figures(rows)]
    told = [each for each in breaches if each.requirement in AUDITED]
    assert sorted(found) == sorted((each.requirement, each.key) for each in told)


@each_mutator
def test_alone_it_breaches_just_what_it_says(rows: Rows, tmp_path: Path, mutator: Mutator) -> None:
    breaches = mutator(rows, random.Random(1), set())
    assert sum(breach.planted for breach in breaches) == 1
    assert_true(rows, breaches)
    write_rows(rows, tmp_path)  # still a sound package


@pytest.mark.parametrize("seed", range(4))
def test_many_together_breach_just_what_they_say(rows: Rows, seed: int) -> None:
    rng, touched, breaches = random.Random(seed), set[str](), list[Breach]()
    for mutator in rng.choices(independent.MUTATORS, k=60):
        breaches += mutator(rows, rng, touched)
    assert_true(rows, breaches)


@each_mutator
def test_where_everything_is_touched_it_changes_nothing(rows: Rows, mutator: Mutator) -> None:
    before = copy.deepcopy(rows)
    touched = {row["id"] for each in rows.values() for row in each if "id" in row}
    touched |= {f"{plan['opd']}|{plan['id']}" for plan in rows["plan"]}
    assert mutator(rows, random.Random(1), touched) == []
    assert rows == before


def test_every_requirement_has_rules_that_exist_or_waits_for_one() -> None:
    assert set(adapted.RULES_OF) == {text for name, text in vars(said).items() if name.isupper()}
    assert {rule for rules in adapted.RULES_OF.values() for rule in rules} <= set(BY_CODE)
    offered = {mutator.__name__ for mutator in adapted.ADAPTED}
    assert "printed_totals_swapped" in offered
    for mutator, requirement in adapted._BREACHES_ONLY.items():
        name = mutator.__name__.removeprefix("mutate_")
        assert (name in offered) == bool(adapted.RULES_OF[requirement])
