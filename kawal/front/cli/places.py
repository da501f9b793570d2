"""Where the command may write: never over what it reads, never over what is not its own."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from typing import Any

from kawal.engine.reference import package as reference_package
from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot import package, parquet
from kawal.engine.snapshot.container import DESCRIPTOR
from kawal.engine.snapshot.schema import BY_NAME


def refusal(place: Path, *, sample: bool, region: str | None = None) -> str | None:
    """Why a package must not be written to `place`; None where it may. Raises OSError.

    It may where nothing is, or an earlier package of Kawal. A sample gives way to anything, a real
    regency's plan only to one of the same region. sample, region: of the package to be written.
    """
    if not os.path.exists(place) or _is_empty(place):
        return None
    if not (place.is_dir() or (package.is_package(place) and place.is_file())):
        return f"{place} sudah ada dan bukan paket data; pilih nama lain."
    earlier = package.descriptor_at(place)
    if earlier is None:
        return f"{place} berisi lain dari paket data Kawal; pilih nama lain."
    if told := _precious(earlier["kawal"], sample, region):
        return f"{place} memuat {told}; pilih nama lain."
    listed = {each["path"] for each in earlier["resources"]}
    for name in (f"{table}.csv" for table in BY_NAME):
        if name not in listed and os.path.exists(place / name):
            return f"{place / name} bukan bagian paket di situ; pilih nama lain."
    return None


def parquet_refusal(folder: Path) -> str | None:
    """Why Parquet must not be written there; None where nothing is, or earlier Parquet of Kawal.
    Raises OSError."""
    if package.is_zip_name(folder) or folder.is_file():
        return f"--parquet menulis folder; {folder} harus nama folder."
    if (folder / DESCRIPTOR).is_file():
        return f"{folder} berisi paket data CSV; pilih folder lain untuk Parquet."
    if os.path.exists(folder) and not _is_empty(folder) and not parquet.is_parquet(folder):
        return f"{folder} berisi lain dari Parquet Kawal; pilih nama lain."
    return None


def pack_refusal(place: Path) -> str | None:
    """Why a reference pack must not be written to `place`; None where nothing is, or an earlier
    pack. Raises OSError."""
    if not os.path.exists(place) or _is_empty(place):
        return None
    try:
        reference_package.read(place)
    except UnusableInput:
        return f"{place} sudah ada dan bukan paket daftar kode; pilih nama lain."
    return None


def _precious(own: Mapping[str, Any], sample: bool, region: str | None) -> str | None:
    """What the earlier package holds that the new one would not bring back."""
    if own["sample"]:
        return None
    if sample:
        return "rencana sungguhan, bukan data contoh"
    if own["region"] != region:
        return f"rencana daerah lain (kode {own['region'] or 'tidak disebut'})"
    return None


def clash(outputs: Mapping[str, Path], inputs: Sequence[Path]) -> str | None:
    """Why reports must not be written: over each other or over an input; None where they may.

    outputs: option → path. inputs: every file or folder that is read.
    """
    for (one, first), (other, second) in combinations(outputs.items(), 2):
        if _are_same(first, second):
            return f"{one} {first} dan {other} {second} adalah berkas yang sama; beri dua nama."
    for option, path in outputs.items():
        for source in inputs:
            if _are_same(path, source) or _is_part(path, source):
                return f"{option} {path} akan menimpa masukan {source}; beri nama lain."
    return None


def _is_empty(place: Path) -> bool:
    return not os.listdir(place) if place.is_dir() else place.is_file() and not place.stat().st_size


def _are_same(one: Path, other: Path) -> bool:
    with suppress(OSError):  # one of them is not there yet
        return os.path.samefile(one, other)
    return os.path.realpath(one) == os.path.realpath(other)


def _is_part(path: Path, source: Path) -> bool:
    """Whether the name is one that the package in the folder `source` has, or may have."""
    name = path.name.lower()
    is_named = name == DESCRIPTOR or name.endswith(".csv")
    return is_named and _are_same(path.parent, source)
