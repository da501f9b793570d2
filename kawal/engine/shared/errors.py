"""What is said when input cannot be used: every fault with its place and its mend."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from dataclasses import dataclass

_REASONS = {
    errno.ENOENT: "tidak ada",
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak ada izin",
    errno.EROFS: "tempatnya hanya dapat dibaca",
    errno.ENOSPC: "tidak ada ruang tersisa",
    errno.EDQUOT: "jatah ruang habis",
    errno.EFBIG: "berkasnya terlalu besar",
    errno.EISDIR: "itu sebuah folder",
    errno.ENOTDIR: "sebagian dari alamatnya bukan folder",
    errno.EEXIST: "sudah ada",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
    errno.ELOOP: "tautannya berputar-putar",
    errno.EBUSY: "sedang dipakai",
    errno.EPIPE: "pembacanya sudah tutup",
}


@dataclass(frozen=True)
class Problem:
    """One fault in the input, told so that a planner can find and mend it.

    row counts as a spreadsheet does: the heading is row 1.
    """

    message: str
    fix: str
    file: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __str__(self) -> str:
        return f"{self.place}{self.message} {self.fix}"

    @property
    def place(self) -> str:
        """'node.csv, baris 12, kolom level, isi "x": ' with only the parts that are known."""
        parts = [
            self.file,
            f"baris {self.row}" if self.row is not None else None,
            f"kolom {self.column}" if self.column is not None else None,
            f'isi "{_shortened(self.value)}"' if self.value is not None else None,
        ]
        known = ", ".join(part for part in parts if part)
        return f"{known}: " if known else ""


class UnusableInput(Exception):
    """The input cannot be judged at all; nothing of it was used.

    problems: at least one, in the order in which they were met.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def reason(error: OSError) -> str:
    """What the system says, in Indonesian, without a name of a file."""
    if error.errno in _REASONS:
        return _REASONS[error.errno]
    return f"galat sistem {errno.errorcode.get(error.errno or 0, '')}".rstrip()


def _shortened(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
