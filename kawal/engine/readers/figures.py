"""Turns the source's numbers into canonical text, and remembers what was odd about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from kawal.engine.shared.errors import FEW, Problem, told
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.language import say
from kawal.engine.shared.numbers import Style, read_quantity, read_rupiah, to_sen
from kawal.engine.shared.wording import counted, thousands
from kawal.engine.snapshot.schema import DECIMAL_PLACES

_TOO_MUCH = 10**15
"""Rupiah or target beyond which a cell is a slip of the keyboard."""
_FINEST = Decimal(1).scaleb(-DECIMAL_PLACES)
_ROWS_SHOWN = 40
_Place = tuple[int, str]


@dataclass
class Figures:
    """Places are (row, column). other_units: quantities in another unit than their indicator has.
    blank: column of money → the rows of allocations that it leaves empty.
    read: cells with a number. unread: cells with digits that have no certain reading. words: cells
    without a digit, `A` or `WTP`, whose text is kept."""

    file: str
    other_units: Mapping[_Place, str] = field(default_factory=dict)
    uncertain: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    blank: dict[str, list[int]] = field(default_factory=dict)
    read: set[_Place] = field(default_factory=set)
    rounded: dict[_Place, str] = field(default_factory=dict)
    cut: dict[_Place, str] = field(default_factory=dict)
    unread: dict[_Place, str] = field(default_factory=dict)
    words: dict[_Place, str] = field(default_factory=dict)

    def money(self, text: str | None, style: Style, row: int, column: str) -> str | None:
        """Rupiah with two decimals. What has no certain reading is a problem: money is never lost."""
        if text is None:
            return None
        number = read_rupiah(text, style)
        if number is None or abs(number) >= _TOO_MUCH:
            self.uncertain.setdefault(column, []).append((row, text))
            return None
        self.read.add((row, column))
        sen, was_rounded = to_sen(number)
        if was_rounded:
            self.rounded[row, column] = text
        return f"{Decimal(sen) / 100:.2f}"

    def decimal(self, text: str | None, style: Style, row: int, column: str) -> str | None:
        """The number without its unit; None keeps the text alone, also where it counts something else
        than the indicator does: 6 kinds are no 6 months.

        A source that declares the point writes as machines do, so digits beyond the ninth are
        noise of its arithmetic and are rounded off; typed by hand they are no certain reading.
        """
        if text is None or (row, column) in self.other_units:
            return None
        quantity = read_quantity(text, style)
        number = quantity.number if quantity else None
        if number is not None and abs(number) < _TOO_MUCH:
            fine = number.quantize(_FINEST, ROUND_HALF_UP)
            if fine == number or style is Style.POINT:
                self.read.add((row, column))
                if fine != number:
                    self.cut[row, column] = text
                    number = fine.normalize()
                return f"{number:f}"
        odd = self.unread if any(char.isdigit() for char in text) else self.words
        odd[row, column] = text
        return None

    def problems(self) -> list[Problem]:
        """The amounts without one certain reading."""
        problems: list[Problem] = []
        for column, cells in self.uncertain.items():
            problems += told(cells, partial(self._problem, column))
        return problems

    def _problem(self, column: str, cell: tuple[int, str]) -> Problem:
        fix = "Tulis rupiah dengan satu cara baca, misalnya 1500000.00."
        message = "Nilai rupiah tidak dapat dibaca pasti."
        return Problem(Fault.UNCERTAIN_MONEY, message, fix, self.file, cell[0], column, cell[1])

    def notes(self) -> list[str]:
        """Sentences about what was left empty or rounded, and what has no certain reading."""
        rounded = sorted(self.rounded.items())
        notes = self._blank_money()
        notes += [
            say(
                "Baris {row}, kolom {column}: {text} dibulatkan ke sen (setengah ke atas).",
                row=row,
                column=column,
                text=text,
            )
            for (row, column), text in rounded[:FEW]
        ]
        if len(rounded) > FEW:
            more = len(rounded) - FEW
            notes.append(counted("Masih ada {count} nilai lain yang dibulatkan ke sen.", more))
        if self.cut:
            notes.append(
                counted(
                    "{count} angka hasil hitungan mesin dibulatkan ke {places} desimal; teksnya "
                    "disimpan.",
                    len(self.cut),
                    places=DECIMAL_PLACES,
                )
            )
        if self.unread:
            notes.append(
                counted(
                    "{count} dari {whole} sel angka tidak mempunyai satu cara baca, jadi nilainya "
                    "dibiarkan kosong dan teksnya disimpan: {cells}.",
                    len(self.unread),
                    whole=thousands(len(self.read) + len(self.unread)),
                    cells=_shown(self.unread),
                )
            )
        if self.other_units:
            notes.append(
                counted(
                    "{count} sel memakai satuan lain daripada tahun pertama indikatornya, jadi "
                    "nilainya dibiarkan kosong dan teksnya disimpan; samakan satuannya: {cells}.",
                    len(self.other_units),
                    cells=_shown(self.other_units),
                )
            )
        if self.words:
            notes.append(
                counted(
                    "{count} sel berisi kata, bukan angka; teksnya disimpan: {cells}.",
                    len(self.words),
                    cells=_shown(self.words),
                )
            )
        return notes

    def _blank_money(self) -> list[str]:
        """One sentence for all columns that leave the same rows empty."""
        columns: dict[tuple[int, ...], list[str]] = {}
        for column, rows in self.blank.items():
            columns.setdefault(tuple(rows), []).append(column)
        return [
            counted(
                "{count} baris tanpa rupiah di kolom {columns}, jadi rupiahnya tidak diketahui, bukan "
                "nol; isi di berkas sumber, 0 bila memang nol: baris {rows}.",
                len(rows),
                columns=", ".join(names),
                rows=_numbers(rows),
            )
            for rows, names in columns.items()
        ]


def _numbers(rows: Sequence[int]) -> str:
    shown = ", ".join(map(str, rows[:_ROWS_SHOWN]))
    more = len(rows) - _ROWS_SHOWN
    return f"{shown} {counted('dan {count} lainnya', more)}" if more > 0 else shown


def _shown(places: Mapping[_Place, str]) -> str:
    listed = sorted(places.items())
    shown = ", ".join(
        say('baris {row} kolom {column} "{text}"', row=row, column=column, text=text)
        for (row, column), text in listed[:FEW]
    )
    more = len(listed) - FEW
    return f"{shown} {counted('dan {count} lainnya', more)}" if more > 0 else shown
