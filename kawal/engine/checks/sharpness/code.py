"""The faults of an indicator: the code that files and machines know, and what it says to a planner."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Code(StrEnum):
    """What makes an indicator blunt, in the order of mending: the first one found is the main one."""

    NO_INDICATOR = "bukan_indikator"
    UNIT = "satuan_bertentangan"
    ABSORPTION = "serapan"
    CIRCULAR = "melingkar"
    INPUT = "masukan_sebagai_hasil"
    WORK = "aktivitas"
    OUTPUT = "keluaran_sebagai_hasil"
    INCOMPLETE = "tidak_lengkap"
    VAGUE = "kabur"
    DOUBLE = "ganda"
    NO_NUMBER = "target_bukan_angka"
    FRACTIONS = "pecahan_bercampur"
    OUT_OF_RANGE = "nilai_di_luar_batas"
    DIRECTION = "arah_bertentangan"
    FLAT = "target_datar"


@dataclass(frozen=True, slots=True)
class Blunt:
    """One fault of one indicator. said: the sentence that tells it, with the words that show it."""

    code: Code
    said: str
