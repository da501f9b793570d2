"""What is asked of the security log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from kawal.base.ui.fields import choice_field, day_field
from kawal.engine.shared.language import say


class EventFilters(forms.Form):
    """What of the log is shown; nothing chosen shows all. kinds: those that there are."""

    def __init__(self, data: Any = None, *, kinds: Iterable[str]) -> None:
        super().__init__(data, auto_id="saring_%s")
        self.fields["jenis"] = choice_field(
            say("Jenis"), [(kind, kind) for kind in kinds], empty=say("semua")
        )
        self.fields["jabatan"] = forms.CharField(
            label=say("Kode jabatan atau akun"), required=False, max_length=80
        )
        self.fields["hari"] = day_field(say("Hari"), "", required=False)
