"""What subjects work out beyond a case: readings of a target, goals in two years, hidden peers."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kawal.engine.checks.catalogue import BY_CODE
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome
from kawal.engine.checks.subjects.targets import readings
from tests.engine.checks.test_result import DAY
from tests.factories import a_line, a_plan, snapshot_of


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("45", {"45"}),
        ("87,5 %", {"87.5"}),
        ("1.234.567,89", {"1234567.89"}),
        ("9.952 orang", {"9952", "9.952"}),
        ("12 laporan.", {"12"}),
        ("2 - 3 dokumen", set()),
        ("semua", set()),
        ("1.2.3", set()),
        ("9" * 40, set()),
    ],
)
def test_a_written_target_means_every_number_that_it_can_be_read_as(
    text: str, numbers: set[str]
) -> None:
    assert readings(text) == {Decimal(number) for number in numbers}


def outcomes(code: str, **tables: Any) -> dict[str, Outcome]:
    found = check(snapshot_of(**tables), [BY_CODE[code]], DAY).outcomes()
    return {key: outcome for (_, key), outcome in found.items()}


def test_a_printed_total_does_not_count_a_line_that_hangs_in_another_plan() -> None:
    nodes = [
        a_line("p", level="program", code="1.02.02"),
        a_line("k", level="kegiatan", code="1.02.02.2.01", parent="p", stated_total="5"),
        a_line("l", parent="k"),
        a_line("x", plan="r2", opd="06", parent="k"),
    ]
    money = [
        {"id": key, "node": key, "year": "2021", "amount": amount}
        for key, amount in (("l", "5"), ("x", "7"))
    ]
    plans = [a_plan(), a_plan("r2", opd="06")]

    assert outcomes("PAGU-02", plan=plans, node=nodes, allocation=money)["k"] is Outcome.PASSED


def test_below_zero_in_one_allocation_is_seen_behind_a_good_sum() -> None:
    money = [
        {"id": key, "node": "l", "year": "2021", "amount": amount}
        for key, amount in (("a", "9"), ("b", "-1"))
    ]
    found = outcomes("PAGU-03", plan=[a_plan()], node=[a_line()], allocation=money)

    assert found == {"l": Outcome.FAILED}


def test_a_ceiling_of_the_ppas_binds_the_ppas() -> None:
    ceilings = [
        {"opd": "05", "year": "2021", "stage": stage, "fund": "DAU", "amount": amount}
        for stage, amount in (("indikatif", "100"), ("ppas", "5"))
    ]
    tables = {
        "opd": [{"id": "05"}],
        "node": [a_line()],
        "allocation": [{"id": "a", "node": "l", "year": "2021", "fund": "DAU", "amount": "9"}],
        "ceiling": ceilings,
    }

    assert outcomes("PAGU-06", plan=[a_plan()], **tables) == {"05|r": Outcome.PASSED}
    ppas = a_plan(kind="ppas", opd=None)
    assert outcomes("PAGU-06", plan=[ppas], **tables) == {"05|r": Outcome.FAILED}


def peers(values: list[str | None], names: list[str | None] | None = None) -> list[Outcome]:
    """The outcomes of lines whose same indicator has these targets."""
    keys = [f"{number:02}" for number in range(len(values))]
    named = names or ["Jumlah laporan"] * len(values)
    tables = {
        "node": [a_line(key, code=None) for key in keys],
        "indicator": [
            {"id": key, "node": key, "name": name, "unit": "laporan"}
            for key, name in zip(keys, named, strict=True)
        ],
        "target": [
            {"indicator": key, "year": "2021", "quarter": "0", "text": value, "value": value}
            for key, value in zip(keys, values, strict=True)
        ],
    }
    found = outcomes("SUNGGUH-04", plan=[a_plan()], **tables)
    return [found[key] for key in keys]


def test_where_all_others_agree_to_the_dot_a_small_difference_is_not_far() -> None:
    assert peers(["12"] * 11 + ["13"]) == [Outcome.PASSED] * 12


def test_where_all_others_agree_to_the_dot_a_hundredfold_is_far() -> None:
    assert peers(["12"] * 11 + ["1200"])[-1] is Outcome.FAILED


def test_a_target_without_a_name_may_belong_to_any_crowd() -> None:
    names: list[str | None] = ["Jumlah laporan"] * 10 + [None]

    assert peers(["12"] * 11, names) == [Outcome.PASSED] * 10 + [Outcome.UNKNOWN]
    few = peers(["12"] * 10, names[1:])
    assert few == [Outcome.UNKNOWN] * 10, "nine, or ten: enough to compare or not"
