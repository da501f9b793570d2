"""Each component says what it knows, and no more."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from kawal.base.ui.gallery import SampleForm
from kawal.base.ui.states import State
from kawal.base.ui.tables import Column, Table


def shown(source: str, **values: object) -> str:
    return Template("{% load ui %}" + source).render(Context(values))


def test_every_state_has_a_shape_and_a_word_of_its_own() -> None:
    assert len({state.value.outline for state in State}) == len(State) == 9
    for state in State:
        page = shown("{% mark state %}", state=state)
        assert state.word in page
        assert "<path" in page


def test_a_fact_may_stand_for_the_word_and_the_word_is_still_read_out() -> None:
    page = shown("{% mark state 'melewati 10 %' %}", state=State.WARNING)

    assert "melewati 10 %" in page
    assert 'aria-label="peringatan"' in page


@pytest.mark.parametrize("form", ["number", "rupiah", "growth"])
def test_a_figure_without_data_never_shows_a_zero(form: str) -> None:
    page = shown("{% figure 'Realisasi' value form %}", value=None, form=form)

    assert "belum ada data" in page
    assert "0" not in page
    assert "lolos" not in page


def test_a_figure_that_is_zero_says_zero() -> None:
    page = shown("{% figure 'Temuan' 0 %}")

    assert "<b>0</b>" in page
    assert "belum ada data" not in page


def test_a_figure_is_never_a_float() -> None:
    with pytest.raises(TypeError, match="float"):
        shown("{% figure 'Pagu' value 'rupiah' %}", value=1.5)


def test_a_percentage_says_of_what() -> None:
    with pytest.raises(ValueError, match="share"):
        shown("{% figure 'Dinilai' 9580 'percent' %}")
    assert "95,8\xa0%" in shown("{% figure 'Dinilai' 9580 'percent' base='dari 430' %}")


def test_money_in_a_table_has_its_unit_in_the_head_and_stands_on_the_right() -> None:
    columns = (Column("Sub kegiatan"), Column("Pagu (Rp)", "money"))
    page = shown(
        "{% table t %}", t=Table("Pagu", columns, [("Jalan", -1_234_567_00), ("Gang", None)])
    )

    assert '<td role="cell" data-kepala="Pagu (Rp)" class="angka">−1.234.567</td>' in page
    assert page.count("belum ada data") == 1
    assert "<caption>Pagu</caption>" in page


def test_a_table_without_sums_has_no_empty_foot() -> None:
    assert "<tfoot" not in shown("{% table t %}", t=Table("x", (Column("a"),), [("b",)]))


def test_what_people_typed_cannot_become_markup() -> None:
    hostile = '"><script>'
    page = shown(
        "{% mark state x %}{% button x 'quiet' x %}{% turn x 1 %}"
        "{% figure x 1 %}{% bar x 1 2 %}{% section x %}{% endsection %}",
        state=State.PASSED,
        x=hostile,
    )

    assert "<script" not in page


def test_a_button_that_cannot_be_pressed_says_why() -> None:
    page = shown("{% button 'Ubah' locked='terkunci 30 Juni' %}")

    assert "disabled" in page
    assert "terkunci 30 Juni" in page


def test_a_field_in_error_is_tied_to_its_help_and_its_fault() -> None:
    page = shown("{% field form.ceiling %}", form=SampleForm({"ceiling": "1.234,567"}))

    assert 'aria-invalid="true"' in page
    for name in ("id_ceiling_helptext", "id_ceiling_error"):
        assert f'id="{name}"' in page
        assert name in page.partition('aria-describedby="')[2].partition('"')[0]


def test_a_chart_without_data_draws_no_bar_and_keeps_its_table() -> None:
    page = shown("{% bar 'Capaian' value 100 %}", value=None)

    assert "<rect" not in page
    assert page.count("belum ada data") == 2
    assert "<table" in page


def test_a_bar_stays_within_its_frame_and_carries_its_thresholds() -> None:
    page = shown("{% bar 'Tambahan' 55 40 thresholds %}", thresholds=(10, 20))

    assert 'width="1000.00"' in page
    assert page.count('class="ambang"') == 2


def test_a_line_breaks_where_there_is_no_value() -> None:
    points = (("2018", 78), ("2019", None), ("2020", 80))
    page = shown("{% sparkline 'IKM' points %}", points=points)

    assert "<line" not in page
    assert page.count('class="tiada"') == 1
    assert "2019 belum ada data" in page


def test_progress_and_turn_are_said_in_words() -> None:
    assert "Pertanyaan 3 dari 9" in shown("{% progress 'Pertanyaan' 3 9 %}")
    assert "giliran Bappeda, hari kerja ke-3" in shown("{% turn 'Bappeda' 3 %}")
