"""What the reader may do, asked in a template: `{% load rights %}`."""

from __future__ import annotations

from django import template
from django.template import Context

from kawal.base.organisation import rights

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context: Context, view: str, method: str = rights.DOING) -> bool:
    """{% may "findings:waive" as waives %}: whether the reader's office may do that at all."""
    seat = getattr(context.get("request"), "seat", None)
    return seat is not None and rights.may(seat, view, method)
