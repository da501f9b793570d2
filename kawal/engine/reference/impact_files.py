"""The impact of a decree told: in the terminal, as CSV with a row per line, as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from kawal.engine.reference.impact import Group, Impact, Line, Share, words_of
from kawal.engine.reference.mapping_files import about
from kawal.engine.shared.cell_text import safe_text
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import counted, rupiah_sen, thousands

FORMAT = 1
HEADINGS = (
    "rencana", "tahun", "opd", "baris", "kode_lama", "uraian", "rupiah", "nasib", "kode_baru",
    "nama_baru", "usulan_kode", "usulan_nama", "skor", "alasan",
)  # fmt: skip
_SHOWN = 10


def as_csv(impact: Impact) -> str:
    """One row per line of a plan. kode_baru only where it is certain; the likeliest proposal beside
    it. rupiah empty where it is not known. No cell of it is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    for group in impact.groups:
        writer.writerows(_row(group, line) for line in group.lines)
    return out.getvalue()


def as_json(impact: Impact) -> str:
    """The impact for other programs, money in sen, with the digests of both packs."""
    content = {
        "format": FORMAT,
        "old": about(impact.mapping.old),
        "new": about(impact.mapping.new),
        "plans": [_group(group) for group in impact.groups],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def lines_of(impact: Impact) -> Iterator[str]:
    """Per kind and year of plans what becomes of the lines, with the total below, and the first of
    what a person must decide."""
    yield say('Dari "{old}" ke "{new}"', old=impact.mapping.old.title, new=impact.mapping.new.title)
    if not any(group.lines for group in impact.groups):
        yield say("Tidak ada sub kegiatan dalam rencana tahunan.")
    for group in impact.groups:
        if group.lines:
            yield from _told(group)


def plan_name(group: Group) -> str:
    """'Renja 2023', or the data itself where it has no plans."""
    kind = {"rkpd": "RKPD", "ppas": "PPAS", "dpa": "DPA", "renja": "Renja"}
    return f"{kind[group.kind]} {group.year}" if group.kind else say("Seluruh data")


def _told(group: Group) -> Iterator[str]:
    yield ""
    yield plan_name(group)
    for standing, share in group.shares.items():
        if share.lines:
            yield _share_line(words_of(standing), share)
    yield _share_line(say("Jumlah"), group.total)
    if group.beside.lines:
        yield "  " + counted(
            "{count} anggaran berada pada program atau kegiatan, bukan pada sub kegiatan: {money}.",
            group.beside.lines,
            money=rupiah_sen(group.beside.sen),
        )
    waiting = [line for line in group.lines if line.successor is None and line.fate is not None]
    if waiting:
        yield "  " + counted("{count} baris perlu diputuskan orang:", len(waiting))
        yield from (f"    {_waiting_line(line)}" for line in waiting[:_SHOWN])
        if more := len(waiting[_SHOWN:]):
            yield "    " + counted("dan {count} lainnya; semuanya ditulis oleh --csv.", more)


def _share_line(words: str, share: Share) -> str:
    told = f"  {words:<28}{thousands(share.lines):>7} {rupiah_sen(share.sen):>28}"
    if share.open:
        told += " " + counted("({count} tanpa rupiah yang diketahui)", share.open)
    return told


def _waiting_line(line: Line) -> str:
    told = f"{line.code} {line.name}: {line.why}"
    if line.best is not None:
        told += say("; usulan {code} {name} ({why})", code=line.best.code, name=line.best.name,
                    why=line.best.why)  # fmt: skip
    return told


def _row(group: Group, line: Line) -> tuple[str, ...]:
    money = "" if line.sen is None else _decimal(line.sen)
    new, best = line.successor, line.best
    return (
        group.kind or "", str(group.year or ""), line.opd or "", safe_text(line.key),
        safe_text(line.code or ""), safe_text(line.title or ""), money, line.standing,
        new.code if new else "", safe_text(new.name) if new else "",
        best.code if best else "", safe_text(best.name) if best else "",
        str(best.score) if best else "", line.why,
    )  # fmt: skip


def _decimal(sen: int) -> str:
    sign = "-" if sen < 0 else ""
    return f"{sign}{abs(sen) // 100}.{abs(sen) % 100:02}"


def _group(group: Group) -> dict[str, Any]:
    return {
        "kind": group.kind,
        "year": group.year,
        "total": _share(group.total),
        "beside": _share(group.beside),
        "shares": {standing: _share(share) for standing, share in group.shares.items()},
        "lines": [_line(line) for line in group.lines],
    }


def _share(share: Share) -> dict[str, int]:
    return {"lines": share.lines, "sen": share.sen, "unknown": share.open}


def _line(line: Line) -> dict[str, Any]:
    proposals = line.fate.proposals if line.fate else ()
    return {
        "id": line.key,
        "opd": line.opd,
        "code": line.code,
        "title": line.title,
        "sen": line.sen,
        "fate": line.standing,
        "new_code": line.successor.code if line.successor else None,
        "proposals": [
            {"code": each.code, "name": each.name, "score": each.score, "reason": each.why}
            for each in proposals
        ],
        "reason": line.why,
    }
