"""A submitted plan against which nothing stands is locked, and from then on it is the baseline."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

import pytest
from django.urls import reverse

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.audit.verify import verify
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Office
from kawal.base.work.models import Notice
from kawal.engine.shared.wording import long_date
from kawal.office.findings.actions import run_checks, waive
from kawal.office.findings.models import Finding
from kawal.office.planning.actions import edit_indicator, send_back, submit
from kawal.office.planning.exchange import baseline_of, bring_in, give_out
from kawal.office.planning.models import Node, Plan
from tests.office.renja.page import DRAFT, SUBMITTED, a_line, where, words_of
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
BAPPEDA = Actor("bappeda", "bappeda", "Bappeda")
HEAD = Actor("kepala", f"kepala-{SUBMITTED}", "Kepala")


def at(plan: Plan, what: str = "plan") -> str:
    return reverse(f"renja:{what}", args=[plan.pk])


def lock(plan: Plan, office: str = "bappeda") -> Any:
    return enter(office).post(at(plan, "lock"))


def spoilt(line: Node) -> None:
    """Let a rule that stops the lock find something on the line."""
    send_back(plan=line.plan, reason="Uji.", by=BAPPEDA)
    measured = line.indicators.order_by("pk").first()
    edit_indicator(
        indicator=measured, values={"unit": ""}, seen={"unit": measured.unit}, session="s", by=HEAD
    )
    submit(plan=line.plan, by=HEAD)


@pytest.mark.parametrize("office", ["bappeda", "sekda"])
def test_a_clean_submitted_plan_is_locked_by_its_office(office: str) -> None:
    line, client = a_line(SUBMITTED), enter(office)
    assert ">Kunci Renja</button>" in words_of(client.get(at(line.plan)))
    assert client.post(at(line.plan, "lock")).status_code == HTTPStatus.FOUND
    page = words_of(enter(f"perencana-{SUBMITTED}").get(at(line.plan)))
    label = Office.objects.get(code=office).name

    assert f"terkunci {long_date(today())} oleh {label}" in page
    assert baseline_of(line.plan) in page
    assert ">Kunci Renja</button>" not in words_of(client.get(at(line.plan)))
    entry = Entry.objects.get(action="planning.lock")
    assert json.loads(entry.change)["baseline"] == baseline_of(line.plan)
    assert verify().broken is None
    told = Notice.objects.filter(words__contains="dikunci oleh")
    assert {each.office.code for each in told} == {HEAD.office, f"perencana-{SUBMITTED}"}


def test_after_the_lock_every_change_is_refused_with_the_reason() -> None:
    line = a_line(SUBMITTED)
    lock(line.plan)
    baseline = baseline_of(line.plan)
    reason = f"sudah dikunci sejak {today():%d-%m-%Y} oleh "
    planner = enter(f"perencana-{SUBMITTED}")
    assert reason in words_of(planner.get(where(line)))
    assert reason in words_of(planner.post(where(line), {"x": "y"}))
    for office, what, form in (
        ("bappeda", "send_back", {"reason": "Kurang."}),
        (HEAD.office, "submit", {}),
        ("sekda", "lock", {}),
    ):
        answer = enter(office).post(at(line.plan, what), form)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert reason in words_of(answer)

    assert baseline_of(line.plan) == baseline == Plan.objects.get(pk=line.plan_id).baseline


def test_the_baseline_tells_a_cell_that_changed_and_nothing_else() -> None:
    line, other = a_line(SUBMITTED), a_line(DRAFT)
    baseline = baseline_of(line.plan)
    lock(line.plan)
    measured = other.indicators.first()
    planner = Actor("x", f"perencana-{DRAFT}", "Perencana")
    edit_indicator(
        indicator=measured, values={"unit": "x"}, seen={"unit": measured.unit}, session="s",
        by=planner,
    )  # fmt: skip
    assert baseline_of(line.plan) == baseline

    Node.objects.filter(pk=line.pk).update(location="Diam-diam")
    assert baseline_of(line.plan) != baseline


def test_the_lock_outlasts_an_import_that_says_the_same() -> None:
    line = a_line(SUBMITTED)
    lock(line.plan)
    brought = bring_in(snapshot=give_out(), by=BAPPEDA)

    assert (brought.added, brought.changed, brought.removed) == (0, 0, 0)
    assert Plan.objects.get(pk=line.plan_id).lock is not None


def test_the_plan_of_the_day_before_was_not_locked() -> None:
    line = a_line(SUBMITTED)
    before = Entry.objects.order_by("-sequence")[0].recorded_at
    lock(line.plan)

    for moment, locked in ((before, False), (None, True)):
        plans = give_out(as_of=moment).frame("plan")
        assert bool(dict(plans.select("id", "locked").iter_rows())[line.plan_id]) is locked


def test_a_finding_that_stops_the_lock_is_told_and_nothing_is_locked() -> None:
    line = a_line(SUBMITTED)
    spoilt(line)
    answer = lock(line.plan)
    page = words_of(answer)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "belum dapat dikunci: 1 temuan menahannya. LENGKAP-02: " in page
    assert "kecualikan dengan alasan" in page
    assert not Plan.objects.get(pk=line.plan_id).locked
    assert not Entry.objects.filter(action="planning.lock").exists()


def test_a_waived_finding_stops_no_lock_and_the_trail_names_it() -> None:
    line = a_line(SUBMITTED)
    spoilt(line)
    run_checks(by=BAPPEDA, on=today())
    sekda = Office.objects.get(code="sekda")
    found = Finding.objects.open().get(plan=line.plan_id, blocking=True, outcome="gagal")
    waive(finding=found, office=sekda, reason="Uji.", until=today(), by=BAPPEDA, on=today())

    assert lock(line.plan).status_code == HTTPStatus.FOUND
    told = json.loads(Entry.objects.get(action="planning.lock").change)
    assert told["waived"] == [found.rule] == ["LENGKAP-02"]


def test_a_draft_and_a_plan_of_the_region_are_not_locked_here() -> None:
    assert lock(a_line(DRAFT).plan).status_code == HTTPStatus.NOT_FOUND
    region = Plan.objects.get(kind="rpjmd")
    Plan.objects.filter(pk=region.pk).update(locked=False)
    answer = lock(region)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "milik daerah" in words_of(answer)


@pytest.mark.parametrize("office", ["asisten-1", "bagian-organisasi", HEAD.office, "bpkad"])
def test_nobody_else_locks(office: str) -> None:
    plan, client = a_line(SUBMITTED).plan, enter(office)

    assert ">Kunci Renja</button>" not in words_of(client.get(at(plan)))
    assert client.post(at(plan, "lock")).status_code == HTTPStatus.NOT_FOUND
    assert not Plan.objects.get(pk=plan.pk).locked
