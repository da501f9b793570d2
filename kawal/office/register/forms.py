"""What is asked on the pages of the register. What an action refuses stands at its field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kawal.base.organisation.models import Account, Holding, Office, Opd
from kawal.base.organisation.seat import Seat
from kawal.base.ui.fields import choice_field, day_field
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date
from kawal.office.register.holders import EMPTY, FOR_NOW, TOO_LONG


class OfficeFilters(forms.Form):
    """What of the list is shown; nothing chosen shows all."""

    def __init__(self, data: Any, *, seat: Seat) -> None:
        super().__init__(data, auto_id="saring_%s")
        opds = list(Opd.objects.on(seat.day).filter(seat.within("pk")))
        states = [
            (EMPTY, say("kosong")),
            (TOO_LONG, say("Plt atau Plh terlalu lama")),
            (FOR_NOW, say("Plt atau Plh")),
        ]
        every = say("semua")
        if len(opds) > 1:
            by_opd = [(str(each.pk), str(each)) for each in opds]
            self.fields["opd"] = choice_field("OPD", by_opd, empty=every)
        self.fields["peran"] = choice_field(
            say("Peran"), [(each.value, each.label) for each in Office.Role], empty=every
        )
        self.fields["keadaan"] = choice_field(say("Keadaan"), states, empty=every)


class AppointForm(forms.Form):
    """Who holds an office, how, from which day to which."""

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id="tetapkan_%s")
        self.fields["account"] = forms.CharField(
            label=say("Akun pemegang"),
            help_text=say("Kode masuknya, misalnya perencana-dinkes; bukan nama orang."),
            max_length=80,
            widget=forms.TextInput(attrs={"list": "akun-ada", "autocapitalize": "none"}),
            error_messages={"required": say("Tulis kode akun yang memegang jabatan ini.")},
        )
        kinds = [(each.value, each.label) for each in Holding.Kind]
        self.fields["kind"] = choice_field(say("Status"), kinds)
        self.fields["since"] = day_field(
            say("Mulai"), say("Hari pertamanya; pemegang sebelumnya berakhir sehari sebelum itu.")
        )
        self.fields["until"] = day_field(
            say("Sampai"), say("Hari terakhirnya; kosongkan bila belum ditentukan."), required=False
        )

    def clean_account(self) -> Account:
        """The account with that code. Raises ValidationError where there is none."""
        code = self.cleaned_data["account"].strip()
        if (found := Account.objects.filter(code=code).first()) is None:
            raise ValidationError(
                say('Akun "{code}" tidak ada. Periksa ejaannya, atau buat dulu akunnya.', code=code)
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError within the form where the last day is before the first."""
        told = dict(super().clean() or {})
        since, until = told.get("since"), told.get("until")
        if since and until and until < since:
            self.add_error("until", say("Hari terakhir tidak dapat mendahului hari pertama."))
        return told


class EndForm(forms.Form):
    """With which day a holding ends. holding: which one was read."""

    def __init__(self, data: Any = None, *, office: Office) -> None:
        super().__init__(data, auto_id="akhiri_%s")
        held = office.holdings.select_related("account").order_by("-since")
        self.fields["holding"] = choice_field(
            say("Yang berakhir"),
            [(str(each.pk), f"{each.account}, {long_date(each.since)}") for each in held],
        )
        self.fields["until"] = day_field(
            say("Hari terakhir"), say("Sesudah hari ini jabatan tidak ada pemegangnya.")
        )


class NewAccountForm(forms.Form):
    """The code of a new account."""

    def __init__(self, data: Any = None, *, suggestion: str = "") -> None:
        super().__init__(data, initial={"code": suggestion}, auto_id="akun_%s")
        self.fields["code"] = forms.CharField(
            label=say("Kode masuk"),
            help_text=say("Huruf kecil, angka dan tanda hubung; sebut jabatannya, bukan namanya."),
            max_length=80,
            widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
            error_messages={"required": say("Tulis kode masuk untuk akun baru.")},
        )


class ResetForm(forms.Form):
    """Whose password is made anew. account: the holder whom the page showed."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="ulang_%s")
        unread = say("Muat ulang halaman ini, lalu coba lagi.")
        self.fields["account"] = forms.CharField(
            widget=forms.HiddenInput, error_messages={"required": unread}
        )
        self.fields["factors"] = forms.BooleanField(
            label=say("Lepas juga faktor keduanya, karena teleponnya hilang"), required=False
        )
