"""Which accounts are worth a look, and where one is signed in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kawal.base.audit.actions import Actor
from kawal.base.organisation.actions import appoint
from kawal.base.organisation.models import Account, Holding, Office
from kawal.base.signin.report import Dormant, dormant, over_powerful
from kawal.base.signin.sessions import device
from tests.base.signin.conftest import OWN_PASSWORD

pytestmark = pytest.mark.django_db
DAY = date(2020, 3, 2)


def office(code: str, role: str = Office.Role.SECTION) -> Office:
    return Office.objects.create(code=code, name=f"Jabatan {code}", role=role)


def seen(code: str, days_ago: int | None) -> Account:
    made = Account.objects.create_account(code)
    if days_ago is not None:
        made.last_login = datetime(2020, 3, 2, 3, tzinfo=UTC) - timedelta(days=days_ago)
        made.save()
    return made


def reasons() -> list[str]:
    return [each.reason for each in over_powerful(DAY)]


def test_who_never_came_and_who_came_long_ago_are_dormant(sekda: Actor) -> None:
    for code, days in (("baru", 0), ("batas", 90), ("lama", 91), ("tak-pernah", None)):
        seen(code, days)
    closed = seen("tutup", None)
    closed.is_active = False
    closed.save()
    held = office("a")
    appoint(office=held, account=Account.objects.get(code="lama"), since=DAY, by=sekda)

    assert dormant(DAY) == [
        Dormant("tak-pernah", (), None),
        Dormant("lama", ("Jabatan a",), date(2019, 12, 2)),
    ]


def test_more_offices_than_allowed_are_too_much(sekda: Actor, settings: Any) -> None:
    settings.KAWAL_MOST_OFFICES = 2
    one = seen("satu", 0)
    for code in ("a", "b"):
        appoint(office=office(code), account=one, since=DAY, by=sekda)
    assert reasons() == []

    appoint(office=office("c"), account=one, since=DAY, by=sekda)
    assert reasons() == ["Memegang 3 jabatan; batasnya 2."]


def test_a_strong_office_behind_a_password_alone_is_too_much(sekda: Actor) -> None:
    one = seen("satu", 0)
    appoint(office=office("sekda", Office.Role.SEKDA), account=one, since=DAY, by=sekda)
    assert reasons() == ["Jabatan sekda: menjangkau semua OPD tanpa faktor kedua."]

    Authenticator.objects.create(user=one, type="recovery_codes", data={})
    assert len(reasons()) == 1
    Authenticator.objects.create(user=one, type="totp", data={})
    assert reasons() == []


@pytest.mark.parametrize(("kind", "most"), [("plt", 180), ("plh", 30)])
def test_plt_and_plh_for_longer_than_allowed_are_too_much(
    sekda: Actor, kind: str, most: int
) -> None:
    since = DAY - timedelta(days=most - 1)
    held = appoint(office=office("a"), account=seen("satu", 0), since=since, by=sekda, kind=kind)
    assert reasons() == []

    Holding.objects.filter(pk=held.pk).update(since=since - timedelta(days=1))
    assert reasons() == [f"Jabatan a: {kind.title()} sejak {most + 1} hari; batasnya {most} hari."]


def test_an_office_that_has_ended_makes_nobody_strong(sekda: Actor) -> None:
    appoint(
        office=office("sekda", Office.Role.SEKDA), account=seen("satu", 0),
        since=DAY - timedelta(days=9), until=DAY - timedelta(days=1), by=sekda,
    )  # fmt: skip

    assert reasons() == []


def test_the_reports_ask_the_database_as_often_for_many_as_for_few(
    sekda: Actor, django_assert_num_queries: Any
) -> None:
    for number in range(12):
        one = seen(f"akun-{number}", None)
        appoint(office=office(f"x{number}"), account=one, since=DAY, by=sekda)

    with django_assert_num_queries(4):
        assert len(dormant(DAY)) == 12
        over_powerful(DAY)


def test_sessions_are_listed_and_one_ends_alone(signed_in: Client, account: Account) -> None:
    other = Client(headers={"user-agent": "Mozilla/5.0 (Android 13) Firefox/120.0"})
    other.post("/masuk/", {"login": account.code, "password": OWN_PASSWORD})
    page = signed_in.get("/akun/sesi/").content.decode()
    assert "Anda sedang masuk di 2 perangkat." in page
    assert "Firefox, Android" in page

    ended = UserSession.objects.get(user_agent__contains="Android")
    signed_in.post("/akun/sesi/akhiri/", {"session": ended.pk})
    assert other.get("/")["Location"].startswith("/masuk/")
    assert signed_in.get("/").status_code == 200


def test_all_other_sessions_end_at_once(signed_in: Client, account: Account) -> None:
    others = [Client(), Client()]
    for each in others:
        each.post("/masuk/", {"login": account.code, "password": OWN_PASSWORD})
    signed_in.post("/akun/sesi/akhiri-lainnya/")

    assert [each.get("/").status_code for each in others] == [302, 302]
    assert signed_in.get("/").status_code == 200


def test_nobody_ends_the_session_of_another(signed_in: Client, account: Account) -> None:
    stranger = Account.objects.create_account("lain", OWN_PASSWORD)
    other = Client()
    other.post("/masuk/", {"login": "lain", "password": OWN_PASSWORD})
    theirs = UserSession.objects.get(user=stranger)
    signed_in.post("/akun/sesi/akhiri/", {"session": theirs.pk})

    assert account != stranger
    assert UserSession.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("typed", ["", "x", "-1", "9" * 30])
def test_a_session_that_is_none_ends_nothing(signed_in: Client, typed: str) -> None:
    assert signed_in.post("/akun/sesi/akhiri/", {"session": typed}).status_code == 302


def test_a_device_is_told_in_two_words() -> None:
    edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/120 Safari/537 Edg/120.0"

    assert device(edge) == "Edge, Windows"
    assert device("curl/8") == "perangkat tidak dikenal"


def test_when_a_session_was_last_seen_costs_no_write_on_every_page(signed_in: Client) -> None:
    signed_in.get("/hak-saya/")
    with CaptureQueriesContext(connection) as asked:
        signed_in.get("/hak-saya/")

    assert asked.captured_queries
    assert not [each for each in asked if each["sql"].startswith(("UPDATE", "INSERT"))]
