"""What the gallery shows: every component in its states. All figures are made up."""

from __future__ import annotations

from django import forms

from kawal.base.ui.frame import Link
from kawal.base.ui.states import State
from kawal.base.ui.tables import Column, Step, Table

TABLE = Table(
    "Pagu per sub kegiatan",
    (Column("Sub kegiatan"), Column("Pagu 2021 (Rp)", "money"), Column("Naik", "growth")),
    (("Pemeliharaan jalan", 56_890_000_000_00, 261), ("Pemeliharaan jembatan", None, None),
     ("Penerangan jalan", 330_000_000_50, -410)),
    ("Jumlah", None, None),
)  # fmt: skip


class SampleForm(forms.Form):
    """A field in good order and one that is not."""

    unit = forms.CharField(label="Satuan", help_text="Misalnya: persen, kilometer, orang.")
    ceiling = forms.IntegerField(
        label="Pagu 2021 (Rp)",
        widget=forms.TextInput,  # a number field would hide what was typed wrongly
        help_text="Rupiah tanpa titik.",
        error_messages={"invalid": "Tulis rupiah dengan angka saja. Contoh: 1234567."},
    )


def context() -> dict[str, object]:
    """Everything that the gallery's template shows."""
    return {
        "sample": True,
        "form": SampleForm({"unit": "km", "ceiling": "1.234,567"}, auto_id="isian_%s"),
        "states": list(State),
        "warning": State.WARNING,
        "in_colours": (("terang", "Terang"), ("gelap", "Gelap"), ("kontras", "Kontras tinggi")),
        "table": TABLE,
        "source": Link("Renja versi 4, kolom pagu", "#angka"),
        "amount": 272_897_250_000_00,
        "thresholds": (10, 20),
        "points": (("2018", 78), ("2019", 81), ("2020", None), ("2021", 84), ("2022", 83)),
        "nothing": (("2018", None), ("2019", None)),
        "links": (Link("Dinas Kesehatan", "#angka"), Link("Renja 2021", "#tabel"), Link("Temuan")),
        "year": [
            Step("Jan", "rancangan awal"), Step("Feb", "musrenbang"), Step("Mar", "forum OPD"),
            Step("Apr", "rancangan"), Step("Mei", "reviu"), Step("Jun", "kunci 30 Juni"),
            Step("Jul", "penetapan"), Step("Agt", "KUA-PPAS"),
        ],
    }  # fmt: skip
