"""Waivers: a named office accepts a finding until a date. They lie beside the snapshot, outside
its digest, in `<snapshot>.waivers.csv` with the columns rule, key, office, until, reason."""

from __future__ import annotations

import csv
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.nearest import did_you_mean

COLUMNS = ("rule", "key", "office", "until", "reason")


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
    stem = snapshot.name.removesuffix(".zip").removesuffix(".xlsx")
    return snapshot.with_name(f"{stem}.waivers.csv")


def read_waivers(path: Path, codes: Collection[str]) -> tuple[Waiver, ...]:
    """The waivers in a file. codes: the rules that there are.

    Raises UnusableInput for a missing column, an empty cell, an unknown rule, a date that is none.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = list(reader)
            heading = reader.fieldnames or []
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnusableInput(
            [Problem("Berkas pengecualian tidak terbaca.", "Simpan sebagai CSV UTF-8.", str(path))]
        ) from error
    missing = [name for name in COLUMNS if name not in heading]
    if missing:
        fix = f"Kolomnya: {', '.join(COLUMNS)}."
        raise UnusableInput(
            [Problem("Kolom tidak ada.", fix, str(path), 1, name) for name in missing]
        )
    problems: list[Problem] = []
    waivers = [
        _waiver(row, number, str(path), codes, problems) for number, row in enumerate(rows, 2)
    ]
    if problems:
        raise UnusableInput(problems)
    return tuple(waiver for waiver in waivers if waiver is not None)


def _waiver(
    row: dict[str, str], number: int, file: str, codes: Collection[str], problems: list[Problem]
) -> Waiver | None:
    before = len(problems)
    for name in COLUMNS:
        if not (row[name] or "").strip():
            fix = "Pengecualian perlu aturan, kunci, jabatan, batas dan alasan."
            problems.append(Problem("Isian kosong.", fix, file, number, name))
    if row["rule"] and row["rule"] not in codes:
        fix = f"{did_you_mean(row['rule'], codes)}Lihat `kawal rules`."
        problems.append(Problem("Aturan tidak dikenal.", fix, file, number, "rule", row["rule"]))
    until = _date(row["until"])
    if row["until"] and until is None:
        fix = "Tulis tahun-bulan-hari, misalnya 2020-12-31."
        problems.append(Problem("Bukan tanggal.", fix, file, number, "until", row["until"]))
    if len(problems) > before or until is None:
        return None
    return Waiver(row["rule"], row["key"], row["office"], until, row["reason"])


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
