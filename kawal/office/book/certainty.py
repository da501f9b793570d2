"""How many indicators are *terukur dan pasti*, as the last run of the rules found them (SIAP-04)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kawal.engine.checks.rule import Outcome
from kawal.office.findings.models import UNCERTAIN, CheckRun, Finding


@dataclass(frozen=True)
class Certainty:
    """run: the last run; None before the first. lacking: the open finding of every indicator that is
    not measurable and certain, or of which that is not known."""

    run: CheckRun | None
    lacking: Mapping[str, Finding]

    def certain(self, keys: Collection[str]) -> int | None:
        """How many of these lack nothing; None before anything was judged."""
        if self.run is None:
            return None
        return sum(key not in self.lacking for key in keys)

    def blunt(self, key: str) -> Finding | None:
        """What is found to be missing on that indicator."""
        found = self.lacking.get(key)
        return found if found is not None and found.outcome == Outcome.FAILED.value else None


def certainty() -> Certainty:
    """What the last run said of every indicator. What is found on the RPJMD is nobody's draft."""
    found = Finding.objects.open().filter(rule=UNCERTAIN, table="indicator")
    return Certainty(CheckRun.objects.first(), {each.key: each for each in found})
