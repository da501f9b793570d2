"""The one writer of Excel files: nothing that was typed into a plan can run, no figure goes through a
rounded float, and the same content gives the same bytes."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from kawal.engine.shared.cell_text import DIGITS, OLDEST, SEN_LOST, safe_text, significant

ROWS = 1_048_576
"""Rows of one sheet."""

_CREATED = datetime(2020, 3, 2)  # noqa: DTZ001  a fixed moment, so that files can be compared


class SafeBook:
    """An Excel file in the making; `content` closes it.

    locked: whether cells are locked where a sheet is protected and their style does not say.
    """

    def __init__(self, *, locked: bool = True) -> None:
        self._buffer = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"locked": locked},
            },
        )
        self._book.set_properties({"created": _CREATED})
        self._styles: dict[tuple[tuple[str, Any], ...], Any] = {}

    def sheet(self, name: str) -> SafeSheet:
        return SafeSheet(self._book.add_worksheet(name))

    def style(self, **properties: Any) -> Any:
        """A cell format of XlsxWriter, made once per set of properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._styles:
            self._styles[key] = self._book.add_format({"valign": "top", **properties})
        return self._styles[key]

    def content(self) -> bytes:
        """The finished file; nothing can be written afterwards."""
        self._book.close()
        return self._buffer.getvalue()


class SafeSheet:
    """One sheet. Rows and columns count from 0; a style decides how a number is shown.

    layout: XlsxWriter's sheet, for widths, notes, filters and drop-downs. Cells are written only here.
    """

    def __init__(self, layout: Any) -> None:
        self.layout = layout

    def text(self, row: int, column: int, text: str, style: Any = None) -> None:
        _written(self.layout.write_string(row, column, safe_text(text), style))

    def integer(self, row: int, column: int, number: int, style: Any = None) -> None:
        self.decimal(row, column, Decimal(number), style)

    def money(self, row: int, column: int, sen: int, style: Any = None) -> None:
        """Sen as a real number in rupiah, or as text where the number would lose sen."""
        rupiah = Decimal(sen).scaleb(-2)
        if abs(rupiah) >= SEN_LOST:
            _written(self.layout.write_string(row, column, f"{rupiah:.2f}", style))
        else:
            self.decimal(row, column, rupiah, style)

    def decimal(self, row: int, column: int, number: Decimal, style: Any = None) -> None:
        """A real number, or its plain text where Excel would round it."""
        if significant(number) <= DIGITS:
            _written(self.layout.write_number(row, column, float(number), style))
        else:
            _written(self.layout.write_string(row, column, f"{number:f}", style))

    def day(self, row: int, column: int, day: date, style: Any = None) -> None:
        """A real date, or its text (year-month-day) before Excel's time."""
        if day >= OLDEST:
            _written(self.layout.write_datetime(row, column, day, style))
        else:
            _written(self.layout.write_string(row, column, day.isoformat(), style))


def _written(answer: int) -> None:
    """XlsxWriter answers with a number below zero where it has left a cell out."""
    if answer < 0:
        raise ValueError("a cell lies outside of the sheet")
