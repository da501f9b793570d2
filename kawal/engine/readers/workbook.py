"""Opens an Excel file that may come from anyone, within bounds of memory and time.

Every part is first read here and looked through (`sheet_scan`); calamine is then given exactly those
bytes, so nothing that it reads has escaped the look. Nothing of a file is ever run.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NoReturn, TypeVar
from xml.parsers import expat

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from kawal.engine.readers.sheet_scan import (
    Forbidden,
    Scan,
    elements,
    look_through,
    percent_styles,
    scan_sheet,
    without_empty_cells,
)
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.intake import ZIP_FAULTS, is_crowded, read_whole

Cell = str | float | bool | date | datetime | time | timedelta
"""What calamine gives; an empty cell is an empty text."""

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of the file as it lies on disk."""
LARGEST_UNPACKED = 96 * 1024 * 1024
"""Bytes of all its XML."""
MOST_PARTS = 2_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How an old .xls begins, and an .xlsx behind a password."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_AGAIN = "Buka di Excel, lalu Simpan Sebagai .xlsx yang baru."
_XML = (".xml", ".rels")
_BOOK, _LINKS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_SHEETS = "xl/worksheets/"
_NO_STYLES, _NO_LINKS = b"<styleSheet/>", b"<Relationships/>"
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows from row 1 on, each as wide as the widest; what the scan saw."""

    name: str
    visible: bool
    rows: list[list[Cell]]
    scan: Scan


class Workbook:
    """An Excel file that was found fit to read.

    file: for messages. names: its worksheets in their order, visible or not; a chart is none.
    """

    def __init__(self, content: bytes, file: str) -> None:
        """Raises UnusableInput for what is no readable .xlsx, or is larger than a plan can be."""
        self.file = file
        self._parts = _parts(content, file)
        for name, part in self._parts.items():
            if name.startswith(_SHEETS):
                self._parts[name] = without_empty_cells(part)
            else:
                self._looked(look_through, part)
        self._percents = self._looked(percent_styles, self._parts.get(_STYLES, _NO_STYLES))
        self._book = self._calamine(lambda: CalamineWorkbook.from_filelike(_packed(self._parts)))
        self._sheets = {
            each.name: each
            for each in self._book.sheets_metadata
            if each.typ is SheetTypeEnum.WorkSheet
        }
        self.names = tuple(self._sheets)
        if len(set(self._book.sheet_names)) < len(self._book.sheet_names):
            self._refuse(Fault.SHEET, "Dua lembar bernama sama.", "Ganti nama salah satunya.")
        self._paths = self._sheet_paths()

    def sheet(self, name: str) -> Sheet:
        """Raises UnusableInput where it is broken, or fills more cells than a plan can."""
        part = self._parts.get(self._paths.get(name, ""))
        if part is None:
            self._refuse(Fault.BROKEN_BOOK, "Isi lembar tidak ditemukan.", _AGAIN, name)
        scan = self._looked(lambda content: scan_sheet(content, self._percents), part, name)
        found = self._calamine(lambda: self._book.get_sheet_by_name(name), name)
        rows = self._calamine(lambda: found.to_python(skip_empty_area=False), name)
        visible = self._sheets[name].visible is SheetVisibleEnum.Visible
        return Sheet(name, visible, rows, scan)

    def _sheet_paths(self) -> dict[str, str]:
        """Sheet name → part, as calamine finds it."""
        sheets = self._looked(lambda part: elements(part, "sheet"), self._parts[_BOOK])
        links = self._looked(
            lambda part: elements(part, "Relationship"), self._parts.get(_LINKS, _NO_LINKS)
        )
        targets = {each.get("Id", ""): each.get("Target", "") for each in links}
        return {
            each.get("name", ""): posixpath.normpath(
                posixpath.join("/xl", targets.get(each.get("id", ""), ""))
            ).lstrip("/")
            for each in sheets
        }

    def _looked(self, look: Callable[[bytes], Answer], part: bytes, sheet: str = "") -> Answer:
        try:
            return look(part)
        except Forbidden as error:
            self._refuse(error.fault, str(error), error.fix, sheet)
        except (expat.ExpatError, ValueError, LookupError):
            self._refuse(Fault.BROKEN_BOOK, "Isi berkas rusak.", _AGAIN, sheet)

    def _calamine(self, call: Callable[[], Answer], sheet: str = "") -> Answer:
        try:
            return call()
        except (KeyboardInterrupt, MemoryError):
            raise
        except BaseException:  # a panic in Rust is no Exception
            self._refuse(Fault.BROKEN_BOOK, "Isi berkas tidak dapat dibaca.", _AGAIN, sheet)

    def _refuse(self, fault: Fault, message: str, fix: str, sheet: str = "") -> NoReturn:
        file = f"{self.file}, lembar {sheet}" if sheet else self.file
        raise UnusableInput([Problem(fault, message, fix, file)])


def open_workbook(path: Path) -> Workbook:
    """Raises UnusableInput as `Workbook` does, and OSError where the file cannot be opened."""
    if path.stat().st_size > LARGEST_FILE:
        raise _unusable(
            Fault.TOO_LARGE,
            "Berkas lebih dari 64 MB.",
            "Pecah berkasnya, misalnya per OPD.",
            path.name,
        )
    return Workbook(read_whole(path), path.name)


def _parts(content: bytes, file: str) -> dict[str, bytes]:
    """The XML of the file by name; pictures and macros are left out unread."""
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise _unusable(
                Fault.LOCKED_BOOK, "Berkas terkunci sandi.", "Simpan ulang tanpa sandi.", file
            )
        raise _unusable(Fault.OLD_BOOK, "Berkas Excel bentuk lama (.xls).", _AGAIN, file)
    too_much = "Hapus baris dan kolom kosong yang berformat, atau pecah berkasnya per OPD."
    if is_crowded(content):
        raise _unusable(Fault.TOO_LARGE, "Isi berkas terlalu besar.", too_much, file)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            wanted = [each for each in archive.infolist() if each.filename.endswith(_XML)]
            names = [each.filename.replace("\\", "/") for each in wanted]
            unpacked = sum(each.file_size for each in wanted)
            if unpacked > LARGEST_UNPACKED or len(names) > MOST_PARTS:
                raise _unusable(Fault.TOO_LARGE, "Isi berkas terlalu besar.", too_much, file)
            parts = {name: archive.read(each) for name, each in zip(names, wanted, strict=True)}
    except ZIP_FAULTS as error:
        raise _unusable(
            Fault.BROKEN_BOOK, "Berkas rusak atau bukan berkas .xlsx.", _AGAIN, file
        ) from error
    if _BOOK not in parts or len(parts) < len(names):
        raise _unusable(Fault.BROKEN_BOOK, "Berkas rusak atau bukan berkas .xlsx.", _AGAIN, file)
    return parts


def _packed(parts: Mapping[str, bytes]) -> io.BytesIO:
    """A zip of just these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    packed.seek(0)
    return packed


def _unusable(fault: Fault, message: str, fix: str, file: str) -> UnusableInput:
    return UnusableInput([Problem(fault, message, fix, file)])
