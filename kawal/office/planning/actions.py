"""Submitting a plan and editing one line of it. Each action is one transaction with its lines in the
trail.

Two people may have the same line open. Each edit says what its editor saw (`seen`); where something
else stands by now, nothing is written and `Conflict` tells who changed it, so that the editor can
choose: give up what was typed, or edit again having seen it.

Typing is not yet editing. What is typed is kept by `autosave` in a row of its own (`Typed`), one per
field and session, and is safe as soon as it is acknowledged; the plan and the trail stay as they are.
`keep` puts what a session typed into the plan and writes one line per field. So the trail has a line
for every change of the plan in the same transaction, and none for a keystroke. What a session left
behind is found by `left_behind` and offered again, never lost and never put in by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.audit.chain import digest_of_text
from kawal.base.audit.models import Entry
from kawal.base.organisation.clock import now, today
from kawal.base.organisation.models import Office, Unit
from kawal.base.work.notices import notify
from kawal.engine.shared.numbers import read_quantity
from kawal.engine.snapshot.cells import clean_text
from kawal.engine.snapshot.schema import BY_NAME
from kawal.office.planning.exchange.baseline import baseline_of
from kawal.office.planning.history import Written, last_written
from kawal.office.planning.holding import (
    code_of,
    hold,
    mark,
    open_plan,
    refuse_frozen,
    remember,
    texts,
    written,
)
from kawal.office.planning.limits import fault_of_text, refuse_amount, refuse_text
from kawal.office.planning.models import (
    Allocation,
    Book,
    Former,
    Indicator,
    Node,
    Plan,
    Support,
    Target,
    Typed,
)
from kawal.office.planning.tables import PLACES
from kawal.office.planning.totals import totals_follow

NODE_FIELDS = ("title", "location", "target_group", "result", "reason", "unit")
INDICATOR_FIELDS = (
    "name", "unit", "direction", "accumulation", "measure", "definition", "formula", "source",
    "frequency", "baseline_text",
)  # fmt: skip
_DRAFTING = (Office.Role.HEAD, Office.Role.PLANNER)
_LOCKING = (Office.Role.SEKDA, Office.Role.BAPPEDA)
_RETURNING = (
    Office.Role.SEKDA, Office.Role.ASSISTANT, Office.Role.SECTION, Office.Role.ORGANISATION,
    Office.Role.BAPPEDA,
)  # fmt: skip


@dataclass(frozen=True)
class Clash:
    """A field that is not as its editor saw it. stands: what is there now; wanted: what was to be
    written; changed: by which office and when, None where that is not known."""

    field: str
    stands: Any
    wanted: Any
    changed: Written | None


class Conflict(Exception):
    """Somebody else changed what was to be changed; nothing was written."""

    def __init__(self, clashes: list[Clash]) -> None:
        super().__init__("Isian ini sudah diubah orang lain.")
        self.clashes = clashes


@transaction.atomic
def submit(*, plan: Plan, by: Actor) -> Plan:
    """Hand a plan of an OPD in. Raises ValidationError for a plan of the region, and for one that is
    handed in or locked already."""
    book, plan = hold(plan.pk)
    if plan.opd_id is None:
        raise ValidationError(f"Rencana {plan} milik daerah; yang diajukan hanya rencana OPD.")
    if plan.submitted_at is not None:
        raise ValidationError(f"Rencana {plan} sudah diajukan.")
    entry = _tell_plan(plan, "planning.submit", by, {"submitted": True})
    plan.submitted_at = entry.recorded_at
    plan.save(update_fields=("submitted_at",))
    mark(book, entry)
    return plan


@transaction.atomic
def send_back(*, plan: Plan, reason: str, by: Actor) -> Plan:
    """Return a plan to its OPD, which has it as a draft again. Raises ValidationError without a
    reason, from an office that returns nothing, and for a plan that is locked or a draft."""
    book, plan = hold(plan.pk)
    office = Office.objects.filter(code=by.office).first()
    if office is None or office.role not in _RETURNING:
        raise ValidationError("Rencana dikembalikan oleh Sekretariat Daerah atau Bappeda.")
    if not reason.strip():
        raise ValidationError({"reason": "Tulis alasannya, supaya jelas apa yang masih kurang."})
    if plan.submitted_at is None:
        raise ValidationError(f"Rencana {plan} belum diajukan.")
    entry = _tell_plan(plan, "planning.send_back", by, {"reason": digest_of_text(reason.strip())})
    plan.submitted_at = None
    plan.save(update_fields=("submitted_at",))
    mark(book, entry)
    for each in Office.objects.filter(opd=plan.opd_id, role__in=_DRAFTING):
        key, words = f"planning.send_back|{entry.sequence}", f"Renja dikembalikan: {reason.strip()}"
        notify(office=each, key=key, words=words)
    return plan


@transaction.atomic
def lock(*, plan: Plan, by: Actor, told: Mapping[str, Any]) -> Plan:
    """Lock a submitted plan: what it holds is the baseline from now on, known by its digest, and no
    longer changes. told: what the trail is to say besides, on whose strength it was locked. Whoever
    calls this has judged the plan (`renja.locking`). Raises ValidationError for a plan of the region,
    a draft, one that is locked, and from another office than the Sekda's or Bappeda.
    """
    book, plan = hold(plan.pk)
    office = Office.objects.filter(code=by.office).first()
    if office is None or office.role not in _LOCKING:
        raise ValidationError("Rencana dikunci oleh Sekretaris Daerah atau Bappeda.")
    if plan.opd_id is None:
        raise ValidationError(f"Rencana {plan} milik daerah; di sini yang dikunci rencana OPD.")
    if plan.submitted_at is None:
        raise ValidationError(f"Rencana {plan} belum diajukan; yang dikunci rencana yang diajukan.")
    was = texts("plan", plan)
    plan.baseline = baseline_of(plan)
    entry = _tell_plan(plan, "planning.lock", by, {"baseline": plan.baseline, **told})
    plan.locked, plan.locked_on, plan.lock = True, today(), entry
    plan.save(update_fields=("locked", "locked_on", "lock", "baseline"))
    remember("plan", plan.pk, was, entry)
    written(book, entry, "plan", ("locked", "locked_on"))
    for each in Office.objects.filter(opd=plan.opd_id, role__in=_DRAFTING):
        words = f"Rencana {plan} dikunci oleh {by.office_label}."
        notify(office=each, key=f"planning.lock|{entry.sequence}", words=words)
    return plan


@transaction.atomic
def edit_node(
    *, node: Node, values: Mapping[str, str], seen: Mapping[str, str], session: str, by: Actor
) -> Node:
    """Change wording of a node: any of NODE_FIELDS; `unit` by its code.

    seen: what the editor saw in these fields. Raises Conflict where something else stands,
    ValidationError where the plan is submitted or locked, or a value cannot be.
    """
    book, plan = open_plan(node.plan_id)
    standing = Node.objects.select_for_update().get(pk=node.pk)
    code, opd = clean_text(values.get("unit")), standing.opd_id or plan.opd_id
    if code and not book.units.filter(code=code, opd=opd).exists():
        raise ValidationError({"unit": f"Unit {code} bukan unit OPD ini."})
    return _edit("node", standing, NODE_FIELDS, values, seen, session, by, book)


@transaction.atomic
def remember_unit(*, unit: Unit, was: str, entry: Entry) -> None:
    """Let the plans remember what a unit that they carry was called. entry: the line of its change."""
    book = Book.objects.select_for_update().first()
    if book is None or was == unit.name or not book.units.filter(pk=unit.pk).exists():
        return
    cells = {"id": unit.code, "opd": unit.opd.number, "name": was or None}
    remember("unit", unit.code, cells, entry)
    mark(book, entry)


@transaction.atomic
def edit_indicator(
    *, indicator: Indicator, values: Mapping[str, str], seen: Mapping[str, str], session: str,
    by: Actor,
) -> Indicator:  # fmt: skip
    """Change wording of an indicator: any of INDICATOR_FIELDS; the baseline as it is written, from
    which its number follows where there is one. Raises as `edit_node` does."""
    book, _ = open_plan(indicator.node.plan_id)
    standing = Indicator.objects.select_for_update().get(pk=indicator.pk)
    return _edit("indicator", standing, INDICATOR_FIELDS, values, seen, session, by, book)


@transaction.atomic
def set_target(
    *, indicator: Indicator, year: int, text: str, seen: str, session: str, by: Actor,
    quarter: int = 0,
) -> Target | None:  # fmt: skip
    """Say what an indicator is to reach; the number follows from the text where it has one reading.
    An empty text leaves a target without a word. Raises as `edit_node` does."""
    book, _ = open_plan(indicator.node.plan_id)
    standing = Target.objects.filter(indicator=indicator, year=year, quarter=quarter).first()
    wanted, stands = clean_text(text) or "", standing.text if standing else ""
    if wanted == stands:
        return standing
    refuse_text("target", "text", wanted)
    _refuse_other(seen, stands, wanted, "text", standing)
    quantity = read_quantity(wanted) if wanted else None
    new = Target(
        indicator=indicator, year=year, quarter=quarter, text=wanted,
        value=quantity.number if quantity else None,
    )  # fmt: skip
    key = f"{indicator.pk}|{year}|{quarter}"
    change = {"before": stands, "after": wanted, "session": session}
    _follow(standing, new, Subject("planning.target", key, indicator.pk), change, by, book)
    return new


@transaction.atomic
def set_amount(
    *, allocation: Allocation, amount: int | None, seen: int | None, session: str, by: Actor
) -> Allocation:
    """Say how much an allocation is, in sen; None for not known. Printed totals above it follow
    (`totals`). Raises as `edit_node` does."""
    book, _ = open_plan(allocation.node.plan_id)
    standing = Allocation.objects.get(key=allocation.key)
    if amount == standing.amount:
        return standing
    refuse_amount(amount)
    _refuse_other(seen, standing.amount, amount, "amount", standing)
    new = Allocation(
        key=standing.key, node_id=standing.node_id, year=standing.year, fund=standing.fund,
        account=standing.account, amount=amount,
    )  # fmt: skip
    subject = Subject("planning.allocation", standing.key, code_of(standing.node))
    change = {"before": standing.amount, "after": amount, "unit": "sen", "session": session}
    with totals_follow(node=standing.node, book=book, by=by, session=session):
        _follow(standing, new, subject, change, by, book)
    return new


@transaction.atomic
def choose_support(
    *, node: Node, above: Mapping[str, str], seen: Mapping[str, str], session: str, by: Actor
) -> None:
    """Say which nodes of the RPJMD or another higher plan a node serves.

    above, seen: of each node served its id and the kind of support, `utama` or `pendukung`. Raises as
    `edit_node` does, and for one that is in no plan of the region.
    """
    book, _ = open_plan(node.plan_id)
    standing = dict(Support.objects.filter(node=node).values_list("above", "kind"))
    if dict(above) == standing:
        return
    if dict(seen) != standing:
        raise Conflict([Clash("support", standing, dict(above), _support_written(node))])
    known = set(Node.objects.filter(pk__in=above, plan__opd=None).values_list("pk", flat=True))
    if lost := sorted(set(above) - known):
        raise ValidationError(f"Bagian {', '.join(lost)} tidak ada dalam rencana daerah.")
    if set(above.values()) - {"utama", "pendukung"}:
        raise ValidationError("Jenis dukungan: utama atau pendukung.")
    subject = Subject("planning.support", node.pk, code_of(node))
    change = {"before": standing, "after": dict(above), "session": session}
    entry = record(by=by, action="planning.choose_support", subject=subject, change=change)
    for key in sorted({*standing, *above}):
        if standing.get(key) != above.get(key):
            cells = (
                {"node": node.pk, "above": key, "kind": standing[key]} if key in standing else None
            )
            remember("support", f"{node.pk}|{key}", cells, entry)
    Support.objects.filter(node=node).exclude(above__in=above).delete()
    for key, kind in above.items():
        Support.objects.update_or_create(node=node, above_id=key, defaults={"kind": kind})
    written(book, entry, "support", BY_NAME["support"].names)


@transaction.atomic
def autosave(
    *, table: str, key: str, field: str, text: str, seen: str, session: str, by: Actor
) -> Typed:
    """Keep what is being typed into a field of a node or an indicator. Once this returns it is safe;
    the plan changes when it is kept. Raises ValidationError for a plan that is submitted or locked,
    for another field, and for a text that cannot stand there (`limits`)."""
    fields = {"node": NODE_FIELDS, "indicator": INDICATOR_FIELDS}
    if field not in fields.get(table, ()):
        raise ValidationError(f"Isian {table}.{field} tidak dapat diketik di sini.")
    node = Node.objects.get(pk=key) if table == "node" else Indicator.objects.get(pk=key).node
    refuse_frozen(node.plan)
    refuse_text(table, field, text)
    typed, _ = Typed.objects.update_or_create(
        session=session, table=table, key=key, field=field,
        defaults={"text": text, "account": by.account, "saved_at": now()},
        create_defaults={
            "text": text, "seen": seen, "account": by.account, "saved_at": now(),
        },
    )  # fmt: skip
    return typed


@transaction.atomic
def keep(*, session: str, by: Actor) -> int:
    """Put into the plan what a session typed: all of it, with one line per field, or nothing. Returns
    how many fields. Raises as `edit_node` does; what was typed then stays where it was."""
    typed = list(Typed.objects.filter(session=session, account=by.account).order_by("pk"))
    rows: dict[tuple[str, str], list[Typed]] = {}
    for each in typed:
        rows.setdefault((each.table, each.key), []).append(each)
    for (table, key), own in rows.items():
        values = {each.field: each.text for each in own}
        seen = {each.field: each.seen for each in own}
        told: dict[str, Any] = {"values": values, "seen": seen, "session": session, "by": by}
        if table == "node":
            edit_node(node=Node.objects.get(pk=key), **told)
        else:
            edit_indicator(indicator=Indicator.objects.get(pk=key), **told)
    Typed.objects.filter(pk__in=[each.pk for each in typed]).delete()
    return len(typed)


def left_behind(account: str) -> QuerySet[Typed]:
    """What an account typed and never kept, the oldest first."""
    return Typed.objects.filter(account=account).order_by("saved_at")


def _edit(
    table: str, row: Any, fields: tuple[str, ...], values: Mapping[str, str],
    seen: Mapping[str, str], session: str, by: Actor, book: Book,
) -> Any:  # fmt: skip
    place = PLACES[table]
    if unknown := sorted(set(values) - set(fields)):
        raise ValidationError(f"Isian {', '.join(unknown)} tidak dapat diubah di sini.")
    wanted = {field: clean_text(text) or "" for field, text in values.items()}
    standing = {field: getattr(row, place.attribute(field)) or "" for field in values}
    changed = [field for field in values if wanted[field] != standing[field]]
    clashes = [
        Clash(
            field, standing[field], wanted[field],
            last_written(table, row.pk, field, standing[field] or None),
        )
        for field in changed
        if (clean_text(seen.get(field)) or "") != standing[field]
    ]  # fmt: skip
    if clashes:
        raise Conflict(clashes)
    new = {field: wanted[field] for field in changed}
    _refuse_choices(table, new)
    if wrong := {
        field: told for field, text in new.items() if (told := fault_of_text(table, field, text))
    }:
        raise ValidationError(wrong)
    if not changed:
        return row
    was = texts(table, row)
    entry = None
    for field in changed:
        setattr(row, place.attribute(field), wanted[field] or _nothing(place.attribute(field)))
        change = {
            "field": field,
            "before": digest_of_text(standing[field]),
            "after": digest_of_text(wanted[field]),
            "session": session,
        }
        subject = Subject(f"planning.{table}", row.pk, code_of(row))
        entry = record(by=by, action=f"planning.edit_{table}", subject=subject, change=change)
        remember(table, row.pk, was, entry)
        was = was | {field: wanted[field] or None}
    columns: list[str] = list(changed)
    if "baseline_text" in changed:
        quantity = read_quantity(row.baseline_text) if row.baseline_text else None
        row.baseline = quantity.number if quantity else None
        columns.append("baseline")
    row.save(update_fields=columns)
    written(book, entry, table, columns)
    return row


def _nothing(attribute: str) -> str | None:
    """What an empty cell is: null for a reference, an empty text for a text."""
    return None if attribute.endswith("_id") else ""


def _refuse_choices(table: str, values: Mapping[str, str]) -> None:
    for field, value in values.items():
        choices = BY_NAME[table].column(field).choices
        if value and choices and value not in choices:
            raise ValidationError({field: f"Pilihan: {', '.join(choices)}."})


def _refuse_other(seen: Any, stands: Any, wanted: Any, field: str, row: Any) -> None:
    if seen != stands:
        by = Written.by(row.entry) if row else None
        raise Conflict([Clash(field, stands, wanted, by)])


def _follow(
    standing: Any, new: Any, subject: Subject, change: Mapping[str, Any], by: Actor, book: Book
) -> None:
    """End the figure that stands, and let the new one follow."""
    table = subject.kind.partition(".")[2]
    entry = record(by=by, action=f"planning.set_{table}", subject=subject, change=change)
    if standing is not None:
        standing.superseded_at, standing.ended = entry.recorded_at, entry
        standing.save(update_fields=("superseded_at", "ended"))
    new.entry, new.recorded_at = entry, entry.recorded_at
    new.save()
    filled = ("text", "value") if table == "target" else ("amount",)
    written(book, entry, table, (*BY_NAME[table].key, *filled))


def _support_written(node: Node) -> Written | None:
    former = Former.objects.filter(table="support", key__startswith=f"{node.pk}|").last()
    return Written.by(former.entry) if former else None


def _tell_plan(plan: Plan, action: str, by: Actor, change: Mapping[str, Any]) -> Entry:
    return record(
        by=by, action=action, subject=Subject("planning.plan", plan.pk, str(plan)), change=change
    )
