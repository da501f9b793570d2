"""Several inputs of one regency as one snapshot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.language import say
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.build import check
from kawal.engine.snapshot.canonical import sort_rows
from kawal.engine.snapshot.schema import ANNUAL_KINDS, PLAN_KINDS, TABLES, Table

_SPEAKS_OF = {
    **dict.fromkeys(("support", "indicator", "allocation", "step", "tag", "spending"), "node"),
    **dict.fromkeys(("target", "realisation"), "indicator"),
}
"""Table → what its rows speak of, one by one: what has no row, has nothing."""
_UNSPOKEN = {
    "support": ("rpjmd",),  # it stands at the top and serves nothing
    "step": tuple(kind for kind in PLAN_KINDS if kind not in ANNUAL_KINDS),  # steps are of one year
}
"""Table → kinds of plan that have no such rows by their nature."""
_PART = ["plan", "opd"]
"""What is handed in as one: an OPD's part of a plan."""


def combine(snapshots: Sequence[Snapshot], files: Sequence[str]) -> tuple[Snapshot, list[str]]:
    """One snapshot of all, and notes on what of them could not be used; files names the inputs.

    A column is carried only where every input that has the table has the column: otherwise rows
    that never had it would look as if it had been left empty. In the same way a table is not
    carried where one input brings nodes without it and no other input brings it for them.
    An input without a region takes that of the others.

    Raises UnusableInput for two regions, or a key that two inputs share with different contents;
    the same row in two inputs counts once.
    """
    if len(snapshots) == 1:
        return snapshots[0], []
    regions = {
        each.region: file for each, file in zip(snapshots, files, strict=True) if each.region
    }
    if len(regions) > 1:
        told = ", ".join(f"{file} ({region})" for region, file in regions.items())
        fix = "Periksa setiap daerah sendiri-sendiri."
        raise UnusableInput(
            [Problem(Fault.OTHER_REGION, f"Berkas berasal dari daerah yang berbeda: {told}.", fix)]
        )
    notes: list[str] = []
    combined = Snapshot(
        region=next(iter(regions), None),
        year=max(each.year for each in snapshots),
        sample=any(each.sample for each in snapshots),
        source="; ".join(dict.fromkeys(each.source for each in snapshots)),
        tables=dict(_tables(snapshots, files, notes)),
    )
    check(
        combined,
        {table.name: f"gabungan {', '.join(files)}, tabel {table.name}" for table in TABLES},
    )
    return combined, notes


def _tables(
    snapshots: Sequence[Snapshot], files: Sequence[str], notes: list[str]
) -> Iterator[tuple[str, pl.DataFrame]]:
    for table in TABLES:
        frames = {
            file: each.tables[table.name]
            for file, each in zip(files, snapshots, strict=True)
            if table.name in each.tables
        }
        if not frames:
            continue
        silent = [
            file
            for file, each in zip(files, snapshots, strict=True)
            if _left_out(table, each, snapshots)
        ]
        if silent:
            notes.append(
                say(
                    "Tabel {table} ({label}) tidak dipakai: {files} memuat bagian rencana tanpa tabel "
                    "itu, jadi yang tidak disebut tidak dapat dianggap kosong.",
                    table=table.name,
                    label=say(table.label),
                    files=", ".join(silent),
                )
            )
            continue
        shared = [
            name for name in table.names if all(name in each.columns for each in frames.values())
        ]
        for name in table.names:
            without = [file for file, each in frames.items() if name not in each.columns]
            if without and len(without) < len(frames):
                notes.append(
                    say(
                        "Kolom {column} tidak dipakai: tidak ada di {files}.",
                        column=f"{table.name}.{name}",
                        files=", ".join(without),
                    )
                )
        joined = pl.concat([each.select(shared) for each in frames.values()]).unique()
        yield table.name, sort_rows(table, joined)


def _left_out(table: Table, one: Snapshot, snapshots: Sequence[Snapshot]) -> bool:
    """Whether this input has nodes or indicators of which nobody who brings the table has spoken.

    An input that brings the table speaks of all that it carries itself. One that brings the table
    alone speaks of an OPD's part of a plan as soon as it names one node or indicator of it, and
    then of the goals above, which belong to no OPD, as well.
    """
    if table.name not in _SPEAKS_OF or table.name in one.tables:
        return False
    thing = _SPEAKS_OF[table.name]
    places = _places(thing, snapshots)
    own = places.filter(pl.col("id").is_in(one.frame(thing)["id"].implode()))
    if (unspoken := _UNSPOKEN.get(table.name)) is not None:
        plans = one.frame("plan").filter(pl.col("kind").is_in(unspoken))["id"]
        own = own.filter(~pl.col("plan").is_in(plans.implode()))
    bearers = [each for each in snapshots if table.name in each.tables]
    carried = pl.concat([each.frame(thing)["id"] for each in bearers])
    named = pl.concat(
        [each.frame(table.name)[thing] for each in bearers if not each.carries(thing)]
        or [carried.clear()]
    )
    parts = places.filter(pl.col("id").is_in(named.implode()))
    untold = own.filter(~pl.col("id").is_in(carried.implode())).join(parts, on=_PART, how="anti")
    of_region = pl.col("opd").is_null() & pl.col("plan").is_in(parts["plan"].implode())
    return not untold.filter(~of_region.fill_null(False)).is_empty()


def _places(thing: str, snapshots: Sequence[Snapshot]) -> pl.DataFrame:
    """id, plan, opd of every node, or of every indicator by its node; null where nobody says."""
    frames = [each.frame("node").select("id", *_PART) for each in snapshots]
    nodes = pl.concat(frames).unique("id")
    if thing == "node":
        return nodes
    indicators = pl.concat([each.frame("indicator").select("id", "node") for each in snapshots])
    return indicators.unique("id").join(nodes, left_on="node", right_on="id", how="left")
