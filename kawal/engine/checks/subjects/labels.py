"""How a row is named to a person, whatever of it is known."""

from __future__ import annotations

import polars as pl

from kawal.engine.checks.facts import Facts

DIRECTIONS = ("naik", "turun")
"""What an indicator may be told to do: more is better, less is better."""


_OTHER_THAN_ONE_SPACE = r"\s{2,}|[^\S ]"


def node_label() -> pl.Expr:
    """'1.02.02.2.01.01 Pembinaan Gizi', or as much of it as there is; the id where there is none."""
    named = pl.concat_str("code", "title", separator=" ", ignore_nulls=True)
    return pl.when(named != "").then(named).otherwise("id")


def same_text(column: str) -> pl.Expr:
    """A text as it is compared: without regard to capitals and to how many spaces there are."""
    text = pl.col(column).str.to_lowercase()
    return text.str.replace_all(_OTHER_THAN_ONE_SPACE, " ").str.strip_chars()


def same_unit(column: str) -> pl.Expr:
    """A unit as it is compared: as a text, and with its sign as its word."""
    return same_text(column).replace("%", "persen")


def compared(facts: Facts) -> pl.LazyFrame:
    """id, node, direction, accumulation, text, unit of every indicator, as two are compared."""
    return facts.table("indicator").select(
        "id", "node", "direction", "accumulation", text=same_text("name"), unit=same_unit("unit")
    )
