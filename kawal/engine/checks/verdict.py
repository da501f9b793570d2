"""What the counts of a run answer: whether a plan can be locked, and if not, what stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kawal.engine.checks.rule import Outcome, Rule, Severity
from kawal.engine.snapshot import Snapshot


@dataclass(frozen=True)
class Coverage:
    """How much of one rule could be judged. counts: subjects per outcome. broken: what the rule
    said when it broke, or None."""

    rule: Rule
    counts: Mapping[Outcome, int]
    broken: str | None = None

    @property
    def applicable(self) -> int:
        """Subjects that the rule concerns: all but *tidak berlaku*."""
        return sum(self.counts.values()) - self.counts[Outcome.NOT_APPLICABLE]

    @property
    def assessed(self) -> int:
        return self.applicable - self.counts[Outcome.UNKNOWN]

    def below(self, percent: int) -> bool:
        """Whether fewer than that share of the concerned subjects could be judged."""
        return self.assessed * 100 < self.applicable * percent


@dataclass(frozen=True)
class Verdict:
    """One regency's answer. year: that is being planned.

    coverage: one entry per rule, in the order of the catalogue. hindered: how many OPD have a
    finding that stops the lock. open: how many judgements that may stop it could not be made, and
    on how many OPD. planned: the OPD of which a line of the planned year is there. silent: the other
    OPD, by id, where lines were given at all.
    """

    year: int
    coverage: tuple[Coverage, ...]
    hindered: int
    open: tuple[int, int]
    planned: frozenset[str]
    silent: tuple[str, ...]

    @property
    def blocking(self) -> int:
        """How many findings stop the lock."""
        return self._failed(Severity.BLOCKING)

    @property
    def warnings(self) -> int:
        return self._failed(Severity.WARNING)

    @property
    def assessed(self) -> int:
        """Judgements made."""
        return sum(entry.assessed for entry in self.coverage)

    @property
    def applicable(self) -> int:
        """Judgements that concern someone."""
        return sum(entry.applicable for entry in self.coverage)

    @property
    def broken(self) -> tuple[Coverage, ...]:
        return tuple(entry for entry in self.coverage if entry.broken is not None)

    def count(self, outcome: Outcome) -> int:
        return sum(entry.counts[outcome] for entry in self.coverage)

    def thin(self, percent: int) -> tuple[Coverage, ...]:
        """The blocking rules of which less than that share could be judged."""
        return tuple(
            entry
            for entry in self.coverage
            if entry.rule.severity is Severity.BLOCKING and entry.below(percent)
        )

    def _failed(self, severity: Severity) -> int:
        return sum(
            entry.counts[Outcome.FAILED]
            for entry in self.coverage
            if entry.rule.severity is severity
        )


def silent_of(snapshot: Snapshot, planned: frozenset[str]) -> tuple[str, ...]:
    """The OPD of the snapshot that are not `planned`, by id; none where no line could be there."""
    if not (planned and snapshot.carries("node") and snapshot.carries("plan")):
        return ()
    return tuple(opd for opd in sorted(snapshot.frame("opd")["id"]) if opd not in planned)
