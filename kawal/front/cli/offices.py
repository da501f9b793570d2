"""`kawal offices`: which region is served, and its offices with their holders, from a table."""

from __future__ import annotations

import argparse
from pathlib import Path

from kawal.engine.shared.errors import reason
from kawal.engine.shared.wording import thousands
from kawal.front.cli.database import with_database
from kawal.front.cli.speech import complain, tell

NAME = "offices"
HELP = "wilayah yang dilayani, jabatan dan pemegangnya, dari berkas CSV"
DONE, REFUSED = 0, 2
_ACCOUNT = "kawal-offices"
"""In whose name the trail tells of what was done at the server itself."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="BERKAS.csv",
        help="kolom: jabatan,nama,peran,opd,akun,status,sejak,surel,dampingan; sel kosong membiarkan "
        "yang sudah ada",
    )  # fmt: skip
    parser.add_argument(
        "--region", nargs=3, metavar=("KODE", "NAMA", "IBUKOTA"),
        help='wilayah yang dilayani, misalnya 33.28 "Kabupaten Tegal" Slawi',
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Returns 0, or 2 where nothing is asked or something is refused; then nothing is kept."""
    if options.file is None and options.region is None:
        complain("Sebutkan berkas CSV, --region, atau keduanya.", "Lihat: kawal offices --help")
        return REFUSED
    return _write(options)


@with_database
def _write(options: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError
    from django.db import transaction

    try:
        with transaction.atomic():
            told = _do(options)
    except ValidationError as error:
        complain(*error.messages, "Tidak ada yang disimpan.")
        return REFUSED
    except OSError as error:
        complain(f"{options.file} tidak dapat dibaca: {reason(error)}.")
        return REFUSED
    except UnicodeDecodeError:
        complain(f"{options.file} bukan teks UTF-8.", 'Simpan lagi sebagai "CSV UTF-8".')
        return REFUSED
    tell(*told)
    return DONE


def _do(options: argparse.Namespace) -> list[str]:
    from kawal.base.audit.actions import Actor
    from kawal.base.organisation.loading import load_offices, read
    from kawal.base.organisation.region import set_region

    by, told = Actor(_ACCOUNT, _ACCOUNT, "Pengelola di server"), []
    if options.region is not None:
        code, name, seat = options.region
        told.append(f"Wilayah: {set_region(code=code, name=name, seat=seat, by=by)}")
    if options.file is not None:
        with options.file.open(encoding="utf-8-sig", newline="") as lines:
            loaded = load_offices(rows=read(lines), by=by)
        told.append(
            f"{thousands(loaded.offices)} jabatan dibuat atau diubah, "
            f"{thousands(loaded.holdings)} pemegang ditetapkan."
        )
    return told
