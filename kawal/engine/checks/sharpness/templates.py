"""The lists of `proposals.toml`: wordings to fill in, and what they fit."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

_OTHER: dict[str, Any] = {"name": "other", "exact": [], "gain": []}
_NO_WORK: dict[str, Any] = {"name": "", "patterns": []}


@cache
def templates() -> dict[str, Any]:
    """All lists by their section."""
    file = resources.files(__package__).joinpath("proposals.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def entry(section: str, word: str) -> dict[str, Any] | None:
    """The group of a list of groups in which a word stands; None where it stands in none."""
    return by_word(section).get(word)


@cache
def by_word(section: str) -> dict[str, dict[str, Any]]:
    """Word → its group; the first where several hold it."""
    return {word: each for each in reversed(templates()[section]) for word in each["words"]}


def thing_of(word: str) -> dict[str, Any]:
    """The group of a thing; *other* where it is in none."""
    return entry("thing", word) or _OTHER


def work_of(word: str) -> dict[str, Any]:
    """The group of a noun of work; one without a name where it is in none."""
    return entry("work", word) or _NO_WORK


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of one group of work."""
    return frozenset(
        word for each in templates()["work"] if each["name"] == name for word in each["words"]
    )
