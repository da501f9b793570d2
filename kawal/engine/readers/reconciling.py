"""Every rupiah of the source is in the tables: both sides are summed, and must be equal to the sen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

import polars as pl

from kawal.engine.readers.emitting import joined
from kawal.engine.readers.profile import LEVEL, NODE, Profile, Reconciliation, Row
from kawal.engine.shared.errors import Problem, UnusableInput
from kawal.engine.shared.fault import Fault
from kawal.engine.shared.language import say
from kawal.engine.shared.numbers import read_rupiah, to_sen
from kawal.engine.shared.wording import counted, rupiah_sen
from kawal.engine.snapshot import Snapshot

_PLANS_SHOWN = 1


def reconciled(rows: Sequence[Row], profile: Profile, snapshot: Snapshot, file: str) -> list[str]:
    """One sentence per sum that is not zero; the source is summed again from its own text, not
    from the tables.

    Raises UnusableInput where a sum differs: then the profile loses money.
    """
    notes = []
    for each in profile.reconciliations:
        plans = sorted({plan for row in rows if (plan := each.plan.fill(row)) is not None})
        source = _sum_of_source(rows, each, profile)
        read = _sum_of_plans(snapshot, plans, each)
        target = plans[0] if len(plans) == _PLANS_SHOWN else counted("{count} rencana", len(plans))
        column = each.column
        if each.level:
            column = say("{column} tingkat {level}", column=column, level=each.level)
        if source != read:
            message = f"Jumlah {column} {rupiah_sen(source)}, tetapi {target} {rupiah_sen(read)}."
            fix = f"Perbaiki profil {profile.name}."
            raise UnusableInput(
                [Problem(Fault.UNRECONCILED, message, fix, file, column=each.column)]
            )
        if source:
            notes.append(
                say(
                    "Jumlah {column} {total} = {plan}, selisih {rest}.",
                    column=column,
                    total=rupiah_sen(source),
                    plan=target,
                    rest=rupiah_sen(0),
                )
            )
    return notes


def _sum_of_source(rows: Sequence[Row], each: Reconciliation, profile: Profile) -> int:
    style = profile.style(each.column)
    groups: dict[str | None, list[str | None]] = defaultdict(list)
    for number, row in enumerate(rows):
        if each.level is None or row[LEVEL] == each.level:
            text = row[each.column]
            amount = read_rupiah(text, style) if text is not None else None
            sen = None if amount is None else str(to_sen(amount)[0])
            groups[row[NODE] if profile.nodes else str(number)].append(sen)
    amounts = [joined(group, each.repeated) for group in groups.values()]
    return sum(int(Decimal(amount)) for amount in amounts if amount is not None)


def _sum_of_plans(snapshot: Snapshot, plans: Sequence[str], each: Reconciliation) -> int:
    nodes = snapshot.frame("node").filter(pl.col("plan").is_in(list(plans)))
    if each.level is not None:
        nodes = nodes.filter(pl.col("level") == each.level)
    money = snapshot.frame(each.table).filter(pl.col("node").is_in(nodes["id"].implode()))
    for column, wanted in (("year", each.year), ("quarter", each.quarter)):
        if wanted is not None:
            money = money.filter(pl.col(column) == wanted)
    return sum(money["amount"].drop_nulls().to_list())
