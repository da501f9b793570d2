"""The sub kegiatan of one office of the sample: their money and targets in the draft year, in the
year before and in its change."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kawal.engine.generator import decree
from kawal.engine.generator.decree import Entry, Purpose
from kawal.engine.generator.facts import OFFICES, Office

FUNDS = ("Dana Alokasi Umum", "Pendapatan Asli Daerah", "Dana Alokasi Khusus", "Bantuan Provinsi")
_MILIAR = 1_000_000_000
_SMALLEST_TARGET = 8
"""Three years of growing targets need that much room below them."""
_KECAMATAN = tuple(each.name for each in OFFICES if each.name.startswith("Kecamatan "))


@dataclass(frozen=True)
class Line:
    """A sub kegiatan in one version of one year.

    money: fund and whole rupiah. reached: the result of 2019, weaker than every target since.
    begins: the month in which its work is prepared.
    """

    entry: Entry
    theme: str
    money: tuple[tuple[str, int], ...]
    target: int
    reached: int
    location: str
    begins: int

    @property
    def total(self) -> int:
        return sum(amount for _, amount in self.money)

    @property
    def purpose(self) -> Purpose:
        return decree.purpose_of(self.entry.title, self.theme)


Lines = dict[str, Line]
"""Lines by their code."""


def drafted_lines(office: Office, programmes: Sequence[Entry], dice: random.Random) -> Lines:
    """Lines of the draft year: the office's money spread unevenly over them."""
    leaves = [
        (sub, decree.theme_of(office, int(programme.code[-2:])))
        for programme in programmes
        for activity in programme.below
        for sub in activity.below
    ]
    shares = [dice.uniform(0.4, 2.2) for _ in leaves]
    whole = office.weight * _MILIAR * dice.uniform(0.85, 1.15)
    lines = {}
    for (sub, theme), share in zip(leaves, shares, strict=True):
        target = scaled(decree.output_of(sub.title, theme).base, dice)
        lines[sub.code] = Line(
            entry=sub,
            theme=theme,
            money=_funds(int(whole * share / sum(shares)), dice),
            target=target,
            reached=0,
            location=_location(office, theme, dice),
            begins=dice.randint(1, 3),
        )
    return lines


def _funds(amount: int, dice: random.Random) -> tuple[tuple[str, int], ...]:
    """One fund mostly, two sometimes; whole thousands of rupiah, as planners write them."""
    amount = amount // 1000 * 1000
    if dice.random() < 0.8:
        return ((dice.choice(FUNDS[:2]), amount),)
    part = amount * dice.randint(3, 7) // 10 // 1000 * 1000
    return ((FUNDS[0], part), (dice.choice(FUNDS[2:]), amount - part))


def scaled(base: int, dice: random.Random) -> int:
    """A size about as large as is usual."""
    return max(_SMALLEST_TARGET, round(base * dice.uniform(0.6, 1.8)))


def _location(office: Office, theme: str, dice: random.Random) -> str:
    if office.name in _KECAMATAN:
        return office.name
    if not theme:
        return f"Kantor {office.short}"
    return dice.choice((*_KECAMATAN, "Seluruh kecamatan"))


def year_before(lines: Lines, dice: random.Random) -> Lines:
    """A little less money, a little lower targets, and still above what was reached in 2019."""
    earlier = {}
    for code, line in lines.items():
        percent = dice.randint(88, 97)
        target = min(round(line.target * percent / 100), line.target - 2)
        reached = min(round(target * dice.uniform(0.8, 0.88)), target - 3)
        earlier[code] = replace(line, money=_resized(line, percent), target=target, reached=reached)
    return earlier


def changed(lines: Lines, draft: Lines, dice: random.Random) -> Lines:
    """The lawful change: some lines up by less than ten per cent with their target, some down, a
    few dropped where their programme keeps another. Targets stay below those of the draft."""
    after: Lines = {}
    for code, line in lines.items():
        chance = dice.random()
        siblings = sum(other[:7] == code[:7] for other in lines)
        if chance < 0.35:
            percent = dice.randint(101, 106)
            target = max(line.target + 1, round(line.target * percent / 100))
            target = min(target, draft[code].target - 1)
            after[code] = replace(line, money=_resized(line, percent), target=target)
        elif chance < 0.55:
            percent = dice.randint(92, 99)
            target = min(line.target - 1, round(line.target * percent / 100))
            after[code] = replace(line, money=_resized(line, percent), target=target)
        elif chance < 0.58 and siblings > 2 and any(other[:7] == code[:7] for other in after):
            continue
        else:
            after[code] = line
    return after


def _resized(line: Line, percent: int) -> tuple[tuple[str, int], ...]:
    return tuple((fund, amount * percent // 100 // 1000 * 1000) for fund, amount in line.money)
