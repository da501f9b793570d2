"""What the lines of a plan come to, added up to the nodes above them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

LINE = "sub_kegiatan"
SUMMED = ("program", "kegiatan", LINE)
"""Levels whose printed total the rules hold against the sum of the lines (PAGU-02)."""
Place = tuple[str | None, str]
"""Of a node: its parent and its level."""


def sums_of(
    places: Mapping[str, Place], money: Iterable[tuple[str, int | None]]
) -> dict[str, int | None]:
    """Of each node of SUMMED, in sen, what the lines on and under it plan; None where an amount is not
    known, and where money stands on a node that is no line: nobody knows whether the lines hold it.

    money: node and amount of every allocation of the plan's own year.
    """
    sums: dict[str, int | None] = dict.fromkeys(places, 0)
    for key, amount in money:
        if key not in places or amount == 0:
            continue
        known = amount if places[key][1] == LINE else None
        for each in _way_up(places, key):
            before = sums.get(each)
            sums[each] = None if before is None or known is None else before + known
    return {key: total for key, total in sums.items() if places[key][1] in SUMMED}


def _way_up(places: Mapping[str, Place], key: str | None) -> list[str]:
    """The node and those above it, each once, whatever their parents say."""
    way: list[str] = []
    while key in places and key not in way:
        way.append(key)
        key = places[key][0]
    return way


def moved(
    printed: Mapping[str, int | None],
    before: Mapping[str, int | None],
    after: Mapping[str, int | None],
) -> dict[str, int]:
    """The printed totals that follow: those that agreed with their sum, with what it is now. One that
    disagreed is not ours to move, nor any whose sum is not known."""
    found = {}
    for key, total in printed.items():
        new = after.get(key)
        if total is not None and total == before.get(key) and new is not None and new != total:
            found[key] = new
    return found
