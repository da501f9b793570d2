"""Bringing a file, having it applied, throwing it away. Each is one transaction with its line in the
trail; the work itself is done later, by `jobs.py`."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from kawal.base.audit.actions import Actor, record
from kawal.base.organisation.clock import now
from kawal.base.organisation.models import Opd
from kawal.office.imports import files
from kawal.office.imports.accepted import refuse_unknown
from kawal.office.imports.models import State, Upload


def receive(
    *,
    given: UploadedFile,
    by: Actor,
    opd: Opd | None = None,
    whole: bool = False,
    stated: bool = False,
) -> Upload:
    """Keep a file; a worker reads it.

    opd: the OPD that it may touch, none for the whole region. whole: it takes the place of the whole
    book. stated: it is of this region, though it does not say so. Raises ValidationError where no
    reader knows it, and where it cannot be kept.
    """
    refuse_unknown(given)
    kept = files.keep(given)
    try:
        with transaction.atomic():
            upload = Upload.objects.create(
                token=kept.token, suffix=kept.suffix, name=kept.name, size=kept.size,
                sha256=kept.sha256, account=by.account, office=by.office,
                office_label=by.office_label, opd=opd, whole=whole, stated=stated,
            )  # fmt: skip
            change = {
                "sha256": kept.sha256,
                "size": kept.size,
                "opd": opd and opd.number,
                "whole": whole,
                "stated": stated,
            }
            record(by=by, action="imports.receive", subject=upload.subject, change=change)
    except BaseException:
        files.remove(kept.token + kept.suffix)
        raise
    return upload


def ask_to_apply(*, upload: Upload, by: Actor) -> bool:
    """Have the file applied as it was previewed. Returns whether this very call did it: a second
    click, or one on what is not ready, changes nothing.

    Raises ValidationError while another file is being applied.
    """
    try:
        with transaction.atomic():
            asked = Upload.objects.filter(pk=upload.pk, state=State.READ).update(
                state=State.APPLYING, approver=by.account, approver_office=by.office,
                approver_label=by.office_label, decided_at=now(), remark="", attempts=0,
                stage="Menunggu giliran", done=0, steps=2,
            )  # fmt: skip
            if not asked:
                return False
            upload.refresh_from_db()
            change = {
                "sha256": upload.sha256,
                "from": upload.book_digest,
                "to": upload.joined_digest,
            }
            record(by=by, action="imports.ask", subject=upload.subject, change=change)
    except IntegrityError as error:
        raise ValidationError(
            "Berkas lain sedang diterapkan. Tunggu sampai selesai, lalu coba lagi."
        ) from error
    return True


@transaction.atomic
def discard(*, upload: Upload, by: Actor) -> bool:
    """Throw the file away. What is being read or applied stays; so does what was applied.

    Returns whether this very call did it.
    """
    gone = Upload.objects.filter(pk=upload.pk, state__in=(State.READ, State.REFUSED)).update(
        state=State.DISCARDED, decided_at=now()
    )
    if not gone:
        return False
    change = {"sha256": upload.sha256}
    record(by=by, action="imports.discard", subject=upload.subject, change=change)
    transaction.on_commit(lambda: files.remove(upload.file))
    return True
