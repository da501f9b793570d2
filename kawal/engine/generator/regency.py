"""The sample regency: an RPJMD 2019–2024, a locked Renja 2020 with its change, a Renja 2021 in draft.

Names of offices, visi and misi are facts; every figure, code and programme is invented. It is
believable and free of faults: whoever wants faults plants them (`faults`).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kawal.engine.generator import decree
from kawal.engine.generator.decree import Entry, Measure
from kawal.engine.generator.facts import (
    MISI,
    OFFICES,
    REGION_CODE,
    REGION_NAME,
    REGION_SEAT,
    VISI,
    Office,
)
from kawal.engine.generator.rows import Row, Rows
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.build import TextTable, build
from kawal.engine.snapshot.schema import BY_NAME

FIRST, LAST = 2019, 2024
CHANGED, DRAFTED = 2020, 2021
CLOCK = date(2020, 3, 2)
"""The day on which the sample regency is looked at: the meeting of 2 March 2020."""
LARGEST = len(OFFICES)
SOURCE = "Data contoh Kawal, benih {seed}. Semua angka, kode dan program rekaan."

_MILIAR = 1_000_000_000
_FUNDS = ("Dana Alokasi Umum", "Pendapatan Asli Daerah", "Dana Alokasi Khusus", "Bantuan Provinsi")
_AIMS = (
    ("Menguatnya pelayanan dasar", ("Meningkatnya mutu layanan", "Meluasnya jangkauan layanan",
                                    "Meningkatnya kepuasan warga")),
    ("Meningkatnya kesejahteraan warga", ("Menurunnya kesenjangan", "Meningkatnya pendapatan warga",
                                          "Menguatnya kemitraan warga")),
)  # fmt: skip
_EXTRA_SASARAN = "Terjaganya ketertiban pelaporan"


def sample_regency(*, opd: int = LARGEST, seed: int = 7) -> Snapshot:
    """A fault-free regency with the first `opd` offices. The same seed gives the same bytes.

    Raises UnusableInput for fewer than one or more than LARGEST offices.
    """
    if not 1 <= opd <= LARGEST:
        message = f"Daerah contoh tidak dapat memuat {opd} OPD."
        raise UnusableInput([Problem(message, f"Pilih 1 sampai {LARGEST} OPD.")])
    maker = _Maker(random.Random(seed))
    maker.make(OFFICES[:opd])
    tables = [
        TextTable(table, f"{table}.csv", _columns(table, each))
        for table, each in maker.rows.items()
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


@dataclass(frozen=True)
class _Line:
    """A sub kegiatan of the draft year: its place, money per fund and output target."""

    entry: Entry
    theme: str
    money: tuple[tuple[str, int], ...]
    target: int


@dataclass
class _Maker:
    random: random.Random
    rows: Rows = field(default_factory=lambda: {table: [] for table in BY_NAME})

    def make(self, offices: Sequence[Office]) -> None:
        self.add("region", code=REGION_CODE, name=REGION_NAME, seat=REGION_SEAT)
        self.add(
            "plan", id="rpjmd", kind="rpjmd", first_year=FIRST, last_year=LAST, version=1,
            locked="true", locked_on="2019-07-01",
        )  # fmt: skip
        sasaran = self._goals()
        for place, office in enumerate(offices, 1):
            self._office(f"{place:02}", office, sasaran)

    def add(self, table: str, **cells: object) -> None:
        self.rows[table].append({name: str(value) for name, value in cells.items()})

    def _goals(self) -> dict[int, list[str]]:
        """Visi, misi, tujuan and sasaran; the ids of sasaran per misi. 31 sasaran, as in the RPJMD."""
        self._node("rpjmd", "rpjmd/visi", "", "visi", VISI)
        sasaran: dict[int, list[str]] = {}
        for misi, text in enumerate(MISI, 1):
            self._node("rpjmd", f"rpjmd/misi-{misi}", "rpjmd/visi", "misi", text)
            sasaran[misi] = []
            for number, (aim, results) in enumerate(_AIMS, 1):
                tujuan = f"rpjmd/tujuan-{misi}.{number}"
                self._node("rpjmd", tujuan, f"rpjmd/misi-{misi}", "tujuan", f"{aim} (misi {misi})")
                extra = (_EXTRA_SASARAN,) if (misi, number) == (1, 1) else ()
                for order, result in enumerate(results + extra, 1):
                    node = f"rpjmd/sasaran-{misi}.{number}.{order}"
                    self._node("rpjmd", node, tujuan, "sasaran", f"{result} (misi {misi})")
                    self._goal_indicator(node, result)
                    sasaran[misi].append(node)
        return sasaran

    def _goal_indicator(self, node: str, result: str) -> None:
        measure = Measure(
            f"Indeks {result.rsplit(maxsplit=1)[-1]}", "indeks", "naik", "keadaan", 55
        )
        self._indicator(f"{node}-i", node, measure)
        base = self.random.randint(50, 65)
        for year in range(CHANGED, LAST + 1):
            self._target(f"{node}-i", year, base + 2 * (year - CHANGED))

    def _office(self, opd: str, office: Office, sasaran: dict[int, list[str]]) -> None:
        self.add(
            "opd", id=opd, code=f"{office.bidang}.0.00.0.00.{opd}.0000", name=office.name,
            short=office.short, head=office.head,
        )  # fmt: skip
        programmes = list(decree.programmes(office))
        lines = self._lines(office, programmes)
        promises = self._promises(opd, office, programmes, lines, sasaran)
        first = self._earlier(lines)
        changed = self._changed(first)
        for year, version, of_version in (
            (CHANGED, 1, first), (CHANGED, 2, changed), (DRAFTED, 1, lines),
        ):  # fmt: skip
            self._renja(opd, office, year, version, programmes, of_version, promises)
            self._ceiling(opd, year, version, of_version)

    def _lines(self, office: Office, programmes: Sequence[Entry]) -> dict[str, _Line]:
        """Lines of the draft year by code: the office's money spread unevenly over them."""
        leaves = [
            (sub, decree.theme_of(office, int(programme.code[-2:])))
            for programme in programmes
            for activity in programme.below
            for sub in activity.below
        ]
        shares = [self.random.uniform(0.4, 2.2) for _ in leaves]
        whole = office.weight * _MILIAR * self.random.uniform(0.85, 1.15)
        return {
            sub.code: _Line(
                sub,
                theme,
                self._funds(int(whole * share / sum(shares))),
                self._scaled(decree.output_of(sub.title, theme).base),
            )
            for (sub, theme), share in zip(leaves, shares, strict=True)
        }

    def _funds(self, amount: int) -> tuple[tuple[str, int], ...]:
        """One fund mostly, two sometimes; whole thousands of rupiah, as planners write them."""
        amount = amount // 1000 * 1000
        if self.random.random() < 0.8:
            return ((self.random.choice(_FUNDS[:2]), amount),)
        part = amount * self.random.randint(3, 7) // 10 // 1000 * 1000
        return ((_FUNDS[0], part), (self.random.choice(_FUNDS[2:]), amount - part))

    def _scaled(self, base: int) -> int:
        return max(2, round(base * self.random.uniform(0.6, 1.8)))

    def _earlier(self, lines: dict[str, _Line]) -> dict[str, _Line]:
        """The year before: a little less money, a little lower targets."""
        return {code: _resized(line, self.random.randint(88, 97)) for code, line in lines.items()}

    def _changed(self, lines: dict[str, _Line]) -> dict[str, _Line]:
        """The lawful change: some lines up by less than ten per cent with their target, some down,
        a few dropped where their programme keeps another."""
        changed: dict[str, _Line] = {}
        for code, line in lines.items():
            chance = self.random.random()
            siblings = sum(other[:7] == code[:7] for other in lines)
            if chance < 0.35:
                changed[code] = _resized(line, self.random.randint(101, 106))
            elif chance < 0.55:
                changed[code] = _resized(line, self.random.randint(92, 99))
            elif chance < 0.58 and siblings > 2 and len(changed) > 1 and changed_has(changed, code):
                continue
            else:
                changed[code] = line
        return changed

    def _promises(
        self,
        opd: str,
        office: Office,
        programmes: Sequence[Entry],
        lines: dict[str, _Line],
        sasaran: dict[int, list[str]],
    ) -> dict[tuple[str, int], int]:
        """RPJMD programmes of the office; (programme code, year) → promised target."""
        promises = {}
        for programme in programmes:
            node = f"rpjmd/{opd}/{programme.code}"
            parent = self.random.choice(sasaran[office.misi])
            self._node("rpjmd", node, parent, "program", programme.title, programme.code, opd)
            measure = decree.outcome_of(office, int(programme.code[-2:]))
            self._indicator(f"{node}-i", node, measure)
            base, step = self._scaled(measure.base), max(1, measure.base // 20)
            money = sum(
                amount
                for code, line in lines.items()
                if code.startswith(programme.code)
                for _, amount in line.money
            )
            for year in range(CHANGED, LAST + 1):
                moved = step * (year - CHANGED)
                promised = base + moved if measure.direction == "naik" else max(1, base - moved)
                promises[programme.code, year] = promised
                self._target(f"{node}-i", year, promised)
                grown = money * (100 + 4 * (year - DRAFTED)) // 100 // 1000 * 1000
                self.add("allocation", id=f"{node}-{year}", node=node, year=year, fund=_FUNDS[0],
                         amount=f"{grown}.00")  # fmt: skip
        return promises

    def _renja(
        self,
        opd: str,
        office: Office,
        year: int,
        version: int,
        programmes: Sequence[Entry],
        lines: dict[str, _Line],
        promises: dict[tuple[str, int], int],
    ) -> None:
        plan = f"renja-{year}-{opd}-v{version}"
        locked = (year, version) == (CHANGED, 1)
        self.add(
            "plan", id=plan, kind="renja", opd=opd, first_year=year, last_year=year,
            version=version, locked=str(locked).lower(), locked_on="2019-07-15" if locked else "",
        )  # fmt: skip
        for programme in programmes:
            top = f"{plan}/{programme.code}"
            self._node(plan, top, "", "program", programme.title, programme.code, opd)
            self.add("support", node=top, above=f"rpjmd/{opd}/{programme.code}", kind="utama")
            measure = decree.outcome_of(office, int(programme.code[-2:]))
            self._indicator(f"{top}-i", top, measure, f"rpjmd/{opd}/{programme.code}-i")
            self._target(f"{top}-i", year, promises[programme.code, year])
            for activity in programme.below:
                leaves = [sub for sub in activity.below if sub.code in lines]
                if leaves:
                    middle = f"{plan}/{activity.code}"
                    self._node(plan, middle, top, "kegiatan", activity.title, activity.code, opd)
                    for sub in leaves:
                        self._line(plan, year, opd, middle, lines[sub.code])

    def _line(self, plan: str, year: int, opd: str, parent: str, line: _Line) -> None:
        node = f"{plan}/{line.entry.code}"
        self._node(plan, node, parent, "sub_kegiatan", line.entry.title, line.entry.code, opd)
        self._indicator(f"{node}-i", node, decree.output_of(line.entry.title, line.theme))
        self._target(f"{node}-i", year, line.target)
        for letter, (fund, amount) in zip("ab", line.money, strict=False):
            self.add("allocation", id=f"{node}-{letter}", node=node, year=year, fund=fund,
                     amount=f"{amount}.00")  # fmt: skip

    def _ceiling(self, opd: str, year: int, version: int, lines: dict[str, _Line]) -> None:
        """A little above what is planned; every third office has it split by fund."""
        stage = "indikatif" if version == 1 else "perubahan"
        funds: dict[str, int] = {}
        for line in lines.values():
            for fund, amount in line.money:
                key = fund if int(opd) % 3 == 0 else "semua"
                funds[key] = funds.get(key, 0) + amount
        for fund, amount in sorted(funds.items()):
            room = (
                amount * self.random.randint(101, 103) // 100 // 1_000_000 * 1_000_000 + 1_000_000
            )
            self.add("ceiling", opd=opd, year=year, stage=stage, fund=fund, amount=f"{room}.00")

    def _node(
        self,
        plan: str,
        node: str,
        parent: str,
        level: str,
        title: str,
        code: str = "",
        opd: str = "",
    ) -> None:
        self.add("node", id=node, plan=plan, parent=parent, level=level, code=code, title=title,
                 opd=opd)  # fmt: skip

    def _indicator(self, indicator: str, node: str, measure: Measure, follows: str = "") -> None:
        self.add(
            "indicator", id=indicator, node=node, name=measure.name, unit=measure.unit,
            direction=measure.direction, accumulation=measure.accumulation, follows=follows,
        )  # fmt: skip

    def _target(self, indicator: str, year: int, value: int) -> None:
        self.add("target", indicator=indicator, year=year, quarter=0, text=value, value=value)


def changed_has(changed: dict[str, _Line], code: str) -> bool:
    """Whether another line of the same programme already stays in the change."""
    return any(other[:7] == code[:7] for other in changed)


def _resized(line: _Line, percent: int) -> _Line:
    """A line with its money and its target moved the same way; the target always really moves."""
    money = tuple((fund, amount * percent // 100 // 1000 * 1000) for fund, amount in line.money)
    target = max(1, round(line.target * percent / 100))
    if target == line.target and percent != 100:
        target += 1 if percent > 100 else -1
    return _Line(line.entry, line.theme, money, max(1, target))
