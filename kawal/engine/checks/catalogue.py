"""Every rule there is, in the order in which people read them."""

from kawal.engine.checks.rule import Rule
from kawal.engine.checks.rules import (
    additions,
    alignment,
    ambition,
    ceiling,
    completeness,
    direction,
    form,
    money,
    nomenclature,
    readiness,
)

RULES: tuple[Rule, ...] = (
    *form.RULES,
    *nomenclature.RULES,
    *completeness.RULES,
    *readiness.RULES,
    *alignment.RULES,
    *ceiling.RULES,
    *money.RULES,
    *ambition.RULES,
    *additions.RULES,
    *direction.RULES,
)
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
