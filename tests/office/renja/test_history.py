"""Every field of words opens what it was, who made it so, and since when."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from kawal.base.audit.actions import Actor
from kawal.office.planning.actions import edit_indicator, edit_node
from kawal.office.planning.history import of_words
from kawal.office.planning.models import Indicator, Node, Plan
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
PLANNER = {
    "by": Actor(account="perencana-08", office="perencana-08", office_label="Perencana Satpol PP"),
    "session": "uji",
}


def line() -> Node:
    plan = Plan.objects.drafts().get(kind="renja", first_year=2021, opd__number="08")
    found = plan.nodes.filter(level="sub_kegiatan", indicators__isnull=False).first()
    assert found is not None
    return found


def rename(node: Node, to: str) -> None:
    node.refresh_from_db()
    edit_node(node=node, values={"title": to}, seen={"title": node.title}, **PLANNER)


def words(where: str, office: str = "perencana-08") -> str:
    answer = enter(office).get(where)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_title_that_changed_twice_tells_all_three_the_oldest_first() -> None:
    node = line()
    first = node.title
    rename(node, "Kedua")
    rename(node, "Ketiga")

    told = of_words("node", node.pk, "title", "Ketiga")

    assert [each.text for each in told] == [first, "Kedua", "Ketiga"]
    assert told[0].written is None
    assert told[2].written is not None
    assert told[2].written.office == "perencana-08"
    assert told[0].until == told[1].since
    assert told[2].until is None


def test_another_field_that_changed_is_no_change_of_this_one() -> None:
    node = line()
    edit_node(node=node, values={"location": "Slawi"}, seen={"location": node.location}, **PLANNER)

    told = of_words("node", node.pk, "title", node.title)

    assert [each.text for each in told] == [node.title]


def test_the_line_links_to_the_history_of_a_field_once_there_is_one() -> None:
    node = line()
    where = reverse("renja:words", args=["node", "title", node.pk])
    page = reverse("renja:line", args=[node.pk])
    assert where not in enter("perencana-08").get(page).content.decode()

    rename(node, "Kedua")

    assert where in enter("perencana-08").get(page).content.decode()
    assert "Isi ini berubah 1 kali" in words(where)
    assert "Kedua" in words(where)
    assert "Perencana Satpol PP" in words(where)


def test_a_baseline_has_its_history_too() -> None:
    indicator = Indicator.objects.filter(node=line()).first()
    assert indicator is not None
    before = indicator.baseline_text
    edit_indicator(
        indicator=indicator,
        values={"baseline_text": "42"},
        seen={"baseline_text": before},
        **PLANNER,
    )

    where = reverse("renja:words", args=["indicator", "baseline_text", indicator.pk])

    assert "42" in words(where)
    assert before in words(where)


@pytest.mark.parametrize(("table", "column"), [("node", "tiada"), ("tiada", "title")])
def test_a_field_there_is_not_has_no_page(table: str, column: str) -> None:
    where = reverse("renja:words", args=[table, column, line().pk])

    assert enter("perencana-08").get(where).status_code == 404


def test_another_opds_history_is_not_there() -> None:
    where = reverse("renja:words", args=["node", "title", line().pk])

    assert enter("perencana-05").get(where).status_code == 404
