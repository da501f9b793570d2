"""Waivers: a named office accepts a finding until a date. They lie beside the snapshot, outside
its digest, in `<snapshot>.waivers.csv` with the columns rule, key, office, until, reason."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kawal.engine.shared.csv_text import read_columns
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.intake import read_whole
from kawal.engine.shared.nearest import did_you_mean
from kawal.engine.snapshot import package

COLUMNS = ("rule", "key", "office", "until", "reason")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Waiver:
    """One accepted finding. until is its last day; the day after, the finding is back."""

    rule: str
    key: str
    office: str
    until: date
    reason: str


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
    problems: list[Problem] = []
    written: dict[tuple[str, str], tuple[Waiver, str]] = {}
    for path in paths:
        for row, cells in _rows_of(path):
            waiver = _waiver(cells, row, str(path), codes, problems)
            if waiver is None:
                continue
            place = f"{path}, baris {row}"
            first, its_place = written.setdefault((waiver.rule, waiver.key), (waiver, place))
            if waiver != first:
                message = f"Temuan ini sudah dikecualikan dengan isi lain ({its_place})."
                fix = "Hapus salah satunya: satu temuan, satu pengecualian."
                problems.append(
                    Problem(Fault.REPEATED_KEY, message, fix, str(path), row, "key", waiver.key)
                )
    if problems:
        raise UnusableInput(problems)
    return tuple(waiver for waiver, _ in written.values())


def _rows_of(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The number and the cells of each row, without the spaces around them."""
    text = read_columns(read_whole(path), str(path))
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


def _waiver(
    cells: Mapping[str, str], row: int, file: str, codes: Collection[str], problems: list[Problem]
) -> Waiver | None:
    before = len(problems)
    for name in COLUMNS:
        if not cells[name]:
            fix = "Pengecualian perlu aturan, kunci, jabatan, batas dan alasan."
            problems.append(Problem(Fault.EMPTY_CELL, "Isian kosong.", fix, file, row, name))
    rule = cells["rule"]
    if rule and rule not in codes:
        fix = f"{did_you_mean(rule, codes)}Lihat `kawal rules`."
        problems.append(
            Problem(Fault.WRONG_VALUE, "Aturan tidak dikenal.", fix, file, row, "rule", rule)
        )
    until = _date(cells["until"])
    if cells["until"] and until is None:
        fix = "Tulis tahun-bulan-hari, misalnya 2020-12-31."
        problems.append(
            Problem(Fault.WRONG_VALUE, "Bukan tanggal.", fix, file, row, "until", cells["until"])
        )
    if len(problems) > before or until is None:
        return None
    return Waiver(rule, cells["key"], cells["office"], until, cells["reason"])


def _date(text: str) -> date | None:
    """Only the one form: Python knows others (20200302, 2020-W10-1) that people misread."""
    try:
        return date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None
