"""Writes the parts of a profile as TOML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence


def emission(
    table: str,
    cells: Mapping[str, str],
    *,
    each: Sequence[str] = (),
    levels: Sequence[str] = (),
    filled: Sequence[str] = (),
    distinct: bool = False,
    per: str = "",
    repeated: str = "",
) -> str:
    """An `[[emit]]` of a profile; cells: column of the table → template."""
    lines = ["[[emit]]", f"table = {quoted(table)}"]
    if each:
        lines.append(f"each = [{', '.join(each)}]")
    if levels:
        lines.append(f'when = {{ "@tingkat" = {listed(levels)} }}')
    if filled:
        lines.append(f"filled = {listed(filled)}")
    if distinct:
        lines.append("distinct = true")
    if per:
        lines.append(f"per = {quoted(per)}")
    if repeated:
        lines.append(f"repeated = {quoted(repeated)}")
    told = ", ".join(f"{name} = {quoted(text)}" for name, text in cells.items())
    return "\n".join([*lines, f"columns = {{ {told} }}"])


def braced(name: str) -> str:
    """A template that is one column."""
    return f"{{{name}}}"


def quoted(text: str) -> str:
    """A TOML basic string: JSON writes the same escapes, save for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def key(text: str) -> str:
    """A key, quoted where it must be."""
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else quoted(text)


def listed(texts: Sequence[str]) -> str:
    """A TOML list of texts."""
    return f"[{', '.join(map(quoted, texts))}]"
