"""What is put into a plan and taken out of it on screen, row by row. Each action is one transaction
with one line in the trail, and one for each printed total that follows (`totals`). Nothing is
overwritten, so whatever is taken out can be read afterwards.

Whoever acts says what was seen (`seen`, by `state_of`); where something else stands by now, nothing is
written, as for an edit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from kawal.base.audit.actions import Actor, Subject, record
from kawal.base.audit.chain import canonical, digest_of_text
from kawal.base.audit.models import Entry
from kawal.engine.shared.numbers import read_quantity
from kawal.engine.shared.wording import rupiah
from kawal.engine.snapshot.cells import clean_text
from kawal.engine.snapshot.schema import BY_NAME, TAGS
from kawal.office.planning.exchange.changes import Change
from kawal.office.planning.exchange.rows import frame_of, frame_of_texts, texts_of
from kawal.office.planning.exchange.writing import Writing
from kawal.office.planning.fields import plain
from kawal.office.planning.holding import code_of, mark, open_plan, remember, texts, written
from kawal.office.planning.limits import fault_of_text, refuse_amount, refuse_text
from kawal.office.planning.models import (
    KEY,
    Allocation,
    Book,
    Former,
    Indicator,
    Node,
    Plan,
    Support,
    Tag,
    Target,
    VerbatimRow,
    Withdrawal,
)
from kawal.office.planning.tables import PLACES, VERBATIM, whose
from kawal.office.planning.totals import totals_follow

LINE = "sub_kegiatan"
TAGGED = tuple(kind for kind in TAGS if kind != "unggulan")
"""Marks that an OPD sets itself; which line carries a flagship programme out is not its own to say."""
_OWN = ("support", "indicator", "allocation", "step", "tag")
"""Tables whose rows go with the node on which they stand."""


class Moved(ValidationError):
    """What was to be changed is not as it was seen; nothing was written."""


def state_of(part: Plan | Node) -> str:
    """What stands in a line, or which lines stand in a plan: another text as soon as that changes."""
    if isinstance(part, Plan):
        held: Any = sorted(part.nodes.filter(level=LINE).values_list("pk", flat=True))
    else:
        held = {name: texts_of(name, frame) for name, frame in _rows_of_line(part).items()}
    return hashlib.sha256(canonical(held).encode()).hexdigest()


@transaction.atomic
def add_line(*, under: Node, code: str, title: str, seen: str, by: Actor) -> Node:
    """Put a sub kegiatan under a kegiatan of a draft. Its unit is that of the kegiatan. Raises
    ValidationError for a plan that stands still, for another parent, and for a code that stands there
    already or is none of this kegiatan; Moved where lines came or went since `seen`."""
    book, plan = open_plan(under.plan_id)
    if under.level != "kegiatan":
        raise ValidationError({"sub": f"{under} bukan kegiatan; pilih kegiatannya."})
    if not code.startswith(f"{under.code}."):
        raise ValidationError({"sub": f"Kode {code} bukan bagian dari kegiatan {under.code}."})
    if plan.nodes.filter(level=LINE, code=code).exists():
        raise ValidationError({"sub": f"Sub kegiatan {code} sudah ada di rencana ini."})
    _refuse_moved(state_of(plan), seen, "planning.node", [plan.pk], "Baris rencana ini")
    key = _free(f"{plan.pk}/{code}", "node")
    opd = under.opd or plan.opd
    row = {
        "id": key, "plan": plan.pk, "parent": under.pk, "level": LINE, "code": code,
        "title": clean_text(title), "opd": opd.number if opd else None, "unit": under.unit_id,
    }  # fmt: skip
    change = {"plan": plan.pk, "under": under.pk, "code": code}
    subject = Subject("planning.node", key, code)
    entry = record(by=by, action="planning.add_line", subject=subject, change=change)
    _put(book, entry, {"node": [row]})
    return Node.objects.get(pk=key)


@transaction.atomic
def add_indicator(
    *, node: Node, name: str, unit: str, target: str, seen: str, by: Actor
) -> Indicator:
    """Put an indicator on a line, with what it is to reach in the plan's year. Raises ValidationError
    for a plan that stands still, and naming the field that is empty, too long or there already; Moved
    where the line changed since `seen`."""
    book, plan = open_plan(node.plan_id)
    words = {"name": clean_text(name), "unit": clean_text(unit), "target": clean_text(target)}
    _refuse_words(words)
    if node.indicators.filter(name=words["name"]).exists():
        raise ValidationError({"name": f"Indikator “{words['name']}” sudah ada pada baris ini."})
    _refuse_moved_line(node, seen)
    key = _free(f"{node.pk}-i", "indicator")
    row = {"id": key, "node": node.pk, "name": words["name"], "unit": words["unit"]}
    aim = {
        "indicator": key, "year": str(plan.first_year), "quarter": "0", "text": words["target"],
        "value": _number(str(words["target"])),
    }  # fmt: skip
    change = {"node": node.pk, "year": plan.first_year, "target": digest_of_text(str(aim["text"]))}
    subject = Subject("planning.indicator", key, key)
    entry = record(by=by, action="planning.add_indicator", subject=subject, change=change)
    _put(book, entry, {"indicator": [row], "target": [aim]})
    return Indicator.objects.get(pk=key)


@transaction.atomic
def add_allocation(
    *, node: Node, year: int, fund: str, amount: int, seen: str, by: Actor
) -> Allocation:
    """Put an amount, in sen, on a line, from one source of money. Raises as `add_indicator` does."""
    book, plan = open_plan(node.plan_id)
    source = clean_text(fund)
    if not source:
        raise ValidationError({"fund": "Tulis sumber dananya, misalnya Dana Alokasi Umum."})
    refuse_text("allocation", "fund", source)
    if year not in years_of(plan):
        raise ValidationError({"year": f"Tahun {year} di luar rencana ini."})
    refuse_amount(amount)
    if node.allocations.filter(year=year, fund=source, account="").exists():
        raise ValidationError(
            {"fund": f"Pagu {year} dari {source} sudah ada pada baris ini; ubah angkanya di sana."}
        )
    _refuse_moved_line(node, seen)
    key = _free(f"{node.pk}-a", "allocation")
    written_sum = f"{amount // 100}.{amount % 100:02}"
    row = {"id": key, "node": node.pk, "year": str(year), "fund": source, "amount": written_sum}
    change = {"node": node.pk, "year": year, "amount": amount, "unit": "sen"}
    subject = Subject("planning.allocation", key, code_of(node))
    entry = record(by=by, action="planning.add_allocation", subject=subject, change=change)
    with totals_follow(node=node, book=book, by=by):
        _put(book, entry, {"allocation": [row]})
    return Allocation.objects.get(key=key)


@transaction.atomic
def add_tag(*, node: Node, kind: str, code: str, seen: str, by: Actor) -> Tag:
    """Say why a line is watched. Raises ValidationError for a plan that stands still, for a kind that
    is none of TAGGED, without a code, and for what is said already; Moved as `add_indicator` does."""
    book, _ = open_plan(node.plan_id)
    told = clean_text(code)
    if kind not in TAGGED:
        raise ValidationError({"kind": f"Pilihan: {', '.join(TAGGED)}."})
    if not told:
        raise ValidationError({"code": "Tulis yang mana, misalnya 1.02.3 atau stunting."})
    if len(told) > KEY:
        raise ValidationError({"code": f"Isian ini paling panjang {KEY} huruf."})
    if node.tags.filter(kind=kind, code=told).exists():
        raise ValidationError({"code": f"Penanda {kind} {told} sudah ada pada baris ini."})
    _refuse_moved_line(node, seen)
    subject = Subject("planning.tag", f"{node.pk}|{kind}"[:KEY], code_of(node))
    change = {"node": node.pk, "kind": kind, "code": told}
    entry = record(by=by, action="planning.add_tag", subject=subject, change=change)
    _put(book, entry, {"tag": [{"node": node.pk, "kind": kind, "code": told}]})
    return node.tags.get(kind=kind, code=told)


@transaction.atomic
def remove_tag(*, node: Node, kind: str, code: str, seen: str, by: Actor) -> None:
    """Take such a mark off a line again; what it was stays readable as of before. Raises as `add_tag`
    does, and where it is not there."""
    book, _ = open_plan(node.plan_id)
    if kind not in TAGGED:
        raise ValidationError(f"Penanda {kind} tidak diubah di sini.")
    _refuse_moved_line(node, seen)
    found = node.tags.filter(kind=kind, code=code)
    if not found.exists():
        raise ValidationError(f"Penanda {kind} {code} tidak ada pada baris ini.")
    subject = Subject("planning.tag", f"{node.pk}|{kind}"[:KEY], code_of(node))
    change = {"node": node.pk, "kind": kind, "code": code}
    entry = record(by=by, action="planning.remove_tag", subject=subject, change=change)
    Writing(entry, {}).apply([_change("tag", removed=frame_of("tag", found))])
    mark(book, entry)


@transaction.atomic
def withdraw_line(*, node: Node, reason: str, seen: str, by: Actor) -> Withdrawal:
    """Take a sub kegiatan out of a draft with all that stands on it. Raises ValidationError for a plan
    that stands still, without a reason, for another level, and where another part of the plans
    leans on it; Moved where the line changed since `seen`."""
    book, plan = open_plan(node.plan_id)
    if node.level != LINE:
        raise ValidationError("Yang ditarik di sini hanya sub kegiatan.")
    _refuse_moved_line(node, seen)
    _refuse_leaning(node.pk, list(node.indicators.values_list("pk", flat=True)))
    with totals_follow(node=node, book=book, by=by):
        return _withdraw(book, plan, "node", node, _rows_of_line(node), reason, by)


@transaction.atomic
def withdraw_indicator(*, indicator: Indicator, reason: str, seen: str, by: Actor) -> Withdrawal:
    """Take an indicator off a line with its targets. Raises as `withdraw_line` does."""
    book, plan = open_plan(indicator.node.plan_id)
    _refuse_moved_line(indicator.node, seen)
    _refuse_leaning(None, [indicator.pk])
    rows = _rows_of_indicators([indicator.pk])
    return _withdraw(book, plan, "indicator", indicator, rows, reason, by)


@transaction.atomic
def withdraw_allocation(*, allocation: Allocation, reason: str, seen: str, by: Actor) -> Withdrawal:
    """Take one amount off a line. Raises as `withdraw_line` does."""
    node = allocation.node
    book, plan = open_plan(node.plan_id)
    _refuse_moved_line(node, seen)
    rows = {"allocation": frame_of("allocation", Allocation.ever.on(None).filter(pk=allocation.pk))}
    with totals_follow(node=node, book=book, by=by):
        return _withdraw(book, plan, "allocation", allocation, rows, reason, by)


@transaction.atomic
def retire(
    *, indicator: Indicator, on: date | None, reason: str, seen: str, by: Actor
) -> Indicator:
    """Say from which day an indicator is no longer used, and why; without both it is used again. Its
    series stays, and what it was can be read. Raises as `withdraw_line` does, and where the one is
    given without the other."""
    book, _ = open_plan(indicator.node.plan_id)
    why = clean_text(reason) or ""
    if on is None and why:
        raise ValidationError({"on": "Tulis sejak kapan indikator ini tidak dipakai."})
    if on is not None and not why:
        raise ValidationError({"reason": "Tulis alasannya; ia terbaca pada indikator ini."})
    if fault := fault_of_text("node", "title", why, "Alasan"):
        raise ValidationError({"reason": fault})
    _refuse_moved_line(indicator.node, seen)
    standing = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if (standing.retired_on, standing.retired_reason) == (on, why):
        return standing
    was = texts("indicator", standing)
    change = {"on": on.isoformat() if on else None, "reason": digest_of_text(why)}
    subject = Subject("planning.indicator", standing.pk, code_of(standing))
    entry = record(by=by, action="planning.retire_indicator", subject=subject, change=change)
    standing.retired_on, standing.retired_reason = on, why
    standing.save(update_fields=("retired_on", "retired_reason"))
    remember("indicator", standing.pk, was, entry)
    written(book, entry, "indicator", ("retired_on", "retired_reason"))
    return standing


def named(row: Node | Indicator | Allocation) -> str:
    """A row as people know it: an amount by what it is, for when and from where."""
    if not isinstance(row, Allocation):
        return str(row)
    told = rupiah(row.amount) if row.amount is not None else "pagu yang belum diketahui"
    return f"{told}, {row.year}, {row.fund or 'tanpa sumber dana'}, pada {row.node}"


def years_of(plan: Plan) -> Sequence[int]:
    """The years for which a plan may say amounts: its own, and the one that is told ahead."""
    return range(plan.first_year, plan.last_year + 2)


def _withdraw(
    book: Book, plan: Plan, table: str, row: Node | Indicator | Allocation,
    rows: Mapping[str, pl.DataFrame], reason: str, by: Actor,
) -> Withdrawal:  # fmt: skip
    why = clean_text(reason)
    if not why:
        raise ValidationError({"reason": "Tulis alasannya; ia terbaca pada rencana ini."})
    if fault := fault_of_text("node", "title", why, "Alasan"):
        raise ValidationError({"reason": fault})
    gone = {name: frame.height for name, frame in rows.items() if frame.height}
    change = {"reason": digest_of_text(why), "rows": gone}
    key = row.key if isinstance(row, Allocation) else row.pk
    name = code_of(row.node if isinstance(row, Allocation) else row)
    subject = Subject(f"planning.{table}", key, name)
    entry = record(by=by, action=f"planning.withdraw_{table}", subject=subject, change=change)
    Writing(entry, {}).apply([_change(name, removed=frame) for name, frame in rows.items()])
    mark(book, entry)
    return Withdrawal.objects.create(
        plan=plan, table=table, key=key, name=named(row), reason=why, entry=entry
    )


def _put(book: Book, entry: Entry, added: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    opds = dict(book.opds.values_list("number", "pk"))
    changes = [_change(name, added=frame_of_texts(name, rows)) for name, rows in added.items()]
    Writing(entry, opds).apply(changes)
    for name, rows in added.items():
        filled = [column for column, cell in rows[0].items() if cell is not None]
        written(book, entry, name, filled)


def _change(
    name: str, removed: pl.DataFrame | None = None, added: pl.DataFrame | None = None
) -> Change:
    none = pl.DataFrame(schema=BY_NAME[name].dtypes)
    return Change(
        BY_NAME[name],
        removed=none if removed is None else removed,
        added=none if added is None else added,
        before=none, after=none,
    )  # fmt: skip


def _rows_of_line(node: Node) -> dict[str, pl.DataFrame]:
    """The node's own row and all that stand on it, by table."""
    indicators = list(node.indicators.values_list("pk", flat=True))
    rows = {"node": frame_of("node", Node.objects.filter(pk=node.pk))}
    for name in _OWN:
        place = PLACES[name]
        manager = place.model.ever.on(None) if place.is_figure else place.model._default_manager
        rows[name] = frame_of(name, manager.filter(node=node.pk))
    rows["target"] = _rows_of_indicators(indicators)["target"]
    return rows | dict(_told_of([node.pk], "node")) | dict(_told_of(indicators, "indicator"))


def _rows_of_indicators(keys: Sequence[str]) -> dict[str, pl.DataFrame]:
    rows = {
        "indicator": frame_of("indicator", Indicator.objects.filter(pk__in=keys)),
        "target": frame_of("target", Target.ever.on(None).filter(indicator__in=keys)),
    }
    return rows | dict(_told_of(keys, "indicator"))


def _told_of(keys: Sequence[str], about: str) -> Iterator[tuple[str, pl.DataFrame]]:
    """What tables without a room of their own tell of these, table by table."""
    names = [name for name in VERBATIM if whose(name) == about]
    found = VerbatimRow.objects.filter(table__in=names, whose__in=keys).order_by("table", "key")
    cells: dict[str, list[Any]] = {}
    for row in found:
        cells.setdefault(row.table, []).append(row.cells)
    yield from ((name, frame_of_texts(name, rows)) for name, rows in cells.items())


def _refuse_words(words: Mapping[str, str | None]) -> None:
    asked = {
        "name": "Tulis teks indikatornya: apa yang diukur.",
        "unit": "Tulis satuannya, misalnya orang atau persen.",
        "target": "Tulis targetnya, misalnya 95.",
    }
    wrong = {field: mend for field, mend in asked.items() if not words[field]}
    columns = {
        "name": ("indicator", "name"),
        "unit": ("indicator", "unit"),
        "target": ("target", "text"),
    }
    for field, (table, column) in columns.items():
        if fault := fault_of_text(table, column, words[field] or ""):
            wrong[field] = fault
    try:
        _number(words["target"] or "")
    except ValidationError as told:
        wrong["target"] = told.messages[0]
    if wrong:
        raise ValidationError(wrong)


def _number(text: str) -> str | None:
    quantity = read_quantity(text) if text else None
    return plain(quantity.number) if quantity else None


def _refuse_moved_line(node: Node, seen: str) -> None:
    keys = [node.pk, *node.indicators.values_list("pk", flat=True)]
    keys += node.allocations.values_list("key", flat=True)
    _refuse_moved(state_of(node), seen, "planning.", keys, "Baris ini")


def _refuse_moved(stands: str, seen: str, kind: str, keys: Sequence[str], what: str) -> None:
    if stands == seen:
        return
    subjects = Q(subject_key__in=keys) if kind.endswith(".") else Q()
    last = (
        Entry.objects.filter(subjects, subject_kind__startswith=kind).order_by("-sequence").first()
    )
    who = f" oleh {last.office_label}" if last else ""
    raise Moved(
        f"{what} berubah{who} sesudah halaman ini Anda buka; belum ada yang ditulis. Lihat lagi "
        "keadaannya sekarang, lalu ulangi bila masih perlu."
    )


def _refuse_leaning(node: str | None, indicators: Sequence[str]) -> None:
    """Raise ValidationError where something that stays points at what is to go."""
    leaning = [
        *Node.objects.filter(parent=node or "").values_list("pk", flat=True),
        *Support.objects.filter(above=node or "").values_list("node", flat=True),
        *Indicator.objects.filter(follows__in=indicators)
        .exclude(pk__in=indicators)
        .values_list("pk", flat=True),
    ]
    if leaning:
        raise ValidationError(
            f"Masih dirujuk oleh {', '.join(leaning[:3])}; ubah rujukan itu dahulu, lalu tarik lagi."
        )


def _free(key: str, table: str) -> str:
    """A key that no row ever had, so that no two rows share a history."""
    base = key if len(key) <= KEY - 8 else f"{table}-{digest_of_text(key)[:24]}"
    number, free = 1, base
    while _was_ever(free, table):
        number += 1
        free = f"{base}-{number}"
    return free


def _was_ever(key: str, table: str) -> bool:
    if table == "allocation":
        return Allocation.ever.filter(key=key).exists()
    model: Any = PLACES[table].model
    known = Former.objects.filter(table=table, key=key).exists()
    return known or model.objects.filter(pk=key).exists()
