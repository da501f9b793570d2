"""Locking a plan: only one against which nothing stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from kawal.base.audit.actions import Actor
from kawal.base.ui.states import State
from kawal.office.findings.actions import check_opd
from kawal.office.findings.listing import state_of
from kawal.office.findings.models import Finding
from kawal.office.planning import actions as planning
from kawal.office.planning.models import Book, Plan

_TOLD = 3


class Standing(ValidationError):
    """Findings stand against the lock. found: all of them."""

    def __init__(self, plan: Plan, found: Sequence[Finding]) -> None:
        some = " ".join(f"{each.rule}: {each.message}" for each in found[:_TOLD])
        more = f" Dan {len(found) - _TOLD} lainnya." if len(found) > _TOLD else ""
        super().__init__(
            f"Rencana {plan} belum dapat dikunci: {len(found)} temuan menahannya. {some}{more} "
            "Minta OPD memperbaikinya, atau kecualikan dengan alasan, lalu kunci lagi."
        )
        self.found = found


@transaction.atomic
def lock_plan(*, plan: Plan, on: date, by: Actor) -> Plan:
    """Judge the plan at this moment, with everybody who writes held up, and lock it if nothing stops
    that: no finding of a blocking rule but such as are waived. What could not be judged stops no lock,
    and the trail says how much that was. Raises Standing, or ValidationError as `planning.lock` does.
    """
    Book.objects.select_for_update().get()
    plan = Plan.objects.select_related("opd").get(pk=plan.pk)
    if plan.opd is None or plan.locked or plan.submitted_at is None:
        return planning.lock(plan=plan, by=by, told={})  # which says why it cannot be
    found = [each for each in check_opd(opd=plan.opd, on=on) if each.plan == plan.pk]
    states = [(state_of(each), each) for each in found]
    if stopping := [each for state, each in states if state is State.BLOCKING]:
        raise Standing(plan, stopping)
    waived = [each.rule for state, each in states if state is State.WAIVED and each.blocking]
    unknown = sum(state is State.UNKNOWN and each.blocking for state, each in states)
    return planning.lock(plan=plan, by=by, told={"waived": waived, "unknown": unknown})
