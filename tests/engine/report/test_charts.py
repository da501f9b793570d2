"""Small charts say the same in length, in words, and within their frame."""

from __future__ import annotations

import re

from kawal.engine.report import charts


def bars(picture: str) -> list[tuple[float, float]]:
    found = re.findall(r'<rect [^>]*x="([0-9.]+)"[^>]* width="([0-9.]+)"', picture)
    return [(float(x), float(width)) for x, width in found]


def test_one_among_thousands_is_still_seen_and_all_stay_inside() -> None:
    picture = charts.stacked([("lolos", 99999, "lolos"), ("ingat", 0, "x"), ("halang", 1, "galat")])

    assert 'aria-label="99999 lolos, 1 galat"' in picture
    assert len(bars(picture)) == 2
    assert min(width for _, width in bars(picture)) > 1
    assert max(x + width for x, width in bars(picture)) <= charts.WIDTH


def test_bars_in_a_column_share_one_measure() -> None:
    half = charts.stacked([("halang", 5, "galat")], whole=10)
    full = charts.stacked([("halang", 10, "galat")], whole=10)

    assert bars(half)[0][1] * 2 < bars(full)[0][1] + charts.WIDTH * 0.01


def test_nothing_is_said_in_words() -> None:
    assert 'aria-label="tidak ada"' in charts.stacked([])


def test_growth_goes_to_the_right_and_a_cut_to_the_left() -> None:
    (more,), (less,) = bars(charts.growth(1000, (), "")), bars(charts.growth(-1000, (), ""))

    assert more == (500, 125)
    assert less == (375, 125)


def test_growth_is_marked_from_its_threshold_on_and_not_just_below() -> None:
    assert 'class="s-ingat"' in charts.growth(1000, (10, 20), "")
    assert 'class="s-lolos"' in charts.growth(999, (10, 20), "")


def test_growth_beyond_the_chart_ends_at_its_edge() -> None:
    ((x, width),) = bars(charts.growth(99_999_99, (10,), "+999"))

    assert x + width == charts.WIDTH


def test_a_label_cannot_become_markup() -> None:
    assert "<b>" not in charts.growth(1, (), '"><b>')
