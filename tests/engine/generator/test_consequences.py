"""What follows from faults is reckoned from the rows, and from nothing else."""

from __future__ import annotations

import copy

import pytest

from kawal.engine.checks.catalogue import BY_CODE
from kawal.engine.generator.consequences import RECKONED, consequences
from kawal.engine.generator.mutators import Breach
from kawal.engine.generator.regency import sample_regency
from kawal.engine.generator.rows import Rows, read_rows
from kawal.engine.snapshot import package


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    folder = tmp_path_factory.mktemp("akibat") / "contoh"
    package.write(sample_regency(opd=3, seed=2), folder)
    return read_rows(folder)


@pytest.fixture
def rows(clean: Rows) -> Rows:
    return copy.deepcopy(clean)


def test_nothing_follows_from_no_fault(rows: Rows) -> None:
    assert consequences(rows) == []


def test_every_rule_that_is_reckoned_exists_and_leads_to_its_table() -> None:
    for code, (table, _) in RECKONED.items():
        assert BY_CODE[code].subject.table == table


def test_a_mistyped_code_leaves_the_renstra_and_the_rkpd(rows: Rows) -> None:
    line = next(row for row in rows["node"] if row["id"] == "renja-2021-02-v1/4.02.01.2.01.01")
    line["code"] = line["code"].replace(".2.0", ".2.9")

    assert consequences(rows) == [
        Breach("SELARAS-13", "node", line["id"], planted=False),
        Breach("SELARAS-14", "node", line["id"], planted=False),
    ]


def test_a_target_cut_to_last_years_result_is_no_better(rows: Rows) -> None:
    target = next(row for row in rows["target"] if row["indicator"].startswith("renja-2021-01-v1"))
    result = next(row for row in rows["realisation"] if row["indicator"] == target["indicator"])
    target["text"] = target["value"] = result["value"]

    assert consequences(rows) == [
        Breach("SUNGGUH-01", "indicator", target["indicator"], planted=False)
    ]


def test_money_taken_from_a_line_leaves_its_printed_totals_wrong(rows: Rows) -> None:
    money = next(row for row in rows["allocation"] if row["node"].startswith("renja-2021-03-v1")
                 and row["year"] == "2021")  # fmt: skip
    money["amount"] = f"{int(money['amount'].partition('.')[0]) - 1000}.00"
    line = money["node"]

    assert [breach.key for breach in consequences(rows)] == [
        line[: line.index("/") + 8], line.rpartition(".")[0],
    ]  # fmt: skip
