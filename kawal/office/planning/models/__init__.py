"""The tables of this room: the tree of plans, and the figures that are never overwritten."""

from kawal.office.planning.models.figures import (
    Allocation,
    EveryFigure,
    Figure,
    Figures,
    Former,
    Target,
    Typed,
    Withdrawal,
)
from kawal.office.planning.models.tree import (
    KEY,
    Book,
    Ceiling,
    Indicator,
    Node,
    Plan,
    Step,
    Support,
    Tag,
    VerbatimRow,
)

__all__ = [
    "KEY",
    "Allocation",
    "Book",
    "Ceiling",
    "EveryFigure",
    "Figure",
    "Figures",
    "Former",
    "Indicator",
    "Node",
    "Plan",
    "Step",
    "Support",
    "Tag",
    "Target",
    "Typed",
    "VerbatimRow",
    "Withdrawal",
]
