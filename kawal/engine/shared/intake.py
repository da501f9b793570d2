"""Files that others made: read whole, or refused before they fill the memory or never end."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

from kawal.engine.shared.errors import Problem, UnusableInput, reason
from kawal.engine.shared.fault import Fault

LARGEST = 256 * 1024 * 1024
"""Bytes of one input, unpacked. The plans of a whole regency take less than a twentieth of it."""
ZIP_FAULTS = (
    zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError,
    struct.error, LookupError,
)  # fmt: skip
"""What the standard library raises on a zip that is truncated, corrupt, encrypted, or packed in a
way that it does not know; BadZipFile is only the usual one."""
_MOST_LISTED = 20_000
_LISTED = b"PK\x01\x02"
"""Begins each entry of the list at the end of a zip; zips stored in it have such lists too."""


def read_whole(path: Path) -> bytes:
    """The bytes of a file.

    Raises UnusableInput where it cannot be opened, is no regular file, or is larger than LARGEST.
    """
    refuse_irregular(path)
    try:
        return path.read_bytes()
    except OSError as error:
        raise _closed(path, error) from error


def refuse_irregular(path: Path) -> None:
    """Raise UnusableInput for what is no file (a folder, a pipe, a device), or too large a one."""
    try:
        regular, size = path.is_file(), path.stat().st_size
    except OSError as error:
        raise _closed(path, error) from error
    if not regular:
        fix = "Beri berkas biasa; folder, pipa dan perangkat tidak dibaca."
        raise UnusableInput([Problem(Fault.IRREGULAR, "Bukan berkas biasa.", fix, str(path))])
    if size > LARGEST:
        raise UnusableInput([too_large(str(path))])


def is_crowded(archive: bytes) -> bool:
    """Whether a zip lists more files than any honest one. Its list is read before anything can be
    asked of it, at half a kilobyte of memory for each file."""
    return archive.count(_LISTED) > _MOST_LISTED


def too_large(file: str) -> Problem:
    """What is said of a file, or of files together, beyond LARGEST."""
    message = f"Lebih besar dari {LARGEST // 1024**2} MiB sesudah dibuka."
    return Problem(
        Fault.TOO_LARGE, message, "Periksa isinya; bila memang sebesar itu, pecah berkasnya.", file
    )


def _closed(path: Path, error: OSError) -> UnusableInput:
    message = f"Tidak dapat dibuka ({reason(error)})."
    fault = Fault.MISSING if isinstance(error, FileNotFoundError) else Fault.CLOSED
    return UnusableInput([Problem(fault, message, "Periksa hak aksesnya.", str(path))])
