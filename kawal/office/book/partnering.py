"""Asking another OPD to work together, and answering."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.audit.chain import digest_of_text
from kawal.base.organisation.clock import today
from kawal.base.organisation.models import Office, Opd
from kawal.base.work.actions import Origin, finish, open_task
from kawal.base.work.notices import notify
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import shown
from kawal.office.book.models import Partnership
from kawal.office.book.synergy import Pair
from kawal.office.findings.cases import DAYS

ORIGIN = "book.partnership"
"""What a task comes from that is to answer such a request."""
_LONGEST_TITLE = 300


@transaction.atomic
def ask(*, pair: Pair, by: Actor) -> Partnership:
    """Ask the OPD of the pair's second to work together: a task for its head. Who asks again, from
    either side, is led to what was asked. Raises ValidationError where that OPD has no head set up."""
    asked = Partnership.objects.select_for_update().filter(key=pair.key).first()
    if asked is not None:
        return asked
    one, other = Opd.objects.get(pk=pair.one.opd), Opd.objects.get(pk=pair.other.opd)
    head = Office.objects.filter(role=Office.Role.HEAD, opd=other).first()
    if head is None:
        raise ValidationError(say("Jabatan kepala {opd} belum ada; daftarkan dahulu.", opd=other))
    title = say("Kerja sama dengan {opd}: {text}", opd=one, text=pair.other.text)
    task = open_task(
        office=head, title=title[:_LONGEST_TITLE], origin=Origin(ORIGIN, pair.key), on=today(),
        days=DAYS, by=by,
    )  # fmt: skip
    made = Partnership.objects.create(
        key=pair.key, table=pair.one.table, one=pair.one.key, other=pair.other.key,
        one_text=pair.one.text, other_text=pair.other.text, one_opd=one, other_opd=other,
        score=pair.score, why=pair.why, asked_on=today(), task=task,
    )  # fmt: skip
    told = {"one": pair.one.key, "other": pair.other.key, "score": str(pair.score)}
    _tell(made, "book.ask_partner", by, told)
    return made


@transaction.atomic
def answer_partner(*, partnership: Partnership, text: str, by: Actor) -> Partnership:
    """Say what comes of it; who asked is told. Raises ValidationError without a word, twice, and from
    an office that was not asked."""
    partnership.refresh_from_db(from_queryset=Partnership.objects.select_for_update())
    task = partnership.task
    if by.office != task.office.code:
        raise ValidationError(say("Permintaan ini dijawab oleh {office}.", office=task.office))
    if task.done_at is not None:
        raise ValidationError(say("Permintaan ini sudah dijawab."))
    if not shown(text):
        raise ValidationError(
            {"reason": say("Tulis apa yang disepakati, atau mengapa tidak perlu.")}
        )
    partnership.answer = text.strip()
    partnership.save(update_fields=("answer",))
    finish(task=task, by=by)
    _tell(partnership, "book.answer_partner", by, {"answer": digest_of_text(partnership.answer)})
    head = Office.objects.filter(role=Office.Role.HEAD, opd=partnership.one_opd).first()
    if head is not None:
        words = say("{opd} menjawab kerja sama: {text}", opd=partnership.other_opd, text=text)
        notify(office=head, key=f"{ORIGIN}|{partnership.pk}", words=words[:400])
    return partnership


def _tell(partnership: Partnership, action: str, by: Actor, change: dict[str, str]) -> None:
    record(by=by, action=action, subject=Subject(ORIGIN, partnership.key, ""), change=change)
