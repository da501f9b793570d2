"""A mapping of codes told: in the terminal, as CSV with a row per pair, as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from kawal.engine.reference import package
from kawal.engine.reference.mapping import CodeMapping, Fate, Kind
from kawal.engine.reference.pack import LEVELS, ReferencePack
from kawal.engine.shared.cell_text import safe_text
from kawal.engine.shared.wording import counted, thousands

FORMAT = 1
HEADINGS = (
    "tingkat", "kode_lama", "nama_lama", "nasib", "pasti", "kode_baru", "nama_baru", "skor", "alasan",
)  # fmt: skip
_SHOWN = 10


def as_csv(mapping: CodeMapping) -> str:
    """One row per pair of old and new code, or one for an old code without any. pasti: ya only for
    what may be applied; a proposal has a score instead. No cell of it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    for fate in mapping.fates:
        writer.writerows(_rows(fate))
    return out.getvalue()


def as_json(mapping: CodeMapping) -> str:
    """The mapping for other programs, with the digests of both packs."""
    content = {
        "format": FORMAT,
        "old": about(mapping.old),
        "new": about(mapping.new),
        "totals": {
            level: {kind.value: count for kind, count in mapping.counts(level).items()}
            for level in LEVELS
        },
        "codes": [_as_object(fate) for fate in mapping.fates],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def lines_of(mapping: CodeMapping) -> Iterator[str]:
    """The counts by level, and the first of what a person must look at."""
    yield f"Lama  {mapping.old.title}, {mapping.old.period}"
    yield f"Baru  {mapping.new.title}, {mapping.new.period}"
    yield f"{'':<14}" + "".join(f"{kind.words:>15}" for kind in Kind)
    for level in LEVELS:
        counts = mapping.counts(level)
        if any(counts.values()):
            told = "".join(f"{thousands(counts[kind]):>15}" for kind in Kind)
            yield f"{level.replace('_', ' ').capitalize():<14}{told}"
    open_ones = [
        fate for fate in mapping.fates if not fate.kind.is_certain and fate.level == LEVELS[-1]
    ]
    if open_ones:
        yield ""
        yield counted("{count} sub kegiatan perlu diputuskan orang; usulan tidak diterapkan:",
                      len(open_ones))  # fmt: skip
        yield from map(_open_line, open_ones[:_SHOWN])
        if more := len(open_ones[_SHOWN:]):
            yield "  " + counted("dan {count} lainnya; semuanya ditulis oleh --csv.", more)


def about(pack: ReferencePack) -> dict[str, Any]:
    """What a pack is, for a file of another program."""
    return {
        "title": pack.title,
        "since": pack.since.isoformat(),
        "until": pack.until.isoformat() if pack.until else None,
        "digest": package.digest_of(pack),
    }


def _open_line(fate: Fate) -> str:
    told = f"  {fate.code} {fate.name}: {fate.kind.words.lower()} ({fate.why})"
    if fate.proposals:
        best = fate.proposals[0]
        told += f"; usulan {best.code} {best.name} ({best.why})"
    return told


def _rows(fate: Fate) -> Iterator[tuple[str, ...]]:
    old = (fate.level, fate.code, safe_text(fate.name), fate.kind.value)
    sure = "ya" if fate.kind.is_certain else "tidak"
    for new in fate.successors:
        yield (*old, sure, new.code, safe_text(new.name), "", fate.why)
    for each in fate.proposals:
        yield (*old, "tidak", each.code, safe_text(each.name), str(each.score), each.why)
    if not fate.successors and not fate.proposals:
        yield (*old, "tidak", "", "", "", fate.why)


def _as_object(fate: Fate) -> dict[str, Any]:
    return {
        "level": fate.level,
        "code": fate.code,
        "name": fate.name,
        "fate": fate.kind.value,
        "certain": fate.kind.is_certain,
        "reason": fate.why,
        "successors": [{"code": each.code, "name": each.name} for each in fate.successors],
        "proposals": [
            {"code": each.code, "name": each.name, "score": each.score, "reason": each.why}
            for each in fate.proposals
        ],
    }
