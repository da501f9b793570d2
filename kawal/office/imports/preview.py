"""What a page shows of a file: what would change, the alarms, what the rules say. All of it as JSON,
worked out once in the background; money in sen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.finding import Finding
from kawal.engine.checks.result import Result, check
from kawal.engine.checks.rule import Outcome, Severity
from kawal.engine.diff.money import COUNTS, SUMS
from kawal.engine.report.changes.items import Item
from kawal.engine.report.changes.view import ChangesView, Sums, side_of, view_of_changes
from kawal.engine.report.view import View, view_of
from kawal.engine.snapshot import Snapshot
from kawal.office.imports.preparing import Prepared

ALARMS = ("TAMBAH-01", "TAMBAH-02", "TAMBAH-03", "TAMBAH-04", "TAMBAH-05")
"""Rules that speak of what grows after the lock: by 10 %, by 20 %, from zero."""
MOST = 100
"""So many changed rows of one OPD, and findings of one rule, are kept to be shown."""
_MIN_COVERAGE = 90
_Json = dict[str, Any]


def preview_of(done: Prepared, name: str, day: date) -> _Json:
    """What applying would change, in rupiah, with its alarms and the rules' counts before and after."""
    before = side_of("rencana sekarang", done.measured_from, ())
    after = side_of(name, done.after, done.notes)
    view = view_of_changes(before, after)
    was = check(done.before, RULES, day) if done.before is not None else None
    now = check(done.after, RULES, day)
    added, removed, changed = view.row_counts
    return {
        "headline": view.headline,
        "rows": {"added": added, "removed": removed, "changed": changed},
        "money": _money(view),
        "rounds": [
            {
                "name": each.name,
                "offices": [_sums(office) for office in each.offices],
                "total": _sums(each.total),
            }
            for each in view.rounds
        ],
        "offices": [
            {
                "opd": each.opd,
                "name": each.name,
                "items": [_item(item) for item in each.items[:MOST]],
                "more": max(0, len(each.items) - MOST),
                "total": len(each.items),
            }
            for each in view.offices
        ],
        "carried": list(view.carried),
        "about": list(view.about),
        "notes": list(done.notes),
        "alarms": _alarms(was, now),
        "before": None if was is None else _counts(was),
        "after": _counts(now),
    }


def findings_of(snapshot: Snapshot, notes: Sequence[str], day: date) -> _Json:
    """What `kawal check` says of the file by itself: headline, counts per OPD, findings by rule."""
    result = check(snapshot, RULES, day)
    view = view_of(result, notes, _MIN_COVERAGE)
    return {
        "headline": view.headline,
        "plan": view.plan,
        "region": view.region,
        "digest": view.digest,
        "notes": list(view.notes),
        **_counts(result),
        "offices": [
            {"name": each.name, **{name: getattr(each.count, name) for name in _BY_OFFICE}}
            for each in view.offices
        ],
        "rules": _rules(view),
        "unknown_rules": [
            {
                "rule": each.rule.code,
                "title": each.rule.title,
                "missing": each.missing,
                "fix": each.fix,
                "count": each.count,
            }
            for each in view.unknown
        ],
    }


_BY_OFFICE = ("blocking", "warnings", "unknown", "assessed", "applicable")


def _money(view: ChangesView) -> _Json:
    places = view.money.places
    total = {name: sum(places[name].to_list()) if view.money.known else None for name in SUMS}
    counts = {name: sum(filter(None, places[name].to_list())) for name in COUNTS}
    return {
        **total,
        **counts,
        "known": view.money.known,
        "reconciles": view.money.reconciles,
        "said": view.reconciled,
        "empty": view.empty_amounts,
    }


def _sums(sums: Sums) -> _Json:
    return {"name": sums.name, **sums.numbers}


def _item(item: Item) -> _Json:
    return {
        "mark": item.mark,
        "plan": item.plan,
        "line": item.line,
        "what": item.what,
        "note": item.note,
        "fields": [[f.label, f.before, f.after, f.difference] for f in item.fields],
    }


def _counts(result: Result) -> _Json:
    verdict = result.verdict
    return {
        "blocking": verdict.blocking,
        "warnings": verdict.warnings,
        "unknown": verdict.count(Outcome.UNKNOWN),
        "assessed": verdict.assessed,
        "applicable": verdict.applicable,
    }


def _alarms(was: Result | None, now: Result) -> list[_Json]:
    """Findings of ALARMS that the book has afterwards; `new`: not before."""
    known = {(f.rule.code, f.key) for f in _failed(was)} if was is not None else set()
    found = [
        {
            "rule": each.rule.code,
            "opd": each.opd,
            "message": each.message,
            "fix": each.fix,
            "new": (each.rule.code, each.key) not in known,
        }
        for each in _failed(now)
        if each.rule.code in ALARMS
    ]
    return sorted(found, key=lambda each: not each["new"])


def _failed(result: Result) -> Iterable[Finding]:
    return (each for each in result.findings if each.outcome is Outcome.FAILED)


def _rules(view: View) -> list[_Json]:
    """Failed rules over all OPD, blocking ones first."""
    findings = sorted(
        _failed(view.result),
        key=lambda each: (each.rule.severity is Severity.WARNING, each.rule.code, each.key),
    )
    told = []
    for code, group in groupby(findings, key=lambda each: each.rule.code):
        members = list(group)
        rule = members[0].rule
        told.append(
            {
                "rule": code,
                "title": rule.title,
                "blocking": rule.severity is Severity.BLOCKING,
                "basis": str(rule.basis),
                "count": len(members),
                "findings": [_told(each) for each in members[:MOST]],
                "more": max(0, len(members) - MOST),
            }
        )
    return told


def _told(finding: Finding) -> Mapping[str, Any]:
    return {
        "message": finding.message,
        "fix": finding.fix,
        "owner": finding.owner,
        "opd": finding.opd,
    }
