"""The files of a package, in a folder or in a zip: no more of them than memory bears."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from kawal.engine.shared.errors import Problem, UnusableInput, shortened
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.intake import LARGEST, ZIP_FAULTS, is_crowded, read_whole, too_large

DESCRIPTOR = "datapackage.json"
MOST_FILES = 1000
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FROM_MACOS = "__MACOSX/"
"""What macOS adds to every zip beside the files themselves."""


class Container(Protocol):
    """Where a package lies."""

    def names(self) -> list[str]:
        """The files at its top."""

    def read(self, name: str) -> bytes | None:
        """The bytes of one of its files, None where there is none of that name.

        Raises UnusableInput where all that was read together is more than LARGEST.
        """


@contextmanager
def opened(path: Path, descriptor: str = DESCRIPTOR) -> Iterator[Container]:
    """The files of the package in a folder or zip. descriptor: the file that every package has.

    Raises UnusableInput for a zip that cannot be read, OSError for what cannot be opened.
    """
    if path.is_dir():
        yield Folder(path)
        return
    content = read_whole(path)  # first, so that what cannot be opened is not called broken
    if is_crowded(content):
        raise UnusableInput([_too_many_files(str(path))])
    with _called_broken(str(path)):
        archive = zipfile.ZipFile(io.BytesIO(content))
    with archive:
        yield Zip(archive, str(path), descriptor)


@contextmanager
def _called_broken(file: str) -> Iterator[None]:
    """Around what only reads the zip, so that no fault of ours is blamed on it."""
    try:
        yield
    except ZIP_FAULTS as error:
        message = "Berkas zip rusak, terkunci sandi, atau bukan zip."
        raise UnusableInput(
            [Problem(Fault.BROKEN_ZIP, message, "Unduh atau buat ulang.", file)]
        ) from error


class Folder:
    """A package as a folder."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left = LARGEST

    def names(self) -> list[str]:
        return sorted(file.name for file in self._path.iterdir())

    def read(self, name: str) -> bytes | None:
        file = self._path / name
        if not file.exists():
            return None
        content = read_whole(file)
        self._left = _spent(self._left, len(content), str(self._path))
        return content


class Zip:
    """A package as a zip: at its top, or in the one folder that it holds, since people zip a
    folder by its name.

    Raises UnusableInput for several packages in one zip, or one beside other files.
    """

    def __init__(self, archive: zipfile.ZipFile, file: str, descriptor: str) -> None:
        self._archive = archive
        self._descriptor = descriptor
        self._file = file
        self._left = LARGEST
        self._names = [name for name in archive.namelist() if not name.startswith(_FROM_MACOS)]
        if len(self._names) > MOST_FILES:
            raise UnusableInput([_too_many_files(file)])
        self._top = self._find_top()

    def names(self) -> list[str]:
        return [name.removeprefix(self._top) for name in self._names]

    def read(self, name: str) -> bytes | None:
        whole = self._top + name
        if whole not in self._names:
            return None
        if self._names.count(whole) > 1:
            problem = Problem(
                Fault.UNCLEAR_ZIP, "Berkas muncul dua kali dalam zip.", "Buat ulang.", file=name
            )
            raise UnusableInput([problem])
        info = self._archive.getinfo(whole)
        # what the zip says of the size binds: the archive gives no byte beyond it
        self._left = _spent(self._left, info.file_size, self._file)
        with _called_broken(self._file):
            if info.compress_type not in _PACKED:
                raise zipfile.BadZipFile(f"packed by method {info.compress_type}")
            return self._archive.read(info)

    def _find_top(self) -> str:
        """'' or 'folder/'."""
        if self._descriptor in self._names:
            return ""
        found = [name for name in self._names if name.count("/") == 1]
        tops = sorted(
            {
                name[: -len(self._descriptor)]
                for name in found
                if name.endswith(f"/{self._descriptor}")
            }
        )
        if not tops or tops[0] in ("/", "./", "../"):
            return ""
        if len(tops) > 1:
            message = f"Zip memuat {len(tops)} paket data: {', '.join(map(shortened, tops))}."
            raise UnusableInput(
                [Problem(Fault.UNCLEAR_ZIP, message, "Satu zip memuat satu paket.", self._file)]
            )
        if not all(name.startswith(tops[0]) for name in self._names):
            message = f"Zip memuat paket data di {shortened(tops[0])} dan berkas lain di luarnya."
            fix = "Buat zip dari folder paket itu saja."
            raise UnusableInput([Problem(Fault.UNCLEAR_ZIP, message, fix, self._file)])
        return tops[0]


def _too_many_files(file: str) -> Problem:
    fix = "Pilih zip yang dibuat oleh `kawal snapshot`."
    return Problem(Fault.TOO_LARGE, f"Zip memuat lebih dari {MOST_FILES} berkas.", fix, file)


def _spent(left: int, size: int, file: str) -> int:
    if size > left:
        raise UnusableInput([too_large(file)])
    return left - size
