"""`kawal check`: judge what a regency plans, and say plainly what is wrong."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kawal.engine.shared.errors import UnusableInput
from kawal.engine.shared.files import write_together
from kawal.engine.shared.language import LANGUAGES, SOURCE, say, speaking
from kawal.engine.shared.wording import printable
from kawal.front.cli.shared import a_day, a_path, a_percentage, progress
from kawal.front.cli.speech import complain, tell, tell_problems, tell_unwritten

if TYPE_CHECKING:
    from kawal.engine.checks.result import Result
    from kawal.engine.checks.verdict import Verdict
    from kawal.engine.reference.pack import ReferencePack

NAME = "check"
HELP = "periksa rencana: paket data, template Excel, atau berkas dari aplikasi lain"
CLEAN, BLOCKED, UNUSABLE, THIN = 0, 1, 2, 3
"""Exit statuses; where several fit, the order is unusable, thin, blocked, clean."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="+", type=a_path, metavar="BERKAS",
        help="folder atau zip paket data, template .xlsx, atau .csv yang cocok dengan satu profil; "
        "beberapa berkas dari satu daerah menjadi satu; folder berisi paket banyak daerah diringkas "
        "per daerah",
    )  # fmt: skip
    parser.add_argument(
        "--profile",
        metavar="NAMA",
        help="profil pembaca untuk berkas .csv: nama, atau berkas .toml",
    )
    parser.add_argument(
        "--reference", type=a_path, action="append", default=[], metavar="PAKET",
        help="daftar kode sebuah keputusan, dibuat oleh `kawal reference build`; boleh beberapa, yang "
        "berlaku pada tahun rencana yang dipakai",
    )  # fmt: skip
    parser.add_argument(
        "--on", type=a_day, default=None, metavar="TANGGAL",
        help="hari yang dipakai untuk tenggat dan pengecualian; tanpa ini: hari ini",
    )  # fmt: skip
    parser.add_argument(
        "--min-coverage", type=a_percentage, default=90, metavar="PERSEN",
        help="bagian terkecil subjek setiap aturan yang menghalangi yang harus dapat dinilai (90)",
    )  # fmt: skip
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=SOURCE,
        help="bahasa laporan: id (Indonesia) atau en (Inggris); tanpa ini: id",
    )  # fmt: skip
    parser.add_argument("--html", type=a_path, metavar="BERKAS", help="tulis laporan HTML")
    parser.add_argument("--json", type=a_path, metavar="BERKAS", help="tulis laporan JSON")
    parser.add_argument("--xlsx", type=a_path, metavar="BERKAS", help="tulis laporan Excel")


def run(options: argparse.Namespace) -> int:
    """Read, judge, report. Returns the exit status."""
    try:
        if refused := _clash(options):
            complain(refused)
            return UNUSABLE
    except OSError as error:  # such as a working folder that is gone
        tell_unwritten("Laporan", error)
        return UNUSABLE
    on: date = options.on or date.today()  # noqa: DTZ011  the office's own calendar day
    from kawal.front.cli import check_many

    if packages := check_many.packages_in(options.paths):
        return check_many.run(packages, options, on)
    with speaking(options.lang):
        try:
            with progress(say("Memeriksa")):
                result, notes = judged(options.paths, options.profile, on, packs_of(options))
        except UnusableInput as error:
            tell_problems(error)
            return UNUSABLE
        return _report(result, notes, options)


def _clash(options: argparse.Namespace) -> str | None:
    from kawal.engine.checks.waivers import beside
    from kawal.front.cli.places import clash

    if options.xlsx and options.lang != SOURCE:
        return "--xlsx baru ada dalam bahasa Indonesia; pakai --html atau --json bersama --lang."
    asked = {"--html": options.html, "--json": options.json, "--xlsx": options.xlsx}
    outputs = {option: path for option, path in asked.items() if path is not None}
    inputs = [*options.paths, *map(beside, options.paths), *options.reference]
    return clash(outputs, inputs) if outputs else None


def packs_of(options: argparse.Namespace) -> list[ReferencePack]:
    """The official lists that were given. Raises UnusableInput."""
    from kawal.engine.reference import package

    return [package.read(path) for path in options.reference]


def judged(
    paths: Sequence[Path], profile: str | None, on: date, packs: Sequence[ReferencePack]
) -> tuple[Result, Sequence[str]]:
    """What the rules say of these paths as one regency, and how they were read."""
    from kawal.engine.checks.catalogue import BY_CODE, RULES
    from kawal.engine.checks.result import check
    from kawal.engine.checks.waivers import read_waivers, waiver_files
    from kawal.engine.readers import read_paths

    reading = read_paths(paths, profile)
    waivers = read_waivers(waiver_files(paths), BY_CODE)
    return check(reading.snapshot, RULES, on, waivers, packs), reading.notes


def _report(result: Result, notes: Sequence[str], options: argparse.Namespace) -> int:
    from kawal.engine.report.machine import as_json
    from kawal.engine.report.terminal import lines_of
    from kawal.engine.report.view import view_of

    view = view_of(result, notes, options.min_coverage)
    reports: dict[Path, bytes] = {}
    if options.json:
        reports[options.json] = as_json(view).encode()
    if options.html:
        from kawal.engine.report.html import as_html

        reports[options.html] = as_html(view, _command(options, result.on)).encode()
    if options.xlsx:
        from kawal.engine.report.excel import as_excel

        reports[options.xlsx] = as_excel(view, _command(options, result.on))
    try:
        write_together(reports)
    except OSError as error:
        tell_unwritten("Laporan", error)
        return UNUSABLE
    tell(*lines_of(view), *(say("Laporan: {path}", path=path) for path in reports))
    return status_of(result.verdict, options.min_coverage)


def status_of(verdict: Verdict, min_coverage: int) -> int:
    """The exit status: 2 for a broken rule, 3 for too little judged, 1 for blocking findings, 0.

    Without a line of the planned year nothing was judged of what was asked, whatever the rules
    say of other years.
    """
    if verdict.broken:
        return UNUSABLE
    if verdict.thin(min_coverage) or not verdict.planned:
        return THIN
    return BLOCKED if verdict.blocking else CLEAN


def _command(options: argparse.Namespace, on: date) -> str:
    """What repeats the run; only file names, since a report travels further than a folder."""
    names = (
        path.name if path.name not in ("", "..") else path.resolve().name for path in options.paths
    )
    words = ["kawal", "check", *map(printable, names)]
    if options.profile:
        words += ["--profile", Path(options.profile).name]
    for path in options.reference:
        words += ["--reference", path.name]
    words += ["--on", on.isoformat(), "--min-coverage", str(options.min_coverage)]
    if options.lang != SOURCE:
        words += ["--lang", options.lang]
    return shlex.join(words)
