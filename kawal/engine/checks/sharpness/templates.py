"""The lists of `proposals.toml`: wordings to fill in, and what they fit."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


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
