"""A whole snapshot replaces what stands: all of it or nothing, and what was can still be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import polars as pl
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.audit.verify import verify
from kawal.base.organisation.models import Opd, Unit
from kawal.base.organisation.region import set_region
from kawal.engine.generator.faults import plant
from kawal.engine.generator.regency import sample_regency
from kawal.engine.snapshot import Snapshot, package
from kawal.engine.snapshot.package import digest_of
from kawal.office.planning.exchange import bring_in, give_out, take_in
from kawal.office.planning.models import Allocation, Book, Plan, Target, VerbatimRow
from tests.office.planning.test_exchange import poorer

pytestmark = pytest.mark.django_db
SEEDS = range(8)
GENEROUS = 20
"""Seconds; it takes about two on an idle machine."""


@pytest.fixture(autouse=True)
def served(sekda: Actor) -> None:
    set_region(code="33.28", name="Kabupaten Tegal", seat="Slawi", by=sekda)


@pytest.fixture(scope="module")
def regency() -> Snapshot:
    return unlocked(sample_regency(opd=2, seed=3))


@pytest.fixture(scope="module")
def larger() -> Snapshot:
    return unlocked(sample_regency(opd=3, seed=3))


def unlocked(snapshot: Snapshot) -> Snapshot:
    plans = snapshot.tables["plan"].with_columns(locked=pl.lit(False))
    return replace(snapshot, tables=dict(snapshot.tables) | {"plan": plans})


def with_cell(snapshot: Snapshot, table: str, key: str, column: str, value: object) -> Snapshot:
    frame = snapshot.tables[table]
    here = pl.col(frame.columns[0]) == key
    cell = pl.when(here).then(pl.lit(value)).otherwise(pl.col(column)).cast(frame[column].dtype)
    tables = dict(snapshot.tables) | {table: frame.with_columns(cell.alias(column))}
    return replace(snapshot, tables=tables)


def without_branch(snapshot: Snapshot, node: str) -> Snapshot:
    """The same without a node and whatever hangs on it."""
    gone, tables = {node}, dict(snapshot.tables)
    while True:
        below = set(tables["node"].filter(pl.col("parent").is_in(list(gone)))["id"]) - gone
        if not below:
            break
        gone |= below
    nodes = list(gone)
    measured = tables["indicator"].filter(pl.col("node").is_in(nodes))["id"].to_list()
    tables["node"] = tables["node"].filter(~pl.col("id").is_in(nodes))
    for name, frame in tables.items():
        for column, lost in (("node", nodes), ("above", nodes), ("indicator", measured)):
            if column in frame.columns and name != "node":
                tables[name] = tables[name].filter(
                    ~pl.col(column).is_in(lost) | pl.col(column).is_null()
                )
    follows = tables["indicator"]["follows"].is_in(measured)
    tables["indicator"] = tables["indicator"].filter(~follows.fill_null(False))
    return replace(snapshot, tables=tables)


@pytest.fixture(scope="module")
def faulty(regency: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> list[Snapshot]:
    return list(_faulty(regency, tmp_path_factory.mktemp("faulty")))


def _faulty(snapshot: Snapshot, folder: Path) -> Iterator[Snapshot]:
    for seed in SEEDS:
        package.write(snapshot, folder / str(seed))
        plant(folder / str(seed), faults=12, seed=seed)
        yield package.read(folder / str(seed))


def bring_all(books: list[Snapshot], by: Actor) -> int:
    """Each book after the other, and the number of those that could be kept."""
    kept = 0
    for book in books:
        before = digest_of(give_out())
        try:
            told = bring_in(snapshot=book, by=by).digest
        except ValidationError:
            assert digest_of(give_out()) == before
            continue
        assert told == digest_of(book) == digest_of(give_out())
        kept += 1
    return kept


def test_whatever_planners_get_wrong_comes_out_as_it_was_given(
    regency: Snapshot, faulty: list[Snapshot], sekda: Actor
) -> None:
    take_in(snapshot=regency, by=sekda)

    assert bring_all(faulty, sekda) >= len(faulty) // 2
    assert verify().broken is None


def test_so_do_cells_columns_and_tables_that_come_and_go(
    regency: Snapshot, larger: Snapshot, sekda: Actor
) -> None:
    bring_in(snapshot=regency, by=sekda)
    books = [poorer(regency, seed) for seed in SEEDS]

    told = "where an OPD lost its name, it is called otherwise here"
    assert bring_all([*books, larger, regency], sekda) >= len(books), told


def test_every_book_that_stood_can_be_read_as_of_then(
    regency: Snapshot, larger: Snapshot, faulty: list[Snapshot], sekda: Actor
) -> None:
    stood = []
    for book in (regency, poorer(regency, 4), larger, *faulty, regency):
        try:
            told = bring_in(snapshot=book, by=sekda)
        except ValidationError:
            continue
        last = Entry.objects.last()
        assert last is not None
        stood.append((last.recorded_at, told.digest))

    assert len({digest for _, digest in stood}) > 4
    assert [digest_of(give_out(as_of=moment)) for moment, _ in stood] == [
        digest for _, digest in stood
    ]


def test_before_the_first_book_there_was_none(regency: Snapshot, sekda: Actor) -> None:
    first = Entry.objects.last()
    assert first is not None
    bring_in(snapshot=regency, by=sekda)

    with pytest.raises(Book.DoesNotExist):
        give_out(as_of=first.recorded_at)


def test_the_trail_has_one_line_with_what_changed(regency: Snapshot, sekda: Actor) -> None:
    take_in(snapshot=regency, by=sekda)
    lines = Entry.objects.count()
    money = regency.tables["allocation"]["id"][0]
    told = bring_in(snapshot=with_cell(regency, "allocation", money, "amount", 7), by=sekda)

    assert (told.added, told.changed, told.removed) == (0, 1, 0)
    assert Entry.objects.count() == lines + 1
    last = Entry.objects.last()
    assert last is not None
    assert json.loads(last.change) == vars(told)


def test_a_changed_amount_is_a_new_row_and_the_old_one_ends(
    regency: Snapshot, sekda: Actor
) -> None:
    take_in(snapshot=regency, by=sekda)
    key = regency.tables["allocation"]["id"][0]
    was = Allocation.objects.get(key=key)
    bring_in(snapshot=with_cell(regency, "allocation", key, "amount", 7), by=sekda)

    now = Allocation.objects.get(key=key)
    ended = Allocation.ever.get(pk=was.pk)
    assert (now.amount, ended.amount) == (7, was.amount)
    assert ended.superseded_at == now.recorded_at
    assert ended.ended == now.entry
    assert Allocation.ever.filter(superseded_at=None).count() == Allocation.objects.count()


def test_a_node_that_goes_leaves_its_earlier_figures(regency: Snapshot, sekda: Actor) -> None:
    take_in(snapshot=regency, by=sekda)
    node = regency.tables["allocation"]["node"][0]
    money, targets = Allocation.ever.count(), Target.ever.count()
    less = without_branch(regency, node)
    bring_in(snapshot=less, by=sekda)

    assert digest_of(give_out()) == digest_of(less)
    assert (Allocation.ever.count(), Target.ever.count()) == (money, targets)
    assert Allocation.ever.filter(node=None, former_node=node).exists()
    assert not Allocation.objects.filter(former_node=node).exists()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("allocation", "amount", 7),
        ("node", "title", "lain"),
        ("indicator", "name", "lain"),
        ("target", "text", "lain"),
        ("step", "kind", "pengadaan"),
        ("plan", "locked", False),
    ],
)
def test_a_locked_plan_is_named_and_nothing_changes(
    sekda: Actor, table: str, column: str, value: object
) -> None:
    book = sample_regency(opd=2, seed=3)
    take_in(snapshot=book, by=sekda)
    plan = book.tables["plan"].filter(pl.col("locked"))["id"][0]
    nodes = book.tables["node"].filter(pl.col("plan") == plan)
    measured = book.tables["indicator"].join(nodes, left_on="node", right_on="id", how="semi")
    frame = book.tables[table]
    if table == "target":
        key = frame.filter(pl.col("indicator").is_in(measured["id"].to_list()))["indicator"][0]
    elif table in ("allocation", "step"):
        key = frame.filter(pl.col("node").is_in(nodes["id"].to_list()) & (pl.col(column) != value))[
            "id"
        ][0]
    else:
        key = {"node": nodes, "indicator": measured, "plan": pl.DataFrame({"id": [plan]})}[table][
            "id"
        ][0]
    lines = Entry.objects.count()

    with pytest.raises(ValidationError, match=rf"Rencana {plan} sudah dikunci"):
        bring_in(snapshot=with_cell(book, table, key, column, value), by=sekda)
    assert digest_of(give_out()) == digest_of(book)
    assert Entry.objects.count() == lines


def test_what_came_of_a_locked_plan_may_still_be_told(sekda: Actor) -> None:
    book = sample_regency(opd=2, seed=3)
    take_in(snapshot=book, by=sekda)
    less = replace(
        book, tables=dict(book.tables) | {"realisation": book.tables["realisation"].head(1)}
    )
    bring_in(snapshot=less, by=sekda)

    assert VerbatimRow.objects.filter(table="realisation").count() == 1


def test_two_versions_may_change_places(regency: Snapshot, sekda: Actor) -> None:
    take_in(snapshot=regency, by=sekda)
    plans = regency.tables["plan"]
    series = ["kind", "opd", "first_year", "last_year"]
    twice = plans.filter(pl.len().over(series) == 2)
    assert twice.height
    turned = pl.when(pl.col("id").is_in(twice["id"].to_list())).then(3 - pl.col("version"))
    swapped = plans.with_columns(turned.otherwise(pl.col("version")).alias("version"))
    book = replace(regency, tables=dict(regency.tables) | {"plan": swapped})

    assert bring_in(snapshot=book, by=sekda).digest == digest_of(give_out())


def test_an_opd_and_a_unit_stay_with_the_organisation(
    regency: Snapshot, larger: Snapshot, sekda: Actor
) -> None:
    bring_in(snapshot=larger, by=sekda)
    opds, units = Opd.objects.count(), Unit.objects.count()
    gone = set(larger.tables["opd"]["id"]) - set(regency.tables["opd"]["id"])
    bring_in(snapshot=regency, by=sekda)

    assert gone
    assert (Opd.objects.count(), Unit.objects.count()) >= (opds, units)
    assert not gone & set(give_out().tables["opd"]["id"])


def test_what_was_submitted_stays_so_when_a_book_comes_in(regency: Snapshot, sekda: Actor) -> None:
    take_in(snapshot=regency, by=sekda)
    Plan.objects.filter(kind="renja").update(submitted_at="2020-06-01T00:00:00Z")
    title = with_cell(regency, "plan", regency.tables["plan"]["id"][0], "locked_on", None)
    bring_in(snapshot=title, by=sekda)

    assert not Plan.objects.filter(kind="renja", submitted_at=None).exists()


def test_a_regency_comes_in_and_out_without_a_query_per_row(sekda: Actor) -> None:
    book = sample_regency(opd=48, seed=7)
    take_in(snapshot=book, by=sekda)
    draft = book.tables["plan"].filter(
        ~pl.col("locked").fill_null(False) & (pl.col("kind") == "renja")
    )
    lines = book.tables["node"].filter(pl.col("plan").is_in(draft["id"].to_list()))
    money = book.tables["allocation"].filter(pl.col("node").is_in(lines["id"].to_list()))["id"]
    few = book
    for key in money[:3]:
        few = with_cell(few, "allocation", key, "amount", 7)

    clock = perf_counter()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        told = bring_in(snapshot=few, by=sekda)
    assert told.changed == 3
    clock_out = perf_counter()
    give_out()
    assert perf_counter() - clock_out < GENEROUS / 4
    assert perf_counter() - clock < GENEROUS
    assert len(queries) < 200
