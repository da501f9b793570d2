"""Finding an indicator by words, in whatever order they are typed."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from kawal.office.planning.models import Indicator

MOST = 50
"""Indicators that are shown; more are counted."""


def found(words: str, plans: QuerySet[Any]) -> QuerySet[Any]:
    """The indicators of these plans whose text, node or OPD holds every one of the words."""
    matching = Indicator.objects.filter(node__plan__in=plans)
    for word in words.split():
        matching = matching.filter(
            Q(name__icontains=word)
            | Q(node__title__icontains=word)
            | Q(node__code__startswith=word)
            | Q(node__opd__name__icontains=word)
            | Q(node__opd__short__icontains=word)
        )
    return matching.select_related("node__opd").order_by("node__code", "pk")
