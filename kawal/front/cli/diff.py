"""`kawal diff`: what changed from one version of the data to another."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from kawal.engine.shared.errors import UnusableInput
from kawal.front.cli.shared import a_path, progress
from kawal.front.cli.speech import complain, tell, tell_problems, tell_unwritten

if TYPE_CHECKING:
    from kawal.engine.report.changes.view import ChangesView

NAME = "diff"
HELP = "bandingkan dua data: apa yang ditambah, dihapus, diubah, dan rupiahnya"
SAME, DIFFERENT, UNUSABLE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", type=a_path, metavar="LAMA", help="seperti `kawal check`")
    parser.add_argument("after", type=a_path, metavar="BARU", help="seperti `kawal check`")
    parser.add_argument("--html", type=a_path, metavar="BERKAS", help="tulis laporan HTML")
    parser.add_argument("--json", type=a_path, metavar="BERKAS", help="tulis laporan JSON")


def run(options: argparse.Namespace) -> int:
    """Read both, compare, report. Returns the exit status: 0 the same, 1 differences, 2 unusable."""
    try:
        if refused := _clash(options):
            complain(refused)
            return UNUSABLE
        with progress("Membandingkan"):
            view = _compared(options.before, options.after)
    except UnusableInput as error:
        tell_problems(error)
        return UNUSABLE
    except OSError as error:  # such as a working folder that is gone
        tell_unwritten("Laporan", error)
        return UNUSABLE
    return _report(view, options)


def _compared(before: Path, after: Path) -> ChangesView:
    from kawal.engine.readers import read_paths
    from kawal.engine.report.changes.view import side_of, view_of_changes

    old, new = read_paths([before]), read_paths([after])
    return view_of_changes(
        side_of(before.name, old.snapshot, old.notes), side_of(after.name, new.snapshot, new.notes)
    )


def _report(view: ChangesView, options: argparse.Namespace) -> int:
    from kawal.engine.report.changes.machine import as_json
    from kawal.engine.report.changes.terminal import lines_of
    from kawal.engine.shared.files import write_together

    files: dict[Path, bytes] = {}
    if options.json:
        files[options.json] = as_json(view).encode()
    if options.html:
        from kawal.engine.report.changes.html import as_html

        command = shlex.join(["kawal", "diff", options.before.name, options.after.name])
        files[options.html] = as_html(view, command).encode()
    try:
        write_together(files)
    except OSError as error:
        tell_unwritten("Laporan", error)
        return UNUSABLE
    tell(*lines_of(view), *(f"Laporan: {path}" for path in files))
    return SAME if view.diff.is_empty else DIFFERENT


def _clash(options: argparse.Namespace) -> str | None:
    from kawal.front.cli.places import clash

    asked = {"--html": options.html, "--json": options.json}
    outputs = {option: path for option, path in asked.items() if path is not None}
    return clash(outputs, [options.before, options.after]) if outputs else None
