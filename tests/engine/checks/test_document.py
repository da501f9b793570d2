"""A rule told to an official: law, what is judged, since when, what failing means, an example."""

from __future__ import annotations

import pytest

from kawal.engine.checks.catalogue import BY_CODE, RULES
from kawal.engine.checks.document import describe
from kawal.engine.checks.rule import Rule


def told(rule: Rule) -> str:
    return "\n".join(describe(rule))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_tells_its_law_its_subject_its_year_its_weight_and_an_example(
    rule: Rule,
) -> None:
    text = told(rule)

    for label in ("Dasar hukum", "Yang dinilai", "Sejak kapan", "Bila gagal", "Contoh gagal",
                  "Pembenahan", "Data", "Kasus"):  # fmt: skip
        assert f"\n{label}" in text, label
    assert "{" not in text, "a message is shown filled in, as people will read it"
    assert "None" not in text
    assert max(map(len, text.splitlines())) <= 96


def test_the_example_is_what_a_failing_case_says() -> None:
    text = " ".join(told(BY_CODE["DAFTAR-03"]).split())

    assert "Nama 1.02.02.2.01.01 berbeda dari Kepmendagri contoh mulai kata “Desa”" in text
    assert "Tertulis “Pembinaan Gizi Desa”, dalam daftar “Pembinaan Gizi”." in text


def test_a_field_is_told_by_the_name_that_people_know() -> None:
    assert "kode organisasi (opd.code)" in told(BY_CODE["KODE-03"])
    assert "daftar kode resmi (--reference)" in " ".join(told(BY_CODE["DAFTAR-01"]).split())


def test_every_value_of_a_number_stands_under_its_name_once() -> None:
    text = told(BY_CODE["KODE-01"])

    assert text.count("Paling banyak berapa angka") == 1
    assert "perlu dicek" in text


def test_a_policy_of_one_regency_is_not_told_as_the_law_of_all() -> None:
    policy = "daerah lain boleh memakai ambang dan ketentuannya sendiri"

    assert policy in " ".join(told(BY_CODE["TAMBAH-01"]).split())
    assert policy not in " ".join(told(BY_CODE["KODE-01"]).split())


def test_each_line_of_the_cases_tells_one_outcome_and_whom_it_befalls() -> None:
    text = " ".join(told(BY_CODE["SIAP-01"]).split())

    assert "lolos, gagal" not in text
    assert "gagal Indikator tanpa kondisi awal (Jumlah kader yang dilatih 1.02.02.2.01.01)" in text
    assert "lolos Indikator tanpa kondisi awal (Cakupan layanan 1.02.02)" in text
