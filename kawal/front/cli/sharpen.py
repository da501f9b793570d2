"""`kawal sharpen`: which indicators are blunt, why, and how they would be sharper."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kawal.engine.shared.errors import UnusableInput
from kawal.front.cli.shared import a_path, progress
from kawal.front.cli.speech import complain, tell, tell_problems, tell_unwritten

if TYPE_CHECKING:
    from kawal.engine.checks.sharpness.table import Sharpened

NAME = "sharpen"
HELP = "uji ketajaman indikator: mana yang tumpul, mengapa, dan usulan rumusan yang lebih tajam"
DONE, UNUSABLE = 0, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=a_path, metavar="BERKAS.csv",
        help="kolom: indikator,satuan,level, boleh juga baseline,target; kolom lain dibiarkan",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", type=a_path, metavar="HASIL.csv",
        help="tulis hasil ke berkas ini; tanpa ini: ke layar",
    )  # fmt: skip
    parser.add_argument("--json", type=a_path, metavar="BERKAS", help="tulis juga hasil JSON")
    parser.add_argument(
        "--reference", type=a_path, action="append", default=[], metavar="PAKET",
        help="daftar kode sebuah keputusan, dibuat oleh `kawal reference build`; rumusan indikator sub "
        "kegiatan yang ada di situ tidak diuji",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Read, judge, write one row for each row. Returns 0, or 2 where the input cannot be used."""
    try:
        if refused := _clash(options):
            complain(refused)
            return UNUSABLE
        with progress("Menguji"):
            sharpened = _sharpened(options)
    except UnusableInput as error:
        tell_problems(error)
        return UNUSABLE
    except OSError as error:  # such as a working folder that is gone
        tell_unwritten("Hasil", error)
        return UNUSABLE
    return _write(sharpened, options)


def _sharpened(options: argparse.Namespace) -> Sharpened:
    from kawal.engine.checks.sharpness.table import sharpen
    from kawal.engine.shared.intake import read_whole

    return sharpen(read_whole(options.file), options.file.name, _official(options.reference))


def _official(packs: list[Path]) -> frozenset[str]:
    """Keys of the indicators that the given decrees list."""
    if not packs:
        return frozenset()
    from kawal.engine.checks.sharpness.table import key_of
    from kawal.engine.reference import package

    listed = (package.read(path).codes["indicator"].drop_nulls() for path in packs)
    return frozenset(key_of(text) for texts in listed for text in texts)


def _write(sharpened: Sharpened, options: argparse.Namespace) -> int:
    from kawal.engine.checks.sharpness.table import as_csv, as_json
    from kawal.engine.shared.files import write_together

    files: dict[Path, bytes] = {}
    if options.json:
        files[options.json] = as_json(sharpened, options.file.name).encode()
    if options.output:
        files[options.output] = as_csv(sharpened).encode()
    try:
        write_together(files)
    except OSError as error:
        tell_unwritten("Hasil", error)
        return UNUSABLE
    if options.output is None:
        tell(*as_csv(sharpened).removesuffix("\n").split("\n"))
    else:
        tell(f"{sharpened.blunt} dari {len(sharpened.rows)} indikator tumpul.")
        tell(*(f"Hasil: {path}" for path in files))
    return DONE


def _clash(options: argparse.Namespace) -> str | None:
    from kawal.front.cli.places import clash

    asked = {"--output": options.output, "--json": options.json}
    outputs = {option: path for option, path in asked.items() if path is not None}
    return clash(outputs, [options.file, *options.reference]) if outputs else None
