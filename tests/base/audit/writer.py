"""A process that writes lines of the trail, one transaction each, and says which have been written."""

from __future__ import annotations

import sys

import django

django.setup()

from django.db import transaction  # noqa: E402

from kawal.base.audit.actions import Actor, Subject, record  # noqa: E402


def main() -> None:
    """Write as many lines as asked, or for ever; print the number of each once it is committed."""
    name, most = sys.argv[1], int(sys.argv[2])
    by = Actor(account=name, office="sekda", office_label="Sekretaris Daerah")
    written = 0
    while not most or written < most:
        with transaction.atomic():
            subject = Subject("uji", f"{name}-{written}", "Baris uji")
            entry = record(by=by, action="uji.tulis", subject=subject, change={"ke": written})
        sys.stdout.write(f"{entry.sequence}\n")
        sys.stdout.flush()
        written += 1


main()
