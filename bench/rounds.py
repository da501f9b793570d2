"""Times several things side by side: one round runs each once, so that a busy moment of the
machine falls on all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Times:
    """The milliseconds of one thing, round by round."""

    rounds: tuple[float, ...]

    @property
    def least(self) -> float:
        return min(self.rounds)

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    @property
    def most(self) -> float:
        return max(self.rounds)

    def ratio_to(self, other: Times) -> float:
        """The median of the ratios within each round."""
        return statistics.median(
            own / theirs for own, theirs in zip(self.rounds, other.rounds, strict=True)
        )

    def more_than(self, other: Times) -> Times:
        """What each round took more than the same round of the other."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return Times(tuple(own - theirs for own, theirs in pairs))

    def beyond(self, milliseconds: float) -> Times:
        """What is left of each round without so many milliseconds."""
        return Times(tuple(each - milliseconds for each in self.rounds))


def interleaved(
    runs: Mapping[str, Callable[[], object]], *, rounds: int, warm_up: int
) -> dict[str, Times]:
    """Each run once per round, in the order given; the rounds of the warm-up are not kept."""
    kept: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(warm_up + rounds):
        for name, run in runs.items():
            spent = _milliseconds(run)
            if turn >= warm_up:
                kept[name].append(spent)
    return {name: Times(tuple(each)) for name, each in kept.items()}


def _milliseconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000
