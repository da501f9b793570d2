"""The sample regency: an RPJMD and Renstra 2019–2024, a locked Renja 2020 with its change, an RKPD
2021, and a Renja 2021 in draft.

Names of offices, visi and misi are facts; every figure, code and programme is invented. It is
believable and free of faults: whoever wants faults plants them (`faults`).
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from kawal.engine.generator import decree, direction
from kawal.engine.generator.facts import (
    OFFICES,
    REGION_CODE,
    REGION_NAME,
    REGION_SEAT,
    RPJMD_BASIS,
    Office,
)
from kawal.engine.generator.goals import Goal, served_goals, write_goals
from kawal.engine.generator.lines import Lines, changed, drafted_lines, year_before
from kawal.engine.generator.plans import CHANGED, DRAFTED, FIRST, LAST, OfficePlans
from kawal.engine.generator.rows import Row
from kawal.engine.generator.writer import Writer
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.build import TextTable, build
from kawal.engine.snapshot.schema import BY_NAME

CLOCK = date(2020, 3, 2)
"""The day on which the sample regency is looked at: the meeting of 2 March 2020."""
LARGEST = len(OFFICES)
RKPD = f"rkpd-{DRAFTED}"
SOURCE = "Data contoh Kawal, benih {seed}. Semua angka, kode dan program rekaan."
_MOST_UNITS = 4


def sample_regency(*, opd: int = LARGEST, seed: int = 7) -> Snapshot:
    """A fault-free regency with the first `opd` offices. The same seed gives the same bytes.

    Raises UnusableInput for fewer than one or more than LARGEST offices.
    """
    if not 1 <= opd <= LARGEST:
        message = f"Daerah contoh tidak dapat memuat {opd} OPD."
        raise UnusableInput([Problem(Fault.CALL, message, f"Pilih 1 sampai {LARGEST} OPD.")])
    maker = _Maker(random.Random(seed))
    maker.make(OFFICES[:opd])
    tables = [
        TextTable(table, f"{table}.csv", _columns(table, each))
        for table, each in maker.writer.rows.items()
        if each
    ]
    return build(
        region=REGION_CODE,
        year=DRAFTED,
        sample=True,
        source=SOURCE.format(seed=seed),
        tables=tables,
    )


def _columns(table: str, rows: Sequence[Row]) -> dict[str, list[str | None]]:
    """Only columns that some row fills: a column that is carried and empty would claim to be known."""
    names = [name for name in BY_NAME[table].names if any(row.get(name) for row in rows)]
    return {name: [row.get(name) or None for row in rows] for name in names}


@dataclass
class _Maker:
    random: random.Random
    writer: Writer = field(default_factory=Writer)
    renja: list[tuple[str, str, Lines]] = field(default_factory=list)
    """OPD, plan id and lines of every Renja so far."""

    def make(self, offices: Sequence[Office]) -> None:
        self.writer.add("region", code=REGION_CODE, name=REGION_NAME, seat=REGION_SEAT)
        self.writer.add(
            "plan", id="rpjmd", kind="rpjmd", first_year=FIRST, last_year=LAST, version=1,
            locked="true", locked_on="2019-07-01", basis=RPJMD_BASIS,
        )  # fmt: skip
        self.writer.add(
            "plan", id=RKPD, kind="rkpd", first_year=DRAFTED, last_year=DRAFTED, version=1,
            locked="true", locked_on="2020-02-28",
        )  # fmt: skip
        goals = served_goals(offices)
        years = range(FIRST, LAST + 1)
        write_goals(self.writer, self.random, list(goals.values()), years)
        ids = {f"{place:02}": office for place, office in enumerate(offices, 1)}
        for opd, office in ids.items():
            self._office(opd, office, goals)
        direction.write_flagships(self.writer, self.random, ids, self.renja)

    def _office(self, opd: str, office: Office, goals: Mapping[tuple[Office, str], Goal]) -> None:
        self.writer.add(
            "opd", id=opd, code=f"{office.bidang}.0.00.0.00.{opd}.0000", name=office.name,
            short=office.short, head=office.head,
        )  # fmt: skip
        programmes = list(decree.programmes(office))
        plans = OfficePlans(
            self.writer, self.random, opd, office, programmes, self._units(opd, office)
        )
        draft = drafted_lines(office, programmes, self.random)
        promises = plans.rpjmd(draft, goals)
        first = year_before(draft, self.random)
        draft = {code: replace(line, reached=first[code].reached) for code, line in draft.items()}
        after = changed(first, draft, self.random)
        versions = ((CHANGED, 1, first), (CHANGED, 2, after), (DRAFTED, 1, draft))
        in_force: dict[int, str] = {}
        for year, version, lines in versions:
            in_force[year] = plans.renja(year, version, lines, promises)
            self.renja.append((opd, in_force[year], lines))
        plans.renstra(draft)
        plans.rkpd(RKPD)
        plans.additions(in_force[CHANGED], first, after)
        lines_in_force = {CHANGED: after, DRAFTED: draft}
        direction.write_innovations(self.writer, self.random, opd, office, in_force, lines_in_force)
        direction.write_swot(self.writer, self.random, opd, office)
        direction.write_satisfaction(self.writer, self.random, opd, office)

    def _units(self, opd: str, office: Office) -> dict[str, str]:
        """Theme → unit: the secretariat for what supports the office, then one unit per theme
        until the last takes the rest."""
        kind = "Seksi" if office.name.startswith("Kecamatan ") else "Bidang"
        units = {"": f"{opd}-1"}
        self.writer.add("unit", id=f"{opd}-1", opd=opd, name=f"Sekretariat {office.short}")
        for number, theme in enumerate(office.themes, 2):
            unit = f"{opd}-{min(number, _MOST_UNITS)}"
            units[theme] = unit
            if number <= _MOST_UNITS:
                self.writer.add("unit", id=unit, opd=opd, name=f"{kind} {theme.title()}")
        return units
