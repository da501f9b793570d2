"""What is proposed on the page *Dampak*: a cut of money, or a new target of the RPJMD."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kawal.base.ui.fields import choice_field
from kawal.engine.shared.language import say
from kawal.engine.shared.numbers import read_quantity
from kawal.office.book.impact import WHOLE
from kawal.office.planning.fields import plain
from kawal.office.planning.models import Indicator, Plan

CUT, TARGET = "pagu", "target"
"""Which of the two is proposed."""


class CutForm(forms.Form):
    """Whose plan is cut, all of it or what stands under one code, and by how much. plans: those that
    the reader may cut in mind, one of each OPD."""

    def __init__(self, data: Any = None, *, plans: Sequence[Plan]) -> None:
        super().__init__(data, auto_id="pagu_%s")
        by_opd = [(each.opd.number, str(each.opd)) for each in plans if each.opd is not None]
        self.plans = {each.opd.number: each for each in plans if each.opd is not None}
        self.fields["opd"] = choice_field(
            say("Renja"), by_opd, empty=say("semua yang dapat Anda baca")
        )
        self.fields["kode"] = forms.CharField(
            label=say("Kode program, kegiatan atau sub kegiatan"),
            help_text=say("Kosong berarti seluruh Renja itu. Contoh: 1.02.02"),
            required=False,
            max_length=60,
        )
        self.fields["persen"] = _text(
            say("Dipotong berapa persen"), say("Lebih dari 0 sampai 100. Contoh: 10 atau 12,5")
        )

    @property
    def chosen(self) -> list[str]:
        """The plans that were chosen, by their ids."""
        opd = self.cleaned_data["opd"]
        return [each.pk for number, each in self.plans.items() if opd in ("", number)]

    def clean_kode(self) -> str:
        return str(self.cleaned_data["kode"]).strip().rstrip(".")

    def clean_persen(self) -> int:
        """In hundredths of a percent."""
        text = str(self.cleaned_data["persen"])
        found = read_quantity(text)
        if found is None or found.unit not in (None, "%", "persen"):
            raise ValidationError(say("“{text}” bukan persen. Contoh: 12,5", text=text))
        if not 0 < found.number <= 100:
            raise ValidationError(
                say("Persennya lebih dari 0 sampai 100, bukan {text}.", text=text)
            )
        hundredths = found.number * (WHOLE // 100)
        if hundredths != int(hundredths):
            raise ValidationError(
                say("Paling banyak dua angka di belakang koma, bukan {text}.", text=text)
            )
        return int(hundredths)


class TargetForm(forms.Form):
    """Which promise gets another target, in which year. plan: the RPJMD."""

    def __init__(self, data: Any = None, *, plan: Plan, initial: Any = None) -> None:
        super().__init__(data, auto_id="target_%s", initial=initial)
        self.plan = plan
        promises = Indicator.objects.filter(node__plan=plan).select_related("node__opd")
        self.promises = {each.pk: each for each in promises.order_by("node__code", "pk")}
        named = [(key, _named(each)) for key, each in self.promises.items()]
        self.fields["indikator"] = choice_field(say("Indikator RPJMD"), named)
        self.fields["tahun"] = _text(
            say("Tahun"),
            say("Dari {first} sampai {last}.", first=plan.first_year, last=plan.last_year),
        )
        self.fields["target"] = _text(say("Target baru"), say("Contoh: 87,5"))

    @property
    def promise(self) -> Indicator:
        return self.promises[self.cleaned_data["indikator"]]

    @property
    def aim(self) -> Decimal:
        """The number of the target."""
        found = read_quantity(self.cleaned_data["target"])
        assert found is not None  # as clean_target saw to
        return Decimal(plain(found.number))

    def clean_tahun(self) -> int:
        text, plan = str(self.cleaned_data["tahun"]).strip(), self.plan
        years = range(plan.first_year, plan.last_year + 1)
        if not (text.isascii() and text.isdigit()) or int(text) not in years:
            told = {"text": text, "first": plan.first_year, "last": plan.last_year}
            message = say(
                "Tahun {text} di luar RPJMD ini, yang dari {first} sampai {last}.", **told
            )
            raise ValidationError(message)
        return int(text)

    def clean_target(self) -> str:
        text = str(self.cleaned_data["target"]).strip()
        found = read_quantity(text)
        if found is None:
            raise ValidationError(
                say("“{text}” bukan satu angka yang pasti. Contoh: 87,5", text=text)
            )
        plain(found.number)  # refuses a number that no plan can hold
        return text


def _text(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=40,
        error_messages={
            "required": say("Isi dahulu."),
            "max_length": say("Terlalu panjang untuk sebuah angka."),
        },
    )


def _named(promise: Indicator) -> str:
    parts = [promise.node.code, str(promise)]
    name = " ".join(part for part in parts if part)
    return f"{name} · {promise.node.opd or promise.node.title}"
