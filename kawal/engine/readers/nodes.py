"""Which rows of a source are one node, and which node stands above it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kawal.engine.readers.profile import LEVEL, NAMED, NODE, ORDINAL, PARENT, ROW, Nodes, Row
from kawal.engine.snapshot.schema import LEVELS

BY_CODE, ABOVE = "kode", "di-atas"
_Key = tuple[str | None, ...]


@dataclass(frozen=True)
class _Node:
    """top: the highest rank that it may have, where its place is not known."""

    id: str | None
    rank: int
    place: int
    row: Row
    top: int | None = None


class _Outline:
    """The last node of every level so far: what stands above the next row of an outline."""

    def __init__(self) -> None:
        self.last: dict[int, _Node] = {}

    def above(self, node: _Node) -> _Node | None:
        """None where it is not known: below a node without a certain place, nothing has one."""
        higher = [each for rank, each in self.last.items() if rank < node.rank]
        self.last[node.rank if node.top is None else node.top] = node
        found = max(higher, key=lambda each: each.place, default=None)
        return found if found and found.top is None else None


def add_nodes(
    rows: list[dict[str, str | None]], rule: Nodes, unplaced: Mapping[int, str] | None = None
) -> None:
    """Give every row the id of its node and of the node above, its place within the node, and the
    name of a node above that has no row.

    unplaced: the numbers of rows whose place is not known → the highest level that they may have;
    they stand below nothing, and nothing below them.
    """
    unplaced = unplaced or {}
    nodes: dict[_Key, _Node] = {}
    counts: Counter[_Key] = Counter()
    keys = [tuple(row[name] for name in rule.same) for row in rows]
    for place, (key, row) in enumerate(zip(keys, rows, strict=True)):
        counts[key] += 1
        row[ORDINAL] = str(counts[key])
        if key not in nodes:
            highest = unplaced.get(int(row[ROW] or 0))
            top = None if highest is None else LEVELS.index(highest)
            rank = LEVELS.index(row[LEVEL] or "")
            nodes[key] = _Node(rule.id.fill(row), rank, place, row, top)
    above = _Above(list(nodes.values()), rule)
    parents = {key: above.of(node) for key, node in nodes.items()}
    for key, row in zip(keys, rows, strict=True):
        row[NODE], row[PARENT] = nodes[key].id, parents[key]
        row[NAMED] = None if parents[key] else above.named(row)


class _Above:
    """Finds the node above another one, by the ways that the profile names."""

    def __init__(self, nodes: Sequence[_Node], rule: Nodes) -> None:
        self.rule = rule
        outline = _Outline()
        self.by_place = {node.place: outline.above(node) for node in nodes}
        self.by_code: dict[_Key, _Node] = {}
        self.by_text: dict[tuple[str, str | None], list[_Node]] = defaultdict(list)
        for node in nodes:
            if rule.code and node.row[rule.code] and node.top is None:
                self.by_code.setdefault((*self._home(node), node.row[rule.code]), node)
            for _, other in _text_ways(rule):
                self.by_text[other, node.row[other]].append(node)

    def of(self, node: _Node) -> str | None:
        if node.top is not None:
            return None
        for way in self.rule.parents:
            if way == BY_CODE:
                found = self._by_code(node)
            elif way == ABOVE:
                found = self.by_place[node.place]
            else:
                found = self._by_text(node, *_columns_of(way))
            if found:
                return found.id
        return None

    def named(self, row: Row) -> str | None:
        """The text by which a row names a node above it, where no node of the source has that text:
        where one of its own level has it, or two, it is not clear who is meant."""
        for column, other in _text_ways(self.rule):
            text = row[column]
            if text is not None and (other, text) not in self.by_text:
                return text
        return None

    def _home(self, node: _Node) -> _Key:
        return tuple(node.row[name] for name in self.rule.within)

    def _by_code(self, node: _Node) -> _Node | None:
        code = node.row[self.rule.code or ""] or ""
        while "." in code:
            code = code.rpartition(".")[0]
            found = self.by_code.get((*self._home(node), code))
            if found and found.rank < node.rank:
                return found
        return None

    def _by_text(self, node: _Node, column: str, other: str) -> _Node | None:
        """The one node of the nearest higher level with that text; none where two have it."""
        text = node.row[column]
        higher = [each for each in self.by_text.get((other, text), ()) if each.rank < node.rank]
        if text is None or not higher:
            return None
        nearest = max(each.rank for each in higher)
        found = [each for each in higher if each.rank == nearest]
        return found[0] if len(found) == 1 else None


def _text_ways(rule: Nodes) -> list[tuple[str, str]]:
    return [_columns_of(way) for way in rule.parents if way not in (BY_CODE, ABOVE)]


def _columns_of(way: str) -> tuple[str, str]:
    column, _, other = way.partition("=")
    return column.strip(), other.strip()
