"""Whom each outcome of a case befalls, by the names that stand in its facts."""

from __future__ import annotations

from collections import Counter
from typing import Any

import polars as pl

from kawal.engine.checks.case import Case
from kawal.engine.checks.finding import LEVELS
from kawal.engine.checks.rule import Outcome, Rule
from kawal.engine.shared.wording import rupiah

_NAMED = 2
"""How many subjects of a case are named for each outcome."""


def told(case: Case, rule: Rule) -> list[tuple[str, str]]:
    """Each outcome of the case with the names of those that it befalls. Whom the rule does not
    concern is named only where that is all."""
    names = _names(case, rule)
    found: dict[str, list[str]] = {}
    for key, outcome in case.finds.items():
        found.setdefault(outcome.value, []).append(names[key])
    if len(found) > 1:
        found.pop(Outcome.NOT_APPLICABLE.value, None)
    return [(outcome, _listed(befallen)) for outcome, befallen in found.items()]


def _listed(names: list[str]) -> str:
    more = [f"{len(names) - _NAMED} lainnya"] if len(names) > _NAMED else []
    return "; ".join(names[:_NAMED] + more)


def _names(case: Case, rule: Rule) -> dict[str, str]:
    """By key; where two would have the same name, each with its year."""
    names = {key: _name(case, rule, key) for key in case.finds}
    twice = {name for name, count in Counter(names.values()).items() if count > 1}
    return {
        key: f"{name}, {_year(case, rule, key)}" if name in twice else name
        for key, name in names.items()
    }


def _name(case: Case, rule: Rule, key: str) -> str:
    """A subject by what is written of it: its code and title, its text or money and the line where
    that stands; by its key where nothing is."""
    row = _facts(case, rule, key)
    node = _row(case, "node", row.get("node") or "")
    said = [row.get("code"), row.get("title"), row.get("name")]
    if "amount" in row:
        said = ["pagu kosong" if row["amount"] is None else rupiah(row["amount"])]
    level = LEVELS.get(row.get("level") or "", "").lower()
    place = " ".join(
        filter(None, [LEVELS.get(node.get("level", ""), "").lower(), node.get("code")])
    )
    name = " ".join(filter(None, [level, *said])) if any(said) else f"{level} {key}".strip()
    return f"{name} pada {place}" if place else name


def _year(case: Case, rule: Rule, key: str) -> int | str:
    """The year in the subject's key or row, or else that of the plan in which it stands; the key
    where none is known."""
    keyed = dict(zip(rule.subject.key, key.split("|"), strict=False))
    row = _facts(case, rule, key)
    node = _row(case, "node", row["node"]) if "node" in row else row
    plan = _row(case, "plan", node.get("plan") or "")
    years = [value for name, value in keyed.items() if name.endswith("year")]
    return next(filter(None, [*years, row.get("year"), plan.get("first_year")]), key)


def _facts(case: Case, rule: Rule, key: str) -> dict[str, Any]:
    """The row of the subject; of a target that of its indicator, which has the name."""
    row = _row(case, rule.subject.table, key.partition("|")[0])
    return _row(case, "indicator", row["indicator"]) if "indicator" in row else row


def _row(case: Case, table: str, key: str) -> dict[str, Any]:
    frame = case.snapshot.frame(table)
    return next(frame.filter(pl.col(frame.columns[0]) == key).iter_rows(named=True), {})
