"""What is proposed is sharper, about the same thing, and in plain Indonesian."""

from __future__ import annotations

import pytest

from kawal.engine.checks.sharpness.code import Code
from kawal.engine.checks.sharpness.indicator import Indicator, Level
from kawal.engine.checks.sharpness.proposals import KEPT, MOST, OF_FIGURES, Proposal, propose
from kawal.engine.checks.sharpness.verdict import judge
from kawal.engine.checks.sharpness.words import read
from tests.engine.sharpness.sentences import Sentence, sentences

BLUNT = [each for each in sentences() if each.main and len(each.indicator.text.split()) > 1]


def proposed(text: str, unit: str = "", level: Level = Level.PROGRAMME) -> list[str]:
    indicator = Indicator(text, unit, level)
    return [each.text for each in propose(indicator, judge(indicator))]


@pytest.mark.parametrize("sentence", BLUNT, ids=lambda each: each.indicator.text)
def test_a_proposal_passes_the_test_and_keeps_the_subject(sentence: Sentence) -> None:
    indicator = sentence.indicator
    kept = read(indicator.text).content
    found = propose(indicator, judge(indicator))

    assert len(found) <= MOST
    for each in found:
        assert not judge(Indicator(each.text, each.unit, indicator.level)).is_blunt
        assert len(read(each.text).content & kept) >= KEPT * len(kept)
        assert "  " not in each.text
        assert "sesudah dilaksanakan" not in each.text


def test_most_texts_that_a_wording_can_mend_get_a_proposal() -> None:
    blunt = [each for each in BLUNT if Code(each.main) not in OF_FIGURES]
    answered = [each for each in blunt if propose(each.indicator, judge(each.indicator))]
    print(f"{len(answered)} of {len(blunt)} blunt texts get a proposal")

    assert len(answered) >= 0.8 * len(blunt)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Persentase capaian target kinerja", "%"),
        ("Persentase penyelenggaraan urusan pemerintahan", "%"),
        ("Persentase desa dengan tata ruang yang baik", "%"),
        ("Persentase potensi air tanah", "%"),
        ("Persentase koperasi yang bermutu", "%"),
        ("Persentase warga yang mengikuti upacara adat", "%"),
        ("Persentase capaian target program perumahan", "%"),
        ("Tersedianya kertas tersedianya tinta", "%"),
    ],
)
def test_nothing_is_proposed_where_every_wording_would_be_nonsense(text: str, unit: str) -> None:
    assert judge(Indicator(text, unit, Level.PROGRAMME)).is_blunt
    assert proposed(text, unit) == []


def test_a_target_that_is_reached_is_proposed_as_what_it_is_about() -> None:
    text = "Persentase capaian target adminitrasi kepegawaian dinas"

    assert proposed(text, "%", Level.ACTIVITY)[0] == (
        "Persentase layanan administrasi kepegawaian dinas yang selesai sesuai standar waktu"
    )


def test_faults_of_figures_get_advice_and_no_wording() -> None:
    flat = Indicator("Persentase rumah layak huni", "%", Level.OBJECTIVE, "70", ("75", "75", "75"))
    verdict = judge(flat)

    assert propose(flat, verdict) == ()
    assert "tulis target yang membaik" in verdict.faults[0].said


def test_a_sub_kegiatan_is_still_counted_and_only_its_unit_changes() -> None:
    text = "Jumlah kios pasar yang dibangun"

    assert proposed(text, "%", Level.SUB_ACTIVITY) == [f"{text} (satuan: unit)"]


@pytest.mark.parametrize(
    ("text", "unit", "first"),
    [
        (
            "Persentase pengelolaan limbah medis",
            "%",
            "Persentase limbah medis yang dikelola sesuai standar",
        ),
        (
            "Jumlah rapat dewan pengupahan",
            "Kali",
            "Persentase rekomendasi hasil rapat dewan pengupahan yang ditindaklanjuti (satuan: persen)",
        ),
        (
            "Persentase koperasi yang dibina",
            "%",
            "Persentase koperasi yang meningkat omzetnya sesudah dibina",
        ),
        (
            "Persentase guru yang mengikuti diklat",
            "%",
            "Persentase guru yang lulus uji kompetensi sesudah mengikuti diklat",
        ),
        ("Tersedianya air bersih desa", "%", "Persentase kebutuhan air bersih desa yang terpenuhi"),
        ("Indeks Pembangunan Manusia", "%", "Indeks Pembangunan Manusia (satuan: indeks)"),
        (
            "Persentase pedagang yang tertib melaporkan omzet",
            "%",
            "Persentase pedagang yang melaporkan omzet tepat waktu",
        ),
        ("Persentase Jumlah Kebutuhan Mebel", "%", "Persentase kebutuhan mebel yang terpenuhi"),
        ("Tercatatnya aset desa", "%", "Persentase aset desa yang tercatat"),
        ("Jumlah desa mandiri", "%", "Persentase desa mandiri"),
        ("Persentase peningkatan desa tertinggal", "%", "Persentase penurunan desa tertinggal"),
        (
            "Persentase pengelolaan pengadaan seragam",
            "%",
            "Persentase pengadaan seragam yang dikelola sesuai standar",
        ),
        (
            "Cakupan penanggulangan wabah ternak",
            "%",
            "Persentase kejadian wabah ternak yang ditanggulangi sesuai standar waktu",
        ),
        (
            "Persentase dukungan terhadap pengurus masjid",
            "%",
            "Indeks kepuasan penerima atas dukungan terhadap pengurus masjid (satuan: indeks)",
        ),
        (
            "Persentase pedoman yang dievaluasi",
            "%",
            "Persentase rekomendasi evaluasi pedoman yang ditindaklanjuti",
        ),
        (
            "Persentase aset desa yang terkelola dengan baik",
            "%",
            "Persentase aset desa yang terkelola sesuai standar",
        ),
        (
            "Persentase kendaraan pemadam yang tertib",
            "%",
            "Persentase kendaraan pemadam yang tercatat lengkap dalam daftar barang",
        ),
        (
            "Persentase penilaian kinerja pegawai",
            "%",
            "Persentase pegawai dengan predikat kinerja minimal baik",
        ),
        (
            "Rasio penyuluh ternak",
            "Rasio",
            "Persentase penyuluh ternak terhadap seluruh penyuluh (satuan: persen)",
        ),
        ("Persentase nilai SAKIP kecamatan", "%", "Nilai SAKIP kecamatan (satuan: nilai)"),
        (
            "Persentase publikasi atas laporan kas",
            "%",
            "Persentase laporan kas yang disampaikan tepat waktu",
        ),
        (
            "Persentase pengujian kendaraan angkutan",
            "%",
            "Persentase kendaraan angkutan yang lulus uji",
        ),
        ("Tingkat disiplin perawat", "%", "Persentase perawat yang tidak dikenai hukuman disiplin"),
        (
            "Meningkatnya pedagang yang menjadi eksportir",
            "%",
            "Persentase pedagang yang menjadi eksportir",
        ),
    ],
)
def test_the_first_proposal_is_what_a_planner_would_write(text: str, unit: str, first: str) -> None:
    assert proposed(text, unit)[0] == first


@pytest.mark.parametrize(
    ("text", "unit", "first"),
    [
        (
            "Tersedianya perlengkapan dapur",
            "Bulan",
            "Jumlah paket perlengkapan dapur yang disediakan (satuan: paket)",
        ),
        (
            "Terpeliharanya gedung balai",
            "Bulan",
            "Jumlah gedung balai yang dipelihara (satuan: unit)",
        ),
        (
            "Tersedianya jasa kebersihan",
            "Bulan",
            "Jumlah laporan penyediaan jasa kebersihan (satuan: laporan)",
        ),
        (
            "Jumlah rapat forum petani",
            "Kali",
            "Jumlah laporan pelaksanaan rapat forum petani (satuan: laporan)",
        ),
        (
            "Jumlah naskah ajar yang tersusun",
            "%",
            "Jumlah naskah ajar yang tersusun (satuan: dokumen)",
        ),
        ("Jumlah guru yang dilatih", "%", "Jumlah guru yang dilatih (satuan: orang)"),
    ],
)
def test_a_sub_kegiatan_is_counted_as_the_nomenclature_counts_it(
    text: str, unit: str, first: str
) -> None:
    assert proposed(text, unit, Level.SUB_ACTIVITY)[0] == first


def test_what_stands_done_is_counted_where_outputs_are_planned() -> None:
    assert proposed("Gapura terbangun", "", Level.UNSTATED)[0] == "Jumlah gapura yang terbangun"


def test_a_unit_typed_behind_the_text_is_not_said_twice() -> None:
    text = "Jumlah kios pasar yang dibangun (unit)"

    assert proposed(text, "%", Level.SUB_ACTIVITY) == [
        "Jumlah kios pasar yang dibangun (satuan: unit)"
    ]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Persentase engelolaan limbah medis", "limbah medis yang dikelola sesuai standar"),
        ("Persentase kelompok tani yang di bina", "kelompok tani yang aktif sesudah dibina"),
    ],
)
def test_letters_and_blanks_that_slipped_are_mended(text: str, mended: str) -> None:
    assert proposed(text, "%")[0] == f"Persentase {mended}"


def test_names_in_capitals_stay_and_other_words_become_small() -> None:
    assert proposed("Persentase Pengelolaan Aset BUMD")[0].endswith(
        "aset BUMD yang dikelola sesuai standar"
    )


def test_a_text_without_a_subject_gets_no_proposal() -> None:
    assert proposed("Persentase", "%") == proposed("!!", "%") == []


def test_a_sharp_indicator_gets_no_proposal() -> None:
    assert proposed("Persentase jalan kabupaten dalam kondisi mantap", "%") == []


def test_a_proposal_tells_a_unit_of_another_kind_and_is_written_without_it() -> None:
    there = Proposal("Indeks kepuasan warga", "indeks").beside("%")

    assert there.text == "Indeks kepuasan warga (satuan: indeks)"
    assert there.named == "Indeks kepuasan warga"
    assert Proposal("Persentase warga puas", "persen").beside("Persen").text == (
        "Persentase warga puas"
    )
