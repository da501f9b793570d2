"""What is done about the findings without anybody asking: when plans have changed, and each night."""

from __future__ import annotations

from datetime import date

from kawal.base.audit.actions import Actor
from kawal.base.organisation.clock import today
from kawal.base.work.actions import raise_late
from kawal.office.findings.actions import run_checks, what_is_written
from kawal.office.findings.cases import close_settled, open_cases
from kawal.office.findings.models import CheckRun

KEEPER = Actor(account="kawal", office="kawal", office_label="Pemeriksaan otomatis")
"""In whose name this is written: nobody's office."""


def judge(*, by: Actor = KEEPER, on: date | None = None) -> CheckRun:
    """Run all rules, close the cases of what is mended or waived, open those of what is new."""
    run = run_checks(by=by, on=on)
    close_settled(by=by)
    open_cases(on=on or today(), by=by)
    return run


def judge_what_changed() -> bool:
    """Judge where the plans were written to since the last run. Returns whether they were."""
    written, last = what_is_written(), CheckRun.objects.first()
    if not written or (last is not None and last.written == written):
        return False
    judge()
    return True


def night(on: date | None = None) -> CheckRun:
    """Everything that is done once a day: judge, and let what is late rise one step."""
    run = judge(on=on)
    raise_late(on=on or today(), by=KEEPER)
    return run
