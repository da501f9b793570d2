"""The report in a terminal: what a Sekda understands in ten seconds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from kawal.engine.report.view import OfficeView, View, share
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import counted, long_date, thousands, whole_percent

WIDTH = 96
_NAME = 44


def lines_of(view: View) -> Iterator[str]:
    """The report line by line, without colour."""
    day = say("per {day}", day=long_date(view.result.on))
    yield f"{view.region} · {view.plan} · {day}"
    if view.sample:
        yield say("DATA CONTOH: semua angka rekaan, bukan angka resmi.")
    yield ""
    yield from textwrap.wrap(view.headline + ".", WIDTH)
    if view.blocking_by_plan:
        each = (f"{plan} {thousands(count)}" for plan, count in view.blocking_by_plan.items())
        yield from textwrap.wrap(say("Menurut rencana: {plans}.", plans="; ".join(each)), WIDTH)
    if view.silent:
        text = counted(
            "{count} OPD belum memasukkan rencana tahun itu: {names}.",
            len(view.silent),
            names=", ".join(view.silent),
        )
        yield from textwrap.wrap(text, WIDTH)
    yield ""
    yield from _offices(view)
    yield from _thin(view)
    yield from _broken(view)
    for note in view.notes:
        yield from textwrap.wrap(note, WIDTH, subsequent_indent="  ")
    for reference in view.references:
        text = say("Daftar kode: {title}, {use}.", title=reference.title, use=reference.use)
        yield from textwrap.wrap(text, WIDTH)
        yield say("Sidik daftar kode (SHA-256): {digest}", digest=reference.digest)
    yield say("Sidik paket (SHA-256): {digest}", digest=view.digest)


def _offices(view: View) -> Iterator[str]:
    busy = [each for each in view.offices if _has_findings(each)]
    calm = [each for each in view.offices if each.opd is not None and not _has_findings(each)]
    judged = sum(bool(each.count.assessed) for each in calm)
    assessed, applicable = view.assessed
    heading = _heading()
    yield heading
    yield "─" * len(heading)
    for office in busy:
        count = office.count
        row = (count.blocking, count.warnings, count.unknown, count.assessed, count.applicable)
        yield _row(office.name if len(office.name) < _NAME else office.short, row)
    if judged:
        yield counted("{count} OPD lain tanpa temuan.", judged)
    if len(calm) > judged:
        yield counted("{count} OPD lain tidak dinilai sama sekali.", len(calm) - judged)
    yield "─" * len(heading)
    result = view.result
    unknown = sum(group.count for group in view.unknown)
    yield _row(
        say("Jumlah"),
        (result.verdict.blocking, result.verdict.warnings, unknown, assessed, applicable),
    )
    if view.waived:
        yield counted("{count} temuan dikecualikan oleh pejabat berwenang.", len(view.waived))
    yield ""


def _heading() -> str:
    words = (say("Menghalangi"), say("Peringatan"), say("Tak dinilai"), say("Dinilai"))
    blocking, warnings, unknown, assessed = words
    return f"{'OPD':<{_NAME}}{blocking:>12}{warnings:>12}{unknown:>13}{assessed:>10}"


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
    yield say(
        "Kurang dari {share} subjek dapat dinilai pada aturan yang menghalangi:",
        share=whole_percent(view.min_coverage),
    )
    for entry in view.thin:
        part = say(
            "{part} dari {whole}",
            part=thousands(entry.assessed),
            whole=thousands(entry.applicable),
        )
        yield f"  {entry.rule.code:<12}{say(entry.rule.title)}: {part}"
        for group in view.unknown:
            if group.rule is entry.rule:
                text = f"{thousands(group.count)} × {group.missing}. {group.fix}"
                yield from textwrap.wrap(text, WIDTH - 14, initial_indent=" " * 14,
                                         subsequent_indent=" " * 14)  # fmt: skip
    yield ""


def _broken(view: View) -> Iterator[str]:
    for entry in view.result.verdict.broken:
        yield say(
            "Aturan {code} galat dan tidak dipakai: {reason}",
            code=entry.rule.code,
            reason=entry.broken,
        )


def _has_findings(office: OfficeView) -> bool:
    count = office.count
    return bool(count.blocking or count.warnings or count.unknown or count.waived)
