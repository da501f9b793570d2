"""The small language in which a rule says what it judges.

A rule may compare, add, subtract and multiply whole numbers, join with `&`, `|`, `~`, and ask
whether a value is there. Nothing else can be written: no aggregate, window, filter or division,
since those are where a null turns green. The engine reads from the tree what a rule needs, so a
null in it gives *tidak dapat dinilai*; only `is_null` and `is_not_null` judge presence itself.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import polars as pl


class Expr:
    """A node of the tree. Comparison builds a tree, so a node is equal to none and known by itself."""

    __hash__ = object.__hash__

    def children(self) -> tuple[Expr, ...]:
        return ()

    def compile(self) -> pl.Expr:
        raise TypeError(f"{type(self).__name__} is not complete")

    def walk(self) -> Iterator[Expr]:
        yield self
        for child in self.children():
            yield from child.walk()

    def needed(self) -> frozenset[str]:
        """Columns whose value decides: a null in one makes the subject not assessable."""
        return self._needed

    @cached_property
    def _needed(self) -> frozenset[str]:
        return frozenset(node.name for node in _outside_presence(self) if isinstance(node, Column))

    def judged_for_presence(self) -> frozenset[str]:
        """Columns of which only presence is asked."""
        return self._judged_for_presence

    @cached_property
    def _judged_for_presence(self) -> frozenset[str]:
        return frozenset(node.column.name for node in self.walk() if isinstance(node, Presence))

    def numbers(self) -> frozenset[str]:
        """Names of the provisions that the expression reads."""
        return self._numbers

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset(node.key for node in self.walk() if isinstance(node, Number))

    def __eq__(self, other: object) -> Expr:  # type: ignore[override]
        return Binary(operator.eq, self, wrap(other))

    def __ne__(self, other: object) -> Expr:  # type: ignore[override]
        return Binary(operator.ne, self, wrap(other))

    def __lt__(self, other: object) -> Expr:
        return Binary(operator.lt, self, wrap(other))

    def __le__(self, other: object) -> Expr:
        return Binary(operator.le, self, wrap(other))

    def __gt__(self, other: object) -> Expr:
        return Binary(operator.gt, self, wrap(other))

    def __ge__(self, other: object) -> Expr:
        return Binary(operator.ge, self, wrap(other))

    def __add__(self, other: object) -> Expr:
        return Binary(operator.add, self, wrap(other))

    def __radd__(self, other: object) -> Expr:
        return Binary(operator.add, wrap(other), self)

    def __sub__(self, other: object) -> Expr:
        return Binary(operator.sub, self, wrap(other))

    def __mul__(self, other: object) -> Expr:
        return Binary(operator.mul, self, wrap(other))

    def __and__(self, other: object) -> Expr:
        return Binary(operator.and_, self, wrap(other))

    def __or__(self, other: object) -> Expr:
        return Binary(operator.or_, self, wrap(other))

    def __invert__(self) -> Expr:
        return Not(self)

    def __bool__(self) -> bool:
        raise TypeError("Write & and |, not `and`, `or` or a chained comparison, in a rule.")


@dataclass(eq=False)
class Column(Expr):
    name: str

    def compile(self) -> pl.Expr:
        return pl.col(self.name)

    def is_null(self) -> Expr:
        return Presence(self, present=False)

    def is_not_null(self) -> Expr:
        return Presence(self, present=True)


@dataclass(eq=False)
class Number(Expr):
    """A number that a regulation sets, read by the year of the plan."""

    key: str

    def compile(self) -> pl.Expr:
        return pl.col(number_column(self.key))


@dataclass(eq=False)
class Literal(Expr):
    value: int | str | bool | Decimal

    def compile(self) -> pl.Expr:
        return pl.lit(self.value)


@dataclass(eq=False)
class Presence(Expr):
    column: Column
    present: bool

    def children(self) -> tuple[Expr, ...]:
        return (self.column,)

    def compile(self) -> pl.Expr:
        column = self.column.compile()
        return column.is_not_null() if self.present else column.is_null()


@dataclass(eq=False)
class Not(Expr):
    inner: Expr

    def children(self) -> tuple[Expr, ...]:
        return (self.inner,)

    def compile(self) -> pl.Expr:
        return ~self.inner.compile()


@dataclass(eq=False)
class Binary(Expr):
    combine: Callable[[pl.Expr, pl.Expr], pl.Expr]
    left: Expr
    right: Expr

    def children(self) -> tuple[Expr, ...]:
        return (self.left, self.right)

    def compile(self) -> pl.Expr:
        return self.combine(self.left.compile(), self.right.compile())


def col(name: str) -> Column:
    """A column of the subject."""
    return Column(name)


def number(key: str) -> Number:
    """A number from `regulations`, in force in the year of the subject's plan."""
    return Number(key)


def number_column(key: str) -> str:
    """The name under which a provision's number stands beside the subject."""
    return f"number:{key}"


def wrap(value: object) -> Expr:
    """A plain value as a literal. Floats are refused: 0.1 is not a tenth."""
    if isinstance(value, Expr):
        return value
    if isinstance(value, (bool, int, str, Decimal)):
        return Literal(value)
    raise TypeError(f"A rule cannot hold {value!r} ({type(value).__name__}).")


def _outside_presence(expr: Expr) -> Iterator[Expr]:
    if isinstance(expr, Presence):
        return
    yield expr
    for child in expr.children():
        yield from _outside_presence(child)
