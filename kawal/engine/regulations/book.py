"""Reads the dated values beside this file and answers: what held on that day?"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from kawal.engine.shared.nearest import did_you_mean

_FIRST = "perencanaan"
Value = int | Decimal | str | bool | Mapping[str, Any] | Sequence[Mapping[str, Any]]
"""A plain number or word; a record (a deadline); or rows (class limits, weights)."""


class Certainty(Enum):
    """Whether a value was seen in a source we trust, or must be checked against the official text."""

    SURE = "pasti"
    TO_CHECK = "perlu dicek"


class NotInForce(LookupError):
    """No value of that name held on that day."""


@dataclass(frozen=True)
class Provision:
    """One value that a regulation sets, for as long as it holds.

    since is the first day, until the last day or None while it holds. For numbers that follow
    the year of a plan, the year's 1 January is looked up. area: the file in which it stands.
    """

    key: str
    area: str
    title: str
    value: Value
    unit: str
    law: str
    certainty: Certainty
    since: date
    until: date | None = None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def in_force(key: str, on: date) -> Provision:
    """The provision of that name on that day.

    Raises KeyError for a name that no regulation here has, NotInForce where it has none that day.
    """
    for provision in history(key):
        if provision.holds_on(on):
            return provision
    raise NotInForce(f"Ketentuan {key} tidak ada pada {on.isoformat()}.")


def history(key: str) -> tuple[Provision, ...]:
    """Every provision of that name, oldest first. Raises KeyError for an unknown name."""
    for area in _files():  # area by area: most runs ask for one of them alone
        if key in (found := _area(area)):
            return found[key]
    known = [provision.key for provision in all_provisions()]
    raise KeyError(f"Ketentuan {key!r} tidak dikenal. {did_you_mean(key, known)}".strip())


def all_provisions() -> tuple[Provision, ...]:
    """Every provision, by name and then by date."""
    found = [provision for area in areas() for held in _area(area).values() for provision in held]
    return tuple(sorted(found, key=lambda provision: (provision.key, provision.since)))


def areas() -> tuple[str, ...]:
    """Names of the areas of law, in alphabetical order."""
    return tuple(sorted(_files()))


def read(text: str, area: str = "") -> list[Provision]:
    """The provisions in one TOML text. Raises ValueError where one is incomplete or periods overlap."""
    provisions = [
        _provision(entry, area) for entry in tomllib.loads(text, parse_float=Decimal)["value"]
    ]
    _refuse_overlaps(provisions)
    return provisions


@cache
def _files() -> tuple[str, ...]:
    """The areas, that of planning first: the rules ask for hardly any other."""
    files = resources.files(__package__).joinpath("data").iterdir()
    names = [file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")]
    return tuple(sorted(names, key=lambda name: (name != _FIRST, name)))


@cache
def _area(name: str) -> dict[str, tuple[Provision, ...]]:
    """The provisions of one area by name, each oldest first."""
    file = resources.files(__package__).joinpath("data", f"{name}.toml")
    found: dict[str, list[Provision]] = {}
    for provision in read(file.read_text(encoding="utf-8"), name):
        found.setdefault(provision.key, []).append(provision)
    return {key: tuple(sorted(held, key=lambda each: each.since)) for key, held in found.items()}


def _provision(entry: dict[str, Any], area: str) -> Provision:
    try:
        return Provision(
            key=entry["key"],
            area=area,
            title=entry["title"],
            value=entry["value"],
            unit=entry.get("unit", ""),
            law=entry["law"],
            certainty=Certainty(entry["certainty"]),
            since=entry["since"],
            until=entry.get("until"),
            note=entry.get("note", ""),
        )
    except KeyError as missing:
        raise ValueError(f"ketentuan tanpa {missing}: {entry.get('key', entry)}") from missing


def _refuse_overlaps(provisions: Sequence[Provision]) -> None:
    """Two values of one name on one day would make the law depend on the order of a file."""
    by_date = sorted(provisions, key=lambda p: (p.key, p.since))
    for earlier, later in pairwise(by_date):
        same = earlier.key == later.key
        if same and (earlier.until is None or earlier.until >= later.since):
            raise ValueError(f"{later.key}: dua nilai berlaku pada {later.since.isoformat()}")
