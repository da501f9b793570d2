"""More than a password: an authenticator app, recovery codes, and what of them lies in the database."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import SecurityEvent
from kawal.base.organisation.models import Account
from kawal.base.signin.actions import reset_password
from tests.base.signin.conftest import OWN_PASSWORD

pytestmark = pytest.mark.django_db
SECOND, APP, CODES = (
    "/akun/faktor-kedua/",
    "/akun/faktor-kedua/aplikasi/",
    "/akun/faktor-kedua/cadangan/",
)
FORGET = "/akun/faktor-kedua/aplikasi/lepas/"


def code_of(secret: str) -> str:
    """What the app on a telephone shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def secret(signed_in: Client) -> str:
    """The account's app is set up."""
    page = signed_in.get(APP).content.decode()
    found = re.search(r'value="([A-Z2-7]{32})"', page)
    assert found is not None
    answer = signed_in.post(APP, {"code": code_of(found[1])})
    assert answer["Location"] == CODES
    return found[1]


def come_back(account: Account) -> Client:
    client = Client()
    form = {"login": account.code, "password": OWN_PASSWORD}
    assert client.post("/masuk/", form)["Location"] == "/masuk/faktor-kedua/"
    return client


def test_with_an_app_the_password_alone_opens_nothing(account: Account, secret: str) -> None:
    client = come_back(account)
    assert client.get("/")["Location"].startswith("/masuk/")

    wrong = client.post("/masuk/faktor-kedua/", {"code": "000000"}).content.decode()
    assert "Kode tidak cocok" in wrong
    assert client.post("/masuk/faktor-kedua/", {"code": code_of(secret)})["Location"] == "/"
    assert client.get("/").status_code == 200


def test_a_code_is_taken_once(account: Account, secret: str) -> None:
    code = code_of(secret)
    assert come_back(account).post("/masuk/faktor-kedua/", {"code": code})["Location"] == "/"

    again = come_back(account).post("/masuk/faktor-kedua/", {"code": code})
    assert "sudah dipakai" in again.content.decode()


def test_codes_are_not_guessed_for_long(account: Account, secret: str) -> None:
    client = come_back(account)
    for _ in range(5):
        client.post("/masuk/faktor-kedua/", {"code": "000000"})
    page = client.post("/masuk/faktor-kedua/", {"code": code_of(secret)}).content.decode()

    assert "Terlalu banyak percobaan" in page


@pytest.mark.usefixtures("secret")
def test_a_recovery_code_stands_in_once(account: Account, signed_in: Client) -> None:
    codes = re.findall(r"<b>(\d{8})</b>", signed_in.get(CODES).content.decode())
    assert len(codes) == 10

    form = {"code": codes[0]}
    assert come_back(account).post("/masuk/faktor-kedua/", form)["Location"] == "/"
    assert come_back(account).post("/masuk/faktor-kedua/", form).status_code == 200


def test_no_secret_lies_readable_in_the_database(secret: str) -> None:
    kept = {each.type: str(each.data) for each in Authenticator.objects.all()}

    assert secret not in kept["totp"]
    assert "gAAAAA" in kept["totp"]
    assert "gAAAAA" in kept["recovery_codes"]


def test_the_last_factor_of_a_strong_office_stays(
    signed_in: Client, secret: str, settings: Any
) -> None:
    settings.KAWAL_SECOND_FACTOR = True
    assert secret
    assert "pasang yang lain dulu" in signed_in.get(FORGET).content.decode()
    signed_in.post(FORGET)
    assert Authenticator.objects.filter(type="totp").exists()

    settings.KAWAL_SECOND_FACTOR = False
    signed_in.post(FORGET)
    assert not Authenticator.objects.exists()


def test_with_a_second_factor_a_strong_office_comes_to_its_desk(
    signed_in: Client, secret: str, settings: Any
) -> None:
    settings.KAWAL_SECOND_FACTOR = True

    assert secret
    assert signed_in.get("/").status_code == 200


def test_what_changes_the_way_in_asks_for_the_password_again(
    client: Client, account: Account
) -> None:
    client.post("/masuk/", {"login": account.code, "password": OWN_PASSWORD})

    assert client.get(APP)["Location"].startswith("/akun/pastikan/?next=")
    wrong = client.post("/akun/pastikan/", {"password": "salah"}).content.decode()
    assert "Kata sandi tidak cocok." in wrong


def test_who_lost_the_telephone_gets_a_new_start(
    account: Account, secret: str, sekda: Actor
) -> None:
    assert secret
    given = reset_password(account=account, by=sekda, factors=True)

    answer = Client().post("/masuk/", {"login": account.code, "password": given})
    assert answer["Location"] == "/"
    assert not Authenticator.objects.exists()


def test_every_change_of_a_factor_is_noted(
    signed_in: Client, secret: str, django_capture_on_commit_callbacks: Any
) -> None:
    assert secret
    cache.clear()
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post("/akun/faktor-kedua/cadangan/baru/")
    signed_in.post(FORGET)

    noted = {(each.kind, each.detail) for each in SecurityEvent.objects.all()}
    assert {("kode cadangan diganti", "recovery_codes"), ("faktor kedua dihapus", "totp")} <= noted
