"""`kawal audit`: whether the trail is whole, and the digest at the end of each day."""

from __future__ import annotations

import argparse

from kawal.engine.shared.wording import thousands
from kawal.front.cli.database import with_database
from kawal.front.cli.speech import complain, tell

NAME = "audit"
HELP = "jejak perubahan: apakah utuh, dan sidiknya setiap hari"
WHOLE, BROKEN = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what", choices=("verify", "heads"), metavar="verify|heads",
        help="verify: periksa setiap baris jejak; heads: sidik baris terakhir setiap hari, untuk "
        "disimpan pihak luar",
    )  # fmt: skip


@with_database
def run(options: argparse.Namespace) -> int:
    """Returns 0, 1 where a line does not hold, 2 where the database cannot be read."""
    from kawal.base.audit.verify import daily_heads, verify

    if options.what == "heads":
        tell(*(f"{day.isoformat()}  {number}  {digest}" for day, number, digest in daily_heads()))
        return WHOLE
    verdict = verify()
    if verdict.broken is not None:
        complain(
            f"Jejak rusak di baris {verdict.broken}: {verdict.reason}",
            f"{thousands(verdict.lines)} baris sebelumnya utuh.",
        )
        return BROKEN
    tell(f"Jejak utuh: {thousands(verdict.lines)} baris.", f"Sidik terakhir: {verdict.head}")
    return WHOLE
