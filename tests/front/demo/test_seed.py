"""The sample regency tells one story: everything in it happened on the day that it says."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from kawal.base.audit.models import Entry
from kawal.base.audit.verify import verify
from kawal.base.work.models import Notice, Task
from kawal.engine.generator.regency import CLOCK
from kawal.engine.measures.working_days import is_working_day, working_day_after
from kawal.engine.shared.wording import long_date
from kawal.front.demo.seed import BUILDER
from kawal.front.demo.words import follow_the_words
from kawal.office.book.editions import editions
from kawal.office.book.vision import vision
from kawal.office.findings.cases import DAYS
from kawal.office.findings.models import Case, CheckRun, Finding, Spell
from kawal.office.planning.models import Indicator, Node
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]


def test_the_trail_tells_of_the_weeks_before_and_holds() -> None:
    days = [timezone.localdate(entry.recorded_at) for entry in Entry.objects.all()]

    assert days == sorted(days)
    assert days[-1] == CLOCK
    assert len(set(days)) > 5
    assert all(is_working_day(day) for day in days)
    assert verify().broken is None


def test_findings_have_ages_and_the_last_run_is_of_this_morning() -> None:
    opened = {timezone.localdate(spell.opened_at) for spell in Spell.objects.all()}

    assert len(opened) > 1
    assert max(opened) < CLOCK
    assert timezone.localdate(CheckRun.objects.all()[0].started_at) == CLOCK


def test_every_deadline_is_that_of_its_notice_and_of_its_line_in_the_trail() -> None:
    lines = Entry.objects.filter(action="work.open")
    opened = {entry.subject_key: timezone.localdate(entry.recorded_at) for entry in lines}
    for task in Task.objects.exclude(case__state=Case.State.RETURNED):
        notice = Notice.objects.get(key=f"work.open|{task.pk}")

        assert task.opened_on == opened[str(task.pk)] == timezone.localdate(notice.made_at)
        assert task.due_on == working_day_after(task.opened_on, DAYS)
        assert f"tenggat {long_date(task.due_on)}" in notice.words


def test_a_case_shows_no_other_year_than_its_own() -> None:
    case = Case.objects.filter(state=Case.State.ANSWERED).first()
    assert case is not None

    page = enter("sekda").get(f"/temuan/{case.finding_id}/").content.decode()
    history = page.partition('<ol class="waktu">')[2]

    assert set(re.findall(r"\b20\d\d pukul", history)) == {"2020 pukul"}


def test_what_is_done_there_now_is_written_on_the_day_of_the_meeting() -> None:
    case = Case.objects.filter(state=Case.State.ANSWERED).first()
    assert case is not None
    read = {"read": "", "reason": "Belum lengkap."}

    page = enter("bappeda").get(f"/temuan/{case.finding_id}/")
    read["read"] = re.findall(r'name="read" value="(\w+)"', page.content.decode())[0]
    enter("bappeda").post(f"/temuan/{case.finding_id}/kembalikan/", read)

    last = Entry.objects.last()
    assert last is not None
    assert last.action == "findings.send_back"
    assert timezone.localdate(last.recorded_at) == CLOCK


def test_the_trail_holds_nothing_that_somebody_typed() -> None:
    labels = set(Entry.objects.values_list("subject_label", flat=True))
    typed = {
        *Node.objects.exclude(title="").values_list("title", flat=True),
        *Indicator.objects.exclude(name="").values_list("name", flat=True),
        *Finding.objects.values_list("message", flat=True),
        *Task.objects.values_list("title", flat=True),
    }

    assert not {label for label in labels if any(text in label for text in typed)}


def test_the_sample_follows_four_words_of_its_visi_and_leaves_one_open() -> None:
    follow_the_words(BUILDER)

    told = vision(editions()[0])
    assert told is not None
    assert [bool(each.followed) for each in told.words] == [True, True, True, True, False]
    assert verify().broken is None
