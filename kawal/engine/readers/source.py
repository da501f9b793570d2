"""Reads one foreign CSV by its profile, reconciles it, and keeps what it could not read as text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from kawal.engine.readers.drift import recognise, refuse_drift
from kawal.engine.readers.emitting import tables_of
from kawal.engine.readers.figures import Figures
from kawal.engine.readers.library import profile_named, profiles
from kawal.engine.readers.profile import LEVEL, NAMED, ROW, Emission, Profile, Row
from kawal.engine.readers.reading import Reading
from kawal.engine.readers.reconciling import reconciled
from kawal.engine.readers.rows import Rows, rows_of
from kawal.engine.shared.csv_text import CsvText, read_columns
from kawal.engine.shared.errors import FEW, Problem, UnusableInput
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
    figures = Figures(file, rows.other_units)
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
    if rows.withheld:
        notes.append(
            counted(
                "{count} teks ditahan penerbit berkas; masing-masing dianggap teks tersendiri, jadi "
                "tidak dibandingkan dengan teks lain.",
                rows.withheld,
            )
        )
    notes += _unplaced(rows, profile)
    notes += _named(rows.read, profile)
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
    return [
        counted(
            "{count} baris tidak dibaca ({why}): baris {rows}.",
            len(numbers),
            why=say(why),
            rows=_listed(numbers),
        )
        for why, numbers in rows.skipped.items()
    ]


def _unplaced(rows: Rows, profile: Profile) -> list[str]:
    """The rows whose place in the plan is not known, each with its code and what the file calls it."""
    if not rows.unplaced or not profile.levels or not profile.nodes:
        return []
    level, code = profile.levels.column or LEVEL, profile.nodes.code or ROW
    told = [
        say('baris {row} "{code}" ({level})', row=row[ROW], code=row[code], level=row[level])
        for row in rows.read
        if int(row[ROW] or 0) in rows.unplaced
    ]
    shown = ", ".join(told[:FEW])
    if more := len(told[FEW:]):
        shown += " " + counted("dan {count} lainnya", more)
    return [
        counted(
            "{count} baris mempunyai kode yang tidak berbentuk kode tingkatnya, jadi induknya tidak "
            "diketahui dan jumlah di atasnya tidak dapat dinilai; betulkan kode atau tingkatnya di "
            "berkas sumber: {rows}.",
            len(told),
            rows=shown,
        )
    ]


def _named(rows: Sequence[Row], profile: Profile) -> list[str]:
    """The nodes that were made of a name alone."""
    makers = [each for each in profile.emissions if _makes_named(each)]
    names: dict[str, list[int]] = {}
    for row in rows:
        name = row[NAMED] if makers else None
        if name and any(each.takes(row) for each in makers):
            names.setdefault(name, []).append(int(row[ROW] or 0))
    if not names:
        return []
    told = (
        say('"{name}" (baris {rows})', name=name, rows=_listed(numbers))
        for name, numbers in names.items()
    )
    return [
        counted(
            "{count} induk disebut berkas tanpa baris sendiri, jadi dibuat dari namanya saja: "
            "{names}.",
            len(names),
            names=", ".join(told),
        )
    ]


def _makes_named(emission: Emission) -> bool:
    made = emission.columns.get("id")
    return emission.table == "node" and made is not None and NAMED in made.columns


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:_SHOWN]))
    more = len(numbers) - _SHOWN
    return f"{shown} {counted('dan {count} lainnya', more)}" if more > 0 else shown
