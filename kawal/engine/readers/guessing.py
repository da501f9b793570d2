"""What an unknown file most likely is: its levels, years, kind of plan, and how it repeats money."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from kawal.engine.readers.headings import YEARLY, Heading, plain, understand
from kawal.engine.readers.profile import CHANGE, NOT_READ, Repeated
from kawal.engine.readers.rows import shape
from kawal.engine.readers.toml_text import braced
from kawal.engine.shared.numbers import Style, parse_number, read_quantity, says_nothing
from kawal.engine.snapshot.schema import LEVELS

_SHAPES = {"9.9.9": "program", "9.9.9.9.9": "kegiatan", "9.9.9.9.9.9": "sub_kegiatan"}
_MANY_LEVELS = 20
"""A column with more different texts than this tells no level."""
_UNUSABLE = re.compile(r"[{}*+=\x00-\x1f]|^@|:satuan$|^$")
"""A heading that cannot stand in a template."""
Columns = Mapping[str, Sequence[str | None]]


class Guess:
    """One file. headings: each with its role. role: the heading of each role. levels: texts of the
    level column, or forms of the codes, with the level that each most likely is."""

    def __init__(self, columns: Columns, stem: str) -> None:
        self.columns = columns
        usable = [
            Heading(each.name, None, None, each.like) if _UNUSABLE.search(each.name) else each
            for each in understand(columns)
        ]
        self.headings = _one_form_each(usable)
        self.role = {each.role: each for each in self.headings if each.role}
        self.levels = self._levels()
        self.years = sorted({each.year for each in self.headings if each.role and each.year})
        in_name = re.search(r"(?:19|20)\d\d", stem)
        self.year = (*self.years, in_name[0] if in_name else CHANGE)[0]

    @property
    def by_level(self) -> bool:
        """Whether a column tells the level; otherwise codes do, or nothing."""
        return "level" in self.role

    @property
    def lowest(self) -> str:
        """The level that carries the money of an annual plan."""
        found = [level for level in self.levels.values() if level != NOT_READ]
        return max(found, key=LEVELS.index) if found else "sub_kegiatan"

    @property
    def uppers(self) -> list[str]:
        """The levels above the lowest, in order."""
        found = set(self.levels.values()) - {NOT_READ, self.lowest}
        return sorted(found, key=LEVELS.index)

    @property
    def kind(self) -> str:
        return "renstra" if len(self.years) > 1 else "renja"

    @property
    def opd(self) -> str:
        return self.cell("opd") or f"{CHANGE}-opd"

    @property
    def plan(self) -> str:
        """The id of the plan: one per OPD where a column names it."""
        plan = f"{self.kind}-{self.cell('year') or self.year}"
        return f"{plan}/{self.opd}" if "opd" in self.role else plan

    @property
    def prints_totals(self) -> bool:
        """In a plan of one year, money stands on the lowest level and is summed above it."""
        return self.kind == "renja" and bool(self.uppers) and bool(self.yearly("pagu"))

    @property
    def repeated(self) -> str:
        """Whether money repeats on rows that look like one node."""
        roles = [role for role in ("code", "title", "opd") if role in self.role]
        nodes = list(zip(*(self.columns[self.role[role].name] for role in roles), strict=True))
        for name in self.names("pagu")[:1]:
            groups = defaultdict(list)
            for node, text in zip(nodes, self.columns[name], strict=False):
                if _filled(text):
                    groups[node].append(text)
            if any(len(group) > 1 and len(set(group)) == 1 for group in groups.values()):
                return Repeated.ONCE_IF_EQUAL
        return Repeated.SUM

    def cell(self, role: str) -> str:
        """The template that is the column of this role; empty where there is none."""
        return braced(self.role[role].name) if role in self.role else ""

    def blank(self, role: str) -> bool:
        """Whether the column of this role leaves a row empty."""
        return not all(map(_filled, self.columns[self.role[role].name]))

    def yearly(self, role: str) -> list[tuple[str, list[str]]]:
        """The columns of a role as (name with a star, its years); without years: (name, [])."""
        found: dict[str, list[str]] = defaultdict(list)
        for each in self.headings:
            if each.role == role:
                found[each.starred].extend([each.year] if each.year else [])
        return list(found.items())

    def names(self, role: str) -> list[str]:
        """The columns of a role as the file writes them."""
        return [each.name for each in self.headings if each.role == role]

    def needs_the_point(self, name: str) -> bool:
        """Whether only a decimal point explains the numbers of a column."""
        texts = [text for text in self._cells(name) if any(char.isdigit() for char in text)]
        by_point = [parse_number(text, Style.POINT) for text in texts]
        freely = [read_quantity(text) for text in texts]
        return bool(texts) and None not in by_point and None in freely

    def _levels(self) -> dict[str, str]:
        if "level" in self.role:
            found = dict.fromkeys(self._cells(self.role["level"].name))
            if len(found) <= _MANY_LEVELS:
                return {text: _level_called(text) for text in found}
            del self.role["level"]
        if "code" in self.role:
            shapes = Counter(map(shape, self._cells(self.role["code"].name)))
            if any(each in _SHAPES for each in shapes):
                return {each: _SHAPES.get(each, NOT_READ) for each in sorted(shapes, key=len)}
        return {}

    def _cells(self, name: str) -> list[str]:
        return [text for text in self.columns[name] if text is not None and _filled(text)]


def _one_form_each(headings: Sequence[Heading]) -> list[Heading]:
    """Of several forms of target or pagu columns the one with most years keeps its role; a person
    decides on the others."""
    kept = {}
    for role in YEARLY:
        forms = Counter(each.starred for each in headings if each.role == role)
        kept[role] = max(forms, key=lambda form: forms[form], default=None)
    return [
        Heading(each.name, None, None, each.role)
        if each.role in YEARLY and each.starred != kept[each.role]
        else each
        for each in headings
    ]


def _filled(text: str | None) -> bool:
    return text is not None and not says_nothing(text)


def _level_called(text: str) -> str:
    """The level that a text most likely names: `Sub Kegiatan`, `sasaran_pd`."""
    words = plain(text).replace("subkegiatan", "sub kegiatan")
    found = [level for level in LEVELS if words.startswith(level.replace("_", " "))]
    return max(found, key=len) if found else NOT_READ
