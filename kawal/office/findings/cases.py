"""Cases: a finding that stops the lock is put into an office's hands until it is settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.audit.chain import digest_of_text
from kawal.base.audit.models import Entry
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Office
from kawal.base.work.actions import Origin, finish, open_task, reopen
from kawal.base.work.models import Task
from kawal.base.work.notices import notify
from kawal.engine.checks.rule import Outcome
from kawal.engine.shared.wording import shown
from kawal.office.findings.actions import LONGEST_WAIVER
from kawal.office.findings.models import Case, Finding
from kawal.office.planning.models import Plan

DECISION = "findings.decision"
"""What a task comes from that is to decide on an answer; its key is the finding's."""
FROM_FINDINGS = frozenset({"findings.finding", DECISION})
"""What a task comes from whose key is a finding's."""
LONGEST_TITLE = 300
DAYS = 5
"""Working days that an office has to answer."""
_CASE, _ANSWER, _MENDED = "findings.case", "findings.answer", "findings.mend"
"""Under which names the trail keeps them."""


@dataclass(frozen=True)
class Opened:
    """cases: what was opened. ownerless: findings for which no office is set up that could answer."""

    cases: Sequence[Case]
    ownerless: Sequence[Finding]


@transaction.atomic
def open_cases(*, on: date, by: Actor) -> Opened:
    """Open a case for every finding that calls for one and has none: for the head of its OPD or, where
    it belongs to none or stands in a plan of the region, for Bappeda. What is found in a draft is
    nobody else's business yet, and an answer that was accepted and still stands is not asked for again
    (`Case`)."""
    heads = {office.opd_id: office for office in Office.objects.filter(role=Office.Role.HEAD)}
    bappeda = Office.objects.filter(role=Office.Role.BAPPEDA).order_by("code").first()
    of_the_region = set(Plan.objects.filter(opd__isnull=True).values_list("pk", flat=True))
    cases, ownerless = [], []
    stopping = (
        Finding.objects.calling()
        .exclude(cases__in=Case.objects.exclude(state__in=Case.CLOSED))
        .exclude(plan__in=Plan.objects.drafts().values("pk"))
        .exclude(pk__in=[case.finding_id for case in Case.objects.standing(on)])
    )
    for finding in stopping:
        own = finding.plan not in of_the_region
        office = (heads.get(finding.opd_id) if own else None) or bappeda
        if office is None:
            ownerless.append(finding)
            continue
        task = open_task(
            office=office,
            title=finding.message[:LONGEST_TITLE],
            origin=Origin("findings.finding", str(finding.pk)),
            on=on,
            days=DAYS,
            by=by,
        )
        cases.append(Case.objects.create(finding=finding, task=task))
    return Opened(cases, ownerless)


@transaction.atomic
def answer(*, case: Case, text: str, by: Actor) -> Case:
    """Say what was done, or why nothing need be. Raises ValidationError without a word, for a case that
    is closed, and from an office that it does not belong to."""
    _lock(case)
    _refuse_closed(case)
    if by.office != case.task.office.code:
        raise ValidationError(f"Kasus ini dijawab oleh {case.task.office}.")
    if not shown(text):
        raise ValidationError(
            {"answer": "Tulis apa yang sudah diperbaiki, atau mengapa tidak perlu."}
        )
    case.state, case.answer, case.reason = Case.State.ANSWERED, text.strip(), ""
    case.save(update_fields=("state", "answer", "reason"))
    _tell(case, _ANSWER, by, {"answer": digest_of_text(case.answer)})
    _pass_on(case, by)
    return case


@transaction.atomic
def accept(*, case: Case, by: Actor, read: str = "", until: date | None = None) -> Case:
    """Close an answered case. read: the digest of the answer that was read. until: the last day on
    which the answer counts; without one it counts until the finding changes.

    Raises ValidationError for one without an answer, for an answer that was changed since it was
    read, for a last day that has passed or is more than a year away, and from the office or the account
    that answered: nobody accepts an answer of their own.
    """
    _refuse_unanswered(case, by, read)
    if until is not None and not today() <= until <= today() + LONGEST_WAIVER:
        raise ValidationError(
            {"until": "Hari terakhirnya hari ini atau sesudahnya, paling lama satu tahun lagi."}
        )
    case.state, case.until, case.decided = Case.State.ACCEPTED, until, case.finding.decided_by
    case.save(update_fields=("state", "until", "decided"))
    _done(case, by)
    _tell(case, "findings.accept", by, {"until": until.isoformat()} if until is not None else {})
    return case


@transaction.atomic
def send_back(*, case: Case, reason: str, by: Actor, read: str = "") -> Case:
    """Return an answer with a reason; its office has the case again. Raises ValidationError as `accept`
    does, and without a reason."""
    _refuse_unanswered(case, by, read)
    if not shown(reason):
        raise ValidationError({"reason": "Tulis alasannya, supaya jelas apa yang masih kurang."})
    case.state, case.reason = Case.State.RETURNED, reason.strip()
    case.save(update_fields=("state", "reason"))
    _done(case, by)
    reopen(task=case.task, on=today(), days=DAYS, by=by)
    line = _tell(case, "findings.send_back", by, {"reason": digest_of_text(case.reason)})
    notify(
        office=case.task.office,
        key=f"findings.send_back|{line.sequence}",
        words=f"Jawaban dikembalikan: {case.reason}",
        task=case.task,
    )
    return case


@transaction.atomic
def mend(*, case: Case, text: str, by: Actor) -> Case:
    """Close a case by what was just done about its finding in the plan, without waiting for the next
    run; should that run find it still, it opens a new one. text: what was done. Raises ValidationError
    for a case that is closed."""
    _lock(case)
    _refuse_closed(case)
    case.state, case.answer, case.reason = Case.State.MENDED, text, ""
    case.save(update_fields=("state", "answer", "reason"))
    _done(case, by)
    _tell(case, _MENDED, by, {"answer": digest_of_text(text)})
    return case


@transaction.atomic
def close_settled(*, by: Actor) -> Sequence[Case]:
    """Close the cases whose finding the last run did not find any more, or found waived."""
    standing = Finding.objects.calling()
    settled = Case.objects.exclude(state__in=Case.CLOSED).exclude(finding__in=standing)
    closed = list(settled.select_related("task__office", "finding"))
    for case in closed:
        waived = case.finding.outcome == Outcome.WAIVED.value
        case.state = Case.State.WAIVED if waived else Case.State.MENDED
        case.save(update_fields=("state",))
        _done(case, by)
        _tell(case, "findings.settle", by, {"state": case.state})
    return closed


def _pass_on(case: Case, by: Actor) -> None:
    """It is not the turn of who answered any more: an office that may decide has it now."""
    if case.task.done_at is None:
        finish(task=case.task, by=by)
    decider = _decider(case)
    if decider is not None:
        title = f"Putuskan jawaban {case.task.office}: {case.finding.message}"
        origin = Origin(DECISION, str(case.finding_id))
        open_task(
            office=decider, title=title[:LONGEST_TITLE], origin=origin, on=today(), days=DAYS, by=by
        )


def _decider(case: Case) -> Office | None:
    """Bappeda, which verifies plans; of what Bappeda answered itself the Sekda."""
    for role in (Office.Role.BAPPEDA, Office.Role.SEKDA):
        office = Office.objects.filter(role=role).order_by("code").first()
        if office is not None and office != case.task.office:
            return office
    return None


def _done(case: Case, by: Actor) -> None:
    """Nobody has anything to do about the case now."""
    waiting = Task.objects.waiting()
    decision = Q(origin_kind=DECISION, origin_key=str(case.finding_id))
    for task in waiting.filter(Q(pk=case.task_id) | decision):
        finish(task=task, by=by)
    case.task.refresh_from_db()


def _refuse_closed(case: Case) -> None:
    if case.state in Case.CLOSED:
        raise ValidationError(f"Kasus ini sudah ditutup: {case.get_state_display()}.")


def _lock(case: Case) -> None:
    """What stands in the database now, and until the end of the transaction."""
    case.refresh_from_db(from_queryset=Case.objects.select_for_update())


def _refuse_unanswered(case: Case, by: Actor, read: str) -> None:
    _lock(case)
    _refuse_closed(case)
    if case.state != Case.State.ANSWERED:
        raise ValidationError("Belum ada jawaban yang dapat diputuskan.")
    if by.office == case.task.office.code:
        raise ValidationError("Jawaban sendiri diputuskan oleh jabatan lain.")
    answers = Entry.objects.filter(subject_kind=_CASE, subject_key=str(case.pk), action=_ANSWER)
    answered = answers.last()
    if answered is not None and answered.account == by.account:  # the same person in another hat
        raise ValidationError(
            f"Jawaban ini Anda tulis sebagai {answered.office_label}; orang lain yang memutuskannya."
        )
    if read and read != digest_of_text(case.answer):
        raise ValidationError("Jawabannya berubah sejak dibuka. Baca dahulu, lalu putuskan.")


def _tell(case: Case, action: str, by: Actor, change: dict[str, str]) -> Entry:
    subject = Subject(_CASE, str(case.pk), f"{case.finding.rule} {case.state}")
    return record(by=by, action=action, subject=subject, change=change)
