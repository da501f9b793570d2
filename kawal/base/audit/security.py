"""The security log: what was refused and who came in. It is no part of the trail, since nothing was
written; it is kept apart, for who watches over the house."""

from __future__ import annotations

from kawal.base.audit.models import SecurityEvent

REFUSED = "ditolak"
"""Something out of reach, or not there, was asked for."""


def note(*, kind: str, account: str, office: str, path: str, detail: str = "") -> SecurityEvent:
    """Write a line of the log. path: without what follows a `?`, which may hold what is searched."""
    longest = {
        field.name: field.max_length for field in SecurityEvent._meta.fields if field.max_length
    }
    values = {"kind": kind, "account": account, "office": office, "path": path, "detail": detail}
    return SecurityEvent.objects.create(
        **{name: value[: longest[name]] for name, value in values.items()}
    )
