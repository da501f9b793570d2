"""What the subcommands share: arguments, progress."""

from __future__ import annotations

import argparse
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PATIENCE = 1.0
"""Seconds of silence before a progress bar is worth its place."""


def a_day(text: str) -> date:
    """An argument that is a date, in the one form that Kawal shows: Python would take others too."""
    try:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
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


def a_path(text: str) -> Path:
    """An argument that names a file or folder; `""` is a slip in a script, not the folder here."""
    if not text or "\0" in text:
        raise argparse.ArgumentTypeError(f'"{text}" bukan nama berkas atau folder')
    return Path(text)


@contextmanager
def progress(what: str) -> Iterator[None]:
    """A bar on standard error for work that takes longer than a moment; none in a pipe."""
    if sys.stderr is None or not sys.stderr.isatty():
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
