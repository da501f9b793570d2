"""The report for other programs: JSON in the form of `docs/report.schema.json`."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import polars as pl

from kawal.engine.checks.finding import Finding
from kawal.engine.checks.result import Result
from kawal.engine.checks.rule import Outcome
from kawal.engine.checks.verdict import Coverage
from kawal.engine.report.view import View
from kawal.engine.shared.language import language, say
from kawal.engine.snapshot.schema import Kind

FORMAT = 1


def as_json(view: View) -> str:
    """The whole run as one JSON text, ending in a line end; the same run gives the same text.

    Money is a text in rupiah with two decimals and a decimal is a text, since a JSON number may
    be read as a float. Only the texts (title, message, fix, owner, notes) are in the language in
    force: names and codes are the same in every language.
    """
    result = view.result
    content = {
        "format": FORMAT,
        "language": language(),
        "region": result.snapshot.region,
        "year": result.snapshot.year,
        "on": result.on.isoformat(),
        "sample": result.snapshot.sample,
        "source": result.snapshot.source,
        "digest": view.digest,
        "references": [
            {"title": each.title, "digest": each.digest, "years": list(each.years)}
            for each in view.references
        ],
        "notes": list(view.notes),
        "totals": _totals(result),
        "coverage": [_coverage(entry) for entry in result.verdict.coverage],
        "findings": [_finding(finding) for finding in result.findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _totals(result: Result) -> dict[str, Any]:
    counts = {outcome.value: result.verdict.count(outcome) for outcome in Outcome}
    return {
        "blocking": result.verdict.blocking,
        "warnings": result.verdict.warnings,
        "open": result.verdict.open[0],
        "outcomes": counts,
        "plans": _plans(result),
    }


def _plans(result: Result) -> list[dict[str, Any]]:
    """What the lines of each plan's own years add up to, null where an amount is missing."""
    snapshot = result.snapshot
    nodes = snapshot.frame("node").select(node="id", plan="plan")
    money = (
        snapshot.frame("allocation")
        .join(nodes, on="node")
        .group_by("plan")
        .agg(pl.col("amount").sum(), missing=pl.col("amount").null_count())
    )
    plans = snapshot.frame("plan").join(money, left_on="id", right_on="plan", how="left")
    known = snapshot.carries("allocation", "amount") and snapshot.carries("node")
    return [
        {
            "plan": row["id"],
            "kind": row["kind"],
            "first_year": row["first_year"],
            "last_year": row["last_year"],
            "version": row["version"],
            "rupiah": _rupiah(row["amount"] or 0) if known and not row["missing"] else None,
        }
        for row in plans.sort("id").iter_rows(named=True)
    ]


def _coverage(entry: Coverage) -> dict[str, Any]:
    return {
        "rule": entry.rule.code,
        "title": say(entry.rule.title),
        "severity": entry.rule.severity.value,
        "assessed": entry.assessed,
        "applicable": entry.applicable,
        "outcomes": {outcome.value: entry.counts[outcome] for outcome in Outcome},
        "broken": entry.broken,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    rule = finding.rule
    waiver = finding.waiver
    return {
        "rule": rule.code,
        "outcome": finding.outcome.value,
        "severity": rule.severity.value,
        "table": rule.subject.table,
        "key": finding.key,
        "opd": finding.opd,
        "plan": finding.plan,
        "year": finding.year,
        "values": {name: _value(finding, name, value) for name, value in finding.values.items()},
        "law": str(rule.basis),
        "message": finding.message,
        "fix": finding.fix,
        "owner": finding.owner,
        "field": finding.field,
        "waiver": waiver and {
            "office": waiver.office,
            "until": waiver.until.isoformat(),
            "reason": waiver.reason,
        },
    }  # fmt: skip


def _value(finding: Finding, name: str, value: Any) -> Any:
    if value is None or name in finding.rule.numbers:
        return value
    if finding.rule.subject.column(name).kind is Kind.MONEY:
        return _rupiah(value)
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _rupiah(sen: int) -> str:
    return f"{Decimal(sen) / 100:.2f}"
