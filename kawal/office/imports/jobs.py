"""What a worker does with one file: read it and make the preview, or apply it. Each may be cut at any
moment and done again from its start."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, transaction

from kawal.base.audit.actions import record
from kawal.base.organisation.clock import today
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.snapshot.package import digest_of
from kawal.office.imports import files, keeping
from kawal.office.imports.models import State, Upload
from kawal.office.imports.preparing import Prepared, prepared
from kawal.office.imports.preview import findings_of, preview_of
from kawal.office.imports.reading import read_file, rows_of

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
"""So often a file may end the process that reads it; then it is refused instead of read again."""
_READING = (
    "Membaca berkas",
    "Memeriksa isinya",
    "Menggabungkan dengan rencana",
    "Menghitung yang berubah",
    "Menguji penyimpanan",
)


class _Changed(Exception):
    """The book is not the one of the preview any more."""


def work_once() -> bool:
    """Do the oldest thing that waits. Returns whether there was any.

    Raises OperationalError or InterfaceError where the database cannot be reached: what waits still
    waits. What nobody foresaw sends that file to quarantine, so that it is not tried for ever.
    """
    upload = Upload.objects.due().first()
    if upload is None:
        return False
    upload.attempts += 1
    upload.save(update_fields=("attempts",))
    try:
        if upload.state == State.APPLYING:
            apply_upload(upload)
        else:
            read_upload(upload)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # a worker outlives any one file
        log.error("import %s failed", upload.pk, exc_info=error)
        _refuse(upload, [_unforeseen(upload)])
    return True


def read_upload(upload: Upload) -> None:
    """Read, judge, join and compare; the file is then ready, or refused with every fault."""
    if upload.attempts > MOST_ATTEMPTS:
        _refuse(upload, [_cut(upload)])
        return
    kept: dict[str, Any] = {"preview": {}, "findings": {}, "digest": ""}
    try:
        done = _read(upload, kept)
    except UnusableInput as error:
        _refuse(upload, error.problems, **kept)
    except ValidationError as error:  # said by the plans themselves
        _refuse(upload, [_said(upload, message) for message in error.messages], **kept)
    else:
        _leave_waiting(
            upload,
            state=State.READ,
            problems=[],
            book_digest=keeping.digest_now(done.before),
            joined_digest=digest_of(done.after),
            **kept,
        )


def _read(upload: Upload, kept: dict[str, Any]) -> Prepared:
    day = today()
    _step(upload, 0)
    reading = read_file(files.path_of(upload.file), upload.name)
    kept["digest"] = digest_of(reading.snapshot)
    _step(upload, 1)
    kept["findings"] = findings_of(reading.snapshot, reading.notes, day)
    _step(upload, 2)
    done = prepared(upload, reading.snapshot)
    _step(upload, 3)
    kept["preview"] = preview_of(done, upload.name, day)
    _step(upload, 4)
    keeping.try_out(done.after, upload.received_from)
    return done


def apply_upload(upload: Upload) -> None:
    """Apply a file as it was previewed: all of it or nothing. Where the book has changed since, the
    preview is made again and nothing is applied."""
    _show(upload, "Membaca berkas", 0, 2)
    try:
        reading = read_file(files.path_of(upload.file), upload.name)
        after = prepared(upload, reading.snapshot).after
        _show(upload, "Menyimpan ke dalam rencana", 1, 2)
        _apply(upload, digest_of(after), after)
    except _Changed:
        remark = (
            "Rencana berubah sejak pratinjau dibuat, jadi tidak ada yang diterapkan. Pratinjau dibuat "
            "lagi; periksa, lalu terapkan."
        )
        Upload.objects.filter(pk=upload.pk, state=State.APPLYING).update(
            state=State.WAITING, remark=remark, attempts=0, stage="", done=0, steps=1
        )
    except UnusableInput as error:
        _refuse(upload, error.problems)
    except ValidationError as error:
        _refuse(upload, [_said(upload, message) for message in error.messages])


@transaction.atomic
def _apply(upload: Upload, digest: str, after: Any) -> None:
    keeping.hold()
    held = Upload.objects.select_for_update().get(pk=upload.pk)
    if held.state != State.APPLYING:
        return
    now = keeping.digest_now(keeping.book_now())
    if (now, digest) != (held.book_digest, held.joined_digest):
        raise _Changed
    keeping.keep(after, held.approved_by)
    held.state, held.done, held.stage = State.APPLIED, held.steps, ""
    held.save(update_fields=("state", "done", "stage"))
    change = {"sha256": held.sha256, "from": now, "to": digest}
    record(by=held.approved_by, action="imports.apply", subject=held.subject, change=change)


def _step(upload: Upload, done: int) -> None:
    _show(upload, _READING[done], done, len(_READING))


def _show(upload: Upload, stage: str, done: int, steps: int) -> None:
    Upload.objects.filter(pk=upload.pk).update(stage=stage, done=done, steps=steps)


def _refuse(upload: Upload, problems: Sequence[Problem], **kept: Any) -> None:
    _leave_waiting(upload, state=State.REFUSED, problems=rows_of(tuple(problems)), **kept)


def _leave_waiting(upload: Upload, **values: Any) -> None:
    """Say what became of it, unless somebody else has said so."""
    Upload.objects.filter(pk=upload.pk, state=upload.state).update(
        stage="", done=0, steps=1, attempts=0, **values
    )


def _said(upload: Upload, message: str) -> Problem:
    return Problem(
        Fault.CONTRADICTION, message, "Perbaiki dalam berkas, lalu unggah lagi.", upload.name
    )


def _unforeseen(upload: Upload) -> Problem:
    fix = "Laporkan kepada pengelola Kawal; rencana tidak berubah."
    return Problem(Fault.CONTRADICTION, "Ada galat di dalam Kawal.", fix, upload.name)


def _cut(upload: Upload) -> Problem:
    message = f"Pembacaan berkas ini terputus {MOST_ATTEMPTS} kali."
    return Problem(
        Fault.TOO_LARGE, message, "Pecah berkasnya, atau hubungi pengelola.", upload.name
    )
