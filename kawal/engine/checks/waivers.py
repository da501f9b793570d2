"""Waivers: a named office accepts a finding until a date. They lie beside the snapshot, outside
its digest, in `<snapshot>.waivers.csv` with the columns rule, key, office, until, reason."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kawal.engine.shared.csv_text import read_columns
from kawal.engine.shared.errors import Problem, UnusableInput, told
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.intake import read_whole
from kawal.engine.shared.nearest import did_you_mean
from kawal.engine.shared.wording import thousands
from kawal.engine.snapshot import package

COLUMNS = ("rule", "key", "office", "until", "reason")
MOST_WAIVERS = 100_000
"""A regency has a few hundred findings; more waivers than this are no work of people."""
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Waiver:
    """One accepted finding. until is its last day; the day after, the finding is back."""

    rule: str
    key: str
    office: str
    until: date
    reason: str


class _Wrong(NamedTuple):
    """A cell that cannot be used, an empty one too."""

    file: str
    row: int
    column: str
    value: str


class _Twice(NamedTuple):
    """A finding that is waived again in other words. first: where it was waived before."""

    file: str
    row: int
    key: str
    first: str


def beside(snapshot: Path) -> Path:
    """Where the waivers of the snapshot at this path would lie."""
    return package.beside(snapshot, "waivers.csv")


def waiver_files(snapshots: Iterable[Path]) -> tuple[Path, ...]:
    """What lies where the waivers of these snapshots would, each once: a folder or a broken link
    of that name too, so that reading it says so."""
    places = dict.fromkeys(beside(each) for each in snapshots)
    return tuple(place for place in places if os.path.lexists(place))


def read_waivers(paths: Sequence[Path], codes: Collection[str]) -> tuple[Waiver, ...]:
    """The waivers in these files, each once. codes: the rules that there are.

    Raises UnusableInput for a file that cannot be read, a column that is missing or unknown, an
    empty cell, an unknown rule, a date that is none, two waivers of one finding that differ.
    """
    wrong: list[_Wrong] = []
    twice: list[_Twice] = []
    written: dict[tuple[str, str], tuple[Waiver, str]] = {}
    for path in paths:
        for row, cells in _rows_of(path):
            faults = [_Wrong(str(path), row, name, cells[name]) for name in _unfit(cells, codes)]
            wrong += faults
            until = _date(cells["until"])
            if faults or until is None:
                continue
            waiver = Waiver(cells["rule"], cells["key"], cells["office"], until, cells["reason"])
            its_place = f"{path}, baris {row}"
            first, place = written.setdefault((waiver.rule, waiver.key), (waiver, its_place))
            if waiver != first:
                twice.append(_Twice(str(path), row, waiver.key, place))
    if wrong or twice:
        raise UnusableInput([*_all_wrong(wrong, codes), *told(twice, _said_twice)])
    return tuple(waiver for waiver, _ in written.values())


def _rows_of(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The number and the cells of each row, without the spaces around them."""
    text = read_columns(read_whole(path), str(path))
    if len(text.rows) > MOST_WAIVERS:
        message = f"Lebih dari {thousands(MOST_WAIVERS)} pengecualian."
        raise UnusableInput([Problem(Fault.TOO_LARGE, message, "Periksa isinya.", str(path))])
    fix = f"Kolomnya: {', '.join(COLUMNS)}."
    problems = [
        Problem(Fault.MISSING_COLUMN, "Kolom tidak ada.", fix, str(path), 1, name)
        for name in COLUMNS
        if name not in text.columns
    ]
    problems += [
        Problem(
            Fault.UNKNOWN_COLUMN,
            "Kolom tidak dikenal.",
            f"{did_you_mean(name, COLUMNS)}{fix}",
            str(path),
            1,
            name,
        )
        for name in text.columns
        if name not in COLUMNS
    ]
    if problems:
        raise UnusableInput(problems)
    columns = (text.columns[name] for name in COLUMNS)
    for row, cells in zip(text.rows, zip(*columns, strict=True), strict=True):
        yield row, dict(zip(COLUMNS, map(str.strip, cells), strict=True))


def _unfit(cells: Mapping[str, str], codes: Collection[str]) -> list[str]:
    """The columns whose cells cannot be used."""
    unfit = [name for name in COLUMNS if not cells[name]]
    if cells["rule"] and cells["rule"] not in codes:
        unfit.append("rule")
    if cells["until"] and _date(cells["until"]) is None:
        unfit.append("until")
    return unfit


def _all_wrong(wrong: Iterable[_Wrong], codes: Collection[str]) -> Iterator[Problem]:
    """The first few of each kind in each file."""
    kinds: dict[tuple[str, str, bool], list[_Wrong]] = {}
    for each in wrong:
        kinds.setdefault((each.file, each.column, not each.value), []).append(each)
    for alike in kinds.values():
        yield from told(alike, lambda each: _problem(each, codes))


def _problem(wrong: _Wrong, codes: Collection[str]) -> Problem:
    file, row, column, value = wrong
    if not value:
        fix = "Pengecualian perlu aturan, kunci, jabatan, batas dan alasan."
        return Problem(Fault.EMPTY_CELL, "Isian kosong.", fix, file, row, column)
    if column == "rule":
        message, fix = "Aturan tidak dikenal.", f"{did_you_mean(value, codes)}Lihat `kawal rules`."
    else:
        message, fix = "Bukan tanggal.", "Tulis tahun-bulan-hari, misalnya 2020-12-31."
    return Problem(Fault.WRONG_VALUE, message, fix, file, row, column, value)


def _said_twice(twice: _Twice) -> Problem:
    message = f"Temuan ini sudah dikecualikan dengan isi lain ({twice.first})."
    fix = "Hapus salah satunya: satu temuan, satu pengecualian."
    return Problem(Fault.REPEATED_KEY, message, fix, twice.file, twice.row, "key", twice.key)


def _date(text: str) -> date | None:
    """Only the one form: Python knows others (20200302, 2020-W10-1) that people misread."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None
