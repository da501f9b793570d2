"""What is proposed is sharper, about the same thing, and in plain Indonesian."""

from __future__ import annotations

import pytest

from kawal.engine.checks.sharpness.indicator import Indicator, Level
from kawal.engine.checks.sharpness.proposals import KEPT, MOST, propose
from kawal.engine.checks.sharpness.verdict import judge
from kawal.engine.checks.sharpness.words import read
from tests.engine.sharpness.sentences import Sentence, sentences

BLUNT = [each for each in sentences() if each.main and len(each.indicator.text.split()) > 1]


def proposed(text: str, unit: str = "", level: Level = Level.PROGRAMME) -> list[str]:
    indicator = Indicator(text, unit, level)
    return [each.text for each in propose(indicator, judge(indicator))]


@pytest.mark.parametrize("sentence", BLUNT, ids=lambda each: each.indicator.text)
def test_a_proposal_passes_the_test_and_keeps_the_subject(sentence: Sentence) -> None:
    indicator = sentence.indicator
    kept = read(indicator.text).content
    found = propose(indicator, judge(indicator))

    assert 1 <= len(found) <= MOST
    for each in found:
        assert not judge(Indicator(each.text, each.unit, indicator.level)).is_blunt
        assert len(read(each.text).content & kept) >= KEPT * len(kept)
        assert "  " not in each.text


@pytest.mark.parametrize(
    ("text", "unit", "first"),
    [
        (
            "Persentase pengelolaan limbah medis",
            "%",
            "Persentase limbah medis yang dikelola sesuai standar",
        ),
        (
            "Jumlah rapat dewan pengupahan",
            "Kali",
            "Persentase rekomendasi rapat dewan pengupahan yang ditindaklanjuti",
        ),
        (
            "Persentase koperasi yang dibina",
            "%",
            "Persentase koperasi yang meningkat omzetnya sesudah dibina",
        ),
        (
            "Persentase guru yang mengikuti diklat",
            "%",
            "Persentase guru yang lulus uji kompetensi sesudah mengikuti diklat",
        ),
        ("Tersedianya air bersih desa", "%", "Persentase kebutuhan air bersih desa yang terpenuhi"),
        ("Indeks Pembangunan Manusia", "%", "Indeks Pembangunan Manusia (satuan: indeks)"),
        ("Jumlah desa mandiri", "%", "Persentase desa mandiri"),
        ("Persentase peningkatan desa tertinggal", "%", "Persentase penurunan desa tertinggal"),
    ],
)
def test_the_first_proposal_is_what_a_planner_would_write(text: str, unit: str, first: str) -> None:
    assert proposed(text, unit)[0] == first


def test_names_in_capitals_stay_and_other_words_become_small() -> None:
    assert proposed("Persentase Pengelolaan Aset BUMD")[0].endswith(
        "aset BUMD yang dikelola sesuai standar"
    )


def test_a_text_without_a_subject_gets_no_proposal() -> None:
    assert proposed("Persentase", "%") == proposed("!!", "%") == []


def test_a_sharp_indicator_gets_no_proposal() -> None:
    assert proposed("Persentase jalan kabupaten dalam kondisi mantap", "%") == []
