"""How parts of a subject are built: what makes a run slow without making it wrong."""

from __future__ import annotations

import polars as pl
import pytest

from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.facts import Facts
from kawal.engine.checks.subject import Part, Subject
from kawal.engine.generator.official import reference_pack
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.together import Together

SUBJECTS = {rule.subject.name: rule.subject for rule in RULES}
PARTS = [(subject, part) for subject in SUBJECTS.values() for part in subject.parts]
MARK = "_read_here"


@pytest.mark.parametrize(
    ("subject", "part"), PARTS, ids=[f"{subject.name}-{part.name}" for subject, part in PARTS]
)
def test_a_part_reads_the_rows_before_it_once(
    small_regency: Snapshot, subject: Subject, part: Part
) -> None:
    """Else all parts before it are worked out again, and each such part doubles the work."""
    facts = Facts(Together([small_regency]), [reference_pack()])
    used = frozenset(part.uses)
    rows = subject.rows(facts)
    for earlier in subject.parts_for(used | {given.name for given in part.gives}):
        if earlier.name == part.name:
            break
        rows = earlier.add(facts, rows)

    built = part.add(facts, rows.with_columns(pl.lit(value=True).alias(MARK)))

    assert built.explain(optimized=False).count(f'alias("{MARK}")') == 1
