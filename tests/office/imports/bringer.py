"""Processes that bring a file and apply it, for tests that end them on the way.

`round N`: bring the sample regency as it is in round N, have it applied, and say when the plans begin
to be written; then work on. `finish`: say what is there, let a worker end it, say what is there then.
`clicks N`: have one file applied from N threads at once; say how many of them did it.
"""

from __future__ import annotations

import json
import sys
import threading
from typing import Any

import django

django.setup()

import polars as pl  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import connection  # noqa: E402

from kawal.base.audit.actions import Actor  # noqa: E402
from kawal.base.audit.models import Entry  # noqa: E402
from kawal.base.audit.verify import verify  # noqa: E402
from kawal.base.organisation.models import Region  # noqa: E402
from kawal.base.organisation.region import set_region  # noqa: E402
from kawal.engine.generator.regency import sample_regency  # noqa: E402
from kawal.engine.snapshot import Snapshot  # noqa: E402
from kawal.engine.snapshot.package import files_of, zipped  # noqa: E402
from kawal.office.imports import keeping  # noqa: E402
from kawal.office.imports.actions import ask_to_apply, receive  # noqa: E402
from kawal.office.imports.jobs import work_once  # noqa: E402
from kawal.office.imports.models import State, Upload  # noqa: E402
from kawal.office.imports.worker import run_worker  # noqa: E402

BY = Actor(account="bappeda", office="bappeda", office_label="Bappeda")


def say(what: str) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


def in_round(number: int) -> Snapshot:
    """Two OPD; with every round each draft line has a rupiah more than in the one before."""
    regency = sample_regency(opd=2, seed=3)
    drafts = regency.frame("plan").filter(~pl.col("locked"))["id"]
    nodes = regency.frame("node").filter(pl.col("plan").is_in(drafts.implode()))["id"]
    raised = pl.col("amount") + pl.col("node").is_in(nodes.implode()) * (100 * number)
    tables = {**regency.tables, "allocation": regency.tables["allocation"].with_columns(raised)}
    return Snapshot(regency.region, regency.year, regency.sample, regency.source, tables)


def brought(number: int) -> Upload:
    if not Region.objects.exists():
        set_region(code="33.28", name="Kabupaten Tegal", seat="Slawi", by=BY)
    data = zipped(files_of(in_round(number)))
    upload = receive(given=SimpleUploadedFile("rencana.zip", data), by=BY, whole=True)
    while work_once():
        pass
    upload.refresh_from_db()
    assert upload.state == State.READ, upload.problems
    return upload


def play(number: int) -> None:
    upload = brought(number)
    keep = keeping.keep

    def told(*arguments: Any) -> None:
        say("menulis")
        keep(*arguments)

    keeping.keep = told
    ask_to_apply(upload=upload, by=BY)
    run_worker(threading.Event())


def state() -> dict[str, Any]:
    upload = Upload.objects.order_by("pk").last()
    assert upload is not None
    book = keeping.book_now()
    sums = book.frame("allocation")["amount"].sum() if book is not None else 0
    return {
        "state": upload.state,
        "before": upload.book_digest,
        "after": upload.joined_digest,
        "money": upload.preview["money"]["after"] == sums,
        "book": keeping.digest_now(book),
        "applied": Entry.objects.filter(action="imports.apply", subject_key=str(upload.pk)).count(),
        "broken": verify().broken,
    }


def finish() -> None:
    say(json.dumps(state()))
    stop = threading.Event()
    worker = threading.Thread(target=run_worker, args=(stop, 0.05))
    worker.start()
    while Upload.objects.due().exists():
        stop.wait(0.05)
    stop.set()
    worker.join()
    say(json.dumps(state()))


def click(many: int) -> None:
    upload = brought(0)
    ready, did = threading.Barrier(many), []

    def press() -> None:
        ready.wait()
        did.append(ask_to_apply(upload=Upload.objects.get(pk=upload.pk), by=BY))
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(many)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    lines = Entry.objects.filter(action="imports.ask").count()
    say(json.dumps({"did": sum(did), "calls": len(did), "lines": lines}))


def main() -> None:
    what, *number = sys.argv[1:]
    if what == "round":
        play(int(number[0]))
    elif what == "finish":
        finish()
    else:
        click(int(number[0]))


main()
