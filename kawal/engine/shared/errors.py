"""What is said when input cannot be used: every fault with its place and its mend."""

from __future__ import annotations

import errno
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kawal.engine.shared.fault import Fault
from kawal.engine.shared.wording import thousands

FEW = 20
"""So many faults of one kind are told; the rest is counted."""

_Fault = TypeVar("_Fault")

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

    fault: its kind, for machines. row counts as a spreadsheet does: the heading is row 1.
    """

    fault: Fault
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
            f"kolom {shortened(self.column)}" if self.column is not None else None,
            f'isi "{shortened(self.value)}"' if self.value is not None else None,
        ]
        known = ", ".join(part for part in parts if part)
        return f"{known}: " if known else ""


class UnusableInput(Exception):
    """The input cannot be judged at all; nothing of it was used.

    problems: at least one, each once, in the order in which they were met.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(dict.fromkeys(problems))  # two tables of one row may say the same
        super().__init__("\n".join(str(problem) for problem in self.problems))


def reason(error: OSError) -> str:
    """What the system says, in Indonesian, without a name of a file."""
    if error.errno in _REASONS:
        return _REASONS[error.errno]
    return f"galat sistem {errno.errorcode.get(error.errno or 0, '')}".rstrip()


def told(faults: Sequence[_Fault], tell: Callable[[_Fault], Problem]) -> list[Problem]:
    """A problem for each of the first few faults of one kind, and one that counts the rest.

    faults: what `tell` needs of each; only the few that are told become problems, so that a
    million bad cells do not become a million sentences.
    """
    problems = [tell(fault) for fault in faults[:FEW]]
    if len(faults) > FEW:
        last = problems[-1]
        rest = f"Masih ada {thousands(len(faults) - FEW)} baris lain dengan galat serupa."
        problems.append(Problem(last.fault, rest, last.fix, file=last.file, column=last.column))
    return problems


def shortened(text: str, limit: int = 60) -> str:
    """The text, cut to so many characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
