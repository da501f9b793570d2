"""Every address by every kind of office, asking and doing, against the table of rights."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kawal.base.audit.models import SecurityEvent
from kawal.base.organisation import rights
from kawal.base.organisation.models import Office
from kawal.base.organisation.seat import Reach
from tests.front.site.addresses import FORMS, OTHER, OWN, address
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
METHODS = (rights.ASKING, rights.DOING)
OFFICES = {
    "bupati": "bupati", "sekda": "sekda", "asisten": "asisten-1",
    "bagian": "bagian-pemerintahan", "organisasi": "bagian-organisasi",
    "bappeda": "bappeda", "bpkad": "bpkad", "kepala_opd": "kepala-05", "perencana": "perencana-05",
    "inspektorat": "inspektorat", "komisi_i": "komisi-i", "tokoh_agama": "tokoh-agama",
    "kemenag": "kemenag",
}  # fmt: skip
"""One office of every kind; those of an OPD are of OWN."""


def views(patterns: list[URLPattern | URLResolver] | None = None, room: str = "") -> Iterator[str]:
    """The names of all addresses that are routed."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace or ""
            yield from views(pattern.url_patterns, f"{room}{inner}:" if inner else room)
        else:
            assert pattern.name, f"{pattern.pattern} has no name, so the table cannot name it"
            yield f"{room}{pattern.name}"


def test_every_address_has_a_row_in_the_table() -> None:
    told = {row.view for row in rights.table().rows}

    assert set(views()) <= told


def test_every_row_names_an_address_or_the_demo() -> None:
    routed = set(views())

    assert {row.view for row in rights.table().rows if not row.view.startswith("demo:")} <= routed


def test_every_kind_of_office_is_walked() -> None:
    assert set(OFFICES) == set(Office.Role.values)


def ask(client: Client, view: str, method: str, opd: str, office: str) -> int:
    url, form = address(view, opd).url, FORMS.get(view, lambda _: {})(office)
    return (client.post(url, form) if method == rights.DOING else client.get(url)).status_code


def is_open(view: str, reach: Reach, opd: str) -> bool:
    """Whether the table opens it: nothing but a reach over everything opens another OPD's."""
    another = address(view, opd).belongs_to_an_opd and opd == OTHER
    return reach is Reach.ALL if another else reach is not Reach.NONE


def test_what_the_table_grants_is_open_and_all_else_is_shut(
    capsys: pytest.CaptureFixture[str],
) -> None:
    walked, wrong = 0, []
    client, entered = Client(), ""
    for (role, office), view in product(OFFICES.items(), sorted(set(views()))):
        records = (OWN, OTHER) if address(view, OWN).belongs_to_an_opd else (OWN,)
        for method, opd in product(METHODS, records):
            walked += 1
            if entered != office:
                client, entered = enter(office), office
            reach = rights.table().reach(view, method, role)
            status = ask(client, view, method, opd, office)
            if method == rights.DOING and status != HTTPStatus.NOT_FOUND:
                entered = ""  # who did something may have signed out, or changed the hat
            if (status != HTTPStatus.NOT_FOUND) != is_open(view, reach, opd):
                wrong.append((role, view, method, opd, status))
    with capsys.disabled():
        print(f" [{walked} requests walked] ", end="")
    assert not wrong, wrong


def test_who_is_not_signed_in_is_led_to_the_door() -> None:
    for view in sorted(set(views())):
        for method in METHODS:
            reach = rights.table().reach(view, method, rights.NOBODY)
            response = Client().generic(method, address(view, OWN).url)
            to_the_door = (
                response.status_code == HTTPStatus.FOUND and "next=" in response["Location"]
            )

            assert to_the_door is (reach is Reach.NONE), (view, method, response.status_code)


def test_what_was_refused_is_noted() -> None:
    client = enter("perencana-05")

    client.post(reverse("organisation:wear"), {"office": "sekda"})

    event = SecurityEvent.objects.get(kind="ditolak")
    assert (event.account, event.office, event.path) == (
        "perencana-05", "perencana-05", reverse("organisation:wear"),
    )  # fmt: skip
