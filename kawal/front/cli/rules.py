"""`kawal rules`: the law as the rules read it."""

from __future__ import annotations

import argparse

from kawal.engine.shared.nearest import did_you_mean
from kawal.front.cli.shared import a_day
from kawal.front.cli.speech import complain, tell

NAME = "rules"
HELP = "daftar aturan, atau satu aturan dengan dasar, angka dan contoh kasusnya"

_FOOT = (
    "",
    "menghalangi: rencana belum dapat dikunci selama gagal; peringatan: tetap dapat dikunci.",
    "Satu aturan dengan arti dan contohnya: kawal rules KODE, misalnya kawal rules PAGU-01",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", metavar="KODE", help="satu aturan, misalnya PAGU-01")
    parser.add_argument(
        "--on", type=a_day, default=None, metavar="TANGGAL", help="angka yang berlaku pada hari itu"
    )
    parser.add_argument(
        "--markdown",
        action="store_true",
        help="semua aturan sebagai halaman Markdown (docs/rules.md)",
    )


def run(options: argparse.Namespace) -> int:
    """Print the rules, or one. Returns 0, or 2 for a code that no rule has or a call that asks for
    both one rule and the page of all."""
    from kawal.engine.checks.catalogue import BY_CODE, RULES
    from kawal.engine.checks.document import describe, render

    if options.markdown:
        if options.code is not None or options.on is not None:
            complain("--markdown menulis semua aturan; hapus KODE dan --on.")
            return 2
        tell(*render().splitlines())
        return 0
    if options.code is None:
        tell(*(f"{rule.code:<12}{rule.severity.value:<13}{rule.title}" for rule in RULES), *_FOOT)
        return 0
    code = options.code.upper()
    if code not in BY_CODE:
        hint = did_you_mean(code, BY_CODE)
        complain(f'Aturan "{options.code}" tidak ada. {hint}Lihat `kawal rules`.')
        return 2
    tell(*describe(BY_CODE[code], options.on))
    return 0
