"""Small invented decrees, written as `code name` lines."""

from __future__ import annotations

from datetime import date

import polars as pl

from kawal.engine.reference.pack import (
    ALL_COLUMNS,
    COLUMNS,
    LEVELS,
    PROVINCE,
    REGENCY,
    SPECIAL,
    ReferencePack,
)

_GOVERNMENT = {"1": PROVINCE, "2": REGENCY}
_LEVEL = {0: LEVELS[0], 1: LEVELS[1], 2: LEVELS[2], 4: LEVELS[3], 5: LEVELS[4]}


def decree(
    *codes: str, since: str = "2021-01-01", until: str | None = None,
    withdrawn: tuple[str, ...] = (), former: dict[str, tuple[str, str]] | None = None,
    title: str = "Rekaan",
) -> ReferencePack:  # fmt: skip
    """withdrawn: codes that it marks so. former: new code → code and name before."""
    rows = [_row(each, withdrawn, former or {}) for each in codes]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(ALL_COLUMNS, pl.String))
    return ReferencePack(
        title=title,
        since=date.fromisoformat(since),
        until=date.fromisoformat(until) if until else None,
        source="daftar.csv",
        source_sha256="0" * 64,
        codes=frame if former else frame.select(COLUMNS),
    )


def _row(
    text: str, withdrawn: tuple[str, ...], former: dict[str, tuple[str, str]]
) -> dict[str, str | None]:
    code, _, name = text.partition(" ")
    fourth = code.split(".")[3:4]
    before = former.get(code, (None, None))
    return {
        "level": _LEVEL[code.count(".")],
        "code": code,
        "name": name,
        "government": _GOVERNMENT.get(fourth[0], SPECIAL) if fourth else None,
        "status": "dicabut" if code in withdrawn else "berlaku",
        "former_code": before[0],
        "former_name": before[1],
    }
