"""A snapshot goes into the database and comes out with the same digest."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import polars as pl
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.audit.verify import verify
from kawal.base.organisation.models import Opd
from kawal.base.organisation.region import set_region
from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.package import digest_of
from kawal.engine.snapshot.schema import BY_NAME, DECIMAL
from kawal.office.planning.exchange import give_out, take_in
from kawal.office.planning.fields import plain
from kawal.office.planning.models import Allocation, Node, Plan, Target

pytestmark = pytest.mark.django_db
ROUNDS = 12
NEEDED = ("region", "opd", "unit", "plan", "node", "indicator", "flagship")
"""Tables at which others point: without them the others would point at nothing."""


@pytest.fixture(autouse=True)
def served(sekda: Actor) -> None:
    set_region(code="33.28", name="Kabupaten Tegal", seat="Slawi", by=sekda)


@pytest.fixture(scope="module")
def regency() -> Snapshot:
    return sample_regency(opd=2, seed=3)


def poorer(snapshot: Snapshot, seed: int) -> Snapshot:
    """The same with cells emptied, and columns and tables taken away, where that may be."""
    dice, tables = random.Random(seed), dict(snapshot.tables)
    for name in sorted(set(tables) - {*NEEDED}):
        if dice.random() < 0.2:
            del tables[name]
    for name, frame in tables.items():
        kept = frame
        for column in BY_NAME[name].columns:
            if column.is_structural or column.name not in kept.columns or name == "region":
                continue
            if dice.random() < 0.15:
                kept = kept.drop(column.name)
            elif dice.random() < 0.3:
                filled = pl.Series([dice.random() < 0.7 for _ in range(kept.height)])
                kept = kept.with_columns(pl.when(filled).then(pl.col(column.name)))
        tables[name] = kept
    return replace(snapshot, tables=tables)


def test_the_digest_is_unchanged(regency: Snapshot, sekda: Actor) -> None:
    told = take_in(snapshot=regency, by=sekda)

    assert told == digest_of(regency)
    assert digest_of(give_out()) == told
    last = Entry.objects.last()
    assert last is not None
    assert last.action == "planning.take_in"
    assert told in last.change
    assert verify().broken is None


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_nor_is_it_where_cells_columns_and_tables_are_missing(
    regency: Snapshot, sekda: Actor, seed: int
) -> None:
    less = poorer(regency, seed)
    take_in(snapshot=less, by=sekda)

    out = give_out()
    assert {name: frame.columns for name, frame in out.tables.items()} == {
        name: frame.columns for name, frame in less.tables.items()
    }
    assert digest_of(out) == digest_of(less)


def test_what_is_another_regions_stays_outside(regency: Snapshot, sekda: Actor) -> None:
    with pytest.raises(ValidationError, match="bukan dari Kabupaten Tegal"):
        take_in(snapshot=replace(regency, region="33.76"), by=sekda)

    assert not Plan.objects.exists()
    assert not Opd.objects.exists()


def changed(snapshot: Snapshot, table: str, column: str, at: int, value: object) -> Snapshot:
    frame = snapshot.tables[table]
    cell = pl.when(pl.int_range(pl.len()) == at).then(pl.lit(value)).otherwise(pl.col(column))
    tables = dict(snapshot.tables) | {table: frame.with_columns(cell.alias(column))}
    return replace(snapshot, tables=tables)


@pytest.mark.parametrize(
    ("table", "column", "said"),
    [
        ("node", "parent", "1 baris tabel node merujuk induk yang tidak ada: tiada"),
        ("support", "above", "1 baris tabel support merujuk bagian di atasnya"),
        ("indicator", "follows", "1 baris tabel indicator merujuk indikator yang diikuti"),
    ],
)
def test_what_points_at_nothing_is_named_and_nothing_is_kept(
    regency: Snapshot, sekda: Actor, table: str, column: str, said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        take_in(snapshot=changed(regency, table, column, 3, "tiada"), by=sekda)

    assert not Plan.objects.exists()
    assert Entry.objects.count() == 1


def test_a_circle_of_parents_is_named(regency: Snapshot, sekda: Actor) -> None:
    nodes = regency.tables["node"]
    child, parent = nodes.filter(pl.col("parent").is_not_null()).select("id", "parent").row(0)
    at = nodes["id"].to_list().index(parent)

    with pytest.raises(ValidationError, match="di bawah dirinya sendiri"):
        take_in(snapshot=changed(regency, "node", "parent", at, child), by=sekda)


def test_a_second_book_is_refused(regency: Snapshot, sekda: Actor) -> None:
    take_in(snapshot=regency, by=sekda)

    with pytest.raises(ValidationError, match="sudah memuat rencana"):
        take_in(snapshot=regency, by=sekda)


def test_an_opd_that_is_called_otherwise_here_is_named(regency: Snapshot, sekda: Actor) -> None:
    number = regency.tables["opd"]["id"][0]
    Opd.objects.create(number=number, name="Dinas Lain", since="2015-01-01")

    with pytest.raises(ValidationError, match=f"OPD {number} di sini Dinas Lain"):
        take_in(snapshot=regency, by=sekda)


def test_money_and_targets_stay_exact(regency: Snapshot, sekda: Actor) -> None:
    exact = Decimal("1234567890123456789012345678.123456789")
    target = regency.tables["target"]
    values = pl.Series("value", [exact, *target["value"].to_list()[1:]], dtype=DECIMAL)
    tables = dict(regency.tables) | {"target": target.with_columns(values)}
    take_in(snapshot=replace(regency, tables=tables), by=sekda)

    assert exact in set(Target.objects.values_list("value", flat=True))
    assert give_out().tables["target"]["value"].to_list().count(exact) == 1
    assert all(isinstance(sen, int) for sen in Allocation.objects.values_list("amount", flat=True))


@pytest.mark.parametrize(
    ("number", "text"),
    [("87.500", "87.5"), ("0.0", "0"), ("-0.00", "0"), ("1E+3", "1000"), ("-12.30", "-12.3")],
)
def test_a_number_has_one_text(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize("number", ["1E+29", "0.0000000001", "NaN", "Infinity"])
def test_a_number_that_a_snapshot_cannot_hold_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        plain(Decimal(number))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "renja", "opd": None},
        {"first_year": 2022},
        {"version": 0},
    ],
)
def test_the_database_refuses_a_plan_that_cannot_be(
    regency: Snapshot, sekda: Actor, change: dict[str, object]
) -> None:
    take_in(snapshot=regency, by=sekda)
    plan = Plan.objects.filter(kind="renja").first()
    assert plan is not None
    for name, value in change.items():
        setattr(plan, name, value)

    with pytest.raises(DatabaseError), transaction.atomic():
        plan.save()


def test_the_database_refuses_one_version_twice_even_of_the_region(
    regency: Snapshot, sekda: Actor
) -> None:
    take_in(snapshot=regency, by=sekda)
    plan = Plan.objects.get(kind="rpjmd")
    plan.id = "rpjmd-lagi"

    with pytest.raises(DatabaseError), transaction.atomic():
        plan.save(force_insert=True)


def test_a_node_is_not_its_own_parent(regency: Snapshot, sekda: Actor) -> None:
    take_in(snapshot=regency, by=sekda)
    node = Node.objects.exclude(parent=None).first()
    assert node is not None
    node.parent = node

    with pytest.raises(DatabaseError), transaction.atomic():
        node.save()
