"""Running the rules over the database, and accepting a finding for a time."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Greatest

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.audit.chain import canonical, digest_of_text
from kawal.base.organisation.clock import now, today
from kawal.base.organisation.models import Office, Opd
from kawal.engine import regulations
from kawal.engine.checks import finding as engine
from kawal.engine.checks.catalogue import RULES
from kawal.engine.checks.owners import Owners
from kawal.engine.checks.result import Result, check
from kawal.engine.checks.rule import Outcome, Rule, Severity
from kawal.engine.checks.waivers import Waiver as EngineWaiver
from kawal.engine.reference import ReferencePack
from kawal.engine.shared.wording import shown
from kawal.engine.snapshot.package import digest_of
from kawal.office.findings.models import BLUNT, CheckRun, Finding, Spell, Waiver
from kawal.office.findings.references import packs
from kawal.office.findings.sharp import Blunted, blunted
from kawal.office.planning.exchange import Typing, give_out, part_of, with_typed
from kawal.office.planning.models import Book, Node, Plan

LONGEST_WAIVER = timedelta(days=366)
"""A choice of ours, no law: what holds for longer is a decision that nobody remembers."""
_AT_ONCE = 500
_TOLD = (
    "table",
    "plan",
    "blocking",
    "outcome",
    "message",
    "fix",
    "owner",
    "field",
    "values",
    "opd_id",
)
"""What is brought up to date on a finding that is there again."""


def run_checks(
    *, by: Actor, on: date | None = None, references: Sequence[ReferencePack] | None = None
) -> CheckRun:
    """Judge every plan in the database by every rule, and keep what that says.

    on: the day from which deadlines and waivers are seen, today without it. references: the official
    lists of codes, without it those that the settings name. Reading and judging happen before the
    transaction, so nobody waits for them; what is kept is kept whole.
    """
    day, started, clock = on or today(), now(), time.perf_counter()
    written = what_is_written()  # before it is read: what changes meanwhile is judged again
    snapshot = give_out()
    lists = packs() if references is None else references
    waivers = waivers_on(day)
    result = check(snapshot, RULES, day, waivers, lists)
    waived = {each.key for each in waivers if each.rule == BLUNT}
    blunt = blunted(Owners.of(snapshot), waived)
    digest = digest_of(snapshot)
    spent = round((time.perf_counter() - clock) * 1000)
    with transaction.atomic():
        run = _kept_run(result, blunt, by, started, digest, spent)
        run.written = written
        run.save(update_fields=("written",))
        opds = dict(Opd.objects.order_by("since").values_list("number", "pk"))
        _keep([*(row_of(each, opds) for each in result.findings), *blunt.findings], started)
        change = {
            "digest": digest,
            "rules": run.rules_digest,
            "blocking": run.blocking,
            "warnings": run.warnings,
        }
        subject = Subject("findings.run", str(run.pk), str(run))
        record(by=by, action="findings.run_checks", subject=subject, change=change)
    return run


ACROSS = frozenset({"GANDA-02", "SUNGGUH-04"})
"""Rules on a line that compare it with lines of other OPD."""
_OF_A_LINE = frozenset({"line", "coded_line", "node", "shelf", "indicator", "target", "allocation"})
_OF_AN_OPD = _OF_A_LINE | {"office", "office_year"}
"""Subjects that one OPD's part of the book decides. The rest, goals of the region and flagship
programmes, is decided by what all OPD plan."""


def check_line(
    *, node: Node, on: date | None = None, references: Sequence[ReferencePack] | None = None,
    typed: Sequence[Typing] | None = None,
) -> list[Finding]:  # fmt: skip
    """What the rules say of one node now, with its indicators, targets, allocations and steps, by
    rule; nothing of it is written. A finding that is known already is that one, with its new words.

    typed: fields as they are being typed, judged as if they stood in the plan.
    Only its OPD's part of the book is judged. Rules that compare across OPD (ACROSS) cannot be judged
    from it: of these the findings of the last run stand. A node of the region's own plans is judged
    with the whole book.
    """
    measured = set(node.indicators.values_list("pk", flat=True))
    paid = set(node.allocations.values_list("key", flat=True))
    keys = {"node": {node.pk}, "indicator": measured, "target": measured, "allocation": paid}
    found = _checked(node.plan.opd, _OF_A_LINE, on, references, typed, {node.pk, *measured, *paid})
    return [each for each in found if each.key.partition("|")[0] in keys.get(each.table, ())]


def check_lines(
    *, plan: Plan, on: date | None = None, references: Sequence[ReferencePack] | None = None,
    typed: Sequence[Typing] = (), subjects: Collection[str] | None = None,
) -> list[Finding]:  # fmt: skip
    """What the rules say now of the lines of an OPD's plan, as `check_line` does of one. typed: as for
    `check_line`. subjects: ids of the nodes, indicators and amounts that are asked about; all of the
    plan without any."""
    found = _checked(plan.opd, _OF_A_LINE, on, references, typed, subjects)
    return [each for each in found if each.plan == plan.pk]


def check_opd(
    *, opd: Opd, on: date | None = None, references: Sequence[ReferencePack] | None = None
) -> list[Finding]:
    """What the rules say now of one OPD and all its lines, as `check_line` does; of rules that compare
    across OPD, and of goals and flagship programmes, the findings of the last run stand."""
    return [each for each in _checked(opd, _OF_AN_OPD, on, references) if each.opd_id == opd.pk]


def _checked(
    opd: Opd | None,
    subjects: frozenset[str],
    on: date | None,
    references: Sequence[ReferencePack] | None,
    typed: Sequence[Typing] | None = None,
    subjects_asked: Collection[str] | None = None,
) -> list[Finding]:
    """subjects_asked: ids with which the keys of what is told begin; without any all is told."""
    day = on or today()
    rules = [each for each in RULES if each.subject.name in subjects and each.code not in ACROSS]
    tables = _tables_of(rules)
    if typed is not None and opd is not None:
        book = with_typed(part_of(opd, tables), typed)
    else:
        book = give_out(opd=opd, tables=tables)
    lists = packs() if references is None else references
    result = check(book, rules, day, waivers_on(day), lists)
    opds = dict(Opd.objects.on(day).values_list("number", "pk"))
    if opd is not None:
        opds[opd.number] = opd.pk
    told = result.findings if subjects_asked is None else result.findings_on(subjects_asked)
    fresh = [row_of(each, opds) for each in told]
    judged = [rule.code for rule in rules]
    kept = Finding.objects.filter(rule__in=judged, opd=opd)
    if subjects_asked is not None:
        kept = kept.filter(key__in=[each.key for each in fresh])
    known = dict(_known_by_name(kept))
    for each in fresh:
        each.pk = known.get((each.rule, each.key))
    last = Finding.objects.open().filter(opd=opd).exclude(rule__in=judged)
    return sorted([*fresh, *last], key=lambda each: (each.rule, each.key))


def _tables_of(rules: Iterable[Rule]) -> frozenset[str]:
    """Every table that the rules read, to decide or to tell."""
    fields = {"opd", "plan", "node", "indicator", "allocation", "target"}
    for rule in rules:
        fields.update(rule.needs, *(part.needs for part in rule.subject.parts_for(rule.columns)))
    return frozenset(field.partition(".")[0] for field in fields)


def _known_by_name(findings: QuerySet[Finding]) -> Iterator[tuple[tuple[str, str], int]]:
    for rule, key, pk in findings.values_list("rule", "key", "pk"):
        yield (rule, key), pk


@transaction.atomic
def waive(
    *, finding: Finding, office: Office, reason: str, until: date, by: Actor, on: date | None = None
) -> Waiver:
    """Accept a finding until a day. It counts from the next run on.

    Raises ValidationError without a reason, for a last day that has passed, for a finding that could
    not be judged, where there is nothing to accept, and for one that is waived already.
    """
    since = on or today()
    if not shown(reason):
        raise ValidationError({"reason": "Tulis alasannya; pengecualian dibaca semua pihak."})
    if until > since + LONGEST_WAIVER:
        raise ValidationError(
            {"until": "Pengecualian berlaku paling lama satu tahun; sesudahnya diputuskan lagi."}
        )
    if until < since:
        raise ValidationError({"until": f"Hari terakhir {until:%d-%m-%Y} sudah lewat."})
    if finding.outcome != Outcome.FAILED.value:
        raise ValidationError(
            f"{finding} {finding.outcome}; yang dapat dikecualikan hanya yang gagal."
        )
    standing = finding.waivers.in_force(since).order_by("until").last()
    if standing is not None:
        raise ValidationError(
            f"Temuan ini sudah dikecualikan sampai {standing.until:%d-%m-%Y}; cabut dahulu."
        )
    waiver = Waiver.objects.create(
        finding=finding, office=office, reason=reason.strip(), since=since, until=until
    )
    change = {
        "office": office.code,
        "until": until.isoformat(),
        "reason": digest_of_text(waiver.reason),
    }
    record(by=by, action="findings.waive", subject=subject_of(finding), change=change)
    return waiver


@transaction.atomic
def withdraw(*, waiver: Waiver, by: Actor) -> Waiver:
    """End a waiver before its day; the finding is back at the next run."""
    if waiver.withdrawn_at is None:
        waiver.withdrawn_at = now()
        waiver.save(update_fields=("withdrawn_at",))
        change = {"office": waiver.office.code, "until": waiver.until.isoformat()}
        record(by=by, action="findings.withdraw", subject=subject_of(waiver.finding), change=change)
    return waiver


def what_is_written() -> int:
    """A number that grows with every write to the plans and every waiver given or withdrawn; 0 where
    there are no plans."""
    book = Book.objects.first()
    if book is None:
        return 0
    waivers = Waiver.objects.aggregate(given=Count("pk"), withdrawn=Count("withdrawn_at"))
    return (book.entry_id or 0) + waivers["given"] + waivers["withdrawn"]


def rules_digest(rules: Iterable[Rule] = RULES) -> str:
    """SHA-256 over the rules and the numbers that they read: two runs with the same digest asked the
    same questions."""
    told = [
        {
            "code": rule.code,
            "since": rule.since.isoformat(),
            "until": rule.until and rule.until.isoformat(),
            "severity": rule.severity.value,
            "asks": [repr(each) for each in rule.questions],
            "numbers": {
                key: [str(provision.value) for provision in regulations.history(key)]
                for key in rule.numbers
            },
        }
        for rule in rules
    ]
    return hashlib.sha256(canonical(told).encode()).hexdigest()


def waivers_on(day: date) -> list[EngineWaiver]:
    """The waivers in force on a day, as the engine takes them."""
    return [
        EngineWaiver(each.finding.rule, each.finding.key, each.office.name, each.until, each.reason)
        for each in Waiver.objects.in_force(day).select_related("finding", "office")
    ]


def _kept_run(
    result: Result, blunt: Blunted, by: Actor, started: datetime, digest: str, spent: int
) -> CheckRun:
    verdict = result.verdict
    failed = sum(each.outcome == Outcome.FAILED.value for each in blunt.findings)
    counts = {
        Outcome.PASSED.value: blunt.judged - len(blunt.findings),
        Outcome.FAILED.value: failed,
        Outcome.WAIVED.value: len(blunt.findings) - failed,
    }
    coverage = {
        entry.rule.code: {outcome.value: count for outcome, count in entry.counts.items() if count}
        for entry in verdict.coverage
    } | {BLUNT: {outcome: count for outcome, count in counts.items() if count}}
    return CheckRun.objects.create(
        started_at=started,
        milliseconds=spent,
        account=by.account,
        office=by.office,
        on=result.on,
        digest=digest,
        rules_digest=rules_digest(),
        blocking=verdict.blocking,
        warnings=verdict.warnings,
        assessed=verdict.assessed,
        applicable=verdict.applicable,
        coverage=coverage,
    )


def _keep(rows: Sequence[Finding], moment: datetime) -> None:
    """Make what is new, bring up to date what is told otherwise, close what is gone. rows: all that is
    found now, none of it in the database yet."""
    found = {(each.rule, each.key): each for each in rows}
    known = {(each.rule, each.key): each for each in Finding.objects.all()}
    new = [each for name, each in found.items() if name not in known]
    changed = [
        known[name]
        for name, each in found.items()
        if name in known and _brought_up_to_date(known[name], each)
    ]
    Finding.objects.bulk_update(changed, _TOLD, _AT_ONCE)
    made = Finding.objects.bulk_create(new, _AT_ONCE)
    there = {known[name].pk for name in found if name in known} | {each.pk for each in made}
    spells = Spell.objects.filter(closed_at__isnull=True)
    standing = dict(spells.values_list("finding_id", "pk"))
    Spell.objects.bulk_create(
        [Spell(finding_id=pk, opened_at=moment) for pk in sorted(there - {*standing})], _AT_ONCE
    )
    # A clock may be set back, and a sample regency stands still: nothing ends before it began.
    ended = Greatest(Value(moment, DateTimeField()), F("opened_at"))
    gone = [spell for finding, spell in standing.items() if finding not in there]
    for at in range(0, len(gone), _AT_ONCE):
        spells.filter(pk__in=gone[at : at + _AT_ONCE]).update(closed_at=ended)


def row_of(found: engine.Finding, opds: Mapping[str, int]) -> Finding:
    """A finding of the engine as a row not kept yet. opds: the row of each OPD by its number."""
    return Finding(
        rule=found.rule.code,
        key=found.key,
        table=found.rule.subject.table,
        opd_id=opds.get(found.opd or ""),
        plan=found.plan or "",
        blocking=found.rule.severity is Severity.BLOCKING,
        outcome=found.outcome.value,
        message=found.message,
        fix=found.fix,
        owner=found.owner,
        field=found.field,
        values=[list(each) for each in engine.told_values(found)],
    )


def _brought_up_to_date(known: Finding, now: Finding) -> bool:
    """Whether anything of the finding is told otherwise; if so, it is changed on `known`."""
    changed = {
        name: getattr(now, name) for name in _TOLD if getattr(now, name) != getattr(known, name)
    }
    for name, value in changed.items():
        setattr(known, name, value)
    return bool(changed)


def subject_of(finding: Finding) -> Subject:
    """What the trail calls it."""
    return Subject("findings.finding", f"{finding.rule} {finding.key}"[:200], finding.rule)
