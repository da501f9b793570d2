"""What cannot be answered is told in words, with a way on."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.test import Client

from kawal.base.organisation.models import Account
from tests.regency import enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def officeless() -> Client:
    """Somebody who is signed in and holds no office today."""
    client = Client()
    client.force_login(Account.objects.create_account("perencana-baru"))
    return client


@pytest.mark.parametrize("where", ["/", "/temuan/", "/hak-saya/"])
def test_who_holds_no_office_is_told_whom_to_ask_and_can_leave(
    officeless: Client, where: str
) -> None:
    answer = officeless.get(where)
    page = answer.content.decode()

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Akun perencana-baru tidak memegang jabatan hari ini" in page
    assert "Bagian Organisasi" in page
    assert "Keluar</button>" in page


def test_and_the_way_out_leads_out(officeless: Client) -> None:
    page = officeless.get("/").content.decode()
    way_out = page.partition('<form method="post" action="')[2].partition('"')[0]

    officeless.post(way_out)

    assert officeless.get("/").status_code == HTTPStatus.FOUND


@pytest.mark.usefixtures("regency", "at_the_meeting")
def test_what_is_too_large_is_told_in_indonesian_with_the_mend() -> None:
    answer = enter("perencana-05").post(
        "/hak-saya/jabatan/", "isi=" + "x" * 3_000_000, "application/x-www-form-urlencoded"
    )
    page = answer.content.decode()

    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "Isian terlalu besar, jadi tidak disimpan." in page
    assert "paling banyak 2.560 KB" in page


def test_too_many_fields_are_no_server_fault() -> None:
    answer = Client().post("/tampilan/", {f"a{number}": "1" for number in range(1001)})

    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_another_host_is_told_plainly() -> None:
    answer = Client().get("/", headers={"host": "lain.example"})

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Permintaan ini tidak terbaca." in answer.content.decode()
