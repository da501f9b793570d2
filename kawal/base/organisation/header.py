"""What the head of every page says of who is who."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from kawal.base.organisation.models import Region
from kawal.base.ui.frame import Link


def region_name(_request: HttpRequest) -> str:
    """The region served; nothing where it is not set yet."""
    served = Region.objects.first()
    return served.name if served is not None else ""


def acting(request: HttpRequest) -> Link | None:
    """The office in which the reader acts, leading to what it may do."""
    seat = getattr(request, "seat", None)
    return Link(seat.office.name, reverse("organisation:rights")) if seat is not None else None
