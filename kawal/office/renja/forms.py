"""What is typed on the page of a line: each field beside what its editor saw there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django import forms

from kawal.engine.shared.language import say
from kawal.engine.snapshot.cells import clean_text
from kawal.office.planning.limits import note_on_target
from kawal.office.planning.models import Typed
from kawal.office.renja.actions import Edit
from kawal.office.renja.cells import LONG, Cell, fault_of, main_support, read_supports

SEEN, PICK, STANDS = "-semula", "-pilih", "-kini"
"""Behind the name of a field: what its editor saw; in a conflict whose words to take, and what stood
when the editor was asked."""
MINE, THEIRS = "saya", "mereka"
_NAME = re.compile(r"i[0-9a-f]{12}")


class LineForm(forms.Form):
    """All fields of a line. What its editor did not touch is left as it stands, whatever that is."""

    def __init__(
        self,
        cells: Sequence[Cell],
        data: Mapping[str, str] | None = None,
        typed: Mapping[str, Typed] | None = None,
    ) -> None:
        """typed: by the name of the field what was typed before and is not in the plan yet."""
        self.cells = {cell.name: cell for cell in cells}
        self._typed = typed or {}
        super().__init__(self._brought_up_to_date(data) if data is not None else None)
        for name, cell in self.cells.items():
            self.fields[name] = _field(cell, self.data.get(name, cell.text))
            self.fields[name + SEEN] = forms.CharField(
                required=False, strip=False, initial=cell.seen, widget=forms.HiddenInput
            )
        for name, each in self._typed.items():
            self.initial |= {name: each.text, name + SEEN: each.seen}

    def _brought_up_to_date(self, data: Mapping[str, str]) -> dict[str, str]:
        """What was sent, with fields that were not touched as they stand now."""
        sent = {name: data[name] for name in data}
        for name, cell in self.cells.items():
            touched = name in sent and _is_touched(cell, sent[name], sent.get(name + SEEN))
            if not touched or sent.get(name + PICK) == THEIRS:
                sent[name], sent[name + SEEN] = cell.text, cell.seen
            elif sent.get(name + PICK) == MINE:
                sent[name + SEEN] = sent.get(name + STANDS, "")
        return sent

    def clean(self) -> dict[str, Any]:
        """What cannot be written stands at its field; what has no field any more is told."""
        for edit in self.edits():
            if fault := fault_of(edit.cell, edit.text):
                self.add_error(edit.cell.name, fault)
        for name, text in self.data.items():
            gone = _NAME.fullmatch(name) and name not in self.cells
            if gone and text != self.data.get(name + SEEN):
                self.add_error(
                    None,
                    say(
                        "Isian yang Anda ubah sudah tidak ada di baris ini. Yang Anda tulis: “{text}”.",
                        text=text,
                    ),
                )
        return self.cleaned_data

    def edits(self) -> Iterator[Edit]:
        """What was changed, as it was typed."""
        for edit in self.typed_into(self.cells.values()):
            if _is_touched(edit.cell, edit.text, edit.seen):
                yield edit

    def typed_into(self, cells: Iterable[Cell]) -> Iterator[Edit]:
        """What was sent for these fields, changed or not."""
        for cell in cells:
            yield Edit(cell, self.data[cell.name], self.data.get(cell.name + SEEN, ""))

    def changes(self) -> Iterator[Edit]:
        """What the page shows otherwise than it stands in the plan."""
        if self.is_bound:
            return self.edits()
        cells = self.cells
        return (Edit(cells[name], each.text, each.seen) for name, each in self._typed.items())


class ReturnForm(forms.Form):
    """Why a plan is sent back."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="kembali_%s")
        self.fields["reason"] = forms.CharField(
            label=say("Alasan pengembalian"),
            help_text=say("Yang masih kurang; dibaca OPD yang menyusun."),
            required=False,  # an empty one is refused by the action, in its own words
            widget=forms.Textarea(attrs={"rows": 3}),
        )


def _is_touched(cell: Cell, typed: str, seen: str | None) -> bool:
    if cell.table == "support":
        return typed != main_support(read_supports(seen or ""))
    return (clean_text(typed) or "") != (clean_text(seen) or "")


def _field(cell: Cell, shown: str) -> forms.Field:
    """shown: what stands in it on the page."""
    widget: forms.Widget = forms.TextInput()
    help_text = ""
    if cell.table == "support":
        help_text = say("Kosongkan bila baris ini mendukung RPJMD lewat kegiatan atau programnya.")
    if cell.choices:
        widget = forms.Select(choices=[("", say("belum dipilih")), *cell.choices])
    elif cell.column in LONG:
        widget = forms.Textarea(attrs={"rows": 2})
    elif cell.table == "target":
        help_text = note_on_target(shown)
    elif cell.column == "amount":
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        help_text = say(
            "Dalam rupiah, misalnya 1.234.567 atau 1.234.567,50. Kosong berarti belum ada."
        )
    field = forms.CharField(
        label=cell.label, help_text=help_text, required=False, strip=False, initial=cell.text,
        widget=widget,
    )  # fmt: skip
    field.validators = []  # `fault_of` says what is wrong, in words that name the field
    return field
