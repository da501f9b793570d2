"""A null never turns green: over all rules, whatever is taken away.

Taking a table, a column or a value away gives *tidak dapat dinilai* or unusable input, and
*gagal* only where a rule judges that value's presence. No subject vanishes. And an outcome that
stands while something is missing still stands when the missing thing is given any value.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from kawal.engine.checks.catalogue import BY_CODE, RULES
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome
from kawal.engine.generator.faults import mutate
from kawal.engine.generator.official import reference_pack
from kawal.engine.generator.regency import sample_regency
from kawal.engine.generator.rows import read_rows, write_rows
from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot import Snapshot, package
from kawal.engine.snapshot.build import check as check_structure
from kawal.engine.snapshot.schema import BY_NAME, TABLES, Kind

Outcomes = Mapping[tuple[str, str], Outcome]
DAY = date(2020, 3, 2)
LISTS = [reference_pack()]
FREE = {
    (table.name, column.name)
    for table in TABLES
    for column in table.columns
    if not column.is_structural
}
"""Columns whose cells may be empty."""
CARRIED = {name: tuple(frame.columns) for name, frame in sample_regency(opd=1).tables.items()}
PRESENCE = {code: rule.presence_fields for code, rule in BY_CODE.items()}


@pytest.fixture(scope="module")
def regency(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Two OPD with some faults, so that outcomes of every kind are there."""
    folder = tmp_path_factory.mktemp("jujur") / "contoh"
    package.write(sample_regency(opd=2, seed=11), folder)
    rows = read_rows(folder)
    mutate(rows, faults=30, rng=random.Random(11))
    write_rows(rows, folder)
    return package.read(folder)


@pytest.fixture(scope="module")
def before(regency: Snapshot) -> Outcomes:
    return check(regency, RULES, DAY, references=LISTS).outcomes()


def with_tables(snapshot: Snapshot, tables: Mapping[str, pl.DataFrame]) -> Snapshot:
    return Snapshot(snapshot.region, snapshot.year, snapshot.sample, snapshot.source, dict(tables))


def outcomes_of(snapshot: Snapshot) -> Outcomes | None:
    """The outcomes, or None for unusable input."""
    try:
        check_structure(snapshot)
    except UnusableInput:
        return None
    result = check(snapshot, RULES, DAY, references=LISTS)
    assert not result.verdict.broken, [entry.broken for entry in result.verdict.broken]
    return result.outcomes()


def assert_honest(
    before: Outcomes, after: Outcomes | None, taken: set[str], emptied: set[str]
) -> None:
    """taken: tables and columns that are gone. emptied: fields of which cells were emptied."""
    if after is None:
        return
    for (code, key), outcome in before.items():
        now = after.get((code, key), after.get((code, "*")))
        assert now is not None, f"{code} {key} vanished without {taken | emptied}"
        if now in (outcome, Outcome.UNKNOWN):
            continue
        judged = PRESENCE[code] & emptied
        assert judged, f"{code} {key}: {outcome} became {now} without {taken | emptied}"
        assert now is not Outcome.PASSED, f"{code} {key} turned green without {judged}"


@pytest.mark.parametrize("table", CARRIED)
def test_without_a_table_nothing_turns_green(
    regency: Snapshot, before: Outcomes, table: str
) -> None:
    tables = {name: frame for name, frame in regency.tables.items() if name != table}

    assert_honest(before, outcomes_of(with_tables(regency, tables)), {table}, set())


@pytest.mark.parametrize(
    "field", [f"{table}.{name}" for table, names in CARRIED.items() for name in names]
)
def test_without_a_column_nothing_turns_green(
    regency: Snapshot, before: Outcomes, field: str
) -> None:
    table, column = field.split(".")
    tables = dict(regency.tables) | {table: regency.tables[table].drop(column)}

    assert_honest(before, outcomes_of(with_tables(regency, tables)), {field}, set())


def take_away(
    regency: Snapshot, dice: random.Random, times: int
) -> tuple[Snapshot, set[str], set[str], list[tuple[str, str, int]]]:
    """One to four things taken: a table, a column, a value. Also which cells were emptied."""
    tables = dict(regency.tables)
    taken: set[str] = set()
    emptied: set[str] = set()
    cells: list[tuple[str, str, int]] = []
    for _ in range(times):
        table = dice.choice(sorted(tables))
        frame = tables[table]
        column = dice.choice(frame.columns)
        what = dice.random()
        if what < 0.1 and len(tables) > 2:
            tables.pop(table)
            taken.add(table)
        elif what < 0.3 and len(frame.columns) > 2:
            tables[table] = frame.drop(column)
            taken.add(f"{table}.{column}")
        elif (table, column) in FREE:
            row = dice.randrange(frame.height)
            tables[table] = with_cell(frame, column, row, None)
            emptied.add(f"{table}.{column}")
            cells.append((table, column, row))
    return with_tables(regency, tables), taken, emptied, cells


def with_cell(frame: pl.DataFrame, column: str, row: int, value: object) -> pl.DataFrame:
    values = frame[column].to_list()
    values[row] = value
    return frame.with_columns(pl.Series(column, values, dtype=frame.schema[column]))


@pytest.mark.parametrize("seed", range(120))
def test_one_to_four_things_taken_away_turn_nothing_green(
    regency: Snapshot, before: Outcomes, seed: int
) -> None:
    dice = random.Random(seed)
    poorer, taken, emptied, _ = take_away(regency, dice, dice.randint(1, 4))

    assert_honest(before, outcomes_of(poorer), taken, emptied)


def any_value(regency: Snapshot, dice: random.Random, table: str, column: str) -> object:
    """A value of the column's type: from elsewhere in the column, or from nowhere."""
    schema = BY_NAME[table].column(column)
    known = regency.tables[table][column].drop_nulls().to_list()
    if schema.choices:
        return dice.choice(schema.choices)
    if known and dice.random() < 0.6:
        return dice.choice(known)
    if schema.kind is Kind.TEXT:
        return dice.choice(["lain", "1.02.02.2.01.01", "x" * dice.randint(1, 5)])
    if schema.kind is Kind.BOOLEAN:
        return dice.random() < 0.5
    if schema.kind is Kind.DATE:
        return date(2020, 1, dice.randint(1, 28))
    number = dice.choice([0, -1, 1, 10**9, 10**12, dice.randint(-(10**6), 10**6)])
    return number if schema.kind is Kind.MONEY else pl.Series([number]).cast(schema.kind.dtype)[0]


def assert_decided_stays(poorer: Outcomes, richer: Outcomes, filled: set[str]) -> None:
    for (code, key), outcome in poorer.items():
        if outcome is Outcome.UNKNOWN or PRESENCE[code] & filled:
            continue
        assert richer[code, key] is outcome, f"{code} {key}: {outcome} changed by filling {filled}"


def fill_once(regency: Snapshot, seed: int) -> None:
    dice = random.Random(seed)
    tables = dict(regency.tables)
    filled: set[str] = set()
    cells = []
    for _ in range(dice.randint(1, 4)):
        table = dice.choice(sorted(tables))
        column = dice.choice(tables[table].columns)
        if (table, column) in FREE:
            row = dice.randrange(tables[table].height)
            tables[table] = with_cell(tables[table], column, row, None)
            cells.append((table, column, row))
            filled.add(f"{table}.{column}")
    poorer = outcomes_of(with_tables(regency, tables))
    for table, column, row in cells:
        value = any_value(regency, dice, table, column)
        tables[table] = with_cell(tables[table], column, row, value)
    richer = outcomes_of(with_tables(regency, tables))
    if poorer is not None and richer is not None:
        assert_decided_stays(poorer, richer, filled)


@pytest.mark.parametrize("seed", range(160))
def test_what_is_decided_while_something_is_missing_stays_when_it_is_given_any_value(
    regency: Snapshot, seed: int
) -> None:
    fill_once(regency, seed)


@pytest.mark.parametrize(
    "field",
    ["node.parent", "node.code", "node.title", "node.stated_total", "opd.code", "plan.locked",
     "allocation.amount", "allocation.fund", "indicator.name", "indicator.follows",
     "indicator.unit", "indicator.direction", "target.text", "target.value", "ceiling.amount",
     "realisation.value", "step.starts_on", "innovation.accepted", "innovation.stage", "ikm.value"],
)  # fmt: skip
@pytest.mark.parametrize(
    "seed", [seed if seed < 4 else pytest.param(seed, marks=pytest.mark.soak) for seed in range(12)]
)
def test_that_holds_for_each_column_by_which_rules_decide(
    regency: Snapshot, field: str, seed: int
) -> None:
    """The columns that decide much, each hit on purpose and not only by chance."""
    table, column = field.split(".")
    dice = random.Random(f"{field} {seed}")
    frame = regency.tables[table]
    row = dice.randrange(frame.height)
    poorer = outcomes_of(
        with_tables(regency, dict(regency.tables) | {table: with_cell(frame, column, row, None)})
    )
    for _ in range(3):
        value = any_value(regency, dice, table, column)
        filled = with_cell(frame, column, row, value)
        richer = outcomes_of(with_tables(regency, dict(regency.tables) | {table: filled}))
        assert poorer is not None
        if richer is None:  # such as a ceiling below zero, which no reader takes
            continue
        assert_decided_stays(poorer, richer, {field})


@pytest.mark.soak
@pytest.mark.parametrize("block", range(20))
def test_soak_thousands_of_things_taken_and_filled(
    regency: Snapshot, before: Outcomes, block: int
) -> None:
    for seed in range(1000 + block * 200, 1200 + block * 200):
        dice = random.Random(seed)
        poorer, taken, emptied, _ = take_away(regency, dice, dice.randint(1, 4))
        assert_honest(before, outcomes_of(poorer), taken, emptied)
        fill_once(regency, seed)


def test_without_the_official_list_its_rules_judge_nothing_once(
    regency: Snapshot, before: Outcomes
) -> None:
    after = check(regency, RULES, DAY).outcomes()

    assert {code for (code, key), now in after.items() if key == "*"} == {
        "DAFTAR-01", "DAFTAR-02", "DAFTAR-03",
    }  # fmt: skip
    assert_honest(before, after, {"reference"}, set())


def test_the_sample_has_outcomes_of_every_kind(before: Outcomes, tmp_path: Path) -> None:
    assert {Outcome.PASSED, Outcome.FAILED, Outcome.NOT_APPLICABLE} <= set(before.values())
    assert tmp_path.exists()
