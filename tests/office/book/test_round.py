"""Sharpening as work: a blunt indicator has a case, taking a proposal closes it, and what stands in
the RPJMD can only be proposed to be otherwise."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from kawal.base.audit.actions import Actor
from kawal.base.audit.models import Entry
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Holding, Office
from kawal.base.organisation.seat import Reach, Seat
from kawal.base.work.models import Task
from kawal.engine.checks.sharpness.verdict import judge as engine_judge
from kawal.engine.snapshot.package import digest_of
from kawal.office.book.changing import decide_change, propose_change
from kawal.office.book.models import Change
from kawal.office.book.round import Standing, progress
from kawal.office.book.sharpening import evaluated, sharpness
from kawal.office.findings.cases import accept, answer
from kawal.office.findings.models import BLUNT, Case, CheckRun, Finding
from kawal.office.findings.rounds import judge
from kawal.office.findings.sharp import judged_in, plans_of_the_round
from kawal.office.planning.actions import submit
from kawal.office.planning.exchange import give_out
from kawal.office.planning.models import Indicator, Plan
from tests.regency import enter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("regency", "at_the_meeting")]
WORDS = "Meningkatnya pelayanan ibu hamil"


def seat(office: str = "sekda", reach: Reach = Reach.ALL) -> Seat:
    holding = Holding.objects.on(today()).get(office=Office.objects.get(code=office))
    return Seat(holding.account, holding.office, today(), reach)


def actor(office: str) -> Actor:
    return seat(office).actor


def text_of(office: str, where: str) -> str:
    answered = enter(office).get(where)
    assert answered.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answered.content.decode()).split())


@pytest.fixture
def blunt() -> Indicator:
    """A blunt one of a plan that was handed in with it and is a draft again, with its case."""
    plan = Plan.objects.drafts().get(kind="renja", first_year=2021, opd__number="08")
    found = Indicator.objects.filter(node__plan=plan, node__level="program").first()
    assert found is not None
    found.name, found.unit = WORDS, "persen"
    found.save()
    submit(plan=plan, by=actor("perencana-08"))
    judge()
    Plan.objects.filter(pk=plan.pk).update(submitted_at=None)
    return Indicator.objects.get(pk=found.pk)


@pytest.fixture
def promise() -> Indicator:
    """A blunt one of the RPJMD."""
    judge()
    key = Finding.objects.filter(rule=BLUNT, plan="rpjmd").values_list("key", flat=True).first()
    return Indicator.objects.get(pk=key)


def case_of(indicator: Indicator) -> Case:
    return Case.objects.get(finding__rule=BLUNT, finding__key=indicator.pk)


def test_the_findings_are_exactly_what_the_sharpness_module_calls_blunt() -> None:
    judge()

    found = set(Finding.objects.open().filter(rule=BLUNT).values_list("key", flat=True))
    told = list(judged_in(plans_of_the_round()))
    assert found
    assert found == {each.indicator.pk for each in told if engine_judge(each.stated).is_blunt}


def test_a_blunt_indicator_opens_a_case_for_the_head_of_its_opd(blunt: Indicator) -> None:
    case = case_of(blunt)

    assert case.task.office.code == "kepala-08"
    assert WORDS in case.finding.message


def test_the_case_leads_to_the_proposals_the_parent_and_what_others_use(blunt: Indicator) -> None:
    where = reverse("book:evaluation", args=[blunt.pk])
    page = enter("kepala-08").get(f"/temuan/{case_of(blunt).finding_id}/").content.decode()
    told = text_of("kepala-08", where)

    assert f'href="{where}"' in page
    assert evaluated(blunt).proposals[0].text in told
    assert blunt.follows is not None
    assert blunt.follows.name in told
    assert "dari 100 serupa" in told


def test_taking_a_proposal_closes_the_case_with_both_wordings(blunt: Indicator) -> None:
    text = evaluated(blunt).proposals[0].text

    enter("perencana-08").post(
        reverse("book:take", args=[blunt.pk]), {"usulan": text, "semula": WORDS}
    )

    case = case_of(blunt)
    assert case.state == Case.State.MENDED
    assert WORDS in case.answer
    assert text in case.answer
    assert case.task.done_at is not None
    assert Entry.objects.filter(action="findings.mend", subject_key=str(case.pk)).exists()
    page = text_of("kepala-08", f"/temuan/{case.finding_id}/")
    assert "Diperbaiki dalam rencana, kasus ditutup" in page


def test_the_counters_of_the_round_add_up_whatever_happens(blunt: Indicator) -> None:
    """Sharpened, accepted, overdue and open: every blunt indicator stands in exactly one place."""
    whole = Finding.objects.filter(rule=BLUNT).exclude(plan__in=Plan.objects.drafts().values("pk"))
    before = progress(seat())
    assert before is not None
    assert before.whole == whole.count() == sum(before.standings.values())

    text = evaluated(blunt).proposals[0].text
    enter("perencana-08").post(
        reverse("book:take", args=[blunt.pk]), {"usulan": text, "semula": WORDS}
    )
    submit(plan=Plan.objects.get(pk=blunt.node.plan_id), by=actor("perencana-08"))
    held = list(Case.objects.in_hand().filter(finding__rule=BLUNT, finding__plan="rpjmd"))
    answer(case=held[0], text="Tetap sampai Perda diubah.", by=actor("bappeda"))
    accept(case=held[0], by=actor("sekda"))
    Task.objects.filter(pk=held[1].task_id).update(due_on=held[1].task.opened_on)

    after = progress(seat())
    assert after is not None
    assert after.standings[Standing.SHARPENED] == before.standings[Standing.SHARPENED] + 1
    assert after.standings[Standing.ACCEPTED] == before.standings[Standing.ACCEPTED] + 1
    assert after.standings[Standing.OVERDUE] >= 1
    assert after.whole == sum(after.standings.values()) == whole.count()
    judge()
    again = progress(seat())
    assert again is not None
    assert again.standings == after.standings
    assert again.later >= 1, "the wording of the draft became blunt after its first run"


def test_the_counters_stand_on_the_page_and_lead_there_from_the_desk() -> None:
    judge()
    told = progress(seat())
    assert told is not None

    page = text_of("sekda", "/buku/pertajam/")

    assert f"tumpul di awal putaran {told.at_start}" in page
    for name, count in told.told:
        assert f"{name} {count}" in page
    seen = Finding.objects.visible_to(seat()).open().filter(rule=BLUNT, outcome="gagal")
    assert f"{seen.count()} indikator belum tajam" in text_of("sekda", "/meja/")
    assert f"aturan={BLUNT}" in enter("sekda").get("/meja/").content.decode()


def test_before_any_run_the_round_has_no_figures() -> None:
    judge()
    assert progress(seat()) is not None
    CheckRun.objects.all().delete()

    assert progress(seat()) is None


def test_the_rpjmd_keeps_its_words_whatever_is_proposed_and_decided(promise: Indicator) -> None:
    before, words = digest_of(give_out()), promise.name

    page = text_of("bappeda", reverse("book:evaluation", args=[promise.pk]))
    assert "yang dapat diajukan hanya usul perubahan" in page
    change = propose_change(
        indicator=promise, text="Persentase uji yang memenuhi standar", unit="persen",
        reason="Lebih jelas.", office=Office.objects.get(code="perencana-05"),
        by=actor("perencana-05"),
    )  # fmt: skip
    decide_change(change=change, accepted=True, reason="", by=actor("bappeda"))

    promise.refresh_from_db()
    assert promise.name == words
    assert digest_of(give_out()) == before
    assert change.state == Change.State.ACCEPTED
    case = case_of(promise)
    assert case.state == Case.State.ANSWERED, "the Sekda decides on what Bappeda answered"
    assert "Persentase uji yang memenuhi standar" in case.answer


def test_a_refusal_needs_a_reason_and_the_same_proposal_waits_only_once(promise: Indicator) -> None:
    told = {
        "indicator": promise, "text": "Persentase lain yang tuntas", "unit": "persen",
        "reason": "Lebih jelas.", "office": Office.objects.get(code="perencana-05"),
        "by": actor("perencana-05"),
    }  # fmt: skip
    change = propose_change(**told)

    with pytest.raises(ValidationError, match="sudah menunggu putusan"):
        propose_change(**told)
    with pytest.raises(ValidationError, match="alasan penolakannya"):
        decide_change(change=change, accepted=False, reason=" ", by=actor("bappeda"))
    decide_change(change=change, accepted=False, reason="Satuannya lain.", by=actor("bappeda"))
    with pytest.raises(ValidationError, match="sudah diputuskan"):
        decide_change(change=change, accepted=True, reason="", by=actor("bappeda"))
    assert not Task.objects.waiting().filter(origin_kind="book.change").exists()


def test_a_planner_files_on_the_page_and_bappeda_decides_there(promise: Indicator) -> None:
    opd = promise.node.opd.number
    where = reverse("book:propose_change", args=[promise.pk])

    refused = enter(f"perencana-{opd}").post(where, {"text": "Indeks yang baru", "reason": ""})
    assert refused.status_code == 422
    assert "Tulis alasannya" in refused.content.decode()
    enter(f"perencana-{opd}").post(where, {"text": "Indeks yang baru", "reason": "Terukur."})

    change = Change.objects.get()
    task = Task.objects.get(origin_kind="book.change")
    assert task.office.code == "bappeda"
    assert (
        f"/buku/usul-perubahan/{change.pk}/"
        in enter("bappeda").get(f"/tugas/{task.pk}/")["Location"]
    )
    enter("bappeda").post(
        reverse("book:decide_change", args=[change.pk]), {"putusan": "tolak", "reason": "Belum."}
    )
    assert "ditolak" in text_of(f"perencana-{opd}", reverse("book:changes"))


def test_nobody_decides_on_a_proposal_of_their_own(promise: Indicator) -> None:
    change = propose_change(
        indicator=promise, text="Indeks yang baru", unit="", reason="Terukur.",
        office=Office.objects.get(code="bappeda"), by=actor("bappeda"),
    )  # fmt: skip

    assert Task.objects.get(origin_kind="book.change").office.code == "sekda"
    with pytest.raises(ValidationError, match="jabatan lain"):
        decide_change(change=change, accepted=True, reason="", by=actor("bappeda"))


def test_another_opds_promise_takes_no_proposal(promise: Indicator) -> None:
    other = "05" if promise.node.opd.number != "05" else "20"

    answered = enter(f"perencana-{other}").post(
        reverse("book:propose_change", args=[promise.pk]), {"text": "x", "reason": "y"}
    )

    assert answered.status_code == 404


def test_the_page_of_a_draft_is_its_opds_alone(blunt: Indicator) -> None:
    where = reverse("book:evaluation", args=[blunt.pk])

    assert enter("perencana-05").get(where).status_code == 404
    assert enter("sekda").get(where).status_code == 404
    assert sharpness(blunt.node.plan).blunt
