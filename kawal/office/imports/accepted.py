"""What is taken up at all. A file that no reader knows is refused while its owner still sees the form;
whether what is in it can be used, the worker says later, row by row."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from kawal.engine.shared.language import say
from kawal.engine.shared.wording import printable

ENDINGS = (".zip", ".xlsx", ".csv")
_ZIP = b"PK"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_LOOKED_AT = 4096
"""Bytes of its beginning by which a file is known."""
_OTHER_SHEETS = frozenset({".xls", ".xlsm", ".xlsb", ".ods"})


def refuse_unknown(given: UploadedFile) -> None:
    """Raises ValidationError, with what is accepted, for a file whose ending no reader reads, and for
    one whose content is not what its ending says. An empty one is told by its reader."""
    name = printable(Path(given.name or "").name)
    ending = Path(name).suffix.lower()
    given.seek(0)
    head = given.read(_LOOKED_AT)
    given.seek(0)
    if fault := _fault(name, ending, head):
        raise ValidationError(f"{fault} {_accepted()}")


def _fault(name: str, ending: str, head: bytes) -> str:
    if ending in _OTHER_SHEETS or (ending == ".xlsx" and head.startswith(_OLE)):
        return say(
            "“{file}” bukan .xlsx biasa: bentuk lain, atau terkunci kata sandi. Buka di Excel atau "
            "LibreOffice, lalu Simpan Sebagai .xlsx tanpa kata sandi.",
            file=name,
        )
    if ending not in ENDINGS:
        return say("“{file}” bukan berkas yang dapat dibaca.", file=name)
    if not head or _is_what_it_says(ending, head):
        return ""
    return say("Isi “{file}” bukan {form}; hanya namanya yang begitu.", file=name, form=ending)


def _is_what_it_says(ending: str, head: bytes) -> bool:
    """A .csv is text: text in UTF-16 begins with a mark, and its reader says how to save it anew."""
    if ending != ".csv":
        return head.startswith(_ZIP)
    is_utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return is_utf16 or not (b"\0" in head or head.startswith((_ZIP, b"%PDF", b"MZ")))


def _accepted() -> str:
    return say(
        "Yang diterima: paket data (.zip), template Excel (.xlsx), atau .csv dari aplikasi lain."
    )
