"""Reader profiles: a TOML file that maps somebody else's columns to the snapshot.

A profile names every column of its source, read or not, and declares what the source does not
say. Whatever is neither in the source nor declared stays unknown: nothing is guessed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.nearest import did_you_mean
from kawal.engine.shared.numbers import Style
from kawal.engine.snapshot.schema import BY_NAME

_PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Template:
    """The text of a cell: fixed words and columns of the source, `rkpd-{tahun}-v1`.

    A row in which one of its columns is empty gives an empty cell: half an id is none.
    """

    text: str

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(_PLACEHOLDER.findall(self.text))

    def fill(self, row: Mapping[str, str | None]) -> str | None:
        if any(row[name] is None for name in self.columns):
            return None
        return _PLACEHOLDER.sub(lambda match: row[match[1]] or "", self.text) or None


@dataclass(frozen=True)
class Emission:
    """Rows of one snapshot table, one per source row; distinct: each different row once."""

    table: str
    columns: Mapping[str, Template]
    distinct: bool


@dataclass(frozen=True)
class Reconciliation:
    """A column of the source whose sum must be the sum of one plan's allocations."""

    column: str
    plan: Template


@dataclass(frozen=True)
class Profile:
    """How one kind of file is read. columns: every column of the source with what it means;
    nulls: texts that stand for "nothing here" in a column."""

    name: str
    title: str
    separator: str
    year: str
    columns: Mapping[str, str]
    numbers: Mapping[str, Style]
    nulls: Mapping[str, frozenset[str]]
    emissions: tuple[Emission, ...]
    reconciliations: tuple[Reconciliation, ...]


def profiles() -> tuple[Profile, ...]:
    """Every profile that ships with Kawal, by name."""
    return tuple(_book().values())


def profile_named(name: str) -> Profile:
    """The profile of that name. Raises UnusableInput naming the nearest one."""
    if name not in _book():
        fix = f"{did_you_mean(name, _book())}Profil yang ada: {', '.join(_book())}."
        raise UnusableInput([Problem(f'Profil "{name}" tidak ada.', fix)])
    return _book()[name]


def parse(text: str) -> Profile:
    """A profile from its TOML text. Raises ValueError where it names what is not there."""
    raw = tomllib.loads(text)
    columns = {**raw["columns"], **raw.get("unread", {})}
    profile = Profile(
        name=raw["name"],
        title=raw["title"],
        separator=raw["source"].get("separator", ","),
        year=raw["snapshot"]["year"],
        columns=columns,
        numbers={name: Style(style) for name, style in raw.get("numbers", {}).items()},
        nulls={name: frozenset(texts) for name, texts in raw.get("nulls", {}).items()},
        emissions=tuple(_emission(each) for each in raw["emit"]),
        reconciliations=tuple(
            Reconciliation(each["column"], Template(each["plan"]))
            for each in raw.get("reconcile", ())
        ),
    )
    _refuse_unknown_names(profile)
    return profile


@cache
def _book() -> dict[str, Profile]:
    folder = resources.files(__package__).joinpath("profiles")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    found = [parse(file.read_text(encoding="utf-8")) for file in files]
    return {profile.name: profile for profile in found}


def _emission(raw: Mapping[str, object]) -> Emission:
    table, columns = raw["table"], raw["columns"]
    if not isinstance(table, str) or not isinstance(columns, dict):
        raise ValueError("emit needs a table and columns")
    templates = {name: Template(str(text)) for name, text in columns.items()}
    return Emission(table, templates, distinct=bool(raw.get("distinct", False)))


def _refuse_unknown_names(profile: Profile) -> None:
    used = {profile.year, *profile.numbers, *profile.nulls}
    used |= {each.column for each in profile.reconciliations}
    for emission in profile.emissions:
        schema = BY_NAME[emission.table]
        if unknown := set(emission.columns) - set(schema.names):
            raise ValueError(f"{profile.name}: {emission.table} has no {sorted(unknown)}")
        used |= {name for template in emission.columns.values() for name in template.columns}
    if unknown := used - set(profile.columns):
        raise ValueError(f"{profile.name}: columns does not name {sorted(unknown)}")
