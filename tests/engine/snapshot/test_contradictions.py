"""What cannot be true of any plan is refused before it is judged."""

from __future__ import annotations

import pytest

from kawal.engine.shared.errors import UnusableInput
from tests.factories import Rows, a_line, a_plan, snapshot_of

RPJMD = a_plan("a", kind="rpjmd", opd=None, first_year="2019", last_year="2024")
MONEY = {"id": "a", "node": "l", "year": "2021", "amount": "1.00"}


@pytest.mark.parametrize(
    ("message", "tables"),
    [
        ("Tahun tidak masuk akal", {"plan": [a_plan(last_year="999999999")]}),
        ("Tahun tidak masuk akal", {"plan": [a_plan(first_year="1021", last_year="1021")]}),
        ("Tahun terakhir mendahului", {"plan": [a_plan(kind="rpjmd", opd=None, last_year="2020")]}),
        ("lebih dari satu tahun", {"plan": [a_plan(last_year="2022")]}),
        ("Versi kurang dari 1", {"plan": [a_plan(version="0")]}),
        ("Versi yang sama dimuat dua kali", {"plan": [a_plan("r"), a_plan("s")]}),
        (
            "Tahunnya sudah dimuat rencana lain",
            {"plan": [RPJMD, RPJMD | {"id": "b", "first_year": "2021", "last_year": "2026"}]},
        ),
        (
            "Pagu indikatif kurang dari nol",
            {
                "ceiling": [
                    {"opd": "05", "year": "2021", "stage": "ppas", "fund": "x", "amount": "-1.00"}
                ]
            },
        ),
        (
            "Periode harus 0",
            {"ikm": [{"opd": "05", "service": "x", "year": "2020", "period": "3"}]},
        ),
        ("Kunci memuat tanda |", {"plan": [a_plan("r|s")]}),
        ("Kunci memuat tanda |", {"plan": [a_plan("r\ns")]}),
        *[
            ("spasi di tepi atau karakter yang tidak tampak", {"plan": [a_plan(key)]})
            for key in (
                "r ",
                " r",
                "r\N{ZERO WIDTH SPACE}s",
                "r\N{NO-BREAK SPACE}s",
                "r\N{SOFT HYPHEN}",
                "\N{ZERO WIDTH NO-BREAK SPACE}r",
                "r\N{EM SPACE}s",
            )
        ],
        ("spasi di tepi", {"plan": [a_plan()], "node": [a_line(parent="induk ")]}),
        ("spasi di tepi", {"plan": [a_plan(opd="05 ")]}),
        (
            "Triwulan harus 0 sampai 4",
            {"target": [{"indicator": "i", "year": "2021", "quarter": "9"}]},
        ),
        (
            "Tahun alokasi bukan tahun rencananya",
            {"plan": [a_plan()], "node": [a_line()], "allocation": [MONEY | {"year": "2020"}]},
        ),
    ],
)
def test_a_contradiction_is_refused_with_its_key(message: str, tables: dict[str, Rows]) -> None:
    with pytest.raises(UnusableInput) as refusal:
        snapshot_of(**tables)

    assert any(message in problem.message for problem in refusal.value.problems)
    assert all(problem.column and problem.fix for problem in refusal.value.problems)


def test_a_key_that_only_looks_like_the_one_that_is_meant_is_told_beside_the_lost_reference() -> (
    None
):
    with pytest.raises(UnusableInput) as refusal:
        snapshot_of(plan=[a_plan("r ")], node=[a_line()])

    said = [problem.message.partition(" (")[0] for problem in refusal.value.problems]
    assert said == [
        "Kunci memuat spasi di tepi atau karakter yang tidak tampak",
        "Rujukan tidak ditemukan di tabel plan",
    ]


def test_a_plain_space_within_a_key_is_none() -> None:
    assert snapshot_of(plan=[a_plan("renja 2021")]).carries("plan")


def test_many_contradictions_of_one_kind_are_counted_and_other_kinds_still_told() -> None:
    targets = [{"indicator": "i", "year": "1021", "quarter": str(n)} for n in range(5, 55)]

    with pytest.raises(UnusableInput) as refusal:
        snapshot_of(target=targets)
    said = [problem.message for problem in refusal.value.problems]
    assert sum("30 baris lain" in message for message in said) == 2
    assert len(said) == 42


def test_a_forward_estimate_and_a_plan_of_five_years_are_none() -> None:
    forward = [MONEY, MONEY | {"id": "b", "year": "2022"}]

    assert snapshot_of(plan=[a_plan()], node=[a_line()], allocation=forward)
    assert snapshot_of(plan=[a_plan(kind="rpjmd", opd=None, last_year="2025")])


def test_periods_that_meet_in_one_year_and_versions_of_one_period_are_none() -> None:
    after = RPJMD | {"id": "b", "first_year": "2024", "last_year": "2029"}
    changed = RPJMD | {"id": "c", "version": "2"}

    assert snapshot_of(plan=[RPJMD, after, changed])
