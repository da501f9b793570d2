"""Small charts of the pages, drawn like those of the report; each has its numbers in a table too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from kawal.engine.report.charts import WIDTH, picture
from kawal.engine.shared.language import say

_STEP, _HIGH, _EDGE = 40, 40, 4


def bar(value: int, whole: int, thresholds: Sequence[int], label: str) -> Markup:
    """One bar from zero, cut at `whole`, with a line of ink at each threshold within it."""
    reach = WIDTH * max(0, min(value, whole)) / whole
    drawn = Markup('<rect class="batang" x="0" y="4" width="{:.2f}" height="12"/>').format(reach)
    for threshold in thresholds:
        x = WIDTH * threshold / whole
        drawn += Markup('<line class="ambang" x1="{:.2f}" x2="{:.2f}" y1="0" y2="20"/>').format(
            x, x
        )
    return picture(drawn, "ukur", label)


def sparkline(values: Sequence[int | None], label: str) -> Markup:
    """A line over the values; where there is none it breaks, and a dotted circle stands there."""
    known = [value for value in values if value is not None]
    low, span = min(known, default=0), (max(known, default=0) - min(known, default=0)) or 1
    drawn = Markup("")
    before: tuple[int, float] | None = None
    for number, value in enumerate(values):
        x = _EDGE + number * _STEP
        if value is None:
            before = None
            drawn += Markup('<circle class="tiada" cx="{}" cy="{}" r="3"/>').format(x, _HIGH // 2)
            continue
        y = _HIGH - _EDGE - (_HIGH - 2 * _EDGE) * (value - low) / span
        drawn += Markup('<circle class="titik" cx="{}" cy="{:.1f}" r="2.5"/>').format(x, y)
        if before is not None:
            drawn += Markup('<line x1="{}" y1="{:.1f}" x2="{}" y2="{:.1f}"/>').format(*before, x, y)
        before = (x, y)
    return Markup(
        '<svg class="garis-waktu" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    ).format(2 * _EDGE + _STEP * (len(values) - 1), _HIGH, label, drawn)


@dataclass(frozen=True)
class Dot:
    """Something that waits: for how many days, and whether beyond its limit."""

    days: int
    late: bool


_EDGE_OF_DAYS, _DAY, _ROW, _DOT, _HIGH_MOST, _LAST = 12, 21, 84, 10, 5, 14


def dots(rows: Sequence[tuple[str, Sequence[Dot]]], limit: int, label: str) -> Markup:
    """A dot for everything that waits, further right the longer; a line of ink at the limit, beyond
    which a dot becomes a diamond. What waits longer than the last day stands there.

    Narrow enough to be read whole on a phone: the names stand above their dots, and dots of one day
    draw together rather than run into the next.
    """
    wide, high = _EDGE_OF_DAYS + _DAY * (_LAST + 1), _ROW * len(rows) + 34
    line = _EDGE_OF_DAYS + _DAY * limit + _DAY * 3 / 4
    drawn = Markup('<line class="ambang" x1="{0}" x2="{0}" y1="16" y2="{1}"/>').format(
        line, high - 20
    )
    words = say("batas {count} hari kerja", count=limit)
    drawn += Markup('<text x="{}" y="12" text-anchor="middle">{}</text>').format(line, words)
    for number, (name, each) in enumerate(rows):
        drawn += _row_of_dots(name, each, 20 + number * _ROW, wide)
    for day in range(0, _LAST + 1, 2):
        at = Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>')
        drawn += at.format(_EDGE_OF_DAYS + _DAY * day, high - 4, day)
    return Markup(
        '<svg class="tunggu" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>'
    ).format(wide, high, label, drawn)


def _row_of_dots(name: str, each: Sequence[Dot], top: int, wide: int) -> Markup:
    foot = top + _ROW - 6
    drawn = Markup('<line class="alas" x1="0" x2="{}" y1="{}" y2="{}"/>').format(wide, foot, foot)
    drawn += Markup('<text x="0" y="{}"><tspan class="nama">{}</tspan> {}</text>').format(
        top + 16, name, say("{n} menunggu", n=len(each))
    )
    for day, standing in groupby(sorted(each, key=_place), key=_place):
        own = list(standing)
        columns = -(-len(own) // _HIGH_MOST)
        apart = min(_DOT, (_DAY - _DOT) / max(1, columns - 1))
        for place, dot in enumerate(own):
            column, step = divmod(place, _HIGH_MOST)
            x = _EDGE_OF_DAYS + _DAY * day + column * apart
            y = foot - 6 - step * _DOT
            drawn += (
                _DIAMOND.format(f"{x:.1f}", y - 5) if dot.late else _CIRCLE.format(f"{x:.1f}", y)
            )
    return drawn


def _place(dot: Dot) -> int:
    return min(dot.days, _LAST)


_CIRCLE = Markup('<circle cx="{}" cy="{}" r="3.8"/>')
_DIAMOND = Markup('<path class="lewat" d="M{} {}l5 5-5 5-5-5z"/>')
