"""Twelve ways to another OPD's record, each answered as if there were none, and each noted."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from kawal.base.audit.models import SecurityEvent
from kawal.base.audit.security import REFUSED
from kawal.office.planning.models import Allocation, Node, Plan
from tests.front.site.addresses import OTHER, OWN, RECORDS
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]


def line(opd: str) -> Node:
    found = Node.objects.filter(plan_id=f"renja-2021-{opd}-v1", level="sub_kegiatan").first()
    assert found is not None
    return found


def attempts(client: Client) -> dict[str, int]:
    """How each attempt by somebody of OWN to reach OTHER was answered."""
    theirs = line(OTHER)
    money = Allocation.objects.filter(node=theirs).first()
    finding = RECORDS["findings:one"](OTHER)
    upload = RECORDS["imports:show"](OTHER)
    task = RECORDS["desk:task"](OTHER)
    assert money is not None
    page = reverse("renja:line", args=[theirs.pk])
    asked = {
        "page of an OPD": client.get(reverse("desk:opd", args=[OTHER])),
        "finding by id": client.get(reverse("findings:one", args=finding)),
        "case by a form": client.post(reverse("findings:answer", args=finding), {"answer": "Ya"}),
        "task by id": client.get(reverse("desk:task", args=task)),
        "line by id": client.get(page),
        "line by a form": client.post(page, {"title": "Milik saya"}),
        "line as of a date": client.get(page, {"per": "2020-03-02"}),
        "plan by id": client.get(reverse("renja:plan", args=[f"renja-2021-{OTHER}-v1"])),
        "uploaded file": client.get(reverse("imports:show", args=upload)),
        "export of a plan": client.get(
            reverse("renja:export", args=[f"renja-2021-{OTHER}-v1"]), {"bentuk": "csv"}
        ),
        "part of a page while typing": client.post(
            reverse("renja:typing", args=[theirs.pk]), {"isian": "i0123456789ab"}
        ),
        "history of an amount": client.get(reverse("renja:amount", args=[money.key])),
    }
    return {name: answer.status_code for name, answer in asked.items()}


def test_the_attempts_find_nothing_and_are_noted() -> None:
    told = attempts(enter(f"perencana-{OWN}"))

    assert set(told.values()) == {404}, told
    assert len(told) == 12
    assert SecurityEvent.objects.filter(kind=REFUSED).count() == len(told)


def test_the_same_are_open_to_who_may() -> None:
    told = attempts(enter(f"kepala-{OTHER}"))

    assert 404 not in told.values(), told


def test_an_own_line_does_not_take_another_opds_programme_by_a_form_field() -> None:
    Plan.objects.filter(pk=f"renja-2021-{OWN}-v1").update(submitted_at=None)
    mine, theirs = line(OWN), line(OTHER)
    client, page = enter(f"perencana-{OWN}"), reverse("renja:line", args=[mine.pk])
    cells = client.get(page).context["form"].cells
    name = next(name for name, cell in cells.items() if cell.table == "support")

    answer = client.post(page, {name: theirs.pk, f"{name}-semula": cells[name].seen})

    assert answer.status_code in (404, 422)
    assert not mine.supports.filter(above=theirs).exists()
