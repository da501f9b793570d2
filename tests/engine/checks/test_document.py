"""A rule told to an official: law, what is judged, since when, what failing means, an example."""

from __future__ import annotations

import pytest

from kawal.engine.checks.case import all_cases
from kawal.engine.checks.case_names import told as befallen
from kawal.engine.checks.catalogue import BY_CODE, RULES
from kawal.engine.checks.document import describe
from kawal.engine.checks.rule import Rule
from kawal.engine.checks.terms import TERMS
from kawal.engine.regulations import Certainty


def told(rule: Rule) -> str:
    return "\n".join(describe(rule))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_tells_its_law_its_subject_its_year_its_weight_and_an_example(
    rule: Rule,
) -> None:
    text = told(rule)

    for label in ("Dasar", "Yang dinilai", "Sejak kapan", "Artinya", "Bila gagal",
                  "Contoh gagal", "Pembenahan", "Data", "Kasus", "Istilah"):  # fmt: skip
        assert f"\n{label}" in text, label
    assert "{" not in text, "a message is shown filled in, as people will read it"
    assert "None" not in text
    assert max(map(len, text.splitlines())) <= 96


def test_what_is_judged_is_told_as_narrow_as_the_rule_is() -> None:
    text = " ".join(told(BY_CODE["SELARAS-08"]).split())

    assert "Yang dinilai setiap indikator program dalam rencana tahunan versi terakhir" in text


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("KODE-01", "rencana untuk tahun 2021 dan sesudahnya Artinya"),
        ("LENGKAP-01", "rencana sebelum 2021 hanya bila sudah ditulis sampai sub kegiatan"),
        ("PAGU-04", "rencana untuk tahun 2021 dan sesudahnya Artinya"),
        ("SUNGGUH-03", "RPJMD dan Renstra dihitung menurut tahun pertamanya"),
    ],
)
def test_since_when_says_which_year_counts_and_that_sub_kegiatan_are_young(
    code: str, said: str
) -> None:
    assert said in " ".join(told(BY_CODE[code]).split())


def test_the_example_is_what_a_failing_case_says() -> None:
    text = " ".join(told(BY_CODE["DAFTAR-03"]).split())

    assert (
        "Nama 1.02.02.2.01.0001 berbeda dari nama dalam Kepmendagri (daftar rekaan untuk contoh)"
        in text
    )
    assert "tertulis “Pembinaan Gizi Desa”, dalam daftar “Pembinaan Gizi”." in text
    assert "Bedanya mulai dari: Desa; dalam daftar: (tidak ada kata lagi)." in text


def test_a_field_is_told_by_the_name_that_people_know() -> None:
    assert "kode organisasi (opd.code)" in told(BY_CODE["KODE-03"])
    text = " ".join(told(BY_CODE["DAFTAR-01"]).split())
    assert "daftar kode resmi (dari petugas yang menjalankan Kawal)" in text


def test_the_cell_to_mend_stands_before_what_else_is_read_and_whole_sheets_stand_last() -> None:
    text = " ".join(told(BY_CODE["LENGKAP-04"]).split())

    assert (
        "Data sumber dana (allocation.fund), pagu (allocation.amount), jenis rencana (plan.kind), "
        "lembar Alokasi (allocation)"
    ) in text


def test_every_value_of_a_number_stands_under_its_name_once() -> None:
    text = told(BY_CODE["KODE-01"])

    assert text.count("Nomor sub kegiatan: paling banyak") == 1
    assert "perlu dicek" in text


def test_a_policy_of_one_regency_is_not_told_as_the_law_of_all() -> None:
    policy = "daerah lain boleh memakai ambang dan ketentuannya sendiri"

    assert policy in " ".join(told(BY_CODE["TAMBAH-01"]).split())
    assert policy not in " ".join(told(BY_CODE["KODE-01"]).split())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_says_what_it_means_beyond_whose_policy_it_is(rule: Rule) -> None:
    assert len(rule.note.split()) > 8


def test_how_sure_a_number_is_is_explained_on_the_page_where_it_stands() -> None:
    terms = {term.word: term.meaning for term in TERMS}

    for code, words in (("KODE-01", Certainty), ("TAMBAH-01", [Certainty.SURE])):
        text = " ".join(told(BY_CODE[code]).split())
        for word in words:
            assert f" {word.value} {terms[word.value]}" in text
    assert "perlu dicek" not in told(BY_CODE["TAMBAH-01"])


@pytest.mark.parametrize("code", ["SIAP-04", "SIAP-05", "PAGU-10"])
def test_a_page_that_says_pasti_in_another_sense_does_not_explain_how_sure_a_number_is(
    code: str,
) -> None:
    _, terms = told(BY_CODE[code]).split("\nIstilah")

    assert "nilainya terbaca" not in terms


def test_a_term_is_explained_also_where_a_line_ends_within_it() -> None:
    for rule in RULES:
        page, terms = told(rule).split("\nIstilah")
        if "versi terakhir" in " ".join(page.split()):
            assert "versi terbaru rencana itu yang dimuat" in " ".join(terms.split()), rule.code


def test_a_number_that_only_says_whom_a_rule_concerns_is_told_by_the_rule_that_judges_by_it() -> (
    None
):
    text = told(BY_CODE["DAFTAR-03"])

    assert "Nomor sub kegiatan" not in text
    assert "batas baris yang dinilai sama dengan KODE-01 dan KODE-02" in text


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("PAGU-08", "Rp10.000.000, sejak"),
        ("SUNGGUH-04", "5 kali, sejak"),
        ("ARAH-03", "Nilai IKM terendah 25, sejak"),
    ],
)
def test_numbers_that_a_part_of_the_subject_reads_stand_on_the_page(code: str, said: str) -> None:
    assert said in " ".join(told(BY_CODE[code]).split())


def test_a_case_with_several_outcomes_tells_each_with_whom_it_befalls() -> None:
    text = " ".join(told(BY_CODE["SIAP-01"]).split())

    assert "lolos, gagal" not in text
    assert (
        "beberapa hasil Dua indikator, satu tanpa kondisi awal: "
        "lolos Cakupan layanan pada program 1.02.02 "
        "gagal Jumlah kader yang dilatih pada sub kegiatan 1.02.02.2.01.0001"
    ) in text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_no_two_outcomes_of_a_case_befall_what_has_the_same_name(rule: Rule) -> None:
    for case in all_cases():
        if case.rule == rule.code:
            names = [names for _, names in befallen(case, rule)]
            assert len(names) == len(set(names)), case.name
