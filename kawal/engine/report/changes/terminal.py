"""The changes in a terminal: what a Sekda understands in ten seconds, then the details by OPD."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from kawal.engine.report.changes.items import ADDED, CHANGED, REMOVED, Item
from kawal.engine.report.changes.view import ChangesView, OfficeChanges, Side, Sums, difference
from kawal.engine.report.terminal import WIDTH
from kawal.engine.shared.wording import thousands

MOST_ITEMS = 6
"""So many changed rows of one OPD are told; the rest is counted."""
MOST_OFFICES = 12
"""So many OPD are told row by row; the rest is counted."""
MOST_ROUNDS = 2
"""The OPD of so many rounds are told, the latest first; each round has its one sentence."""
_NAME = 34
_HEADING = f"{'OPD':<{_NAME}}{'Tambah':>7}{'Hapus':>7}{'Naik':>7}{'Turun':>7}{'Selisih pagu':>24}"
_SIGNS = {ADDED: "+", REMOVED: "−", CHANGED: "~"}


def lines_of(view: ChangesView) -> Iterator[str]:
    """The report line by line, without colour."""
    yield f"{view.region} · perubahan dari {view.before.file} ke {view.after.file}"
    if view.sample:
        yield "DATA CONTOH: semua angka rekaan, bukan angka resmi."
    yield ""
    for line in (view.headline + ".", *view.brief):
        yield from textwrap.wrap(line, WIDTH, subsequent_indent="  ")
    for line in (*view.about, *view.carried):
        yield from textwrap.wrap(line, WIDTH, initial_indent="  ", subsequent_indent="    ")
    yield ""
    for each in view.rounds[:MOST_ROUNDS]:
        yield from _sums(each.name, each.offices, each.total)
    if view.rounds or not view.money.known:
        yield from textwrap.wrap(view.reconciled, WIDTH)
        yield from textwrap.wrap(view.empty_amounts, WIDTH)
        yield ""
    for office in view.offices[:MOST_OFFICES]:
        yield from _office(office)
    yield from _rest(view.offices[MOST_OFFICES:])
    yield from _side("lama", view.before)
    yield from _side("baru", view.after)


def _sums(name: str, offices: tuple[Sums, ...], total: Sums) -> Iterator[str]:
    yield f"{name}: baris dan pagu"
    yield _HEADING
    yield "─" * len(_HEADING)
    yield from (_row(each) for each in offices)
    yield "─" * len(_HEADING)
    yield _row(total)
    yield ""


def _row(sums: Sums) -> str:
    label = textwrap.shorten(sums.name, _NAME - 1, placeholder="…")
    counts = (sums[f"{move}_count"] for move in ("added", "removed", "raised", "lowered"))
    numbers = "".join(f"{'?' if count is None else thousands(count):>7}" for count in counts)
    return f"{label:<{_NAME}}{numbers}{difference(sums.difference):>24}"


def _office(office: OfficeChanges) -> Iterator[str]:
    counts = ", ".join(
        f"{thousands(office.count(mark))} {mark}" for mark in _SIGNS if office.count(mark)
    )
    yield from textwrap.wrap(f"{office.name}: {counts}", WIDTH)
    heading = ""
    for item in office.items[:MOST_ITEMS]:
        place = " · ".join(filter(None, (item.plan, item.line)))
        if place and place != heading:
            yield from textwrap.wrap(place, WIDTH, initial_indent="  ", subsequent_indent="    ")
        heading = place
        yield from textwrap.wrap(
            _item(item), WIDTH, initial_indent="    ", subsequent_indent="      "
        )
    if (rest := len(office.items) - MOST_ITEMS) > 0:
        yield f"    … dan {thousands(rest)} perubahan lain."
    yield ""


def _item(item: Item) -> str:
    fields = "; ".join(
        f"{each.label} {_short(each.before)} → {_short(each.after)}"
        + (f" ({each.difference})" if each.difference else "")
        for each in item.fields
    )
    told = ": ".join(filter(None, (item.what, fields or item.note)))
    return f"{_SIGNS[item.mark]} {told}"


def _short(text: str) -> str:
    return textwrap.shorten(text, 80, placeholder="…") or text


def _rest(offices: tuple[OfficeChanges, ...]) -> Iterator[str]:
    if offices:
        count = sum(len(each.items) for each in offices)
        yield f"{len(offices)} OPD lain dengan {thousands(count)} perubahan. Semuanya: --html, --json."
        yield ""


def _side(name: str, side: Side) -> Iterator[str]:
    for note in side.notes:
        yield from textwrap.wrap(f"{name}: {note}", WIDTH, subsequent_indent="  ")
    yield f"Sidik {name} (SHA-256): {side.digest}"
