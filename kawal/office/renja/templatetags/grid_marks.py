"""The mark of a finding in the margin of the grid."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from kawal.base.ui.templatetags.ui import mark
from kawal.office.findings.listing import state_of
from kawal.office.findings.models import Finding

register = template.Library()


@register.simple_tag
def finding_mark(finding: Finding) -> SafeString:
    """{% finding_mark each %}: its state, with the rule for its word."""
    return mark(state_of(finding), finding.rule)
