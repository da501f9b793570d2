"""The plans of one office of the sample: its RPJMD programmes, and its Renja of two years."""

from __future__ import annotations

import calendar
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kawal.engine.generator import decree
from kawal.engine.generator.decree import Entry, Measure
from kawal.engine.generator.facts import Office
from kawal.engine.generator.goals import Goal
from kawal.engine.generator.lines import FUNDS, Line, Lines, scaled
from kawal.engine.generator.writer import Writer
from kawal.engine.snapshot.schema import ALL_FUNDS, WHOLE_YEAR

FIRST, LAST = 2019, 2024
CHANGED, DRAFTED = 2020, 2021
_HIGHEST_BASE = 80
"""A share of a hundred must leave room for what it is to grow by until 2024."""
_ROOM = 112
"""Per cent of the draft year's money that the RPJMD promises, so that lines and their change fit."""
_STUNTING = ("gizi masyarakat", "kesehatan ibu dan anak", "penyehatan lingkungan",
             "keluarga berencana")  # fmt: skip
_POVERTY = ("rumah layak huni", "perlindungan sosial", "pemberdayaan keluarga miskin",
            "pelatihan kerja")  # fmt: skip
_SPM = ("1.01", "1.02", "1.03", "1.04", "1.05", "1.06")
"""Bidang urusan with minimum service standards."""


@dataclass(frozen=True)
class Promise:
    """What an RPJMD programme promises: its target per year and its result of 2019."""

    targets: Mapping[int, int]
    reached: int


Promises = Mapping[str, Promise]
"""Promises by programme code."""


@dataclass
class OfficePlans:
    """Writes the plans of one office."""

    writer: Writer
    random: random.Random
    opd: str
    office: Office
    programmes: Sequence[Entry]
    unit_of: Mapping[str, str]
    """Theme → id of the unit that answers for it."""

    def rpjmd(self, lines: Lines, goals: Mapping[tuple[Office, str], Goal]) -> dict[str, Promise]:
        """The RPJMD programmes with money and targets; what each promises."""
        promises = {}
        for programme in self.programmes:
            node = f"rpjmd/{self.opd}/{programme.code}"
            parent = goals[self.office, programme.code].sasaran
            self.writer.node("rpjmd", node, parent, "program", programme.title,
                             code=programme.code, opd=self.opd,
                             reason=f"{self._theme(programme) or 'kerja perangkat daerah'} turut "
                             "menentukannya")  # fmt: skip
            measure = self._outcome(programme)
            promise = promises[programme.code] = self._promise(measure)
            indicator = self.writer.indicator(node, measure, promise.reached)
            for year, target in promise.targets.items():
                self.writer.target(indicator, year, target)
            self._promised_money(node, sum(each.total for each in _under(programme, lines)))
        return promises

    def _outcome(self, programme: Entry) -> Measure:
        return decree.outcome_of(self.office, int(programme.code[-2:]))

    def _promise(self, measure: Measure) -> Promise:
        """Better every year; the result of 2019 stands between the targets of 2019 and 2020."""
        base, step = scaled(measure.base, self.random), max(1, measure.base // 20)
        if measure.unit in ("persen", "nilai"):
            base = min(base, _HIGHEST_BASE)
        sign = 1 if measure.direction == "naik" else -1
        targets = {
            year: max(1, base + sign * step * (year - CHANGED)) for year in range(FIRST, LAST + 1)
        }
        return Promise(targets, base - sign * max(1, step // 2))

    def _promised_money(self, node: str, drafted: int) -> None:
        for year in range(FIRST, LAST + 1):
            grown = drafted * (_ROOM + 4 * (year - DRAFTED)) // 100 // 1000 * 1000
            self.writer.money("allocation", grown, id=f"{node}-{year}", node=node, year=year,
                              fund=FUNDS[0])  # fmt: skip
            if year == FIRST:
                spent = grown * self.random.randint(90, 98) // 100
                self.writer.money("spending", spent, node=node, year=year, quarter=WHOLE_YEAR)

    def renja(self, year: int, version: int, lines: Lines, promises: Promises) -> str:
        """One version of a Renja; its id."""
        plan = f"renja-{year}-{self.opd}-v{version}"
        locked = (year, version) == (CHANGED, 1)
        self.writer.add(
            "plan", id=plan, kind="renja", opd=self.opd, first_year=year, last_year=year,
            version=version, locked=str(locked).lower(), locked_on="2019-07-15" if locked else "",
        )  # fmt: skip
        for programme in self.programmes:
            self._programme(plan, year, programme, promises[programme.code], lines)
            for activity in programme.below:
                if own := list(_under(activity, lines)):
                    self._activity(plan, programme, activity, own)
                    for line in own:
                        self._line(plan, year, f"{plan}/{activity.code}", line)
        self._ceilings(year, version, lines)
        return plan

    def _programme(
        self, plan: str, year: int, programme: Entry, promise: Promise, lines: Lines
    ) -> None:
        node, above = f"{plan}/{programme.code}", f"rpjmd/{self.opd}/{programme.code}"
        total = sum(line.total for line in _under(programme, lines))
        self._node(plan, "", "program", programme, self._theme(programme), stated_total=total,
                   reason=f"dilaksanakan pada tahun {year}")  # fmt: skip
        self.writer.add("support", node=node, above=above, kind="utama")
        indicator = self.writer.indicator(
            node, self._outcome(programme), promise.reached, f"{above}-i"
        )
        self.writer.target(indicator, year, promise.targets[year])
        self.writer.add("tag", node=node, kind="iku", code=f"iku-{programme.code}")

    def _activity(
        self, plan: str, programme: Entry, activity: Entry, lines: Sequence[Line]
    ) -> None:
        total = sum(line.total for line in lines)
        self._node(plan, f"{plan}/{programme.code}", "kegiatan", activity,
                   self._theme(programme), stated_total=total)  # fmt: skip

    def _theme(self, programme: Entry) -> str:
        return decree.theme_of(self.office, int(programme.code[-2:]))

    def _node(
        self, plan: str, parent: str, level: str, entry: Entry, theme: str, *,
        stated_total: int | None = None, **cells: str,
    ) -> None:  # fmt: skip
        if stated_total is not None:
            cells["stated_total"] = f"{stated_total}.00"
        self.writer.node(
            plan, f"{plan}/{entry.code}", parent, level, entry.title, code=entry.code,
            opd=self.opd, unit=self.unit_of[theme], **cells,
        )  # fmt: skip

    def _line(self, plan: str, year: int, parent: str, line: Line) -> None:
        node = f"{plan}/{line.entry.code}"
        self._node(
            plan, parent, "sub_kegiatan", line.entry, line.theme, location=line.location,
            target_group=line.purpose.target_group, result=line.purpose.result,
        )  # fmt: skip
        measure = decree.output_of(line.entry.title, line.theme)
        self.writer.target(self.writer.indicator(node, measure, line.reached), year, line.target)
        self._money(plan, node, year, line)
        for number, (kind, starts, ends) in enumerate(_steps(year, line), 1):
            self.writer.add("step", id=f"{node}-s{number}", node=node, kind=kind,
                            starts_on=starts.isoformat(), ends_on=ends.isoformat())  # fmt: skip
        for kind in _watched(self.office, line.theme):
            self.writer.add("tag", node=node, kind=kind, code=f"{kind}-{self.office.bidang}")

    def _money(self, plan: str, node: str, year: int, line: Line) -> None:
        """This year's money, the forward estimate of the next, and what the first quarter spent."""
        for letter, (fund, amount) in zip("ab", line.money, strict=False):
            self.writer.money("allocation", amount, id=f"{node}-{letter}", node=node, year=year,
                              fund=fund)  # fmt: skip
            ahead = amount * self.random.randint(103, 107) // 100 // 1000 * 1000
            self.writer.money("allocation", ahead, id=f"{node}-{letter}n", node=node,
                              year=year + 1, fund=fund)  # fmt: skip
        if plan.startswith(f"renja-{CHANGED}-") and plan.endswith("-v1"):
            spent = line.total * self.random.randint(5, 18) // 100
            self.writer.money("spending", spent, node=node, year=year, quarter=1)

    def _ceilings(self, year: int, version: int, lines: Lines) -> None:
        """A little above what is planned: as one sum, by fund, or as both. Of the year that is
        under way also the ceilings of the later stages."""
        stages = ["indikatif"] if version == 1 else ["perubahan"]
        if (year, version) == (CHANGED, 1):
            stages += ["ppas", "apbd"]
        kind = int(self.opd) % 3
        funds: dict[str, int] = {}
        for line in lines.values():
            for fund, amount in line.money:
                if kind != 0:
                    funds[ALL_FUNDS] = funds.get(ALL_FUNDS, 0) + amount
                if kind != 1:
                    funds[fund] = funds.get(fund, 0) + amount
        for fund, amount in sorted(funds.items()):
            percent = self.random.randint(101, 103)
            room = amount * percent // 100 // 1_000_000 * 1_000_000 + 1_000_000
            for stage in stages:
                self.writer.money("ceiling", room, opd=self.opd, year=year, stage=stage, fund=fund)

    def renstra(self, lines: Lines) -> None:
        """The tree of the Renstra: what the Renja of all years choose from."""
        plan = f"renstra-{self.opd}"
        self.writer.add(
            "plan", id=plan, kind="renstra", opd=self.opd, first_year=FIRST, last_year=LAST,
            version=1, locked="true", locked_on="2019-07-01",
        )  # fmt: skip
        self._tree(plan, plan)
        for line in lines.values():
            parent = f"{plan}/{line.entry.code.rpartition('.')[0]}"
            self.writer.node(
                plan, f"{plan}/{line.entry.code}", parent, "sub_kegiatan", line.entry.title,
                code=line.entry.code, opd=self.opd,
            )  # fmt: skip

    def rkpd(self, plan: str) -> None:
        """The office's part of the RKPD, which goes down to kegiatan."""
        self._tree(plan, f"{plan}/{self.opd}")

    def _tree(self, plan: str, prefix: str) -> None:
        """Programmes and kegiatan, without money and indicators of their own."""
        for programme in self.programmes:
            top = f"{prefix}/{programme.code}"
            self.writer.node(plan, top, "", "program", programme.title, code=programme.code,
                             opd=self.opd)  # fmt: skip
            for activity in programme.below:
                self.writer.node(plan, f"{prefix}/{activity.code}", top, "kegiatan",
                                 activity.title, code=activity.code, opd=self.opd)  # fmt: skip

    def additions(self, plan: str, before: Lines, after: Lines) -> None:
        """The register of what the change added to lines."""
        raised = [code for code, line in after.items() if line.total > before[code].total]
        for number, code in enumerate(raised, 1):
            self.writer.money(
                "addition", after[code].total - before[code].total,
                id=f"tambah-{CHANGED}-{self.opd}-{number:02}", node=f"{plan}/{code}",
                basis="Perbup tentang Perubahan RKPD 2020 (contoh)",
                reason="Kebutuhan yang baru diketahui setelah evaluasi triwulan",
                decided_by="Sekretaris Daerah", decided_on=f"2020-02-{10 + number % 15}",
            )  # fmt: skip


def _under(entry: Entry, lines: Lines) -> Iterator[Line]:
    """The lines below a programme or kegiatan."""
    return (line for code, line in lines.items() if code.startswith(f"{entry.code}."))


def _steps(year: int, line: Line) -> Iterator[tuple[str, date, date]]:
    """The time plan: prepare for two months, buy for two where something is bought, work for
    four, hand over in one; the last ends in November at the latest."""
    month = line.begins
    lengths = (("persiapan", 2), ("pengadaan", 2 * line.purpose.buys), ("pelaksanaan", 4),
               ("serah terima", 1))  # fmt: skip
    for kind, length in lengths:
        if length:
            last = month + length - 1
            ends = date(year, last, calendar.monthrange(year, last)[1])
            yield kind, date(year, month, 4), ends
            month += length


def _watched(office: Office, theme: str) -> Iterator[str]:
    """Why a line is watched, beside its flagship programme."""
    if theme and office.bidang in _SPM:
        yield "spm"
    if theme in _STUNTING:
        yield "stunting"
    if theme in _POVERTY:
        yield "kemiskinan"
