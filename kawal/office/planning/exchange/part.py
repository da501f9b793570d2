"""The part of the book by which the lines of one OPD are judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from kawal.base.organisation.models import Opd
from kawal.office.planning.models import Indicator, Node, Plan
from kawal.office.planning.tables import VERBATIM, whose

_OF_A_NODE = ("support", "indicator", "allocation", "step", "tag")


@dataclass(frozen=True)
class Part:
    """opd: whose lines. plans: its own and those of the region, named one by one, since a database
    finds rows by such a list far faster than by "its OPD or none". near: nodes of other OPD at which
    its nodes point or that hang on them. followed: indicators of other OPD that its indicators
    follow."""

    opd: Opd
    plans: Sequence[str]
    near: Sequence[str]
    followed: Sequence[str]

    @classmethod
    def of(cls, opd: Opd) -> Part:
        plans = Plan.objects.filter(Q(opd=opd) | Q(opd=None)).values_list("pk", flat=True)
        stray = Node.objects.filter(plan__in=list(plans), parent__isnull=False)
        up = stray.exclude(parent__plan__opd=opd)
        down = Node.objects.filter(parent__plan__opd=opd).exclude(plan__opd=opd)
        after = Indicator.objects.filter(node__plan__opd=opd, follows__isnull=False)
        followed = after.exclude(follows__node__plan__opd=opd).values_list(
            "follows", "follows__node"
        )
        near = {*up.values_list("parent", flat=True), *down.values_list("pk", flat=True)}
        near |= {node for _, node in followed}
        return cls(opd, list(plans), sorted(near), sorted({indicator for indicator, _ in followed}))

    def of_table(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of a table that belong to it. Plans, OPD and units are few, and stay whole."""
        if name == "node":
            return rows.filter(self._own("plan") | Q(pk__in=self.near))
        if name == "indicator":
            return rows.filter(self._own("node__plan") | Q(pk__in=self.followed))
        if name in _OF_A_NODE:
            return rows.filter(self._own("node__plan"))
        if name == "target":
            return rows.filter(self._own("indicator__node__plan"))
        if name == "ceiling":
            return rows.filter(opd=self.opd)
        return self._verbatim(name, rows) if name in VERBATIM else rows

    def _own(self, path: str) -> Q:
        return Q(**{f"{path}__in": self.plans})

    def _verbatim(self, name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
        about = whose(name)
        if about == "node":
            return rows.filter(whose__in=Node.objects.filter(self._own("plan")).values("pk"))
        if about == "indicator":
            measured = Indicator.objects.filter(self._own("node__plan"))
            return rows.filter(whose__in=measured.values("pk"))
        if about == "opd" and name != "flagship_opd":
            return rows.filter(whose=self.opd.number)
        return rows
