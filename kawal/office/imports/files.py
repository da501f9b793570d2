"""Where brought files lie: in one folder outside of all that is served, under names of our own."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from kawal.engine.shared.errors import reason
from kawal.engine.shared.intake import LARGEST, too_large
from kawal.engine.shared.wording import printable

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")
_LONGEST = 200
_FORGOTTEN = 3600
"""Seconds after which a file that no row speaks of is swept away: the process ended in between."""


@dataclass(frozen=True)
class Kept:
    """A file that lies in the folder now."""

    token: str
    suffix: str
    name: str
    size: int
    sha256: str


class Bounded(FileUploadHandler):
    """Stops receiving what is larger than the engine reads, before it fills the disk."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        if start + len(raw_data) > LARGEST:
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> Any:  # noqa: ARG002  the next handler keeps it
        return None


def folder() -> Path:
    """The folder, made where there is none; only its owner looks into it."""
    place: Path = settings.KAWAL_UPLOADS
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def path_of(file: str) -> Path:
    """Where the file of that name of ours lies."""
    return folder() / file


def keep(given: UploadedFile) -> Kept:
    """Write what was sent to disk, whole. Raises ValidationError where that cannot be."""
    name = printable(Path(given.name or "").name)[-_LONGEST:] or "berkas"
    ending = Path(name).suffix.lower()
    suffix = ending if _SUFFIX.fullmatch(ending) else ""
    token = secrets.token_hex(16)
    place = path_of(token + suffix)
    digest, size = hashlib.sha256(), 0
    try:
        with place.open("xb") as file:
            os.chmod(place, 0o600)
            for chunk in given.chunks():
                size += len(chunk)
                if size > LARGEST:
                    raise ValidationError(str(too_large(name)))
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        remove(place.name)
        raise ValidationError(f"Berkas tidak dapat disimpan: {reason(error)}.") from error
    except ValidationError:
        remove(place.name)
        raise
    return Kept(token, suffix, name, size, digest.hexdigest())


def remove(file: str) -> None:
    """Let the file be gone; one that is gone already is no fault."""
    with suppress(OSError):
        path_of(file).unlink()


def sweep(known: set[str]) -> None:
    """Remove what no row speaks of, an hour after it came: its process ended before the row came."""
    for place in folder().iterdir():
        named = re.fullmatch(r"[0-9a-f]{32}(\.[a-z0-9]{1,8})?", place.name)
        if not named or place.name in known:
            continue
        with suppress(OSError):
            if time.time() - place.stat().st_mtime > _FORGOTTEN:
                place.unlink()
