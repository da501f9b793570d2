"""Several regencies judged side by side: each as it is judged alone."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kawal.engine.checks.catalogue import BY_CODE, RULES
from kawal.engine.checks.many import verdicts
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Rule
from kawal.engine.generator.faults import plant
from kawal.engine.generator.official import reference_pack
from kawal.engine.generator.regency import sample_regency
from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot import Snapshot, package
from kawal.engine.snapshot.schema import BY_NAME
from tests.factories import a_line, a_plan, snapshot_of

DAY = date(2020, 3, 2)
LISTS = [reference_pack()]
EMPTIED = 300


def a_regency(folder: Path, number: int) -> Snapshot:
    """One with faults in it, and with cells emptied all over."""
    package.write(sample_regency(opd=4 + number, seed=number), folder)
    plant(folder, faults=40, seed=number)
    whole, dice = package.read(folder), random.Random(number)
    tables = dict(whole.tables)
    for _ in range(EMPTIED):
        name = dice.choice(sorted(tables))
        free = {column.name for column in BY_NAME[name].columns if not column.is_structural}
        if there := sorted(free & {*tables[name].columns}):
            column, row = dice.choice(there), dice.randrange(tables[name].height)
            cell = pl.when(pl.int_range(pl.len()) != row).then(pl.col(column))
            tables[name] = tables[name].with_columns(cell.alias(column))
    return replace(whole, tables=tables, year=2021 - number % 2)


@pytest.fixture(scope="module")
def regencies(tmp_path_factory: pytest.TempPathFactory) -> list[Snapshot]:
    folder = tmp_path_factory.mktemp("daerah")
    return [a_regency(folder / str(number), number) for number in range(6)]


def without(snapshot: Snapshot, *tables: str) -> Snapshot:
    kept = {name: frame for name, frame in snapshot.tables.items() if name not in tables}
    return replace(snapshot, tables=kept)


def test_each_is_answered_as_it_is_alone(regencies: list[Snapshot]) -> None:
    together = verdicts(regencies, RULES, LISTS)

    assert together == [check(each, RULES, DAY, references=LISTS).verdict for each in regencies]
    assert len({verdict.blocking for verdict in together if verdict}) > 3


def test_the_same_regency_twice_is_not_one(regencies: list[Snapshot]) -> None:
    alone = check(regencies[0], RULES, DAY).verdict

    assert verdicts([regencies[0]] * 3, RULES) == [alone] * 3


@pytest.mark.parametrize(
    "table", sorted({*BY_NAME} - {"region", "opd", "plan", "node", "indicator"})
)
def test_what_one_of_them_lacks_the_others_still_have(
    regencies: list[Snapshot], table: str
) -> None:
    mixed = [regencies[0], without(regencies[1], table), without(regencies[2], table)]

    assert verdicts(mixed, RULES) == [check(each, RULES, DAY).verdict for each in mixed]


def test_a_table_without_rows_in_one_of_them_is_not_an_absent_one(
    regencies: list[Snapshot],
) -> None:
    for name in ("ceiling", "flagship_opd", "support", "swot", "target"):
        emptied = dict(regencies[1].tables) | {name: regencies[1].tables[name].clear()}
        mixed = [regencies[0], replace(regencies[1], tables=emptied)]

        assert verdicts(mixed, RULES) == [check(each, RULES, DAY).verdict for each in mixed]


def test_where_it_is_not_known_whose_a_row_is_it_is_left_to_be_judged_alone(
    regencies: list[Snapshot],
) -> None:
    found = verdicts([without(regencies[0], "plan"), regencies[1]], RULES)

    assert found == [None, check(regencies[1], RULES, DAY).verdict]


def test_nothing_is_said_of_any_where_a_rule_breaks() -> None:
    rule: Rule = BY_CODE["KODE-01"]

    def rows(_: Any) -> pl.LazyFrame:
        raise RuntimeError("meledak")

    broken = replace(rule, subject=replace(rule.subject, name="rusak", rows=rows))
    one = snapshot_of(opd=[{"id": "05"}], plan=[a_plan()], node=[a_line()], indicator=[])

    assert verdicts([one, one], [broken]) == [None, None]


def test_two_lists_for_one_year_are_refused(regencies: list[Snapshot]) -> None:
    with pytest.raises(UnusableInput):
        verdicts(regencies[:2], RULES, [reference_pack(), reference_pack()])
