"""Fields of forms that more than one room asks with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kawal.engine.shared.language import say

_DATES = ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d")


def day_field(label: str, help_text: str, *, required: bool = True) -> forms.DateField:
    """A day as offices write it, 30-06-2020."""
    wrong = say("Tulis hari, bulan, lalu tahun dengan angka. Contoh: 30-06-2020.")
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        input_formats=_DATES,
        widget=forms.DateInput(format="%d-%m-%Y", attrs={"type": "text", "autocomplete": "off"}),
        error_messages={"invalid": wrong, "required": wrong},
    )


def choice_field(
    label: str, choices: list[tuple[str, str]], *, empty: str = "", help_text: str = ""
) -> forms.ChoiceField:
    """One of these. empty: what stands for no choice; without it one must be chosen."""
    told = [("", empty), *choices] if empty else choices
    refused = {name: say("Pilihan ini tidak ada.") for name in ("invalid_choice", "required")}
    return forms.ChoiceField(
        label=label,
        choices=told,
        required=not empty,
        help_text=help_text,
        error_messages=refused,
    )


def refuse(form: forms.Form, refused: ValidationError) -> None:
    """What an action refused, at the field that it names where the form has it."""
    told: Mapping[str, Any] = getattr(refused, "error_dict", None) or {"": refused.error_list}
    for name, errors in told.items():
        form.add_error(name if name in form.fields else None, errors)
