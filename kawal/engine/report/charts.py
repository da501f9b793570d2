"""Small charts as SVG, drawn with the jobs of `tokens/`. Each carries its numbers in words too:
colour and length never stand alone."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from kawal.engine.shared.language import say

WIDTH = 1000
"""Units of a chart's own width; the page stretches it."""
_SMALLEST, _GAP = 4, 2
_BEYOND = 40_00
"""Basis points at which a bar of growth ends; the number beside it says the rest."""

Part = tuple[str, int, str]
"""The mark of an outcome (`halang`, `ingat` …), how many, and the word for it."""


def stacked(parts: Sequence[Part], *, whole: int | None = None, name: str = "bilah") -> Markup:
    """Parts side by side; the smallest is never too thin to be seen.

    parts: counts of zero are left out. whole: how many fill the chart, so that charts in a column
    can be compared; None for the sum of the parts. name: the class that gives the chart its height.
    """
    shown = [part for part in parts if part[1]]
    counts = [count for _, count, _ in shown]
    label = ", ".join(f"{count} {word}" for _, count, word in shown) or say("tidak ada")
    bars = []
    at = 0.0
    for (mark, _, _), width in zip(shown, _widths(counts, whole or sum(counts)), strict=True):
        bars.append(
            Markup('<rect class="s-{}" x="{:.2f}" y="1" width="{:.2f}" height="18"/>').format(
                mark, at, width - _GAP
            )
        )
        at += width
    return picture(Markup("").join(bars), name, label)


def growth(basis_points: int, ticks: Sequence[int], label: str) -> Markup:
    """One bar from zero, to the right for more and to the left for less, with ticks at thresholds.

    basis_points: growth in 1/100 %. ticks: thresholds in percent. label: the growth in words.
    """
    middle = WIDTH / 2
    reach = middle * min(abs(basis_points), _BEYOND) / _BEYOND
    crossed = any(basis_points >= tick * 100 for tick in ticks)
    bar = Markup('<rect class="s-{}" x="{:.2f}" y="4" width="{:.2f}" height="12"/>').format(
        "ingat" if crossed else "lolos", middle if basis_points > 0 else middle - reach, reach
    )
    lines = [
        Markup('<line class="{}" x1="{:.2f}" x2="{:.2f}" y1="0" y2="20"/>').format(
            "ambang" if tick else "nol-garis", x, x
        )
        for tick in (0, *ticks)
        if (x := middle + middle * tick * 100 / _BEYOND) <= WIDTH
    ]
    return picture(bar + Markup("").join(lines), "tumbuh", label)


def _widths(counts: Sequence[int], whole: int) -> list[float]:
    """Widths in proportion, but for those that would be too thin; together at most the chart."""
    wide = [max(WIDTH * count / whole, _SMALLEST + _GAP) for count in counts]
    scale = min(1.0, WIDTH / sum(wide)) if wide else 1.0
    return [width * scale for width in wide]


def picture(content: Markup, name: str, label: str) -> Markup:
    """A chart that fills its place. name: the class that gives it height. label: it in words."""
    return Markup(
        '<svg class="{}" viewBox="0 0 1000 20" preserveAspectRatio="none" '
        'role="img" aria-label="{}">{}</svg>'
    ).format(name, label, content)
