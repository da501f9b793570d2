"""Every column that a profile uses is one of the source, or one that Kawal has added by then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kawal.engine.readers.profile import (
    LEVEL,
    NAMED,
    NODE,
    ORDINAL,
    OWN_COLUMNS,
    PARENT,
    ROW,
    UNIT_OF,
    Nodes,
    Profile,
    Template,
    unit_columns,
)
from kawal.engine.readers.profile_section import Section
from kawal.engine.shared.nearest import did_you_mean

_Use = tuple[str, str, frozenset[str]]
"""Where a column is used, its name, and which of Kawal's own columns are there by then."""
_AT_FIRST = frozenset({ROW})


def refuse_unknown_columns(profile: Profile, top: Section) -> None:
    """Leave a problem in `top` for each column that is not named, or named like one of Kawal's."""
    for name in top.mapping("columns"):  # what is not read may be called as it likes
        if name in OWN_COLUMNS or UNIT_OF in name:
            top.refuse("columns", "Nama kolom ini dipakai Kawal sendiri.", "Ganti namanya.", name)
    for place, name, own in _uses(profile):
        if name in profile.columns or name in own:
            continue
        if name in OWN_COLUMNS or UNIT_OF in name:
            fix = "Pakai kolom dari [columns]; yang ini baru ada sesudahnya, lihat panduan profil."
            top.refuse(place, "Kolom ini belum ada pada tahap itu.", fix, name)
        else:
            fix = f"{did_you_mean(name, profile.columns)}Sebutkan di [columns] apa artinya."
            top.refuse(place, "Kolom tidak disebut di [columns].", fix, name)


def _uses(profile: Profile) -> Iterator[_Use]:
    levelled = _AT_FIRST | {LEVEL} if profile.levels else _AT_FIRST
    placed = levelled | {NODE, PARENT, ORDINAL, NAMED} if profile.nodes else levelled
    for place, name in _named_first(profile):
        yield place, name, _AT_FIRST
    for shift in profile.shifts:
        yield from _of_templates("shift", shift.cells.values(), _AT_FIRST, units=False)
    if profile.nodes:
        for name in _of_nodes(profile.nodes):
            yield "node", name, levelled
        yield from _of_templates("node", [profile.nodes.id], levelled | {ORDINAL})
    for each in profile.emissions:
        for name in (*(each.when or {}), *each.filled, *each.any_filled, each.per or ROW):
            yield "emit", name, placed
        yield from _of_templates("emit", each.columns.values(), placed)
    yield from _of_templates("reconcile", [each.plan for each in profile.reconciliations], placed)


def _named_first(profile: Profile) -> Iterator[tuple[str, str]]:
    """What is used before rows have a level."""
    named: list[tuple[str, Iterable[str]]] = [
        ("snapshot", [profile.year] if isinstance(profile.year, str) else []),
        ("numbers", profile.numbers),
        ("nulls", profile.nulls),
        ("prefixes", profile.prefixes),
        ("source", profile.alike),
        ("skip", [each.column for each in profile.skips]),
        ("reconcile", [each.column for each in profile.reconciliations]),
    ]
    named += [("shift", (*each.when, *each.cells)) for each in profile.shifts]
    if profile.continuation:
        rule = profile.continuation
        named.append(("continue", (*rule.empty, *rule.filled, *rule.take)))
    if profile.levels and profile.levels.column:
        named.append(("level", [profile.levels.column]))
    for place, names in named:
        yield from ((place, name) for name in names)


def _of_nodes(nodes: Nodes) -> Iterator[str]:
    yield from (*nodes.same, *nodes.within, *([nodes.code] if nodes.code else []))
    for way in nodes.parents:
        if "=" in way:
            yield from (part.strip() for part in way.split("="))


def _of_templates(
    place: str, templates: Iterable[Template], own: frozenset[str], *, units: bool = True
) -> Iterator[_Use]:
    """units: whether the units behind numbers are known by then."""
    for template in templates:
        for name in template.columns:
            for part in (unit_columns(name) if units else ()) or (name,):
                yield place, part, own
