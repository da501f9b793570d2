"""Pages can be read by everyone, on every screen, and run nothing that was typed into them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from kawal.base.ui import frame, stylesheet
from kawal.engine.shared.language import speaking

pytestmark = pytest.mark.django_db
GALLERY = "/galeri/"


def page_of(client: Client, **headers: str) -> str:
    return client.get(GALLERY, headers=headers).content.decode()


@pytest.fixture
def region() -> Iterator[None]:
    before = frame.tell("region", lambda _: "Kabupaten Contoh")
    yield
    frame.tell("region", before)


def test_nothing_is_inline_and_the_policy_allows_nothing_inline(client: Client) -> None:
    response = client.get(GALLERY)
    page = response.content.decode()

    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert not re.search(r"<script|<style|\sstyle=|\son\w+=|javascript:", page)
    assert not re.search(r"""(src|href)=["']?(https?:|//)""", page)


def test_the_stylesheet_is_kept_for_ever_under_its_own_digest_only(client: Client) -> None:
    own = client.get(f"/gaya/{stylesheet.digest()}.css")
    other = client.get("/gaya/lama.css")

    assert "immutable" in own["Cache-Control"]
    assert other["Cache-Control"] == "no-cache"
    assert "url(" not in own.content.decode()


@pytest.mark.usefixtures("region")
def test_the_page_names_the_region_that_a_higher_room_tells(client: Client) -> None:
    assert "Kabupaten Contoh" in page_of(client)


def test_sample_data_says_so(client: Client) -> None:
    assert "Data contoh" in page_of(client)
    assert "Data contoh" not in render_to_string("404.html")


def test_a_page_asks_for_the_region_only_when_it_shows_it() -> None:
    def refuse(_: object) -> str:
        raise AssertionError

    before = frame.tell("region", refuse)
    frame.context(RequestFactory().get("/"))
    frame.tell("region", before)


def test_english_is_a_choice_of_the_reader_not_of_the_browser(client: Client) -> None:
    assert 'lang="id"' in page_of(client, accept_language="en")

    client.post("/tampilan/", {"bahasa": "en", "next": GALLERY})
    page = page_of(client)
    assert 'lang="en"' in page
    assert "Skip to the content" in page


def test_colours_that_the_reader_chose_stay_and_others_are_refused(client: Client) -> None:
    client.post("/tampilan/", {"tema": "gelap"})
    client.post("/tampilan/", {"tema": '"><script>'})

    assert '<html lang="id" data-tema="gelap">' in page_of(client)


def test_a_choice_never_leads_to_another_site(client: Client) -> None:
    assert client.post("/tampilan/", {"next": "https://lain.example/"})["Location"] == "/"


def test_a_page_that_is_not_there_says_so_politely(client: Client) -> None:
    response = client.get("/tiada/")

    assert response.status_code == 404
    assert "Halaman ini tidak ada." in response.content.decode()


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "500"])
def test_every_error_page_stands_even_without_a_request(name: str) -> None:
    page = render_to_string(f"{name}.html")
    with speaking("en"):
        assert 'lang="en"' in render_to_string(f"{name}.html")

    assert "<h1" in page
    assert "Ke halaman depan" in page
    assert PermissionDenied.__name__ not in page


@pytest.fixture
def gallery(browser: Any, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    width, scheme, script = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=script
    )
    page = context.new_page()
    page.goto(live_server.url + GALLERY)
    yield page
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    "gallery",
    [(width, scheme, True) for width in (360, 1280) for scheme in ("light", "dark")],
    indirect=True,
    ids=str,
)
def test_axe_core_finds_nothing_and_nothing_runs_out_at_the_side(gallery: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    results = Axe().run(gallery, options=options)

    assert results.violations_count == 0, results.generate_report()
    assert not gallery.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.mark.browser
@pytest.mark.parametrize("gallery", [(1280, "light", True)], indirect=True, ids=str)
def test_who_uses_the_keyboard_sees_where_they_are(gallery: Any) -> None:
    gallery.keyboard.press("Tab")
    assert gallery.evaluate("document.activeElement.className") == "lewati"
    assert gallery.evaluate("document.activeElement.getBoundingClientRect().left") >= 0

    for _ in range(6):
        gallery.keyboard.press("Tab")
        ring = "getComputedStyle(document.activeElement).outline"
        assert "3px" in gallery.evaluate(ring)
        assert "none" not in gallery.evaluate(ring)


@pytest.mark.browser
@pytest.mark.parametrize("gallery", [(360, "light", False)], indirect=True, ids=str)
def test_without_javascript_everything_can_be_read(gallery: Any) -> None:
    assert gallery.get_by_text("Rp272.897.250.000").is_visible()
    gallery.locator("summary").first.click()
    assert gallery.locator("details table").first.is_visible()
