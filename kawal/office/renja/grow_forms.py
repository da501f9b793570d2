"""What is typed to put something into a plan, or to take it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kawal.base.ui.fields import choice_field, day_field
from kawal.engine.shared.language import said_later, say
from kawal.office.planning import growing
from kawal.office.planning.growing import years_of
from kawal.office.planning.models import Plan
from kawal.office.renja.cells import read_money

NAMES = {
    "spm": said_later("SPM"), "sdgs": said_later("SDGs"), "stunting": said_later("Stunting"),
    "kemiskinan": said_later("Kemiskinan"), "iku": said_later("IKU"), "ikk": said_later("IKK"),
    "unggulan": said_later("Program unggulan"),
}  # fmt: skip
"""What the kinds of marks are called."""
Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]


class Growing(forms.Form):
    """seen: what stood there when the page was opened, by `growing.state_of`. The actions say what is
    wrong with a field, in their own words, so the fields themselves refuse little."""

    def __init__(self, seen: str, data: Mapping[str, str] | None = None) -> None:
        super().__init__(data, auto_id="tambah_%s")
        self.fields["seen"] = forms.CharField(
            required=False, initial=seen, widget=forms.HiddenInput
        )

    def text(self, name: str, label: str, help_text: str = "", rows: int = 0) -> None:
        """Ask for words; for more than one line where rows says so."""
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        self.fields[name] = forms.CharField(
            label=label, help_text=help_text, required=False, widget=widget
        )


class LineChoice(Growing):
    """Which sub kegiatan, under which kegiatan."""

    def __init__(self, seen: str, offered: Groups, data: Any = None) -> None:
        super().__init__(seen, data)
        self.fields["sub"] = forms.ChoiceField(
            label=say("Sub kegiatan"), choices=[("", say("belum dipilih")), *offered],
            help_text=say("Yang dikenal dari daftar kode resmi dan rencana OPD ini yang lain."),
            error_messages={
                "required": say("Pilih sub kegiatannya."),
                "invalid_choice": say("“%(value)s” tidak ada dalam daftar; pilih salah satu."),
            },
        )  # fmt: skip


class NewIndicator(Growing):
    """What is measured, and what it is to reach."""

    def __init__(self, seen: str, plan: Plan, data: Any = None) -> None:
        super().__init__(seen, data)
        self.text("name", say("Teks indikator"), rows=2)
        self.text("unit", say("Satuan"), say("Misalnya orang atau persen."))
        self.text("target", say("Target {year}", year=plan.first_year))


class NewAmount(Growing):
    """How much, in which year, from where."""

    def __init__(self, seen: str, plan: Plan, data: Any = None) -> None:
        super().__init__(seen, data)
        years = [(each, str(each)) for each in years_of(plan)]
        self.fields["year"] = forms.TypedChoiceField(
            label=say("Tahun pagu"), choices=years, coerce=int,
            error_messages={
                "required": say("Pilih tahunnya."),
                "invalid_choice": say("“%(value)s” bukan tahun rencana ini; pilih salah satu."),
            },
        )  # fmt: skip
        self.text("fund", say("Sumber dana"), say("Misalnya Dana Alokasi Umum."))
        self.text("amount", say("Pagu (Rp)"), say("Misalnya 1.234.567 atau 1.234.567,50."))

    def clean_amount(self) -> int:
        """Sen. Raises ValidationError that says how to write it."""
        sen = read_money(self.cleaned_data["amount"])
        if sen is None:
            raise ValidationError(say("Tulis pagunya, misalnya 1.234.567."))
        return sen


class NewTag(Growing):
    """Why a line is watched, and which one of its kind."""

    def __init__(self, seen: str, data: Any = None) -> None:
        super().__init__(seen, data)
        self.fields["kind"] = choice_field(
            say("Jenis penanda"), [(kind, say(NAMES[kind])) for kind in growing.TAGGED]
        )
        self.text("code", say("Yang mana"), say("Kode atau nama pendeknya, misalnya 1.02.3."))


class Reason(Growing):
    """Why something is taken out."""

    def __init__(self, seen: str, data: Any = None) -> None:
        super().__init__(seen, data)
        self.text("reason", say("Alasan penarikan"), say("Terbaca pada rencana ini."), rows=3)


class Retirement(Growing):
    """From which day an indicator is no longer used, and why."""

    def __init__(self, seen: str, data: Any = None) -> None:
        super().__init__(seen, data)
        self.fields["on"] = day_field(
            say("Tidak dipakai sejak"),
            say(
                "Misalnya 01-07-2021. Kosongkan bersama alasannya untuk memakai indikator ini lagi."
            ),
            required=False,
        )
        self.text("reason", say("Alasan berhenti"), say("Terbaca pada indikator ini."), rows=3)
