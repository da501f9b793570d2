"""The difference of two snapshots is whole: what it says, done to the one, gives the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawal.engine.diff import Diff, TableChange, compare, movements
from kawal.engine.diff.money import MOVES, SUMS
from kawal.engine.snapshot import Snapshot, package
from kawal.engine.snapshot.canonical import sort_rows
from kawal.engine.snapshot.cells import typed
from kawal.engine.snapshot.schema import BY_NAME, TABLES
from tests.factories import a_line, a_plan, snapshot_of

maybe = st.none() | st.sampled_from(["Jalan", "Gizi ibu", 'ü, "x"\n', "0"])
money = st.none() | st.sampled_from(["0.00", "0.01", "1500000.00", "-20.50", "1500000.01"])
decimal = st.none() | st.sampled_from(["1", "87.5", "0.000000001"])
few_keys = st.lists(st.sampled_from("abcdef"), max_size=5, unique=True)
OPTIONAL = {
    "node": ("title", "stated_total", "location"),
    "allocation": ("fund", "amount", "node"),
    "indicator": ("name", "baseline", "unit"),
    "target": ("text", "value"),
}


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """A small regency in which tables and columns may be missing, a structural one among them."""
    plans = [a_plan("r"), a_plan("s", opd="07", version="2")]
    nodes = [
        a_line(key, plan=draw(st.sampled_from("rs")), opd=draw(st.sampled_from(["05", "07"])),
               title=draw(maybe), location=draw(maybe), stated_total=draw(money))
        for key in draw(few_keys)
    ]  # fmt: skip
    ids = [str(node["id"]) for node in nodes]
    on_node = st.sampled_from(ids) if ids else st.nothing()
    indicators = [
        {"id": key, "node": draw(on_node), "name": draw(maybe), "unit": draw(maybe),
         "baseline": draw(decimal)}
        for key in (draw(few_keys) if ids else [])
    ]  # fmt: skip
    targets = [
        {"indicator": str(each["id"]), "year": "2021", "quarter": draw(st.sampled_from("01")),
         "text": draw(maybe), "value": draw(decimal)}
        for each in indicators
    ]  # fmt: skip
    allocations = [
        {"id": key, "node": draw(on_node), "year": draw(st.sampled_from(["2021", "2022"])),
         "fund": draw(maybe), "amount": draw(money)}
        for key in (draw(few_keys) if ids else [])
    ]  # fmt: skip
    tables = {"plan": plans, "node": nodes, "indicator": indicators, "target": targets,
              "allocation": allocations}  # fmt: skip
    whole = snapshot_of(region=draw(st.sampled_from(["33.28", "33.27"])), **tables)
    return _with_less(whole, draw)


def _with_less(snapshot: Snapshot, draw: st.DrawFn) -> Snapshot:
    gone = draw(st.sets(st.sampled_from(["indicator", "target", "allocation", ""]), max_size=1))
    tables = {name: frame for name, frame in snapshot.tables.items() if name not in gone}
    for name, columns in OPTIONAL.items():
        if name in tables and draw(st.booleans()):
            tables[name] = tables[name].drop(draw(st.sampled_from(columns)))
    return replace(snapshot, tables=tables)


def applied(diff: Diff, snapshot: Snapshot) -> Snapshot:
    """What the difference says, done."""
    about = {each.name: each.after for each in diff.about}
    changes = {change.table.name: change for change in diff.tables}
    tables = {}
    for table in TABLES:
        change, frame = changes.get(table.name), snapshot.tables.get(table.name)
        if change is None:
            tables[table.name] = frame
        elif change.after is not None:
            tables[table.name] = _applied_table(change, frame)
    return replace(
        snapshot, tables={name: each for name, each in tables.items() if each is not None}, **about
    )


def _applied_table(change: TableChange, frame: pl.DataFrame | None) -> pl.DataFrame:
    assert change.after is not None
    if not change.comparable:
        return change.added
    table, key = change.table, list(change.table.key)
    assert frame is not None
    rows = {tuple(row[name] for name in key): row for row in frame.iter_rows(named=True)}
    for gone in change.removed.select(key).iter_rows():
        del rows[gone]
    for *place, column, before, after in change.fields.iter_rows():
        old, new = (_cell(table.column(column), text) for text in (before, after))
        assert rows[tuple(place)][column] == old
        rows[tuple(place)][column] = new
    for gained in change.gained.iter_rows(named=True):
        rows[tuple(gained[name] for name in key)] |= gained
    kept = [*rows.values(), *change.added.iter_rows(named=True)]
    schema = {name: table.dtypes[name] for name in change.after}
    return sort_rows(table, pl.DataFrame(
        [{name: row[name] for name in change.after} for row in kept], schema=schema, orient="row"
    ))  # fmt: skip


def _cell(column: Any, text: str | None) -> Any:
    series, problems = typed(column, [text], "diff", [2])
    assert not problems
    return series[0]


def mirrored(diff: Diff) -> Diff:
    """The same, told from the other side."""
    turned = [
        replace(
            change, before=change.after, after=change.before, removed=change.added,
            added=change.removed, lost=change.gained, gained=change.lost,
            fields=change.fields.rename({"before": "after", "after": "before"})
            .select(change.fields.columns),
        )
        for change in diff.tables
    ]  # fmt: skip
    about = [replace(each, before=each.after, after=each.before) for each in diff.about]
    return Diff(tuple(about), tuple(turned))


def plain(diff: Diff) -> list[object]:
    """A difference in values that can be compared."""
    frames = ("removed", "added", "fields", "lost", "gained")
    tables = [
        (each.table.name, each.before, each.after, each.comparable,
         *(getattr(each, name).to_dict(as_series=False) for name in frames))
        for each in diff.tables
    ]  # fmt: skip
    return [*diff.about, *tables]


@settings(max_examples=50)
@given(snapshots())
def test_nothing_differs_from_itself(snapshot: Snapshot) -> None:
    assert compare(snapshot, snapshot).is_empty


@settings(max_examples=50)
@given(snapshots(), snapshots())
def test_the_difference_done_to_the_one_gives_the_other(one: Snapshot, other: Snapshot) -> None:
    result = applied(compare(one, other), one)

    assert package.files_of(result) == package.files_of(other)


@settings(max_examples=50)
@given(snapshots(), snapshots())
def test_told_from_the_other_side_it_is_its_mirror(one: Snapshot, other: Snapshot) -> None:
    assert plain(compare(other, one)) == plain(mirrored(compare(one, other)))


@settings(max_examples=50)
@given(snapshots(), snapshots())
def test_it_is_empty_exactly_when_the_digests_are_equal(one: Snapshot, other: Snapshot) -> None:
    same = package.digest_of(one) == package.digest_of(other)

    assert compare(one, other).is_empty == same


@settings(max_examples=50)
@given(snapshots(), snapshots())
def test_money_always_reconciles_to_the_sen(one: Snapshot, other: Snapshot) -> None:
    money = movements(one, other)
    amounts = [each.carries("allocation", "amount") for each in (one, other)]

    assert money.known == money.reconciles == all(amounts)
    if money.known:
        for name, snapshot in (("before", one), ("after", other)):
            whole = snapshot.frame("allocation")["amount"].drop_nulls().to_list()
            assert money.places[name].sum() == sum(whole)
    else:
        assert all(money.places[name].null_count() == money.places.height for name in SUMS)


@settings(max_examples=50)
@given(snapshots(), snapshots())
def test_money_told_from_the_other_side_is_its_mirror(one: Snapshot, other: Snapshot) -> None:
    turned = {
        "before": "after", "after": "before", "added": "removed", "removed": "added",
        "raised": "lowered", "lowered": "raised", "empty_before": "empty_after",
        "empty_after": "empty_before",
    }  # fmt: skip
    turned |= {f"{one}_count": f"{turned[one]}_count" for one in MOVES}
    there, back = movements(one, other).places, movements(other, one).places

    assert there.to_dicts() == back.rename(turned).select(there.columns).to_dicts()


# --- single cases ----------------------------------------------------------------------------


def with_money(**amounts: str | None) -> Snapshot:
    """A plan of one line per name, with that money; None leaves the amount empty."""
    return snapshot_of(
        plan=[a_plan()],
        node=[a_line(key) for key in amounts],
        allocation=[
            {"id": f"{key}-a", "node": key, "year": "2021", "amount": amount}
            for key, amount in amounts.items()
        ],
    )


def test_a_raised_line_is_told_as_one_field_and_as_money() -> None:
    old, new = with_money(a="100.00", b="5.00"), with_money(a="120.50", b="5.00")
    (change,) = compare(old, new).tables

    assert change.fields.to_dicts() == [
        {"id": "a-a", "column": "amount", "before": "100.00", "after": "120.50"}
    ]
    assert movements(old, new).places.to_dicts() == [
        {"plan": "r", "opd": "05", "year": 2021, "before": 10500, "added": 0, "removed": 0,
         "raised": 2050, "lowered": 0, "after": 12550, "added_count": 0, "removed_count": 0,
         "raised_count": 1, "lowered_count": 0, "empty_before": 0, "empty_after": 0}
    ]  # fmt: skip


def test_a_line_that_moves_to_another_office_goes_there_with_its_money() -> None:
    old, new = (
        snapshot_of(
            plan=[a_plan(kind="rkpd", opd=None)],
            node=[a_line("a", opd=opd)],
            allocation=[{"id": "a", "node": "a", "year": "2021", "amount": "7.00"}],
        )
        for opd in ("05", "07")
    )
    places = movements(old, new).places.select("opd", "before", "removed", "added", "after")

    assert places.rows() == [("05", 700, 700, 0, 0), ("07", 0, 0, 700, 700)]


def test_a_column_of_one_side_only_is_no_change_of_every_row() -> None:
    old = snapshot_of(plan=[a_plan()], node=[a_line("a"), a_line("b")])
    new = snapshot_of(plan=[a_plan()], node=[a_line("a", location="Slawi"), a_line("b")])
    (change,) = compare(old, new).tables

    assert change.changed == 0
    assert change.fields.is_empty()
    assert "location" in change.after and "location" not in change.before  # noqa: PT018


def test_a_table_of_one_side_only_is_no_row_of_every_kind() -> None:
    new = with_money(a="1.00")
    old = replace(new, tables={name: new.tables[name] for name in ("plan", "node")})
    (change,) = compare(old, new).tables

    assert (change.before, change.comparable) == (None, False)
    assert not movements(old, new).known


def test_an_empty_amount_is_counted_and_in_no_sum() -> None:
    money = movements(with_money(a=None, b="2.00"), with_money(a="3.00", b="2.00"))

    assert money.places.select(
        "before", "raised", "after", "empty_before", "empty_after"
    ).rows() == [(200, 300, 500, 1, 0)]
    assert money.reconciles


def test_the_forward_estimate_is_a_sum_of_its_own() -> None:
    def planned(forward: str) -> Snapshot:
        money = [("2021", "10.00"), ("2022", forward)]
        return snapshot_of(
            plan=[a_plan()],
            node=[a_line("a")],
            allocation=[
                {"id": year, "node": "a", "year": year, "amount": amount} for year, amount in money
            ],
        )

    places = movements(planned("11.00"), planned("12.00")).places

    assert places.select("year", "before", "after").rows() == [
        (2021, 1000, 1000),
        (2022, 1100, 1200),
    ]


def test_the_office_of_a_plan_counts_whatever_a_node_says() -> None:
    snapshot = snapshot_of(
        plan=[a_plan(opd="05")],
        node=[a_line("a", opd="07")],
        allocation=[{"id": "a", "node": "a", "year": "2021", "amount": "1.00"}],
    )

    assert movements(snapshot, snapshot).places["opd"].to_list() == ["05"]


@pytest.mark.parametrize("name", ["region", "year", "sample", "source"])
def test_what_a_snapshot_says_of_itself_is_compared_too(name: str) -> None:
    one = with_money(a="1.00")
    other = replace(one, **{name: {"year": 2022, "sample": False}.get(name, "lain")})
    (said,) = compare(one, other).about

    assert (said.name, said.before) == (name, getattr(one, name))


def test_every_table_of_the_schema_has_its_place(small_regency: Snapshot) -> None:
    from kawal.engine.diff.places import PLACE, placed

    for table in TABLES:
        keys = small_regency.frame(table.name).select(table.key)
        rows = placed(table, keys, small_regency)
        assert rows.columns == [*table.key, *PLACE]
        assert rows.height == keys.height
        if table.name in ("node", "indicator", "target", "allocation", "support"):
            assert rows["at_plan"].null_count() == 0
    assert set(BY_NAME) == {table.name for table in TABLES}
