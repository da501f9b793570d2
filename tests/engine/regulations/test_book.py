"""The numbers of the law: what held when, who says so, and how sure we are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kawal.engine import regulations
from kawal.engine.regulations import Certainty, NotInForce, all_provisions, history, in_force
from kawal.engine.regulations.book import read
from kawal.engine.regulations.document import tell

TOML = """
[[value]]
key = "contoh"
title = "Contoh"
value = {value}
unit = "persen"
law = "Perbup"
certainty = "pasti"
since = 2020-01-01
until = 2020-12-31
"""


def test_the_day_a_value_ends_it_still_holds_and_the_day_after_its_successor_does() -> None:
    assert in_force("kode.digit_terbanyak", date(2023, 6, 22)).value == 2
    assert in_force("kode.digit_terbanyak", date(2023, 6, 23)).value == 4


def test_before_the_first_value_there_is_none() -> None:
    with pytest.raises(NotInForce, match=r"kode\.digit_terbanyak"):
        in_force("kode.digit_terbanyak", date(2019, 10, 17))


def test_a_misspelt_name_is_told_its_neighbour() -> None:
    with pytest.raises(KeyError, match=r"tambahan\.baris\.waspada"):
        history("tambahan.baris.waspda")


@pytest.mark.parametrize(
    ("key", "percent"),
    [
        ("tambahan.baris.waspada", 10),
        ("tambahan.baris.berat", 20),
        ("tambahan.opd.waspada", 10),
        ("tambahan.opd.berat", 20),
    ],
)
def test_the_alarms_stand_where_the_sekda_put_them(key: str, percent: int) -> None:
    assert in_force(key, date(2020, 3, 2)).value == percent


def test_the_predicates_begin_at_91_76_66_and_51() -> None:
    rows = in_force("kinerja.predikat", date(2021, 1, 1)).value

    assert [row["sejak"] for row in rows] == [91, 76, 66, 51, 0]  # type: ignore[union-attr,index]


def test_the_weights_of_the_akip_evaluation_add_up_to_a_hundred() -> None:
    rows = in_force("akip.bobot", date(2025, 1, 1)).value

    assert sum(row["bobot"] for row in rows) == 100  # type: ignore[union-attr,index]


def rows_of(key: str, on: date) -> list[dict[str, Any]]:
    return list(in_force(key, on).value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("key", "year", "column", "total"),
    [
        ("akip.bobot", 2020, "bobot", 100),
        ("akip.rincian", 2022, "persen", 100),
        ("zi.bobot", 2020, "bobot", 100),
        ("zi.bobot", 2022, "bobot", 100),
        ("inovasi.sid.bobot", 2026, "bobot", 37),
        ("inovasi.spd.bobot", 2026, "bobot", 21),
    ],
)
def test_weights_add_up_to_what_the_regulation_says(
    key: str, year: int, column: str, total: int
) -> None:
    assert sum(row[column] for row in rows_of(key, date(year, 1, 1))) == total


def test_the_levers_of_zona_integritas_weigh_60_in_both_rules() -> None:
    for year in (2020, 2022):
        rows = rows_of("zi.bobot", date(year, 1, 1))
        assert sum(row["bobot"] for row in rows if row["komponen"] == "pengungkit") == 60


def test_the_minimum_of_wbbm_is_the_sum_of_its_parts() -> None:
    minimum = {row["unsur"]: row["wbbm"] for row in rows_of("zi.ambang", date(2022, 1, 1))}

    parts = minimum["survei persepsi korupsi"] + minimum["capaian kinerja lebih baik"]
    assert parts == minimum["birokrasi bersih dan akuntabel"] == Decimal("19.50")


def test_an_index_lies_between_the_lowest_and_the_highest_answer_times_its_factor() -> None:
    scale, times = (
        in_force(f"ikm.{name}", date(2021, 1, 1)).value for name in ("skala", "pengali")
    )
    bounds = [
        in_force(f"ikm.nilai.{name}", date(2021, 1, 1)).value for name in ("terendah", "tertinggi")
    ]

    assert bounds == [scale["terendah"] * times, scale["tertinggi"] * times]  # type: ignore[index,operator]


def test_the_classes_of_the_ikm_begin_at_their_printed_lower_bounds() -> None:
    bounds = {row["mutu"]: row["sejak"] for row in rows_of("ikm.kelas", date(2021, 1, 1))}

    assert bounds == {
        "A": Decimal("88.31"), "B": Decimal("76.61"), "C": Decimal("65.00"), "D": Decimal("25.00"),
    }  # fmt: skip


def test_the_table_of_sample_sizes_is_what_its_formula_gives() -> None:
    formula = in_force("ikm.sampel.rumus", date(2021, 1, 1)).value
    assert isinstance(formula, dict)
    spread = formula["chi_kuadrat"] * formula["peluang"] * (1 - formula["peluang"])
    rows = rows_of("ikm.sampel.tabel", date(2021, 1, 1))

    assert len(rows) == 90
    for row in rows:
        size = row["populasi"]
        exact = spread * size / (formula["galat"] ** 2 * (size - 1) + spread)
        assert round(exact) == row["sampel"], size


def test_the_innovation_index_of_2024_and_2025_have_other_classes() -> None:
    limits = [
        [row["sejak"] for row in rows_of("inovasi.predikat", date(year, 6, 1))]
        for year in (2024, 2025)
    ]

    assert limits == [
        [Decimal("60.01"), Decimal("35.00"), Decimal("0.01")],
        [Decimal("65.01"), Decimal("40.01"), Decimal("0.01")],
    ]


def test_every_deadline_of_a_stage_is_a_week_of_a_month() -> None:
    weeks = [each.value for each in all_provisions() if each.key.startswith("tenggat.")]
    stages = [each for each in weeks if isinstance(each, dict)]

    assert len(stages) == 13
    assert all(1 <= each["bulan"] <= 12 and 1 <= each["minggu"] <= 4 for each in stages)


def test_every_provision_names_its_law_and_what_is_unsure_says_so() -> None:
    assert all(provision.law and provision.title for provision in all_provisions())
    assert in_force("kode.digit_terbanyak", date(2024, 1, 1)).certainty is Certainty.TO_CHECK
    # the annex of Kepmendagri 050-5889/2021 was not read, that of the decree before it was
    assert in_force("kode.digit_terbanyak", date(2022, 1, 1)).certainty is Certainty.TO_CHECK
    assert in_force("kode.digit_terbanyak", date(2021, 1, 1)).certainty is Certainty.SURE


@pytest.mark.parametrize(
    "value",
    ["10", "10.5", '"Rabu"', "true", "{ bulan = 2, minggu = 4 }", '[{ sejak = 1, nama = "A" }]'],
)
def test_the_shape_holds_numbers_words_deadlines_and_tables(value: str) -> None:
    (provision,) = read(TOML.format(value=value))

    assert provision.unit == "persen"


def test_a_decimal_is_exact() -> None:
    (provision,) = read(TOML.format(value="0.1"))

    assert provision.value == Decimal("0.1")


def test_two_values_of_one_name_on_one_day_are_refused() -> None:
    twice = TOML.format(value=1) + TOML.format(value=2).replace("2020-01-01", "2020-12-31")

    with pytest.raises(ValueError, match="dua nilai berlaku pada 2020-12-31"):
        read(twice)


def test_a_value_without_a_law_is_refused() -> None:
    with pytest.raises(ValueError, match="law"):
        read(TOML.format(value=1).replace('law = "Perbup"\n', ""))


def test_the_public_names_are_few() -> None:
    assert set(regulations.__all__) >= {"in_force", "history", "Provision"}


def test_a_name_stands_in_one_area_only() -> None:
    """Areas are read one by one, so a name in a second area would never be found there."""
    areas: dict[str, set[str]] = {}
    for provision in all_provisions():
        areas.setdefault(provision.key, set()).add(provision.area)

    assert {key: found for key, found in areas.items() if len(found) > 1} == {}


def test_money_is_told_as_money_and_what_certainty_means_stands_below() -> None:
    *_, certainty = told = list(tell("perencanaan"))

    assert "    Rp10.000.000" in told
    assert "10.000.000 rupiah" not in "\n".join(told)
    assert certainty.startswith("perlu dicek: belum terbaca pada naskah resmi")
