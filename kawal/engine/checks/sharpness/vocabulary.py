"""The words of `vocabulary.toml`, ready to be asked for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def words(section: str, key: str = "words") -> frozenset[str]:
    """The entries of one list. Raises KeyError for a list that is not there."""
    return frozenset(_file()[section][key])


@cache
def phrases(section: str, key: str = "words") -> re.Pattern[str]:
    """Finds the entries of several words of one list in a text between blanks."""
    entries = (re.escape(each) for each in sorted(words(section, key)) if " " in each)
    return re.compile(f" ({'|'.join(entries)}) ")


@cache
def measures() -> dict[str, str]:
    """Measuring word → kind of measure."""
    return {word: kind for kind, held in _file()["measures"].items() for word in held}


@cache
def every_word() -> frozenset[str]:
    """All single words of all lists."""
    lists = (held for section in _file().values() for held in section.values())
    return frozenset(word for held in lists for entry in held for word in entry.split())


@cache
def _file() -> dict[str, Any]:
    file = resources.files(__package__).joinpath("vocabulary.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))
