"""What is asked on the pages of the register. What an action refuses stands at its field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kawal.base.organisation.actions import OpdData
from kawal.base.organisation.models import Account, Holding, Office, Opd, Unit
from kawal.base.organisation.seat import Seat
from kawal.base.ui.fields import choice_field, day_field
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date
from kawal.office.register.holders import EMPTY, FOR_NOW, TOO_LONG
from kawal.office.register.opds import Heir

_NOBODY = "-"
"""What stands for no assistant."""


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


class CloseForm(forms.Form):
    """Whose account is closed. account: the holder whom the page showed."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="tutup_%s")
        self.fields["account"] = forms.CharField(
            widget=forms.HiddenInput,
            error_messages={"required": say("Muat ulang halaman ini, lalu coba lagi.")},
        )


class DayForm(forms.Form):
    """As of which day the organisation is shown."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="hari_%s")
        self.fields["tanggal"] = day_field(
            say("Pada hari"), say("Contoh: 30-06-2020."), required=False
        )


class OpdForm(forms.Form):
    """An OPD that begins; empty where none does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = (
            ("number", say("Nomor"), 40),
            ("name", say("Nama OPD"), 200),
            ("short", say("Singkatan"), 40),
            ("head", say("Sebutan kepalanya"), 200),
            ("code", say("Kode organisasi"), 40),
        )
        for name, label, longest in told:
            self.fields[name] = forms.CharField(label=label, max_length=longest, required=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not any(self.cleaned_data.values())

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError within the form for an OPD without number or name."""
        told = dict(super().clean() or {})
        if any(told.values()):
            for name in ("number", "name"):
                if not told.get(name):
                    self.add_error(name, say("Isi nomor dan nama, atau kosongkan semuanya."))
        return told


class ReorganiseForm(forms.Form):
    """Which OPD end, and on which day others begin."""

    def __init__(self, data: Any = None, *, seat: Seat) -> None:
        super().__init__(data, auto_id="tata_%s")
        self.fields["on"] = day_field(
            say("Hari pertama susunan baru"),
            say("Yang lama berakhir sehari sebelumnya. Contoh: 01-01-2021."),
        )
        self.fields["ends"] = forms.ModelMultipleChoiceField(
            Opd.objects.visible_to(seat).on(seat.day).order_by("number"),
            label=say("OPD yang berakhir"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "invalid_choice": say("Pilihan ini tidak ada."),
                "invalid_pk_value": say("Pilihan ini tidak ada."),
            },
        )


class HeirForm(forms.Form):
    """To which of the OPD that begin each office and unit goes."""

    def __init__(
        self, data: Any = None, *, inherited: Sequence[Heir], begins: Sequence[OpdData]
    ) -> None:
        super().__init__(data, auto_id="waris_%s")
        choices = [(str(place), opd.name) for place, opd in enumerate(begins)]
        for each in inherited:
            self.fields[each.name] = choice_field(each.words, choices)

    def heirs(self) -> dict[str, int]:
        """By name of what goes the place of the heir."""
        return {name: int(place) for name, place in self.cleaned_data.items()}


class UnitForm(forms.Form):
    """A unit: what it is and on which other one it hangs. is_new: whether its code is asked too."""

    def __init__(
        self, data: Any = None, *, opd: Opd, unit: Unit | None = None, is_new: bool = False
    ) -> None:
        first = (
            {}
            if unit is None
            else {"name": unit.name, "kind": unit.kind, "parent": str(unit.parent_id or "")}
        )
        super().__init__(data, initial=first, auto_id="unit_%s")
        if is_new:
            self.fields["code"] = forms.CharField(
                label=say("Kode unit"),
                help_text=say("Tidak berubah lagi. Contoh: 05-gizi."),
                max_length=60,
                error_messages={"required": say("Tulis kode unit.")},
            )
        self.fields["name"] = forms.CharField(
            label=say("Nama unit"),
            max_length=200,
            error_messages={"required": say("Tulis nama unit.")},
        )
        kinds = [(each.value, each.label) for each in Unit.Kind]
        self.fields["kind"] = choice_field(say("Jenis"), kinds, empty=say("belum ditentukan"))
        others = opd.units.exclude(pk=unit.pk) if unit is not None else opd.units.all()
        above = [(str(each.pk), each.name or each.code) for each in others]
        self.fields["parent"] = choice_field(
            say("Di bawah"), above, empty=say("langsung di bawah OPD")
        )

    def clean_parent(self) -> Unit | None:
        """The unit above; None directly below the OPD."""
        chosen = self.cleaned_data["parent"]
        return Unit.objects.get(pk=chosen) if chosen else None


class AssignForm(forms.Form):
    """Which assistant stands behind which OPD from when."""

    def __init__(self, data: Any = None, *, seat: Seat) -> None:
        super().__init__(data, initial={"since": seat.day}, auto_id="asisten_%s")
        opds = Opd.objects.visible_to(seat).on(seat.day).order_by("number")
        assistants = Office.objects.filter(role=Office.Role.ASSISTANT)
        self.fields["opd"] = choice_field("OPD", [(str(each.pk), each.name) for each in opds])
        named = [(str(each.pk), each.name) for each in assistants]
        self.fields["office"] = choice_field(
            say("Asisten"), [*named, (_NOBODY, say("tanpa asisten"))]
        )
        self.fields["since"] = day_field(
            say("Mulai"), say("Hari pertamanya; pendamping lama berakhir sehari sebelum itu.")
        )

    def clean_opd(self) -> Opd:
        """The OPD itself."""
        return Opd.objects.get(pk=self.cleaned_data["opd"])

    def clean_office(self) -> Office | None:
        """The assistant's office; None for none."""
        chosen = self.cleaned_data["office"]
        return None if chosen == _NOBODY else Office.objects.get(pk=chosen)


class OfficeForm(forms.Form):
    """An office that is founded in an OPD."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="jabatan_%s")
        self.fields["code"] = forms.CharField(
            label=say("Kode jabatan"),
            help_text=say("Tidak berubah lagi. Contoh: kepala-05."),
            max_length=60,
            error_messages={"required": say("Tulis kode jabatan.")},
        )
        self.fields["name"] = forms.CharField(
            label=say("Nama jabatan"),
            max_length=200,
            error_messages={"required": say("Tulis nama jabatan.")},
        )
        roles = [(each.value, each.label) for each in (Office.Role.HEAD, Office.Role.PLANNER)]
        self.fields["role"] = choice_field(
            say("Peran"), roles, help_text=say("Peran lain dibuat dengan kawal offices di server.")
        )
