"""Reads a filled template: the same snapshot as a data package, or every fault with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kawal.engine.readers.reading import Reading
from kawal.engine.readers.template.form import COVER, EMPTY_HEADING
from kawal.engine.readers.template.read_cover import read_cover
from kawal.engine.readers.template.read_sheet import SheetTexts, read_sheet
from kawal.engine.readers.template.sheets import Found, find_sheets
from kawal.engine.readers.workbook import Workbook, open_workbook
from kawal.engine.shared.errors import FEW, Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.snapshot.build import TextTable, build
from kawal.engine.snapshot.schema import BY_NAME, TABLES

_KEY = re.compile(r"\(kunci (.*)\)", re.DOTALL)
"""How `build` names a row that it knows only by its key."""
_TABLE_NAME = re.compile(r"\btabel ([a-z_]+)\b")


def read_template(path: Path) -> Reading:
    """The snapshot in a filled template.

    A sheet or column without content is not carried, unless the cover says that it is empty on
    purpose. Raises UnusableInput with every fault found, each with sheet, row, column and value;
    OSError where the file cannot be opened.
    """
    book = open_workbook(path)
    found = find_sheets(book)
    if found.cover is None:
        raise UnusableInput([*found.problems, _no_cover(book, found)])
    cover = read_cover(book.sheet(found.cover), _place(book, found.cover))
    sheets = {
        table.name: read_sheet(
            book.sheet(found.tables[table.name]),
            table,
            _place(book, found.tables[table.name]),
            cover.empty.get(table.name, ()),
        )
        for table in TABLES
        if table.name in found.tables
    }
    problems = [
        *found.problems,
        *cover.problems,
        *(each for sheet in sheets.values() for each in sheet.problems),
        *_missing_though_needed(book, found, sheets),
    ]
    if not problems and not any(sheet.carried for sheet in sheets.values()):
        fix = "Isi paling sedikit lembar Rencana dan Bagian rencana."
        problems.append(Problem(Fault.EMPTY, "Template belum diisi.", fix, book.file))
    if problems:
        raise UnusableInput(list(_few(problems)))
    carried = {name: sheet for name, sheet in sheets.items() if sheet.carried}
    try:
        snapshot = build(
            region=cover.region,
            year=cover.year,
            sample=cover.sample,
            source=cover.source,
            tables=[
                TextTable(name, each.file, each.columns, each.rows)
                for name, each in carried.items()
            ],
        )
    except UnusableInput as error:
        by_file = {sheet.file: sheet for sheet in carried.values()}
        raise UnusableInput([_in_excel(each, by_file) for each in error.problems]) from error
    return Reading(snapshot, tuple(_notes(book, found, sheets)))


def _place(book: Workbook, sheet: str) -> str:
    return f"{book.file}, lembar {sheet}"


def _no_cover(book: Workbook, found: Found) -> Problem:
    if found.tables:
        fix = f"Salin lembar {COVER} dari template baru (`kawal template`), lalu isi."
        return Problem(Fault.SHEET, f"Lembar {COVER} tidak ada.", fix, book.file)
    fix = "Buat template dengan `kawal template berkas.xlsx`, lalu salin isi rencana ke dalamnya."
    return Problem(Fault.NO_TEMPLATE, "Berkas Excel ini bukan template Kawal.", fix, book.file)


def _missing_though_needed(
    book: Workbook, found: Found, sheets: Mapping[str, SheetTexts]
) -> Iterator[Problem]:
    """A sheet that was deleted though the rows of another one lead to it."""
    for table in found.missing:
        for sheet in sheets.values():
            leads = any(
                each.refers == table.name and not each.judged and each.name in sheet.columns
                for each in sheet.table.columns
            )
            if leads and sheet.rows:
                message = (
                    f"Lembar {table.label} tidak ada, padahal dirujuk lembar {sheet.table.label}."
                )
                fix = f"Kembalikan lembar {table.label} dari template baru, lalu isi."
                yield Problem(Fault.SHEET, message, fix, book.file)
                break


def _few(problems: Sequence[Problem]) -> Iterator[Problem]:
    """The first few of each kind of fault in a column, and one problem that counts the rest."""
    kinds: dict[tuple[str | None, str | None, str], list[Problem]] = {}
    for each in problems:
        kinds.setdefault((each.file, each.column, each.message), []).append(each)
    for alike in kinds.values():
        yield from alike[:FEW]
        if len(alike) > FEW:
            message = f"Masih ada {len(alike) - FEW} sel lain dengan galat serupa."
            yield replace(alike[FEW], message=message, row=None, value=None)


def _in_excel(problem: Problem, sheets: Mapping[str, SheetTexts]) -> Problem:
    """The problem told in the words of the template: row as Excel shows it, headings, sheets."""
    sheet = sheets.get(problem.file or "")
    told = replace(problem, message=_labelled(problem.message), fix=_labelled(problem.fix))
    if sheet is None:
        return told
    names = (problem.column or "").split(", ")
    if not set(names) <= set(sheet.columns):
        return told
    labels = ", ".join(sheet.table.column(name).label for name in names)
    return replace(told, column=labels, row=_row_of(problem, names, sheet))


def _row_of(problem: Problem, names: Sequence[str], sheet: SheetTexts) -> int | None:
    """Where the problem stands: by its row in the table, by the key that it names, or, of two equal
    keys, the last."""
    if problem.row is not None:
        return problem.row
    key = _KEY.search(problem.message)
    if key is not None:
        names = [name for name in sheet.table.key if name in sheet.columns]
    wanted = key[1] if key is not None else problem.value
    keys = zip(*(sheet.columns[name] for name in names), strict=True)
    rows = [
        row
        for row, texts in zip(sheet.rows, keys, strict=True)
        if wanted == "|".join(str(text) for text in texts)
    ]
    return rows[-1] if rows else None


def _labelled(text: str) -> str:
    """`tabel plan` is the sheet Rencana here."""

    def label(match: re.Match[str]) -> str:
        return f"lembar {BY_NAME[match[1]].label}" if match[1] in BY_NAME else match[0]

    return _TABLE_NAME.sub(label, text)


def _notes(book: Workbook, found: Found, sheets: Mapping[str, SheetTexts]) -> Iterator[str]:
    yield from found.notes
    if found.missing:
        names = ", ".join(table.label for table in found.missing)
        yield f"{book.file}: lembar yang tidak ada, jadi tidak disampaikan: {names}."
    empty = [each.table.label for each in sheets.values() if not each.carried]
    if empty:
        yield (
            f"{book.file}: lembar tanpa isi, jadi dianggap tidak disampaikan: {', '.join(empty)}. "
            f'Bila isinya memang tidak ada, sebut di lembar {COVER}, "{EMPTY_HEADING[0]}".'
        )
    for sheet in sheets.values():
        if sheet.unfilled:
            names = ", ".join(sheet.unfilled)
            yield f"{sheet.file}: kolom tanpa isi, jadi dianggap tidak disampaikan: {names}."
        yield from sheet.notes
