"""`kawal reference`: a decree's list of codes as a pack that `kawal check` can judge with."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from kawal.engine.shared.errors import UnusableInput, reason
from kawal.engine.shared.wording import printable
from kawal.front.cli.shared import a_day, tell_problems

NAME = "reference"
HELP = "buat atau tampilkan paket daftar kode sebuah keputusan, untuk `kawal check --reference`"
UNUSABLE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        title="Tindakan", metavar="TINDAKAN", dest="action", required=True,
        parser_class=type(parser),
    )  # fmt: skip
    build = actions.add_parser("build", help="buat paket dari daftar kode (.csv)")
    build.add_argument("path", type=Path, metavar="BERKAS", help="daftar kode, .csv")
    build.add_argument(
        "--decree", type=a_title, required=True, metavar="JUDUL", help="nama keputusannya"
    )
    build.add_argument(
        "--since", type=a_day, required=True, metavar="TANGGAL",
        help="hari pertama berlaku; rencana suatu tahun memakai yang berlaku pada 1 Januarinya",
    )  # fmt: skip
    build.add_argument("--until", type=a_day, metavar="TANGGAL", help="hari terakhir berlaku")
    build.add_argument(
        "-o", "--output", type=Path, required=True, metavar="PAKET",
        help="nama folder, atau nama.zip",
    )  # fmt: skip
    show = actions.add_parser("show", help="tampilkan isi sebuah paket")
    show.add_argument("path", type=Path, metavar="PAKET", help="folder atau zip")


def a_title(text: str) -> str:
    """An argument that names a decree, on one line."""
    title = " ".join(text.split())
    if not title or not title.isprintable():
        raise argparse.ArgumentTypeError("nama keputusan harus berisi teks biasa")
    return title


def run(options: argparse.Namespace) -> int:
    """Build or show a pack. Returns 0, or 2 where the input cannot be used."""
    try:
        return _build(options) if options.action == "build" else _show(options.path)
    except UnusableInput as error:
        tell_problems(error)
        return UNUSABLE
    except OSError as error:
        print(f"Tidak dapat ditulis: {error.filename}: {reason(error)}.", file=sys.stderr)
        return UNUSABLE


def _build(options: argparse.Namespace) -> int:
    from kawal.engine.reference import package
    from kawal.engine.reference.lists import build

    since: date = options.since
    if options.until is not None and options.until < since:
        print("--until lebih dahulu daripada --since.", file=sys.stderr)
        return UNUSABLE
    built = build(options.path, title=options.decree, since=since, until=options.until)
    package.write(built.pack, options.output)
    for note in built.notes:
        print(printable(note))
    print(f"Paket daftar kode: {options.output}")
    return _show(options.output)


def _show(path: Path) -> int:
    from kawal.engine.reference import package
    from kawal.engine.reference.lists import summary

    pack = package.read(path)
    print("\n".join(map(printable, summary(pack))))
    print(f"Sidik paket (SHA-256): {package.digest_of(pack)}")
    return 0
