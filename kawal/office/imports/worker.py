"""The one worker: it takes up what waits, and what another worker was cut off from; while nothing does,
it judges the plans where they have changed.

`django-tasks-db` leaves a job whose process was killed as running for ever (issue 46 of RealOrangeOne/
django-tasks), so the rows themselves are the queue here. A lock on a file, which the system lets go of
when its process ends however it ends, keeps the workers to one: what that one finds half done is
nobody else's.
"""

from __future__ import annotations

import logging
import signal
import threading

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from filelock import FileLock, Timeout

from kawal.base.work.notices import mail_due
from kawal.office.findings.rounds import judge_what_changed
from kawal.office.imports import files
from kawal.office.imports.jobs import work_once
from kawal.office.imports.models import Upload

log = logging.getLogger(__name__)
PAUSE = 1.0
"""Seconds between two looks, while nothing waits."""
_LOCK = "pekerja.kunci"


def run_worker(stop: threading.Event, pause: float = PAUSE) -> None:
    """Work until `stop` is set; while another process does, wait. Runs in a thread or a process."""
    lock = FileLock(files.folder() / _LOCK, thread_local=False)
    while not stop.is_set():
        try:
            lock.acquire(timeout=0)
        except Timeout:
            stop.wait(pause)
            continue
        try:
            _work(stop, pause)
        finally:
            lock.release()
            connections.close_all()


def _work(stop: threading.Event, pause: float) -> None:
    swept = False
    while not stop.is_set():
        close_old_connections()
        try:
            if not swept:
                files.sweep({upload.file for upload in Upload.objects.only("token", "suffix")})
                swept = True
            busy = work_once() or judge_what_changed() or bool(mail_due())
        except (
            OperationalError,
            InterfaceError,
        ):  # the database is away or held by others: what waits still waits
            log.warning("the worker waits for the database", exc_info=True)
            busy = False
        if not busy:
            stop.wait(pause)


def main() -> None:
    """A worker of its own process, until it is told to stop."""
    stop = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stop.set())
    run_worker(stop)
