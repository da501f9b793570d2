"""A snapshot on disk: a folder or a zip with `datapackage.json` and one canonical CSV per table.

The form is a Frictionless Tabular Data Package. The digest is the SHA-256 over the sorted lines
`<sha256>  <file>` of `datapackage.json` and the files that it lists, so anyone can recompute it:

    sha256sum datapackage.json *.csv | LC_ALL=C sort | sha256sum
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from kawal.engine.shared.collecting import collect
from kawal.engine.shared.csv_text import MOST_CELLS, read_columns, too_many_cells
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.files import write_together
from kawal.engine.snapshot.build import TextTable, TypedTable, build
from kawal.engine.snapshot.canonical import canonical, csv_of, sort_rows
from kawal.engine.snapshot.container import DESCRIPTOR, Container, opened
from kawal.engine.snapshot.descriptor import read_descriptor, unlisted
from kawal.engine.snapshot.model import Snapshot
from kawal.engine.snapshot.quick import Quick, quick_tables
from kawal.engine.snapshot.schema import BY_NAME, TABLES, VERSION, Column, Kind, Table

_FIELD_TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.MONEY: "number",
    Kind.DECIMAL: "number",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
}
_EPOCH = (1980, 1, 1, 0, 0, 0)


def files_of(snapshot: Snapshot) -> dict[str, bytes]:
    """Every file of the canonical package by name: the same snapshot always gives the same bytes."""
    files = {DESCRIPTOR: _descriptor(snapshot)}
    for name, frame in snapshot.tables.items():
        table = BY_NAME[name]
        files[f"{name}.csv"] = snapshot.written.get(name) or csv_of(
            collect(canonical(table, sort_rows(table, frame).lazy()))
        )
    return files


def digest_of(snapshot: Snapshot) -> str:
    """The snapshot's SHA-256 in hexadecimal; changes with any cell, not with the order of rows
    or columns."""
    return digest_of_files(files_of(snapshot))


def digest_of_files(files: Mapping[str, bytes]) -> str:
    """The SHA-256 over the sorted lines `<sha256>  <file>`, as `sha256sum` prints them."""
    lines = sorted(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def write(snapshot: Snapshot, path: Path, along: Mapping[Path, bytes] | None = None) -> None:
    """Write the canonical package: a zip where `path` ends in .zip, else a folder.

    It appears whole, with the files `along`, or all is left as it was. In a folder, tables that the
    package before it listed are removed where the new one has none; other files stay. Raises OSError.
    """
    files = files_of(snapshot)
    if is_zip_name(path):
        write_together({**(along or {}), path: zipped(files)})
        return
    # File by file, not by renaming the folder: it may hold notes of its owner, be a link, or be
    # where a shell stands. The descriptor comes last and vouches for the rest.
    descriptor = files.pop(DESCRIPTOR)
    tables = {path / name: content for name, content in files.items()}
    gone = [path / name for name in _listed_tables(path) if name not in files]
    write_together({**(along or {}), **tables, path / DESCRIPTOR: descriptor}, gone)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as one zip without times in it: the same files always give the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), each, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _listed_tables(folder: Path) -> list[str]:
    """Files of tables that the package in the folder lists; others are not ours to remove."""
    descriptor = descriptor_at(folder)
    listed = {each["path"] for each in descriptor["resources"]} if descriptor else set()
    return [f"{table}.csv" for table in BY_NAME if f"{table}.csv" in listed]


def descriptor_at(path: Path) -> dict[str, Any] | None:
    """The descriptor of the package at `path`; None where there is no sound one."""
    try:
        with opened(path) as container:
            return read_descriptor(container.read(DESCRIPTOR), str(path))
    except (UnusableInput, OSError):
        return None


def is_package(path: Path) -> bool:
    """Whether `path` looks like a package: a folder with a descriptor, or a zip."""
    return (path / DESCRIPTOR).is_file() if path.is_dir() else is_zip_name(path)


def beside(path: Path, ending: str) -> Path:
    """What belongs to the package at `path` but not in it: `tegal.<ending>` beside tegal.zip.

    A folder given as `.` or `..` has its name elsewhere.
    """
    named = path.resolve() if path.name in ("", "..") else path
    name = named.stem if named.suffix.lower() in (".zip", ".xlsx") else named.name
    return named.parent / f"{name}.{ending}"


def is_zip_name(path: Path) -> bool:
    """Whether a package at this path is a zip."""
    return path.suffix.lower() == ".zip"


def read(path: Path) -> Snapshot:
    """The snapshot in a folder or zip, canonical or not; a zip may hold it in its one folder.

    Raises UnusableInput with every fault found, each with its file, row, column and value.
    """
    with opened(path) as container:
        packed = unpacked(container, path)
    problems = packed.problems
    tables: list[TextTable | TypedTable] = []
    quick = quick_tables(packed.contents)
    for name, file in packed.files.items():
        try:
            tables.append(_table_of(name, file, packed.contents[name], quick.get(name)))
        except UnusableInput as error:
            problems += error.problems
            continue
        if sum(table.cells for table in tables) > MOST_CELLS:
            raise UnusableInput([too_many_cells(str(path))])
    if problems:
        raise UnusableInput(problems)
    return build(**packed.about, tables=tables)


@dataclass(frozen=True)
class Packed:
    """A package as it lies at `path`. about: what its descriptor says of the snapshot, as `build` asks
    for it. files, contents: name and bytes of the file of each table that is there. problems: files
    that are not there, or that nobody listed."""

    path: Path
    about: dict[str, Any]
    files: dict[str, str]
    contents: dict[str, bytes]
    problems: list[Problem]


def unpacked(container: Container, path: Path) -> Packed:
    """The files of the package at `path`, none of them read yet.

    Raises UnusableInput where its descriptor cannot be used, or it is too large.
    """
    where = str(path)
    descriptor = read_descriptor(container.read(DESCRIPTOR), where)
    own = descriptor["kawal"]
    about = {name: own[name] for name in ("region", "year", "sample", "source")}
    packed = Packed(path, about, {}, {}, unlisted(descriptor, container.names(), where))
    for resource in descriptor["resources"]:
        name, file = resource["name"], resource["path"]
        if (content := container.read(file)) is None:
            fix = f"Sertakan {file}, atau hapus dari {DESCRIPTOR}."
            packed.problems.append(
                Problem(Fault.MISSING_TABLE, "Berkas tabel tidak ada.", fix, file=f"{where}/{file}")
            )
        else:
            packed.files[name], packed.contents[name] = file, content
    return packed


def _table_of(name: str, file: str, content: bytes, quick: Quick | None) -> TextTable | TypedTable:
    if quick is not None:
        return TypedTable(name, file, quick.frame, content, quick.plain)
    text = read_columns(content, file)
    return TextTable(name, file, text.columns, text.rows)


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
            _resource(table, snapshot.tables[table.name], snapshot.tables)
            for table in TABLES
            if table.name in snapshot.tables
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
