"""The sessions of an account, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession

from kawal.base.organisation.models import Account
from kawal.engine.shared.language import say

_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrom", "Chrome"),
             ("Safari/", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS", "Mac"), ("Linux", "Linux"))  # fmt: skip


@dataclass(frozen=True)
class Session:
    """Where an account is signed in."""

    number: int
    device: str
    since: datetime
    seen: datetime
    is_this: bool


def sessions_of(account: Account, this: str | None) -> list[Session]:
    """Those that are still open, the one last seen first. this: the key of the one that asks."""
    found = UserSession.objects.purge_and_list(account)
    return [
        Session(
            each.pk,
            device(each.user_agent),
            each.created_at,
            each.last_seen_at,
            each.session_key == this,
        )
        for each in sorted(found, key=lambda each: each.last_seen_at, reverse=True)
    ]


def device(agent: str) -> str:
    """What a browser says of itself, in two words.

    >>> device("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36")
    'Chrome, Linux'
    """
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return ", ".join(filter(None, (browser, system))) or say("perangkat tidak dikenal")
