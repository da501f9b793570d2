"""Sharing and taking back. Each action is one transaction with its line in the trail."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.organisation.models import Office, Opd
from kawal.base.work.notices import notify
from kawal.office.planning.models import Plan
from kawal.office.sharing.models import Share

RECIPIENTS = (Office.Role.CLERGY, Office.Role.MINISTRY)
"""Offices that read nothing but what is shared with them; every other one has its reach."""


@transaction.atomic
def share(
    *,
    office: Office,
    opd: Opd | None,
    plan: Plan | None,
    since: date,
    until: date | None,
    by: Actor,
) -> Share:
    """Open the page of an OPD, or a plan, to an office outside; it is told.

    Raises ValidationError for an office that needs no sharing, for a draft, which is its OPD's alone,
    and for what that office may read already.
    """
    Office.objects.select_for_update().get(pk=office.pk)  # two clicks share one thing once
    if office.role not in RECIPIENTS:
        raise ValidationError(
            {"office": f"{office} membaca menurut jabatannya; tidak perlu dibagi."}
        )
    if (opd is None) is (plan is None):
        raise ValidationError("Pilih satu: halaman sebuah OPD, atau sebuah rencana.")
    if plan is not None and Plan.objects.drafts().filter(pk=plan.pk).exists():
        raise ValidationError(
            {"plan": f"{plan} masih rancangan OPD; bagikan setelah OPD mengajukannya."}
        )
    if until is not None and until < since:
        raise ValidationError({"until": "Hari terakhir tidak dapat mendahului hari pertama."})
    alike = Share.objects.filter(office=office, opd=opd, plan=plan, withdrawn_at__isnull=True)
    if (standing := alike.exclude(until__lt=since).first()) is not None:
        last = f" sampai {standing.until:%d-%m-%Y}" if standing.until else ""
        raise ValidationError(f"{opd or plan} sudah dibagikan kepada {office}{last}.")
    made = Share.objects.create(
        office=office, opd=opd, plan=plan, since=since, until=until, given_by=by.office_label
    )
    change = {
        "office": office.code,
        "since": since.isoformat(),
        "until": until and until.isoformat(),
    }
    record(by=by, action="sharing.share", subject=_subject(made), change=change)
    words = f"{by.office_label} membagikan {opd.name if opd else plan} kepada Anda."
    notify(office=office, key=f"sharing.share|{made.pk}", words=words)
    return made


@transaction.atomic
def withdraw(*, share: Share, by: Actor) -> Share:
    """Shut what was shared, at once. Raises ValidationError where it was taken back already."""
    found = Share.objects.select_for_update().get(pk=share.pk)
    if found.withdrawn_at is not None:
        raise ValidationError("Pembagian ini sudah dicabut.")
    found.withdrawn_at = timezone.now()
    found.save(update_fields=("withdrawn_at",))
    change = {"office": found.office.code}
    record(by=by, action="sharing.withdraw", subject=_subject(found), change=change)
    return found


def _subject(share: Share) -> Subject:
    if share.opd is not None:
        key = f"{share.opd.number}|{share.opd.since:%Y-%m-%d}"
        return Subject("organisation.opd", key, share.opd.name)
    return Subject("planning.plan", str(share.plan_id), str(share.plan))
