"""For every address with something in it: which record to ask for, of one OPD or of another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from kawal.base.organisation.models import Opd
from kawal.office.imports.models import Upload

OWN, OTHER = "05", "20"
"""The OPD of the offices that walk, which the first assistant stands behind; and one of another's."""


@dataclass(frozen=True)
class Address:
    """belongs_to_an_opd: whether what it leads to is one OPD's."""

    url: str
    belongs_to_an_opd: bool


def _upload(opd: str) -> list[object]:
    """A file that the planner of that OPD brought, ready to be applied."""
    upload, _ = Upload.objects.get_or_create(
        token=opd.rjust(32, "0"), defaults={
            "name": "uji.zip", "size": 1, "opd": Opd.objects.get(number=opd), "state": "dibuang",
            "findings": {"offices": [], "rules": [], "unknown_rules": [], "notes": [],
                         "blocking": 0, "warnings": 0, "unknown": 0, "assessed": 0},
        },
    )  # fmt: skip
    return [upload.pk]


RECORDS: dict[str, Callable[[str], list[object]]] = {
    f"imports:{view}": _upload for view in ("show", "check", "apply", "discard")
}
"""View by view, what stands in its address for that OPD."""
FORMS: dict[str, Callable[[str], dict[str, str]]] = {
    "organisation:wear": lambda office: {"office": office}
}
"""View by view, what a form that its page would have sent holds, by the office of the reader."""
PLAIN: dict[str, list[object]] = {"ui:stylesheet": ["abc"]}
"""Views whose address holds something that is no OPD's."""


def address(view: str, opd: str) -> Address:
    """Where the view lies for a record of that OPD."""
    if view in RECORDS:
        return Address(reverse(view, args=RECORDS[view](opd)), True)
    return Address(reverse(view, args=PLAIN.get(view, [])), False)
