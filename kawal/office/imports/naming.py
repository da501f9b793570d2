"""The OPD of a file under the numbers that they have here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from kawal.base.organisation.models import Opd
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.snapshot import Snapshot
from kawal.engine.snapshot.canonical import sort_rows
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.imports.joining import with_ids
from kawal.office.planning.tables import PLACES

_LONGEST = 20
"""Characters of an OPD's number here."""


def with_our_numbers(file: Snapshot, on: date, name: str) -> tuple[Snapshot, list[str]]:
    """The file with the number of each OPD that stands on that day, and notes on who is who.

    An OPD is known by its number, else by its code, else by its name or short name. Of one that stands
    here, what is said here holds; one that is new gets a number of its own where its id is too long for
    one. Raises UnusableInput where a number means two OPD, or two of the file are one here.
    """
    if not file.carries("opd"):
        return file, []
    standing = {opd.number: opd for opd in Opd.objects.on(on)}
    renamed: dict[str, str] = {}
    notes, problems = [], []
    for row in file.frame("opd").iter_rows(named=True):
        found = _found(row, standing)
        if found is not None:
            if found.number == row["id"] and _differs(found.name, row["name"]):
                problems.append(_other_name(found, row, name))
            elif found.number != row["id"]:
                notes.append(
                    f"OPD {row['id']} dalam berkas dibaca sebagai {found} ({found.number})."
                )
            renamed[row["id"]] = found.number
        else:
            renamed[row["id"]] = _number(row["id"], {*standing, *renamed.values()})
            notes.append(f"OPD {row['name'] or row['short'] or row['id']} belum ada di sini.")
    problems += _twice(renamed, name)
    if problems:
        raise UnusableInput(problems)
    return with_ids(file, "opd", {old: new for old, new in renamed.items() if old != new}), notes


def as_called_here(snapshot: Snapshot, on: date) -> Snapshot:
    """The snapshot with what is said here of each OPD that stands on that day."""
    if not snapshot.carries("opd"):
        return snapshot
    names = PLACES["opd"].names
    standing = {opd.number: opd for opd in Opd.objects.on(on)}
    frame = snapshot.tables["opd"]
    rows: Sequence[dict[str, Any]] = [
        {
            column: getattr(standing[row["id"]], names.get(column, column)) or None
            if row["id"] in standing
            else cell
            for column, cell in row.items()
        }
        for row in frame.iter_rows(named=True)
    ]
    called = sort_rows(BY_NAME["opd"], pl.DataFrame(rows, schema=frame.schema))
    return replace(snapshot, tables={**snapshot.tables, "opd": called})


def _found(row: Mapping[str, Any], standing: Mapping[str, Opd]) -> Opd | None:
    if row["id"] in standing:
        return standing[row["id"]]
    for mine, theirs in (("code", ("code",)), ("name", ("name", "id")), ("short", ("short", "id"))):
        for each in theirs:
            if not row[each]:
                continue
            alike = [o for o in standing.values() if _plain(getattr(o, mine)) == _plain(row[each])]
            if len(alike) == 1:
                return alike[0]
    return None


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _differs(here: str, there: str | None) -> bool:
    return bool(here and there) and _plain(here) != _plain(there or "")


def _number(key: str, taken: set[str]) -> str:
    """The id itself, where it can be a number here; else the next that is free."""
    if len(key) <= _LONGEST:
        return key
    return next(number for at in range(1, 10_000) if (number := f"B{at:03}") not in taken)


def _other_name(opd: Opd, row: Mapping[str, Any], name: str) -> Problem:
    return Problem(
        Fault.CONTRADICTION,
        f"OPD {opd.number} di sini {opd.name}, dalam berkas {row['name']}.",
        "Samakan nomor atau nama OPD itu.",
        name, column="opd.id", value=row["id"],
    )  # fmt: skip


def _twice(renamed: Mapping[str, str], name: str) -> list[Problem]:
    by_number: dict[str, list[str]] = {}
    for key, number in renamed.items():
        by_number.setdefault(number, []).append(key)
    return [
        Problem(
            Fault.CONTRADICTION,
            f"{len(keys)} OPD dalam berkas adalah satu OPD di sini ({number}): {', '.join(keys)}.",
            "Satukan dalam berkas, atau beri nama lengkapnya masing-masing.",
            name, column="opd.id",
        )
        for number, keys in by_number.items()
        if len(keys) > 1
    ]  # fmt: skip
