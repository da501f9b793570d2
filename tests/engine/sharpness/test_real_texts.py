"""How often the verdict is right on real texts that a planner has labelled.

A is half of a draw of 320, C is another draw of 240; the rules were built with both. The other half of
the first draw nobody saw while building; docs/benchmarks.md tells the figures on it.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kawal.engine.checks.sharpness.indicator import Indicator, Level
from kawal.engine.checks.sharpness.table import targets_of
from kawal.engine.checks.sharpness.verdict import judge

LABELS = {"A": (160, "labels_A.csv"), "C": (240, "labels_C.csv")}
"""Draw → how many, and the file of the labels beside this one."""
WITHHELD = "[DITAHAN]"
CAUSES = {
    "semarang_lppd_2018_2019.csv": {
        "7": "two things in one percentage",
        "20": "institutions helped",
        "30": "quality without a rule",
        "38": "targets that are reached",
        "40": "well kept, by no rule",
        "57": "well treated, by no rule",
    },
    "banyuwangi_ikd_2025.csv": {
        "kesejahteraan 12": "target far above the last year",
        "kesejahteraan 17": "target far above the last year",
        "kesejahteraan 19": "a rate counted in people",
        "kesejahteraan 23": "an index in percent",
        "kesejahteraan 24": "an index in percent",
        "kesejahteraan 25": "an index in percent",
    },
}
"""Rows that are blunt with cause, by their number."""
MOST_ALARMS = 0.03


@pytest.mark.parametrize("draw", LABELS)
def test_real_texts_are_told_blunt_or_sharp_as_a_planner_would(
    draw: str, shared_data: Path
) -> None:
    many, file = LABELS[draw]
    labels = {row["id"]: row for row in rows_of(Path(__file__).parent / file)}
    rows = [row for row in rows_of(shared_data / "indicators.csv") if row["id"] in labels]
    judged = [(labels[row["id"]], codes_of(row)) for row in rows]
    told = [(label, codes) for label, codes in judged if codes]
    hits = [(label, codes) for label, codes in told if label["tumpul"] == "1"]
    blunt = sum(label["tumpul"] == "1" for label, _ in judged)
    right = sum(codes[0] == label["kesalahan"].split(";")[0] for label, codes in hits)

    figures = len(hits) / len(told), len(hits) / blunt, right / len(hits)
    print(
        f"{draw}: precision {figures[0]:.2f}, recall {figures[1]:.2f}, main fault {figures[2]:.2f}"
    )
    assert len(rows) == len(labels) == many
    assert figures[0] >= 0.92
    assert figures[1] >= 0.85
    assert figures[2] >= 0.85


def test_hardly_any_published_indicator_is_called_blunt_without_cause(shared_data: Path) -> None:
    semarang = rows_of(shared_data / "rencana" / "semarang_lppd_2018_2019.csv")
    banyuwangi = rows_of(shared_data / "rencana" / "banyuwangi_ikd_2025.csv")
    judged = [
        ("semarang_lppd_2018_2019.csv", row["id"], Indicator(row["indikator"], "", Level.REGION))
        for row in semarang
    ]
    judged += [
        (
            "banyuwangi_ikd_2025.csv",
            f"{row['aspek']} {row['no']}",
            Indicator(
                row["indikator"],
                row["satuan"],
                Level.REGION,
                row["nilai_2024"],
                (row["target_2025"],),
            ),
        )
        for row in banyuwangi
    ]
    shown = [each for each in judged if each[2].text != WITHHELD]
    alarms = [
        (file, number)
        for file, number, indicator in shown
        if judge(indicator).is_blunt and number not in CAUSES[file]
    ]

    assert len(shown) > 100
    assert len(alarms) <= MOST_ALARMS * len(shown), alarms


def codes_of(row: dict[str, str]) -> tuple[str, ...]:
    indicator = Indicator(
        row["indikator"],
        row["satuan"],
        Level(row["level"]),
        row["baseline"],
        targets_of(row["target"]),
    )
    return judge(indicator, official=row["ada_di_nomenklatur"] == "1").codes


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
