"""`kawal nightly`: what is to be done once a day, for the machine's own timetable to call."""

from __future__ import annotations

import argparse

from kawal.engine.shared.wording import thousands
from kawal.front.cli.database import with_database
from kawal.front.cli.speech import complain, tell

NAME = "nightly"
HELP = "pekerjaan malam: periksa semua rencana, buka dan tutup kasus, naikkan yang lewat tenggat"
UNUSABLE = 2


def add_arguments(_: argparse.ArgumentParser) -> None:
    """It takes none: the database is named by DATABASE_URL."""


@with_database
def run(_: argparse.Namespace) -> int:
    """Returns 0, or 2 where there is nothing to check or the database cannot be read."""
    from kawal.office.findings.rounds import night
    from kawal.office.planning.models import Book

    if not Book.objects.exists():
        complain(
            "Belum ada rencana untuk diperiksa.", "Masukkan berkas rencana lewat halaman Impor."
        )
        return UNUSABLE
    done = night()
    tell(
        f"Diperiksa: {thousands(done.blocking)} temuan menghalangi, {thousands(done.warnings)} "
        f"peringatan; dinilai {thousands(done.assessed)} dari {thousands(done.applicable)}."
    )
    return 0
