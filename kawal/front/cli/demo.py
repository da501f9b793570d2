"""`kawal demo`: the sample regency served, where anyone enters any office with one click."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

from kawal.front.cli.binding import fault_of
from kawal.front.cli.database import with_database
from kawal.front.cli.serve import UNUSABLE, serve
from kawal.front.cli.shared import a_count
from kawal.front.cli.speech import complain, tell

NAME = "demo"
_KAWAL = (
    sys.executable,
    "-P",
    "-c",
    "from kawal.front.cli.main import main; raise SystemExit(main())",
)
HELP = "bangun daerah contoh lalu layani; masuk dengan satu ketukan per jabatan"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--folder", type=Path, default=Path("demo"), metavar="FOLDER",
        help="tempat basis data contoh; dibangun sekali, dipakai lagi berikutnya; bawaan demo",
    )  # fmt: skip
    parser.add_argument(
        "--bind", default="127.0.0.1:8000", metavar="ALAMAT:PORTA",
        help="di mana aplikasi mendengarkan; bawaan 127.0.0.1:8000",
    )  # fmt: skip
    parser.add_argument(
        "--opd", type=a_count, default=48, metavar="N", help="banyaknya OPD; bawaan 48"
    )
    parser.add_argument("--no-serve", action="store_true", help="bangun saja, jangan layani")


def run(options: argparse.Namespace) -> int:
    """Serves until it is stopped; returns 0, or 2 where the sample cannot be built or served."""
    if not options.no_serve and (fault := fault_of(options.bind)):
        complain(*fault)
        return UNUSABLE
    options.folder.mkdir(parents=True, exist_ok=True)
    database = (options.folder / "kawal.sqlite3").resolve()
    os.environ["DATABASE_URL"] = f"sqlite:///{database}"
    os.environ["KAWAL_DEMO"] = "yes"
    os.environ["KAWAL_UPLOADS"] = str((options.folder / "berkas").resolve())
    os.environ["KAWAL_REFERENCES"] = ",".join(str(each.resolve()) for each in _lists(options))
    os.environ.setdefault("KAWAL_HOSTS", "*")
    if options.no_serve:
        return _build(options)
    # In a process of its own: Polars is used there, and its copies by fork may hang.
    built = subprocess.run([*_KAWAL, *_again(options)], check=False).returncode
    return built or serve(options.bind)


@with_database
def _build(options: argparse.Namespace) -> int:
    from django.core.management import call_command

    from kawal.engine.generator.official import packs_in_turn
    from kawal.engine.reference import package as reference_package
    from kawal.front.demo.seed import BUILDER, seed
    from kawal.front.demo.words import follow_the_words
    from kawal.office.planning.models import Book

    call_command("migrate", interactive=False, verbosity=0)
    if not Book.objects.exists():
        tell("Membangun daerah contoh; sebentar.")
        seed(opd=options.opd)
        follow_the_words(BUILDER)
    for pack, place in zip(packs_in_turn(), _lists(options), strict=True):
        reference_package.write(pack, place)  # each time: an earlier Kawal wrote another one there
    return 0


def _lists(options: argparse.Namespace) -> tuple[Path, Path]:
    """Where the decrees of the sample lie."""
    return options.folder / "kode", options.folder / "kode-2024"


def _again(options: argparse.Namespace) -> list[str]:
    return [NAME, "--no-serve", "--folder", str(options.folder), "--opd", str(options.opd)]
