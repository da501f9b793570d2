"""Joins and sums keep apart: there is nothing, there is something, it is not known."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawal.engine.checks.aggregate import every, ratio, some, total
from kawal.engine.checks.matching import matched

KEYS = {"g": pl.String, "k": pl.String}


def joined(left: list[Any], right: list[Any], **options: Any) -> list[Any]:
    """The value that each left (g, k) gets from right (g, k, v), filled with 0."""
    frame = matched(
        pl.LazyFrame(left, schema=KEYS, orient="row").with_row_index("row"),
        pl.LazyFrame(right, schema={**KEYS, "v": pl.Int64}, orient="row"),
        ["g", "k"],
        {"v": 0},
        **options,
    ).collect()
    assert frame.height == len(left)
    return frame.sort("row")["v"].to_list()  # a join may give rows in any order


def test_no_row_gives_the_fill_and_a_null_in_a_row_stays() -> None:
    left = [("a", "x"), ("a", "y"), ("a", "z")]

    assert joined(left, [("a", "x", 5), ("a", "y", None)]) == [5, None, 0]


def test_two_rows_that_meet_give_null() -> None:
    assert joined([("a", "x")], [("a", "x", 5), ("a", "x", 5)]) == [None]


def test_a_null_key_on_the_left_gives_null() -> None:
    assert joined([("a", None)], [("a", "x", 5)], nullable="k") == [None]


def test_a_null_key_on_the_right_leaves_its_whole_group_open_and_no_other() -> None:
    left = [("a", "x"), ("a", "y"), ("b", "x")]

    assert joined(left, [("a", "x", 5), ("a", None, 7)], nullable="k") == [None, None, 0]


def test_where_keys_are_unique_a_null_key_leaves_open_only_what_met_nothing() -> None:
    left = [("a", "x"), ("a", "y")]
    right = [("a", "x", 5), ("a", None, 7)]

    assert joined(left, right, nullable="k", unique=True) == [5, None]


def test_a_nullable_key_needs_a_second_one() -> None:
    rows = pl.LazyFrame({"k": ["x"], "v": [1]})
    with pytest.raises(ValueError, match="second one"):
        matched(rows, rows, ["k"], {"v": 0}, nullable="k")


keys = st.sampled_from(["x", "y", "z"])
right_rows = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.none() | keys, st.none() | st.integers(1, 9)),
    max_size=5,
)
left_rows = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.none() | keys), min_size=1, max_size=4
)


@given(left_rows, right_rows, st.data())
def test_a_decided_join_never_changes_when_a_null_is_given_a_value(
    left: list[Any], right: list[Any], data: st.DataObject
) -> None:
    before = joined(left, right, nullable="k")
    full_left = [(g, k if k is not None else data.draw(keys)) for g, k in left]
    full_right = [
        (
            g,
            k if k is not None else data.draw(keys),
            v if v is not None else data.draw(st.integers(1, 9)),
        )
        for g, k, v in right
    ]
    after = joined(full_left, full_right, nullable="k")

    for was, now in zip(before, after, strict=True):
        assert was is None or now == was


def grouped(values: list[Any], how: Any) -> Any:
    rows = pl.LazyFrame({"g": ["a"] * len(values), "v": values})
    return how(rows).collect()["out"].to_list()[0]


@pytest.mark.parametrize(("values", "sum_"), [([1, 2], 3), ([1, None], None), ([None, None], None)])
def test_a_total_with_a_missing_part_is_not_known(
    values: list[int | None], sum_: int | None
) -> None:
    def how(rows: pl.LazyFrame) -> pl.LazyFrame:
        return total(rows.with_columns(pl.col("v").cast(pl.Int64)), ["g"], "v", "out")

    assert grouped(values, how) == sum_


@pytest.mark.parametrize(
    ("values", "any_", "all_"),
    [
        ([True, False], True, False),
        ([True, None], True, None),
        ([False, None], None, False),
        ([None, None], None, None),
        ([False, False], False, False),
        ([True, True], True, True),
    ],
)
def test_some_and_every_decide_only_when_no_null_could_change_them(
    values: list[bool | None], any_: bool | None, all_: bool | None
) -> None:
    def rows(frame: pl.LazyFrame) -> pl.LazyFrame:
        return frame.with_columns(pl.col("v").cast(pl.Boolean))

    assert grouped(values, lambda frame: some(rows(frame), ["g"], pl.col("v"), "out")) is any_
    assert grouped(values, lambda frame: every(rows(frame), ["g"], pl.col("v"), "out")) is all_


@pytest.mark.parametrize(
    ("part", "whole", "basis_points"),
    [
        (1, 3, 3333),
        (2, 3, 6667),
        (-2, 3, -6667),
        (19_265, 100_000, 1927),
        (-19_265, 100_000, -1927),
        (9_994, 100_000, 999),
        (9_996, 100_000, 999),
        (-9_996, 100_000, -999),
        (10_000, 100_000, 1000),
        (5, 0, None),
        (None, 3, None),
        (4 * 10**16, 1, None),
    ],
)
def test_a_ratio_is_rounded_but_never_up_to_a_whole_per_cent_and_unknown_at_zero(
    part: int | None, whole: int, basis_points: int | None
) -> None:
    frame = pl.DataFrame({"p": [part], "w": [whole]}, schema={"p": pl.Int64, "w": pl.Int64})

    assert frame.select(ratio(pl.col("p"), pl.col("w"))).item() == basis_points
