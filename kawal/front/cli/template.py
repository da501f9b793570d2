"""`kawal template`: the guided Excel template, blank or filled with what can be read."""

from __future__ import annotations

import argparse
from pathlib import Path

from kawal.engine.shared.errors import UnusableInput
from kawal.front.cli.shared import a_path, progress
from kawal.front.cli.speech import complain, tell, tell_problems, tell_unwritten

NAME = "template"
HELP = "tulis template Excel untuk diisi, kosong atau berisi paket data"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=a_path, metavar="BERKAS", help="nama berkas .xlsx yang baru")
    parser.add_argument(
        "--from", dest="source", type=a_path, metavar="PAKET",
        help="isi template dengan masukan ini (paket data, template lain, atau .csv)",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Write the template. Returns 0, or 2 where it was asked for what cannot be."""
    from kawal.engine.readers import Reading, read_paths
    from kawal.engine.readers.template.write import template
    from kawal.engine.shared.files import write_together

    reading: Reading | None = None
    try:
        if refused := _refusal(options.file):
            complain(refused)
            return 2
        with progress("Menulis template"):
            if options.source is not None:
                reading = read_paths([options.source])
            write_together({options.file: template(reading.snapshot if reading else None)})
    except UnusableInput as error:
        tell_problems(error)
        return 2
    except OSError as error:
        tell_unwritten("Template", error)
        return 2
    tell(
        *(reading.notes if reading else ()),
        f"Template: {options.file}",
        f"Isi dengan Excel atau LibreOffice, lalu periksa: kawal check {options.file}",
    )
    return 0


def _refusal(file: Path) -> str | None:
    """Why the file must not be written: a filled template would be lost."""
    if file.suffix.lower() != ".xlsx":
        return f"{file} harus berakhiran .xlsx."
    if file.exists():
        return f"{file} sudah ada; pilih nama lain, supaya isinya tidak hilang."
    return None
