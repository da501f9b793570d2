"""The official lists of codes by which plans are judged: the packs that the settings name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from kawal.engine.reference import ReferencePack, package


def packs() -> tuple[ReferencePack, ...]:
    """Every pack, each read once by a process. Raises UnusableInput for one that cannot be read."""
    return tuple(_pack(path) for path in settings.KAWAL_REFERENCES)


@cache
def _pack(path: Path) -> ReferencePack:
    return package.read(path)
