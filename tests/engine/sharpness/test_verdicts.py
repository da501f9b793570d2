"""An indicator is told sharp or blunt, with the fault to be mended first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawal.engine.checks.sharpness.code import Code
from kawal.engine.checks.sharpness.indicator import Indicator, Level
from kawal.engine.checks.sharpness.proposals import propose
from kawal.engine.checks.sharpness.verdict import MOST_FAULTS, judge
from tests.engine.sharpness.sentences import Sentence, sentences
from tests.indonesian import WORDS


@pytest.mark.parametrize("sentence", sentences(), ids=lambda each: each.indicator.text)
def test_the_main_fault_of_a_sentence_is_the_one_to_mend_first(sentence: Sentence) -> None:
    codes = judge(sentence.indicator).codes

    assert (codes[0] if codes else "") == sentence.main


def test_every_fault_is_met_and_told_in_a_sentence() -> None:
    told = {fault for each in sentences() for fault in judge(each.indicator).faults}

    assert {fault.code for fault in told} == set(Code)
    assert all(fault.said.endswith(".") for fault in told)
    assert sum(bool(WORDS.search(fault.said)) for fault in told) > len(told) * 0.6


def test_misspelling_is_a_note_and_no_fault() -> None:
    verdict = judge(Indicator("Prosentase bayi yang diimunisasi lengkap", "%", Level.PROGRAMME))

    assert not verdict.is_blunt
    assert verdict.notes == ('Ejaan "Prosentase": tulis "Persentase".',)


@pytest.mark.parametrize(
    "slip", ["Presentase", "Prosentase", "Persentasi", "Persetnase", "Prersentase"]
)
def test_a_percentage_is_known_behind_its_misspellings(slip: str) -> None:
    assert judge(Indicator(f"{slip} pengelolaan kebun raya", "%")).codes == ("tidak_lengkap",)


def test_nothing_known_of_unit_and_figures_is_no_fault() -> None:
    bare = Indicator("Persentase sekolah yang memiliki perpustakaan", "", Level.PROGRAMME)
    empty = Indicator(bare.text, " - ", bare.level, "-", ("n/a", "", "?"))

    assert judge(bare).codes == judge(empty).codes == ()


def test_zeros_around_the_targets_are_years_that_nobody_filled() -> None:
    row = ("0", "0", "60", "65", "70", "0")

    assert judge(Indicator("Indeks Pembangunan Manusia", "", Level.GOAL, "", row)).codes == ()


def test_the_official_wording_of_a_sub_kegiatan_is_exempt_but_not_its_unit() -> None:
    text = "Tersedianya mebel sekolah"

    assert judge(Indicator(text, "Paket", Level.SUB_ACTIVITY), official=True).codes == ()
    assert judge(Indicator(text, "Paket", Level.SUB_ACTIVITY)).codes == ("bukan_indikator",)
    counted = Indicator("Jumlah mebel sekolah yang disediakan", "%", Level.SUB_ACTIVITY)
    assert judge(counted, official=True).codes == ("satuan_bertentangan",)


def test_an_output_is_right_where_outputs_are_planned() -> None:
    text = "Jumlah perpustakaan keliling yang diadakan"

    assert judge(Indicator(text, "Unit", Level.PROGRAMME)).codes == ("keluaran_sebagai_hasil",)
    assert judge(Indicator(text, "Unit", Level.ACTIVITY)).codes == ()


def test_a_vague_word_is_exact_where_a_class_or_a_rule_is_named() -> None:
    vague = "Persentase pasar yang baik"
    exact = ("Persentase pasar kondisi baik", f"{vague} menurut penilaian SNI", f"{vague} (SNI)")

    assert judge(Indicator(vague, "%")).codes == ("kabur",)
    assert [judge(Indicator(text, "%")).codes for text in exact] == [()] * 3


def test_what_is_less_than_it_was_is_no_promise() -> None:
    goal = Indicator("Umur Harapan Hidup", "Tahun", Level.GOAL, "74", ("55", "56", "56"))

    assert "arah_bertentangan" in judge(goal).codes


def test_wanting_more_of_what_is_bad_is_told() -> None:
    text = "Persentase peningkatan desa tertinggal"

    assert judge(Indicator(text, "%", Level.PROGRAMME)).codes == ("arah_bertentangan",)


@given(
    st.text(max_size=60),
    st.text(max_size=12),
    st.sampled_from(Level),
    st.lists(st.text(max_size=9)),
)
def test_any_text_is_answered(text: str, unit: str, level: Level, figures: list[str]) -> None:
    indicator = Indicator(text, unit, level, "1", tuple(figures))
    verdict = judge(indicator)

    assert len(verdict.codes) == len(set(verdict.codes)) <= MOST_FAULTS
    assert verdict.is_blunt or not propose(indicator, verdict)
