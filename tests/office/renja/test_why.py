"""Each step of the chain says what it serves and why; the reason is written on the line's page."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from kawal.base.audit.models import Entry
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Holding, Office
from kawal.base.organisation.seat import Reach, Seat
from kawal.office.planning.actions import edit_node
from kawal.office.planning.exchange import give_out
from kawal.office.planning.history import of_words
from kawal.office.planning.models import Node, Plan
from kawal.office.renja.why import steps
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
REASON = "gizi balita menentukan angka stunting"


def line() -> Node:
    plan = Plan.objects.drafts().get(kind="renja", first_year=2021, opd__number="08")
    found = plan.nodes.filter(level="sub_kegiatan").order_by("code").first()
    assert found is not None
    return found


def seat(office: str) -> Seat:
    holding = Holding.objects.on(today()).get(office=Office.objects.get(code=office))
    return Seat(holding.account, holding.office, today(), Reach.OWN)


def text_of(office: str, where: str) -> str:
    answer = enter(office).get(where)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def write(node: Node, reason: str) -> None:
    edit_node(
        node=node, values={"reason": reason}, seen={"reason": node.reason}, session="uji",
        by=seat("perencana-08").actor,
    )  # fmt: skip


def test_the_chain_goes_from_the_visi_to_the_line_across_both_plans() -> None:
    told = steps(line())

    assert [each.node.level for each in told] == [
        "visi", "misi", "tujuan", "sasaran", "program", "program", "kegiatan", "sub_kegiatan",
    ]  # fmt: skip
    assert told[0].above is None
    assert [each.above for each in told[1:]] == [each.node for each in told[:-1]]


def test_a_reason_stands_on_the_line_and_on_the_chain_of_what_serves_it() -> None:
    found = line()
    assert "alasannya belum ditulis" in text_of(
        "perencana-08", reverse("renja:line", args=[found.pk])
    )

    write(found, REASON)

    told = text_of("perencana-08", reverse("renja:line", args=[found.pk]))
    assert f"melayani {found.parent.title} karena {REASON}" in told


def test_a_reason_is_written_with_its_line_in_the_trail_and_its_history() -> None:
    found = line()

    write(found, REASON)
    write(Node.objects.get(pk=found.pk), "alasan lain")

    assert Entry.objects.filter(
        action="planning.edit_node", subject_key=found.pk, change__contains='"field":"reason"'
    ).count() == 2  # fmt: skip
    said = [each.text for each in of_words("node", found.pk, "reason", "alasan lain")]
    assert said[-2:] == [REASON, "alasan lain"]


def test_the_reason_leaves_the_house_with_the_plan() -> None:
    found = line()
    write(found, REASON)

    kept = give_out().frame("node").filter(id=found.pk)

    assert kept["reason"].to_list() == [REASON]


def test_a_page_of_the_book_says_why_each_step_is_there() -> None:
    programme = Node.objects.filter(
        plan__kind="rpjmd", level="program", parent__isnull=False, parent__parent__isnull=False
    ).first()
    assert programme is not None
    assert programme.reason

    told = text_of("sekda", reverse("book:node", args=[programme.pk]))

    assert f"melayani {programme.parent.title} karena {programme.reason}" in told
    assert f"melayani {programme.parent.parent.title} karena" in told


def test_the_tree_says_the_reason_where_there_is_one() -> None:
    sasaran = Node.objects.filter(plan__kind="rpjmd", level="sasaran").first()
    assert sasaran is not None

    assert f"karena {sasaran.reason}" in text_of("sekda", "/buku/pohon/")
