"""Visi, misi, tujuan and sasaran of the sample RPJMD, as far as some programme serves them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kawal.engine.generator import decree
from kawal.engine.generator.decree import Measure
from kawal.engine.generator.facts import MISI, VISI, Office
from kawal.engine.generator.writer import Writer

_AIMS = (
    ("Menguatnya pelayanan dasar", ("Meningkatnya mutu layanan", "Meluasnya jangkauan layanan",
                                    "Meningkatnya kepuasan warga")),
    ("Meningkatnya kesejahteraan warga", ("Menurunnya kesenjangan", "Meningkatnya pendapatan warga",
                                          "Menguatnya kemitraan warga")),
)  # fmt: skip
_EXTRA_SASARAN = "Terjaganya ketertiban pelaporan"


@dataclass(frozen=True)
class Goal:
    """A sasaran and the tujuan above it."""

    misi: int
    number: int
    order: int
    aim: str
    text: str

    @property
    def tujuan(self) -> str:
        return f"rpjmd/tujuan-{self.misi}.{self.number}"

    @property
    def sasaran(self) -> str:
        return f"rpjmd/sasaran-{self.misi}.{self.number}.{self.order}"


def served_goals(offices: Sequence[Office]) -> dict[tuple[Office, str], Goal]:
    """(office, programme code) → the sasaran that it serves, in turn within the office's misi, so
    that a whole regency leaves none of the 31 without a programme."""
    of_misi = {misi: list(_goals_of(misi)) for misi in range(1, len(MISI) + 1)}
    turns: Counter[int] = Counter()
    served = {}
    for office in offices:
        for programme in decree.programmes(office):
            goals = of_misi[office.misi]
            served[office, programme.code] = goals[turns[office.misi] % len(goals)]
            turns[office.misi] += 1
    return served


def _goals_of(misi: int) -> Iterator[Goal]:
    for number, (aim, results) in enumerate(_AIMS, 1):
        extra = (_EXTRA_SASARAN,) if (misi, number) == (1, 1) else ()
        for order, text in enumerate(results + extra, 1):
            yield Goal(misi, number, order, aim, text)


def write_goals(
    writer: Writer, dice: random.Random, goals: Sequence[Goal], years: Sequence[int]
) -> None:
    """The tree down to these sasaran, each with an index and its targets; years: those of the RPJMD."""
    writer.node("rpjmd", "rpjmd/visi", "", "visi", VISI)
    written = set()
    for goal in sorted(set(goals), key=lambda goal: (goal.misi, goal.number, goal.order)):
        misi, tujuan = f"rpjmd/misi-{goal.misi}", goal.tujuan
        suffix = f"(misi {goal.misi})"
        if misi not in written:
            writer.node("rpjmd", misi, "rpjmd/visi", "misi", MISI[goal.misi - 1])
        if tujuan not in written:
            writer.node("rpjmd", tujuan, misi, "tujuan", f"{goal.aim} {suffix}")
        written |= {misi, tujuan}
        writer.node(
            "rpjmd", goal.sasaran, tujuan, "sasaran", f"{goal.text} {suffix}",
            reason=f"{goal.text.lower()} adalah tanda {goal.aim.lower()}",
        )  # fmt: skip
        base = dice.randint(50, 65)
        indicator = writer.indicator(goal.sasaran, _index_of(goal), base + 1)
        for year in years:
            writer.target(indicator, year, base + 2 * (year - years[0]))


def _index_of(goal: Goal) -> Measure:
    thing = goal.text.rsplit(maxsplit=1)[-1]
    return Measure(
        f"Indeks {thing}", "indeks", "naik", "keadaan", 55,
        f"Keadaan {thing} menurut survei tahunan, 0 sampai 100",
        "Rata-rata tertimbang nilai setiap unsur survei", "Survei tahunan daerah",
        "dampak", "tahunan",
    )  # fmt: skip
