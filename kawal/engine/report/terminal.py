"""The report in a terminal: what a Sekda understands in ten seconds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from kawal.engine.report.view import OfficeView, View, share
from kawal.engine.shared.wording import long_date, thousands

WIDTH = 96
_NAME = 44
_HEADING = (
    f"{'OPD':<{_NAME}}{'Menghalangi':>12}{'Peringatan':>12}{'Tak dinilai':>13}{'Dinilai':>10}"
)


def lines_of(view: View) -> Iterator[str]:
    """The report line by line, without colour."""
    yield f"{view.region} · {view.plan} · per {long_date(view.result.on)}"
    if view.sample:
        yield "DATA CONTOH: semua angka rekaan, bukan angka resmi."
    yield ""
    yield from textwrap.wrap(view.headline + ".", WIDTH)
    if view.blocking_by_plan:
        each = (f"{plan} {thousands(count)}" for plan, count in view.blocking_by_plan.items())
        yield from textwrap.wrap(f"Menurut rencana: {'; '.join(each)}.", WIDTH)
    if view.silent:
        text = (
            f"{len(view.silent)} OPD belum memasukkan rencana tahun itu: {', '.join(view.silent)}."
        )
        yield from textwrap.wrap(text, WIDTH)
    yield ""
    yield from _offices(view)
    yield from _thin(view)
    yield from _broken(view)
    for note in view.notes:
        yield from textwrap.wrap(note, WIDTH, subsequent_indent="  ")
    for reference in view.references:
        yield from textwrap.wrap(f"Daftar kode: {reference.title}, {reference.use}.", WIDTH)
        yield f"Sidik daftar kode (SHA-256): {reference.digest}"
    yield f"Sidik paket (SHA-256): {view.digest}"


def _offices(view: View) -> Iterator[str]:
    busy = [each for each in view.offices if _has_findings(each)]
    calm = [each for each in view.offices if each.opd is not None and not _has_findings(each)]
    judged = sum(bool(each.count.assessed) for each in calm)
    assessed, applicable = view.assessed
    yield _HEADING
    yield "─" * len(_HEADING)
    for office in busy:
        count = office.count
        row = (count.blocking, count.warnings, count.unknown, count.assessed, count.applicable)
        yield _row(office.name if len(office.name) < _NAME else office.short, row)
    if judged:
        yield f"{judged} OPD lain tanpa temuan."
    if len(calm) > judged:
        yield f"{len(calm) - judged} OPD lain tidak dinilai sama sekali."
    yield "─" * len(_HEADING)
    result = view.result
    unknown = sum(group.count for group in view.unknown)
    yield _row("Jumlah", (result.blocking, result.warnings, unknown, assessed, applicable))
    if view.waived:
        yield f"{len(view.waived)} temuan dikecualikan oleh pejabat berwenang."
    yield ""


def _row(name: str, numbers: Sequence[int]) -> str:
    blocking, warnings, unknown, assessed, applicable = numbers
    label = textwrap.shorten(name, _NAME - 1, placeholder="…")
    return (
        f"{label:<{_NAME}}{thousands(blocking):>12}{thousands(warnings):>12}"
        f"{thousands(unknown):>13}{share(assessed, applicable):>10}"
    )


def _thin(view: View) -> Iterator[str]:
    if not view.thin:
        return
    yield f"Kurang dari {view.min_coverage} % subjek dapat dinilai pada aturan yang menghalangi:"
    for entry in view.thin:
        part = f"{thousands(entry.assessed)} dari {thousands(entry.applicable)}"
        yield f"  {entry.rule.code:<12}{entry.rule.title}: {part}"
        for group in view.unknown:
            if group.rule is entry.rule:
                text = f"{thousands(group.count)} × {group.missing}. {group.fix}"
                yield from textwrap.wrap(text, WIDTH - 14, initial_indent=" " * 14,
                                         subsequent_indent=" " * 14)  # fmt: skip
    yield ""


def _broken(view: View) -> Iterator[str]:
    for entry in view.result.broken:
        yield f"Aturan {entry.rule.code} galat dan tidak dipakai: {entry.broken}"


def _has_findings(office: OfficeView) -> bool:
    count = office.count
    return bool(count.blocking or count.warnings or count.unknown or count.waived)
