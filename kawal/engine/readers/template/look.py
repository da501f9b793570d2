"""How the template's cells look, what may be typed into them, and what is locked."""

from __future__ import annotations

from datetime import date
from typing import Any

from kawal.engine.shared.safe_cells import SafeBook, SafeSheet
from kawal.engine.snapshot.schema import Kind

INDIGO, PALE, INK, WHITE = "#2B3A8C", "#D8DBE4", "#151A2D", "#FFFFFF"
_FORMATS = {
    Kind.TEXT: "@",  # a code that is typed, 1.10 or 05, stays what was typed
    Kind.INTEGER: "0",
    Kind.MONEY: "#,##0.00",
    Kind.DECIMAL: "General",
    Kind.BOOLEAN: "@",
    Kind.DATE: "dd/mm/yyyy",
}
_NUMBER = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": -(10**15),
    "maximum": 10**15,
    "error_title": "Bukan angka",
    "error_message": "Ketik angka saja, tanpa Rp, tanpa satuan dan tanpa titik ribuan.",
}
ENTRY: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"validate": "any"},
    Kind.MONEY: _NUMBER,
    Kind.DECIMAL: _NUMBER,
    Kind.INTEGER: {
        **_NUMBER,
        "validate": "integer",
        "minimum": -(10**9) + 1,
        "maximum": 10**9 - 1,
        "error_title": "Bukan bilangan bulat",
        "error_message": "Ketik bilangan bulat, misalnya 2021.",
    },
    Kind.DATE: {
        "validate": "date",
        "criteria": ">=",
        "value": date(1901, 1, 1),
        "error_title": "Bukan tanggal",
        "error_message": "Ketik tanggal yang ada di kalender, misalnya 02/03/2020.",
    },
}
"""What Excel refuses when it is typed; what is pasted it does not look at, so `read` does."""
_MAY = (
    "format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort",
    "autofilter",
)  # fmt: skip


def entry_style(book: SafeBook, kind: Kind) -> Any:
    """The look of a cell that people fill."""
    return book.style(num_format=_FORMATS[kind])


def heading_style(book: SafeBook, required: bool) -> Any:
    """Dark where every row must fill the column."""
    fill, letters = (INDIGO, WHITE) if required else (PALE, INK)
    return book.style(bold=True, text_wrap=True, bg_color=fill, font_color=letters, locked=True)


def protect(sheet: SafeSheet) -> None:
    """Lock the headings, without a password: against slips of the hand, not against people."""
    sheet.layout.protect("", dict.fromkeys(_MAY, True))
