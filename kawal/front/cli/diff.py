"""`kawal diff`: what changed from one version of the data to another."""

from __future__ import annotations

import argparse
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kawal.engine.shared.errors import UnusableInput
from kawal.engine.shared.wording import printable
from kawal.front.cli.shared import progress, tell_problems, write_whole

if TYPE_CHECKING:
    from kawal.engine.report.changes.view import ChangesView

NAME = "diff"
HELP = "bandingkan dua data: apa yang ditambah, dihapus, diubah, dan rupiahnya"
SAME, DIFFERENT, UNUSABLE = 0, 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("before", type=Path, metavar="LAMA", help="seperti `kawal check`")
    parser.add_argument("after", type=Path, metavar="BARU", help="seperti `kawal check`")
    parser.add_argument("--html", type=Path, metavar="BERKAS", help="tulis laporan HTML")
    parser.add_argument("--json", type=Path, metavar="BERKAS", help="tulis laporan JSON")


def run(options: argparse.Namespace) -> int:
    """Read both, compare, report. Returns the exit status: 0 the same, 1 differences, 2 unusable."""
    try:
        with progress("Membandingkan"):
            view = _compared(options.before, options.after)
    except UnusableInput as error:
        tell_problems(error)
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

    written: list[Path] = []
    try:
        if options.json:
            write_whole(options.json, as_json(view))
            written.append(options.json)
        if options.html:
            from kawal.engine.report.changes.html import as_html

            command = shlex.join(["kawal", "diff", options.before.name, options.after.name])
            write_whole(options.html, as_html(view, command))
            written.append(options.html)
    except OSError as error:
        print(f"Laporan tidak dapat ditulis: {error.filename}: {error.strerror}.", file=sys.stderr)
        return UNUSABLE
    print("\n".join(map(printable, lines_of(view))))
    for path in written:
        print(f"Laporan: {path}")
    return SAME if view.diff.is_empty else DIFFERENT
