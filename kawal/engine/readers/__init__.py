"""Readers: whatever an office has, as one snapshot. A reader is loaded when its file comes, since
most runs read packages alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kawal.engine.readers.combine import combine
from kawal.engine.readers.reading import Reading
from kawal.engine.shared.errors import Problem, UnusableInput, reason
from kawal.engine.shared.fault import Fault
from kawal.engine.snapshot import package, parquet

__all__ = ["Reading", "read_paths"]

_OTHER_SHEETS = frozenset({".xls", ".xlsm", ".xlsb", ".ods"})


def read_paths(paths: Sequence[Path], profile: str | None = None) -> Reading:
    """One snapshot of all paths: packages (folder, zip, Parquet), filled Excel templates, and CSV
    files that a profile fits.

    profile: for the CSV files, a profile's name or the path of its TOML; None lets their columns
    choose. Raises UnusableInput with every fault of the first input that has any.
    """
    if profile is not None:
        _refuse_idle_profile(paths, profile)
    readings = [_read(path, profile) for path in paths]
    snapshot, notes = combine([each.snapshot for each in readings], [path.name for path in paths])
    return Reading(snapshot, (*(note for each in readings for note in each.notes), *notes))


def _refuse_idle_profile(paths: Sequence[Path], profile: str) -> None:
    """A profile that nothing is read with would be forgotten without a word."""
    from kawal.engine.readers.library import profile_named

    profile_named(profile)
    if not any(path.suffix.lower() == ".csv" for path in paths):
        fix = "Hapus --profile; paket data tidak memerlukannya."
        raise UnusableInput(
            [Problem(Fault.IDLE_PROFILE, f"Profil {profile} hanya untuk berkas .csv.", fix)]
        )


def _read(path: Path, profile: str | None) -> Reading:
    try:
        if not path.exists():
            raise UnusableInput(
                [
                    Problem(
                        Fault.MISSING,
                        "Berkas atau folder tidak ada.",
                        "Periksa namanya.",
                        str(path),
                    )
                ]
            )
        if package.is_package(path):
            return Reading(package.read(path))
        if parquet.is_parquet(path):
            return Reading(parquet.read(path))
        if not path.is_dir() and path.suffix.lower() == ".csv":
            from kawal.engine.readers.source import read_source

            return read_source(path, profile)
        if path.is_file() and path.suffix.lower() == ".xlsx":
            from kawal.engine.readers.template.read import read_template

            return read_template(path)
    except OSError as error:
        raise UnusableInput(
            [
                Problem(
                    Fault.CLOSED,
                    f"Tidak dapat dibuka: {reason(error)}.",
                    "Periksa nama dan hak aksesnya.",
                    str(path),
                )
            ]
        ) from error
    raise UnusableInput([_unknown_form(path)])


def _unknown_form(path: Path) -> Problem:
    if path.suffix.lower() in _OTHER_SHEETS:
        fix = "Buka di Excel atau LibreOffice, lalu Simpan Sebagai .xlsx."
    else:
        fix = (
            "Beri folder atau zip paket data, template Excel (.xlsx), atau berkas .csv yang cocok "
            "dengan satu profil."
        )
    return Problem(Fault.UNKNOWN_FORM, "Bentuk masukan tidak dikenal.", fix, file=str(path))
