"""`datapackage.json` as it is read: sound in every part that Kawal uses, or refused."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from kawal.engine.shared.errors import Problem, UnusableInput, shortened
from kawal.engine.shared.fault import Fault
from kawal.engine.snapshot.container import DESCRIPTOR
from kawal.engine.snapshot.schema import BY_NAME, VERSION

LARGEST_DESCRIPTOR = 4 * 1024 * 1024
MOST_RESOURCES = 100
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")


class _Repeated(ValueError):
    """A key that stands twice in one JSON object: which of the two is meant?"""


def read_descriptor(content: bytes | None, where: str) -> dict[str, Any]:
    """What the descriptor says; its part `kawal` and its `resources` are sound.

    content: None where there is no such file. where: the package, for messages. Raises
    UnusableInput.
    """
    place = f"{where}/{DESCRIPTOR}"
    if content is None:
        fix = "Pilih folder atau zip yang dibuat oleh `kawal snapshot`."
        raise UnusableInput(
            [Problem(Fault.NO_PACKAGE, f"Paket data tidak memuat {DESCRIPTOR}.", fix, where)]
        )
    descriptor = json_of(content, place, "Buat ulang paketnya.")
    if faults := about_faults(descriptor) or _resource_faults(descriptor.get("resources")):
        fix = "Lihat docs/snapshot.md untuk bentuknya."
        raise UnusableInput([Problem(Fault.DESCRIPTOR, fault, fix, place) for fault in faults])
    return descriptor  # type: ignore[no-any-return]


def json_of(content: bytes, place: str, fix: str) -> Any:
    """What a descriptor says, whatever it is. place: its file, for messages. fix: the mend of one
    that is broken.

    Raises UnusableInput where it is larger than any honest one, no JSON, or says a name twice.
    """
    if len(content) > LARGEST_DESCRIPTOR:
        raise UnusableInput([Problem(Fault.TOO_LARGE, "Berkas terlalu besar.", fix, place)])
    try:
        return json.loads(content, object_pairs_hook=_unique)
    except _Repeated as error:
        message = f"Nama {shortened(str(error))} ditulis dua kali."
        problem = Problem(Fault.DESCRIPTOR, message, "Hapus salah satunya.", place)
        raise UnusableInput([problem]) from error
    except (ValueError, RecursionError) as error:
        problem = Problem(Fault.BROKEN_JSON, "Bukan JSON yang sah.", fix, place)
        raise UnusableInput([problem]) from error


def unlisted(descriptor: Mapping[str, Any], names: Sequence[str], where: str) -> list[Problem]:
    """A problem for each file that is named like a table, lies in the package, and is not listed:
    whoever put it there believes that it is read."""
    listed = {resource["path"] for resource in descriptor["resources"]}
    tables = {f"{table}.csv" for table in BY_NAME}
    return [
        Problem(
            Fault.UNLISTED,
            f"Berkas tabel tidak disebut dalam {DESCRIPTOR}, jadi tidak akan terbaca.",
            f'Sebutkan di bagian "resources", atau keluarkan {name} dari paket.',
            file=f"{where}/{name}",
        )
        for name in names
        if name.lower() in tables and name not in listed
    ]


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for name, value in pairs:
        if name in content:
            raise _Repeated(json.dumps(name, ensure_ascii=True))
        content[name] = value
    return content


def about_faults(descriptor: object) -> list[str]:
    """What is wrong with the part `kawal` of a descriptor, in words."""
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("kawal"), dict):
        return ['Bagian "kawal" tidak ada.']
    own = descriptor["kawal"]
    faults = []
    if not is_whole(own.get("version")) or own["version"] != VERSION:
        found = shortened(json.dumps(own.get("version")))
        faults.append(f"Versi bentuk harus {VERSION}, tertulis {found}.")
    if not (own.get("region") is None or isinstance(own["region"], str)):
        faults.append('"region" harus kode wilayah atau null.')
    if not is_whole(own.get("year")) or not 1945 <= own["year"] <= 2200:
        faults.append('"year" harus tahun, misalnya 2021.')
    if not isinstance(own.get("sample"), bool):
        faults.append('"sample" harus true atau false.')
    if not isinstance(own.get("source"), str):
        faults.append('"source" harus teks.')
    if not all(_is_unicode(own.get(name)) for name in ("region", "source")):
        faults.append("Teksnya memuat karakter yang tidak sah.")
    return faults


def is_whole(value: object) -> bool:
    """Whether it is a whole number; in Python true is one, in JSON it is not."""
    return isinstance(value, int) and not isinstance(value, bool)


def _is_unicode(text: object) -> bool:
    """Whether a text can be written as UTF-8; JSON can hold halves of characters."""
    return not isinstance(text, str) or not any("\ud800" <= char <= "\udfff" for char in text)


def _resource_faults(resources: object) -> list[str]:
    if not isinstance(resources, list):
        return ['"resources" harus daftar tabel.']
    if len(resources) > MOST_RESOURCES:
        return [f'"resources" memuat lebih dari {MOST_RESOURCES} tabel.']
    faults = []
    names = []
    for each in resources:
        name, path = (
            (each.get("name"), each.get("path")) if isinstance(each, dict) else (None, None)
        )
        if not (isinstance(name, str) and isinstance(path, str)):
            faults.append('Setiap isi "resources" perlu "name" dan "path".')
        elif not _FILE_NAME.fullmatch(path):
            faults.append(
                "Berkas tabel harus nama biasa di dalam paket itu sendiri, bukan "
                f"{shortened(ascii(path))}."
            )
        else:
            names.append(name)
    twice = sorted({name for name in names if names.count(name) > 1})
    return faults + [f"Tabel {shortened(name)} disebut dua kali." for name in twice]
