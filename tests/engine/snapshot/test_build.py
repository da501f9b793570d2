"""Bad cells are named with file, row, column, value and mend; nothing unsound becomes a snapshot."""

from __future__ import annotations

import pytest

from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.snapshot.build import TextTable, build
from tests.factories import a_line, a_plan, snapshot_of, text_table


def problems_of(**tables: list[dict[str, str | None]]) -> list[Problem]:
    with pytest.raises(UnusableInput) as refusal:
        snapshot_of(**tables)
    return list(refusal.value.problems)


def an_allocation(**cells: str | None) -> dict[str, str | None]:
    return {"id": "a", "node": "l", "year": "2021", "amount": "1.00"} | cells


def test_a_value_of_the_wrong_type_is_named_with_its_place() -> None:
    (problem,) = problems_of(
        allocation=[an_allocation(), an_allocation(id="b", amount="1.500.000")]
    )

    assert (problem.file, problem.row, problem.column) == ("allocation.csv", 3, "amount")
    assert str(problem).startswith('allocation.csv, baris 3, kolom amount, isi "1.500.000": ')
    assert "1500000.00" in problem.fix


@pytest.mark.parametrize(
    ("column", "value"),
    [("first_year", "dua ribu"), ("locked", "ya"), ("locked_on", "2/3/2020"), ("kind", "renja2")],
)
def test_each_type_has_its_own_mend(column: str, value: str) -> None:
    (problem,) = problems_of(plan=[a_plan(**{column: value})])

    assert problem.column == column
    assert problem.value == value
    assert problem.fix


def test_a_word_that_is_nearly_a_choice_is_told_which() -> None:
    (problem,) = problems_of(plan=[a_plan(kind="renaj")])

    assert 'Maksud Anda "renja"?' in problem.fix


def test_an_unknown_column_is_told_its_neighbour() -> None:
    (problem,) = problems_of(node=[a_line(titel="x")])

    assert problem.column == "titel"
    assert 'Maksud Anda "title"?' in problem.fix


def test_an_unknown_table_is_told_its_neighbour() -> None:
    (problem,) = problems_of(nodes=[a_line()])

    assert 'Maksud Anda "node"?' in problem.fix


def test_an_empty_key_is_unusable() -> None:
    (problem,) = problems_of(plan=[a_plan()], node=[a_line("l"), a_line(" ", code="x")])

    assert (problem.row, problem.column) == (3, "id")
    assert (
        problem.message == "Kolom bagian rencana tidak boleh kosong."
    )  # a key of None names no row


@pytest.mark.parametrize("column", ["plan", "level", "opd"])
def test_an_empty_structural_cell_of_a_line_is_unusable(column: str) -> None:
    assert column in {
        problem.column for problem in problems_of(plan=[a_plan()], node=[a_line(**{column: None})])
    }


def test_a_renja_without_an_opd_is_unusable_and_an_rpjmd_is_not() -> None:
    assert problems_of(plan=[a_plan(opd=None)])[0].column == "opd"
    assert snapshot_of(plan=[a_plan(kind="rpjmd", opd=None)]).carries("plan")


def test_rows_without_a_key_are_empty_and_not_repeated() -> None:
    problems = problems_of(plan=[a_plan()], node=[a_line(""), a_line(None)])  # type: ignore[arg-type]

    assert [(each.row, each.column) for each in problems] == [(2, "id"), (3, "id")]


def test_a_key_that_stands_twice_is_named() -> None:
    (problem,) = problems_of(plan=[a_plan()], node=[a_line("l"), a_line("l", code="x")])

    assert problem.value == "l"
    assert "2 kali" in problem.message


def test_a_reference_to_nothing_is_named() -> None:
    (problem,) = problems_of(plan=[a_plan()], node=[a_line()], allocation=[an_allocation(node="m")])

    assert (problem.row, problem.column, problem.value) == (2, "node", "m")


def test_a_parent_that_is_not_there_is_left_to_a_rule() -> None:
    assert snapshot_of(plan=[a_plan()], node=[a_line(parent="x")]).carries("node", "parent")


def test_money_beyond_all_reason_is_refused_before_a_sum_can_overflow() -> None:
    (problem,) = problems_of(
        allocation=[an_allocation(id=str(n), amount="300000000000000.00") for n in range(2)]
    )

    assert "Rp600.000.000.000.000" in problem.message


def test_another_region_is_refused() -> None:
    kota = text_table("region", [{"code": "33.76", "name": "Kota Tegal"}])

    with pytest.raises(UnusableInput, match=r"Wilayah 33\.76 bukan wilayah paket ini"):
        build(region="33.28", year=2021, sample=True, source="uji", tables=[kota])


def test_many_other_regions_are_counted() -> None:
    others = text_table("region", [{"code": f"33.{number}"} for number in range(29, 79)])

    with pytest.raises(UnusableInput, match="30 baris lain"):
        build(region="33.28", year=2021, sample=True, source="uji", tables=[others])


def test_many_faults_of_one_kind_are_counted_not_listed() -> None:
    problems = problems_of(allocation=[an_allocation(id=str(n), amount="x") for n in range(500)])

    assert len(problems) == 21
    assert "480 baris lain" in problems[-1].message


def test_rows_keep_the_numbers_that_they_have_in_their_file() -> None:
    cells = {"id": ["a", "b"], "node": ["l", None], "year": ["2021", "x"], "amount": ["1", "1"]}
    table = TextTable("allocation", "sumber.csv", cells, [7, 9])

    with pytest.raises(UnusableInput) as refusal:
        build(region=None, year=2021, sample=True, source="uji", tables=[table])
    assert [problem.row for problem in refusal.value.problems] == [9]

    table.columns["year"][1] = "2021"  # type: ignore[index]
    with pytest.raises(UnusableInput) as refusal:
        build(region=None, year=2021, sample=True, source="uji", tables=[table])
    assert [(each.row, each.column) for each in refusal.value.problems] == [(9, "node")]


@pytest.mark.parametrize("code", [" 1.02", "1.02 ", "\N{NO-BREAK SPACE}1.02\t"])
def test_spaces_around_a_code_say_nothing(code: str) -> None:
    snapshot = snapshot_of(
        plan=[a_plan()], node=[a_line(code=code)], opd=[{"id": "05", "code": code}]
    )

    assert snapshot.frame("node")["code"].to_list() == ["1.02"]
    assert snapshot.frame("opd")["code"].to_list() == ["1.02"]


def a_ceiling(fund: str) -> dict[str, str | None]:
    return {"opd": "05", "year": "2021", "stage": "ppas", "fund": fund, "amount": "1.00"}


@pytest.mark.parametrize("fund", ["Semua", "SEMUA", " semua ", "semua\N{NO-BREAK SPACE}"])
def test_all_funds_of_a_ceiling_have_one_spelling(fund: str) -> None:
    assert snapshot_of(ceiling=[a_ceiling(fund)]).frame("ceiling")["fund"].to_list() == ["semua"]
    assert "muncul 2 kali" in problems_of(ceiling=[a_ceiling("semua"), a_ceiling(fund)])[0].message


def test_the_fund_of_an_allocation_keeps_its_letters() -> None:
    snapshot = snapshot_of(
        plan=[a_plan()], node=[a_line()], allocation=[an_allocation(fund="Semua")]
    )

    assert snapshot.frame("allocation")["fund"].to_list() == ["Semua"]


def test_blank_and_dash_are_empty() -> None:
    snapshot = snapshot_of(allocation=[an_allocation(fund="-"), an_allocation(id="b", fund="  ")])

    assert snapshot.frame("allocation")["fund"].null_count() == 2


def test_without_a_structural_column_a_table_counts_as_absent() -> None:
    snapshot = snapshot_of(node=[{"id": "l", "title": "x"}])

    assert not snapshot.carries("node")
    assert snapshot.frame("node").is_empty()


def test_an_absent_column_is_not_an_empty_one() -> None:
    snapshot = snapshot_of(plan=[a_plan()], node=[a_line()])

    assert not snapshot.carries("node", "stated_total")
    assert snapshot.frame("node")["stated_total"].null_count() == 1
