"""Makes a pack from a decree's list, in the forms in which such lists go around.

A list is known by its columns: one row per code with its level (`level, kode, nama`), or one row
per sub kegiatan with everything above it (`kode_sub_kegiatan, sub_kegiatan, ...`). Capitals and
blanks of a heading make no other column. How a list in Excel becomes such columns is no matter of
this module: `readers/code_list.py`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from kawal.engine.reference.names import name_key
from kawal.engine.reference.pack import (
    ACTIVE,
    ALL_COLUMNS,
    COLUMNS,
    FORMER,
    KEY,
    LEVELS,
    PROVINCE,
    REGENCY,
    SPECIAL,
    WITHDRAWN,
    ReferencePack,
)
from kawal.engine.shared.csv_text import CsvText, read_columns
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.intake import read_whole
from kawal.engine.shared.wording import thousands

Cells = Mapping[str, Sequence[str | None]]
Row = dict[str, str | None]

_BY_LEVEL = ("level", "kode", "nama")
_BY_LEAF = ("kode_kegiatan", "kegiatan", "kode_sub_kegiatan", "sub_kegiatan")
_GOVERNMENTS = {"kabkot": REGENCY, "prov": PROVINCE, "": None}
_STATUSES = {"aktif": ACTIVE, "nonaktif": WITHDRAWN}
_BY_FOURTH_PART = {"1": PROVINCE, "2": REGENCY}
_SHAPES = {
    "urusan": r"[0-9X]",
    "bidang": r"(\d\.\d{2}|X\.XX)",
    "program": r"(\d\.\d{2}|X\.XX)\.\d{2}",
    "kegiatan": r"(\d\.\d{2}|X\.XX)\.\d{2}\.[1-9]\.\d{2}",
    "sub_kegiatan": r"(\d\.\d{2}|X\.XX)\.\d{2}\.[1-9]\.\d{2}\.(\d{2}|\d{4})",
}
_FOOTNOTE = re.compile(r"\s*\*+\)?$")
_MOST_DAMAGED = 100
"""One row in so many may be too damaged to read; a list with more of them is not what it seems."""
_FEW = 20


@dataclass(frozen=True)
class BuiltPack:
    """A pack, and what was left out of it, told to a person."""

    pack: ReferencePack
    notes: tuple[str, ...]


def build(path: Path, *, title: str, since: date, until: date | None = None) -> BuiltPack:
    """The pack of the CSV at `path`, as `build_from` makes it."""
    content = read_whole(path)
    text = read_columns(content, str(path))
    return build_from(text, content, path, title=title, since=since, until=until)


def build_from(
    text: CsvText, content: bytes, path: Path, *, title: str, since: date, until: date | None = None
) -> BuiltPack:
    """The pack of a list, which is valid from `since` to `until`.

    text: the columns that were read from `content`, all bytes of the file at `path`. A code that
    stands as active and as withdrawn is active; one that stands twice in the same way counts once.
    Raises UnusableInput for a list of another form, a word that is none, a code with two names, or
    more damaged codes than a copied list has.
    """
    rows, problems, damaged = _rows(text, str(path))
    if len(damaged) * _MOST_DAMAGED > len(rows) + len(damaged):
        problems += damaged
    if not rows and not problems:
        problems.append(
            Problem(Fault.EMPTY, "Tidak memuat satu kode pun.", "Periksa isinya.", str(path))
        )
    frame, doubled = _one_each(rows, str(path)) if not problems else (pl.DataFrame(), [])
    if problems or doubled:
        raise UnusableInput([*problems, *doubled][:_FEW])
    pack = ReferencePack(
        title=title,
        since=since,
        until=until,
        source=path.name,
        source_sha256=hashlib.sha256(content).hexdigest(),
        codes=frame,
    )
    return BuiltPack(pack, tuple(f"Tidak dipakai. {problem}" for problem in damaged))


def is_a_list(headings: Sequence[str]) -> bool:
    """Whether a table with these headings holds a decree's codes."""
    names = {heading_key(each) for each in headings}
    return set(_BY_LEVEL) <= names or set(_BY_LEAF) <= names


def heading_key(heading: str) -> str:
    """
    >>> heading_key(" Kode Sub  Kegiatan")
    'kode_sub_kegiatan'
    """
    return "_".join(heading.lower().split())


def _rows(text: CsvText, file: str) -> tuple[list[Row], list[Problem], list[Problem]]:
    """Rows of a pack, what cannot be used, and codes that are too damaged."""
    reading = _reader(_named(text.columns, file), file)
    rows: list[Row] = []
    problems: list[Problem] = []
    damaged: list[Problem] = []
    for place, row in reading:
        number = text.rows[place]
        level, code = row["level"] or "", row["code"] or ""
        column = row.pop("column") or "kode"
        words = _wrong_words(row, number, file, column)
        if words:
            problems += words
        elif not re.fullmatch(_SHAPES[level], code):
            message = f"Kode {_level_name(level).lower()} tidak berbentuk menurut nomenklatur."
            fix = "Betulkan kodenya menurut naskah resmi."
            damaged.append(Problem(Fault.WRONG_VALUE, message, fix, file, number, column, code))
        elif former := _wrong_former(row, number, file):
            damaged.append(former)
        else:
            rows.append(row | {"government": _government(row, code), "row": str(number)})
    return rows, problems, damaged


def _named(columns: Cells, file: str) -> Cells:
    """By heading as `heading_key` writes it. Raises UnusableInput where two become one."""
    named = {heading_key(each): cells for each, cells in columns.items()}
    if len(named) < len(columns):
        twice = next(each for each in columns if columns[each] is not named[heading_key(each)])
        problem = Problem(
            Fault.REPEATED_HEADING, "Judul kolom muncul dua kali.", "Hapus salah satunya.", file, 1,
            twice,
        )  # fmt: skip
        raise UnusableInput([problem])
    return named


def _reader(cells: Cells, file: str) -> Iterator[tuple[int, Row]]:
    if set(_BY_LEVEL) <= set(cells):
        return _by_level(cells)
    if set(_BY_LEAF) <= set(cells):
        return _by_leaf(cells)
    fix = (
        f"Kolom yang dikenal: {', '.join(_BY_LEVEL)}; atau {', '.join(_BY_LEAF)}. "
        f"Yang ada: {', '.join(cells)}."
    )
    raise UnusableInput(
        [Problem(Fault.UNKNOWN_FORM, "Bukan daftar kode yang dikenal.", fix, file, 1)]
    )


def _by_level(cells: Cells) -> Iterator[tuple[int, Row]]:
    for number in range(len(cells["kode"])):
        yield (
            number,
            {
                "level": heading_key(_cell(cells, "level", number) or ""),
                "column": "kode",
                "code": _code(_cell(cells, "kode", number)),
                "name": _name(_cell(cells, "nama", number)),
                **_further(cells, number),
            },
        )


def _by_leaf(cells: Cells) -> Iterator[tuple[int, Row]]:
    """Each sub kegiatan with everything above it; what repeats counts once in the end."""
    levels = [each for each in LEVELS if each in cells and f"kode_{each}" in cells]
    for number in range(len(cells["kode_sub_kegiatan"])):
        further = _further(cells, number)
        for level in levels:
            row: Row = {
                "level": level,
                "column": f"kode_{level}",
                "code": _code(_cell(cells, f"kode_{level}", number)),
                "name": _name(_cell(cells, level, number)),
                **further,
            }
            if level != "sub_kegiatan":
                row |= dict.fromkeys(("indicator", "unit", *FORMER))
            yield number, row


def _further(cells: Cells, number: int) -> Row:
    return {
        "government": (_cell(cells, "jenis_pemda", number) or "").lower(),
        "status": (_cell(cells, "status", number) or "aktif").lower(),
        "indicator": _name(_cell(cells, "indikator", number)) or None,
        "unit": _name(_cell(cells, "satuan", number)) or None,
        "former_code": _code(_cell(cells, "kode_sebelumnya", number)) or None,
        "former_name": _name(_cell(cells, "nama_sebelumnya", number)) or None,
    }


def _cell(cells: Cells, column: str, number: int) -> str | None:
    return cells[column][number] if column in cells else None


def _code(text: str | None) -> str:
    """Without blanks, which copying leaves within codes."""
    return "".join((text or "").split())


def _name(text: str | None) -> str:
    """On one line, without the stars that lead to a footnote."""
    return _FOOTNOTE.sub("", " ".join((text or "").split()))


def _wrong_words(row: Row, number: int, file: str, column_of_code: str) -> list[Problem]:
    problems = []
    choices = (
        ("level", "level", LEVELS),
        ("jenis_pemda", "government", _GOVERNMENTS),
        ("status", "status", _STATUSES),
    )
    for column, name, known in choices:
        if row[name] not in known:
            fix = f"Pilihan: {', '.join(each for each in known if each)}."
            problems.append(
                Problem(
                    Fault.WRONG_VALUE, "Isi tidak dikenal.", fix, file, number, column, row[name]
                )
            )
    if not row["name"]:
        fix = "Isi menurut naskah resmi."
        column = "nama" if column_of_code == "kode" else column_of_code.removeprefix("kode_")
        message = f"Nama kode {row['code']} kosong." if row["code"] else "Nama kosong."
        problems.append(Problem(Fault.EMPTY_CELL, message, fix, file, number, column))
    return problems


def _wrong_former(row: Row, number: int, file: str) -> Problem | None:
    """What is wrong with the code that the list names as the one before."""
    former = row["former_code"]
    if former is None or re.fullmatch(_SHAPES[row["level"] or ""], former):
        return None
    message = "Kode sebelumnya tidak berbentuk menurut nomenklatur."
    fix = "Betulkan kodenya menurut naskah resmi."
    return Problem(Fault.WRONG_VALUE, message, fix, file, number, "kode_sebelumnya", former)


def _government(row: Row, code: str) -> str | None:
    """By the fourth part of a code; above that, by what the list says."""
    parts = code.split(".")
    if len(parts) > 3:
        return _BY_FOURTH_PART.get(parts[3], SPECIAL)
    return _GOVERNMENTS[row["government"] or ""]


def _one_each(rows: Sequence[Row], file: str) -> tuple[pl.DataFrame, list[Problem]]:
    """One row per code and government, and the codes that have two names at one time."""
    table = [{**row, "status": _STATUSES[row["status"] or ""]} for row in rows]
    frame = pl.DataFrame(table, schema=dict.fromkeys((*ALL_COLUMNS, "row"), pl.String))
    frame = frame.with_columns(_key=name_key(pl.col("name")))
    in_force = frame.filter(pl.col("status") == ACTIVE)
    doubled = (
        in_force.group_by(KEY)
        .agg(
            pl.col("name").unique(maintain_order=True),
            names=pl.col("_key").n_unique(),
            row=pl.col("row").last(),
        )
        .filter(pl.col("names") > 1)
        .sort(KEY)
    )
    problems = [
        Problem(
            Fault.REPEATED_KEY,
            f"Satu kode dengan dua nama: {' / '.join(row['name'])}.",
            "Hapus yang tidak berlaku, atau tandai nonaktif pada kolom status.",
            file,
            int(row["row"]),
            value=row["code"],
        )
        for row in doubled.iter_rows(named=True)
    ]
    # "berlaku" stands before "dicabut" in the alphabet
    single = frame.sort("status", maintain_order=True).unique(KEY, keep="first").drop("_key")
    told = FORMER if single["former_code"].count() else ()
    return single.sort(KEY, nulls_last=False).select(*COLUMNS, *told), problems


def summary(pack: ReferencePack) -> Iterator[str]:
    """What the pack is, line by line."""
    until = "seterusnya" if pack.until is None else pack.until.isoformat()
    yield f"Keputusan     {pack.title}"
    yield f"Berlaku       {pack.since.isoformat()} sampai {until}: {pack.period}"
    yield f"Sumber        {pack.source}, SHA-256 {pack.source_sha256}"
    for level in LEVELS:
        own = pack.codes.filter(pl.col("level") == level)
        if own.height:
            yield f"{_level_name(level):<14}{thousands(own.height):>6}{_shares(own)}"


def _level_name(level: str) -> str:
    return level.replace("_", " ").capitalize()


def _shares(rows: pl.DataFrame) -> str:
    """' (kabupaten 2.254, provinsi 2.798; 131 dicabut)', with only what there is."""
    counts = rows["government"].drop_nulls().value_counts().sort("government").iter_rows()
    parts = [f"{name} {thousands(count)}" for name, count in counts]
    withdrawn = rows.filter(pl.col("status") == WITHDRAWN).height
    told = [", ".join(parts)] if parts else []
    told += [f"{thousands(withdrawn)} dicabut"] if withdrawn else []
    return f" ({'; '.join(told)})" if told else ""
