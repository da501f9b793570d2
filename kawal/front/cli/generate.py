"""`kawal generate`: a believable sample regency, with faults planted where wanted."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from kawal.engine.shared.errors import UnusableInput
from kawal.front.cli.shared import a_count, a_path, progress
from kawal.front.cli.speech import complain, tell, tell_problems, tell_unwritten

NAME = "generate"
HELP = "buat daerah contoh; semua angkanya rekaan"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--opd", type=a_count, default=48, metavar="N", help="jumlah OPD (48)")
    parser.add_argument("--seed", type=a_count, default=7, metavar="N", help="benih acak (7)")
    parser.add_argument(
        "--faults", type=a_count, default=0, metavar="N",
        help="jumlah galat yang ditanam; kuncinya di NAMA.faults.csv (0)",
    )  # fmt: skip
    parser.add_argument("--out", type=a_path, required=True, metavar="FOLDER", help="folder baru")


def run(options: argparse.Namespace) -> int:
    """Write the package. Returns 0, or 2 where it was asked for what cannot be."""
    from kawal.engine.generator.faults import key_beside, with_faults, write_with_key
    from kawal.engine.generator.official import pack_beside
    from kawal.engine.generator.regency import sample_regency

    folder: Path = options.out
    try:
        if refused := _refusal(folder):
            complain(refused)
            return 2
        with progress("Membuat daerah contoh"):
            regency = sample_regency(opd=options.opd, seed=options.seed)
            sample, breaches = with_faults(regency, faults=options.faults, seed=options.seed)
            write_with_key(sample, breaches, folder)
    except UnusableInput as error:
        tell_problems(error)
        return 2
    except OSError as error:
        tell_unwritten("Daerah contoh", error)
        return 2
    planted = sum(breach.planted for breach in breaches)
    tell(
        f"Daerah contoh: {folder}",
        f"Daftar kodenya, untuk `kawal check --reference`: {pack_beside(folder)}",
        f"Galat ditanam: {planted}, dengan akibatnya {len(breaches)}. Kunci: {key_beside(folder)}",
    )
    return 0


def _refusal(folder: Path) -> str | None:
    """Why the sample and what lies beside it must not be written there; None where they may."""
    from kawal.engine.generator.faults import is_key, key_beside
    from kawal.engine.generator.official import pack_beside
    from kawal.front.cli.places import pack_refusal, refusal

    if folder.suffix.lower() == ".zip":
        return f"{folder} harus nama folder."
    key = key_beside(folder)
    if os.path.exists(key) and not is_key(key):
        return f"{key} bukan kunci galat buatan Kawal; pilih nama folder lain."
    return pack_refusal(pack_beside(folder)) or refusal(folder, sample=True)
