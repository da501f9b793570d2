"""`kawal snapshot`: whatever can be read, as one canonical data package."""

from __future__ import annotations

import argparse
import sys
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
    parser.add_argument(
        "--parquet", action="store_true", help="tulis folder Parquet, untuk mengolah banyak daerah"
    )


def run(options: argparse.Namespace) -> int:
    """Read and write. Returns 0, or 2 where the input cannot be used."""
    from kawal.engine.readers import read_paths
    from kawal.engine.snapshot import package, parquet

    if options.parquet and (refusal := _refusal(options.output)):
        print(refusal, file=sys.stderr)
        return 2
    form = parquet if options.parquet else package
    try:
        with progress("Membaca"):
            reading = read_paths(options.paths, options.profile)
        form.write(reading.snapshot, options.output)
    except UnusableInput as error:
        tell_problems(error)
        return 2
    except OSError as error:
        print(f"Tidak dapat ditulis: {error.filename}: {error.strerror}.", file=sys.stderr)
        return 2
    for note in reading.notes:
        print(printable(note))
    print(f"Paket: {options.output}")
    print(f"Sidik paket (SHA-256): {package.digest_of(reading.snapshot)}")
    return 0


def _refusal(folder: Path) -> str | None:
    """Why Parquet must not be written there: it would be hidden by the package beside it."""
    from kawal.engine.snapshot.package import DESCRIPTOR

    if folder.suffix == ".zip" or folder.is_file():
        return f"--parquet menulis folder; {folder} harus nama folder."
    if (folder / DESCRIPTOR).is_file():
        return f"{folder} berisi paket data CSV; pilih folder lain untuk Parquet."
    return None
