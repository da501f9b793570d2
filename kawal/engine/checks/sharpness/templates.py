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
