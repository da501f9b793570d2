"""Every rule there is, in the order in which people read them."""

from kawal.engine.checks.rule import Rule
from kawal.engine.checks.rules import (
    additions,
    alignment,
    ceiling,
    completeness,
    form,
    nomenclature,
)

RULES: tuple[Rule, ...] = (
    form.RULES
    + nomenclature.RULES
    + completeness.RULES
    + alignment.RULES
    + ceiling.RULES
    + additions.RULES
)
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
