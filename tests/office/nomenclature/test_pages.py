"""The nomenclature as pages: versions with their days, codes from the top down, pairs of decrees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from kawal.engine.generator.official import packs_in_turn, reference_pack
from kawal.engine.reference import package
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
CODES, MAPPING = reverse("nomenclature:codes"), reverse("nomenclature:mapping")


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The two decrees of the sample on disk."""
    folder = tmp_path_factory.mktemp("kode")
    for number, pack in enumerate(packs_in_turn()):
        package.write(pack, folder / str(number))
    return [folder / "0", folder / "1"]


@pytest.fixture
def two_decrees(settings: Any, places: list[Path]) -> None:
    settings.KAWAL_REFERENCES = places


def read(address: str, office: str = "perencana-05", status: int = 200) -> str:
    answer = enter(office).get(address)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.usefixtures("two_decrees")
def test_the_first_sentence_names_the_decree_of_the_year_and_each_version_has_its_days() -> None:
    page = read(CODES)
    old, new = packs_in_turn()

    assert "Rencana 2021 memakai Keputusan rekaan daerah contoh." in page
    assert "1 Januari 2021 sampai 31 Desember 2023" in page
    assert "1 Januari 2024 sampai diganti" in page
    assert all(package.digest_of(pack) in page for pack in (old, new))


@pytest.mark.usefixtures("two_decrees")
def test_a_code_is_reached_from_its_programme_and_the_way_back_is_told() -> None:
    programme = read(f"{CODES}?kode=1.02.02")
    kegiatan = read(f"{CODES}?kode=1.02.02.2.01")

    assert "kode=1.02.02.2.01" in programme
    assert "Indikator resmi" not in programme
    assert "1.02.02.2.01.01" in kegiatan
    assert "Indikator resmi" in kegiatan
    assert "dicabut" in kegiatan
    assert 'href="?versi=' in kegiatan


@pytest.mark.usefixtures("two_decrees")
def test_the_supporting_programme_is_the_same_under_every_bidang() -> None:
    for bidang in ("1.02", "1.03"):
        page = read(f"{CODES}?kode={bidang}")

        assert f"{bidang}.01 " in page
        assert "Program penunjang: sama bagi semua bidang." in page


@pytest.mark.usefixtures("two_decrees")
def test_words_and_beginnings_find_codes_and_nothing_is_said_to_be_nothing() -> None:
    assert "1 kode cocok." in read(f"{CODES}?cari=dokumen+penyusunan")
    assert "kode cocok" in read(f"{CODES}?cari=1.02.02")
    assert "Tidak ada kode yang cocok" in read(f"{CODES}?cari=%3Cscript%3E")
    assert "<script>" not in read(f"{CODES}?cari=%3Cscript%3E")


@pytest.mark.usefixtures("two_decrees")
@pytest.mark.parametrize(
    "address",
    [
        f"{CODES}?versi=tiada", f"{CODES}?kode=9.99", f"{CODES}?kode=';--",
        f"{MAPPING}?lama=tiada", f"{MAPPING}?nasib=lain", f"{MAPPING}?tingkat=lain",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(address: str) -> None:
    read(address, status=404)


@pytest.mark.usefixtures("two_decrees")
def test_pairs_are_counted_certain_ones_apart_and_proposals_say_why() -> None:
    page = read(MAPPING)
    moved = read(f"{MAPPING}?nasib=pindah")

    assert "331 sub kegiatan pasti padanannya, 49 perlu diputuskan orang." in page
    assert "Usulan, belum diterapkan" in page
    assert "dari 100 serupa" in page
    assert "nama sama; bagian akhir kode menjadi empat angka" in moved
    assert "Usulan" not in moved
    assert '<form method="post"' not in page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.usefixtures("two_decrees")
def test_versions_that_were_chosen_the_wrong_way_round_are_read_in_turn() -> None:
    old, new = (package.digest_of(pack)[:12] for pack in packs_in_turn())

    page = read(f"{MAPPING}?lama={new}&baru={old}")

    assert "331 sub kegiatan pasti padanannya" in page


@pytest.mark.usefixtures("two_decrees")
def test_all_pairs_can_be_taken_along_as_csv() -> None:
    answer = enter("bappeda").get(f"{MAPPING}?bentuk=csv")

    assert answer["Content-Type"].startswith("text/csv")
    assert "padanan-" in answer["Content-Disposition"]
    assert answer.content.decode().startswith("tingkat,kode_lama,nama_lama,nasib,pasti")


def test_without_a_list_the_page_says_who_gives_one(settings: Any) -> None:
    settings.KAWAL_REFERENCES = []

    assert "Belum ada daftar kode resmi." in read(CODES)
    assert "kawal reference build" in read(MAPPING)


def test_one_list_has_no_pairs(settings: Any, tmp_path: Path) -> None:
    package.write(reference_pack(), tmp_path / "satu")
    settings.KAWAL_REFERENCES = [tmp_path / "satu"]

    assert "padanan memerlukan dua" in read(MAPPING)
    assert "Padanan kode lama dan baru" not in read(CODES)


def test_a_list_that_cannot_be_read_is_told_and_breaks_no_page(
    settings: Any, tmp_path: Path
) -> None:
    settings.KAWAL_REFERENCES = [tmp_path / "tiada"]

    for address in (CODES, MAPPING):
        page = read(address)
        assert "Daftar kode resmi tidak dapat dibaca." in page
        assert "Daftar kode tidak ada." in page


@pytest.mark.usefixtures("two_decrees")
def test_who_is_outside_does_not_read_it() -> None:
    read(CODES, office="tokoh-agama", status=404)
