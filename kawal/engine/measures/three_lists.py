"""Two plans side by side by code: what stands in both, and what in one of them only, with rupiah.

By hand this takes a Bappeda days: every programme of the Renja looked up in the RPJMD, and back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import polars as pl

from kawal.engine.snapshot import Snapshot

Money = Mapping[str, int | None]
"""Code → sen; None where an amount of that code is not known."""
_ANY = "x"


@dataclass(frozen=True)
class Entry:
    """One code. left, right: its money in sen on either side; None where it does not stand there,
    or its money is not known."""

    code: str
    left: int | None = None
    right: int | None = None


@dataclass(frozen=True)
class ThreeLists:
    """Each list in order of code."""

    both: tuple[Entry, ...]
    only_left: tuple[Entry, ...]
    only_right: tuple[Entry, ...]


@dataclass(frozen=True)
class CodedMoney:
    """money: by code. uncoded: how many nodes have no code and cannot be compared."""

    money: Money
    uncoded: int


def three_lists(left: Money, right: Money) -> ThreeLists:
    """The codes of two plans.

    A code such as `X.XX.01` stands for that programme of every office. Codes of the other side
    that it covers, and that do not stand on its own side by themselves, meet it as one entry.

    >>> lists = three_lists({"1.02.02": 500, "1.02.03": None}, {"1.02.02": 300, "1.02.05": 100})
    >>> lists.both
    (Entry(code='1.02.02', left=500, right=300),)
    >>> [entry.code for entry in lists.only_left], [entry.code for entry in lists.only_right]
    (['1.02.03'], ['1.02.05'])
    """
    left, right = _under_generic(left, right), _under_generic(right, left)
    return ThreeLists(
        both=tuple(Entry(code, left[code], right[code]) for code in sorted(left) if code in right),
        only_left=tuple(Entry(code, left=left[code]) for code in sorted(left) if code not in right),
        only_right=tuple(
            Entry(code, right=right[code]) for code in sorted(right) if code not in left
        ),
    )


def coded_money(
    snapshot: Snapshot, plans: Collection[str], level: str, year: int | None = None
) -> CodedMoney:
    """The codes of one level in these plans with their allocations of a year, or of all years.

    A code on several nodes, as of a programme that several OPD share, has the sum of all. A node
    without allocations has 0; where the table is not carried, nothing is known of any money.
    """
    nodes = snapshot.frame("node").filter(
        pl.col("plan").is_in(list(plans)) & (pl.col("level") == level)
    )
    money = snapshot.frame("allocation")
    if year is not None:
        money = money.filter(pl.col("year") == year)
    each = nodes.select("code", node="id").join(
        money.select("node", "amount", pl.lit(True).alias("stands")), on="node", how="left"
    )
    carried = snapshot.carries("allocation", "amount")
    unknown = pl.col("stands").fill_null(False) & pl.col("amount").is_null()
    summed = each.group_by("code").agg(
        pl.when(unknown.any() | ~pl.lit(carried)).then(None).otherwise(pl.col("amount").sum())
    )
    found = dict(summed.drop_nulls("code").iter_rows())
    return CodedMoney(found, nodes["code"].null_count())


def latest_plans(snapshot: Snapshot, kind: str) -> tuple[str, ...]:
    """The plans of a kind that no later version has replaced, one per OPD and years."""
    plans = snapshot.frame("plan").filter(pl.col("kind") == kind)
    newest = plans.filter(
        pl.col("version") == pl.col("version").max().over("opd", "first_year", "last_year")
    )
    return tuple(newest["id"].to_list())


def total(entries: Collection[Entry], side: str) -> tuple[int, int]:
    """The known money of these entries on a side (`left` or `right`), and how many are not known."""
    amounts = [getattr(entry, side) for entry in entries]
    known = [amount for amount in amounts if amount is not None]
    return sum(known), len(amounts) - len(known)


def _under_generic(own: Money, others: Money) -> dict[str, int | None]:
    """Own codes, those that only a generic code of the other side covers summed below it."""
    generic = [code for code in others if _is_generic(code)]
    found: dict[str, int | None] = {}
    for code, amount in own.items():
        cover = code
        if code not in others:
            cover = next((each for each in generic if _covers(each, code)), code)
        if cover in found:
            before = found[cover]
            found[cover] = None if before is None or amount is None else before + amount
        else:
            found[cover] = amount
    return found


def _is_generic(code: str) -> bool:
    return _ANY in code.casefold()


def _covers(generic: str, code: str) -> bool:
    """Whether `X.XX.01` stands for `5.01.01`: as many parts, each alike or a run of X as long."""
    mine, theirs = generic.casefold().split("."), code.casefold().split(".")
    return len(mine) == len(theirs) and all(
        a == b or (a == _ANY * len(b) and b.isdigit()) for a, b in zip(mine, theirs, strict=True)
    )
