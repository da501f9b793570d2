"""Text in a canonical CSV ↔ typed columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache

import polars as pl

from kawal.engine.shared.errors import Problem, told
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.nearest import did_you_mean
from kawal.engine.snapshot.schema import ALL_FUNDS, DECIMAL, DECIMAL_PLACES, Column, Kind

LARGEST_SEN = 4 * 10**16
"""Rp400 triliun: what all amounts of one snapshot may add up to, so that no sum or product of a
rule leaves 64 bits. A regency plans about Rp3 triliun a year."""

LARGEST_INTEGER = 10**9 - 1
LARGEST_DECIMAL = Decimal(10**28 - 1)

_MONEY = r"^-?\d{1,15}(\.\d{1,2})?$"
_DECIMAL = rf"^-?\d{{1,28}}(\.\d{{1,{DECIMAL_PLACES}}})?$"
_INTEGER = r"^-?\d{1,9}$"
_DAY = r"^(\d{3}[1-9]|\d\d[1-9]0|\d[1-9]00|[1-9]000)-\d{2}-\d{2}$"
"""Years 0001 to 9999: others are no days that Python, and so a report, can tell."""
FIRST_DAY, LAST_DAY = date.min, date.max
NOTHING = frozenset({"", "-", "–", "—"})
"""What a cell holds where there is nothing: a lone dash is how people write that."""
_FIX = {
    Kind.MONEY: "Tulis rupiah dengan angka saja dan titik sebelum sen, misalnya 1500000.00.",
    Kind.DECIMAL: "Tulis angka dengan titik sebelum desimal, paling banyak "
    f"{DECIMAL_PLACES} desimal, misalnya 87.5.",
    Kind.INTEGER: "Tulis bilangan bulat, misalnya 2021.",
    Kind.BOOLEAN: "Tulis true atau false.",
    Kind.DATE: "Tulis tanggal sebagai tahun-bulan-hari, misalnya 2020-03-02.",
}


def clean_text(text: str | None) -> str | None:
    """The canonical text of a cell: NFC, line ends as LF. Blank is None, since a missing value is
    never an empty text; so is a lone dash, by which people say that there is nothing."""
    if text is None:
        return None
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return None if text.strip() in NOTHING else text


def clean_code(text: str | None) -> str | None:
    """A code as people mean it: spaces around it say nothing, yet would hide that two are equal."""
    cleaned = clean_text(text)
    return cleaned.strip() if cleaned is not None else None


def clean_ceiling_fund(text: str | None) -> str | None:
    """The fund of a ceiling, where the word for all funds has one spelling: else `Semua` beside
    `semua` would be two ceilings for the same money."""
    cleaned = clean_text(text)
    is_all = cleaned is not None and cleaned.strip().casefold() == ALL_FUNDS
    return ALL_FUNDS if is_all else cleaned


def typed(
    column: Column, texts: Sequence[str | None], file: str, rows: Sequence[int]
) -> tuple[pl.Series, list[Problem]]:
    """The texts of one column as its type; what does not fit is a problem with row and value.

    texts: cleaned; None is an empty cell. rows: the number of each text's row in `file`.
    """
    raw = pl.Series(column.name, texts, dtype=pl.String)
    series = _cast(column.kind, raw)
    problems = _unread(column, raw, series, file, rows)
    if column.choices:
        problems += _outside_choices(column, raw, file, rows)
    return series, problems


def _cast(kind: Kind, raw: pl.Series) -> pl.Series:
    return raw.to_frame("text").select(cast(kind, pl.col("text")).alias(raw.name)).to_series()


def cast(kind: Kind, text: pl.Expr) -> pl.Expr:
    """A cleaned text as its type; null where it does not fit."""
    if kind is Kind.TEXT:
        return text
    if kind is Kind.MONEY:
        return _money(text)
    if kind is Kind.DECIMAL:
        return _only(text, _DECIMAL).cast(DECIMAL, strict=False)
    if kind is Kind.INTEGER:
        return _only(text, _INTEGER).cast(pl.Int64, strict=False)
    if kind is Kind.BOOLEAN:
        return text.replace_strict(
            {"true": True, "false": False}, default=None, return_dtype=pl.Boolean
        )
    return _only(text, _DAY).str.to_date("%Y-%m-%d", strict=False)


def _money(text: pl.Expr) -> pl.Expr:
    """Rupiah as text to whole sen, by text alone: no float is ever between."""
    amount = _only(text, _MONEY)
    sen = amount.str.replace(".", "", literal=True)
    two, one = (amount.str.slice(-places - 1, 1) == "." for places in (2, 1))
    zeros = pl.when(two).then(pl.lit("")).when(one).then(pl.lit("0")).otherwise(pl.lit("00"))
    return pl.concat_str(sen, zeros).cast(pl.Int64, strict=False)


def _only(text: pl.Expr, pattern: str) -> pl.Expr:
    return pl.when(text.str.contains(pattern)).then(text)


def _unread(
    column: Column, raw: pl.Series, series: pl.Series, file: str, rows: Sequence[int]
) -> list[Problem]:
    if series.null_count() == raw.null_count():
        return []
    lost = (raw.is_not_null() & series.is_null()).arg_true().to_list()
    message = f"Isi kolom {column.label} bukan {column.kind.value}."
    fix = _FIX[column.kind]
    return told(
        lost,
        lambda at: Problem(Fault.WRONG_VALUE, message, fix, file, rows[at], column.name, raw[at]),
    )


def _outside_choices(
    column: Column, raw: pl.Series, file: str, rows: Sequence[int]
) -> list[Problem]:
    unknown = set(raw.drop_nulls().unique().to_list()) - set(column.choices)
    if not unknown:
        return []
    return told(
        [at for at, text in enumerate(raw.to_list()) if text in unknown],
        lambda at: Problem(
            Fault.WRONG_VALUE,
            f"Isi kolom {column.label} tidak dikenal.",
            f"{did_you_mean(raw[at], column.choices)}Pilihan: {', '.join(column.choices)}.",
            file=file,
            row=rows[at],
            column=column.name,
            value=raw[at],
        ),
    )


@cache
def as_text(column: Column) -> pl.Expr:
    """The canonical text of a typed column, null where it is null."""
    value = pl.col(column.name)
    if column.kind is Kind.MONEY:
        sign = pl.when(value < 0).then(pl.lit("-")).otherwise(pl.lit(""))
        whole = (value.abs() // 100).cast(pl.String)
        rest = (value.abs() % 100).cast(pl.String).str.zfill(2)
        return pl.concat_str(sign, whole, pl.lit("."), rest).alias(column.name)
    if column.kind is Kind.DECIMAL:
        text = value.cast(pl.String)
        plain = text.str.strip_chars_end("0").str.strip_chars_end(".")
        return pl.when(plain == "-0").then(pl.lit("0")).otherwise(plain).alias(column.name)
    if column.kind is Kind.DATE:
        return value.dt.to_string("%Y-%m-%d")
    if column.kind is Kind.BOOLEAN:
        return (
            pl.when(value)
            .then(pl.lit("true"))
            .when(~value)
            .then(pl.lit("false"))
            .alias(column.name)
        )
    return value.cast(pl.String) if column.kind is Kind.INTEGER else value
