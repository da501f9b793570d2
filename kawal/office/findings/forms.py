"""What is asked on the pages of findings. What an action refuses stands at its field."""

from __future__ import annotations

from typing import Any

from django import forms

from kawal.base.organisation.models import Opd
from kawal.base.organisation.seat import Seat
from kawal.base.ui.fields import day_field
from kawal.base.ui.states import State
from kawal.engine.checks.catalogue import RULES
from kawal.engine.shared.language import say
from kawal.engine.snapshot.cells import LARGEST_SEN
from kawal.office.findings.models import Case
from kawal.office.findings.sharp import SHARP
from kawal.office.findings.words import case_word

STATES = (State.BLOCKING, State.WARNING, State.UNKNOWN, State.WAIVED)
"""What a finding may be, in the order in which findings are listed."""
LONGEST = 4000
"""Characters of an answer or a reason."""
NO_CASE, LATE = "tanpa", "lewat"
PAGE = "halaman"
"""Which page of the list; no filter."""


class Filters(forms.Form):
    """What of the list is shown; nothing chosen shows all, and what is no choice shows nothing."""

    def __init__(self, data: Any, *, seat: Seat) -> None:
        super().__init__(data, auto_id="saring_%s")
        opds = list(Opd.objects.on(seat.day).filter(seat.within("pk")))
        by_opd = [(str(each.pk), str(each)) for each in opds]
        self.fields |= {
            "opd": _choice("OPD", by_opd),
            "hasil": _choice(say("Hasil"), [(each.value.mark, each.word) for each in STATES]),
            "aturan": _choice(say("Aturan"), _rules()),
            "kasus": _choice(say("Kasus"), _case_states()),
            "kata": forms.CharField(label=say("Kata"), required=False),
        }
        self.offered = [self[name] for name in self.fields if name != "opd" or len(opds) > 1]

    @property
    def unknown(self) -> list[str]:
        """What was asked for that is no filter, or no choice of one."""
        names = [name for name in self.data if name not in self.fields and name != PAGE]
        return [*names, *(f"{self[name].label} “{self.data[name]}”" for name in self.errors)]


class AnswerForm(forms.Form):
    """What was done about a finding, or why nothing need be. before: what was answered before."""

    def __init__(self, data: Any = None, *, before: str = "") -> None:
        super().__init__(data, initial={"answer": before}, auto_id="jawab_%s")
        self.fields["answer"] = _words(
            say("Jawaban"), say("Apa yang sudah diperbaiki, atau mengapa tidak perlu.")
        )


class DecideForm(forms.Form):
    """That the answer which is decided on was read. read: its digest."""

    def __init__(self, data: Any = None, *, prefix_id: str) -> None:
        super().__init__(data, auto_id=f"{prefix_id}_%s")
        unread = say("Baca jawabannya dahulu, lalu putuskan.")
        self.fields["read"] = forms.CharField(error_messages={"required": unread})


class AcceptForm(DecideForm):
    """That an answer is accepted, and until when where it holds for a time only."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix_id="terima")
        help_text = say("Kosongkan bila berlaku sampai temuannya berubah. Contoh: 30-06-2020.")
        self.fields["until"] = day_field(say("Diterima sampai"), help_text, required=False)


class ReturnForm(DecideForm):
    """Why an answer is returned."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, prefix_id="kembali")
        self.fields["reason"] = _words(
            say("Alasan pengembalian"), say("Yang masih kurang; dibaca jabatan yang menjawab.")
        )


class SumForm(forms.Form):
    """Which sum was read, in sen, when it was taken as the printed total."""

    summed = forms.IntegerField(min_value=-LARGEST_SEN, max_value=LARGEST_SEN)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        told = say("Jumlah yang Anda baca tidak ikut terkirim; muat ulang halaman ini.")
        self.fields["summed"].error_messages = dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), told
        )


class WaiveForm(forms.Form):
    """Why and until when a finding is accepted."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="kecuali_%s")
        self.fields["reason"] = _words(
            say("Alasan pengecualian"), say("Terbaca oleh semua yang membaca temuan ini.")
        )
        self.fields["until"] = day_field(
            say("Berlaku sampai"), say("Hari terakhirnya. Contoh: 30-06-2020.")
        )


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[("", say("semua")), *choices],
        required=False,
        error_messages={"invalid_choice": say("Pilihan ini tidak ada.")},
    )


def _words(label: str, help_text: str) -> forms.CharField:
    """An empty one is refused by the action, in its own words."""
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(
        label=label, help_text=help_text, required=False, widget=widget, max_length=LONGEST
    )


def _rules() -> list[tuple[str, str]]:
    return [(each.code, f"{each.code} {say(each.title)}") for each in (*RULES, SHARP)]


def _case_states() -> list[tuple[str, str]]:
    in_hand = [each for each in Case.State if each not in Case.CLOSED]
    states = [(each.value, case_word(each)) for each in in_hand]
    return [(LATE, say("lewat tenggat")), *states, (NO_CASE, say("tanpa kasus"))]
