"""Faults that planners really make, planted one at a time.

A mutator edits the rows of the CSV files and says which requirements it breached, with what
follows from it. None of this knows how the rules judge: it imports nothing from `checks`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from kawal.engine.generator.rows import Row, Rows


@dataclass(frozen=True)
class Breach:
    """A requirement that no longer holds. planted: the fault itself, not one of its consequences."""

    rule: str
    table: str
    key: str
    planted: bool = True


Touched = set[str]
"""Ids that an earlier fault relies on; a later one keeps away from them."""
Mutator = Callable[[Rows, random.Random, Touched], list[Breach]]
"""Plants one fault; an empty list where there is nobody left to plant it on."""


def is_pay(node: Row) -> bool:
    """Whether a line pays salaries: more of them with the same target is no fault."""
    return node.get("code", "").endswith(".01.2.02.01")
