"""What the commands that need the database share; nothing of it is loaded by the others."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from functools import wraps

from kawal.front.cli.speech import complain

Command = Callable[[argparse.Namespace], int]
UNUSABLE = 2


def with_database(command: Command) -> Command:
    """The command with Django set up; where the database cannot be read or is not laid out yet, that
    is said and the status is 2."""

    @wraps(command)
    def run(options: argparse.Namespace) -> int:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kawal.front.site.settings")
        import django
        from django.db import DatabaseError

        django.setup()
        try:
            return command(options)
        except DatabaseError as error:
            complain(
                f"Basis data tidak dapat dibaca: {' '.join(str(error).split())}.",
                "Periksa DATABASE_URL; untuk basis data baru jalankan: kawal migrate",
            )
            return UNUSABLE

    return run
