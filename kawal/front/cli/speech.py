"""How the command speaks. All that it prints passes here: no name and no cell can steer the terminal,
and a reader that leaves does not change the outcome."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from kawal.engine.shared.errors import UnusableInput, reason
from kawal.engine.shared.wording import printable


class Unheard(Exception):
    """Standard output cannot be written; the text says why."""


def tell(*lines: str) -> None:
    """Lines on standard output, out at once. Raises Unheard."""
    try:
        for line in lines:
            print(printable(line))
        if sys.stdout is not None:  # as it is after `>&-`
            sys.stdout.flush()
    except BrokenPipeError:  # `kawal rules | head`: the reader has seen enough
        _silence(sys.stdout)
    except OSError as error:
        _silence(sys.stdout)
        raise Unheard(reason(error)) from error


def complain(*lines: str) -> None:
    """Lines on standard error."""
    if sys.stderr is None:
        return
    try:
        for line in lines:
            print(printable(line), file=sys.stderr)
    except OSError:  # nobody is left to hear it; the exit status says enough
        _silence(sys.stderr)


def tell_problems(error: UnusableInput) -> None:
    """Every problem on a line of its own, on standard error."""
    complain("Masukan tidak dapat dipakai; tidak ada yang disimpan.")
    complain(*(f"- {problem}" for problem in error.problems))


def tell_unwritten(what: str, error: OSError) -> None:
    """That something was not written: where, and why."""
    place = f"{error.filename}: " if error.filename else ""
    complain(f"{what} tidak dapat ditulis: {place}{reason(error)}.")


def speak_in_any_encoding() -> None:
    """A sign that the terminal's encoding lacks becomes a question mark instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _silence(stream: TextIO) -> None:
    """Let what is still in the buffer go nowhere; else the interpreter fails on it as it ends."""
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())
