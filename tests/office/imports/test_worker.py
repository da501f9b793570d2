"""One worker at a time, none of them stopped by any one file."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from filelock import FileLock

from kawal.base.audit.actions import Actor
from kawal.engine.snapshot import Snapshot
from kawal.office.imports import files, jobs, worker
from kawal.office.imports.actions import receive
from kawal.office.imports.models import State, Upload
from tests.office.imports.conftest import Bring

LIMIT = 20


def test_a_second_worker_waits_until_the_first_is_gone(
    uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked, stop = threading.Event(), threading.Event()
    monkeypatch.setattr(worker, "_work", lambda *_: worked.set() or stop.wait())
    first = FileLock(files.folder() / "pekerja.kunci")
    with first:
        second = threading.Thread(target=worker.run_worker, args=(stop, 0.01))
        second.start()
        assert not worked.wait(0.3)
    assert worked.wait(LIMIT)
    stop.set()
    second.join(LIMIT)
    assert not second.is_alive()
    assert {place.name for place in uploads.iterdir()} <= {"pekerja.kunci"}


@pytest.mark.django_db
@pytest.mark.usefixtures("served")
def test_what_nobody_foresaw_sends_the_file_to_quarantine(
    regency: Snapshot, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(jobs, "prepared", broken)
    upload = bring(regency)

    assert upload.state == State.REFUSED
    assert upload.problems[0]["message"] == "Ada galat di dalam Kawal."
    assert upload.findings
    assert not jobs.work_once()


@pytest.mark.django_db
@pytest.mark.usefixtures("served")
def test_a_file_that_ends_its_reader_again_and_again_is_refused(
    regency: Snapshot, bring: Bring
) -> None:
    upload = bring(regency)
    Upload.objects.filter(pk=upload.pk).update(state=State.WAITING, attempts=jobs.MOST_ATTEMPTS)

    jobs.work_once()

    upload.refresh_from_db()
    assert upload.state == State.REFUSED
    assert "terputus" in upload.problems[0]["message"]


@pytest.mark.django_db
def test_what_no_row_speaks_of_is_swept_away_after_an_hour(uploads: Path) -> None:
    stale, fresh = files.folder() / ("a" * 32 + ".zip"), files.folder() / ("b" * 32 + ".zip")
    known, other = files.folder() / ("c" * 32 + ".csv"), files.folder() / "catatan.txt"
    long_ago = time.time() - 7200
    for place in (stale, fresh, known, other):
        place.touch()
    for place in (stale, known, other):
        os.utime(place, (long_ago, long_ago))

    files.sweep({known.name})

    assert sorted(uploads.iterdir()) == sorted((fresh, known, other))


@pytest.mark.django_db
@pytest.mark.usefixtures("served")
def test_more_than_the_engine_reads_is_not_taken_in(
    uploads: Path, sekda: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST", 10)

    with pytest.raises(ValidationError, match="Lebih besar dari"):
        receive(given=SimpleUploadedFile("a.csv", b"x" * 11), by=sekda)
    assert not list(uploads.iterdir())
