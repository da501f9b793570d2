"""What is asked on the pages of the book. What an action refuses stands at its field."""

from __future__ import annotations

from typing import Any

from django import forms

from kawal.engine.shared.language import say
from kawal.office.book.models import Change

_LONGEST = 4000


class ChangeForm(forms.Form):
    """How an indicator of the RPJMD should be worded in its next version."""

    def __init__(self, data: Any = None, *, initial: dict[str, str] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="usul_%s")
        self.fields["text"] = words(say("Rumusan yang diusulkan"), rows=2)
        self.fields["unit"] = forms.CharField(
            label=say("Satuan"), required=False,
            max_length=Change._meta.get_field("unit").max_length,
        )  # fmt: skip
        self.fields["reason"] = words(say("Alasan usul"))


class DecisionForm(forms.Form):
    """What is decided on a proposal, and why."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="putusan_%s")
        self.fields["reason"] = words(
            say("Alasan putusan"), say("Wajib bila menolak; dibaca yang mengusulkan.")
        )


class AnswerForm(forms.Form):
    """What comes of a request to work together."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="jawab_%s")
        self.fields["reason"] = words(
            say("Jawaban"), say("Apa yang disepakati, atau mengapa tidak perlu.")
        )


def words(label: str, help_text: str = "", *, rows: int = 4) -> forms.CharField:
    """An empty one is refused by the action, in its own words."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, required=False, widget=widget, max_length=_LONGEST
    )
