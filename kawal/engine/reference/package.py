"""A reference pack on disk: a folder or zip with `reference.json` and `codes.csv`.

Canonical like a snapshot, with the same kind of digest:

    sha256sum reference.json codes.csv | LC_ALL=C sort | sha256sum
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from kawal.engine.reference.pack import (
    ACTIVE,
    ALL_COLUMNS,
    COLUMNS,
    GOVERNMENTS,
    KEY,
    LEVELS,
    WITHDRAWN,
    ReferencePack,
)
from kawal.engine.shared.csv_text import read_columns
from kawal.engine.shared.errors import Problem, UnusableInput, reason, told
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.files import write_together
from kawal.engine.snapshot.cells import clean_text
from kawal.engine.snapshot.container import opened
from kawal.engine.snapshot.descriptor import is_whole, json_of
from kawal.engine.snapshot.package import digest_of_files, is_zip_name, zipped

DESCRIPTOR, CODES = "reference.json", "codes.csv"
VERSION = 1
_REBUILD = "Buat ulang dengan `kawal reference build`."
_CHOICES = {
    "level": LEVELS,
    "government": (*GOVERNMENTS, None),
    "status": (ACTIVE, WITHDRAWN),
}
_FILLED = ("level", "code", "name", "status")


def files_of(pack: ReferencePack) -> dict[str, bytes]:
    """Every file of the pack by name: the same pack always gives the same bytes."""
    about = {
        "version": VERSION,
        "title": pack.title,
        "since": pack.since.isoformat(),
        "until": pack.until.isoformat() if pack.until else None,
        "source": pack.source,
        "source_sha256": pack.source_sha256,
    }
    text = json.dumps(about, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    rows = pack.codes.select(pack.columns).sort(KEY, nulls_last=False)
    return {CODES: rows.write_csv(line_terminator="\n").encode(), DESCRIPTOR: text.encode()}


def digest_of(pack: ReferencePack) -> str:
    """The pack's SHA-256 in hexadecimal."""
    return digest_of_files(files_of(pack))


def write(pack: ReferencePack, path: Path) -> None:
    """Write the pack whole: a zip where `path` ends in .zip, else a folder. Raises OSError."""
    files = files_of(pack)
    if is_zip_name(path):
        write_together({path: zipped(files)})
    else:
        write_together({path / name: content for name, content in files.items()})


def read(path: Path) -> ReferencePack:
    """The pack in a folder or zip.

    Raises UnusableInput with every fault found, each with its file, row, column and value.
    """
    if not path.exists():
        raise UnusableInput(
            [Problem(Fault.MISSING, "Daftar kode tidak ada.", "Periksa namanya.", str(path))]
        )
    if path.is_file() and not is_zip_name(path):
        fix = "Beri folder atau zip yang dibuat oleh `kawal reference build`."
        raise UnusableInput(
            [Problem(Fault.UNKNOWN_FORM, "Bukan paket daftar kode.", fix, str(path))]
        )
    try:
        with opened(path, DESCRIPTOR) as container:
            about, codes = container.read(DESCRIPTOR), container.read(CODES)
    except OSError as error:
        raise unreadable(path, error) from error
    if about is None or codes is None:
        missing = DESCRIPTOR if about is None else CODES
        message = f"Paket daftar kode tidak memuat {missing}."
        raise UnusableInput([Problem(Fault.NO_PACKAGE, message, _REBUILD, str(path))])
    said = _about(about, f"{path}/{DESCRIPTOR}")
    return ReferencePack(
        title=said["title"],
        since=said["since"],
        until=said["until"],
        source=said["source"],
        source_sha256=said["source_sha256"],
        codes=_codes(codes, f"{path}/{CODES}"),
    )


def unreadable(path: Path, error: OSError) -> UnusableInput:
    """What is said of a file that the system does not let us read."""
    message = f"Tidak dapat dibuka: {reason(error)}."
    return UnusableInput([Problem(Fault.CLOSED, message, "Periksa hak aksesnya.", str(path))])


def _about(content: bytes, file: str) -> dict[str, Any]:
    about = json_of(content, file, _REBUILD)
    faults = _about_faults(about)
    if faults:
        raise UnusableInput([Problem(Fault.DESCRIPTOR, fault, _REBUILD, file) for fault in faults])
    dates = {name: _day(about[name]) for name in ("since", "until")}
    return {**about, **dates}


def _about_faults(about: object) -> list[str]:
    if not isinstance(about, dict):
        return ["Isinya bukan { nama: isi }."]
    if not is_whole(about.get("version")) or about["version"] != VERSION:
        return [f'"version" harus {VERSION}.']
    texts = ("title", "source", "source_sha256")
    faults = [f'"{name}" harus teks.' for name in texts if not _is_text(about.get(name))]
    since, until = _day(about.get("since")), _day(about.get("until"))
    if since is None:
        faults.append('"since" harus tanggal, misalnya "2021-01-01".')
    if about.get("until") is not None and until is None:
        faults.append('"until" harus tanggal atau null.')
    if since and until and until < since:
        faults.append('"until" lebih dahulu daripada "since".')
    return faults


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value.isprintable() and bool(value.strip())


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _codes(content: bytes, file: str) -> pl.DataFrame:
    text = read_columns(content, file)
    missing = [name for name in COLUMNS if name not in text.columns]
    if missing:
        raise UnusableInput(
            [
                Problem(Fault.MISSING_COLUMN, "Kolom tidak ada.", _REBUILD, file, 1, name)
                for name in missing
            ]
        )
    carried = [name for name in ALL_COLUMNS if name in text.columns]
    texts = {name: [clean_text(cell) for cell in text.columns[name]] for name in carried}
    rows = pl.DataFrame(texts, schema=dict.fromkeys(carried, pl.String))
    if problems := row_problems(rows, text.rows, file):
        raise UnusableInput(problems)
    return rows


def row_problems(rows: pl.DataFrame, numbers: Sequence[int], file: str) -> list[Problem]:
    """What is wrong with the rows of a pack: an empty cell, a word that is none, a code that stands
    twice. numbers: of the rows in `file`."""
    problems: list[Problem] = []
    for name in _FILLED:
        empty = rows[name].is_null().arg_true().to_list()
        problems += told(empty, partial(_empty, name, numbers, file))
    for name, choices in _CHOICES.items():
        known = rows[name].is_in([each for each in choices if each]) | rows[name].is_null()
        wrong = (~known).arg_true().to_list()
        problems += told(wrong, partial(_unknown, name, rows, numbers, file))
    repeated = rows.group_by(KEY).len().filter(pl.col("len") > 1).sort(KEY)
    return problems + told(repeated.rows(), partial(_repeated, file))


def _empty(name: str, numbers: Sequence[int], file: str, at: int) -> Problem:
    return Problem(Fault.EMPTY_CELL, "Isian kosong.", _REBUILD, file, numbers[at], name)


def _unknown(name: str, rows: pl.DataFrame, numbers: Sequence[int], file: str, at: int) -> Problem:
    fix = f"Pilihan: {', '.join(each for each in _CHOICES[name] if each)}."
    value = rows[name][at]
    return Problem(Fault.WRONG_VALUE, "Isi tidak dikenal.", fix, file, numbers[at], name, value)


def _repeated(file: str, row: tuple[str, str | None, int]) -> Problem:
    code, government, count = row
    message = f"Kode muncul {count} kali ({government or 'semua pemerintah'})."
    return Problem(Fault.REPEATED_KEY, message, _REBUILD, file, column="code", value=code)
