"""The requirements that a mistake can breach, in plain words, and what a breach of one is."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from kawal.engine.generator.mutators import Touched
from kawal.engine.generator.rows import Rows

WHOLE_YEAR_TARGET = "every indicator of a line has a whole-year target for the plan's year"
UNIT = "every indicator has a unit"
TEXT_AND_VALUE = "the written target and its value are the same number"
CODE_FORM = "every code of a plan from 2021 on has the two-digit form of the nomenclature"
REGENCY_CODE = "a regency plans only with regency codes (fourth part 2, not 1)"
CODE_ONCE = "a code stands only once among the lines of an OPD's plan"
CODE_CONTINUES = "a code continues the code of its parent"
OWN_TREE = "a node hangs under a node of its own plan"
LEVEL_ORDER = "a sub kegiatan stands under a kegiatan"
RPJMD_LEVEL_ORDER = "an RPJMD programme stands under a sasaran"
TRACED = "every line can be traced to a programme of the RPJMD"
SUPPORT = "a Renja programme supports a programme of the RPJMD"
FOLLOWS = "a Renja programme's indicator follows an indicator of the RPJMD programme it supports"
RPJMD_TARGET = "a Renja programme's target is not weaker than the RPJMD target of that year"
RPJMD_FUNDED = "every RPJMD programme has a funded line in a planned year"
RPJMD_PAGU = "the lines that serve an RPJMD programme stay within its pagu of that year"
OWN_OPD = "every node of an OPD's plan is in that OPD's charge"
FUND_NAMED = "every allocation of a line names its source of money"
FORWARD = "every line has a forward estimate for the next year"
MONEY_ON_LINES = "money stands on sub kegiatan only; upper levels are sums"
PRINTED_TOTAL = "a printed total equals the sum below it"
CEILING = "an OPD's lines stay within its ceiling for all funds together"
FUND_CEILING = "an OPD's lines on one fund stay within that fund's ceiling"
QUIET_GROWTH = "money added after the lock comes with a changed target"
LATE_ADDITION = "a line does not grow after the lock beyond the alarm threshold"
CUT_TARGET = "a target lowered after the lock lowers the money too"


@dataclass(frozen=True)
class Breach:
    """One requirement that no longer holds, and the row that is at fault."""

    requirement: str
    table: str
    key: str
    planted: bool


Mutator = Callable[[Rows, random.Random, Touched], list[Breach]]
