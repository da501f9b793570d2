"""`kawal generate`: a believable sample regency, with faults planted where wanted."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kawal.front.cli.shared import a_count, progress

NAME = "generate"
HELP = "buat daerah contoh; semua angkanya rekaan"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--opd", type=a_count, default=48, metavar="N", help="jumlah OPD (48)")
    parser.add_argument("--seed", type=a_count, default=7, metavar="N", help="benih acak (7)")
    parser.add_argument(
        "--faults", type=a_count, default=0, metavar="N",
        help="jumlah galat yang ditanam; kuncinya di NAMA.faults.csv (0)",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder baru")


def run(options: argparse.Namespace) -> int:
    """Write the package. Returns 0, or 2 where it was asked for what cannot be."""
    from kawal.engine.generator.faults import key_beside, plant
    from kawal.engine.generator.official import pack_beside, reference_pack
    from kawal.engine.generator.regency import sample_regency
    from kawal.engine.reference import package as reference_package
    from kawal.engine.snapshot import package

    folder: Path = options.out
    if refusal := _refusal(folder):
        print(refusal, file=sys.stderr)
        return 2
    try:
        with progress("Membuat daerah contoh"):
            package.write(sample_regency(opd=options.opd, seed=options.seed), folder)
            breaches = plant(folder, faults=options.faults, seed=options.seed)
            reference_package.write(reference_pack(), pack_beside(folder))
    except ValueError as error:
        print(f"Tidak dapat dibuat: {error}.", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"Tidak dapat ditulis: {error.filename}: {error.strerror}.", file=sys.stderr)
        return 2
    print(f"Daerah contoh: {folder}")
    print(f"Daftar kodenya, untuk `kawal check --reference`: {pack_beside(folder)}")
    planted = sum(breach.planted for breach in breaches)
    print(
        f"Galat ditanam: {planted}, dengan akibatnya {len(breaches)}. Kunci: {key_beside(folder)}"
    )
    return 0


def _refusal(folder: Path) -> str | None:
    """Why the folder must not be written to: only an earlier package may be replaced."""
    if folder.suffix == ".zip" or folder.is_file():
        return f"{folder} harus nama folder."
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "datapackage.json").is_file():
        return f"{folder} berisi berkas lain; pilih folder baru."
    return None
