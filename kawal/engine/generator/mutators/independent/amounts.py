"""Money in cells: how it is read, written, divided, and kept in step with printed totals."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_DOWN, Decimal

from kawal.engine.generator.mutators.independent.editing import append_copy
from kawal.engine.generator.rows import Row, Rows

_CENT = Decimal("0.01")


def amount_of(row: Row) -> Decimal:
    return Decimal(row.get("amount") or 0)


def rupiah(amount: Decimal) -> str:
    return str(amount.quantize(_CENT))


def percent_of(amount: Decimal, percent: int) -> Decimal:
    """A share of an amount in whole rupiah, rounded down."""
    return (amount * percent / 100).quantize(Decimal(1), ROUND_DOWN)


def divisible(allocation: Row) -> bool:
    return amount_of(allocation) >= 10


def split_off(rows: Rows, allocation: Row, percent: int, **changes: str) -> Row:
    """Moves a share of an allocation into a new one that differs in some cells."""
    share = percent_of(amount_of(allocation), percent)
    allocation["amount"] = rupiah(amount_of(allocation) - share)
    return append_copy(rows["allocation"], allocation, amount=rupiah(share), **changes)


def shift_printed(nodes: Iterable[Row], change: Decimal) -> None:
    """Keeps printed totals right when the sum below them changes."""
    for node in nodes:
        if node.get("stated_total"):
            node["stated_total"] = rupiah(Decimal(node["stated_total"]) + change)


def blank_printed(nodes: Iterable[Row]) -> None:
    """Empties printed totals that no longer have one reading."""
    for node in nodes:
        if node.get("stated_total"):
            node["stated_total"] = ""
