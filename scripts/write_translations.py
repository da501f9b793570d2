"""Keeps the catalogues of `kawal/engine/locale` in step with the texts that people read: what is new
is added with an empty translation for a person to fill, what is gone is put aside as obsolete.
`--check` only says what lacks a translation."""

import ast
import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from kawal.base.ui.states import State
from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.finding import LEVELS
from kawal.engine.checks.owners import HEADS
from kawal.engine.checks.rule import Office, Outcome, Severity
from kawal.engine.readers.library import profiles
from kawal.engine.shared.language import LANGUAGES, SOURCE
from kawal.engine.shared.wording import MONTHS
from kawal.engine.snapshot.schema import TABLES

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "kawal"
KEYWORDS = {"say": None, "counted": (1, 1), "said_later": None}
"""The functions whose first argument is translated; the second counts, so it has a plural."""
WIDTH = 100


@dataclass(frozen=True)
class Text:
    """One text that people read, and where it stands."""

    text: str
    place: str
    counts: bool = False


def texts() -> list[Text]:
    """Every text there is to translate, in the order in which it is met."""
    return [
        *_of_rules(),
        *_of_schema(),
        *_of_profiles(),
        *_of_words(),
        *_of_rights(),
        *_of_code(),
        *_of_templates(),
        *_of_pages(),
    ]


def _of_rules() -> Iterator[Text]:
    for rule in RULES:
        for name in ("title", "message", "fix", "note"):
            if text := getattr(rule, name):
                yield Text(text, f"{rule.code}, {name}")
        if rule.beside:
            yield Text(rule.beside.said, f"{rule.code}, beside")
    for subject in {rule.subject.name: rule.subject for rule in RULES}.values():
        for source in subject.sources:
            yield Text(source.said, f"subject {subject.name}, source")
        for given in map(subject.column, sorted(subject.gives)):
            for text in filter(None, (given.label, given.mend, *given.words)):
                yield Text(text, f"subject {subject.name}, {given.name}")


def _of_schema() -> Iterator[Text]:
    for table in TABLES:
        yield Text(table.label, f"table {table.name}")
        for column in table.columns:
            yield Text(column.label, f"column {table.name}.{column.name}")


def _of_profiles() -> Iterator[Text]:
    for profile in profiles():
        for text in (*profile.caveats, *(skip.why for skip in profile.skips)):
            yield Text(text, f"profile {profile.name}")


def _of_words() -> Iterator[Text]:
    for words in (Outcome, Severity, Office):
        for each in words:
            yield Text(each.value, f"word {words.__name__.lower()}")
    for state in State:
        yield Text(state.value.word, "word of a state")
    for _, title in HEADS:
        yield Text(title, "title of the head of an office")
    for name in LEVELS.values():
        yield Text(name, "level of a node")
    for name in MONTHS:
        yield Text(name, "month")


def _of_rights() -> Iterator[Text]:
    with (PACKAGE / "front" / "site" / "rights.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["what"]:
                yield Text(row["what"], f"rights.csv, {row['view']}")


def _of_code() -> Iterator[Text]:
    """Read from the syntax tree: to Babel's own reader a call within an f-string is not there."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id in KEYWORDS and isinstance(node.args[0], ast.Constant):
                place = file.relative_to(ROOT).as_posix()
                yield Text(node.args[0].value, place, node.func.id == "counted")


def _of_templates() -> Iterator[Text]:
    found = extract_from_dir(
        PACKAGE, method_map=[("**.j2", "jinja2.ext:babel_extract")], keywords=KEYWORDS
    )
    for name, _, said, _, _ in found:
        counts = isinstance(said, tuple)
        yield Text(said[0] if counts else said, f"kawal/{Path(name).as_posix()}", counts)


def _of_pages() -> Iterator[Text]:
    """Templates of the web application say their texts with a tag of their own."""
    for file in sorted(PACKAGE.glob("**/templates/**/*.html")):
        for said in re.findall(r'{% say "([^"]*)"', file.read_text("utf-8")):
            yield Text(said, file.relative_to(ROOT).as_posix())


def catalogue_of(language: str) -> Catalog:
    """The catalogue as it is on disk."""
    with _file(language).open("rb") as file:
        return read_po(file, locale=language)


def faults(language: str) -> list[str]:
    """What a person has to mend in a catalogue, one sentence each."""
    catalogue = catalogue_of(language)
    wanted = template()
    found = []
    for message in wanted:
        if message.id:
            entry = catalogue.get(_source(message))
            found += [
                f"{_source(message)!r} ({_places(message)}): {it}" for it in _wrong(entry, message)
            ]
    known = {_source(message) for message in wanted}
    stale = [_source(entry) for entry in catalogue if entry.id and _source(entry) not in known]
    return found + [f"{text!r}: nothing says this any more" for text in stale]


def _wrong(entry: Message | None, message: Message) -> Iterator[str]:
    if entry is None:
        yield "is not in the catalogue; run `make translations`"
        return
    forms = entry.string if isinstance(entry.string, tuple) else (entry.string,)
    if entry.pluralizable != message.pluralizable:
        yield "counts in one place and not in the other; run `make translations`"
    elif not all(forms):
        yield "has no translation"
    elif entry.fuzzy:
        yield "has a guessed translation: correct it and take away the mark `fuzzy`"
    elif any(_fillings(form) != _fillings(_source(message)) for form in forms):
        yield "differs from its translation in placeholders or markup"


def _fillings(text: str) -> list[str]:
    """Placeholders with their form, and tags: what a translation must keep."""
    fields = [f"{{{name}:{form}}}" for _, name, form, _ in Formatter().parse(text) if name]
    return sorted([*fields, *re.findall(r"</?\w+>", text)])


def template() -> Catalog:
    """All texts, without a translation."""
    catalogue = Catalog()
    for each in texts():
        source = (each.text, each.text) if each.counts else each.text
        catalogue.add(source, auto_comments=[each.place])
    return catalogue


def _source(message: Message) -> str:
    return str(message.id[0] if message.pluralizable else message.id)


def _places(message: Message) -> str:
    return ", ".join(message.auto_comments)


def _file(language: str) -> Path:
    return PACKAGE / "engine" / "locale" / language / "LC_MESSAGES" / "kawal.po"


def update(language: str) -> None:
    """Write the catalogue anew: every text of the code, with the translations that there are."""
    catalogue = catalogue_of(language)
    catalogue.update(template(), update_header_comment=False, update_creation_date=False)
    with _file(language).open("wb") as file:
        write_po(file, catalogue, width=WIDTH)


def main() -> int:
    missing = 0
    for language in LANGUAGES:
        if language == SOURCE:
            continue
        if "--check" not in sys.argv:
            update(language)
        for fault in faults(language):
            missing += 1
            print(f"{language}: {fault}", file=sys.stderr)
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
