"""A snapshot on disk: a folder or a zip with `datapackage.json` and one canonical CSV per table.

The form is a Frictionless Tabular Data Package. The digest is the SHA-256 over the sorted lines
`<sha256>  <file>` of `datapackage.json` and the files that it lists, so anyone can recompute it:

    sha256sum datapackage.json *.csv | LC_ALL=C sort | sha256sum
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from kawal.engine.shared.csv_text import read_columns
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.snapshot.build import TextTable, TypedTable, build, sort_rows
from kawal.engine.snapshot.cells import as_text
from kawal.engine.snapshot.model import Snapshot
from kawal.engine.snapshot.quick import quick_table
from kawal.engine.snapshot.schema import BY_NAME, VERSION, Column, Kind, Table

DESCRIPTOR = "datapackage.json"
LARGEST_FILE = 512 * 1024 * 1024
"""Bytes of one unpacked file; a zip that unfolds to more is refused."""

_FIELD_TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.MONEY: "number",
    Kind.DECIMAL: "number",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
}
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_EPOCH = (1980, 1, 1, 0, 0, 0)


def files_of(snapshot: Snapshot) -> dict[str, bytes]:
    """Every file of the canonical package by name: the same snapshot always gives the same bytes."""
    files = {DESCRIPTOR: _descriptor(snapshot)}
    for name, frame in snapshot.tables.items():
        table = BY_NAME[name]
        texts = sort_rows(table, frame).select(
            as_text(table.column(column)) for column in table.names if column in frame.columns
        )
        files[f"{name}.csv"] = texts.write_csv(line_terminator="\n").encode()
    return files


def digest_of(snapshot: Snapshot) -> str:
    """The snapshot's SHA-256 in hexadecimal; changes with any cell, not with the order of rows
    or columns."""
    lines = sorted(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in files_of(snapshot).items()
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def write(snapshot: Snapshot, path: Path) -> None:
    """Write the canonical package: a zip where `path` ends in .zip, else a folder.

    In a folder, files of an earlier package that the new one does not list are removed.
    """
    files = files_of(snapshot)
    if path.suffix == ".zip":
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
        return
    path.mkdir(parents=True, exist_ok=True)
    for table in BY_NAME:
        if f"{table}.csv" not in files:
            (path / f"{table}.csv").unlink(missing_ok=True)
    for name, content in files.items():
        (path / name).write_bytes(content)


def is_package(path: Path) -> bool:
    """Whether `path` looks like a package: a folder with a descriptor, or a zip."""
    return (path / DESCRIPTOR).is_file() if path.is_dir() else path.suffix == ".zip"


def read(path: Path) -> Snapshot:
    """The snapshot in a folder or zip, canonical or not.

    Raises UnusableInput with every fault found, each with its file, row, column and value.
    """
    if path.is_dir():
        return _read_files(lambda name: _bytes_in_folder(path, name), str(path))
    try:
        with zipfile.ZipFile(path) as archive:
            return _read_files(lambda name: _bytes_in_zip(archive, name), str(path))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        # truncated, corrupt, encrypted, or packed in a way that Python does not know
        raise UnusableInput(
            [
                Problem(
                    "Berkas zip rusak, terkunci sandi, atau bukan zip.",
                    "Unduh atau buat ulang.",
                    str(path),
                )
            ]
        ) from error


def _read_files(content_of: Callable[[str], bytes | None], where: str) -> Snapshot:
    descriptor = _read_descriptor(content_of(DESCRIPTOR), where)
    tables: list[TextTable | TypedTable] = []
    problems: list[Problem] = []
    for resource in descriptor["resources"]:
        name, file = resource["name"], resource["path"]
        content = content_of(file)
        if content is None:
            fix = f"Sertakan {file}, atau hapus dari {DESCRIPTOR}."
            problems.append(Problem("Berkas tabel tidak ada.", fix, file=f"{where}/{file}"))
            continue
        if (frame := quick_table(name, content)) is not None:
            tables.append(TypedTable(name, file, frame))
            continue
        try:
            tables.append(TextTable(name, file, read_columns(content, file)))
        except UnusableInput as error:
            problems += error.problems
    if problems:
        raise UnusableInput(problems)
    own = descriptor["kawal"]
    return build(
        region=own["region"],
        year=own["year"],
        sample=own["sample"],
        source=own["source"],
        tables=tables,
    )


def _read_descriptor(content: bytes | None, where: str) -> dict[str, Any]:
    place = f"{where}/{DESCRIPTOR}"
    if content is None:
        raise UnusableInput(
            [
                Problem(
                    f"Paket data tidak memuat {DESCRIPTOR}.",
                    "Pilih folder atau zip yang dibuat oleh `kawal snapshot`.",
                    file=where,
                )
            ]
        )
    try:
        descriptor = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise UnusableInput(
            [Problem("Bukan JSON yang sah.", "Buat ulang paketnya.", file=place)]
        ) from error
    faults = _descriptor_faults(descriptor)
    if faults:
        raise UnusableInput(
            [
                Problem(fault, "Lihat docs/snapshot.md untuk bentuknya.", file=place)
                for fault in faults
            ]
        )
    return descriptor  # type: ignore[no-any-return]


def _descriptor_faults(descriptor: object) -> list[str]:
    faults = about_faults(descriptor)
    if isinstance(descriptor, dict) and "kawal" in descriptor:
        faults += _resource_faults(descriptor.get("resources"))
    return faults


def about_faults(descriptor: object) -> list[str]:
    """What is wrong with the part `kawal` of a descriptor, in words."""
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("kawal"), dict):
        return ['Bagian "kawal" tidak ada.']
    own = descriptor["kawal"]
    faults = []
    if own.get("version") != VERSION:
        faults.append(f"Versi bentuk harus {VERSION}, tertulis {own.get('version')!r}.")
    if not (own.get("region") is None or isinstance(own["region"], str)):
        faults.append('"region" harus kode wilayah atau null.')
    year = own.get("year")
    if not isinstance(year, int) or isinstance(year, bool) or not 1945 <= year <= 2200:
        faults.append('"year" harus tahun, misalnya 2021.')
    if not isinstance(own.get("sample"), bool):
        faults.append('"sample" harus true atau false.')
    if not isinstance(own.get("source"), str):
        faults.append('"source" harus teks.')
    if not all(_is_unicode(own.get(name)) for name in ("region", "source")):
        faults.append("Teksnya memuat karakter yang tidak sah.")
    return faults


def _is_unicode(text: object) -> bool:
    """Whether a text can be written as UTF-8; JSON can hold halves of characters."""
    return not isinstance(text, str) or not any("\ud800" <= char <= "\udfff" for char in text)


def _resource_faults(resources: object) -> list[str]:
    if not isinstance(resources, list):
        return ['"resources" harus daftar tabel.']
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
                f"Berkas tabel harus nama biasa di dalam paket itu sendiri, bukan {path!a}."
            )
        else:
            names.append(name)
    faults += [f"Tabel {name} disebut dua kali." for name in {*names} if names.count(name) > 1]
    return faults


def _bytes_in_folder(folder: Path, name: str) -> bytes | None:
    file = folder / name
    return file.read_bytes() if file.is_file() else None


def _bytes_in_zip(archive: zipfile.ZipFile, name: str) -> bytes | None:
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if archive.namelist().count(name) > 1:
        raise UnusableInput(
            [Problem("Berkas muncul dua kali dalam zip.", "Buat ulang.", file=name)]
        )
    if info.file_size > LARGEST_FILE:
        raise UnusableInput([Problem("Berkas terlalu besar.", "Pecah paketnya.", file=name)])
    return archive.read(info)


def about(snapshot: Snapshot) -> dict[str, Any]:
    """What a snapshot says of itself, as descriptors hold it."""
    return {
        "version": VERSION,
        "region": snapshot.region,
        "year": snapshot.year,
        "sample": snapshot.sample,
        "source": snapshot.source,
    }


def _descriptor(snapshot: Snapshot) -> bytes:
    content = {
        "name": "kawal-snapshot",
        "profile": "tabular-data-package",
        "kawal": about(snapshot),
        "resources": [
            _resource(BY_NAME[name], frame, snapshot.tables)
            for name, frame in snapshot.tables.items()
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def _resource(
    table: Table, frame: pl.DataFrame, tables: Mapping[str, pl.DataFrame]
) -> dict[str, Any]:
    carried = [column for column in table.columns if column.name in frame.columns]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in carried],
        "missingValues": [""],
    }
    if set(table.key) <= {column.name for column in carried}:
        schema["primaryKey"] = list(table.key)
    foreign = [
        _foreign_key(table, column, column.refers)
        for column in carried
        if column.refers is not None
        and not column.judged
        and set(BY_NAME[column.refers].key)
        <= set(tables.get(column.refers, pl.DataFrame()).columns)
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": _FIELD_TYPES[column.kind]}
    constraints: dict[str, Any] = {}
    if column.is_required:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    if constraints:
        field["constraints"] = constraints
    return field


def _foreign_key(table: Table, column: Column, refers: str) -> dict[str, Any]:
    """Frictionless names the table itself by an empty text."""
    (key,) = BY_NAME[refers].key
    resource = "" if refers == table.name else refers
    return {"fields": column.name, "reference": {"resource": resource, "fields": key}}
