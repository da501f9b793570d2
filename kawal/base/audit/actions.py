"""Writing a line of the trail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction

from kawal.base.audit import chain, clock
from kawal.base.audit.models import Entry, Head


class OutsideTransactionError(Exception):
    """A line was to be written apart from what it tells of."""


@dataclass(frozen=True)
class Actor:
    """In whose name something is written: codes and a label, as the trail holds them."""

    account: str
    office: str
    office_label: str


@dataclass(frozen=True)
class Subject:
    """What was written: its kind (`planning.node`), key and label. The label is a code or the name of
    an office, never what somebody typed: the trail cannot forget it."""

    kind: str
    key: str
    label: str


def record(
    *,
    by: Actor,
    action: str,
    subject: Subject,
    change: Mapping[str, Any],
    using: str = DEFAULT_DB_ALIAS,
) -> Entry:
    """Write the line that tells of one write, in the transaction of that write.

    change: what became of it, as JSON holds it; exact texts for numbers, digests for free text. A clock
    that was set back does not turn the trail back: no line is older than the one before.
    Raises OutsideTransactionError where no transaction is open: the line could then stand alone.
    """
    if not transaction.get_connection(using).in_atomic_block:
        raise OutsideTransactionError("a line of the trail belongs in the transaction of its write")
    head = Head.objects.using(using).select_for_update().get(pk=Head.THE_ONE)
    line = {
        "sequence": head.sequence + 1,
        "recorded_at": _not_before(head, clock.now(), using),
        "account": by.account,
        "office": by.office,
        "office_label": by.office_label,
        "action": action,
        "subject_kind": subject.kind,
        "subject_key": subject.key,
        "subject_label": subject.label,
        "change": chain.canonical(dict(change)),
        "previous": head.digest,
    }
    entry = Entry(**line, digest=chain.digest_of(line))
    entry.save(using=using, force_insert=True)
    head.sequence, head.digest = entry.sequence, entry.digest
    head.save(using=using, update_fields=("sequence", "digest"))
    return entry


def _not_before(head: Head, moment: datetime, using: str) -> datetime:
    last = Entry.objects.using(using).filter(pk=head.sequence).values_list("recorded_at", flat=True)
    return max([moment, *last])
