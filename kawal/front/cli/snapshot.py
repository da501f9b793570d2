"""`kawal snapshot`: whatever can be read, as one canonical data package."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from kawal.engine.shared.errors import UnusableInput
from kawal.engine.shared.wording import printable
from kawal.front.cli.shared import progress, tell_problems

NAME = "snapshot"
HELP = "tulis masukan sebagai satu paket data (folder atau zip)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="BERKAS", help="seperti `kawal check`"
    )
    parser.add_argument("--profile", metavar="NAMA", help="profil pembaca untuk berkas .csv")
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        required=True,
        metavar="PAKET",
        help="nama folder, atau nama.zip",
    )


def run(options: argparse.Namespace) -> int:
    """Read and write. Returns 0, or 2 where the input cannot be used."""
    from kawal.engine.readers import read_paths
    from kawal.engine.snapshot import package

    try:
        with progress("Membaca"):
            reading = read_paths(options.paths, options.profile)
        package.write(reading.snapshot, options.output)
    except UnusableInput as error:
        tell_problems(error)
        return 2
    except OSError as error:
        print(f"Tidak dapat ditulis: {error.filename}: {error.strerror}.", file=sys.stderr)
        return 2
    for note in reading.notes:
        print(printable(note))
    _tell_waivers(options.paths, options.output)
    print(f"Paket: {options.output}")
    print(f"Sidik paket (SHA-256): {package.digest_of(reading.snapshot)}")
    return 0


def _tell_waivers(paths: Sequence[Path], output: Path) -> None:
    """Waivers are not part of a package: say where they stayed, unless the new one finds them."""
    from kawal.engine.checks.waivers import beside, waiver_files

    new = beside(output)
    for old in waiver_files(paths):
        if old != new:
            text = (
                f"Pengecualian tidak menjadi bagian paket; letaknya di {old}. "
                f"Supaya berlaku untuk paket baru, salin isinya ke {new}."
            )
            print(printable(text))
