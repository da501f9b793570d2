"""The main navigation: of all places those that the reader's office may open."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from kawal.base.organisation import rights
from kawal.base.ui.frame import Link
from kawal.engine.shared.language import said_later, say
from kawal.office.planning.models import Book

_DESK, _OVERVIEW = said_later("Meja"), said_later("Ikhtisar")
"""What the first desk of an office is called; a second one only looks over all OPD."""
PLACES: Sequence[tuple[str, str]] = (
    ("desk:office", _DESK),
    ("desk:sekda", _DESK),
    ("desk:planner", _DESK),
    ("desk:shared_list", said_later("Dibagikan")),
    ("desk:opds", said_later("OPD")),
    ("book:cover", said_later("Buku")),
    ("findings:list", said_later("Temuan")),
    ("desk:waiting", said_later("Tugas")),
    ("desk:agenda", said_later("Agenda")),
    ("desk:notices", said_later("Kabar")),
    ("imports:list", said_later("Impor")),
    ("register:offices", said_later("Jabatan")),
    ("sharing:list", said_later("Berbagi")),
    ("signin:accounts", said_later("Akun")),
    ("signin:sessions", said_later("Sesi saya")),
)
"""Views with what they are called in the navigation, in the order in which they stand there."""


def places(request: HttpRequest) -> list[Link]:
    """The links of the navigation; none for who is not signed in."""
    seat = getattr(request, "seat", None)
    if seat is None:
        return []
    found = [(view, words) for view, words in PLACES if rights.may(seat, view, rights.ASKING)]
    desk = next((view for view, words in found if words == _DESK), None)
    return [
        Link(say(words if words != _DESK or view == desk else _OVERVIEW), reverse(view))
        for view, words in found
    ]


def foot(_request: HttpRequest) -> list[Link]:
    """What everyone may hold this house to."""
    return [Link(say("Ujung jejak"), reverse("audit:heads"))]


def is_sample(_request: HttpRequest) -> bool:
    """Whether the plans are made up."""
    return Book.objects.filter(sample=True).exists()
