"""What calamine does not tell of a sheet: formulas, error values, percentages, merged and hidden cells.

The XML is streamed through expat. A document type is refused before it can define an entity; what
is counted is bounded, so that a hostile file cannot fill the memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from kawal.engine.shared.fault import Fault

Place = tuple[int, int]
"""Row and column, counted from 0."""
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, each counted from 0."""

LARGEST_SHEET = 2_000_000
"""Cells of the rectangle around everything that is filled; calamine keeps all of them."""
_KEPT = 1_000
"""So many places of one kind are kept; a person mends them in lots anyway."""
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_PERCENT_FORMATS = frozenset({"9", "10"})
_QUOTED = re.compile(r'"[^"]*"|\\.')
_EMPTY_CELL = re.compile(rb"<c (?=[^<>]*\br=)[^<>]*(?:/>|></c>)")
_EMPTY_ROW = re.compile(rb"<row (?=[^<>]*\br=)[^<>]*(?:/>|></row>)")


class Forbidden(Exception):
    """What no honest sheet has; the text says in Indonesian what it is, and `fix` the mend."""

    def __init__(self, fault: Fault, message: str, fix: str) -> None:
        super().__init__(message)
        self.fault = fault
        self.fix = fix


@dataclass
class Scan:
    """What stands where. width and height: the smallest rectangle from A1 around filled cells."""

    formulas: dict[Place, str] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    percents: set[Place] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    height: int = 0
    width: int = 0


def without_empty_cells(content: bytes) -> bytes:
    """The XML of a sheet without cells and rows that have a format and no content: people format
    a million rows with one click. A cell that does not say its place is kept, since the next one is
    counted from it; so is everything where a comment or CDATA could look like a cell."""
    if b"<!" in content or b"\0" in content:
        return content
    return _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", content))


def scan_sheet(content: bytes, percent_styles: frozenset[str]) -> Scan:
    """Raises Forbidden; ExpatError, ValueError or LookupError where the XML is broken."""
    parser = _parser()
    reader = _Sheet(parser, percent_styles)
    parser.StartElementHandler = reader.start
    parser.Parse(content, True)
    return reader.scan


def percent_styles(content: bytes) -> frozenset[str]:
    """The numbers of the cell styles that show a percentage. Raises as `scan_sheet` does."""
    custom: set[str] = set()
    styles: list[bool] = []
    inside: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        name = _local(name)
        if name == "numFmt" and "%" in _QUOTED.sub("", given.get("formatCode", "")):
            custom.add(given.get("numFmtId", ""))
        elif name == "xf" and inside[-1:] == ["cellXfs"]:
            styles.append(given.get("numFmtId") in _PERCENT_FORMATS | custom)
        inside.append(name)

    parser = _parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: inside.pop()
    parser.Parse(content, True)
    return frozenset(str(number) for number, shown in enumerate(styles) if shown)


def elements(content: bytes, wanted: str) -> list[dict[str, str]]:
    """The attributes of every element of that name. Raises as `scan_sheet` does."""
    found: list[dict[str, str]] = []

    def start(name: str, given: dict[str, str]) -> None:
        if _local(name) == wanted:
            found.append({_local(key): value for key, value in given.items()})

    parser = _parser()
    parser.StartElementHandler = start
    parser.Parse(content, True)
    return found


def look_through(content: bytes) -> None:
    """Reads XML that is of no interest but must be sound. Raises as `scan_sheet` does."""
    _parser().Parse(content, True)


def letters(column: int) -> str:
    """The letters over a column.

    >>> letters(0), letters(26)
    ('A', 'AA')
    """
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def _refuse_doctype(*_: object) -> None:
    raise Forbidden(
        Fault.FORBIDDEN_XML,
        "Berkas memuat definisi XML yang tidak pernah ditulis Excel.",
        "Buat ulang.",
    )


def _local(name: str) -> str:
    return name.rpartition(":")[2] if ":" in name else name


class _Sheet:
    """Follows one worksheet from element to element; it listens to texts and ends of elements only
    inside a formula or an error, since a sheet has hundreds of thousands of others."""

    def __init__(self, parser: expat.XMLParserType, percent_styles: frozenset[str]) -> None:
        self.scan = Scan()
        self._parser = parser
        self._percent_styles = percent_styles
        self._row = self._column = -1
        self._kind = self._style = ""
        self._text = ""

    def start(self, name: str, given: dict[str, str]) -> None:
        name = _local(name)
        if name == "c":
            self._enter_cell(given)
        elif name in ("v", "is"):
            self._fill()
            if self._kind == "e":
                self._listen(self.scan.errors)
        elif name == "row":
            self._enter_row(given)
        elif name == "f":
            self._fill()
            self._listen(self.scan.formulas)
        elif name == "mergeCell":
            _keep_area(self.scan.merged, given)
        elif name == "col":
            self._enter_columns(given)

    def _listen(self, places: dict[Place, str]) -> None:
        self._text = ""
        self._parser.CharacterDataHandler = self._hear
        self._parser.EndElementHandler = lambda _: self._heard(places)

    def _hear(self, text: str) -> None:
        self._text += text

    def _heard(self, places: dict[Place, str]) -> None:
        self._parser.CharacterDataHandler = self._parser.EndElementHandler = None
        if len(places) < _KEPT:
            places[self._row, self._column] = self._text

    def _enter_columns(self, given: dict[str, str]) -> None:
        if _is_true(given.get("hidden")) and len(self.scan.hidden_columns) < _KEPT:
            span = int(given.get("min", "1")) - 1, int(given.get("max", "1")) - 1
            self.scan.hidden_columns.append(span)

    def _enter_row(self, given: dict[str, str]) -> None:
        number = given.get("r", "")
        self._row = int(number) - 1 if number.isdigit() else self._row + 1
        self._column = -1
        if _is_true(given.get("hidden")):
            self.scan.hidden_rows.append(self._row)

    def _enter_cell(self, given: dict[str, str]) -> None:
        place = place_of(given.get("r", ""))
        self._row, self._column = place or (self._row, self._column + 1)
        self._kind, self._style = given.get("t", ""), given.get("s", "")

    def _fill(self) -> None:
        scan = self.scan
        if self._row >= scan.height or self._column >= scan.width:
            scan.height = max(scan.height, self._row + 1)
            scan.width = max(scan.width, self._column + 1)
            if scan.height * scan.width > LARGEST_SHEET:
                raise Forbidden(
                    Fault.TOO_LARGE,
                    f"Lembar terisi sampai {letters(self._column)}{self._row + 1}: terlalu besar.",
                    "Hapus (bukan kosongkan) baris dan kolom di luar isian, lalu simpan ulang.",
                )
        if self._style in self._percent_styles and len(scan.percents) < _KEPT:
            scan.percents.add((self._row, self._column))


def place_of(reference: str) -> Place | None:
    """Row and column of `B12`, or None."""
    match = _CELL.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


def area_of(reference: str) -> Area | None:
    """The rectangle of `A1:B3` or `B12`, or None."""
    first, _, last = reference.partition(":")
    begin, end = place_of(first), place_of(last or first)
    return (*begin, *end) if begin and end else None


def _keep_area(areas: list[Area], given: dict[str, str]) -> None:
    area = area_of(given.get("ref", ""))
    if area is not None and len(areas) < _KEPT:
        areas.append(area)


def _is_true(flag: str | None) -> bool:
    return flag in ("1", "true")
