"""Several inputs of one regency as one snapshot."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.build import check, sort_rows
from kawal.engine.snapshot.schema import BY_NAME, TABLES, Table

_SPOKEN_OF = {
    "support": ("node", ("node", "above")),
    "indicator": ("node", ("node",)),
    "allocation": ("node", ("node",)),
    "target": ("indicator", ("indicator",)),
}
"""Table → the table that it speaks of, and by which columns."""


def combine(snapshots: Sequence[Snapshot], files: Sequence[str]) -> Snapshot:
    """One snapshot of all; files names them in messages.

    A column is carried only where every input that has the table has the column: otherwise rows
    that never had it would look as if it had been left empty. In the same way a table is not
    carried where one input brings nodes without it and no other input brings it for them.
    An input without a region takes that of the others.

    Raises UnusableInput for two regions, or a key that two inputs share with different contents;
    the same row in two inputs counts once.
    """
    if len(snapshots) == 1:
        return snapshots[0]
    regions = {
        each.region: file for each, file in zip(snapshots, files, strict=True) if each.region
    }
    if len(regions) > 1:
        told = ", ".join(f"{file} ({region})" for region, file in regions.items())
        fix = "Periksa setiap daerah sendiri-sendiri."
        raise UnusableInput([Problem(f"Berkas berasal dari daerah yang berbeda: {told}.", fix)])
    combined = Snapshot(
        region=next(iter(regions), None),
        year=max(each.year for each in snapshots),
        sample=any(each.sample for each in snapshots),
        source="; ".join(each.source for each in snapshots),
        tables=_tables(snapshots),
    )
    check(
        combined,
        {table.name: f"gabungan {', '.join(files)}, tabel {table.name}" for table in TABLES},
    )
    return combined


def _tables(snapshots: Sequence[Snapshot]) -> dict[str, pl.DataFrame]:
    tables = {}
    for table in TABLES:
        frames = [each.tables[table.name] for each in snapshots if table.name in each.tables]
        if frames and not any(_left_out(table, each, snapshots) for each in snapshots):
            shared = [name for name in table.names if all(name in each.columns for each in frames)]
            joined = pl.concat([each.select(shared) for each in frames]).unique()
            tables[table.name] = sort_rows(BY_NAME[table.name], joined)
    return tables


def _left_out(table: Table, one: Snapshot, snapshots: Sequence[Snapshot]) -> bool:
    """Whether this input has what the table speaks of, yet nobody brought the table for it."""
    if table.name not in _SPOKEN_OF or table.name in one.tables:
        return False
    above, columns = _SPOKEN_OF[table.name]
    if above not in one.tables or "id" not in one.tables[above].columns:
        return False
    own = one.tables[above]["id"].implode()
    for other in snapshots:
        frame = other.tables.get(table.name, pl.DataFrame())
        for column in columns:
            if column in frame.columns and frame[column].is_in(own).any():
                return False
    return True
