"""What is being typed is never lost: the server keeps it, and so does the machine until it has."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse

from kawal.base.audit.models import Entry
from kawal.office.planning.models import Node, Typed
from tests.office.renja.page import (
    DRAFT,
    SUBMITTED,
    a_line,
    form_on,
    name_of,
    send,
    where,
    words_of,
)
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
PLANNER = f"perencana-{DRAFT}"


def type_into(client: Any, line: Node, field: tuple[str, str], text: str) -> Any:
    """What the page sends as somebody types: the whole form, and which field was touched."""
    name = name_of(line, *field)
    told = {**form_on(client.get(where(line))), name: text, "isian": name}
    return client.post(reverse("renja:typing", args=[line.pk]), told)


def test_typing_is_kept_and_offered_again_and_leaves_the_plan_alone() -> None:
    line, client = a_line(), enter(PLANNER)
    lines = Entry.objects.count()
    answer = type_into(client, line, ("node", "title"), "Judul yang sedang ditulis")

    assert "Tersimpan pukul " in words_of(answer)
    assert Node.objects.get(pk=line.pk).title == line.title
    assert Entry.objects.count() == lines
    again = enter(PLANNER)
    assert "Ada ketikan Anda yang belum masuk ke rencana" in words_of(again.get(where(line)))
    form = form_on(again.get(where(line), {"lanjutkan": "ya"}))
    assert form[name_of(line, "node", "title")] == "Judul yang sedang ditulis"

    send(again, line, form)
    assert Node.objects.get(pk=line.pk).title == "Judul yang sedang ditulis"
    assert not Typed.objects.exists()


def test_typing_is_nobody_elses_and_can_be_thrown_away() -> None:
    line, client = a_line(), enter(PLANNER)
    type_into(client, line, ("node", "title"), "Judul")
    assert "Ada ketikan Anda" not in words_of(enter(f"kepala-{DRAFT}").get(where(line)))

    client.post(reverse("renja:typing", args=[line.pk]), {"buang": "ya"})
    assert not Typed.objects.exists()
    assert "Ada ketikan Anda" not in words_of(client.get(where(line)))


@pytest.mark.parametrize("field", [("allocation", "amount"), ("support", "above")])
def test_a_figure_is_checked_and_not_kept_half_typed(field: tuple[str, str]) -> None:
    answer = type_into(enter(PLANNER), a_line(), field, "12")

    assert answer.status_code == HTTPStatus.OK
    assert "Diperiksa, belum disimpan." in words_of(answer)
    assert not Typed.objects.exists()


def test_typing_into_a_submitted_line_or_another_opds_is_refused() -> None:
    own, other = a_line(SUBMITTED), a_line()
    client, name = enter(f"perencana-{SUBMITTED}"), name_of(own, "node", "title")
    to_own = reverse("renja:typing", args=[own.pk])
    to_other = reverse("renja:typing", args=[other.pk])

    refused = client.post(to_own, {"isian": name, name: "x"})
    assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "sudah diajukan sejak" in words_of(refused)
    assert client.post(to_other, {"isian": name, name: "x"}).status_code == HTTPStatus.NOT_FOUND
    for form in ({}, {"isian": "i0123456789ab"}, {"isian": "\0"}):
        assert client.post(to_own, form).status_code == HTTPStatus.BAD_REQUEST
    assert not Typed.objects.exists()


def test_only_what_was_touched_is_kept() -> None:
    line, client = a_line(), enter(PLANNER)
    type_into(client, line, ("node", "title"), "Judul kemarin")
    type_into(client, line, ("node", "location"), "Slawi")

    assert {each.field: each.text for each in Typed.objects.all()} == {
        "title": "Judul kemarin", "location": "Slawi",
    }  # fmt: skip


def test_a_field_typed_back_to_what_it_was_is_not_offered_again() -> None:
    line, client = a_line(), enter(PLANNER)
    type_into(client, line, ("node", "title"), "Judul")
    type_into(client, line, ("node", "title"), line.title)

    assert "Ada ketikan Anda" not in words_of(client.get(where(line)))


def test_the_session_by_which_one_could_enter_is_not_kept() -> None:
    line, client = a_line(), enter(PLANNER)
    type_into(client, line, ("node", "title"), "Judul")

    assert Typed.objects.get().session not in (client.session.session_key, "")
