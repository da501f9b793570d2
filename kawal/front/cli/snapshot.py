"""`kawal snapshot`: whatever can be read, as one canonical data package."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from kawal.engine.shared.errors import UnusableInput
from kawal.front.cli.shared import a_path, progress
from kawal.front.cli.speech import complain, tell, tell_problems, tell_unwritten

NAME = "snapshot"
HELP = "tulis masukan sebagai satu paket data (folder atau zip)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", type=a_path, metavar="BERKAS", help="seperti `kawal check`"
    )
    parser.add_argument(
        "--profile",
        metavar="NAMA",
        help="profil pembaca untuk berkas .csv: nama, atau berkas .toml",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=a_path,
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
    from kawal.front.cli.places import parquet_refusal, refusal

    output: Path = options.output
    try:
        with progress("Membaca"):
            reading = read_paths(options.paths, options.profile)
        snapshot = reading.snapshot
        refused = (
            parquet_refusal(output)
            if options.parquet
            else refusal(output, sample=snapshot.sample, region=snapshot.region)
        )
        if refused:
            complain(refused)
            return 2
        (parquet if options.parquet else package).write(snapshot, output)
    except UnusableInput as error:
        tell_problems(error)
        return 2
    except OSError as error:
        tell_unwritten("Paket", error)
        return 2
    tell(*reading.notes)
    _tell_waivers(options.paths, output)
    tell(f"Paket: {output}", f"Sidik paket (SHA-256): {package.digest_of(snapshot)}")
    return 0


def _tell_waivers(paths: Sequence[Path], output: Path) -> None:
    """Waivers are not part of a package: say where they stayed, unless the new one finds them."""
    from kawal.engine.checks.waivers import beside, waiver_files

    new = beside(output)
    for old in waiver_files(paths):
        if old != new:
            tell(
                f"Pengecualian tidak menjadi bagian paket; letaknya di {old}. "
                f"Supaya berlaku untuk paket baru, salin isinya ke {new}."
            )
