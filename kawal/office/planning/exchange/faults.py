"""What keeps a snapshot out of the database: it can be checked, not kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from kawal.engine.shared.wording import thousands
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.planning.exchange.changes import Change

_TOLD = 5
_OF_A_PLAN = ("node", "support", "indicator", "target", "allocation", "step", "tag")
"""What a locked plan holds still. What came of it later, its results and spending, goes on."""


def faults_of(snapshot: Snapshot) -> list[str]:
    """Why it cannot be kept, in Indonesian: a table without what a row of it must say, a reference to
    what it does not hold, a node above itself."""
    return [*_incomplete(snapshot), *_lost_references(snapshot), *_circles(snapshot)]


def locked_faults(before: Mapping[str, pl.DataFrame], changes: Sequence[Change]) -> list[str]:
    """Which locked plans the changes would change. before: the tables as they stand."""
    locked = before["plan"].filter(pl.col("locked")).select("id", "locked_on")
    if locked.is_empty():
        return []
    nodes, indicators = _plan_of_nodes(before, changes), _node_of_indicators(before, changes)
    touched = [_plans_touched(change, nodes, indicators) for change in changes]
    rows = pl.concat([each for each in touched if each is not None] or [_NO_PLANS])
    counts = rows.group_by("plan").len().join(locked, left_on="plan", right_on="id").sort("plan")
    return [
        f"Rencana {plan} sudah dikunci{f' sejak {since:%d-%m-%Y}' if since else ''} dan tidak dapat "
        f"diubah; {thousands(count)} barisnya berbeda. Buat versi baru untuk perubahannya."
        for plan, count, since in counts.iter_rows()
    ]


_NO_PLANS = pl.DataFrame(schema={"plan": pl.String})


def _plans_touched(
    change: Change, nodes: pl.DataFrame, indicators: pl.DataFrame
) -> pl.DataFrame | None:
    """The plan of each row that would change, both where it stood and where it would stand."""
    rows = pl.concat([change.removed, change.added, change.before, change.after])
    name = change.table.name
    if name == "plan":
        standing = pl.concat([change.removed, change.before])
        return standing.select(plan="id")
    if name not in _OF_A_PLAN:
        return None
    if name == "node":
        return rows.select("plan")
    if name == "target":
        rows = rows.join(indicators, on="indicator").select("node")
    return rows.select("node").join(nodes, on="node").select("plan")


def _plan_of_nodes(before: Mapping[str, pl.DataFrame], changes: Sequence[Change]) -> pl.DataFrame:
    return _both(before, changes, "node", node="id", plan="plan")


def _node_of_indicators(
    before: Mapping[str, pl.DataFrame], changes: Sequence[Change]
) -> pl.DataFrame:
    return _both(before, changes, "indicator", indicator="id", node="node")


def _both(
    before: Mapping[str, pl.DataFrame], changes: Sequence[Change], table: str, **columns: str
) -> pl.DataFrame:
    frames = [before[table]]
    for change in changes:
        if change.table.name == table:
            frames += [change.added, change.after]
    return pl.concat([frame.select(**columns) for frame in frames]).unique()


def _incomplete(snapshot: Snapshot) -> Iterator[str]:
    for name in snapshot.tables:
        if not snapshot.carries(name):
            wanted = ", ".join(each.name for each in BY_NAME[name].columns if each.is_structural)
            yield f"Tabel {name} tidak lengkap; kolom yang wajib ada: {wanted}."


def _lost_references(snapshot: Snapshot) -> Iterator[str]:
    for name, frame in snapshot.tables.items():
        for column in BY_NAME[name].columns:
            if column.refers is None or column.name not in frame.columns:
                continue
            lost = frame.filter(~pl.col(column.name).is_in(snapshot.keys(column.refers).implode()))
            if lost.height:
                some = ", ".join(map(str, lost[column.name].unique().sort().to_list()[:_TOLD]))
                yield (
                    f"{thousands(lost.height)} baris tabel {name} merujuk {column.label} yang tidak "
                    f"ada: {some}. Perbaiki rujukannya, lalu masukkan lagi."
                )


def _circles(snapshot: Snapshot) -> Iterator[str]:
    """A node that is above itself. Each node is looked at once."""
    parents = dict(snapshot.frame("node").select("id", "parent").iter_rows())
    sound: set[str | None] = {None}
    for start in parents:
        way: dict[str, None] = {}
        node: str | None = start
        while node not in sound:
            if node in way:
                yield f"Bagian rencana {node} berada di bawah dirinya sendiri; perbaiki induknya."
                break
            way[str(node)] = None
            node = parents.get(str(node))
        sound.update(way)
