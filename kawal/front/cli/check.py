"""`kawal check`: judge what a regency plans, and say plainly what is wrong."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kawal.engine.shared.errors import UnusableInput
from kawal.engine.shared.wording import printable
from kawal.front.cli.shared import a_day, a_percentage, progress, tell_problems, write_whole

if TYPE_CHECKING:
    from kawal.engine.checks.result import Result
    from kawal.engine.checks.waivers import Waiver

NAME = "check"
HELP = "periksa rencana: paket data, template Excel, atau berkas dari aplikasi lain"
CLEAN, BLOCKED, UNUSABLE, THIN = 0, 1, 2, 3
"""Exit statuses; where several fit, the order is unusable, thin, blocked, clean."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="BERKAS",
        help="folder atau zip paket data, template .xlsx, atau .csv yang cocok dengan satu profil; "
        "beberapa berkas dari satu daerah menjadi satu",
    )  # fmt: skip
    parser.add_argument("--profile", metavar="NAMA", help="profil pembaca untuk berkas .csv")
    parser.add_argument(
        "--on", type=a_day, default=None, metavar="TANGGAL",
        help="hari yang dipakai untuk tenggat dan pengecualian; tanpa ini: hari ini",
    )  # fmt: skip
    parser.add_argument(
        "--min-coverage", type=a_percentage, default=90, metavar="PERSEN",
        help="bagian terkecil subjek setiap aturan yang menghalangi yang harus dapat dinilai (90)",
    )  # fmt: skip
    parser.add_argument("--html", type=Path, metavar="BERKAS", help="tulis laporan HTML")
    parser.add_argument("--json", type=Path, metavar="BERKAS", help="tulis laporan JSON")
    parser.add_argument("--xlsx", type=Path, metavar="BERKAS", help="tulis laporan Excel")


def run(options: argparse.Namespace) -> int:
    """Read, judge, report. Returns the exit status."""
    on: date = options.on or date.today()  # noqa: DTZ011  the office's own calendar day
    try:
        with progress("Memeriksa"):
            result, notes = _judge(options.paths, options.profile, on)
    except UnusableInput as error:
        tell_problems(error)
        return UNUSABLE
    return _report(result, notes, options)


def _judge(paths: Sequence[Path], profile: str | None, on: date) -> tuple[Result, Sequence[str]]:
    from kawal.engine.checks.catalogue import RULES
    from kawal.engine.checks.result import check
    from kawal.engine.readers import read_paths

    reading = read_paths(paths, profile)
    return check(reading.snapshot, RULES, on, _waivers(paths)), reading.notes


def _waivers(paths: Sequence[Path]) -> list[Waiver]:
    from kawal.engine.checks.catalogue import BY_CODE
    from kawal.engine.checks.waivers import beside, read_waivers

    files = [beside(path) for path in paths]
    return [waiver for file in files if file.is_file() for waiver in read_waivers(file, BY_CODE)]


def _report(result: Result, notes: Sequence[str], options: argparse.Namespace) -> int:
    from kawal.engine.report.machine import as_json
    from kawal.engine.report.terminal import lines_of
    from kawal.engine.report.view import view_of

    view = view_of(result, notes, options.min_coverage)
    written: list[Path] = []
    try:
        if options.json:
            write_whole(options.json, as_json(view))
            written.append(options.json)
        if options.html:
            from kawal.engine.report.html import as_html

            write_whole(options.html, as_html(view, _command(options, result.on)))
            written.append(options.html)
        if options.xlsx:
            from kawal.engine.report.excel import as_excel

            write_whole(options.xlsx, as_excel(view, _command(options, result.on)))
            written.append(options.xlsx)
    except OSError as error:
        print(f"Laporan tidak dapat ditulis: {error.filename}: {error.strerror}.", file=sys.stderr)
        return UNUSABLE
    print("\n".join(map(printable, lines_of(view))))
    for path in written:
        print(f"Laporan: {path}")
    return status_of(result, options.min_coverage)


def status_of(result: Result, min_coverage: int) -> int:
    """The exit status: 2 for a broken rule, 3 for too little judged, 1 for blocking findings, 0."""
    if result.broken:
        return UNUSABLE
    if result.thin(min_coverage):
        return THIN
    return BLOCKED if result.blocking else CLEAN


def _command(options: argparse.Namespace, on: date) -> str:
    """What repeats the run; only file names, since a report travels further than a folder."""
    words = ["kawal", "check", *(path.name for path in options.paths)]
    if options.profile:
        words += ["--profile", options.profile]
    words += ["--on", on.isoformat(), "--min-coverage", str(options.min_coverage)]
    return shlex.join(words)
