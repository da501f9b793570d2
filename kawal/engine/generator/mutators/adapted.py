"""The independent mutators, what they breach translated from requirements into codes of rules.

The translation was made after both sides were written. Where it stays silent, a rule is missing.
"""

from __future__ import annotations

import random
from dataclasses import replace

from kawal.engine.generator.mutators import Breach, Mutator, Touched, independent
from kawal.engine.generator.mutators.book import by_id, unready
from kawal.engine.generator.mutators.independent import (
    alignment,
    completeness,
    form,
    lock,
    money,
    requirements,
)
from kawal.engine.generator.mutators.independent.requirements import Breach as RequirementBreach
from kawal.engine.generator.mutators.independent.requirements import Mutator as RequirementMutator
from kawal.engine.generator.rows import Rows

RULES_OF: dict[str, tuple[str, ...]] = {
    requirements.CODE_FORM: ("KODE-01",),
    requirements.REGENCY_CODE: ("KODE-02",),
    requirements.CODE_ONCE: ("GANDA-01",),
    requirements.OWN_TREE: ("INDUK-01",),
    requirements.LEVEL_ORDER: ("INDUK-01",),
    requirements.CODE_CONTINUES: ("INDUK-02",),
    requirements.RPJMD_LEVEL_ORDER: ("INDUK-01",),
    requirements.UNIT: ("LENGKAP-02",),
    requirements.WHOLE_YEAR_TARGET: ("LENGKAP-03",),
    requirements.FUND_NAMED: ("LENGKAP-04",),
    requirements.TRACED: ("SELARAS-01",),
    requirements.RPJMD_FUNDED: ("SELARAS-02",),
    requirements.RPJMD_TARGET: ("SELARAS-03",),
    requirements.CEILING: ("PAGU-01",),
    # the independent growth is always a quarter or more, above both thresholds of a line
    requirements.LATE_ADDITION: ("TAMBAH-01", "TAMBAH-02"),
    requirements.QUIET_GROWTH: ("TAMBAH-06",),
    # these wait for their rule
    requirements.TEXT_AND_VALUE: ("SUNGGUH-05",),
    requirements.SUPPORT: (),
    requirements.FOLLOWS: ("SELARAS-11",),
    requirements.RPJMD_PAGU: ("SELARAS-12",),
    requirements.OWN_OPD: (),
    requirements.FORWARD: ("PAGU-05",),
    requirements.MONEY_ON_LINES: ("PAGU-04",),
    requirements.PRINTED_TOTAL: ("PAGU-02",),
    requirements.FUND_CEILING: ("PAGU-06",),
    requirements.CUT_TARGET: ("PAGU-07",),
}
_UNREADY = (requirements.UNIT, requirements.WHOLE_YEAR_TARGET)
"""Without these an indicator is not measurable and certain either, nor are all of its OPD."""
_BREACHES_ONLY: dict[RequirementMutator, str] = {
    completeness.mutate_target_digits_transposed: requirements.TEXT_AND_VALUE,
    form.mutate_code_of_other_kegiatan: requirements.CODE_CONTINUES,
    form.mutate_kegiatan_of_other_opd: requirements.OWN_OPD,
    alignment.mutate_follows_last_year: requirements.FOLLOWS,
    completeness.mutate_forward_estimate_lost: requirements.FORWARD,
    money.mutate_money_parked_on_kegiatan: requirements.MONEY_ON_LINES,
    money.mutate_printed_totals_swapped: requirements.PRINTED_TOTAL,
    lock.mutate_target_cut_money_kept: requirements.CUT_TARGET,
}
"""Mutators that never breach anything else: offered only once their requirement has a rule."""


def zero_line_awakened(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
    """A line at Rp0 in the locked version is new to the rules, so that no growth is measured."""
    breaches = lock.mutate_zero_line_awakened(rows, rng, touched)
    return [Breach("TAMBAH-05", breach.table, breach.key) for breach in breaches if breach.planted]


def _adapted(mutator: RequirementMutator) -> Mutator:
    if mutator is lock.mutate_zero_line_awakened:
        return zero_line_awakened

    def adapted(rows: Rows, rng: random.Random, touched: Touched) -> list[Breach]:
        return _one_planted(
            [
                translated
                for breach in mutator(rows, rng, touched)
                for translated in _translated(rows, breach)
            ]
        )

    adapted.__name__ = adapted.__qualname__ = mutator.__name__.removeprefix("mutate_")
    adapted.__doc__ = mutator.__doc__
    return adapted


def _translated(rows: Rows, breach: RequirementBreach) -> list[Breach]:
    """The same breach as the rules see it: none, one, or one for each threshold."""
    table, key = breach.table, breach.key
    if breach.requirement == requirements.REGENCY_CODE and not _is_line(rows, key):
        return []  # the rule judges lines, not the kegiatan above them
    if breach.requirement == requirements.RPJMD_TARGET:
        table, key = "indicator", key.rsplit("|", 2)[0]
    found = [Breach(rule, table, key, breach.planted) for rule in RULES_OF[breach.requirement]]
    if breach.requirement in _UNREADY:
        indicator = by_id(rows, "indicator", key)
        found += unready(by_id(rows, "node", indicator["node"]), key)
    return found


def _is_line(rows: Rows, key: str) -> bool:
    return any(node["id"] == key and node["level"] == "sub_kegiatan" for node in rows["node"])


def _one_planted(breaches: list[Breach]) -> list[Breach]:
    """Where the fault itself has no rule, its first consequence that has one stands for it."""
    if not breaches or any(breach.planted for breach in breaches):
        return breaches
    first, *rest = breaches
    return [replace(first, planted=True), *rest]


ADAPTED: tuple[Mutator, ...] = tuple(
    _adapted(mutator)
    for mutator in independent.MUTATORS
    if mutator not in _BREACHES_ONLY or RULES_OF[_BREACHES_ONLY[mutator]]
)
