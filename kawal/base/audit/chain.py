"""How a line is bound to the one before: plain functions over plain values, so that anyone can
repeat them without Kawal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

START = "0" * 64
"""What the first line is bound to."""
BOUND = (
    "sequence", "recorded_at", "account", "office", "office_label", "action", "subject_kind",
    "subject_key", "subject_label", "change", "previous",
)  # fmt: skip
"""The fields that the digest of a line covers, by name."""


def canonical(value: Any) -> str:
    """The one JSON text of a value: keys sorted, no white space, letters as they are.

    >>> canonical({"b": 1, "a": "é"})
    '{"a":"é","b":1}'

    Raises TypeError for what JSON cannot hold, and for floats: money and targets are exact here.
    """
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(line: Mapping[str, Any]) -> str:
    """SHA-256 in hexadecimal over the canonical JSON of the bound fields of a line."""
    bound = {name: _plain(line[name]) for name in BOUND}
    return hashlib.sha256(canonical(bound).encode()).hexdigest()


def digest_of_text(text: str) -> str:
    """What the trail keeps of a free text: enough to prove it, not enough to read it."""
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("a float has no place in the trail: give the exact text")
    if isinstance(value, Mapping):
        for each in value.values():
            _refuse_floats(each)
    elif isinstance(value, list | tuple):
        for each in value:
            _refuse_floats(each)
