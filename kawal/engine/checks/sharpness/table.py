"""A table of indicators in, the same table with its verdicts out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from kawal.engine.checks.sharpness.figures import number_of
from kawal.engine.checks.sharpness.indicator import Indicator, Level
from kawal.engine.checks.sharpness.proposals import Proposal, propose
from kawal.engine.checks.sharpness.verdict import Verdict, judge
from kawal.engine.shared.cell_text import safe_text
from kawal.engine.shared.csv_text import CsvText, read_columns
from kawal.engine.shared.errors import Problem, UnusableInput, told
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.nearest import did_you_mean
from kawal.engine.shared.wording import shown

TEXT, UNIT, LEVEL, BASELINE, TARGET = "indikator", "satuan", "level", "baseline", "target"
NEEDED = (TEXT, UNIT, LEVEL)
ADDED = BLUNT, FAULTS, PROPOSALS = ("tumpul", "kesalahan", "usulan")
FORMAT = 1
_OFFICIAL = "ada_di_nomenklatur"
_LAST = "akhir"
"""A target under this name is that of the last year once more."""


@dataclass(frozen=True)
class Judged:
    """One row. number: as a spreadsheet counts it."""

    number: int
    indicator: Indicator
    verdict: Verdict
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True)
class Sharpened:
    """columns: those of the input, in order, as typed. rows: one for each of its rows."""

    columns: Mapping[str, Sequence[str]]
    rows: Sequence[Judged]

    @property
    def blunt(self) -> int:
        return sum(row.verdict.is_blunt for row in self.rows)


def sharpen(content: bytes, file: str, official: Set[str] = frozenset()) -> Sharpened:
    """Judge each row of a CSV with the columns indikator, satuan, level, and perhaps baseline, target.

    official: keys (see `name_key`) of the wordings of the nomenclature. Raises UnusableInput with every
    fault of the table: a column that lacks, an empty indicator, a level that is none.
    """
    table = read_columns(content, file)
    _refuse_columns(table, file)
    indicators = _indicators(table, file)
    return Sharpened(table.columns, [_judged(*each, official) for each in indicators])


def targets_of(text: str) -> tuple[str, ...]:
    """The targets of one cell in the order of the years: one figure, several parted by `;` or `|`, or a
    JSON object of year and figure.

    >>> targets_of('{"2020": "7,5", "2021": "7"}'), targets_of("80; 85; 90")
    (('7,5', '7'), ('80', '85', '90'))
    """
    stripped = text.strip()
    if stripped.startswith(("{", "[")):
        return _json_targets(stripped)
    return tuple(part.strip() for part in stripped.replace("|", ";").split(";") if part.strip())


def as_csv(sharpened: Sharpened) -> str:
    """The table with three more columns. No cell of it is a formula, whatever was typed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(safe_text(name) for name in sharpened.columns), *ADDED])
    typed = zip(*sharpened.columns.values(), strict=True)
    for cells, row in zip(typed, sharpened.rows, strict=True):
        writer.writerow([*(_safe(cell) for cell in cells), *_told(row)])
    return out.getvalue()


def as_json(sharpened: Sharpened, file: str) -> str:
    """The verdicts for other programs: each fault with its sentence, each proposal with its unit."""
    content = {
        "format": FORMAT,
        "source": file,
        "totals": {"indicators": len(sharpened.rows), "blunt": sharpened.blunt},
        "indicators": [_as_object(row) for row in sharpened.rows],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _as_object(row: Judged) -> dict[str, Any]:
    return {
        "row": row.number,
        TEXT: row.indicator.text,
        UNIT: row.indicator.unit,
        LEVEL: row.indicator.level.value,
        BLUNT: row.verdict.is_blunt,
        FAULTS: [{"code": each.code.value, "message": each.said} for each in row.verdict.faults],
        "notes": list(row.verdict.notes),
        PROPOSALS: [{TEXT: each.text, UNIT: each.unit} for each in row.proposals],
    }


def _told(row: Judged) -> tuple[str, str, str]:
    proposed = " || ".join(each.text for each in row.proposals)
    return str(int(row.verdict.is_blunt)), ";".join(row.verdict.codes), safe_text(proposed)


def _safe(cell: str) -> str:
    """A plain number keeps its sign; everything else is made safe."""
    return (
        cell
        if number_of(cell) is not None and cell.strip("+-.,0123456789") == ""
        else safe_text(cell)
    )


def _judged(number: int, indicator: Indicator, listed: bool, official: Set[str]) -> Judged:
    exempt = indicator.level is Level.SUB_ACTIVITY and (
        listed or key_of(indicator.text) in official
    )
    verdict = judge(indicator, official=exempt)
    return Judged(number, indicator, verdict, propose(indicator, verdict))


def key_of(text: str) -> str:
    """As `reference.names.name_key`, of one text."""
    return "".join(filter(str.isalnum, text.casefold()))


def _refuse_columns(table: CsvText, file: str) -> None:
    lacking = [name for name in NEEDED if name not in table.columns]
    if lacking:
        fix = f"Baris judul memuat paling sedikit: {','.join(NEEDED)}. "
        raise UnusableInput(
            [
                Problem(
                    Fault.MISSING_COLUMN,
                    "Kolom ini tidak ada.",
                    did_you_mean(name, table.columns) + fix.strip(),
                    file,
                    1,
                    name,
                )
                for name in lacking
            ]
        )
    if taken := [name for name in ADDED if name in table.columns]:
        fix = "Ganti namanya atau hapus kolom itu; isinya akan ditulis oleh Kawal."
        raise UnusableInput(
            [
                Problem(Fault.REPEATED_HEADING, "Kolom ini sudah ada.", fix, file, 1, name)
                for name in taken
            ]
        )


def _indicators(table: CsvText, file: str) -> list[tuple[int, Indicator, bool]]:
    found: list[tuple[int, Indicator, bool]] = []
    empty: list[int] = []
    unknown: list[tuple[int, str]] = []
    for number, cells in zip(table.rows, _cells(table), strict=True):
        text, unit, level, baseline, target, listed = cells
        if not shown(text):
            empty.append(number)
            continue
        stands = level_of(level)
        if stands is None:
            unknown.append((number, level))
            continue
        indicator = Indicator(text, unit.strip(), stands, baseline.strip(), targets_of(target))
        found.append((number, indicator, listed.strip() == "1"))
    problems = [*told(empty, lambda row: _empty(row, file))]
    problems += told(unknown, lambda each: _unknown_level(*each, file))
    if problems:
        raise UnusableInput(problems)
    return found


def level_of(text: str) -> Level | None:
    """The level of that name, written as one likes: "Sub Kegiatan". Nothing is unstated; None where
    there is no such level.

    >>> level_of("Sub Kegiatan"), level_of("desa")
    (<Level.SUB_ACTIVITY: 'sub_kegiatan'>, None)
    """
    name = "_".join(text.lower().replace("-", " ").replace("_", " ").split())
    if not name:
        return Level.UNSTATED
    return Level(name) if name in {level.value for level in Level} else None


def _cells(table: CsvText) -> Iterator[tuple[str, ...]]:
    blank = [""] * len(table.rows)
    wanted = (TEXT, UNIT, LEVEL, BASELINE, TARGET, _OFFICIAL)
    return zip(*(table.columns.get(name, blank) for name in wanted), strict=True)


def _json_targets(text: str) -> tuple[str, ...]:
    try:
        held = json.loads(text, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):  # no JSON after all: a text that begins with a bracket
        return (text,)
    if isinstance(held, dict):
        held = [figure for year, figure in held.items() if year != _LAST]
    return tuple(str(figure) for figure in held if isinstance(figure, str))


def _empty(row: int, file: str) -> Problem:
    fix = "Isi teks indikatornya, atau hapus baris itu."
    return Problem(Fault.EMPTY_CELL, "Indikator belum diisi.", fix, file, row, TEXT)


def _unknown_level(row: int, level: str, file: str) -> Problem:
    known = [each.value for each in Level]
    fix = f"{did_you_mean(level, known)}Pilih dari: {', '.join(known)}."
    return Problem(Fault.WRONG_VALUE, "Tingkat ini tidak dikenal.", fix, file, row, LEVEL, level)
