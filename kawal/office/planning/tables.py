"""Which table of the snapshot lies in which model, and under which names."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models

from kawal.base.organisation.models import Opd, Unit
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.planning.models import (
    Allocation,
    Ceiling,
    Figure,
    Indicator,
    Node,
    Plan,
    Step,
    Support,
    Tag,
    Target,
)


@dataclass(frozen=True)
class Place:
    """A table in the database. names: columns that are called otherwise there. opd: the columns that
    name an OPD by its number, and point at its row in the database. once: the fields of its own by
    which the database knows a row again."""

    model: type[models.Model]
    names: dict[str, str] = field(default_factory=dict)
    opd: tuple[str, ...] = ()
    once: tuple[str, ...] = ("id",)

    @property
    def is_figure(self) -> bool:
        """Whether its rows are never overwritten."""
        return issubclass(self.model, Figure)

    def attribute(self, column: str) -> str:
        """What a column is called where rows are read and made: a reference by its key."""
        if column in self.opd:
            return f"{column}__number"
        name = self.names.get(column, column)
        return f"{name}_id" if self.model._meta.get_field(name).is_relation else name


PLACES: dict[str, Place] = {
    "opd": Place(Opd, {"id": "number"}),
    "unit": Place(Unit, {"id": "code"}, opd=("opd",), once=("code",)),
    "plan": Place(Plan, opd=("opd",)),
    "node": Place(Node, opd=("opd",)),
    "support": Place(Support, once=("node", "above")),
    "indicator": Place(Indicator),
    "target": Place(Target),
    "allocation": Place(Allocation, {"id": "key"}),
    "step": Place(Step),
    "tag": Place(Tag, once=("node", "kind", "code")),
    "ceiling": Place(Ceiling, opd=("opd",), once=("opd", "year", "stage", "fund")),
}
"""In the order in which rows can be made."""
VERBATIM = tuple(name for name in BY_NAME if name not in PLACES)
"""Tables that have no room of their own yet."""


def whose(table: str) -> str | None:
    """The column that says of which node, indicator or OPD a row of a verbatim table speaks; None for
    the tables that speak of the whole region."""
    names = BY_NAME[table].names
    return next((name for name in ("indicator", "opd", "node") if name in names), None)
