"""The language of rules: what can be said, and what a rule needs is read from what it says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from kawal.engine.checks.catalogue import BY_CODE
from kawal.engine.checks.expr import col, number
from kawal.engine.checks.subjects.offices import OFFICE


def test_what_a_rule_needs_is_read_from_its_tree() -> None:
    expr = (col("a") > col("b") * 2) & col("c").is_not_null() & (col("d") < number("n"))

    assert expr.needed() == {"a", "b", "d"}
    assert expr.judged_for_presence() == {"c"}
    assert expr.numbers() == {"n"}


def test_a_column_asked_for_presence_and_value_is_needed() -> None:
    expr = col("a").is_not_null() & (col("a") > 0)

    assert expr.needed() == expr.judged_for_presence() == {"a"}


def test_the_tree_compiles_to_what_it_says() -> None:
    frame = pl.DataFrame({"a": [1, 5], "b": [2, 2]})
    expr = ~((col("a") - 1 >= col("b") + 1) | (2 + col("a") == 4)) & (col("a") != 0)

    assert frame.select(expr.compile()).to_series().to_list() == [True, False]


@pytest.mark.parametrize("value", [0.1, None, [1], pl.col("x"), object()])
def test_a_float_or_a_polars_expression_cannot_be_said(value: Any) -> None:
    with pytest.raises(TypeError, match="cannot hold"):
        assert col("a") > value


def test_python_words_that_would_lose_half_the_rule_are_refused() -> None:
    with pytest.raises(TypeError, match="&"):
        bool(col("a") > 1 and col("b") > 1)
    with pytest.raises(TypeError, match="chained"):
        assert 1 < col("a") < 3


@pytest.mark.parametrize("method", ["sum", "any", "fill_null", "over", "__truediv__", "filter"])
def test_what_turns_a_null_green_does_not_exist(method: str) -> None:
    assert not hasattr(col("a"), method)


def test_a_rule_that_names_an_unknown_column_is_refused_when_it_is_defined() -> None:
    with pytest.raises(ValueError, match="tidak memberi laba"):
        replace_rule(holds=col("laba") > 0)


def test_a_rule_that_names_an_unknown_provision_is_refused_when_it_is_defined() -> None:
    with pytest.raises(KeyError, match="tidak dikenal"):
        replace_rule(holds=col("total_pagu") > number("tidak.ada"))


def replace_rule(**changes: Any) -> Any:
    assert BY_CODE["PAGU-01"].subject is OFFICE
    return replace(BY_CODE["PAGU-01"], **changes)
