"""Reads one foreign CSV by its profile, reconciles it, and keeps what it could not read as text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from kawal.engine.readers.drift import recognise, refuse_drift
from kawal.engine.readers.emitting import tables_of
from kawal.engine.readers.figures import Figures
from kawal.engine.readers.library import profile_named, profiles
from kawal.engine.readers.profile import ROW, Profile, Row
from kawal.engine.readers.reading import Reading
from kawal.engine.readers.reconciling import reconciled
from kawal.engine.readers.rows import Rows, rows_of
from kawal.engine.shared.csv_text import CsvText, read_columns
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.intake import read_whole
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import counted, printable
from kawal.engine.snapshot.build import build

_SHOWN = 10


def read_source(path: Path, profile_name: str | None) -> Reading:
    """The snapshot of a foreign CSV.

    profile_name: a profile's name or the path of its TOML; None lets the columns choose. Raises
    UnusableInput: drift alarm, unknown or broken profile, a rupiah value without one certain
    reading, or rows that contradict each other.
    """
    content = read_whole(path)
    file = printable(path.name)  # a name in no encoding could not be written into the package
    text, profile = _text_and_profile(content, file, profile_name)
    rows = rows_of(text, profile, file)
    if not rows.read:
        raise UnusableInput(
            [Problem(Fault.EMPTY, "Berkas tidak memuat satu baris pun.", "Isi berkasnya.", file)]
        )
    year = _year(rows.read, profile, file)
    figures = Figures(file)
    tables = tables_of(rows.read, profile, figures)
    if problems := figures.problems():
        raise UnusableInput(problems)
    digest = hashlib.sha256(content).hexdigest()
    snapshot = build(
        region=None,
        year=year,
        sample=False,
        source=f"{file}, sha256 {digest}, profil {profile.name}",
        tables=tables,
    )
    notes = [
        counted(
            "{file}: dibaca dengan profil {profile}, {count} baris sumber.",
            _length(rows),
            file=file,
            profile=profile.name,
        )
    ]
    notes += map(say, profile.caveats)
    notes += _skipped(rows)
    notes += reconciled(rows.read, profile, snapshot, file)
    notes += figures.notes()
    return Reading(snapshot, tuple(notes))


def _text_and_profile(content: bytes, file: str, name: str | None) -> tuple[CsvText, Profile]:
    if name is not None:
        profile = profile_named(name)
        text = read_columns(content, file, profile.separator)
        refuse_drift(list(text.columns), profile, file)
        return text, profile
    text = read_columns(content, file)
    return text, recognise(list(text.columns), profiles(), file)


def _year(rows: Sequence[Row], profile: Profile, file: str) -> int:
    if isinstance(profile.year, int):
        return profile.year
    first = rows[0][profile.year]
    for row in rows:
        text = row[profile.year]
        number = int(row[ROW] or 0)
        if text is None or not (text.isascii() and text.isdigit() and len(text) == 4):
            fix = "Isi tahun rencana dengan empat angka."
            raise UnusableInput(
                [Problem(Fault.WRONG_VALUE, "Bukan tahun.", fix, file, number, profile.year, text)]
            )
        if text != first:
            fix = f"Satu berkas memuat satu tahun; baris pertama menyebut {first}."
            raise UnusableInput(
                [
                    Problem(
                        Fault.CONTRADICTION, "Tahun berbeda.", fix, file, number, profile.year, text
                    )
                ]
            )
    return int(first or 0)


def _length(rows: Rows) -> int:
    return len(rows.read) + sum(map(len, rows.skipped.values()))


def _skipped(rows: Rows) -> list[str]:
    notes = []
    for why, numbers in rows.skipped.items():
        shown = ", ".join(map(str, numbers[:_SHOWN]))
        if more := len(numbers[_SHOWN:]):
            shown += " " + counted("dan {count} lainnya", more)
        notes.append(
            counted(
                "{count} baris tidak dibaca ({why}): baris {rows}.",
                len(numbers),
                why=say(why),
                rows=shown,
            )
        )
    return notes
