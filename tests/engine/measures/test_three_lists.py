"""The three lists: what two plans share, and what stands in one only."""

from __future__ import annotations

import csv
import doctest
import io
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from kawal.engine.measures import three_lists as module
from kawal.engine.measures.three_lists import (
    Entry,
    coded_money,
    latest_plans,
    three_lists,
    total,
)
from kawal.engine.readers import read_paths
from tests.factories import a_line, a_plan, snapshot_of


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    return list(
        csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text("utf-8"), newline=""))
    )


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "rencana"


def test_the_example_of_the_module_holds() -> None:
    assert doctest.testmod(module).failed == 0


def test_a_code_for_every_office_meets_those_that_it_covers_as_one() -> None:
    rpjmd = {"X.XX.01": 900, "5.01.02": 50, "X.XX.02": 10}
    renstra = {"5.01.01": 300, "5.03.01": 400, "5.01.02": 60, "5.01.01.2.01": 7}

    lists = three_lists(rpjmd, renstra)

    assert lists.both == (Entry("5.01.02", 50, 60), Entry("X.XX.01", 900, 700))
    assert lists.only_left == (Entry("X.XX.02", left=10),)
    assert lists.only_right == (Entry("5.01.01.2.01", right=7),)


def test_a_code_that_stands_by_itself_needs_no_generic_one() -> None:
    lists = three_lists({"X.XX.01": 900, "5.01.01": 5}, {"5.01.01": 300})

    assert lists.both == (Entry("5.01.01", 5, 300),)
    assert [entry.code for entry in lists.only_left] == ["X.XX.01"]


def test_money_that_is_not_known_stays_so_and_is_counted() -> None:
    lists = three_lists({"1": None, "2": 5}, {"1": 3, "2": None})

    assert total(lists.both, "left") == (5, 1)
    assert total(lists.both, "right") == (3, 1)


def test_codes_of_one_level_are_summed_over_their_nodes_and_an_empty_amount_taints_its_code() -> (
    None
):
    snapshot = snapshot_of(
        opd=[{"id": "05"}],
        plan=[a_plan()],
        node=[
            a_line("a", code="1"), a_line("b", code="1"), a_line("c", code="2"),
            a_line("d", code="3"), a_line("e", code=None), a_line("p", code="4", level="program"),
        ],
        allocation=[
            {"id": "1", "node": "a", "year": "2021", "amount": "1.00"},
            {"id": "2", "node": "b", "year": "2021", "amount": "2.00"},
            {"id": "3", "node": "b", "year": "2022", "amount": "9.00"},
            {"id": "4", "node": "c", "year": "2021", "amount": None},
        ],
    )  # fmt: skip

    found = coded_money(snapshot, ["r"], "sub_kegiatan", 2021)

    assert found.money == {"1": 300, "2": None, "3": 0}
    assert found.uncoded == 1
    assert coded_money(snapshot, ["r"], "sub_kegiatan").money["1"] == 1200


def test_without_the_table_of_allocations_no_money_is_known() -> None:
    snapshot = snapshot_of(opd=[{"id": "05"}], plan=[a_plan()], node=[a_line(code="1")])

    assert coded_money(snapshot, ["r"], "sub_kegiatan").money == {"1": None}


def test_a_plan_that_was_changed_is_compared_in_its_last_version() -> None:
    plans = [a_plan("a"), a_plan("b", version="2"), a_plan("c", kind="rkpd", opd=None)]
    snapshot = snapshot_of(opd=[{"id": "05"}], plan=plans, node=[])

    assert latest_plans(snapshot, "renja") == ("b",)


def test_pasangkayus_renstra_and_renja_give_the_lists_of_a_short_script(folder: Path) -> None:
    def plain(code: str) -> str:
        return (
            code.replace("x.xx.", "1.03.", 1)
            if code[:1] == "x"
            else code.replace("1.3.", "1.03.", 1)
        )

    planned: dict[str, Decimal] = {
        plain(row["kode"]): Decimal(row["dana_th3"] or 0)
        for row in rows_of(folder, "pasangkayu_dpupr_renstra")
        if row["level"] == "sub_kegiatan"
    }
    asked = {
        row["kode_sub_kegiatan"]: Decimal(row["pagu"])
        for row in rows_of(folder, "pasangkayu_dpupr_renja_2024")
    }
    renstra = read_paths([folder / "pasangkayu_dpupr_renstra.csv"]).snapshot
    renja = read_paths([folder / "pasangkayu_dpupr_renja_2024.csv"]).snapshot

    lists = three_lists(
        coded_money(renja, latest_plans(renja, "renja"), "sub_kegiatan", 2024).money,
        coded_money(renstra, latest_plans(renstra, "renstra"), "sub_kegiatan", 2024).money,
    )

    assert {entry.code for entry in lists.both} == set(asked) & set(planned)
    assert {entry.code for entry in lists.only_left} == set(asked) - set(planned)
    assert {entry.code for entry in lists.only_right} == set(planned) - set(asked)
    assert [len(part) for part in (lists.both, lists.only_left, lists.only_right)] == [38, 6, 22]
    assert Decimal(total(lists.both, "left")[0]) / 100 == sum(
        asked[code] for code in set(asked) & set(planned)
    )
    assert Decimal(total(lists.only_left, "left")[0]) / 100 == sum(
        asked[code] for code in set(asked) - set(planned)
    )
    assert Decimal(total(lists.only_right, "right")[0]) / 100 == sum(
        planned[code] for code in set(planned) - set(asked)
    )


def test_sumedangs_rpjmd_and_renstra_give_the_lists_of_a_short_script(folder: Path) -> None:
    rpjmd = read_paths([folder / "sumedang_rpjmd_program_2018_2023.csv"]).snapshot
    renstra = read_paths([folder / f"sumedang_renstra_{n}.csv" for n in (16, 23, 24)]).snapshot
    promised, office = defaultdict(set), set()
    for row in rows_of(folder, "sumedang_rpjmd_program_2018_2023"):
        if row["jenis_baris"] == "program" and row["kode"]:
            promised[row["kode"]].add(row["perangkat_daerah"])
    for number in (16, 23, 24):
        for row in rows_of(folder, f"sumedang_renstra_{number}"):
            if row["level"] == "program" and row["kode"]:
                office.add(row["kode"])
    office |= {"5.03.02"}  # the programme whose cells slipped
    office -= {"2.02.2.02"}  # no code of a programme: a kegiatan that lost a part of it
    covered = {
        code
        for code in office
        if code not in promised and code.endswith(".01") and code.count(".") == 2
    }
    office = office - covered | {"X.XX.01"}

    lists = three_lists(
        coded_money(rpjmd, latest_plans(rpjmd, "rpjmd"), "program", 2021).money,
        coded_money(renstra, latest_plans(renstra, "renstra"), "program", 2021).money,
    )

    assert {entry.code for entry in lists.both} == set(promised) & office
    assert {entry.code for entry in lists.only_left} == set(promised) - office
    assert {entry.code for entry in lists.only_right} == office - set(promised)
    assert covered == {"5.01.01", "5.03.01"}
    money = {entry.code: (entry.left, entry.right) for entry in lists.both}
    assert money["2.16.02"] == (1_675_000_000_00, 1_775_000_000_00)
