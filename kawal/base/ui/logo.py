"""The region's own mark beside Kawal's, from a file that the settings name."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

LARGEST = 200 * 1024
"""Bytes; it goes along with every first page over slow links."""
_KINDS = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""By how the file begins. No SVG: it may hold scripts, and people take it from anywhere."""


@cache
def logo() -> tuple[bytes, str] | None:
    """The picture and its kind; None where the settings name none, or none that can be shown."""
    path: Path | None = settings.KAWAL_LOGO
    if path is None or fault_of(path):
        return None
    content = path.read_bytes()
    return content, next(kind for begins, kind in _KINDS.items() if content.startswith(begins))


def digest() -> str:
    """Changes whenever the picture does; empty where there is none."""
    found = logo()
    return sha256(found[0]).hexdigest()[:12] if found else ""


def fault_of(path: Path | None) -> tuple[str, str] | None:
    """Why the file cannot be shown, and the mend; None where it can, or where none is named."""
    if path is None:
        return None
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            begins = file.read(8)
    except OSError:
        return f"Berkas logo {path} tidak ada atau tidak terbaca.", "Perbaiki KAWAL_LOGO."
    if size > LARGEST:
        return f"Berkas logo {path} lebih besar dari {LARGEST // 1024} kB.", "Kecilkan gambarnya."
    if not any(begins.startswith(each) for each in _KINDS):
        return f"Berkas logo {path} bukan PNG atau JPEG.", "Simpan sebagai PNG."
    return None
