"""Who signs in at the region's identity provider is matched by code, and never made."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.test import Client

from kawal.base.audit.models import SecurityEvent
from kawal.base.organisation.models import Account
from tests.base.signin.test_pages import check

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("account")]
AWAY, BACK = "/masuk/lewat/kantor/", "/masuk/lewat/kantor/kembali/"


@pytest.fixture
def claims(settings: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What an identity provider, set up by settings, says of whoever comes back from it."""
    settings.KAWAL_OIDC_URL = "https://sso.contoh.example"
    app = {
        "provider_id": "kantor", "name": "SSO Kabupaten", "client_id": "kawal", "secret": "r",
        "settings": {"server_url": settings.KAWAL_OIDC_URL},
    }  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }
    told = {"sub": "1", "preferred_username": "bappeda-1"}
    places = {
        name: f"https://sso.contoh.example/{name}"
        for name in ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
    }
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", places)
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "_fetch_user_info", lambda *_: dict(told))
    monkeypatch.setattr(
        OAuth2Client, "get_access_token", lambda *_, **__: {"access_token": "t", "token_type": "b"}
    )
    return told


def go_and_come_back(client: Client, **asked: str) -> Any:
    away = client.get(AWAY, asked)
    assert away["Location"].startswith("https://sso.contoh.example/authorization_endpoint?")
    sent = parse_qs(urlsplit(away["Location"]).query)
    assert sent["code_challenge_method"] == ["S256"]
    return client.get(BACK, {"code": "x", "state": sent["state"][0]})


@pytest.mark.usefixtures("claims")
def test_who_is_known_by_code_comes_in(client: Client) -> None:
    assert "Masuk lewat SSO Kabupaten" in client.get("/masuk/").content.decode()
    assert go_and_come_back(client)["Location"] == "/"

    assert client.get("/").status_code == 200
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("code", ["orang-lain", "", "BAPPEDA-1"])
def test_who_is_not_known_is_led_back_and_no_account_is_made(
    client: Client, claims: dict[str, str], code: str
) -> None:
    claims["preferred_username"] = code
    answer = go_and_come_back(client)

    assert answer["Location"] == "/masuk/"
    assert "Tidak ada akun Kawal untuk Anda." in client.get("/masuk/").content.decode()
    assert Account.objects.count() == 1
    assert SecurityEvent.objects.get().kind == "masuk dari luar tanpa akun"


@pytest.mark.usefixtures("claims")
def test_a_closed_account_stays_closed_from_outside(client: Client) -> None:
    Account.objects.update(is_active=False)

    assert go_and_come_back(client)["Location"] == "/masuk/"


@pytest.mark.usefixtures("claims")
def test_no_account_of_another_house_is_tied_to_one_of_ours(client: Client) -> None:
    client.force_login(Account.objects.get())

    assert go_and_come_back(client, process="connect")["Location"] == "/masuk/"
    assert not SocialAccount.objects.exists()


@pytest.mark.usefixtures("claims")
def test_who_comes_from_outside_changes_no_password_that_they_never_had(client: Client) -> None:
    Account.objects.update(must_change=True)
    go_and_come_back(client)

    assert client.get("/").status_code == 200


@pytest.mark.usefixtures("claims")
def test_an_answer_that_was_not_asked_for_is_refused(client: Client) -> None:
    response = client.get(BACK, {"code": "x", "state": "y"}, follow=True)

    assert response.status_code in (200, 401)
    assert "Anda belum masuk lewat akun kantor." in response.content.decode()
    check(response.content.decode())


def test_without_settings_there_is_no_such_way(client: Client) -> None:
    assert "Masuk lewat" not in client.get("/masuk/").content.decode()
    assert client.get(AWAY)["Location"] == client.get(BACK)["Location"] == "/masuk/"
