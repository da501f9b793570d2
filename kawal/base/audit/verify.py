"""Whether the trail is whole: every line as it was written, none missing, none added."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Max
from django.db.models.functions import TruncDate

from kawal.base.audit import chain
from kawal.base.audit.models import Entry, Head

_AT_ONCE = 2000
START_OF_TIME = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Verdict:
    """lines: how many hold. broken: the number of the first line that does not, and why; None and
    empty where all hold. head: the digest of the last line that holds."""

    lines: int
    head: str
    broken: int | None = None
    reason: str = ""


def verify(using: str = DEFAULT_DB_ALIAS) -> Verdict:
    """Read the trail from its first line to its last. It takes memory for a few lines only."""
    held, last, latest = 0, chain.START, START_OF_TIME
    for entry in Entry.objects.using(using).order_by("sequence").iterator(_AT_ONCE):
        if reason := _fault(entry, held, last, latest):
            return Verdict(held, last, held + 1, reason)
        held, last, latest = entry.sequence, entry.digest, entry.recorded_at
    head = Head.objects.using(using).get(pk=Head.THE_ONE)
    if (head.sequence, head.digest) != (held, last):
        reason = f"Ujung jejak menunjuk baris {head.sequence}, sedangkan baris terakhir {held}."
        return Verdict(held, last, held + 1, reason)
    return Verdict(held, last)


def daily_heads(using: str = DEFAULT_DB_ALIAS) -> Iterator[tuple[date, int, str]]:
    """For each day with a line: the day in local time, the number and digest of its last line. Who
    keeps one of them can prove later that nothing before it was changed."""
    entries = Entry.objects.using(using).order_by()
    by_day = entries.values(day=TruncDate("recorded_at")).annotate(last=Max("sequence"))
    digests = entries.in_bulk([each["last"] for each in by_day])
    for each in sorted(by_day, key=lambda found: found["last"]):
        yield each["day"], each["last"], digests[each["last"]].digest


def _fault(entry: Entry, held: int, last: str, latest: datetime) -> str:
    if entry.sequence != held + 1:
        return f"Baris {held + 1} tidak ada; yang berikutnya bernomor {entry.sequence}."
    if entry.previous != last:
        return "Sidik baris sebelumnya tidak cocok."
    fields = {name: getattr(entry, name) for name in chain.BOUND}
    if entry.digest != chain.digest_of(fields):
        return "Isi baris tidak cocok dengan sidiknya."
    if entry.recorded_at < latest:
        return "Waktu baris ini mendahului baris sebelumnya."
    return ""
