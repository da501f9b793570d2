"""A plan is judged by the law of its year; the day of the run changes deadlines only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kawal.engine.checks.catalogue import BY_CODE, RULES
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome
from kawal.engine.generator.official import reference_pack
from kawal.engine.reference import ReferencePack
from kawal.engine.shared.errors import UnusableInput
from kawal.engine.snapshot import Snapshot, package
from tests.factories import a_line, a_plan, snapshot_of

DAY = date(2020, 3, 2)


def as_plan_of(year: int, code: str = "1.02.02.2.01.01") -> Snapshot:
    plan = a_plan(first_year=str(year), last_year=str(year))
    return snapshot_of(year=year, plan=[plan], node=[a_line(code=code)])


def outcome(snapshot: Snapshot, rule: str, *references: ReferencePack) -> Outcome:
    result = check(snapshot, [BY_CODE[rule]], DAY, references=references)
    return result.outcomes()[rule, "l"]


@pytest.mark.parametrize(
    ("year", "two_digits", "four_digits"),
    [
        (2020, Outcome.NOT_APPLICABLE, Outcome.NOT_APPLICABLE),
        (2021, Outcome.PASSED, Outcome.FAILED),
        (2023, Outcome.PASSED, Outcome.FAILED),
        (2024, Outcome.PASSED, Outcome.PASSED),
        (2025, Outcome.FAILED, Outcome.PASSED),
        (2026, Outcome.FAILED, Outcome.PASSED),
    ],
)
def test_the_same_line_is_judged_by_the_digits_of_its_plans_year(
    year: int, two_digits: Outcome, four_digits: Outcome
) -> None:
    assert outcome(as_plan_of(year), "KODE-01") is two_digits
    assert outcome(as_plan_of(year, "1.02.02.2.01.0001"), "KODE-01") is four_digits


def test_what_fails_in_2026_says_for_which_year() -> None:
    (finding,) = check(as_plan_of(2026), [BY_CODE["KODE-01"]], DAY).findings

    assert "rencana tahun 2026" in finding.message


def test_the_list_of_a_later_decree_does_not_judge_an_earlier_plan() -> None:
    assert outcome(as_plan_of(2022), "DAFTAR-01", reference_pack()) is Outcome.PASSED
    assert outcome(as_plan_of(2020), "DAFTAR-01", reference_pack()) is Outcome.NOT_APPLICABLE


def test_two_lists_for_one_year_are_refused() -> None:
    with pytest.raises(UnusableInput, match="Dua daftar kode berlaku"):
        check(as_plan_of(2021), RULES, DAY, references=[reference_pack(), reference_pack()])


def test_a_year_without_its_list_is_not_assessable_and_says_what_to_give() -> None:
    late = ReferencePack(
        "Nanti", date(2024, 1, 1), None, "daftar.csv", "0" * 64, reference_pack().codes
    )
    (finding,) = check(as_plan_of(2021), [BY_CODE["DAFTAR-01"]], DAY, references=[late]).findings

    assert finding.outcome is Outcome.UNKNOWN
    assert "daftar kode resmi bagi tahun rencana ini" in finding.message
    assert "--reference" in finding.fix


def test_the_day_of_the_run_changes_no_outcome_of_a_plan(faulty_regency: Path) -> None:
    snapshot = package.read(faulty_regency)
    lists = [reference_pack()]

    early, late = (
        check(snapshot, RULES, day, references=lists).outcomes()
        for day in (date(2020, 3, 2), date(2026, 11, 24))
    )

    assert early == late
