"""Who comes in: by code and password, few times a minute, and with a password of their own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry, SecurityEvent
from kawal.base.organisation.actions import appoint, end_holding
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Account, Office
from kawal.base.signin.actions import close_account, create_account, reset_password
from tests.base.signin.conftest import OWN_PASSWORD

pytestmark = pytest.mark.django_db
DOOR, PASSWORD_PAGE, HOME = "/masuk/", "/akun/kata-sandi/", "/"


def kinds() -> list[str]:
    return [event.kind for event in SecurityEvent.objects.order_by("pk")]


def sign_in(client: Client, code: str = "bappeda-1", password: str = OWN_PASSWORD) -> Any:
    return client.post(DOOR, {"login": code, "password": password})


def test_code_and_password_open_the_desk(client: Client, account: Account) -> None:
    assert sign_in(client)["Location"] == HOME
    assert client.get(HOME).status_code == 200

    account.refresh_from_db()
    assert account.last_login is not None
    assert kinds() == ["masuk"]


def test_who_wanted_a_page_comes_to_it_and_never_to_another_site(
    client: Client, account: Account
) -> None:
    asked = client.get("/hak-saya/")
    assert asked["Location"] == "/masuk/?next=/hak-saya/"
    form = {"login": account.code, "password": OWN_PASSWORD}
    assert client.post(DOOR, {**form, "next": "/hak-saya/"})["Location"] == "/hak-saya/"
    client.post("/masuk/keluar/")
    assert client.post(DOOR, {**form, "next": "https://lain.example/"})["Location"] == HOME


def test_a_wrong_code_and_a_wrong_password_look_the_same(client: Client, account: Account) -> None:
    def page(code: str) -> str:
        text = sign_in(client, code, "bukan-ini-kata-sandinya").content.decode()
        return text[text.index("<h1") : text.index("Cara lain")].replace(code, "")

    def without_token(text: str) -> str:
        return "".join(line for line in text.splitlines() if "csrfmiddlewaretoken" not in line)

    known, unknown = page(account.code), page("tiada")
    assert without_token(known) == without_token(unknown)
    assert "tidak cocok" in known


def test_a_wrong_code_takes_as_much_work_as_a_wrong_password(
    client: Client, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    worked: list[int] = []
    encode = PBKDF2PasswordHasher.encode

    def counted(self: Any, *args: Any, **kwargs: Any) -> str:
        worked.append(1)
        return encode(self, *args, **kwargs)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counted)
    sign_in(client, account.code, "salah")
    known = len(worked)
    sign_in(client, "tiada", "salah")

    assert known == len(worked) - known == 1


@pytest.mark.usefixtures("account")
def test_after_five_wrong_passwords_the_door_says_when_to_come_again(client: Client) -> None:
    for _ in range(5):
        sign_in(client, password="salah")
    page = sign_in(client).content.decode()

    assert "Terlalu banyak percobaan. Coba lagi pukul" in page
    assert kinds() == ["gagal masuk"] * 5 + ["masuk ditahan"]


@pytest.mark.usefixtures("account")
def test_a_count_is_shared_by_all_processes(client: Client) -> None:
    from django.core.cache import caches

    for _ in range(5):
        sign_in(client, password="salah")
    del caches["default"]  # what another process would have in its memory

    assert "Terlalu banyak percobaan" in sign_in(Client()).content.decode()


def test_what_was_typed_for_a_code_that_nobody_has_is_not_kept(client: Client) -> None:
    sign_in(client, "kata-sandi-di-isian-yang-salah", "x")

    event = SecurityEvent.objects.get()
    assert (event.kind, event.account) == ("gagal masuk", "")
    assert "salah" not in event.detail


def test_a_given_password_must_be_changed_before_any_other_page_opens(
    client: Client, office: Office, sekda: Actor
) -> None:
    account, given = create_account(code="baru-1", by=sekda)
    appoint(office=office, account=account, since=today(), by=sekda)
    sign_in(client, "baru-1", given)

    for url in (HOME, "/hak-saya/", "/akun/sesi/", "/akun/faktor-kedua/"):
        assert client.get(url)["Location"] == PASSWORD_PAGE
    again = {"oldpassword": given, "password1": given, "password2": given}
    assert "harus lain dari yang sekarang" in client.post(PASSWORD_PAGE, again).content.decode()
    own = {"oldpassword": given, "password1": OWN_PASSWORD, "password2": OWN_PASSWORD}
    assert client.post(PASSWORD_PAGE, own)["Location"] == HOME
    assert client.get(HOME).status_code == 200
    assert kinds() == ["masuk", "kata sandi diganti"]


def test_a_given_password_is_nowhere_but_with_whom_it_was_given_to(sekda: Actor) -> None:
    account, given = create_account(code="baru-1", by=sekda)
    second = reset_password(account=account, by=sekda)

    assert given != second
    for each in (given, second):
        assert not Entry.objects.filter(change__contains=each).exists()
        assert each not in Account.objects.get().password
    assert [entry.action for entry in Entry.objects.all()] == ["signin.create", "signin.reset"]


def test_a_new_password_ends_every_session(client: Client, account: Account, sekda: Actor) -> None:
    sign_in(client)
    reset_password(account=account, by=sekda)

    assert client.get(HOME)["Location"].startswith(DOOR)


def test_a_closed_account_is_out_with_the_next_request(
    client: Client, account: Account, sekda: Actor
) -> None:
    sign_in(client)
    close_account(account=account, by=sekda)

    assert client.get(HOME)["Location"].startswith(DOOR)
    assert sign_in(client)["Location"] == "/masuk/ditutup/"


@pytest.mark.usefixtures("account")
def test_with_a_successor_the_office_is_gone_with_the_next_request(
    client: Client, office: Office, sekda: Actor
) -> None:
    sign_in(client)
    assert "Bappeda" in client.get("/hak-saya/").content.decode()
    successor, _ = create_account(code="bappeda-2", by=sekda)
    appoint(office=office, account=successor, since=today(), by=sekda)

    assert client.get("/hak-saya/").status_code == 403


@pytest.mark.usefixtures("account")
def test_an_office_that_ended_yesterday_opens_nothing_today(
    client: Client, office: Office, sekda: Actor
) -> None:
    sign_in(client)
    end_holding(holding=office.holdings.get(), on=today() - timedelta(days=1), by=sekda)

    assert client.get(HOME).status_code == 403


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    "path",
    ["signup/", "daftar/", "masuk/signup/", "email/", "password/reset/", "3rdparty/", "akun/email/",
     "masuk/daftar/", "sosial/", "accounts/signup/"],
)  # fmt: skip
def test_nobody_signs_up_keeps_an_address_or_ties_another_account(
    client: Client, path: str
) -> None:
    assert client.get(f"/{path}").status_code == 404
    sign_in(client)
    assert client.get(f"/{path}").status_code == 404


@pytest.mark.usefixtures("account")
def test_a_strong_office_sets_up_a_second_factor_first(client: Client, settings: Any) -> None:
    settings.KAWAL_SECOND_FACTOR = True
    sign_in(client)

    for url in (HOME, "/hak-saya/", "/akun/sesi/"):
        assert client.get(url)["Location"] == "/akun/faktor-kedua/"
    assert "belum dijaga" in client.get("/akun/faktor-kedua/").content.decode()
