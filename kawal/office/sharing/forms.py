"""What is asked where something is shared."""

from __future__ import annotations

from typing import Any

from django import forms

from kawal.base.organisation.models import Office, Opd
from kawal.base.organisation.seat import Seat
from kawal.base.ui.fields import choice_field, day_field
from kawal.engine.shared.language import say
from kawal.office.planning.models import Plan
from kawal.office.renja.telling import name_of_plan
from kawal.office.sharing.actions import RECIPIENTS


class ShareForm(forms.Form):
    """What is shared with whom, from which day to which."""

    def __init__(
        self, data: Any = None, *, seat: Seat, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial={"since": seat.day, **(initial or {})}, auto_id="bagi_%s")
        recipients = Office.objects.filter(role__in=RECIPIENTS)
        opds = Opd.objects.visible_to(seat).on(seat.day).order_by("number")
        plans = Plan.objects.visible_to(seat).select_related("opd")
        none = say("tidak dipilih")
        self.fields["office"] = choice_field(
            say("Kepada"), [(str(each.pk), each.name) for each in recipients]
        )
        self.fields["opd"] = choice_field(
            say("Halaman OPD"), [(str(each.pk), each.name) for each in opds], empty=none
        )
        self.fields["plan"] = choice_field(
            say("Atau rencana"),
            [
                (each.pk, plan_words(each))
                for each in plans.order_by("opd__number", "-first_year", "kind")
            ],
            empty=none,
        )
        self.fields["since"] = day_field(say("Mulai"), say("Hari pertamanya."))
        self.fields["until"] = day_field(
            say("Sampai"), say("Hari terakhirnya; kosongkan bila belum ditentukan."), required=False
        )

    def clean_office(self) -> Office:
        """The office itself."""
        return Office.objects.get(pk=self.cleaned_data["office"])

    def clean_opd(self) -> Opd | None:
        """The OPD itself; None where a plan is shared."""
        chosen = self.cleaned_data["opd"]
        return Opd.objects.get(pk=chosen) if chosen else None

    def clean_plan(self) -> Plan | None:
        """The plan itself; None where the page of an OPD is shared."""
        chosen = self.cleaned_data["plan"]
        return Plan.objects.get(pk=chosen) if chosen else None


def plan_words(plan: Plan) -> str:
    """Whose plan it is, and which."""
    return f"{plan.opd or say('Daerah')}: {name_of_plan(plan)}"
