"""The states that anything in Kawal can be in. Each has a shape and a word before it has a colour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kawal.engine.report.look import SHAPES
from kawal.engine.shared.language import say


@dataclass(frozen=True)
class Look:
    """mark: the name of the shape and of the class. outline: its path, in a square of 16."""

    word: str
    mark: str
    outline: str
    meaning: str


class State(Enum):
    """What is known of a thing, or of whose hands it is in."""

    BLOCKING = Look(
        "menghalangi", "halang", SHAPES["halang"],
        "Segi delapan. Menahan penguncian, atau lewat tenggat.",
    )  # fmt: skip
    WARNING = Look("peringatan", "ingat", SHAPES["ingat"], "Segitiga. Tidak menahan apa pun.")
    PASSED = Look(
        "lolos",
        "lolos",
        SHAPES["lolos"],
        "Lingkaran bercentang. Tidak dipakai bila ada yang kosong.",
    )
    UNKNOWN = Look(
        "tidak dapat dinilai", "takdinilai", SHAPES["takdinilai"],
        "Kotak bergaris. Selalu dengan apa yang kurang.",
    )  # fmt: skip
    MISSING = Look(
        "belum ada data", "kosong",
        "M7 0h2v2H7zM11.500 2h2v2h-2zM14 7h2v2h-2zM11.500 12h2v2h-2zM7 14h2v2H7zM2.500 12h2v2h-2z"
        "M0 7h2v2H0zM2.500 2h2v2h-2z",
        "Lingkaran titik. Bukan nol, bukan merah, bukan hijau.",
    )  # fmt: skip
    WAIVED = Look(
        "dikecualikan", "kecuali", SHAPES["kecuali"],
        "Belah ketupat. Selalu dengan oleh siapa dan sampai kapan.",
    )  # fmt: skip
    NOT_APPLICABLE = Look(
        "tidak berlaku", "takberlaku", "M2.500 7h11v2h-11z", "Garis. Tidak ikut dihitung."
    )
    LOCKED = Look(
        "terkunci", "kunci",
        "M3 7h10v8H3zM4.500 7V4.500a3.500 3.500 0 0 1 7 0V7h-2V4.500a1.500 1.500 0 0 0-3 0V7z",
        "Gembok. Dapat dibaca dan disalin, tidak dapat diubah.",
    )  # fmt: skip
    TURN = Look(
        "giliran", "giliran", "M1 3h9l5 5-5 5H1z",
        "Label yang menunjuk ke depan. Menyebut kantor dan hari kerjanya.",
    )  # fmt: skip

    @property
    def word(self) -> str:
        """Its word, in the language in force."""
        return say(self.value.word)
