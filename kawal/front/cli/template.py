"""`kawal template`: the guided Excel template, blank or filled with what can be read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kawal.engine.shared.errors import UnusableInput
from kawal.engine.shared.wording import printable
from kawal.front.cli.shared import progress, tell_problems, write_whole

NAME = "template"
HELP = "tulis template Excel untuk diisi, kosong atau berisi paket data"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="BERKAS", help="nama berkas .xlsx yang baru")
    parser.add_argument(
        "--from", dest="source", type=Path, metavar="PAKET",
        help="isi template dengan masukan ini (paket data, template lain, atau .csv)",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Write the template. Returns 0, or 2 where it was asked for what cannot be."""
    from kawal.engine.readers import Reading, read_paths
    from kawal.engine.readers.template.write import template

    if refusal := _refusal(options.file):
        print(refusal, file=sys.stderr)
        return 2
    reading: Reading | None = None
    try:
        with progress("Menulis template"):
            if options.source is not None:
                reading = read_paths([options.source])
            write_whole(options.file, template(reading.snapshot if reading else None))
    except UnusableInput as error:
        tell_problems(error)
        return 2
    except OSError as error:
        print(f"Tidak dapat ditulis: {error.filename}: {error.strerror}.", file=sys.stderr)
        return 2
    for note in reading.notes if reading else ():
        print(printable(note))
    print(f"Template: {options.file}")
    print(f"Isi dengan Excel atau LibreOffice, lalu periksa: kawal check {options.file}")
    return 0


def _refusal(file: Path) -> str | None:
    """Why the file must not be written: a filled template would be lost."""
    if file.suffix.lower() != ".xlsx":
        return f"{file} harus berakhiran .xlsx."
    if file.exists():
        return f"{file} sudah ada; pilih nama lain, supaya isinya tidak hilang."
    return None
