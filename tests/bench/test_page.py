"""What the page of the bench says of the figures that it was given."""

from __future__ import annotations

import pytest

from bench.page import (
    CHECK,
    CHECK_HTML,
    CHECK_JSON,
    ENGINE,
    HTML_COLD,
    HTML_WARM,
    IMPORT,
    MEASURED,
    PANDAS,
    POLARS,
    Measured,
    page,
    table,
)
from bench.rounds import Times
from kawal.engine.snapshot import Snapshot


def times(*rounds: float) -> Times:
    return Times(rounds)


@pytest.fixture
def measured(small_regency: Snapshot) -> Measured:
    """check takes 300 ms, writing the HTML 60 ms in a process of its own and 10 ms in a warm one."""
    return Measured(
        snapshot=small_regency,
        findings={"gagal": 5, "tidak dapat dinilai": 2},
        compared=40,
        judging={ENGINE: times(30, 32, 90), POLARS: times(20, 20, 60), PANDAS: times(90, 96, 300)},
        processes={
            IMPORT: times(100, 100, 200),
            CHECK: times(300, 310, 700),
            CHECK_HTML: times(360, 360, 760),
            CHECK_JSON: times(310, 320, 710),
        },
        html=times(9, 10, 30),
        sharpening=times(3000, 3100, 4000),
    )


def test_what_the_html_costs_a_process_is_the_difference_round_by_round(measured: Measured) -> None:
    assert measured.html_cold == times(60, 50, 60)


def test_the_bar_of_the_command_leaves_out_what_the_html_costs_a_process(
    measured: Measured,
) -> None:
    bar = measured.bars()[2]

    assert (bar.figure, bar.kept) == (3.0, True)
    assert f"{HTML_COLD} (60.0 ms)" in bar.text


def test_the_warm_figure_is_said_beside_the_bar_with_its_own_ratio(measured: Measured) -> None:
    said = table(measured)

    assert f"without {HTML_WARM} (10.0 ms) instead: 3.50" in said
    assert f"| {HTML_COLD} | 3 | 50.0 | 60.0 | 60.0 |  |" in said
    assert f"| {HTML_WARM} | 3 | 9.0 | 10.0 | 30.0 |  |" in said


def test_findings_are_said_by_outcome(measured: Measured) -> None:
    said = table(measured)

    assert "Findings: 5 *gagal*, 2 *tidak dapat dinilai*." in said
    assert "where cells were emptied: 40" in said


def test_every_row_of_the_page_says_what_is_measured(measured: Measured) -> None:
    said = page(measured)

    for name in (*measured.judging, *measured.processes, HTML_COLD, HTML_WARM):
        assert f"- {name}: {MEASURED[name]}" in said
