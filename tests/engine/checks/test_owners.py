"""Who must act: by the title that the office's name gives its head, and by whose plan it is."""

from __future__ import annotations

import pytest

from kawal.engine.checks.owners import Owners, head_of
from kawal.engine.checks.rule import Office
from tests.factories import a_plan, snapshot_of


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("Sekretariat Daerah", "Sekretaris Daerah"),
        ("SEKRETARIAT DAERAH KABUPATEN", "Sekretaris Daerah"),
        ("SETDA", "Sekretaris Daerah"),
        ("Sekretariat DPRD", "Sekretaris DPRD"),
        ("SEKRETARIAT DEWAN PERWAKILAN RAKYAT DAERAH", "Sekretaris DPRD"),
        ("SETWAN", "Sekretaris DPRD"),
        ("Set. DPRD", "Sekretaris DPRD"),
        ("Inspektorat", "Inspektur"),
        ("INSPEKTORAT DAERAH", "Inspektur"),
        ("Kecamatan Slawi", "Camat Slawi"),
        ("KEC. SLAWI", "Camat SLAWI"),
        ("kelurahan  Pakembaran", "Lurah Pakembaran"),
        ("Rumah Sakit Umum Daerah Contoh", "Direktur Rumah Sakit Umum Daerah Contoh"),
        ("RSUD Contoh", "Direktur RSUD Contoh"),
        ("Dinas Kesehatan", "Kepala Dinas Kesehatan"),
        ("Bagian Umum Sekretariat Daerah", "Kepala Bagian Umum Sekretariat Daerah"),
        ("SATPOL PP", "Kepala SATPOL PP"),
        ("Kecamatan", "Kepala Kecamatan"),
        ("1.02.0.00.0.00.01.0000", "Kepala OPD 1.02.0.00.0.00.01.0000"),
        ("05", "Kepala OPD 05"),
    ],
)
def test_the_name_of_an_office_gives_the_title_of_its_head(name: str, head: str) -> None:
    assert head_of(name) == head


def test_a_short_name_that_hides_the_kind_of_office_gives_way_to_the_long_one() -> None:
    assert head_of("Slawi", "Kecamatan Slawi", "21") == "Camat Slawi"
    assert head_of("Dinkes", "Dinas Kesehatan", "05") == "Kepala Dinkes"
    assert head_of(None, "Dinas Kesehatan", "05") == "Kepala Dinas Kesehatan"


def test_an_office_of_which_nothing_is_known_is_still_an_opd() -> None:
    assert head_of(None, " ") == "Kepala OPD"


def test_the_plan_of_an_opd_is_mended_by_its_head_and_the_rpjmd_by_bappeda() -> None:
    owners = Owners.of(
        snapshot_of(
            opd=[{"id": "05", "name": "Dinas Kesehatan"}],
            plan=[
                a_plan("s", kind="renstra", first_year="2019", last_year="2023"),
                a_plan("j", kind="rpjmd", opd=None, first_year="2019", last_year="2023"),
            ],
        )
    )

    assert owners.owner(Office.PLANNER, "05", "s") == "Kepala Dinas Kesehatan"
    assert owners.owner(Office.PLANNER, "05", "j") == "Kepala Bappeda"
    assert owners.owner(Office.PLANNER, None, "s") == "Kepala Bappeda"
    assert owners.owner(Office.OPD_HEAD, "05", "j") == "Kepala Dinas Kesehatan"
    assert owners.owner(Office.SEKDA, "05", "s") == "Sekretaris Daerah"
