"""Plants faults in a sample regency and keeps the answer key beside it."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kawal.engine.generator.consequences import RECKONED, consequences
from kawal.engine.generator.mutators import (
    Breach,
    Mutator,
    Touched,
    ambition,
    amounts,
    chain,
    codes,
    content,
    details,
    direction,
    money,
)
from kawal.engine.generator.mutators.adapted import ADAPTED
from kawal.engine.generator.official import pack_beside, reference_pack
from kawal.engine.generator.rows import Rows, rows_of, with_rows
from kawal.engine.reference import package as reference_package
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.snapshot import Snapshot, package

MUTATORS: tuple[Mutator, ...] = (
    *content.MUTATORS,
    *codes.MUTATORS,
    *details.MUTATORS,
    *direction.MUTATORS,
    *amounts.MUTATORS,
    *money.MUTATORS,
    *chain.MUTATORS,
    *ambition.MUTATORS,
    *ADAPTED,
)
KEY_COLUMNS = ("rule", "table", "key", "planted")
_TRIES = 40
"""So often a mutator may find nobody before it is passed over."""


def plant(folder: Path, *, faults: int, seed: int) -> list[Breach]:
    """Plant that many faults in the package folder and write `<folder>.faults.csv`.

    Returns and raises as `with_faults` does.
    """
    snapshot, breaches = with_faults(package.read(folder), faults=faults, seed=seed)
    write_with_key(snapshot, breaches, folder)
    return breaches


def with_faults(snapshot: Snapshot, *, faults: int, seed: int) -> tuple[Snapshot, list[Breach]]:
    """The snapshot with that many faults, and every breach.

    Breaches that follow from a fault are among them (planted is False there). Raises UnusableInput
    where the regency is too small for so many.
    """
    rows = rows_of(snapshot)
    breaches = mutate(rows, faults=faults, rng=random.Random(f"faults {seed}"))
    return with_rows(snapshot, rows), breaches


def faulty(snapshot: Snapshot, *, faults: int, seed: int) -> Snapshot:
    """The snapshot with the same faults, for who wants no answer key: what follows from them takes
    as long to work out as they take to plant. Raises as `with_faults` does."""
    rows = rows_of(snapshot)
    _planted(rows, faults, random.Random(f"faults {seed}"), MUTATORS)
    return with_rows(snapshot, rows)


def write_with_key(snapshot: Snapshot, breaches: Sequence[Breach], folder: Path) -> None:
    """The package, its answer key and its decree's list of codes beside it, all or none.

    Raises OSError.
    """
    pack = pack_beside(folder)
    files = reference_package.files_of(reference_pack())
    along = {pack / name: content for name, content in files.items()}
    package.write(snapshot, folder, along={key_beside(folder): _key(breaches), **along})


def mutate(
    rows: Rows, *, faults: int, rng: random.Random, mutators: Sequence[Mutator] | None = None
) -> list[Breach]:
    """Plant faults in the rows, always of the kind of which there are fewest so far, and among
    several ways to plant it by the one that was used least."""
    found = _planted(rows, faults, rng, MUTATORS if mutators is None else mutators)
    kept = {key: each for key, each in found.items() if each.planted or each.rule not in RECKONED}
    followed = {(each.rule, each.key): each for each in consequences(rows)}
    return sorted((followed | kept).values(), key=lambda breach: (breach.rule, breach.key))


def _planted(
    rows: Rows, faults: int, rng: random.Random, mutators: Sequence[Mutator]
) -> dict[tuple[str, str], Breach]:
    """What the mutators say that they breached, by rule and key."""
    found: dict[tuple[str, str], Breach] = {}
    touched: Touched = set()
    working = list(mutators)
    rng.shuffle(working)
    rules: dict[Mutator, set[str]] = {}
    planted: Counter[str] = Counter()
    uses: Counter[Mutator] = Counter()

    def turn(mutator: Mutator) -> tuple[int, int]:
        """How common the rarest rule is that this mutator breaches, and how often it was used;
        those not tried yet come first."""
        if mutator not in rules:
            return -1, 0
        return min((planted[rule] for rule in rules[mutator]), default=0), uses[mutator]

    while planted.total() < faults:
        if not working:
            message = f"Hanya {planted.total()} dari {faults} galat muat di daerah sekecil ini."
            raise UnusableInput(
                [Problem(Fault.CALL, message, "Tambah OPD, atau kurangi galatnya.")]
            )
        mutator = min(working, key=turn)
        before = codes.places(rows)
        breaches = _tried(mutator, rows, rng, touched)
        if not breaches:
            working.remove(mutator)
            continue
        uses[mutator] += 1
        breaches += codes.fallout(before, rows)
        rules[mutator] = {breach.rule for breach in breaches if breach.planted}
        for breach in breaches:
            known = found.get((breach.rule, breach.key))
            if known is None or (breach.planted and not known.planted):
                found[breach.rule, breach.key] = breach
        planted = Counter(breach.rule for breach in found.values() if breach.planted)
    return found


def key_beside(folder: Path) -> Path:
    """Where the answer key of the package at this path lies."""
    return package.beside(folder, "faults.csv")


def is_key(path: Path) -> bool:
    """Whether the file is an answer key, of whatever package. Raises OSError."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.readline(100) == _key([])


def _key(breaches: Sequence[Breach]) -> bytes:
    """rule, table, key, planted (1, or 0 for a consequence)."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(KEY_COLUMNS)
    for breach in breaches:
        writer.writerow((breach.rule, breach.table, breach.key, int(breach.planted)))
    return text.getvalue().encode()


def _tried(mutator: Mutator, rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    for _ in range(_TRIES):
        if breaches := mutator(rows, rng, touched):
            return breaches
    return []
