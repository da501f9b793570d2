"""`kawal profile`: which foreign files can be read, and a proposal for one that cannot yet."""

from __future__ import annotations

import argparse
from pathlib import Path

from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.front.cli.shared import a_path
from kawal.front.cli.speech import tell, tell_problems, tell_unwritten

NAME = "profile"
HELP = "profil pembaca untuk berkas .csv: daftar, isi satu profil, atau usulan untuk berkas baru"
NEW, SHOW = "new", "show"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", choices=(NEW, SHOW), metavar="TINDAKAN",
        help="new: usulkan profil untuk BERKAS; show: tampilkan profil NAMA; tanpa ini: daftar profil",
    )  # fmt: skip
    parser.add_argument(
        "subject", nargs="?", metavar="BERKAS|NAMA", help="berkas .csv, atau nama profil"
    )
    parser.add_argument(
        "-o", "--output", type=a_path, metavar="PROFIL.toml", help="tulis usulan ke berkas ini"
    )


def run(options: argparse.Namespace) -> int:
    """List, show or propose. Returns 0, or 2 where the input cannot be used."""
    try:
        if options.action is None:
            return _list()
        if options.subject is None:
            fix = f"Tulis misalnya: kawal profile {options.action} "
            fix += "rencana.csv" if options.action == NEW else "rkpd-perubahan"
            raise UnusableInput(
                [Problem(Fault.CALL, "Berkas atau nama profil belum disebut.", fix)]
            )
        return _show(options.subject) if options.action == SHOW else _propose(options)
    except UnusableInput as error:
        tell_problems(error)
        return 2


def _list() -> int:
    from kawal.engine.readers.library import profiles

    tell(*(f"{profile.name:33} {profile.title}" for profile in profiles()), "")
    tell("Isi satu profil: kawal profile show NAMA. Berkas baru: kawal profile new BERKAS.csv")
    return 0


def _show(name: str) -> int:
    from kawal.engine.readers.library import text_of

    tell(*text_of(name).splitlines())
    return 0


def _propose(options: argparse.Namespace) -> int:
    from kawal.engine.readers.proposing import propose
    from kawal.engine.shared.files import write_together
    from kawal.engine.shared.intake import read_whole

    path = Path(options.subject)
    text = propose(read_whole(path), path.name)
    if options.output is None:
        tell(*text.splitlines())
        return 0
    if options.output.exists():
        fix = "Pilih nama lain, atau hapus berkas itu lebih dahulu."
        raise UnusableInput(
            [Problem(Fault.ALREADY_THERE, "Berkas itu sudah ada.", fix, str(options.output))]
        )
    try:
        write_together({options.output: text.encode()})
    except OSError as error:
        tell_unwritten("Usulan profil", error)
        return 2
    tell(
        f"Usulan profil: {options.output}",
        "Periksa setiap baris bertanda GANTI atau PERIKSA, lalu coba:",
        f"  kawal check {path} --profile {options.output}",
    )
    return 0
