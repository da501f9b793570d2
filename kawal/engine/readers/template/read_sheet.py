"""Reads one sheet of the template: headings, rows, and every cell that has no one reading."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from kawal.engine.readers.sheet_scan import Place, letters
from kawal.engine.readers.template.form import COVER, EMPTY_HEADING, same
from kawal.engine.readers.template.values import Unfit, canonical, shown
from kawal.engine.readers.workbook import Cell, Sheet
from kawal.engine.shared.errors import Problem
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.nearest import nearest
from kawal.engine.snapshot.cells import clean_text
from kawal.engine.snapshot.schema import Column, Kind, Table

_PASTE = "Salin selnya, lalu Tempel Khusus > Nilai di tempat yang sama."
_NUMBERS = (Kind.INTEGER, Kind.MONEY, Kind.DECIMAL)


@dataclass
class SheetTexts:
    """One table as texts. rows: the number in Excel of each row. columns: by name, only those that
    are carried; unfilled: those left out since no row fills them. carried: whether the table is."""

    table: Table
    file: str
    rows: list[int] = field(default_factory=list)
    columns: dict[str, list[str | None]] = field(default_factory=dict)
    unfilled: list[str] = field(default_factory=list)
    carried: bool = False
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_sheet(
    sheet: Sheet, table: Table, file: str, empty: Collection[str | None] = ()
) -> SheetTexts:
    """The rows of the sheet that are not blank.

    empty: columns that are empty on purpose, None for the whole table. Nothing is raised: what is
    wrong is in `problems`.
    """
    texts = SheetTexts(table, file)
    _refuse_what_is_no_value(sheet, texts)
    places = _find_columns(sheet, texts)
    filled = [
        number
        for number, row in enumerate(sheet.rows[1:], start=1)
        if any(not _is_blank(cell) for cell in row)
    ]
    texts.rows = [number + 1 for number in filled]
    for column in table.columns:
        if column.name in places:
            texts.columns[column.name] = _read_column(
                sheet, column, places[column.name], filled, texts
            )
    _decide_what_is_carried(texts, empty)
    _tell_what_is_hidden(sheet, texts)
    return texts


def _refuse_what_is_no_value(sheet: Sheet, texts: SheetTexts) -> None:
    """Formulas, errors and merged cells, wherever they stand: their values are not a person's."""
    scan = sheet.scan
    for place, formula in scan.formulas.items():
        _tell(texts, sheet, place, Fault.FORMULA, "Rumus, bukan isian.", _PASTE, f"={formula}")
    for place, error in scan.errors.items():
        if place not in scan.formulas:
            fix = "Ketik isi yang benar."
            _tell(texts, sheet, place, Fault.ERROR_VALUE, "Nilai galat.", fix, error)
    for first_row, first, last_row, last in scan.merged:
        where = f"{letters(first)}{first_row + 1}:{letters(last)}{last_row + 1}"
        fix = f"Pisahkan {where} (Unmerge Cells), lalu isi setiap baris."
        message = "Sel gabungan: hanya sel pertamanya berisi."
        value = _cell(sheet, first_row, first)
        _tell(texts, sheet, (first_row, first), Fault.MERGED_CELL, message, fix, value)


def _find_columns(sheet: Sheet, texts: SheetTexts) -> dict[str, int]:
    """Column name → place. A heading that is unknown, renamed, missing or twice is a problem."""
    heading = sheet.rows[0] if sheet.rows else []
    by_label = {same(column.label): column for column in texts.table.columns}
    if sheet.rows and not any(same(str(cell)) in by_label for cell in heading):
        fix = "Hapus baris di atasnya, atau salin baris judul dari template baru."
        texts.problems.append(
            Problem(Fault.MISSING_COLUMN, "Judul kolom tidak ada di baris 1.", fix, texts.file, 1)
        )
        return {}
    places: dict[str, int] = {}
    unknown: list[tuple[int, str]] = []
    for place, cell in enumerate(heading):
        column = by_label.get(same(str(cell)))
        if column is None:
            unknown.append((place, shown(cell).strip()))
        elif column.name in places:
            fix = "Hapus salah satunya."
            texts.problems.append(
                Problem(
                    Fault.REPEATED_HEADING,
                    "Judul kolom muncul dua kali.",
                    fix,
                    texts.file,
                    1,
                    column.label,
                )
            )
        else:
            places[column.name] = place
    _explain_headings(sheet, texts, places, unknown)
    return places


def _explain_headings(
    sheet: Sheet, texts: SheetTexts, places: dict[str, int], unknown: list[tuple[int, str]]
) -> None:
    lost = {each.label: each for each in texts.table.columns if each.name not in places}
    for place, label in unknown:
        if not label:
            if any(not _is_blank(row[place]) for row in sheet.rows[1:]):
                message = f"Kolom {letters(place)} berisi, tetapi tanpa judul."
                fix = "Pindahkan isinya ke kolom yang berjudul, atau hapus."
                texts.problems.append(Problem(Fault.EMPTY_HEADING, message, fix, texts.file, 1))
            continue
        meant = nearest(label, lost) or nearest(label.casefold(), lost)
        if meant is not None:
            del lost[meant]
            fix = f'Kembalikan judulnya menjadi "{meant}".'
        else:
            fix = "Hapus kolom itu, atau pindahkan isinya ke kolom template."
        problem = Problem(
            Fault.UNKNOWN_COLUMN, "Judul kolom tidak dikenal.", fix, texts.file, 1, label
        )
        texts.problems.append(problem)
    for column in lost.values():
        if column.is_structural and any(map(_is_filled, sheet.rows[1:])):
            fix = "Salin judul dan kolomnya dari template baru, lalu isi."
            problem = Problem(
                Fault.MISSING_COLUMN, "Kolom wajib hilang.", fix, texts.file, 1, column.label
            )
            texts.problems.append(problem)


def _read_column(
    sheet: Sheet, column: Column, place: int, filled: list[int], texts: SheetTexts
) -> list[str | None]:
    read: list[str | None] = []
    for row in filled:
        cell = sheet.rows[row][place]
        text = None
        try:
            if column.kind in _NUMBERS and (row, place) in sheet.scan.percents:
                raise Unfit(
                    "Angka berformat persen: yang tampak 87,5 % tersimpan 0,875.",
                    "Beri sel itu format Umum (General), lalu ketik angkanya tanpa tanda %.",
                )
            text = canonical(cell, column)
            if text is None and column.is_required:
                fix = "Isi; tanpa isinya baris ini tidak dapat ditempatkan."
                raise Unfit(f"Kolom {column.label} tidak boleh kosong.", fix, Fault.EMPTY_CELL)
        except Unfit as error:
            if not _is_refused_already(sheet, row, place):
                texts.problems.append(
                    Problem(error.fault, str(error), error.fix, texts.file, row + 1, column.label,
                            shown(cell) or None)
                )  # fmt: skip
        read.append(_trimmed_code(text, column, row, texts))
    return read


def _trimmed_code(text: str | None, column: Column, row: int, texts: SheetTexts) -> str | None:
    """A space around a code means nothing, so it goes, and is told."""
    if text is None or column.name != "code" or text == text.strip():
        return text
    where = f"{texts.file}, baris {row + 1}, kolom {column.label}"
    texts.notes.append(f'{where}, isi "{text}": spasi di tepi kode dibuang.')
    return text.strip()


def _decide_what_is_carried(texts: SheetTexts, empty: Collection[str | None]) -> None:
    """What no row fills counts as not given, unless the cover says that it is empty on purpose."""
    table = texts.table
    texts.carried = bool(texts.rows) or None in empty
    if None in empty and texts.rows:
        count = len(texts.rows)
        message = f"Menurut lembar {COVER} lembar ini memang kosong, tetapi {count} baris terisi."
        fix = f'Kosongkan lembarnya, atau hapus sebutannya di bawah "{EMPTY_HEADING[0]}".'
        texts.problems.append(Problem(Fault.CONTRADICTION, message, fix, texts.file, texts.rows[0]))
    for column in table.columns:
        cells = texts.columns.get(column.name)
        if cells is None:
            continue
        has_content = any(cell is not None for cell in cells)
        if column.name in empty and has_content:
            message = f"Menurut lembar {COVER} kolom ini memang kosong, tetapi ada isinya."
            fix = f'Kosongkan kolomnya, atau hapus sebutannya di bawah "{EMPTY_HEADING[1]}".'
            texts.problems.append(
                Problem(Fault.CONTRADICTION, message, fix, texts.file, column=column.label)
            )
        if texts.rows and not (has_content or column.name in empty or column.is_structural):
            del texts.columns[column.name]
            texts.unfilled.append(column.label)
    if texts.carried and not texts.columns and not texts.problems:
        fix = "Salin baris judul dari template baru."
        texts.problems.append(
            Problem(Fault.MISSING_COLUMN, "Judul kolom tidak ada.", fix, texts.file, 1)
        )


def _tell_what_is_hidden(sheet: Sheet, texts: SheetTexts) -> None:
    hidden = sorted({row + 1 for row in sheet.scan.hidden_rows} & set(texts.rows))
    if hidden:
        rows = f"{len(hidden)} baris tersembunyi (mulai baris {hidden[0]})"
        texts.notes.append(f"{texts.file}: {rows} ikut dibaca.")
    if sheet.scan.hidden_columns and texts.rows:
        first = ", ".join(letters(begin) for begin, _ in sheet.scan.hidden_columns[:5])
        texts.notes.append(f"{texts.file}: kolom tersembunyi (mulai {first}) ikut dibaca.")
    if not sheet.visible and texts.rows:
        texts.notes.append(f"{texts.file}: lembar tersembunyi ini ikut dibaca.")


def _is_refused_already(sheet: Sheet, row: int, place: int) -> bool:
    return (
        (row, place) in sheet.scan.formulas
        or (row, place) in sheet.scan.errors
        or any(a <= row <= c and b <= place <= d for a, b, c, d in sheet.scan.merged)
    )


def _tell(
    texts: SheetTexts, sheet: Sheet, place: Place, fault: Fault, message: str, fix: str, value: str
) -> None:
    """A problem of a cell, with its column named by heading, or by letter where it has none."""
    row, column = place
    heading = _cell(sheet, 0, column).strip() or letters(column)
    texts.problems.append(Problem(fault, message, fix, texts.file, row + 1, heading, value or None))


def _cell(sheet: Sheet, row: int, column: int) -> str:
    inside = row < len(sheet.rows) and column < len(sheet.rows[row])
    return shown(sheet.rows[row][column]) if inside else ""


def _is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and clean_text(cell) is None


def _is_filled(row: list[Cell]) -> bool:
    return any(not _is_blank(cell) for cell in row)
