"""What was worked out in the background as tables of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from kawal.base.ui.tables import Column, Table
from kawal.engine.shared.language import say
from kawal.office.imports.models import State, Upload

_Json = Mapping[str, Any]


def _money_columns() -> dict[str, str]:
    return {
        "before": say("Semula (Rp)"),
        "added": say("Ditambah (Rp)"),
        "removed": say("Dihapus (Rp)"),
        "raised": say("Naik (Rp)"),
        "lowered": say("Turun (Rp)"),
        "after": say("Menjadi (Rp)"),
    }


def _count_columns() -> dict[str, str]:
    return {
        "blocking": say("Menghalangi"),
        "warnings": say("Peringatan"),
        "unknown": say("Tidak dapat dinilai"),
        "assessed": say("Dinilai"),
    }


def _states() -> dict[str, str]:
    return {
        State.WAITING: say("sedang dibaca"),
        State.READ: say("menunggu keputusan"),
        State.APPLYING: say("sedang diterapkan"),
        State.APPLIED: say("sudah diterapkan"),
        State.REFUSED: say("di karantina"),
        State.DISCARDED: say("dibuang"),
    }


def uploads(rows: Iterable[Upload]) -> Table:
    """Files, each leading to its page."""
    columns = (say("Berkas"), say("Diterima"), say("Oleh"), say("Untuk"), say("Keadaan"))
    return Table(
        say("Berkas yang diunggah, terbaru dahulu"),
        tuple(map(Column, columns)),
        [
            (
                format_html(
                    '<a href="{}">{}</a>', reverse("imports:show", args=[each.pk]), each.name
                ),
                moment(each),
                each.office_label,
                str(each.opd) if each.opd is not None else say("seluruh OPD"),
                _states()[each.state],
            )
            for each in rows
        ],
    )


def moment(upload: Upload) -> str:
    """When it came, in the region's time."""
    return f"{timezone.localtime(upload.received_at):%d-%m-%Y %H.%M}"


def problems(upload: Upload) -> Table:
    """Every fault with its place and its mend."""
    names = ("file", "sheet", "row", "column", "value", "message", "fix")
    heads = (
        say("Berkas"), say("Lembar"), say("Baris"), say("Kolom"), say("Isi"), say("Masalah"),
        say("Perbaikan"),
    )  # fmt: skip
    used = [
        at
        for at, name in enumerate(names)
        if name == "file" or any(row[name] is not None for row in upload.problems)
    ]
    return Table(
        say("Yang harus diperbaiki"),
        tuple(Column(heads[at], "number" if names[at] == "row" else "text") for at in used),
        [tuple(_cell(row[names[at]]) for at in used) for row in upload.problems],
    )


def _cell(value: Any) -> Any:
    return "–" if value is None else value


def money(rounds: Iterable[_Json]) -> list[tuple[str, Table]]:
    """For each round of plans what became of its money, per OPD and in total."""
    return [(each["name"], _round(each)) for each in rounds]


def _round(each: _Json) -> Table:
    columns = (Column(say("OPD")), *(Column(words, "money") for words in _money_columns().values()))
    return Table(
        each["name"],
        columns,
        [_sums(office) for office in each["offices"]],
        _sums({**each["total"], "name": say("Jumlah")}),
    )


def _sums(row: _Json) -> tuple[Any, ...]:
    return (row["name"], *(row[name] for name in _money_columns()))


def checks(preview: _Json) -> Table:
    """What the rules say before and after."""
    columns = (
        Column(say("Rencana")),
        *(Column(words, "number") for words in _count_columns().values()),
    )
    rows = []
    if preview["before"] is not None:
        rows.append((say("sekarang"), *(preview["before"][name] for name in _count_columns())))
    rows.append((say("bila diterapkan"), *(preview["after"][name] for name in _count_columns())))
    return Table(say("Hasil pemeriksaan semua aturan"), columns, rows)


def changes(offices: Iterable[_Json]) -> list[tuple[_Json, Table]]:
    """For each OPD what changes, row by row."""
    columns = (
        say("Perubahan"), say("Rencana"), say("Bagian"), say("Yang berubah"), say("Menjadi"),
    )  # fmt: skip
    return [
        (
            office,
            Table(
                say("Perubahan pada {office}", office=office["name"]),
                tuple(map(Column, columns)),
                [_change(item) for item in office["items"]],
            ),
        )
        for office in offices
    ]


def _change(item: _Json) -> tuple[str, ...]:
    fields = "; ".join(
        f"{label}: {before} → {after}" + (f" ({by})" if by else "")
        for label, before, after, by in item["fields"]
    )
    told = fields or item["note"] or "–"
    return (item["mark"], item["plan"] or "–", item["line"] or "–", item["what"], told)


def by_office(findings: _Json) -> Table:
    """What the rules say of each OPD of a file."""
    columns = (
        Column(say("OPD")),
        *(Column(words, "number") for words in _count_columns().values()),
    )
    rows = [
        (each["name"], *(each[name] for name in _count_columns())) for each in findings["offices"]
    ]
    foot = (say("Jumlah"), *(findings[name] for name in _count_columns()))
    return Table(say("Hasil pemeriksaan per OPD"), columns, rows, foot)
