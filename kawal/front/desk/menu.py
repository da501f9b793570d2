"""The main navigation: of all places those that the reader's office may open."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from kawal.base.organisation import rights
from kawal.base.organisation.seat import Reach
from kawal.base.ui.frame import Link
from kawal.engine.shared.language import say
from kawal.office.planning.models import Book

PLACES: Sequence[tuple[str, str]] = (
    ("desk:sekda", "Meja"),
    ("desk:planner", "Meja"),
    ("desk:opds", "OPD"),
    ("book:cover", "Buku"),
    ("findings:list", "Temuan"),
    ("desk:waiting", "Tugas"),
    ("desk:agenda", "Agenda"),
    ("desk:notices", "Kabar"),
    ("imports:list", "Impor"),
    ("register:offices", "Jabatan"),
    ("signin:accounts", "Akun"),
    ("signin:sessions", "Sesi saya"),
)
"""Views with what they are called in the navigation, in the order in which they stand there."""


def places(request: HttpRequest) -> list[Link]:
    """The links of the navigation; none for who is not signed in."""
    seat = getattr(request, "seat", None)
    if seat is None:
        return []
    granted = rights.table()
    return [
        Link(say(words), reverse(view))
        for view, words in PLACES
        if granted.reach(view, rights.ASKING, seat.office.role) is not Reach.NONE
    ]


def foot(_request: HttpRequest) -> list[Link]:
    """What everyone may hold this house to."""
    return [Link(say("Ujung jejak"), reverse("audit:heads"))]


def is_sample(_request: HttpRequest) -> bool:
    """Whether the plans are made up."""
    return Book.objects.filter(sample=True).exists()
