"""`kawal reference`: a decree's list of codes as a pack that `kawal check` can judge with."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from kawal.engine.shared.errors import UnusableInput
from kawal.front.cli.shared import a_day, a_path
from kawal.front.cli.speech import complain, tell, tell_problems, tell_unwritten

NAME = "reference"
HELP = "buat atau tampilkan paket daftar kode sebuah keputusan, untuk `kawal check --reference`"
UNUSABLE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(
        title="Tindakan", metavar="TINDAKAN", dest="action", required=True,
        parser_class=type(parser),
    )  # fmt: skip
    build = actions.add_parser("build", help="buat paket dari daftar kode (.csv atau .xlsx)")
    build.add_argument("path", type=a_path, metavar="BERKAS", help="daftar kode, .csv atau .xlsx")
    build.add_argument(
        "--decree", type=a_title, required=True, metavar="JUDUL", help="nama keputusannya"
    )
    build.add_argument(
        "--since", type=a_day, required=True, metavar="TANGGAL",
        help="hari pertama berlaku; rencana suatu tahun memakai yang berlaku pada 1 Januarinya",
    )  # fmt: skip
    build.add_argument("--until", type=a_day, metavar="TANGGAL", help="hari terakhir berlaku")
    build.add_argument(
        "-o", "--output", type=a_path, required=True, metavar="PAKET",
        help="nama folder, atau nama.zip",
    )  # fmt: skip
    show = actions.add_parser("show", help="tampilkan isi sebuah paket")
    show.add_argument("path", type=a_path, metavar="PAKET", help="folder atau zip")


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
        tell_unwritten("Paket daftar kode", error)
        return UNUSABLE


def _build(options: argparse.Namespace) -> int:
    from kawal.engine.readers.code_list import build
    from kawal.engine.reference import package
    from kawal.front.cli.places import pack_refusal

    since: date = options.since
    if options.until is not None and options.until < since:
        complain("--until lebih dahulu daripada --since.")
        return UNUSABLE
    built = build(options.path, title=options.decree, since=since, until=options.until)
    if refused := pack_refusal(options.output):
        complain(refused)
        return UNUSABLE
    package.write(built.pack, options.output)
    tell(*built.notes, f"Paket daftar kode: {options.output}")
    return _show(options.output)


def _show(path: Path) -> int:
    from kawal.engine.reference import package
    from kawal.engine.reference.lists import summary

    pack = package.read(path)
    tell(*summary(pack), f"Sidik paket (SHA-256): {package.digest_of(pack)}")
    return 0
