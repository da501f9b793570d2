"""From a cell of Excel to the canonical text of a column, or to why there is no one reading of it."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from decimal import Context, Decimal

from kawal.engine.readers.template.form import NO, YES
from kawal.engine.readers.workbook import Cell
from kawal.engine.shared.cell_text import DIGITS, OLDEST, SEN_LOST, plain_text, significant
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.numbers import parse_number
from kawal.engine.shared.wording import MONTHS, decimal, long_date
from kawal.engine.snapshot.cells import clean_text
from kawal.engine.snapshot.schema import DECIMAL_PLACES, Column, Kind

_PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WORDED_DAY = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})", re.ASCII)
_PLACES = {Kind.MONEY: 2, Kind.DECIMAL: DECIMAL_PLACES}
_WIDE = Context(prec=400)
"""Digits enough for any float; the usual context of 28 would raise where a number is too large."""
_NOISE = 4
"""Last places of a float by which a sum such as 0,1 + 0,2 may miss the number that is meant."""


class Unfit(Exception):
    """Why a cell does not fit its column, and the mend."""

    def __init__(self, message: str, fix: str, fault: Fault = Fault.WRONG_VALUE) -> None:
        super().__init__(message)
        self.fault = fault
        self.fix = fix


def canonical(cell: Cell, column: Column) -> str | None:
    """The text that a canonical CSV would hold, None for an empty cell. Raises Unfit, and guesses
    nothing."""
    if isinstance(cell, str) and clean_text(cell) is None:
        return None
    if column.kind is Kind.TEXT:
        return _text(cell, column)
    if column.kind is Kind.BOOLEAN:
        return _yes_or_no(cell)
    if column.kind is Kind.DATE:
        return _day(cell)
    number = _number(cell)
    return number if isinstance(number, str) else _written(number, column.kind)


def shown(cell: Cell) -> str:
    """The cell as a person sees it, for messages."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return repr(cell) if not cell.is_integer() else f"{cell:.0f}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y %H:%M}" if isinstance(cell, datetime) else f"{cell:%d/%m/%Y}"
    return str(cell)


def _text(cell: Cell, column: Column) -> str | None:
    if isinstance(cell, bool):
        raise Unfit("Nilai benar/salah di kolom teks.", "Ketik ulang sebagai teks.")
    if not isinstance(cell, str):
        kind = "Angka" if isinstance(cell, int | float) else "Tanggal atau jam"
        raise Unfit(
            f"{kind} di kolom teks; nol di depan atau titiknya mungkin sudah hilang.",
            "Beri sel itu format Teks, lalu ketik ulang seperti pada dokumennya.",
        )
    text = clean_text(plain_text(cell))
    if text is not None and (column.key or column.refers is not None) and text != text.strip():
        fix = f'Hapus spasinya, sehingga menjadi "{text.strip()}".'
        raise Unfit("Ada spasi di awal atau di akhir kunci.", fix)
    return text


def _yes_or_no(cell: Cell) -> str:
    if isinstance(cell, str) and cell.strip().casefold() in (YES, NO):
        return "true" if cell.strip().casefold() == YES else "false"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    raise Unfit("Isinya harus ya atau tidak.", f"Pilih {YES} atau {NO} dari daftarnya.")


def _day(cell: Cell) -> str:
    fix = "Ketik sebagai tanggal, hari/bulan/tahun; Excel menampilkannya rata kanan."
    if isinstance(cell, datetime):
        if cell.time() != time.min:
            raise Unfit("Tanggal dengan jam.", "Ketik ulang tanggalnya saja.")
        cell = cell.date()
    if isinstance(cell, date):
        if cell < OLDEST:
            raise Unfit(
                "Tanggal sebelum 1901: mungkin angka biasa yang tampil sebagai tanggal.", fix
            )
        return cell.isoformat()
    if isinstance(cell, str):
        return _day_in_text(cell.strip(), fix)
    raise Unfit("Bukan tanggal.", f"Beri sel itu format Tanggal. {fix}")


def _day_in_text(text: str, fix: str) -> str:
    """Only year-month-day has one reading: 02/03/2020 may be February or March."""
    if _ISO_DAY.fullmatch(text):
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            raise Unfit("Tanggal itu tidak ada di kalender.", fix) from None
    worded = _WORDED_DAY.fullmatch(text)
    months = [month.casefold() for month in MONTHS]
    if worded and worded[2].casefold() in months:
        try:
            month = months.index(worded[2].casefold()) + 1
            meant = date(int(worded[3]), month, int(worded[1]))
        except ValueError:
            raise Unfit("Tanggal itu tidak ada di kalender.", fix) from None
        raise Unfit("Teks, bukan tanggal.", f"Maksud Anda {long_date(meant)}? {fix}")
    raise Unfit("Bukan tanggal yang ada di kalender, atau tersimpan sebagai teks.", fix)


def _number(cell: Cell) -> Decimal | str:
    """The number that a cell holds; a text only where it holds more digits than Excel keeps."""
    if isinstance(cell, bool):
        raise Unfit("Nilai benar/salah di kolom angka.", "Ketik angkanya.")
    if isinstance(cell, int | float):
        if not math.isfinite(cell):
            raise Unfit("Bukan angka.", "Ketik angkanya.")
        return Decimal(repr(cell))
    if not isinstance(cell, str):
        fix = "Beri sel itu format Umum (General), lalu ketik angkanya."
        raise Unfit("Tanggal atau jam di kolom angka.", fix)
    text = cell.strip()
    if _PLAIN_NUMBER.fullmatch(text):
        if significant(Decimal(text)) > DIGITS or abs(Decimal(text)) >= SEN_LOST:
            return text
        fix = "Pilih kolomnya, lalu Data > Text to Columns > Finish; atau ketik ulang angkanya."
        if "." not in text:
            raise Unfit("Angka yang tersimpan sebagai teks.", fix)
    meant = parse_number(text)
    hint = f"Maksud Anda {decimal(meant)}? " if meant is not None else ""
    fix = f"{hint}Hapus isinya, lalu ketik angkanya saja; Excel menampilkannya rata kanan."
    raise Unfit("Teks di kolom angka.", fix)


def _written(number: Decimal, kind: Kind) -> str:
    if kind is Kind.INTEGER:
        if number != number.to_integral_value():
            raise Unfit("Bukan bilangan bulat.", "Ketik bilangan bulat, misalnya 2021.")
        return f"{number:.0f}"
    if kind is Kind.MONEY and abs(number) >= SEN_LOST:
        raise _too_long()
    places = _PLACES[kind]
    exact = number if significant(number) <= DIGITS else _without_noise(number, places)
    rounded = _rounded(exact, places)
    if rounded != exact:
        fix = f"Bulatkan paling banyak {places} desimal, menurut keputusan Anda sendiri."
        raise Unfit("Lebih halus dari " + ("sen." if kind is Kind.MONEY else "9 desimal."), fix)
    return f"{rounded:.2f}" if kind is Kind.MONEY else f"{rounded.normalize():f}"


def _without_noise(number: Decimal, places: int) -> Decimal:
    """The number of fifteen digits of which this float missed a hair. Raises Unfit where it is more
    than a hair: then the last digits are not known, and they may be sen."""
    meant = Decimal(f"{number:.{DIGITS - 1}e}")
    hair = Decimal(math.ulp(float(number))) * _NOISE
    if abs(meant - number) <= min(hair, Decimal(1).scaleb(-places - 1)):
        return meant
    if significant(_rounded(number, places)) < significant(number):
        return number  # too fine in any case; said by the caller
    raise _too_long()


def _rounded(number: Decimal, places: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), context=_WIDE)


def _too_long() -> Unfit:
    return Unfit(
        f"Lebih dari {DIGITS} angka: Excel tidak menyimpannya dengan tepat.",
        "Beri sel itu format Teks, lalu ketik dengan titik sebelum desimal, misalnya "
        "12345678901234.56.",
    )
