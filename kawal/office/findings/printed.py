"""A printed total that is not the sum of what stands below it: one press makes it that sum."""

from __future__ import annotations

from dataclasses import dataclass

from kawal.base.organisation.seat import Seat
from kawal.engine.shared.wording import rupiah
from kawal.office.findings.models import Finding
from kawal.office.planning.holding import frozen
from kawal.office.planning.models import Node
from kawal.office.planning.totals import sum_below

FIELD = "node.stated_total"


@dataclass(frozen=True)
class Printed:
    """node: on which the total is printed; stated and summed: in sen, as both stand now."""

    node: Node
    stated: int
    summed: int

    @property
    def agrees(self) -> bool:
        return self.stated == self.summed

    @property
    def shown(self) -> str:
        return rupiah(self.summed)


def printed_on(finding: Finding, seat: Seat) -> Printed | None:
    """The total on a node within reach; None for a finding of another kind, for a plan in which
    nothing can be changed, and where the sum is not known."""
    if finding.field != FIELD or finding.table != "node":
        return None
    own = Node.objects.visible_to(seat).filter(pk=finding.key, stated_total__isnull=False)
    node = own.filter(plan__kind="renja").select_related("plan__lock").first()
    if node is None or frozen(node.plan):
        return None
    summed = sum_below(node)
    return None if summed is None else Printed(node, node.stated_total, summed)
