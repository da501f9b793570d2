"""`kawal profile`: which foreign files can be read, and a proposal for one that cannot yet."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.wording import printable
from kawal.front.cli.shared import tell_problems, write_whole

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
        "-o", "--output", type=Path, metavar="PROFIL.toml", help="tulis usulan ke berkas ini"
    )


def run(options: argparse.Namespace) -> int:
    """List, show or propose. Returns 0, or 2 where the input cannot be used."""
    try:
        if options.action is None:
            return _list()
        if options.subject is None:
            fix = f"Tulis misalnya: kawal profile {options.action} "
            fix += "rencana.csv" if options.action == NEW else "rkpd-perubahan"
            raise UnusableInput([Problem("Berkas atau nama profil belum disebut.", fix)])
        return _show(options.subject) if options.action == SHOW else _propose(options)
    except UnusableInput as error:
        tell_problems(error)
        return 2


def _list() -> int:
    from kawal.engine.readers.library import profiles

    for profile in profiles():
        print(f"{profile.name:33} {profile.title}")
    print("\nIsi satu profil: kawal profile show NAMA. Berkas baru: kawal profile new BERKAS.csv")
    return 0


def _show(name: str) -> int:
    from kawal.engine.readers.library import text_of

    print(text_of(name), end="")
    return 0


def _propose(options: argparse.Namespace) -> int:
    from kawal.engine.readers.proposing import propose

    path = Path(options.subject)
    try:
        content = path.read_bytes()
    except OSError as error:
        message = f"Tidak dapat dibuka ({error.strerror})."
        fix = "Beri satu berkas .csv yang dapat dibaca."
        raise UnusableInput([Problem(message, fix, str(path))]) from error
    text = propose(content, path.name)
    if options.output is None:
        print("\n".join(map(printable, text.splitlines())))
        return 0
    if options.output.exists():
        fix = "Pilih nama lain, atau hapus berkas itu lebih dahulu."
        raise UnusableInput([Problem("Berkas itu sudah ada.", fix, str(options.output))])
    try:
        write_whole(options.output, text)
    except OSError as error:
        print(f"Tidak dapat ditulis: {error.filename}: {error.strerror}.", file=sys.stderr)
        return 2
    print(f"Usulan profil: {options.output}")
    print("Periksa setiap baris bertanda GANTI atau PERIKSA, lalu coba:")
    print(f"  kawal check {path} --profile {options.output}")
    return 0
