"""An indicator as it is judged: its text with what stands beside it in a plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Where in the chain an indicator stands; the values are those that plans are listed with."""

    GOAL = "tujuan"
    OBJECTIVE = "sasaran"
    OFFICE_GOAL = "tujuan_pd"
    OFFICE_OBJECTIVE = "sasaran_pd"
    PROGRAMME = "program"
    ACTIVITY = "kegiatan"
    SUB_ACTIVITY = "sub_kegiatan"
    RESULT = "hasil"
    REGION = "indikator_kinerja_daerah"
    UNSTATED = "tidak_dinyatakan"

    @property
    def wants_result(self) -> bool:
        """Whether an indicator must measure there who is better off, not what was made."""
        return self not in (Level.ACTIVITY, Level.SUB_ACTIVITY, Level.UNSTATED)


@dataclass(frozen=True)
class Indicator:
    """unit, baseline: as typed, "" where nothing is known. targets: as typed, in the order of years."""

    text: str
    unit: str = ""
    level: Level = Level.UNSTATED
    baseline: str = ""
    targets: tuple[str, ...] = ()
