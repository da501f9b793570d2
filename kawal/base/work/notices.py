"""Telling an office something, in the application and by mail, and never twice."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.core.mail import EmailMessage

from kawal.base.organisation.clock import now
from kawal.base.organisation.models import Office
from kawal.base.organisation.seat import Seat
from kawal.base.work.models import Notice, Task

log = logging.getLogger(__name__)
_LONGEST = 400
_AT_ONCE = 50


def notify(*, office: Office, key: str, words: str, task: Task | None = None) -> Notice:
    """Tell an office something. key: what it is told of; the same key is told once."""
    told = {"words": words[:_LONGEST], "task": task}
    notice, _ = Notice.objects.get_or_create(office=office, key=key, defaults=told)
    return notice


def read_all(seat: Seat) -> int:
    """Everything that the office was told is read. Returns how many were not."""
    return Notice.objects.visible_to(seat).unread().update(read_at=now())


def mail_due() -> int:
    """Hand to the mail what has not been, for offices with a mailbox. Returns how many.

    A notice is claimed before it is sent: a process that is killed in between loses a letter, which
    still stands in the application, and never sends one twice. What the mail refuses is tried again.
    """
    due = Notice.objects.filter(mailed_at__isnull=True).exclude(office__email="")
    return sum(_mail(notice) for notice in due.select_related("office").order_by("pk")[:_AT_ONCE])


def _mail(notice: Notice) -> bool:
    claim = Notice.objects.filter(pk=notice.pk)
    if not claim.filter(mailed_at__isnull=True).update(mailed_at=now()):
        return False
    title = " ".join(f"Kawal: {notice.words[:80]}".split())  # a heading is one line
    letter = EmailMessage(title, notice.words, to=[notice.office.email])
    try:
        letter.send()
    except (OSError, SMTPException):
        log.warning("a notice could not be mailed", exc_info=True)
        claim.update(mailed_at=None)
        return False
    return True
