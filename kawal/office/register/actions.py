"""What the register writes where more than the organisation is concerned: plans name units, too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction

from kawal.base.audit.actions import Actor
from kawal.base.organisation import actions as organisation
from kawal.base.organisation.actions import OpdData
from kawal.base.organisation.handing_over import Hanging, hand_over, hanging_on
from kawal.base.organisation.models import Opd, Unit
from kawal.office.planning.actions import remember_unit
from kawal.office.planning.models import Book


@transaction.atomic
def reorganise(
    *,
    ends: Sequence[Opd],
    begins: Sequence[OpdData],
    on: date,
    heirs: Mapping[str, int],
    by: Actor,
) -> tuple[Opd, ...]:
    """Let OPD end and others carry them on, with all that hangs on them; all of it or nothing.

    Raises ValidationError where the organisation refuses it.
    """
    Book.objects.select_for_update().first()
    hanging = what_hangs(ends, on)
    begun = organisation.reorganise(ends=ends, begins=begins, on=on, by=by)
    hand_over(hanging=hanging, begun=begun, heirs=heirs, on=on, by=by)
    return begun


def what_hangs(ends: Sequence[Opd], on: date) -> Hanging:
    """What hangs on OPD on a day. Units that lines of plans name stay with these plans."""
    book = Book.objects.first()
    carried = book.units.filter(opd__in=ends).values_list("code", flat=True) if book else ()
    return hanging_on(ends, on, frozenset(carried))


@transaction.atomic
def change_unit(*, unit: Unit, name: str, kind: str, parent: Unit | None, by: Actor) -> Unit:
    """Rename a unit or hang it elsewhere; plans that carry it remember its former name.

    Raises ValidationError where the organisation refuses it.
    """
    Book.objects.select_for_update().first()
    changed, entry = organisation.change_unit(unit=unit, name=name, kind=kind, parent=parent, by=by)
    if entry is not None:
        remember_unit(unit=changed, was=unit.name, entry=entry)
    return changed
