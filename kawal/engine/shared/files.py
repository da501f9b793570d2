"""Files written whole or not at all, several of them together."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


def write_together(new: Mapping[Path, bytes], gone: Iterable[Path] = ()) -> None:
    """Write all of these files and remove those in `gone`, or leave all as it was.

    Missing folders are made and a link is followed. What is no file (a device, a pipe, the open
    standard output) is written into, since it can be neither replaced nor restored.

    Raises OSError; its filename is the path as it was given, never a name of ours.
    """
    with ExitStack() as undo:
        staged: list[tuple[Path, Path, Path]] = []
        streams = []
        for path, content in new.items():
            with _told_as(path):
                if _is_stream(path):
                    streams.append((path, content))
                else:
                    staged.append((path, *_stage(path, content, undo)))
        for path, content in streams:
            with _told_as(path), _open_stream(path) as stream:
                stream.write(content)
        spare = _swap(staged, [path for path in gone if path.is_file()], undo)
        undo.pop_all()
    for old in spare:
        with suppress(OSError):
            old.unlink()


def _swap(staged: list[tuple[Path, Path, Path]], gone: list[Path], undo: ExitStack) -> list[Path]:
    """Put the staged files in their places; returns where the old ones lie now.

    Old files are set aside first, the last named one before all others, and it comes back last. So
    whoever names last the file that vouches for the others (a package its descriptor) never has it
    beside files that it does not speak of, not even after a power cut.
    """
    if len(staged) == 1 and not gone:  # nothing to keep in step, so it need not be away at all
        ((path, real, draft),) = staged
        with _told_as(path):
            os.replace(draft, real)
        return []
    spare = []
    for path, real in [(path, real) for path, real, _ in reversed(staged)] + [
        (path, path) for path in gone
    ]:
        if real.exists():
            spare.append(_name_beside(real))
            undo.callback(_put_back, spare[-1], real)
            with _told_as(path):
                os.replace(real, spare[-1])
    for path, real, draft in staged:
        undo.callback(real.unlink, missing_ok=True)
        with _told_as(path):
            os.replace(draft, real)
    return spare


def _stage(path: Path, content: bytes, undo: ExitStack) -> tuple[Path, Path]:
    """Write the content beside its place: (the place, the draft). A full disk is met here."""
    real = Path(os.path.realpath(path))
    _make_folder(real.parent, undo)
    draft = _name_beside(real)
    undo.callback(draft.unlink, missing_ok=True)
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if real.exists():
        draft.chmod(_mode_of(real))
    return real, draft


def _mode_of(real: Path) -> int:
    """Who may read and write the file that is to be replaced.

    Raises OSError for a folder, and for a file that its owner has closed to everybody: renaming
    would replace it all the same.
    """
    mode = real.stat().st_mode
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if not mode & 0o222:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(mode)


def _make_folder(folder: Path, undo: ExitStack) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        undo.callback(_remove_folder, each)
    folder.mkdir(parents=True, exist_ok=True)


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):  # never made, or no longer empty
        folder.rmdir()


def _put_back(spare: Path, real: Path) -> None:
    if spare.exists():
        os.replace(spare, real)


def _name_beside(real: Path) -> Path:
    """A free name in the same folder; short, since the name itself may be as long as names may be."""
    return real.with_name(f".kawal-{secrets.token_hex(8)}")


def _is_stream(path: Path) -> bool:
    """Whether the path is something to write into, not to replace."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return False
    if stat.S_ISREG(found.st_mode):
        return _own_output(found) is not None
    return not stat.S_ISDIR(found.st_mode)


def _own_output(found: os.stat_result) -> int | None:
    """The descriptor of ours that already writes there: `--json /dev/stdout > file`."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or no real stream
            if os.path.samestat(found, os.fstat(stream.fileno())):
                return stream.fileno()
    return None


def _open_stream(path: Path) -> BinaryIO:
    own = _own_output(path.stat())
    return path.open("wb") if own is None else os.fdopen(os.dup(own), "wb")


@contextmanager
def _told_as(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
