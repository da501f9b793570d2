"""A plan is handed in by the head of its OPD and sent back with a reason; who may read it when."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from django.urls import reverse

from kawal.base.audit.models import SecurityEvent
from kawal.base.organisation.models import Portfolio
from kawal.office.findings.models import Case, CheckRun, Finding
from kawal.office.planning.models import Node, Plan
from tests.office.renja.page import DRAFT, SUBMITTED, a_line, form_on, send, where, words_of
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]


def plan_page(plan: Plan, what: str = "plan") -> str:
    return reverse(f"renja:{what}", args=[plan.pk])


def test_the_page_of_a_plan_lists_its_lines_with_what_each_lacks() -> None:
    line = a_line()
    page = words_of(enter(f"perencana-{DRAFT}").get(plan_page(line.plan)))

    assert where(line) in page
    assert "baris masih kurang sesuatu" in page
    assert "penguncian" in page
    assert ">Ajukan Renja</button>" not in page


def test_the_desk_of_a_planner_leads_to_the_lines_and_to_the_plan() -> None:
    line = a_line()
    desk = words_of(enter(f"perencana-{DRAFT}").get(reverse("desk:planner")))

    assert where(line) in desk
    assert plan_page(line.plan) in desk


def test_the_page_of_an_opd_leads_to_its_plan() -> None:
    page = words_of(enter("sekda").get(reverse("desk:opd", args=[SUBMITTED])))

    assert plan_page(a_line(SUBMITTED).plan) in page


def test_the_head_submits_and_then_nobody_changes_a_figure() -> None:
    line, head = a_line(), enter(f"kepala-{DRAFT}")
    assert ">Ajukan Renja</button>" in words_of(head.get(plan_page(line.plan)))
    form = form_on(head.get(where(line)))
    assert head.post(plan_page(line.plan, "submit")).status_code == HTTPStatus.FOUND

    assert Plan.objects.get(pk=line.plan_id).submitted_at is not None
    assert ">Ajukan Renja</button>" not in words_of(head.get(plan_page(line.plan)))
    assert send(head, line, form, node_title="x").status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert Node.objects.get(pk=line.pk).title == line.title


def test_what_is_submitted_twice_is_told_so() -> None:
    plan = a_line(SUBMITTED).plan
    answer = enter(f"kepala-{SUBMITTED}").post(plan_page(plan, "submit"))

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "sudah diajukan" in words_of(answer)


@pytest.mark.parametrize("office", ["sekda", "bappeda", "bagian-organisasi", "asisten-1"])
def test_a_plan_is_sent_back_with_a_reason_and_can_be_changed_again(office: str) -> None:
    line, client = a_line(SUBMITTED), enter(office)
    assert ">Kembalikan</button>" in words_of(client.get(plan_page(line.plan)))
    silent = client.post(plan_page(line.plan, "send_back"), {"reason": " "})
    assert silent.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Tulis alasannya" in words_of(silent)

    client.post(plan_page(line.plan, "send_back"), {"reason": "Targetnya belum terukur."})
    assert Plan.objects.get(pk=line.plan_id).submitted_at is None
    planner = enter(f"perencana-{SUBMITTED}")
    form = form_on(planner.get(where(line)))
    assert send(planner, line, form, node_location="Slawi").status_code == HTTPStatus.FOUND
    assert client.get(where(line)).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("office", ["inspektorat", "komisi-i", "bpkad", "bupati"])
def test_who_only_reads_is_offered_nothing_to_press(office: str) -> None:
    line = a_line(SUBMITTED)
    page = enter(office).get(plan_page(line.plan))

    assert page.status_code == HTTPStatus.OK
    assert ">Kembalikan</button>" not in words_of(page)
    assert not form_on(enter(office).get(where(line)))
    assert enter(office).post(where(line), {}).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    "office", ["sekda", "bappeda", "asisten-1", "inspektorat", "perencana-05", "kepala-05"]
)
def test_a_draft_is_seen_by_its_own_opd_only(office: str) -> None:
    line = a_line()
    money, measured = line.allocations.first(), line.indicators.first()
    addresses = (
        where(line), f"{where(line)}?per=2020-03-02", plan_page(line.plan),
        reverse("renja:amount", args=[money.key]), reverse("renja:target", args=[2021, 0, measured.pk]),
    )  # fmt: skip
    client = enter(office)

    assert [client.get(each).status_code for each in addresses] == [HTTPStatus.NOT_FOUND] * 5
    assert SecurityEvent.objects.filter(office=office).count() >= 5


def test_an_assistant_reads_only_whom_it_stands_behind() -> None:
    first = Portfolio.objects.get(office__code="asisten-1", opd__number=SUBMITTED)
    assert first
    assert enter("asisten-1").get(where(a_line(SUBMITTED))).status_code == HTTPStatus.OK
    assert enter("asisten-2").get(where(a_line(SUBMITTED))).status_code == HTTPStatus.NOT_FOUND


def test_the_plans_of_the_region_are_read_by_who_reads_everything_and_changed_by_nobody() -> None:
    goal = Node.objects.filter(plan__kind="rpjmd", level="sasaran").first()
    page = enter("sekda").get(where(goal))

    assert page.status_code == HTTPStatus.OK
    assert "Sasaran: " in words_of(page)
    assert not form_on(page)
    assert enter(f"perencana-{DRAFT}").get(where(goal)).status_code == HTTPStatus.NOT_FOUND
    assert enter("bappeda").post(where(goal), {}).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("level", ["visi", "misi", "program", "kegiatan"])
def test_a_node_of_every_level_opens(level: str) -> None:
    node = Node.objects.filter(level=level, plan__locked=True).first()

    assert enter("sekda").get(where(node)).status_code == HTTPStatus.OK


def test_a_plan_that_was_never_judged_is_not_said_to_be_well() -> None:
    line, client = a_line(SUBMITTED), enter("sekda")
    CheckRun.objects.all().delete()
    Case.objects.filter(finding__plan=line.plan_id).delete()
    Finding.objects.filter(plan=line.plan_id).delete()

    assert "belum diperiksa" in words_of(client.get(plan_page(line.plan)))
    assert "belum diperiksa" in words_of(client.get(where(line)))
