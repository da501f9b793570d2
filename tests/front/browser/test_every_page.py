"""Every page that an office can walk to can be read by everyone, on every screen, in every light."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product
from typing import Any

import pytest
from django.urls import Resolver404, resolve

from kawal.base.organisation import rights
from kawal.base.organisation.models import Office
from kawal.base.organisation.seat import Reach
from tests.front.browser.house import PHONE, SCREEN, Visitor

pytestmark = pytest.mark.browser
Visit = Callable[..., Visitor]
PLANNER = "perencana-08"
LINE = "/renja/baris/renja-2021-05-v1/1.02.01.2.01.01/"
OWN_LINE = "/renja/baris/renja-2021-08-v1/1.05.01.2.01.01/"
FULL = {
    "sekda": ["/opd/05/", "/temuan/?hasil=halang", LINE],
    PLANNER: ["/opd/08/", OWN_LINE],
    "tokoh-agama": [],
}
"""Pages to see at their fullest; of other kinds the first that is met will do."""
SAME_FOR_ALL = ("account_", "mfa_", "signin:", "audit:")
"""Rooms whose pages know no office; seen once."""
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def kind_of(path: str) -> str:
    """The view behind an address; its own path where only the sample regency has it."""
    try:
        return resolve(path.partition("?")[0]).view_name
    except Resolver404:
        return path


def pages(visitor: Visitor, first: Sequence[str] = ()) -> Iterator[str]:
    """Walk by the links from the page that is open, and stop at one page of every kind.

    first: those of their kind to stop at, rather than the first that is met.
    """
    met: set[str] = set()
    ahead = [*first, visitor.page.url]
    planned = {kind_of(where) for where in ahead}
    for where in ahead:
        visitor.open(where)
        path = re.sub(r"^https?://[^/]+|[?#].*$", "", visitor.page.url)
        if kind_of(path) not in met:
            met.add(kind_of(path))
            yield path
        links = "links => links.filter(a => a.origin === location.origin).map(a => a.pathname)"
        for link in visitor.page.locator("a[href]").evaluate_all(links):
            if kind_of(link) not in planned | met:
                planned.add(kind_of(link))
                ahead.append(link)


def wrong_with(page: Any, scheme: str, width: int) -> list[str]:
    """All that axe-core finds in that light; in the dark only colours differ, so only they count."""
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    only = LEVELS if scheme == "light" else {"type": "rule", "values": ["color-contrast"]}
    found = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]})
    told = [
        f"{page.url} {scheme} {width}: {each['id']}: {each['nodes'][0]['html'][:200]}"
        for each in found.response["violations"]
    ]
    broad = page.evaluate("document.documentElement.scrollWidth")
    return [*told, f"{page.url} is {broad} wide on {width}"] if broad > width else told


BRIEFLY = ((PHONE, "light"), (SCREEN, "dark"))
"""Both sizes and both lights; the other two pairs are looked at by the long counts."""
WHOLLY = tuple(product((PHONE, SCREEN), ("light", "dark")))


@pytest.mark.parametrize("office", ["sekda", PLANNER, "tokoh-agama"])
@pytest.mark.parametrize(
    "pairs", [BRIEFLY, pytest.param(WHOLLY, marks=pytest.mark.soak)], ids=["briefly", "wholly"]
)
def test_axe_core_finds_nothing_and_nothing_runs_out_at_the_side(
    visit: Visit, office: str, pairs: Sequence[tuple[int, str]]
) -> None:
    screen, phone = visit(office), visit(office, PHONE)
    wrong: list[str] = []

    for path in pages(screen, FULL[office]):
        if office != "sekda" and kind_of(path).startswith(SAME_FOR_ALL):
            continue
        phone.open(path)
        for width, scheme in pairs:
            visitor = screen if width == SCREEN else phone
            wrong += wrong_with(visitor.page, scheme, width)

    assert not wrong, "\n".join(wrong)
    assert not screen.complaints
    assert not phone.complaints


def test_the_door_of_the_sample_and_what_is_not_there_are_as_good(visit: Visit) -> None:
    wrong: list[str] = []

    for width in (SCREEN, PHONE):
        visitor = visit(width=width)
        for where in ("/peragaan/", "/masuk/", "/tiada/"):
            visitor.open(where)
            for scheme in ("light", "dark"):
                wrong += wrong_with(visitor.page, scheme, width)

    assert not wrong, "\n".join(wrong)


OUT_OF_WALK = {
    "ui:stylesheet", "ui:gallery", "desk:home", "desk:task", "imports:show", "imports:check",
    "account_login", "account_inactive", "openid_connect_login", "openid_connect_callback",
    "socialaccount_login_cancelled", "socialaccount_login_error", "mfa_authenticate",
    "mfa_login_webauthn", "account_reauthenticate", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "demo:door", "account_change_password", "renja:export",
    "renja:words", "ui:logo", "book:change", "book:partner",
}  # fmt: skip
"""Pages that lead on at once, that are a file, or that are there only for who has something: a second
factor, a password, a changed field, a mark of the region, a proposal, an asked
partner, another house that vouches for them. Their own tests open them."""


@pytest.mark.parametrize(
    ("office", "role"), [("sekda", Office.Role.SEKDA), (PLANNER, Office.Role.PLANNER)]
)
def test_every_page_that_an_office_may_open_can_be_walked_to(
    visit: Visit, office: str, role: Office.Role
) -> None:
    table = rights.table()
    open_to_it = {
        row.view
        for row in table.rows
        if row.method == rights.ASKING and table.reach(row.view, row.method, role) is not Reach.NONE
    }

    met = {kind_of(path) for path in pages(visit(office), FULL[office])}

    assert open_to_it - OUT_OF_WALK <= met
