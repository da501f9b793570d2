"""Small charts of the pages, drawn like those of the report; each has its numbers in a table too."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kawal.engine.report.charts import WIDTH, picture

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
