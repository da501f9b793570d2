"""From the texts of a source to rows that know their level, their node and what stands above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kawal.engine.readers.nodes import add_nodes
from kawal.engine.readers.profile import (
    LEVEL,
    NOT_READ,
    ROW,
    Continuation,
    Levels,
    Profile,
    Row,
    matches,
    unit_columns,
)
from kawal.engine.shared.csv_text import CsvText
from kawal.engine.shared.errors import Problem, UnusableInput, told
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.language import say
from kawal.engine.shared.nearest import did_you_mean
from kawal.engine.shared.numbers import says_nothing, unit_behind
from kawal.engine.snapshot.cells import clean_text
from kawal.engine.snapshot.schema import LEVELS

Cells = dict[str, str | None]


@dataclass(frozen=True)
class Rows:
    """read: the rows that count. skipped: why → the numbers of the rows that do not. other_units:
    (row, column) → a quantity in another unit than its indicator has, since the source changes it.
    unplaced: the number of a row whose place in the plan is not known → the highest level that it
    may have. withheld: how many texts the publisher kept back."""

    read: Sequence[Row]
    skipped: Mapping[str, Sequence[int]]
    other_units: Mapping[tuple[int, str], str]
    unplaced: Mapping[int, str]
    withheld: int


def rows_of(text: CsvText, profile: Profile, file: str) -> Rows:
    """The rows of a source as its profile sees them.

    Raises UnusableInput naming the rows whose level the profile does not know.
    """
    cells = _cleaned(text, profile)
    withheld = _name_withheld(cells, profile.withheld)
    for row in cells:
        _put_back(row, profile)
    if profile.continuation:
        _continue(cells, profile.continuation)
    skipped: dict[str, list[int]] = {}
    kept = []
    for row in cells:
        why = _why_not(row, profile)
        if why:
            skipped.setdefault(why, []).append(int(row[ROW] or 0))
        else:
            kept.append(row)
    if profile.levels:
        _add_levels(kept, profile.levels, file)
    other_units = _add_units(kept, profile)
    unplaced: dict[int, str] = {}
    if profile.nodes:
        unplaced = _doubt_places(kept, profile)
        add_nodes(kept, profile.nodes, unplaced)
    kept_back = sum(withheld[row[ROW] or ""] for row in kept)
    return Rows(kept, skipped, other_units, unplaced, kept_back)


def _why_not(row: Row, profile: Profile) -> str | None:
    """Why a row is not read; None where it is."""
    skip = next((each for each in profile.skips if each.takes(row)), None)
    if skip:
        return skip.why
    levels = profile.levels
    if levels and levels.column and _level(row[levels.column], levels) == NOT_READ:
        return say("tingkat yang tidak dibaca")
    return None


def _cleaned(text: CsvText, profile: Profile) -> list[Cells]:
    """Cleaned rows with their numbers; a row of empty cells, as spreadsheets leave below, is none."""
    names = list(text.columns)
    cleaned = [_column(name, text.columns[name], profile) for name in names]
    return [
        {**dict(zip(names, cells, strict=True)), ROW: str(number)}
        for number, cells in zip(text.rows, zip(*cleaned, strict=True), strict=True)
        if any(cell is not None for cell in cells)
    ]


def _name_withheld(rows: list[Cells], sign: str | None) -> Counter[str]:
    """Give every text that was kept back a name of its own, so that no two are taken for one text;
    how many there are per row."""
    found: Counter[str] = Counter()
    for row in rows if sign else ():
        number = row[ROW] or ""
        for column in [column for column, text in row.items() if text == sign]:
            row[column] = f"teks ditahan penerbit, baris {number} kolom {column}"
            found[number] += 1
    return found


def _column(name: str, texts: Sequence[str | None], profile: Profile) -> list[str | None]:
    """The cells of a column, cleaned; each different text once, since most stand on many rows."""
    nulls, prefixes = profile.nulls.get(name, ()), profile.prefixes.get(name, {})
    cleaned: dict[str | None, str | None] = {}
    seen: dict[str, str] = {}
    for raw in dict.fromkeys(texts):
        text = clean_text(raw) if raw else None
        if text is None or says_nothing(text) or (nulls and matches(text.strip(), nulls)):
            cleaned[raw] = None
            continue
        for old, new in prefixes.items():
            if text == old or text.startswith(f"{old}."):
                text = new + text.removeprefix(old)
                break
        if name in profile.alike:
            text = seen.setdefault(" ".join(text.casefold().split()), text)
        cleaned[raw] = text
    return [cleaned[raw] for raw in texts]


def _put_back(row: Cells, profile: Profile) -> None:
    shift = next((each for each in profile.shifts if each.takes(row)), None)
    if shift:
        row.update({name: template.fill(row) for name, template in shift.cells.items()})


def _continue(rows: list[Cells], rule: Continuation) -> None:
    above: Cells | None = None
    for row in rows:
        goes_on = all(row[name] is None for name in rule.empty)
        if above and goes_on and all(row[name] is not None for name in rule.filled):
            row.update({name: above[name] for name in rule.take})
        else:
            above = row


def _add_levels(rows: list[Cells], levels: Levels, file: str) -> None:
    for row in rows:
        row[LEVEL] = levels.always or _level(row[levels.column or ""], levels)
    lost = [row for row in rows if row[LEVEL] is None]
    if lost:
        raise UnusableInput(told(lost, lambda row: _unknown_level(row, levels, file)))


def _unknown_level(row: Row, levels: Levels, file: str) -> Problem:
    text, known = row[levels.column or ""], levels.names or levels.shapes
    hint = did_you_mean(text or "", levels.names)
    fix = f"{hint}Profil mengenal: {', '.join(known)}. Sebutkan dalam profil apa artinya."
    message = "Tingkat baris ini tidak dikenal profil."
    number = int(row[ROW] or 0)
    return Problem(Fault.UNKNOWN_LEVEL, message, fix, file, number, levels.column, text)


def _level(text: str | None, levels: Levels) -> str | None:
    if text is None:
        return None
    return levels.names.get(text) or (levels.shapes.get(shape(text)) if levels.shapes else None)


def _doubt_places(rows: list[Cells], profile: Profile) -> dict[int, str]:
    """The rows whose code is not of the form that their level has, with the highest level that they
    may have. They take the lowest: below a parent that nobody names, their money may be part of
    any sum above, and no such sum can be contradicted by what is left of its parts."""
    codes = profile.levels.codes if profile.levels else {}
    column = profile.nodes.code if profile.nodes else None
    doubted = {}
    for row in rows:
        level, code = row[LEVEL] or "", row[column] if column else None
        if code and level in codes and shape(code) != codes[level]:
            ends = sorted((level, _reached(code, codes)), key=LEVELS.index)
            doubted[int(row[ROW] or 0)], row[LEVEL] = ends
    return doubted


def _reached(code: str, codes: Mapping[str, str]) -> str:
    """The level that a code of so many parts reaches."""
    levels = sorted(codes, key=LEVELS.index)
    wide = [each for each in levels if len(codes[each]) >= len(shape(code))]
    return wide[0] if wide else levels[-1]


def shape(code: str) -> str:
    """The form of a code: every part a 9, with its dots.

    >>> shape("1.02.02.2.01"), shape("x.xx.01")
    ('9.9.9.9.9', '9.9.9')
    """
    return ".".join("9" for _ in code.strip().split("."))


def _add_units(rows: list[Cells], profile: Profile) -> dict[tuple[int, str], str]:
    """Add the columns of units that templates ask for; the cells whose own unit is another one."""
    wanted = {name for each in profile.templates for name in each.columns if unit_columns(name)}
    others = {}
    for name in sorted(wanted):
        for row in rows:
            units = {column: unit_behind(row[column] or "") for column in unit_columns(name)}
            row[name] = next((unit for unit in units.values() if unit), None)
            for column, unit in units.items():
                if unit and _plain_unit(unit) != _plain_unit(row[name] or ""):
                    others[int(row[ROW] or 0), column] = row[column] or ""
    return others


def _plain_unit(unit: str) -> str:
    return unit.casefold().replace("%", "persen")
