"""One finding told: the law behind it, and all that happened to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from kawal.base.audit.chain import digest_of_text
from kawal.base.audit.models import Entry
from kawal.base.organisation.models import Office
from kawal.engine.checks.catalogue import BY_CODE
from kawal.engine.checks.document import provisions
from kawal.engine.checks.rule import Rule
from kawal.engine.measures.working_days import working_days_between
from kawal.engine.regulations import Certainty
from kawal.engine.regulations.document import amount, period
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date
from kawal.office.findings.actions import subject_of
from kawal.office.findings.models import Case, CheckRun, Finding, Waiver
from kawal.office.findings.sharp import SHARP, Reading
from kawal.office.findings.words import case_word, deadline


@dataclass(frozen=True)
class Number:
    """A number of a regulation by which the rule judges, and how sure we are of it."""

    title: str
    amount: str
    period: str
    law: str
    certain: bool
    note: str


@dataclass(frozen=True)
class Law:
    """A rule as a person reads it. certain: whether every number was seen in a source that we trust;
    None where it judges by no number."""

    rule: Rule | Reading
    title: str
    note: str
    numbers: Sequence[Number]

    @property
    def certain(self) -> bool | None:
        return all(each.certain for each in self.numbers) if self.numbers else None


@dataclass(frozen=True)
class Event:
    """Something that happened to a finding. who: in which office it was done."""

    at: datetime
    words: str
    who: str = ""

    @property
    def when(self) -> str:
        local = timezone.localtime(self.at)
        return say("{day} pukul {time}", day=long_date(local.date()), time=f"{local:%H.%M}")


@dataclass(frozen=True)
class ToldCase:
    """A case as it stands. working_day: the how manieth since it was opened. late: how far beyond its
    deadline; empty where it is not late, or not waited for any more."""

    case: Case
    word: str
    is_closed: bool
    working_day: int
    late: str

    @property
    def whose(self) -> str:
        """Whose turn it is."""
        if self.case.state == Case.State.ANSWERED:
            return say("pemberi keputusan")
        return str(self.case.task.office)

    @property
    def standing(self) -> str:
        """Until when an accepted answer counts; empty for any other."""
        if self.case.state != Case.State.ACCEPTED:
            return ""
        if self.case.until is not None:
            return say("Berlaku sampai {day}.", day=long_date(self.case.until))
        return say("Berlaku sampai temuannya berubah.")

    @property
    def digest(self) -> str:
        """Of the answer, so that none is decided unread."""
        return digest_of_text(self.case.answer)

    @property
    def opened(self) -> str:
        return long_date(self.case.task.opened_on)

    @property
    def due(self) -> str:
        return long_date(self.case.task.due_on)


@dataclass(frozen=True)
class ToldWaiver:
    """A waiver and what became of it."""

    waiver: Waiver
    word: str

    @property
    def until(self) -> str:
        return long_date(self.waiver.until)


def told_case(case: Case, day: date) -> ToldCase:
    """The case, seen on that day."""
    closed = case.state in Case.CLOSED
    is_late = not closed and case.task.due_on < day
    late = deadline(case.task.due_on, day) if is_late else ""
    since = max(1, working_days_between(case.task.opened_on, day))
    return ToldCase(case, case_word(Case.State(case.state)), closed, since, late)


def told_waiver(waiver: Waiver, day: date) -> ToldWaiver:
    """The waiver, seen on that day."""
    if waiver.withdrawn_at is not None:
        return ToldWaiver(waiver, say("dicabut"))
    if waiver.until < day:
        return ToldWaiver(waiver, say("berakhir"))
    return ToldWaiver(waiver, say("berlaku"))


def law_of(finding: Finding, day: date) -> Law:
    """The finding's rule, with its numbers that are in force on that day."""
    rule = SHARP if finding.rule == SHARP.code else BY_CODE[finding.rule]
    numbers = [
        Number(
            each.title,
            amount(each),
            period(each),
            each.law,
            each.certainty is Certainty.SURE,
            each.note,
        )
        for each in (provisions(rule, day) if isinstance(rule, Rule) else ())
    ]
    return Law(rule, say(rule.title), say(rule.note) if rule.note else "", numbers)


def events_of(finding: Finding, cases: Sequence[Case]) -> list[Event]:
    """When it was there, and what the trail says of it and of its cases; the latest first."""
    spells = list(finding.spells.all())
    found = [Event(spell.opened_at, say("Ditemukan pemeriksaan")) for spell in spells]
    found += [
        Event(spell.closed_at, say("Tidak ditemukan lagi")) for spell in spells if spell.closed_at
    ]
    found += _of_the_trail(finding, cases)
    return sorted(found, key=lambda event: event.at, reverse=True)


def run_by(run: CheckRun) -> str:
    """In which office the run was started, as it was called then."""
    kept = Entry.objects.filter(subject_kind="findings.run", subject_key=str(run.pk)).first()
    return kept.office_label if kept is not None else run.office


def _of_the_trail(finding: Finding, cases: Sequence[Case]) -> Iterator[Event]:
    subject = subject_of(finding)
    asked = Q(subject_kind=subject.kind, subject_key=subject.key)
    asked |= Q(subject_kind="findings.case", subject_key__in=[str(case.pk) for case in cases])
    asked |= Q(subject_kind="work.task", subject_key__in=[str(case.task_id) for case in cases])
    entries = [entry for entry in Entry.objects.filter(asked) if entry.action in _WORDS]
    changes = [json.loads(entry.change) for entry in entries]
    codes = {change[name] for change in changes for name in ("office", "to") if name in change}
    offices = dict(Office.objects.filter(code__in=codes).values_list("code", "name"))
    for entry, change in zip(entries, changes, strict=True):
        yield Event(entry.recorded_at, _WORDS[entry.action](change, offices), entry.office_label)


def _day(text: str) -> str:
    return long_date(date.fromisoformat(text))


_Words = Callable[[Mapping[str, str], Mapping[str, str]], str]
_WORDS: dict[str, _Words] = {
    "work.open": lambda change, offices: say(
        "Kasus dibuka bagi {office}, tenggat {day}",
        office=offices.get(change["office"], change["office"]),
        day=_day(change["due"]),
    ),
    "work.move": lambda change, _: say("Tenggat dipindah ke {day}", day=_day(change["to"])),
    "work.rise": lambda change, offices: say(
        "Lewat tenggat, naik kepada {office}", office=offices.get(change["to"], change["to"])
    ),
    "work.remind": lambda change, offices: say(
        "{office} diingatkan", office=offices.get(change["office"], change["office"])
    ),
    "findings.answer": lambda *_: say("Dijawab"),
    "findings.accept": lambda change, _: (
        say("Jawaban diterima sampai {day}", day=_day(change["until"]))
        if "until" in change
        else say("Jawaban diterima")
    ),
    "findings.send_back": lambda *_: say("Jawaban dikembalikan"),
    "findings.settle": lambda change, _: say(
        "Kasus ditutup: {state}", state=case_word(Case.State(change["state"]))
    ),
    "findings.mend": lambda *_: say("Diperbaiki dalam rencana, kasus ditutup"),
    "findings.waive": lambda change, _: say("Dikecualikan sampai {day}", day=_day(change["until"])),
    "findings.withdraw": lambda *_: say("Pengecualian dicabut"),
}
"""What a line of the trail says of a finding; of the others the page tells elsewhere."""
