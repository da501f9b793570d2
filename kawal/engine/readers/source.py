"""Reads one foreign CSV by its profile, reconciles it, and keeps what it could not read as text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from pathlib import Path

import polars as pl

from kawal.engine.readers.drift import recognise, refuse_drift
from kawal.engine.readers.profile import Emission, Profile, Template, profile_named, profiles
from kawal.engine.readers.reading import Reading
from kawal.engine.shared.csv_text import CsvText, read_columns
from kawal.engine.shared.errors import FEW, Problem, UnusableInput, told
from kawal.engine.shared.intake import read_whole
from kawal.engine.shared.numbers import Style, parse_number, to_sen
from kawal.engine.shared.wording import printable, rupiah_sen, thousands
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.build import TextTable, build
from kawal.engine.snapshot.cells import clean_text
from kawal.engine.snapshot.schema import BY_NAME, DECIMAL_PLACES, Kind

_SHOWN = 5
_TOO_MUCH = 10**15
"""Rupiah or target beyond which a cell is a slip of the keyboard."""
Row = Mapping[str, str | None]


@dataclass
class _Numbers:
    """Turns the source's numbers into canonical text, and remembers what was odd about them."""

    file: str
    uncertain: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    rounded: dict[tuple[int, str], str] = field(default_factory=dict)
    unread: dict[tuple[int, str], str] = field(default_factory=dict)

    def money(self, text: str | None, style: Style, row: int, column: str) -> str | None:
        if text is None:
            return None
        number = parse_number(text, style)
        if number is None or abs(number) >= _TOO_MUCH:
            self.uncertain.setdefault(column, []).append((row, text))
            return None
        sen, was_rounded = to_sen(number)
        if was_rounded:
            self.rounded[row, column] = text
        return f"{Decimal(sen) / 100:.2f}"

    def problems(self) -> list[Problem]:
        """The amounts without one certain reading."""
        problems: list[Problem] = []
        for column, cells in self.uncertain.items():
            problems += told(cells, partial(self._problem, column))
        return problems

    def _problem(self, column: str, cell: tuple[int, str]) -> Problem:
        fix = "Tulis rupiah dengan satu cara baca, misalnya 1500000.00."
        message = "Nilai rupiah tidak dapat dibaca pasti."
        return Problem(message, fix, self.file, cell[0], column, cell[1])

    def decimal(self, text: str | None, style: Style, row: int, column: str) -> str | None:
        number = parse_number(text, style) if text is not None else None
        exponent = number.as_tuple().exponent if number is not None else 0
        too_fine = not isinstance(exponent, int) or exponent < -DECIMAL_PLACES
        if number is None or too_fine or abs(number) >= _TOO_MUCH:
            if text is not None:
                self.unread[row, column] = text
            return None
        return f"{number:f}"


def read_source(path: Path, profile_name: str | None) -> Reading:
    """The snapshot of a foreign CSV.

    profile_name: None lets the columns choose. Raises UnusableInput: drift alarm, unknown profile,
    a rupiah value without one certain reading, or rows that contradict each other.
    """
    content = read_whole(path)
    file = printable(path.name)  # a name in no encoding could not be written into the package
    text, profile = _text_and_profile(content, file, profile_name)
    rows = _rows(text.columns, profile)
    if not rows:
        raise UnusableInput(
            [Problem("Berkas tidak memuat satu baris pun.", "Isi berkasnya.", file)]
        )
    year = _year(rows, text.rows, profile, file)
    numbers = _Numbers(file)
    tables = _tables(rows, text.rows, profile, numbers)
    if problems := numbers.problems():
        raise UnusableInput(problems)
    digest = hashlib.sha256(content).hexdigest()
    snapshot = build(
        region=None,
        year=year,
        sample=False,
        source=f"{file}, sha256 {digest}, profil {profile.name}",
        tables=tables,
    )
    notes = [f"{file}: dibaca dengan profil {profile.name}, {len(rows)} baris sumber."]
    notes += _reconciled(rows, profile, snapshot, file)
    notes += _oddities(numbers)
    return Reading(snapshot, tuple(notes))


def _text_and_profile(content: bytes, file: str, name: str | None) -> tuple[CsvText, Profile]:
    if name is not None:
        profile = profile_named(name)
        text = read_columns(content, file, profile.separator)
        refuse_drift(list(text.columns), profile, file)
        return text, profile
    text = read_columns(content, file)
    return text, recognise(list(text.columns), profiles(), file)


def _rows(columns: Mapping[str, Sequence[str | None]], profile: Profile) -> list[Row]:
    """Rows of cleaned texts; what the profile says means nothing is None."""
    cleaned = {}
    for name, texts in columns.items():
        nulls = profile.nulls.get(name, frozenset())
        each = [clean_text(text) for text in texts]
        cleaned[name] = [None if text in nulls else text for text in each]
    names = list(cleaned)
    return [dict(zip(names, cells, strict=True)) for cells in zip(*cleaned.values(), strict=True)]


def _year(rows: Sequence[Row], row_numbers: Sequence[int], profile: Profile, file: str) -> int:
    for number, row in zip(row_numbers, rows, strict=True):
        text = row[profile.year]
        if text is None or not (text.isascii() and text.isdigit() and len(text) == 4):
            fix = "Isi tahun rencana dengan empat angka."
            raise UnusableInput([Problem("Bukan tahun.", fix, file, number, profile.year, text)])
        if text != rows[0][profile.year]:
            fix = f"Satu berkas memuat satu tahun; baris pertama menyebut {rows[0][profile.year]}."
            raise UnusableInput([Problem("Tahun berbeda.", fix, file, number, profile.year, text)])
    return int(rows[0][profile.year] or 0)


def _tables(
    rows: Sequence[Row], row_numbers: Sequence[int], profile: Profile, numbers: _Numbers
) -> list[TextTable]:
    """The tables, each row with the number of the source row that it comes from (of several
    alike, the first)."""
    merged: dict[str, dict[str, list[str | None]]] = {}
    places: dict[str, list[int]] = {}
    for emission in profile.emissions:
        cells = {
            name: _cells(rows, row_numbers, emission.table, name, template, profile, numbers)
            for name, template in emission.columns.items()
        }
        kept = _first_of_each(cells) if emission.distinct else range(len(rows))
        _append(merged.setdefault(emission.table, {}), cells, kept, emission)
        places.setdefault(emission.table, []).extend(row_numbers[at] for at in kept)
    return [
        TextTable(table, f"{numbers.file} (tabel {table})", cells, places[table])
        for table, cells in merged.items()
    ]


def _cells(
    rows: Sequence[Row],
    row_numbers: Sequence[int],
    table: str,
    name: str,
    template: Template,
    profile: Profile,
    numbers: _Numbers,
) -> list[str | None]:
    kind = BY_NAME[table].column(name).kind
    texts = [template.fill(row) for row in rows]
    if kind not in (Kind.MONEY, Kind.DECIMAL) or not template.columns:
        return texts
    column = template.columns[0]
    style = profile.numbers.get(column, Style.ANY)
    read = numbers.money if kind is Kind.MONEY else numbers.decimal
    return [
        read(text, style, number, column) for number, text in zip(row_numbers, texts, strict=True)
    ]


def _first_of_each(cells: Mapping[str, Sequence[str | None]]) -> list[int]:
    """The positions of the rows that differ from all rows before them."""
    first: dict[tuple[str | None, ...], int] = {}
    for at, row in enumerate(zip(*cells.values(), strict=True)):
        first.setdefault(row, at)
    return list(first.values())


def _append(
    table: dict[str, list[str | None]],
    cells: Mapping[str, Sequence[str | None]],
    kept: Sequence[int],
    emission: Emission,
) -> None:
    if table and set(table) != set(cells):
        raise ValueError(f"emissions of {emission.table} differ in their columns")
    for name, texts in cells.items():
        table.setdefault(name, []).extend(texts[at] for at in kept)


def _reconciled(rows: Sequence[Row], profile: Profile, snapshot: Snapshot, file: str) -> list[str]:
    """One sentence per sum; the source is summed again from its own text, not from the tables.

    Raises UnusableInput where a sum differs: then the profile loses money.
    """
    notes = []
    for each in profile.reconciliations:
        style = profile.numbers.get(each.column, Style.ANY)
        source = sum(
            to_sen(parse_number(row[each.column] or "0", style) or Decimal(0))[0] for row in rows
        )
        plan = each.plan.fill(rows[0]) or ""
        read = _sum_of_plan(snapshot, plan)
        if source != read:
            message = (
                f"Jumlah {each.column} {rupiah_sen(source)}, tetapi {plan} {rupiah_sen(read)}."
            )
            fix = f"Perbaiki profil {profile.name}."
            raise UnusableInput([Problem(message, fix, file, column=each.column)])
        notes.append(f"Jumlah {each.column} {rupiah_sen(source)} = {plan}, selisih Rp0,00.")
    return notes


def _sum_of_plan(snapshot: Snapshot, plan: str) -> int:
    nodes = snapshot.frame("node").filter(pl.col("plan") == plan)["id"].implode()
    money = snapshot.frame("allocation").filter(pl.col("node").is_in(nodes))
    return sum(money["amount"].drop_nulls().to_list())


def _oddities(numbers: _Numbers) -> list[str]:
    rounded = sorted(numbers.rounded.items())
    notes = [
        f"Baris {row}, kolom {column}: {text} dibulatkan ke sen (setengah ke atas)."
        for (row, column), text in rounded[:FEW]
    ]
    if len(rounded) > FEW:
        notes.append(
            f"Masih ada {thousands(len(rounded) - FEW)} nilai lain yang dibulatkan ke sen."
        )
    if numbers.unread:
        places = sorted(numbers.unread.items())
        shown = ", ".join(f'baris {row} "{text}"' for (row, _), text in places[:_SHOWN])
        rest = f" dan {len(places) - _SHOWN} lainnya" if len(places) > _SHOWN else ""
        notes.append(
            f"{len(places)} target tidak mempunyai satu cara baca, jadi nilainya dibiarkan kosong "
            f"dan teksnya disimpan: {shown}{rest}."
        )
    return notes
