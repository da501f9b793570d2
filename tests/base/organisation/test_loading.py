"""A region is set up from a table, as a whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError

from kawal.base.audit.actions import Actor
from kawal.base.organisation.loading import COLUMNS, Loaded, load_offices, read
from kawal.base.organisation.models import Account, Holding, Office, Opd, Portfolio

pytestmark = pytest.mark.django_db


def row(**cells: str) -> Mapping[str, str]:
    return dict.fromkeys(COLUMNS, "") | cells


HEAD = row(
    jabatan="kepala-05", nama="Kepala Dinas Kesehatan", peran="kepala_opd", opd="05",
    akun="kepala-05", sejak="2020-01-02",
)  # fmt: skip


@pytest.fixture(autouse=True)
def dinkes() -> Opd:
    Account.objects.create_account("kepala-05")
    return Opd.objects.create(number="05", name="Dinas Kesehatan", since=date(2019, 1, 1))


def test_an_office_is_founded_with_its_holder(sekda: Actor) -> None:
    assert load_offices(rows=[HEAD], by=sekda) == Loaded(1, 1)

    holding = Holding.objects.get()
    assert (holding.office.code, holding.account.code) == ("kepala-05", "kepala-05")
    assert holding.since == date(2020, 1, 2)


def test_the_same_table_twice_changes_nothing(sekda: Actor) -> None:
    load_offices(rows=[HEAD], by=sekda)

    assert load_offices(rows=[HEAD], by=sekda) == Loaded(0, 0)


def test_an_empty_cell_leaves_what_is_there(sekda: Actor) -> None:
    load_offices(rows=[HEAD], by=sekda)

    load_offices(rows=[row(jabatan="kepala-05", surel="dinkes@contoh.go.id")], by=sekda)

    office = Office.objects.get()
    assert (office.name, office.email) == ("Kepala Dinas Kesehatan", "dinkes@contoh.go.id")


def test_an_assistant_stands_behind_opd(sekda: Actor) -> None:
    assistant = row(jabatan="asisten-1", nama="Asisten I", peran="asisten", dampingan="05")

    load_offices(rows=[assistant], by=sekda)

    assert Portfolio.objects.get().opd.number == "05"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"jabatan": ""}, "Baris 3, (kosong): Kolom jabatan kosong"),
        ({"peran": "raja"}, "raja"),
        ({"opd": "99"}, "OPD 99 tidak berdiri hari ini. Yang ada: 05."),
        ({"akun": "siapa"}, "kawal accounts create siapa"),
        ({"sejak": "2 Maret"}, 'Kolom sejak: "2 Maret" bukan tanggal'),
        ({"status": "tetap"}, "Status tetap tidak dikenal"),
        ({"dampingan": "05"}, "Hanya asisten yang mendampingi OPD"),
        ({"opd": ""}, "isi kolom opd dengan nomornya"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_kept(
    sekda: Actor, wrong: dict[str, str], said: str
) -> None:
    other = dict(HEAD) | {"jabatan": "kepala-lain", "sejak": ""} | wrong

    with pytest.raises(ValidationError) as refused:
        load_offices(rows=[HEAD, other], by=sekda)

    assert said in " ".join(refused.value.messages)
    assert not Office.objects.exists()


def test_a_table_without_its_columns_says_which_it_wants() -> None:
    with pytest.raises(ValidationError, match="Kolom peran, opd"):
        read(StringIO("jabatan,nama\n"))
