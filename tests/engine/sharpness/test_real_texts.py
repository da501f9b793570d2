"""How often the verdict is right on real texts that a planner has labelled.

The labels are half of a draw of 320; by the other half, which nobody saw while building, the figures of
docs/benchmarks.md are reckoned.
"""

from __future__ import annotations

import csv
from pathlib import Path

from kawal.engine.checks.sharpness.indicator import Indicator, Level
from kawal.engine.checks.sharpness.table import targets_of
from kawal.engine.checks.sharpness.verdict import judge

LABELS = Path(__file__).parent / "labels_A.csv"
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


def test_real_texts_are_told_blunt_or_sharp_as_a_planner_would(shared_data: Path) -> None:
    labels = {row["id"]: row for row in rows_of(LABELS)}
    rows = [row for row in rows_of(shared_data / "indicators.csv") if row["id"] in labels]
    judged = [(labels[row["id"]], codes_of(row)) for row in rows]
    told = [(label, codes) for label, codes in judged if codes]
    hits = [(label, codes) for label, codes in told if label["tumpul"] == "1"]
    blunt = sum(label["tumpul"] == "1" for label, _ in judged)
    right = sum(codes[0] == label["kesalahan"].split(";")[0] for label, codes in hits)

    figures = len(hits) / len(told), len(hits) / blunt, right / len(hits)
    print("precision {:.2f}, recall {:.2f}, main fault {:.2f}".format(*figures))
    assert len(rows) == len(labels) == 160
    assert figures[0] >= 0.85
    assert figures[1] >= 0.80
    assert figures[2] >= 0.70


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
