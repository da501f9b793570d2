"""Who is at the other end of a request: an account in one office that it holds today, and how far
that office reaches there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from django.db.models import Q

from kawal.base.audit.actions import Actor
from kawal.base.organisation.acting import acting
from kawal.base.organisation.actions import lineage
from kawal.base.organisation.models import Account, Office, Portfolio


class Reach(StrEnum):
    """Whose records an office may reach by one page: every OPD's, those of the OPD that it stands
    behind, its own OPD's, or none."""

    ALL = "all"
    PORTFOLIO = "portfolio"
    OWN = "own"
    NONE = "-"


@dataclass(frozen=True)
class Seat:
    """An account in an office on a day. reach: what the table of rights gives that office for the
    page that was asked for; query sets read no further (`visible_to`)."""

    account: Account
    office: Office
    day: date
    reach: Reach = Reach.NONE

    @property
    def actor(self) -> Actor:
        """In whose name an action writes. Raises PermissionDenied where the office is not held."""
        return acting(self.account, self.office, self.day)

    @cached_property
    def opds(self) -> frozenset[int]:
        """The rows of the OPD within reach; without a meaning where everything is."""
        if self.reach is Reach.PORTFOLIO:
            behind = Portfolio.objects.on(self.day).filter(office=self.office)
            return frozenset(behind.values_list("opd_id", flat=True))
        if self.reach is Reach.OWN and self.office.opd is not None:
            return frozenset(opd.pk for opd in lineage(self.office.opd))
        return frozenset()

    def within(self, field: str) -> Q:
        """A condition that `field`, which points at an OPD, lies within reach. What belongs to no OPD
        is the region's own: only who reaches everything sees it by this."""
        if self.reach is Reach.ALL:
            return Q(pk__isnull=False)  # an empty condition would vanish beside an "or"
        return Q(**{f"{field}__in": self.opds})
