"""`kawal regulations`: what the law says in numbers, with its source and how sure we are."""

from __future__ import annotations

import argparse

from kawal.engine.shared.nearest import did_you_mean
from kawal.front.cli.shared import a_day
from kawal.front.cli.speech import complain, tell

NAME = "regulations"
HELP = "angka dalam peraturan: nilai, dasar, masa berlaku dan kepastiannya"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("area", nargs="?", metavar="BIDANG", help="satu bidang, misalnya ikm")
    parser.add_argument(
        "--on", type=a_day, default=None, metavar="TANGGAL", help="hanya yang berlaku pada hari itu"
    )


def run(options: argparse.Namespace) -> int:
    """Print the provisions. Returns 0, or 2 for an area that there is not."""
    from kawal.engine.regulations import areas, document

    if options.area is not None and options.area not in areas():
        hint = did_you_mean(options.area, areas())
        complain(f'Bidang "{options.area}" tidak ada. {hint}Bidang yang ada: {", ".join(areas())}.')
        return 2
    tell(*document.tell(options.area, options.on))
    return 0
