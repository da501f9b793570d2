"""For every address with something in it: which record to ask for, of one OPD or of another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

OWN, OTHER = "05", "20"
"""The OPD of the offices that walk, which the first assistant stands behind; and one of another's."""


@dataclass(frozen=True)
class Address:
    """belongs_to_an_opd: whether what it leads to is one OPD's."""

    url: str
    belongs_to_an_opd: bool


RECORDS: dict[str, Callable[[str], list[object]]] = {}
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
