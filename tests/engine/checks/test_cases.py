"""Every rule gives the outcome that its cases tell, and has a case for each honest outcome."""

from __future__ import annotations

import pytest

from kawal.engine.checks.case import Case, all_cases
from kawal.engine.checks.catalogue import BY_CODE, RULES
from kawal.engine.checks.result import check
from kawal.engine.checks.rule import Outcome, Rule

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_a_case_comes_out_as_it_tells(case: Case) -> None:
    result = check(case.snapshot, [BY_CODE[case.rule]], case.on, references=case.references)

    assert {key: outcome for (_, key), outcome in result.outcomes().items()} == case.finds
    assert not result.verdict.broken
    assert all(finding.message and finding.fix for finding in result.findings)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("outcome", [Outcome.PASSED, Outcome.FAILED, Outcome.UNKNOWN])
def test_a_rule_has_a_passing_a_failing_and_a_not_assessable_case(
    rule: Rule, outcome: Outcome
) -> None:
    assert any(outcome in case.finds.values() for case in CASES if case.rule == rule.code)


def test_codes_are_unique_and_every_rule_names_its_law_and_mend() -> None:
    assert len(BY_CODE) == len(RULES)
    assert all(rule.basis.regulation and rule.fix and rule.title for rule in RULES)
