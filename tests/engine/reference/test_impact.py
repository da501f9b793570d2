"""What a change of decree does to lines: each in one place, each rupiah in one sum."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kawal.engine.readers import read_paths
from kawal.engine.reference.impact import Group, Impact, Share, impact_of
from kawal.engine.reference.impact_files import as_csv, as_json, lines_of
from kawal.engine.reference.lists import build
from kawal.engine.reference.mapping import CodeMapping, map_codes
from tests.engine.reference.packs import decree
from tests.factories import Rows, a_line, a_plan, snapshot_of

OPD = [{"id": "05", "code": "1.02.0.00.0.00.01.0000", "name": "Dinas Kesehatan"}]


@pytest.fixture(scope="module")
def mapping() -> CodeMapping:
    return map_codes(
        decree(
            "1.02.02.2.01.01 Pembinaan Gizi", "1.02.02.2.01.02 Penyuluhan Desa",
            "1.02.02.2.01.03 Hilang Sama Sekali", "X.XX.01.2.01.01 Dokumen Perencanaan",
        ),
        decree(
            "1.02.02.2.01.0001 Pembinaan Gizi", "1.02.02.2.01.0002 Penyuluhan Desa Siaga",
            "1.02.02.2.01.0007 Baru", "X.XX.01.2.01.0001 Dokumen Perencanaan", since="2024-01-01",
        ),
    )  # fmt: skip


CODES = {
    "a": "1.02.02.2.01.01", "b": "1.02.02.2.01.02", "c": "1.02.02.2.01.03", "d": "1.02.01.2.01.01",
    "e": "1.02.02.2.01.0007", "f": "1.02.02.2.01.99", "g": None,
}  # fmt: skip
MONEY = {"a": "100.50", "b": "200", "c": "400", "d": "800", "e": "1600", "f": "3200", "g": "6400"}


def amounts(**money: str | None) -> Rows:
    return [
        {"id": f"m-{node}", "node": node, "year": "2021", "fund": "DAU", "amount": sen}
        for node, sen in money.items()
    ]


def whole(mapping: CodeMapping) -> Impact:
    lines = [a_line(key, code=code) for key, code in CODES.items()]
    return impact_of(
        snapshot_of(opd=OPD, plan=[a_plan()], node=lines, allocation=amounts(**MONEY)), mapping
    )


def only(impact: Impact) -> Group:
    (group,) = impact.groups
    return group


def test_each_line_stands_in_one_place_and_the_rupiah_sum_to_the_total(
    mapping: CodeMapping,
) -> None:
    group = only(whole(mapping))
    told = {standing: share.sen for standing, share in group.shares.items() if share.lines}

    assert told == {
        "pindah": 90050, "ganti_nama": 20000, "dicabut": 40000, "sudah_baru": 160000,
        "tidak_terdaftar": 320000, "tanpa_kode": 640000,
    }  # fmt: skip
    assert group.total == Share(7, sum(told.values()), 0)
    assert sum(share.lines for share in group.shares.values()) == group.total.lines


def test_a_line_of_the_supporting_programme_moves_under_its_own_bidang(
    mapping: CodeMapping,
) -> None:
    codes = {line.key: line.successor.code for line in only(whole(mapping)).lines if line.successor}

    assert codes == {"a": "1.02.02.2.01.0001", "d": "1.02.01.2.01.0001"}


def test_a_renamed_code_is_proposed_and_never_the_new_code(mapping: CodeMapping) -> None:
    (line,) = [each for each in only(whole(mapping)).lines if each.key == "b"]

    assert line.successor is None
    assert line.best is not None
    assert line.best.code == "1.02.02.2.01.0002"


def test_an_amount_that_is_not_known_is_counted_and_not_taken_for_nothing(
    mapping: CodeMapping,
) -> None:
    money = amounts(a=None)
    impact = impact_of(
        snapshot_of(opd=OPD, plan=[a_plan()], node=[a_line("a"), a_line("b")], allocation=money),
        mapping,
    )

    assert only(impact).total == Share(2, 0, 1)
    assert "(1 tanpa rupiah yang diketahui)" in "\n".join(lines_of(impact))


def test_without_a_table_of_money_no_line_is_said_to_have_none(mapping: CodeMapping) -> None:
    impact = impact_of(snapshot_of(opd=OPD, plan=[a_plan()], node=[a_line()]), mapping)

    assert only(impact).total == Share(1, 0, 1)


def test_only_the_newest_version_and_the_money_of_its_year_count(mapping: CodeMapping) -> None:
    plans = [a_plan("r"), a_plan("s", version="2")]
    lines = [a_line("a"), a_line("b", plan="s")]
    money = [*amounts(a="100", b="300"),
             {"id": "next", "node": "b", "year": "2022", "fund": "DAU", "amount": "900"}]  # fmt: skip
    impact = impact_of(snapshot_of(opd=OPD, plan=plans, node=lines, allocation=money), mapping)

    assert [line.key for line in only(impact).lines] == ["b"]
    assert only(impact).total.sen == 30000


def test_plans_of_two_kinds_are_told_apart_since_their_money_is_the_same(
    mapping: CodeMapping,
) -> None:
    plans = [a_plan("r"), a_plan("k", kind="rkpd", opd=None)]
    lines = [a_line("a"), a_line("b", plan="k")]
    impact = impact_of(
        snapshot_of(opd=OPD, plan=plans, node=lines, allocation=amounts(a="100", b="100")), mapping
    )

    assert [(group.kind, group.total.sen) for group in impact.groups] == [
        ("renja", 10000), ("rkpd", 10000),
    ]  # fmt: skip


def test_money_above_the_lines_is_told_beside_the_total(mapping: CodeMapping) -> None:
    nodes = [a_line("p", level="program", code="1.02.02"), a_line("a", parent="p")]
    impact = impact_of(
        snapshot_of(opd=OPD, plan=[a_plan()], node=nodes, allocation=amounts(p="70", a="100")),
        mapping,
    )

    assert only(impact).total == Share(1, 10000, 0)
    assert only(impact).beside == Share(1, 7000, 0)
    assert "bukan pada sub kegiatan: Rp70,00" in "\n".join(lines_of(impact))


def test_data_without_annual_plans_is_told_as_such(mapping: CodeMapping) -> None:
    impact = impact_of(snapshot_of(opd=OPD, plan=[], node=[]), mapping)

    assert list(lines_of(impact))[-1] == "Tidak ada sub kegiatan dalam rencana tahunan."


def test_the_files_hold_every_line_with_its_money_and_no_formula(mapping: CodeMapping) -> None:
    lines = [a_line("=a", title="=1+1")]
    impact = impact_of(
        snapshot_of(opd=OPD, plan=[a_plan()], node=lines, allocation=amounts(**{"=a": "12.5"})),
        mapping,
    )
    (row,) = csv.DictReader(io.StringIO(as_csv(impact)))
    written = json.loads(as_json(impact))

    assert (row["rupiah"], row["uraian"], row["nasib"]) == ("12.50", "'=1+1", "pindah")
    assert written["plans"][0]["total"] == {"lines": 1, "sen": 1250, "unknown": 0}
    assert written["plans"][0]["lines"][0]["new_code"] == "1.02.02.2.01.0001"


def test_the_rkpd_of_a_whole_regency_is_told_to_the_last_sen(
    mamberamo: Path, shared_data: Path
) -> None:
    """The total is what the source itself sums to."""
    old, new = (
        build(shared_data / "nomenklatur" / name, title=name, since=decree(since=day).since).pack
        for name, day in (
            ("nomenklatur_050_3708_2020.csv", "2021-01-01"),
            ("nomenklatur_900_1317_2023.csv", "2024-01-01"),
        )
    )
    group = only(impact_of(read_paths([mamberamo]).snapshot, map_codes(old, new)))
    counts = {standing: share.lines for standing, share in group.shares.items() if share.lines}

    assert group.total == Share(781, 118553935492681, 0)
    assert sum(share.sen for share in group.shares.values()) == group.total.sen
    assert counts == {"pindah": 685, "ganti_nama": 21, "dicabut": 65, "tidak_terdaftar": 10}
