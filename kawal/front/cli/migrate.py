"""`kawal migrate`: lay out the database, or bring it to this version of Kawal."""

from __future__ import annotations

import argparse

from kawal.front.cli.database import with_database
from kawal.front.cli.speech import tell

NAME = "migrate"
HELP = "siapkan basis data, atau sesuaikan dengan versi Kawal ini"


def add_arguments(_: argparse.ArgumentParser) -> None:
    """It takes none: the database is named by DATABASE_URL."""


@with_database
def run(_: argparse.Namespace) -> int:
    """Returns 0, or 2 where the database cannot be written."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    tell("Basis data siap.")
    return 0
