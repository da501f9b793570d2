"""`kawal serve`: the web application, by a server fit for daily use."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import Any

from kawal.front.cli.binding import fault_of
from kawal.front.cli.database import with_database
from kawal.front.cli.shared import a_count
from kawal.front.cli.speech import complain, tell

NAME = "serve"
HELP = "layani aplikasi web"
UNUSABLE = 2
THREADS = 4
"""Threads of one process. SQLite has one writer at a time: more threads only wait longer."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--bind", default="127.0.0.1:8000", metavar="ALAMAT:PORTA",
        help="di mana aplikasi mendengarkan; bawaan 127.0.0.1:8000",
    )  # fmt: skip
    parser.add_argument(
        "--workers", type=a_count, default=1, metavar="N",
        help="banyaknya proses; lebih dari satu hanya berguna dengan PostgreSQL; bawaan 1",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Serves until it is stopped; returns 2 where it cannot begin."""
    if not os.environ.get("KAWAL_SECRET_KEY") and not os.environ.get("KAWAL_DEMO"):
        complain(
            "KAWAL_SECRET_KEY belum ditetapkan; tanpa itu setiap mulai ulang mengeluarkan semua orang.",
            "Buat sekali, simpan di luar proyek, misalnya: "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
        )
        return UNUSABLE
    if fault := fault_of(options.bind):
        complain(*fault)
        return UNUSABLE
    return _serve(options)


@with_database
def _serve(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.core.management import call_command

    from kawal.base.ui.logo import fault_of as fault_of_logo

    if fault := fault_of_logo(settings.KAWAL_LOGO):
        complain(*fault)
        return UNUSABLE
    call_command("migrate", interactive=False, verbosity=0)
    return serve(options.bind, options.workers)


def serve(bind: str, workers: int = 1) -> int:
    """Answer requests at the address until the process is told to stop, with the worker beside it.

    Processes are made before anything is loaded into them: Polars may hang in a copy of a process
    that has used it.
    """
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn with Kawal's few settings, none from files lying about."""

        def load_config(self) -> None:
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            from kawal.front.site.wsgi import application

            return application

    settings = {
        "bind": bind,
        "workers": workers,
        "threads": THREADS,
        "worker_class": "gthread",
        "timeout": 120,
        "loglevel": "warning",
        "proc_name": "kawal",
        "when_ready": lambda _: tell(f"Kawal melayani di http://{bind}/ (hentikan dengan Ctrl+C)"),
    }
    worker = subprocess.Popen([sys.executable, "-P", "-m", "kawal.office.imports"])
    try:
        Server().run()
    finally:
        worker.terminate()
        worker.wait()
    return 0
