"""Findings for tests, each as a run would have left it."""

from __future__ import annotations

from datetime import date
from typing import Any

from kawal.base.audit.actions import Actor
from kawal.base.organisation.models import Opd
from kawal.engine.checks.rule import Outcome
from kawal.office.findings.cases import open_cases
from kawal.office.findings.models import Case, Finding, Spell

DAY = date(2020, 3, 2)
MACHINE = Actor(account="kawal", office="kawal", office_label="Kawal")


def a_finding(opd: str | None, key: str = "uji", **told: Any) -> Finding:
    """A finding of that OPD that was there since noon of the day before the meeting."""
    cells = {
        "rule": "LENGKAP-01", "table": "node", "blocking": True, "field": "indicator.name",
        "outcome": Outcome.FAILED.value, "message": "Baris uji belum mempunyai indikator.",
        "fix": "Isi indikatornya.", "owner": "Kepala OPD",
    } | told  # fmt: skip
    owner = Opd.objects.get(number=opd) if opd is not None else None
    finding = Finding.objects.create(key=key, opd=owner, **cells)
    Spell.objects.create(finding=finding, opened_at="2020-03-01T05:00:00Z")
    return finding


def a_case(opd: str | None, key: str = "uji", **told: Any) -> Case:
    """The case of such a finding."""
    finding = a_finding(opd, key, **told)
    open_cases(on=DAY, by=MACHINE)
    return Case.objects.get(finding=finding)
