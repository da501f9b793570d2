"""Real files, each against a short sum of the standard library that knows nothing of the reader."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import polars as pl
import pytest

from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome
from kawal.engine.readers import Reading, read_paths
from kawal.engine.readers.template.read import read_template
from kawal.engine.readers.template.write import template
from kawal.engine.snapshot.package import digest_of

FILES = {
    "sumedang_rpjmd_program_2018_2023": "sumedang-rpjmd",
    "sumedang_renstra_16": "sumedang-renstra-2021",
    "sumedang_renstra_23": "sumedang-renstra-2019",
    "sumedang_renstra_24": "sumedang-renstra-2021",
    "pasangkayu_dpupr_renstra": "pasangkayu-dpupr-renstra",
    "pasangkayu_dpupr_renja_2024": "pasangkayu-dpupr-renja",
    "madiun_rpjmd_renstra_2019_2023": "madiun-rpjmd-renstra",
    "morowali_rpjmd_renstra_2018_2023": "morowali-rpjmd-renstra",
    "deliserdang_evaluasi_renja_2025_bappedalitbang": "deliserdang-evaluasi-renja",
    "tangsel_evaluasi_rkpd_tw1_2023": "tangsel-evaluasi-rkpd",
    "mamberamo_raya_belanja_perubahan_2023": "mamberamo-raya-belanja-perubahan",
    "mamberamo_raya_rkpd_perubahan_2023": "rkpd-perubahan",
}
UNREAD = {
    "sumedang_rpjmd_program_2018_2023": 3,  # "Level 4", three times
    "sumedang_renstra_24": 2,  # two numbers in one cell
    "madiun_rpjmd_renstra_2019_2023": 6,  # 6.024: six, or six thousand?
    "mamberamo_raya_rkpd_perubahan_2023": 2,  # 9.952, twice
}
NOT_READ_ROWS = {
    "sumedang_rpjmd_program_2018_2023": 76,  # headings and sums of urusan, bidang and OPD
    "sumedang_renstra_16": 1,
    "sumedang_renstra_23": 1,
    "sumedang_renstra_24": 3,
    "pasangkayu_dpupr_renstra": 3,
    "madiun_rpjmd_renstra_2019_2023": 4,
    "deliserdang_evaluasi_renja_2025_bappedalitbang": 9,
    "tangsel_evaluasi_rkpd_tw1_2023": 22,
}
Source = Callable[[str], list[dict[str, str]]]
_CENT = Decimal("0.01")


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "rencana"


@pytest.fixture(scope="module")
def source(folder: Path) -> Source:
    return lambda name: list(
        csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text("utf-8"), newline=""))
    )


@pytest.fixture(scope="module")
def reading(folder: Path) -> Callable[[str], Reading]:
    kept: dict[str, Reading] = {}

    def read(name: str) -> Reading:
        if name not in kept:
            kept[name] = read_paths([folder / f"{name}.csv"])
        return kept[name]

    return read


def rupiah(text: str) -> Decimal:
    """An amount of these files in rupiah, half up to the sen; nothing is nothing."""
    if text in ("", "-"):
        return Decimal(0)
    plain = text.replace(",", ".") if re.fullmatch(r"\d+,\d\d", text) else text.replace(",", "")
    return Decimal(plain).quantize(_CENT, ROUND_HALF_UP)


def money_at(reading: Reading, level: str, year: int, table: str = "allocation") -> Decimal:
    """What the snapshot holds on nodes of a level, in rupiah."""
    nodes = reading.snapshot.frame("node").filter(pl.col("level") == level)["id"].implode()
    rows = reading.snapshot.frame(table).filter(
        (pl.col("year") == year) & pl.col("node").is_in(nodes)
    )
    return Decimal(rows["amount"].drop_nulls().sum()) / 100


def once_if_equal(rows: Sequence[dict[str, str]], keys: Sequence[str], column: str) -> Decimal:
    groups = defaultdict(list)
    for row in rows:
        if row[column] not in ("", "-"):
            groups[tuple(row[key] for key in keys)].append(rupiah(row[column]))
    return sum((g[0] if len(set(g)) == 1 else sum(g) for g in groups.values()), Decimal(0))


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_is_recognised_by_its_columns_alone(
    name: str, reading: Callable[[str], Reading]
) -> None:
    assert f"dibaca dengan profil {FILES[name]}," in reading(name).notes[0]


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_can_be_judged(name: str, reading: Callable[[str], Reading]) -> None:
    result = check(reading(name).snapshot, RULES, date(2026, 1, 1))

    assert not result.verdict.broken


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_comes_back_from_the_excel_template_with_the_same_digest(
    name: str, reading: Callable[[str], Reading], tmp_path: Path
) -> None:
    snapshot = reading(name).snapshot
    (tmp_path / "renja.xlsx").write_bytes(template(snapshot))

    assert digest_of(read_template(tmp_path / "renja.xlsx").snapshot) == digest_of(snapshot)


@pytest.mark.parametrize("name", FILES)
def test_cells_and_rows_that_could_not_be_read_are_counted_and_no_more(
    name: str, source: Source, reading: Callable[[str], Reading]
) -> None:
    notes = "\n".join(reading(name).notes)
    filled = sum(1 for row in source(name) for cell in row.values() if cell)
    cells = re.search(r"(\d+) dari [\d.]+ sel angka tidak", notes)
    rows = sum(int(count) for count in re.findall(r"(\d+) baris tidak dibaca", notes))

    assert (int(cells[1]) if cells else 0) == UNREAD.get(name, 0)
    assert rows == NOT_READ_ROWS.get(name, 0)
    assert UNREAD.get(name, 0) * 100 <= filled


@pytest.mark.parametrize("name", FILES)
def test_no_two_texts_that_a_publisher_kept_back_are_one(
    name: str, source: Source, reading: Callable[[str], Reading]
) -> None:
    read = reading(name)
    names = read.snapshot.frame("indicator")["name"] if read.snapshot.carries("indicator") else []
    kept_back = [text for text in names if text and "ditahan" in text.casefold()]
    notes = "\n".join(read.notes)
    told = re.search(r"^(\d+) teks ditahan", notes, re.MULTILINE)

    assert len(kept_back) == len(set(kept_back)) == (int(told[1]) if told else 0)
    assert bool(kept_back) == any("[DITAHAN]" in row.values() for row in source(name))


def test_sumedang_counts_a_pagu_that_is_repeated_per_indicator_once(
    source: Source, reading: Callable[[str], Reading]
) -> None:
    rows = source("sumedang_rpjmd_program_2018_2023")
    above = rows[0]
    for row in rows:  # a row without code and name goes on with the programme above
        if not row["kode"] and not row["nama"] and row["indikator"]:
            row |= {key: above[key] for key in ("jenis_baris", "kode", "nama")}
        else:
            above = row
    programmes = [row for row in rows if row["jenis_baris"] == "program"]
    for row in programmes:
        row["perangkat_daerah"] = row["perangkat_daerah"].casefold()

    read = reading("sumedang_rpjmd_program_2018_2023")
    for year in (2021, 2022, 2023):
        column = f"pagu_{year}"
        expected = once_if_equal(programmes, ("kode", "perangkat_daerah"), column)
        assert money_at(read, "program", year) == expected > 10**12
    assert read.snapshot.frame("indicator").height == sum(bool(r["indikator"]) for r in programmes)


def test_the_summing_rule_of_sumedang_meets_sums_that_the_source_prints(
    source: Source, reading: Callable[[str], Reading]
) -> None:
    """Kesehatan 2021: 15 + 15 + 7.4 + 30 milyar, each its own; DPRD: one amount, three times."""
    money = reading("sumedang_rpjmd_program_2018_2023").snapshot.frame("allocation")
    rows = source("sumedang_rpjmd_program_2018_2023")
    printed = {row["nama"]: rupiah(row["pagu_2021"]) for row in rows}
    for heading, code in (
        ("KESEHATAN", "1.02."),
        ("SEKRETARIAT DPRD", "4.02."),
        ("TENAGA KERJA", "2.07."),
    ):
        own = money.filter(
            (pl.col("year") == 2021) & pl.col("node").str.contains(f"/{code}", literal=True)
        )
        assert Decimal(own["amount"].sum()) / 100 == printed[heading]


@pytest.mark.parametrize("number", ["16", "23"])
def test_the_renstra_of_sumedang_adds_up_at_both_levels(
    number: str, source: Source, reading: Callable[[str], Reading]
) -> None:
    rows = [row for row in source(f"sumedang_renstra_{number}") if row["indikator"] != "2"]
    for (
        row
    ) in rows:  # no programme has a code of four parts: it is a kegiatan that lost one of its five
        row["level"] = "kegiatan" if row["kode"].count(".") == 3 else row["level"]
    for level in ("program", "kegiatan"):
        own = [row for row in rows if row["level"] == level]
        for year in (2021, 2022, 2023):
            expected = once_if_equal(own, ("kode",), f"pagu_{year}")
            assert money_at(reading(f"sumedang_renstra_{number}"), level, year) == expected


def test_kegiatan_of_sumedang_that_lost_a_part_of_their_code_contradict_no_programme(
    source: Source, reading: Callable[[str], Reading]
) -> None:
    """Their money is kept: with it below the second programme, both its printed sums would be met."""
    read = reading("sumedang_renstra_16")
    (note,) = [note for note in read.notes if "tidak berbentuk kode tingkatnya" in note]
    nodes = read.snapshot.frame("node")
    loose = nodes.filter(pl.col("code").is_in(["2.02.2.02", "2.03.2.02"]))
    money = read.snapshot.frame("allocation").filter(pl.col("node").is_in(loose["id"].implode()))
    findings = check(read.snapshot, RULES, date(2026, 1, 1)).findings

    assert 'baris 9 "2.03.2.02" (kegiatan), baris 14 "2.02.2.02" (program)' in note
    assert loose.select("level", "parent").unique().rows() == [("kegiatan", None)]
    assert sorted(money["amount"].drop_nulls().to_list()) == [150_000_000_00, 200_000_000_00]
    assert {each.outcome for each in findings if each.rule.code == "PAGU-10"} == {Outcome.UNKNOWN}
    for year in (2021, 2022, 2023):
        goals = [row for row in source("sumedang_renstra_16") if row["level"] == "sasaran"]
        assert money_at(read, "program", year) == sum(rupiah(row[f"pagu_{year}"]) for row in goals)


def test_slipped_cells_of_sumedang_are_put_back_so_that_the_printed_sum_is_met(
    source: Source, reading: Callable[[str], Reading]
) -> None:
    heading = source("sumedang_renstra_24")[0]

    for year in (2021, 2022):  # the last year fell off the page
        read = money_at(reading("sumedang_renstra_24"), "program", year)
        assert read == rupiah(heading[f"pagu_{year}"]) > 0
    codes = reading("sumedang_renstra_24").snapshot.frame("node")["code"].to_list()
    assert {"5.03.02", "5.03.02.2.01", "5.03.02.2.04"} <= set(codes)


def test_pasangkayus_renstra_adds_up_at_its_three_levels(
    source: Source, reading: Callable[[str], Reading]
) -> None:
    rows = [row for row in source("pasangkayu_dpupr_renstra") if row["kode"]]
    for level in ("program", "kegiatan", "sub_kegiatan"):
        for number in range(1, 6):
            expected = sum(rupiah(r[f"dana_th{number}"]) for r in rows if r["level"] == level)
            read = money_at(reading("pasangkayu_dpupr_renstra"), level, 2021 + number)
            assert read == expected > 0


def test_pasangkayus_renja_adds_up_and_38_of_its_codes_meet_the_renstra(
    source: Source, reading: Callable[[str], Reading]
) -> None:
    rows = source("pasangkayu_dpupr_renja_2024")
    renja = reading("pasangkayu_dpupr_renja_2024")
    renstra = reading("pasangkayu_dpupr_renstra").snapshot.frame("node")["code"].to_list()
    codes = renja.snapshot.frame("node")["code"].to_list()

    assert money_at(renja, "sub_kegiatan", 2024) == sum(rupiah(row["pagu"]) for row in rows)
    assert (len(codes), len(set(codes) & set(renstra))) == (44, 38)


def test_madiun_keeps_the_three_sums_that_contradict_each_other(
    source: Source, reading: Callable[[str], Reading]
) -> None:
    rows, read = source("madiun_rpjmd_renstra_2019_2023"), reading("madiun_rpjmd_renstra_2019_2023")
    sums = {}
    for level in ("program", "kegiatan", "sub_kegiatan"):
        for year in (2021, 2022, 2023):
            expected = sum(rupiah(r[f"pagu_{year}"]) for r in rows if r["level"] == level)
            sums[level, year] = money_at(read, level, year)
            assert sums[level, year] == expected
    assert sums["program", 2021] == Decimal("1821822197567")
    assert sums["kegiatan", 2021] == Decimal("618050034829")
    assert sums["sub_kegiatan", 2021] == Decimal("10095376392")


def test_every_kegiatan_of_madiun_stands_below_its_programme(
    reading: Callable[[str], Reading],
) -> None:
    nodes = reading("madiun_rpjmd_renstra_2019_2023").snapshot.frame("node")
    lost = nodes.filter(pl.col("parent").is_null()).group_by("level").len()

    assert dict(lost.iter_rows()) == {"program": 259, "tujuan": 10, "sasaran": 6, "sub_kegiatan": 1}


def test_morowali_has_no_rupiah_and_all_its_indicators_and_targets(
    source: Source, reading: Callable[[str], Reading]
) -> None:
    rows = source("morowali_rpjmd_renstra_2018_2023")
    snapshot = reading("morowali_rpjmd_renstra_2018_2023").snapshot
    targets = [row[f"target_{year}"] for row in rows for year in range(2019, 2024)]
    filled = [Decimal(text) for text in targets if text]

    assert snapshot.frame("indicator").height == len(rows) == 1030
    assert snapshot.frame("target").height == len(filled) == 710
    assert sum(snapshot.frame("target")["value"].to_list()) == sum(filled)
    assert not snapshot.carries("allocation")


def test_morowali_is_one_tree_from_misi_to_kegiatan_but_for_one_sasaran_without_a_row(
    source: Source, reading: Callable[[str], Reading]
) -> None:
    rows = source("morowali_rpjmd_renstra_2018_2023")
    sasaran = {row["objek"] for row in rows if row["level"] == "sasaran"}
    orphans = [r for r in rows if r["level"] == "program" and r["konteks_atas"] not in sasaran]
    (named,) = {row["konteks_atas"] for row in orphans}
    read = reading("morowali_rpjmd_renstra_2018_2023")
    nodes = read.snapshot.frame("node")
    tops = nodes.filter(pl.col("parent").is_null()).group_by("level").len()
    made = nodes.filter(pl.col("title") == named)

    assert dict(tops.iter_rows()) == {"misi": 5, "sasaran": 1}
    assert made.select("level", "opd").rows() == [("sasaran", None)]
    below = nodes.filter(pl.col("parent").is_in(made["id"].implode()))
    assert below.height == len({(row["kode"], row["opd"]) for row in orphans}) == 14
    (note,) = [note for note in read.notes if "tanpa baris sendiri" in note]
    assert note.startswith("1 induk")
    assert f'"{named}" (baris 70, 71, 72, ' in note


def test_deli_serdang_adds_up_in_plan_and_in_spending_of_each_quarter(
    source: Source, reading: Callable[[str], Reading]
) -> None:
    rows = source("deliserdang_evaluasi_renja_2025_bappedalitbang")
    read = reading("deliserdang_evaluasi_renja_2025_bappedalitbang")
    lines = [row for row in rows if row["level_inferensi"] == "sub_kegiatan"]
    spent = read.snapshot.frame("spending")

    assert money_at(read, "sub_kegiatan", 2025) == sum(rupiah(r["target_2025_rp"]) for r in lines)
    for quarter in range(1, 5):
        own = spent.filter(pl.col("quarter") == quarter)["amount"].sum()
        assert Decimal(own) / 100 == sum(rupiah(row[f"tw{quarter}_rp"]) for row in lines)
    assert Decimal(spent["amount"].sum()) / 100 == sum(
        rupiah(r["realisasi_2025_rp"]) for r in lines
    )
    results = read.snapshot.frame("realisation").filter(pl.col("quarter") == 0)
    kept = [r for r in rows if r["level_inferensi"] != "urusan" and r["target_2025_k"]]
    assert results.height == sum(bool(row["realisasi_2025_k"]) for row in kept)


def test_a_printed_total_is_kept_as_such_and_not_as_money_of_its_own(
    source: Source, reading: Callable[[str], Reading]
) -> None:
    for name, column, level in (
        ("deliserdang_evaluasi_renja_2025_bappedalitbang", "target_2025_rp", "level_inferensi"),
        ("tangsel_evaluasi_rkpd_tw1_2023", "pagu_2023", "level"),
    ):
        firsts: dict[str, Decimal] = {}
        for row in source(name):
            if row[level] == "kegiatan" and row["uraian"] and row[column]:
                firsts.setdefault(row.get("kode") or row["uraian"], rupiah(row[column]))
        nodes = reading(name).snapshot.frame("node").filter(pl.col("level") == "kegiatan")
        assert Decimal(nodes["stated_total"].sum()) / 100 == sum(firsts.values()) > 0
        money = reading(name).snapshot.frame("allocation")
        assert money.filter(pl.col("node").is_in(nodes["id"].implode())).height == 0


def test_tangerang_selatan_adds_up_in_plan_and_in_spending(
    source: Source, reading: Callable[[str], Reading]
) -> None:
    rows, read = source("tangsel_evaluasi_rkpd_tw1_2023"), reading("tangsel_evaluasi_rkpd_tw1_2023")
    lines = [row for row in rows if row["level"] == "sub_kegiatan"]

    assert money_at(read, "sub_kegiatan", 2023) == sum(rupiah(row["pagu_2023"]) for row in lines)
    assert money_at(read, "sub_kegiatan", 2023, "spending") == sum(
        rupiah(r["tw1_rp"]) for r in lines
    )
    empty = read.snapshot.frame("allocation")["amount"].null_count()
    assert empty == sum(row["pagu_2023"] == "-" for row in lines) == 45


def test_mamberamo_rayas_spending_adds_up_before_and_after_down_to_the_account(
    source: Source, reading: Callable[[str], Reading]
) -> None:
    rows = source("mamberamo_raya_belanja_perubahan_2023")
    snapshot = reading("mamberamo_raya_belanja_perubahan_2023").snapshot
    for version, column in ((1, "jumlah"), (2, "jumlah_perubahan")):
        expected: dict[str, Decimal] = defaultdict(Decimal)
        for row in rows:
            expected[row["kode_rekening"]] += rupiah(row[column])
        money = snapshot.frame("allocation").filter(pl.col("id").str.starts_with(f"v{version}/"))
        read = dict(money.group_by("account").agg(pl.col("amount").sum()).iter_rows())
        assert {account: Decimal(sen) / 100 for account, sen in read.items()} == expected
        assert money.height == len(rows) == 3311


def test_every_row_of_mamberamo_raya_without_an_amount_is_named(
    source: Source, reading: Callable[[str], Reading]
) -> None:
    rows = enumerate(source("mamberamo_raya_belanja_perubahan_2023"), 2)
    empty = [number for number, row in rows if row["jumlah"] == row["jumlah_perubahan"] == ""]
    notes = reading("mamberamo_raya_belanja_perubahan_2023").notes
    (note,) = [note for note in notes if "tanpa rupiah" in note]

    assert note.startswith("24 baris tanpa rupiah di kolom jumlah, jumlah_perubahan, ")
    assert note.endswith(f"baris {', '.join(map(str, empty))}.")
    assert 931 in empty


def test_no_other_summing_rule_meets_as_many_printed_sums_of_sumedang(source: Source) -> None:
    """The profile and the record of the decision give these counts."""
    met: dict[str, int] = defaultdict(int)
    groups: list[tuple[dict[str, str], list[dict[str, str]]]] = []
    above: dict[str, str] = {}
    for row in source("sumedang_rpjmd_program_2018_2023")[:-2]:  # the last two sum up everything
        if not row["kode"] and not row["nama"]:
            row |= {key: above[key] for key in ("jenis_baris", "kode", "nama")}
        if row["jenis_baris"] == "program":
            groups[-1][1].append(row)
        else:
            groups.append((row, []))
        above = row
    for heading, rows in groups:
        for column in ("pagu_2021", "pagu_2022", "pagu_2023"):
            nodes = defaultdict(list)
            for row in rows:
                if row[column] not in ("", "-"):
                    nodes[row["kode"], row["perangkat_daerah"]].append(rupiah(row[column]))
            if nodes and heading[column] not in ("", "-"):
                printed = rupiah(heading[column])
                met["printed"] += 1
                met["each row"] += sum(map(sum, nodes.values())) == printed
                met["each amount"] += sum(sum(set(each)) for each in nodes.values()) == printed
                equal = (e[0] if len(set(e)) == 1 else sum(e) for e in nodes.values())
                met["once if equal"] += sum(equal) == printed

    assert met == {"printed": 195, "each row": 172, "each amount": 178, "once if equal": 184}


def test_the_unit_of_sumedang_is_that_of_the_first_year_and_its_changes_are_told(
    reading: Callable[[str], Reading],
) -> None:
    read = reading("sumedang_renstra_24")
    codes = read.snapshot.frame("node").select(node="id", code="code")
    units = dict(
        read.snapshot.frame("indicator").join(codes, on="node").select("code", "unit").iter_rows()
    )
    nodes = dict(codes.select("code", "node").iter_rows())
    told = [note for note in read.notes if "satuan lain" in note]

    assert read.snapshot.frame("indicator").filter(unit="%", node=nodes["5.03.02"]).height == 3
    assert {units[f"5.03.01.2.{number}"] for number in ("06", "08", "09")} == {"bulan"}
    assert all(f"baris {row} kolom target_2022" in told[0] for row in (16, 18, 19))
    assert told[0].startswith("8 sel")


def test_the_grade_of_tangerang_selatan_has_its_unit(reading: Callable[[str], Reading]) -> None:
    tables = reading("tangsel_evaluasi_rkpd_tw1_2023").snapshot
    graded = tables.frame("target").filter(pl.col("text") == "BB Predikat")
    units = tables.frame("indicator").filter(pl.col("id").is_in(graded["indicator"].implode()))

    assert graded["value"].to_list() == [None, None]
    assert units["unit"].to_list() == ["Predikat", "Predikat"]
