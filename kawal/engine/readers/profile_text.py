"""The TOML of a profile, read with every fault named by file, place and mend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TypeVar

from kawal.engine.readers.nodes import ABOVE, BY_CODE
from kawal.engine.readers.profile import (
    CHANGE,
    NOT_READ,
    Continuation,
    Emission,
    Levels,
    Nodes,
    Profile,
    Reconciliation,
    Repeated,
    Shift,
    Skip,
    Template,
)
from kawal.engine.readers.profile_columns import refuse_unknown_columns
from kawal.engine.readers.profile_section import Section
from kawal.engine.readers.rows import shape
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.nearest import did_you_mean
from kawal.engine.shared.numbers import Style
from kawal.engine.snapshot.contradictions import FIRST_YEAR, LAST_YEAR
from kawal.engine.snapshot.schema import BY_NAME, LEVELS

T = TypeVar("T")
_STAR = "*"
_BRACES = re.compile(r"\{[^{}]*\}")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_MONEY_TABLES = ("allocation", "spending")
_TOP = (
    "name", "title", "caveats", "source", "snapshot", "columns", "unread", "numbers", "nulls",
    "prefixes", "shift", "skip", "continue", "level", "node", "emit", "reconcile",
)  # fmt: skip


def parse(text: str, file: str) -> Profile:
    """A profile from its TOML text. Raises UnusableInput with every fault; `file` names it."""
    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also a number of 5.000 digits
        line = _AT_LINE.search(str(error))
        fix = "Periksa tanda kutip, kurung dan tanda sama dengan di sekitar baris itu."
        row = int(line[1]) if line else None
        raise UnusableInput(
            [Problem(Fault.BROKEN_TOML, "Bukan TOML yang sah.", fix, file, row)]
        ) from error
    top = Section(raw, "", file)
    _refuse_what_is_to_change(raw, top, ())
    profile = _profile(top)
    refuse_unknown_columns(profile, top)
    _refuse_codes_without_a_column(profile, top)
    if top.problems:
        raise UnusableInput(top.problems)
    return profile


def _refuse_what_is_to_change(value: object, top: Section, path: tuple[str, ...]) -> None:
    """Nothing is read with a proposal that nobody has looked at."""
    if isinstance(value, dict):
        for key, each in value.items():
            _refuse_what_is_to_change(each, top, (*path, str(key)))
    elif isinstance(value, list):
        for number, each in enumerate(value, 1):
            _refuse_what_is_to_change(each, top, (*path, f"ke-{number}"))
    elif isinstance(value, str) and CHANGE in value:
        fix = "Tulis isi yang benar di tempat itu."
        top.refuse(", ".join(path), f"Masih tertulis {CHANGE}.", fix, value)


def _profile(top: Section) -> Profile:
    top.only(*_TOP)
    source = top.part("source")
    source.only("separator", "alike", "withheld")
    if not top.raw.get("emit"):
        fix = "Tulis paling sedikit satu [[emit]]: tabel apa yang diisi dari kolom mana."
        top.refuse("emit", "Profil ini tidak menghasilkan apa pun.", fix)
    emissions = tuple(each for part in top.parts("emit") for each in _emissions(part))
    _refuse_uneven(emissions, top)
    prefixes, nulls = top.part("prefixes"), top.part("nulls")
    columns = {**top.mapping("columns"), **top.mapping("unread")}
    return Profile(
        name=top.text("name"),
        title=top.text("title"),
        separator=_separator(source),
        year=_year(top.part("snapshot")),
        columns=columns,
        numbers=_for_each_column(_styles(top.part("numbers")), columns),
        nulls=_for_each_column({name: nulls.texts(name) for name in nulls.raw}, columns),
        prefixes={name: prefixes.mapping(name) for name in prefixes.raw},
        alike=source.texts("alike"),
        withheld=source.text("withheld", "") or None,
        shifts=tuple(map(_shift, top.parts("shift"))),
        skips=tuple(map(_skip, top.parts("skip"))),
        continuation=_continuation(top),
        levels=_levels(top),
        nodes=_nodes(top),
        emissions=emissions,
        reconciliations=tuple(
            each for part in top.parts("reconcile") for each in _reconciliations(part)
        ),
        caveats=top.texts("caveats"),
    )


def _separator(section: Section) -> str:
    found = section.text("separator", ",")
    if len(found) == 1 and found not in '"\r\n':
        return found
    fix = 'Tulis satu tanda, misalnya ";" atau "\\t" untuk tab.'
    section.refuse("separator", "Pemisah kolom bukan satu tanda.", fix, found)
    return ","


def _year(section: Section) -> str | int:
    section.only("year")
    year = section.raw.get("year")
    if isinstance(year, str):
        return year
    if isinstance(year, int) and FIRST_YEAR <= year <= LAST_YEAR:
        return year
    fix = 'Tulis tahunnya, misalnya year = 2024, atau nama kolomnya, misalnya year = "tahun".'
    section.refuse("year", "Tahun rencana harus disebut.", fix, year)
    return LAST_YEAR


def _styles(section: Section) -> dict[str, Style]:
    styles = [style.value for style in Style]
    return {name: Style(section.choose(name, styles, styles[-1])) for name in section.raw}


def _for_each_column(said: Mapping[str, T], columns: Iterable[str]) -> dict[str, T]:
    """A key with a star, `"pagu_*"`, speaks of every column of that form."""
    found: dict[str, T] = {}
    for key, value in said.items():
        for name in [name for name in columns if fnmatchcase(name, key)] or [key]:
            found[name] = value
    return found


def _shift(section: Section) -> Shift:
    section.only("when", "cells")
    when, cells = section.part("when"), section.mapping("cells")
    return Shift(
        {name: when.texts(name) for name in when.raw},
        {name: Template(text) for name, text in cells.items()},
    )


def _skip(section: Section) -> Skip:
    section.only("column", "texts", "why")
    return Skip(section.text("column"), section.texts("texts"), section.text("why"))


def _continuation(top: Section) -> Continuation | None:
    if "continue" not in top.raw:
        return None
    section = top.part("continue")
    section.only("empty", "filled", "take")
    return Continuation(section.texts("empty"), section.texts("filled"), section.texts("take"))


def _levels(top: Section) -> Levels | None:
    if "level" not in top.raw:
        return None
    section = top.part("level")
    section.only("column", "names", "shapes", "always", "codes")
    codes = section.mapping("codes")
    names, shapes = section.mapping("names"), section.mapping("shapes")
    always = section.text("always", "") or None
    column = section.text("column", "" if always else None) or None
    if not always and not names and not shapes:
        fix = "Tulis names, shapes, atau always, lihat docs/menambah-profil.md."
        section.refuse(None, "Tingkat baris tidak dijelaskan.", fix)
    said = [("names", level) for level in names.values()]
    said += [("shapes", level) for level in shapes.values()]
    said += [("always", always)] if always else []
    said += [("codes", level) for level in codes]
    for key, level in said:
        known = LEVELS if key in ("always", "codes") else (*LEVELS, NOT_READ)
        if level not in known:
            fix = f"{did_you_mean(level, known)}Tingkat yang ada: {', '.join(known)}."
            section.refuse(key, "Tingkat tidak dikenal.", fix, level)
    for level, form in codes.items():
        if form != shape(form):
            fix = 'Tulis satu 9 untuk setiap bagian, misalnya "9.9.9".'
            section.refuse(f"codes, kunci {level}", "Bukan bentuk kode.", fix, form)
    return Levels(column, names, shapes, always, codes)


def _nodes(top: Section) -> Nodes | None:
    if "node" not in top.raw:
        return None
    section = top.part("node")
    section.only("same", "id", "code", "parent", "within")
    if "level" not in top.raw:
        section.refuse(None, "Bagian [level] belum ada.", "Tulis [level] sebelum [node].")
    code = section.text("code", "") or None
    parents = section.texts("parent")
    for way in parents:
        if way not in (BY_CODE, ABOVE) and "=" not in way:
            fix = f'Pilihan: "{BY_CODE}", "{ABOVE}", atau "kolom = kolom lain".'
            section.refuse("parent", "Cara mencari induk tidak dikenal.", fix, way)
    if BY_CODE in parents and code is None:
        fix = 'Tulis code = "nama kolom kodenya".'
        section.refuse("code", f'Induk menurut "{BY_CODE}" memerlukan kolom kode.', fix)
    return Nodes(
        section.texts("same"), _template(section, "id"), code, parents, section.texts("within")
    )


def _refuse_codes_without_a_column(profile: Profile, top: Section) -> None:
    if profile.levels and profile.levels.codes and not (profile.nodes and profile.nodes.code):
        fix = 'Tulis code = "nama kolom kodenya" di [node].'
        top.refuse("[level], kunci codes", "Bentuk kode memerlukan kolom kode.", fix)


def _template(section: Section, key: str) -> Template:
    texts = section.texts(key)
    if not texts:
        section.refuse(key, "Kunci ini harus ada.", 'Isi dengan teks, misalnya "{kode}".')
    return Template(texts[0] if texts else "", texts[1:])


def _emissions(section: Section) -> Iterable[Emission]:
    """One emission, or one for each entry of `each`, which then stands for every star."""
    section.only(
        "table", "each", "when", "filled", "any_filled", "distinct", "per", "repeated", "columns"
    )
    table = section.choose("table", BY_NAME, "")
    if table not in BY_NAME:
        return
    columns, when = section.part("columns"), section.part("when")
    for name in columns.raw:
        if name not in BY_NAME[table].names:
            known = BY_NAME[table].names
            fix = f"{did_you_mean(name, known)}Kolomnya: {', '.join(known)}."
            columns.refuse(name, f"Tabel {table} tidak mempunyai kolom itu.", fix)
    columns_of = {name: columns.texts(name) for name in columns.raw if name in BY_NAME[table].names}
    allowed = {name: when.texts(name) for name in when.raw}
    repeated = section.choose("repeated", Repeated.ALL, Repeated.SUM)
    distinct, per = section.flag("distinct"), section.text("per", "") or None
    if "repeated" in section.raw and per is None:
        fix = 'Tulis per = "@simpul", atau kolom lain yang menyatukan baris.'
        section.refuse("per", "repeated memerlukan per.", fix)
    for star in _each(section):
        yield Emission(
            table=table,
            columns={
                name: Template(star.text(texts[0]), tuple(map(star.text, texts[1:])))
                for name, texts in columns_of.items()
                if texts
            },
            distinct=distinct,
            when={star.column(name): texts for name, texts in allowed.items()},
            filled=star.columns(section.texts("filled")),
            any_filled=star.columns(section.texts("any_filled")),
            per=per,
            repeated=repeated,
        )


def _reconciliations(section: Section) -> Iterable[Reconciliation]:
    section.only("column", "each", "plan", "table", "level", "year", "quarter", "repeated")
    table = section.choose("table", _MONEY_TABLES, _MONEY_TABLES[0])
    level = section.choose("level", ("", *LEVELS), "") or None
    repeated = section.choose("repeated", Repeated.ALL, Repeated.SUM)
    plan, column = section.text("plan"), section.text("column")
    numbers = {key: section.raw.get(key) for key in ("year", "quarter")}
    if numbers["quarter"] is not None and "quarter" not in BY_NAME[table].names:
        fix = 'Hapus quarter, atau tulis table = "spending".'
        section.refuse("quarter", f"Tabel {table} tidak mengenal triwulan.", fix)
    for star in _each(section):
        found = {}
        for key, value in numbers.items():
            text = star.text(str(value)) if value is not None else ""
            found[key] = int(text) if text.isdigit() else None
            if text and not text.isdigit():
                section.refuse(key, "Isinya bukan bilangan bulat.", "Tulis misalnya 2021.", value)
        yield Reconciliation(
            column=star.column(column),
            plan=Template(plan),
            table=table,
            level=level,
            year=found["year"],
            quarter=found["quarter"],
            repeated=repeated,
        )


def _each(section: Section) -> list[Star]:
    """The entries that a part is repeated for: a list, or a table of column part → meaning."""
    found = section.raw.get("each", [""])
    if isinstance(found, list) and found:
        return [Star(str(entry), str(entry)) for entry in found]
    if isinstance(found, dict) and found:
        return [Star(part, str(meaning)) for part, meaning in found.items()]
    fix = "Tulis misalnya [2021, 2022], atau { th1 = 2021, th2 = 2022 }."
    section.refuse("each", "Isinya bukan daftar atau tabel.", fix, found)
    return []


@dataclass(frozen=True)
class Star:
    """What `*` stands for: `part` in the name of a column, `meaning` elsewhere. Both empty: itself."""

    part: str
    meaning: str

    def column(self, name: str) -> str:
        return name.replace(_STAR, self.part) if self.part else name

    def columns(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(map(self.column, names))

    def text(self, text: str) -> str:
        """Stars within braces are columns, the others are not."""
        if not self.part:
            return text
        inner = _BRACES.sub(lambda match: self.column(match[0]), text)
        return inner.replace(_STAR, self.meaning)


def _refuse_uneven(emissions: tuple[Emission, ...], top: Section) -> None:
    first: dict[str, set[str]] = {}
    for each in emissions:
        names = set(each.columns)
        if first.setdefault(each.table, names) != names:
            odd = ", ".join(sorted(first[each.table] ^ names))
            fix = 'Sebut kolom yang sama di semua [[emit]] tabel itu; isi "" bila tidak ada.'
            top.refuse("emit", f"Kolom tabel {each.table} berbeda antar-[[emit]]: {odd}.", fix)
