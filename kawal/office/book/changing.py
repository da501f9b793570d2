"""Proposing a change of the RPJMD, and deciding on it. Nothing here writes into a plan."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.audit.chain import digest_of_text
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Office
from kawal.base.work.actions import Origin, finish, open_task
from kawal.base.work.models import Task
from kawal.base.work.notices import notify
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import shown
from kawal.engine.snapshot.cells import clean_text
from kawal.office.book.models import Change
from kawal.office.findings.cases import DAYS, answer
from kawal.office.findings.models import BLUNT, Case
from kawal.office.planning.models import Indicator

ORIGIN = "book.change"
"""What a task comes from that is to decide on a proposal."""
_LONGEST_TITLE = 300


@transaction.atomic
def propose_change(
    *, indicator: Indicator, text: str, unit: str, reason: str, office: Office, by: Actor
) -> Change:
    """File how an indicator of the RPJMD should be worded in its next version; Bappeda is asked to
    decide, and the Sekda on what Bappeda files. Raises ValidationError without a wording or a reason,
    for the wording that stands already, and for one that waits for a decision already."""
    wanted, unit = clean_text(text) or "", clean_text(unit) or ""
    if not shown(wanted):
        raise ValidationError({"text": say("Tulis rumusan yang diusulkan.")})
    if not shown(reason):
        raise ValidationError(
            {"reason": say("Tulis alasannya; usul dibaca Bappeda dan semua pembaca buku.")}
        )
    if (wanted, unit) == (indicator.name, indicator.unit):
        raise ValidationError({"text": say("Rumusan ini sama dengan yang berlaku.")})
    waiting = Change.objects.waiting().filter(indicator=indicator.pk, text=wanted)
    if waiting.exists():
        raise ValidationError({"text": say("Usul yang sama sudah menunggu putusan.")})
    node = indicator.node
    change = Change.objects.create(
        indicator=indicator.pk, plan=node.plan_id, opd=node.opd, was=indicator.name,
        was_unit=indicator.unit, text=wanted, unit=unit, reason=reason.strip(), office=office,
        filed_on=today(),
    )  # fmt: skip
    _tell(change, "book.propose_change", by, {"text": digest_of_text(wanted)})
    decider = _decider(office)
    if decider is not None:
        title = say("Putuskan usul perubahan RPJMD: {text}", text=wanted)[:_LONGEST_TITLE]
        origin = Origin(ORIGIN, str(change.pk))
        open_task(office=decider, title=title, origin=origin, on=today(), days=DAYS, by=by)
    return change


@transaction.atomic
def decide_change(*, change: Change, accepted: bool, reason: str, by: Actor) -> Change:
    """Accept a proposal for the next version, or refuse it with a reason; who filed it is told. An
    accepted one answers the case of its indicator, where the deciding office holds it.

    Raises ValidationError for a proposal that is decided already, for a refusal without a reason, and
    from the office that filed it: nobody decides on a proposal of their own."""
    change.refresh_from_db(from_queryset=Change.objects.select_for_update())
    if change.state != Change.State.FILED:
        raise ValidationError(say("Usul ini sudah diputuskan."))
    if by.office == change.office.code:
        raise ValidationError(say("Usul sendiri diputuskan oleh jabatan lain."))
    if not accepted and not shown(reason):
        raise ValidationError({"reason": say("Tulis alasan penolakannya.")})
    change.state = Change.State.ACCEPTED if accepted else Change.State.REFUSED
    change.decision, change.decided_on, change.decided_by = reason.strip(), today(), by.office_label
    change.save(update_fields=("state", "decision", "decided_on", "decided_by"))
    told = {"state": change.state, "reason": digest_of_text(change.decision)}
    _tell(change, "book.decide_change", by, told)
    for task in Task.objects.waiting().filter(origin_kind=ORIGIN, origin_key=str(change.pk)):
        finish(task=task, by=by)
    verdict = say("diterima untuk versi berikutnya") if accepted else say("ditolak")
    words = say("Usul perubahan RPJMD {verdict}: {text}", verdict=verdict, text=change.text)
    notify(office=change.office, key=f"book.change|{change.pk}", words=words[:400])
    if accepted:
        _answer_case(change, by)
    return change


def _decider(office: Office) -> Office | None:
    """Bappeda; of what Bappeda filed itself the Sekda."""
    for role in (Office.Role.BAPPEDA, Office.Role.SEKDA):
        found = Office.objects.filter(role=role).order_by("code").first()
        if found is not None and found != office:
            return found
    return None


def _answer_case(change: Change, by: Actor) -> None:
    held = Case.objects.in_hand().filter(finding__rule=BLUNT, finding__key=change.indicator)
    for case in held.select_related("finding", "task__office"):
        if case.task.office.code == by.office:
            text = say(
                "RPJMD tetap sampai diubah dengan Perda; untuk versi berikutnya diterima rumusan "
                "“{text}”.", text=change.text,
            )  # fmt: skip
            answer(case=case, text=text, by=by)


def _tell(change: Change, action: str, by: Actor, told: dict[str, str]) -> None:
    subject = Subject(ORIGIN, str(change.pk), f"{change.indicator} {change.state}")
    record(by=by, action=action, subject=subject, change=told)
