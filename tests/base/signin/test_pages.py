"""Every page of the door looks and speaks like Kawal, and runs nothing that stands within it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import Client

from kawal.base.organisation.models import Account
from kawal.base.signin.urls import urlpatterns
from tests.base.signin.conftest import OWN_PASSWORD

ENGLISH = re.compile(
    r"\b(password|passwords|sign|log ?in|username|your|please|enter|code|key|keys|security|account|"
    r"accounts|the|and|authenticator|recovery|activate|email|confirm|cancel|session|sessions|submit)\b",
    re.IGNORECASE,
)
OUTSIDE = ("/masuk/", "/masuk/ditutup/", "/masuk/lewat/batal/", "/masuk/lewat/gagal/")
INSIDE = (
    "/masuk/keluar/", "/akun/kata-sandi/", "/akun/pastikan/", "/akun/pastikan/kode/",
    "/akun/pastikan/kunci/", "/akun/faktor-kedua/", "/akun/faktor-kedua/aplikasi/",
    "/akun/faktor-kedua/kunci/", "/akun/faktor-kedua/aplikasi/lepas/",
    "/akun/faktor-kedua/cadangan/", "/akun/faktor-kedua/cadangan/baru/", "/akun/sesi/",
)  # fmt: skip
DESK = re.compile(r"//[^/]+/(?!masuk|akun)")
BARE = {
    "/akun/sesi/akhiri/", "/akun/sesi/akhiri-lainnya/", "/akun/faktor-kedua/kunci/hapus/",
    "/masuk/kunci/", "/masuk/lewat/<slug:provider_id>/", "/masuk/lewat/<slug:provider_id>/kembali/",
}  # fmt: skip
"""Addresses that show no page of their own."""
BROKEN = (
    "", "{}", "[]", "1", "null", "bukan JSON", '{"a": 1}', '"x"', "[1]",
    '{"id": "x", "response": {"userHandle": "eA"}}',
    '{"id": "eA", "rawId": "eA", "type": "public-key", "response": {"clientDataJSON": "eA", '
    '"attestationObject": "eA", "authenticatorData": "eA", "signature": "eA", "userHandle": "MQ"}}',
)  # fmt: skip
"""What no passkey would say."""
ELSEWHERE = {"/akun/laporan/", "/masuk/faktor-kedua/"}
"""Pages that other tests open: who may read the report, who has shown a password only."""

pytestmark = pytest.mark.django_db


def seen(page: str) -> str:
    """What a reader sees of it."""
    body = re.sub(r"<(script|svg)\b.*?</\1>", " ", page[page.index("<main") : page.index("</main>")],
                  flags=re.DOTALL)  # fmt: skip
    body = re.sub(r'<p lang="en">.*?</p>', " ", body)
    told = " ".join(re.findall(r'(?:placeholder|title|aria-label|alt)="([^"]*)"', body))
    return re.sub(r"<[^>]+>|bappeda-1|kawal accounts", " ", body) + told


def check(page: str) -> None:
    assert '<link rel="stylesheet" href="/gaya/' in page
    assert page.count("<h1") == 1
    assert '<h1 class="jawaban">' in page
    found = ENGLISH.findall(seen(page))
    assert not found, found
    for script in re.findall(r"<script\b[^>]*>", page):
        assert 'src="/static/' in script or 'type="application/json"' in script, script
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    bare = re.findall(r"<button(?![^>]*\bclass=\"tombol)[^>]*>", page)
    assert not bare, bare


def with_factors(account: Account) -> None:
    class Form:
        secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

    TOTP.activate(account, Form.secret)
    RecoveryCodes.activate(account)


def test_every_address_of_the_door_is_walked() -> None:
    routed = set()
    for pattern in urlpatterns:
        inner = getattr(pattern, "url_patterns", [pattern])
        routed |= {f"/{each.pattern}" for each in inner}

    assert routed == {*OUTSIDE, *INSIDE, *BARE, *ELSEWHERE}


@pytest.mark.parametrize("url", OUTSIDE)
def test_a_page_for_anyone_is_kawals_own(client: Client, url: str) -> None:
    response = client.get(url)

    assert "unsafe" not in response["Content-Security-Policy"]
    check(response.content.decode())


@pytest.mark.parametrize("url", INSIDE)
@pytest.mark.parametrize("guarded", [False, True], ids=["password", "factors"])
def test_a_page_for_who_is_in_is_kawals_own(
    signed_in: Client, account: Account, url: str, guarded: bool
) -> None:
    if guarded:
        with_factors(account)
    response = signed_in.get(url, follow=True)

    assert response.status_code == 200
    check(response.content.decode())


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("/masuk/keluar/", {"next": "https://lain.example/"}),
        ("/akun/kata-sandi/", {}),
        ("/akun/kata-sandi/", {"oldpassword": "x", "password1": "123", "password2": "1"}),
        ("/akun/kata-sandi/", {"oldpassword": "x", "password1": "123456789012", "password2": "1"}),
        ("/akun/pastikan/", {"password": "salah"}),
        ("/akun/faktor-kedua/aplikasi/", {"code": "1"}),
        *(("/akun/faktor-kedua/kunci/", {"credential": typed}) for typed in BROKEN),
        *(("/akun/pastikan/kunci/", {"credential": typed}) for typed in BROKEN),
        ("/akun/faktor-kedua/cadangan/baru/", {}),
    ],
)
def test_a_form_that_is_wrong_says_so_in_indonesian(
    signed_in: Client, url: str, form: dict[str, str]
) -> None:
    response = signed_in.post(url, form, follow=True)

    assert response.status_code == 200
    check(response.content.decode())


def test_a_page_between_password_and_desk_is_kawals_own(client: Client, account: Account) -> None:
    with_factors(account)
    form = {"login": account.code, "password": OWN_PASSWORD}

    check(client.post("/masuk/", form, follow=True).content.decode())
    for wrong in ({"code": "1"}, {"code": ""}, *({"credential": typed} for typed in BROKEN)):
        check(client.post("/masuk/faktor-kedua/", wrong).content.decode())


@pytest.mark.parametrize("form", [{}, {"login": "x"}, {"login": "x" * 200, "password": "y"}])
def test_a_sign_in_that_is_incomplete_says_so_in_indonesian(
    client: Client, form: dict[str, str]
) -> None:
    check(client.post("/masuk/", form).content.decode())


def test_a_passkey_that_nobody_has_leads_back_to_the_door(client: Client) -> None:
    for typed in BROKEN:
        response = client.post("/masuk/kunci/", {"credential": typed}, follow=True)
        check(response.content.decode())


def test_who_asks_too_often_is_told_so(client: Client) -> None:
    for _ in range(30):
        client.post("/masuk/")
    response = client.post("/masuk/")

    assert response.status_code == 429
    check(response.content.decode())
    assert "<h1" in render_to_string("429.html")


def test_who_reads_the_report_sees_both_lists(client: Client, account: Account) -> None:
    from kawal.base.audit.actions import Actor
    from kawal.base.organisation.actions import appoint
    from kawal.base.organisation.models import Office

    by = Actor(account="uji", office="uji", office_label="Uji")
    sekda = Office.objects.create(code="sekda", name="Sekretaris Daerah", role=Office.Role.SEKDA)
    appoint(office=sekda, account=account, since=date(2020, 1, 1), by=by)
    client.force_login(account)
    client.post("/hak-saya/jabatan/", {"office": "sekda"})
    page = client.get("/akun/laporan/").content.decode()

    assert "Sekretaris Daerah: menjangkau semua OPD tanpa faktor kedua." in page
    check(page)


@pytest.fixture
def web(browser: Any, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    width, scheme = getattr(request, "param", (1280, "light"))
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=live_server.url
    )
    yield context.new_page()
    context.close()


def come_in(page: Any) -> None:
    page.goto("/masuk/")
    page.get_by_label("Kode masuk").fill("bappeda-1")
    page.get_by_label("Kata sandi").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()


def prove(page: Any) -> None:
    page.get_by_label("Kata sandi").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Lanjutkan").click()


def plug_in(page: Any) -> Any:
    """A security key that does what a telephone does, without anyone to touch it."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    return tools


@pytest.fixture
def over_http(settings: Any, transactional_db: None) -> None:  # noqa: ARG001
    """No browser would keep cookies for encrypted pages here; and nobody has tried anything yet."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    cache.clear()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("over_http", "account")
def test_a_passkey_is_added_and_signs_in_without_a_password(web: Any) -> None:
    faults: list[str] = []
    web.on("console", lambda told: faults.append(told.text) if "Policy" in told.text else None)
    web.on("pageerror", lambda error: faults.append(str(error)))
    plug_in(web)
    come_in(web)
    web.goto("/akun/faktor-kedua/kunci/")
    prove(web)
    web.get_by_label("Masuk cukup dengan kunci ini").check()
    web.get_by_role("button", name="Tambahkan").click()
    web.get_by_role("heading", name=re.compile("Simpan 10 kode cadangan")).wait_for()
    web.get_by_role("link", name="Sudah saya simpan").click()
    assert web.get_by_text(re.compile(r"Kunci masuk \d\d-\d\d-\d{4}")).is_visible()

    web.goto("/masuk/keluar/")
    web.get_by_role("button", name="Keluar", exact=True).click()
    web.goto("/masuk/")
    web.get_by_role("button", name="Masuk dengan kunci masuk").click()
    web.wait_for_url(DESK)
    web.goto("/hak-saya/")
    assert web.get_by_role("heading", level=1).inner_text() == "Anda bertindak sebagai Bappeda."
    assert not faults


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("over_http", "account")
def test_a_passkey_stands_beside_the_password_as_second_factor_and_is_removed(web: Any) -> None:
    plug_in(web)
    come_in(web)
    web.goto("/akun/faktor-kedua/kunci/")
    prove(web)
    web.get_by_role("button", name="Tambahkan").click()
    web.get_by_role("heading", name=re.compile("Simpan 10 kode cadangan")).wait_for()
    web.context.clear_cookies()
    come_in(web)
    web.get_by_role("button", name="Pakai kunci masuk").click()
    web.wait_for_url(DESK)

    web.goto("/akun/faktor-kedua/")
    web.get_by_role("button", name="Hapus").click()
    prove(web)
    web.get_by_text("Belum ada kunci masuk.").wait_for()
    assert not Authenticator.objects.exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("over_http", "account")
def test_a_passkey_that_is_not_there_is_said_on_the_page(web: Any) -> None:
    tools = plug_in(web)
    web.goto("/masuk/")
    web.get_by_role("button", name="Masuk dengan kunci masuk").click()
    web.get_by_text("Kunci masuk tidak terbaca.").wait_for()
    tools.detach()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("over_http", "account")
@pytest.mark.parametrize(
    "web", [(360, "light"), (1280, "dark")],
    indirect=True, ids=str,
)  # fmt: skip
def test_axe_core_finds_nothing_at_the_door(web: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    come_in(web)
    web.goto("/akun/faktor-kedua/aplikasi/")
    prove(web)
    for url in INSIDE[1:]:
        web.goto(url)
        results = Axe().run(web, options=options)
        assert results.violations_count == 0, (url, results.generate_report())
        assert not web.evaluate("document.documentElement.scrollWidth > window.innerWidth"), url
    web.context.clear_cookies()
    for url in OUTSIDE:
        web.goto(url)
        results = Axe().run(web, options=options)
        assert results.violations_count == 0, (url, results.generate_report())
        assert not web.evaluate("document.documentElement.scrollWidth > window.innerWidth"), url
