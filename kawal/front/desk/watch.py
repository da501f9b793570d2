"""What the desk watches over: for each matter the findings of the rules that judge it, so that a
number on the desk is the number that the rules give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode

from kawal.base.organisation.seat import Seat
from kawal.base.ui.frame import Link
from kawal.engine.checks.rule import Outcome
from kawal.engine.shared.language import said_later, say
from kawal.office.findings.models import BLUNT, CheckRun, Finding

JUDGED = (Outcome.PASSED.value, Outcome.FAILED.value, Outcome.WAIVED.value)


@dataclass(frozen=True)
class Matter:
    """Something watched over. title: of its number on the desk; rules: those that judge it."""

    title: str
    rules: tuple[str, ...]


INNOVATION = Matter(said_later("OPD tanpa inovasi"), ("ARAH-01",))
SATISFACTION = Matter(said_later("OPD tanpa IKM"), ("ARAH-03",))
FLAGSHIPS = Matter(
    said_later("hal kurang pada program unggulan"), ("ARAH-04", "ARAH-05", "ARAH-06")
)
MATTERS = (INNOVATION, SATISFACTION, FLAGSHIPS)
BLUNTNESS = Matter(said_later("indikator belum tajam"), (BLUNT,))
"""Judged by words, not by a rule of the catalogue, so the desks that list rules leave it out."""


@dataclass(frozen=True)
class Watched:
    """What the last run says of a matter. judged: whether anything could be judged at all."""

    matter: Matter
    found: Sequence[Finding]
    judged: bool

    @property
    def number(self) -> int | None:
        """How many fall short; None where nothing could be judged: that is no zero."""
        return len(self.found) if self.judged else None

    @property
    def source(self) -> Link:
        """Where the number opens its list: the findings of its rule, or its part of the desk."""
        words = say(self.matter.title)
        if len(self.matter.rules) > 1:
            return Link(words, "#unggulan")
        asked = urlencode({"aturan": self.matter.rules[0]})
        return Link(words, f"{reverse('findings:list')}?{asked}")


def watched(seat: Seat, run: CheckRun | None) -> dict[Matter, Watched]:
    """Every matter, within the reader's reach."""
    matters = (*MATTERS, BLUNTNESS)
    codes = [rule for matter in matters for rule in matter.rules]
    failed = Finding.objects.open().filter(outcome=Outcome.FAILED.value, rule__in=codes)
    # Flagship programmes are the region's: what falls short there is told on every desk, or it would
    # look as if nothing did.
    standing = failed.filter(Q(rule__in=FLAGSHIPS.rules) | Q(pk__in=failed.visible_to(seat)))
    found = list(standing.select_related("opd").order_by("opd__number"))
    return {
        matter: Watched(
            matter,
            [each for each in found if each.rule in matter.rules],
            run is not None and any(_judged(run, rule) for rule in matter.rules),
        )
        for matter in matters
    }


def _judged(run: CheckRun, rule: str) -> bool:
    return any(run.coverage.get(rule, {}).get(outcome) for outcome in JUDGED)
