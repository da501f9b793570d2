"""What a cut would do before anybody writes it: the money of every line before and after, and what
hangs on it from the sasaran down to the flagship programmes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from kawal.engine.checks.facts import LINE_LEVEL
from kawal.engine.snapshot import Snapshot
from kawal.office.book.alignment import Sum
from kawal.office.planning.exchange import with_amounts

WHOLE = 10_000
"""All of it, in hundredths of a percent."""
_FLAGSHIP = "unggulan"
_WHOLE_YEAR = 0


@dataclass(frozen=True)
class Line:
    """A line that would be cut. before, after: its money of the year in sen, None where a part of it
    is not known. goals: what it serves, by level. flagships: which it carries out. forward: what the
    plan of the year before reckoned for it; spent: what was spent already; None where not known."""

    key: str
    opd: str
    code: str
    title: str
    before: int | None
    after: int | None
    goals: Mapping[str, str]
    flagships: frozenset[str]
    forward: int | None
    spent: int | None

    def falls_below(self, need: int | None) -> bool:
        """Whether it has that much now and would not any more."""
        if need is None or self.before is None or self.after is None:
            return False
        return self.after < need <= self.before


@dataclass(frozen=True)
class Loss:
    """What one thing has before and after; key: its id, None for lines that lead to none."""

    key: str | None
    name: str
    lines: int
    before: Sum
    after: Sum

    @property
    def difference(self) -> Sum:
        """In sen, below zero: of what is known."""
        return Sum(self.after.sen - self.before.sen, self.after.open)


@dataclass(frozen=True)
class Cut:
    """lines: those that would be cut. before, after: the snapshot as it is and as it would be."""

    lines: Sequence[Line]
    names: Mapping[str, str]
    before: Snapshot
    after: Snapshot

    @property
    def whole(self) -> Loss:
        return _loss(None, "", self.lines)

    def by_goal(self, level: str) -> list[Loss]:
        """Of every sasaran or misi that would lose money, and at the end of none."""
        return self._by(lambda line: [line.goals.get(level)])

    @property
    def by_flagship(self) -> list[Loss]:
        """Of every flagship programme that the lines carry out; a line may carry out several."""
        return self._by(lambda line: sorted(line.flagships))

    @property
    def below_forward(self) -> list[Line]:
        return [line for line in self.lines if line.falls_below(line.forward)]

    @property
    def below_spent(self) -> list[Line]:
        return [line for line in self.lines if line.falls_below(line.spent)]

    @property
    def without_need(self) -> int:
        """Of how many lines nobody says what they need."""
        return sum(line.forward is None and line.spent is None for line in self.lines)

    def _by(self, things: Callable[[Line], Iterable[str | None]]) -> list[Loss]:
        grouped: dict[str | None, list[Line]] = defaultdict(list)
        for line in self.lines:
            for key in things(line):
                grouped[key].append(line)
        order = sorted(grouped, key=lambda key: (key is None, key or ""))
        return [_loss(key, self.names.get(key or "", ""), grouped[key]) for key in order]


def cut(snapshot: Snapshot, *, plans: Collection[str], year: int, code: str, percent: int) -> Cut:
    """Cut the money of the lines of these plans by a share of each amount.

    year: whose money, the plans' own. code: only the line of that code or those below it; all without
    one. percent: in hundredths of a percent. What is left is rounded down to whole sen; an amount that
    is not known stays so.
    """
    book = _Book(snapshot, year)
    keys = [key for key in book.lines(plans) if book.stands_under(key, code)]
    own = (pl.col("year") == year) & pl.col("node").is_in(keys) & (pl.col("amount") > 0)
    amounts = snapshot.frame("allocation").filter(own).select("id", "amount").iter_rows()
    lowered = {key: sen * (WHOLE - percent) // WHOLE for key, sen in amounts}
    after = with_amounts(snapshot, lowered) if lowered else snapshot
    money, left = book.money(keys), _Book(after, year).money(keys)
    lines = [book.line(key, money[key], left[key]) for key in keys]
    return Cut(lines, book.names, snapshot, after)


class _Book:
    """A snapshot as far as money flows through it in a year."""

    def __init__(self, snapshot: Snapshot, year: int) -> None:
        self.snapshot, self.year = snapshot, year

    @cached_property
    def nodes(self) -> Mapping[str, tuple[str, str | None, str, str, str, str | None]]:
        """id → plan, parent, level, code, title, opd."""
        rows = self.snapshot.frame("node").select(
            "id", "plan", "parent", "level", pl.col("code").fill_null(""),
            pl.col("title").fill_null(""), "opd",
        )  # fmt: skip
        return {key: tuple(cells) for key, *cells in rows.iter_rows()}

    @cached_property
    def served(self) -> Mapping[str, str]:
        """What each node mainly serves."""
        main = self.snapshot.frame("support").filter(pl.col("kind") == "utama").sort("above")
        return dict(reversed(list(main.select("node", "above").iter_rows())))

    @cached_property
    def tags(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        rows = self.snapshot.frame("tag").filter(pl.col("kind") == _FLAGSHIP)
        for node, code in rows.select("node", "code").iter_rows():
            found[node].add(code)
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        flagships = self.snapshot.frame("flagship").select("id", pl.col("name").fill_null(""))
        return {key: node[4] for key, node in self.nodes.items()} | dict(flagships.iter_rows())

    def lines(self, plans: Collection[str]) -> list[str]:
        here = (pl.col("level") == LINE_LEVEL) & pl.col("plan").is_in(list(plans))
        return self.snapshot.frame("node").filter(here)["id"].to_list()

    def stands_under(self, key: str, code: str) -> bool:
        own = self.nodes[key][3]
        return not code or own == code or own.startswith(f"{code}.")

    def money(self, keys: Collection[str]) -> Mapping[str, int | None]:
        """Of each of these its money of the year in sen; 0 without any, None where one amount of it is
        not known."""
        rows = self.snapshot.frame("allocation").filter(
            (pl.col("year") == self.year) & pl.col("node").is_in(list(keys))
        )
        return dict.fromkeys(keys, 0) | _sums(rows)

    def line(self, key: str, before: int | None, after: int | None) -> Line:
        plan, _, _, code, title, opd = self.nodes[key]
        way = list(self._way(key))
        goals = {self.nodes[each][2]: each for each in way}
        flagships = frozenset[str]().union(*(self.tags.get(each, ()) for each in way))
        owner = opd or self._owners.get(plan) or ""
        forward, spent = self._forward.get((owner, code)), self._spent.get(key)
        return Line(key, owner, code, title, before, after, goals, flagships, forward, spent)

    def _way(self, key: str) -> Iterator[str]:
        """The line, what is above it in its plan, and above what the first of these mainly serves."""
        own = list(self._upwards(key))
        yield from own
        first = next((self.served[each] for each in own if each in self.served), None)
        if first is not None:
            yield from self._upwards(first)

    def _upwards(self, key: str | None) -> Iterator[str]:
        seen: set[str] = set()
        while key is not None and key in self.nodes and key not in seen:
            seen.add(key)
            yield key
            key = self.nodes[key][1]

    @cached_property
    def _owners(self) -> Mapping[str, str | None]:
        return dict(self.snapshot.frame("plan").select("id", "opd").iter_rows())

    @cached_property
    def _forward(self) -> Mapping[tuple[str, str], int | None]:
        """(OPD, code) → what the newest Renja of the year before reckoned for this year."""
        before = (pl.col("kind") == "renja") & (pl.col("first_year") == self.year - 1)
        plans = self.snapshot.frame("plan").filter(before).sort("version").unique(
            "opd", keep="last"
        )  # fmt: skip
        keys = self.lines(plans["id"].to_list())
        rows = self.snapshot.frame("allocation").filter(
            (pl.col("year") == self.year) & pl.col("node").is_in(keys)
        )
        found = {}
        for key, sen in _sums(rows).items():
            plan, _, _, code, _, opd = self.nodes[key]
            found[opd or self._owners.get(plan) or "", code] = sen
        return found

    @cached_property
    def _spent(self) -> Mapping[str, int | None]:
        """What each node has spent in the year: as the whole year says, else its quarters."""
        rows = self.snapshot.frame("spending").filter(pl.col("year") == self.year)
        whole = pl.col("quarter") == _WHOLE_YEAR
        return _sums(rows.filter(~whole)) | _sums(rows.filter(whole))


def _sums(rows: pl.DataFrame) -> dict[str, int | None]:
    """node → the sum of its amounts in sen, None where one of them is not known."""
    known = pl.when(pl.col("amount").null_count() == 0).then(pl.col("amount").sum())
    return dict(rows.group_by("node").agg(known).iter_rows())


def _loss(key: str | None, name: str, lines: Sequence[Line]) -> Loss:
    return Loss(
        key,
        name,
        len(lines),
        _sum(line.before for line in lines),
        _sum(line.after for line in lines),
    )


def _sum(amounts: Iterable[int | None]) -> Sum:
    found = list(amounts)
    return Sum(sum(each for each in found if each is not None), found.count(None))
