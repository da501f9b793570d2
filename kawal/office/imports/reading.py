"""What the engine's readers say of a brought file, under the name that its owner knows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kawal.engine.readers import Reading, read_paths
from kawal.engine.shared.errors import Problem, UnusableInput

_SHEET = re.compile(r"^(?P<file>.*), lembar (?P<sheet>.*)$")
Row = dict[str, str | int | None]


def read_file(path: Path, name: str) -> Reading:
    """The snapshot in a file that lies at `path` and is called `name`.

    Raises UnusableInput with every fault, each with file, row, column and value.
    """
    told = _renamed(path, name)
    try:
        reading = read_paths([path])
    except UnusableInput as error:
        raise UnusableInput([_in_its_name(each, told) for each in error.problems]) from error
    snapshot = replace(reading.snapshot, source=told(reading.snapshot.source))
    return Reading(snapshot, tuple(map(told, reading.notes)))


def rows_of(problems: tuple[Problem, ...]) -> list[Row]:
    """Problems as rows: fault, file, sheet, row, column, value, message, fix."""
    return [_row(each) for each in problems]


def _row(problem: Problem) -> Row:
    found = _SHEET.match(problem.file or "")
    return {
        "fault": problem.fault.value,
        "file": found["file"] if found else problem.file,
        "sheet": found["sheet"] if found else None,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "message": problem.message,
        "fix": problem.fix,
    }


def _renamed(path: Path, name: str) -> Callable[[str], str]:
    """Our name of a file is like nothing else, so it can be replaced wherever it stands."""
    return lambda text: text.replace(str(path), name).replace(path.name, name)


def _in_its_name(problem: Problem, told: Callable[[str], str]) -> Problem:
    return replace(
        problem,
        file=problem.file and told(problem.file),
        message=told(problem.message),
        fix=told(problem.fix),
    )
