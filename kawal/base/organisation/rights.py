"""Who may do what: one table, a row per page and way of asking, a cell per kind of office.

What no cell grants is refused; an empty cell does not exist, so that every refusal was meant.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from kawal.base.organisation.models import Office
from kawal.base.organisation.seat import Reach, Seat

NOBODY = "nobody"
"""The column of who is not signed in."""
GRANTEES = (*Office.Role.values, NOBODY)
ASKING, DOING = "GET", "POST"


class RightsError(Exception):
    """The table of rights cannot be read as one."""


@dataclass(frozen=True)
class Right:
    """A row. view: the name of an address. method: GET to ask, POST to do. what: in words for people.
    reach: per kind of office how far it reaches."""

    view: str
    method: str
    what: str
    reach: Mapping[str, Reach]


class Rights:
    """The table."""

    def __init__(self, rows: Iterator[Right] | list[Right]) -> None:
        self.rows = tuple(rows)
        self._found = {(row.view, row.method): row for row in self.rows}
        if len(self._found) < len(self.rows):
            raise RightsError("a page stands twice in the table of rights")

    def reach(self, view: str, method: str, grantee: str) -> Reach:
        """How far that kind of office reaches; nowhere for a page without a row."""
        row = self._found.get((view, ASKING if method in ("GET", "HEAD") else method))
        return row.reach[grantee] if row is not None else Reach.NONE


def read(file: Path) -> Rights:
    """The table of a CSV file. Raises RightsError for a missing column or an unknown word."""
    with file.open(encoding="utf-8", newline="") as lines:
        return Rights([_right(row, file) for row in csv.DictReader(lines)])


@cache
def table() -> Rights:
    """The table that the settings name."""
    return read(settings.KAWAL_RIGHTS)


def may(seat: Seat, view: str, method: str = DOING) -> bool:
    """Whether the table opens a page to the office in that seat, so that what it may not do is not
    offered; the guard refuses it all the same."""
    return table().reach(view, method, seat.office.role) is not Reach.NONE


def _right(row: dict[str, str], file: Path) -> Right:
    try:
        reach = {grantee: Reach(row[grantee]) for grantee in GRANTEES}
        return Right(row["view"], row["method"], row["what"], reach)
    except (KeyError, ValueError) as error:
        raise RightsError(f"{file.name}, {row.get('view')} {row.get('method')}: {error}") from error
