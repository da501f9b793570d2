"""What the subcommands share: dates, problems, files written whole or not at all, progress."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from kawal.engine.shared.errors import UnusableInput
from kawal.engine.shared.wording import printable

PATIENCE = 1.0
"""Seconds of silence before a progress bar is worth its place."""


def a_day(text: str) -> date:
    """An argument that is a date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f'"{text}" bukan tanggal; tulis tahun-bulan-hari, misalnya 2020-03-02'
        raise argparse.ArgumentTypeError(message) from None


def a_percentage(text: str) -> int:
    """An argument from 0 to 100."""
    if not text.isascii() or not text.isdigit() or int(text) > 100:
        raise argparse.ArgumentTypeError(f'"{text}" bukan bilangan bulat dari 0 sampai 100')
    return int(text)


def a_count(text: str) -> int:
    """An argument that counts something."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise argparse.ArgumentTypeError(f'"{text}" bukan bilangan bulat mulai dari 0')
    return int(text)


def tell_problems(error: UnusableInput) -> None:
    """Every problem on a line of its own, on standard error."""
    print("Masukan tidak dapat dipakai; tidak ada yang disimpan.", file=sys.stderr)
    for problem in error.problems:
        print(f"- {printable(str(problem))}", file=sys.stderr)


def write_whole(path: Path, content: str | bytes) -> None:
    """Write the file at once: a crash leaves the old one, never half of the new one.

    Raises OSError where the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def progress(what: str) -> Iterator[None]:
    """A bar on standard error for work that takes longer than a moment; none in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    shown: list[Any] = []
    timer = threading.Timer(PATIENCE, lambda: shown.append(_bar(what)))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for bar in shown:
            bar.stop()


def _bar(what: str) -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    bar.add_task(what, total=None)
    bar.start()
    return bar


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
