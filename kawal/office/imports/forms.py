"""The form by which a file comes in."""

from __future__ import annotations

from typing import Any

from django import forms

from kawal.engine.shared.intake import LARGEST
from kawal.engine.shared.language import say
from kawal.office.imports.accepted import ENDINGS


class UploadForm(forms.Form):
    """A file, and what the file itself does not say. regional: whether the reader reaches every OPD."""

    file = forms.FileField(
        max_length=1000, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )  # fmt: skip
    stated = forms.BooleanField(required=False)
    whole = forms.BooleanField(required=False)

    def __init__(self, *args: Any, region: str, regional: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        file, stated = self.fields["file"], self.fields["stated"]
        file.label = say("Berkas")
        file.help_text = say(
            "Paket data (.zip), template Excel (.xlsx), atau .csv dari aplikasi lain; paling besar "
            "{size} MiB.",
            size=LARGEST // 1024**2,
        )
        file.error_messages["required"] = say(
            "Pilih satu berkas; yang lebih besar dari {size} MiB tidak diterima.",
            size=LARGEST // 1024**2,
        )
        stated.label = say("Isinya dari {region}, walaupun berkas tidak menyebutnya", region=region)
        stated.help_text = say("Perlu untuk berkas .csv, yang tidak menyebut wilayahnya.")
        if regional:
            self.fields["whole"].label = say("Menggantikan seluruh rencana daerah")
            self.fields["whole"].help_text = say(
                "Tanpa ini hanya bagian yang dibawa berkas yang diganti; yang lain tetap."
            )
        else:
            del self.fields["whole"]
