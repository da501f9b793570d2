"""What reading some paths gives: one snapshot, and what a person should know of how it was read."""

from __future__ import annotations

from dataclasses import dataclass

from kawal.engine.snapshot import Snapshot


@dataclass(frozen=True)
class Reading:
    """notes: sentences in Indonesian, e.g. that totals reconcile, or which cells were rounded."""

    snapshot: Snapshot
    notes: tuple[str, ...] = ()
