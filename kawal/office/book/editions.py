"""Which RPJMD is read: the promise as it was first made, or as it was changed later."""

from __future__ import annotations

from collections.abc import Sequence

from kawal.office.planning.models import Plan

KIND = "rpjmd"


def editions() -> list[Plan]:
    """Every version of the RPJMD, the newest first. A change is a new version; none replaces
    another on these pages, and each page says which one it reads."""
    return list(Plan.objects.filter(kind=KIND).order_by("-first_year", "-version"))


def chosen(among: Sequence[Plan], asked: str | None) -> Plan | None:
    """The version that was asked for by its id; without a word the newest; None for one there is not,
    and where there is no RPJMD yet."""
    if asked is None:
        return next(iter(among), None)
    return next((each for each in among if each.pk == asked), None)
