"""Plants faults in a sample regency and keeps the answer key beside it."""

from __future__ import annotations

import csv
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kawal.engine.generator.mutators import (
    Breach,
    Mutator,
    Touched,
    amounts,
    codes,
    content,
)
from kawal.engine.generator.mutators.adapted import ADAPTED
from kawal.engine.generator.rows import Rows, read_rows, write_rows

MUTATORS: tuple[Mutator, ...] = content.MUTATORS + codes.MUTATORS + amounts.MUTATORS + ADAPTED
KEY_COLUMNS = ("rule", "table", "key", "planted")
_TRIES = 40
"""So often a mutator may find nobody before it is passed over."""


def plant(folder: Path, *, faults: int, seed: int) -> list[Breach]:
    """Plant that many faults in the package folder and write `<folder>.faults.csv`.

    Returns every breach, those that follow from a fault included (planted is False there).
    Raises ValueError where the regency is too small for so many.
    """
    rows = read_rows(folder)
    breaches = mutate(rows, faults=faults, rng=random.Random(f"faults {seed}"))
    write_rows(rows, folder)
    write_key(breaches, key_beside(folder))
    return breaches


def mutate(
    rows: Rows, *, faults: int, rng: random.Random, mutators: Sequence[Mutator] | None = None
) -> list[Breach]:
    """Plant faults in the rows, always of the kind of which there are fewest so far."""
    found: dict[tuple[str, str], Breach] = {}
    touched: Touched = set()
    working = list(MUTATORS if mutators is None else mutators)
    rng.shuffle(working)
    rules: dict[Mutator, set[str]] = {}
    planted: Counter[str] = Counter()

    def rarest(mutator: Mutator) -> int:
        """How common the rarest rule is that this mutator breaches; those not tried yet come first."""
        return (
            min((planted[rule] for rule in rules[mutator]), default=0) if mutator in rules else -1
        )

    while planted.total() < faults:
        if not working:
            raise ValueError(f"only {planted.total()} of {faults} faults fit into this regency")
        mutator = min(working, key=rarest)
        before = codes.places(rows)
        breaches = _tried(mutator, rows, rng, touched)
        if not breaches:
            working.remove(mutator)
            continue
        breaches += codes.fallout(before, rows)
        rules[mutator] = {breach.rule for breach in breaches if breach.planted}
        for breach in breaches:
            known = found.get((breach.rule, breach.key))
            if known is None or (breach.planted and not known.planted):
                found[breach.rule, breach.key] = breach
        planted = Counter(breach.rule for breach in found.values() if breach.planted)
    return sorted(found.values(), key=lambda breach: (breach.rule, breach.key))


def key_beside(folder: Path) -> Path:
    """Where the answer key of the package at this path lies."""
    return folder.with_name(f"{folder.name}.faults.csv")


def write_key(breaches: Sequence[Breach], path: Path) -> None:
    """rule, table, key, planted (1, or 0 for a consequence)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(KEY_COLUMNS)
        for breach in breaches:
            writer.writerow((breach.rule, breach.table, breach.key, int(breach.planted)))


def _tried(mutator: Mutator, rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    for _ in range(_TRIES):
        if breaches := mutator(rows, rng, touched):
            return breaches
    return []
