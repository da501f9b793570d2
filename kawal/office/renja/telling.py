"""One line told: where it stands, whether it can be changed, what is found on it and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from kawal.base.audit.chain import canonical
from kawal.base.organisation.seat import Reach, Seat
from kawal.base.ui.frame import Link
from kawal.base.ui.states import State
from kawal.base.ui.tables import Column, Table
from kawal.engine.checks.catalogue import BY_CODE
from kawal.engine.checks.finding import LEVELS
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date, rupiah, thousands
from kawal.office.findings.actions import check_line
from kawal.office.findings.listing import state_of
from kawal.office.findings.models import Finding
from kawal.office.planning.actions import Clash
from kawal.office.planning.history import Stood, Wording
from kawal.office.planning.models import Node, Plan, Support
from kawal.office.renja.actions import Edit, typing_of
from kawal.office.renja.cells import Cell, main_support, money

_WORDS_OF_A_STEP = 48
_ABOVE = "parent__parent__parent__parent__parent__parent"
_ORDER = (State.BLOCKING, State.WARNING, State.UNKNOWN, State.WAIVED)


@dataclass(frozen=True)
class Told:
    """A finding as it stands at a field. address: where its law is; empty for one that no run has
    kept yet, whose law is named instead."""

    finding: Finding
    state: State
    address: str
    law: str


@dataclass(frozen=True)
class ToldClash:
    """What somebody else wrote. stands: as people read it. sent: as the form gives it back."""

    stands: str
    sent: str
    who: str


def way_to(node: Node, seat: Seat) -> list[Link]:
    """From the visi down to the line: its own plan below what its plan serves. What the reader may
    not open is words only."""
    own = _upwards(Node.objects.select_related(_ABOVE).get(pk=node.pk))
    chain = own
    if node.plan.opd_id is not None:
        served = Support.objects.filter(node__in=[each.pk for each in own], kind="utama")
        first = served.select_related(f"above__{_ABOVE}").order_by("above").first()
        chain = own + (_upwards(first.above) if first is not None else [])
    open_to_all = seat.reach is Reach.ALL
    return [
        Link(
            Truncator(f"{say(LEVELS[each.level])}: {each.title or each.code}").chars(
                _WORDS_OF_A_STEP
            ),
            reverse("renja:line", args=[each.pk])
            if open_to_all or each.plan_id == node.plan_id
            else "",
        )
        for each in reversed(chain)
    ]


def state_of_plan(plan: Plan) -> tuple[State | None, str]:
    """In whose hands a plan is, with the mark of what can be changed no more."""
    if plan.locked:
        day = long_date(plan.locked_on) if plan.locked_on else ""
        if plan.lock is not None:
            office = plan.lock.office_label
            return State.LOCKED, say("terkunci {day} oleh {office}", day=day, office=office)
        return State.LOCKED, say("terkunci {day}", day=day).strip()
    if plan.submitted_at is not None:
        day = long_date(timezone.localtime(plan.submitted_at).date())
        return State.LOCKED, say("diajukan {day}", day=day)
    return None, say("rancangan")


def found_on(node: Node, seat: Seat, edits: Sequence[Edit] | None) -> list[Finding]:
    """What is found on a line, what stops the lock first: by the rules at this moment, as it would be
    with these edits; or, without any list of them, by the last run."""
    if edits is not None:
        typed = [each for each in map(typing_of, edits) if each is not None] if edits else None
        found = check_line(node=node, on=seat.day, typed=typed)
    else:
        own = {"node": {node.pk}, "allocation": {*node.allocations.values_list("key", flat=True)}}
        own["indicator"] = own["target"] = {*node.indicators.values_list("pk", flat=True)}
        of_the_plan = Finding.objects.visible_to(seat).open().filter(plan=node.plan_id)
        found = [each for each in of_the_plan if _subject(each) in own.get(each.table, ())]
    return sorted(found, key=lambda each: _ORDER.index(state_of(each)))


def at_fields(
    found: Iterable[Finding], cells: Sequence[Cell]
) -> tuple[dict[str, list[Told]], list[Told]]:
    """The findings by the name of the field at which each stands, and those that stand at none."""
    at: dict[str, list[Told]] = {}
    elsewhere = []
    for finding in found:
        places = [cell for cell in cells if _is_at(finding, cell)]
        told = _told(finding)
        if len(places) == 1:
            at.setdefault(places[0].name, []).append(told)
        else:
            elsewhere.append(told)
    return at, elsewhere


def told_clash(clash: Clash, cell: Cell) -> ToldClash:
    """What stands now, by whom and since when."""
    stands = clash.stands
    sent, shown = stands, stands
    if cell.table == "allocation":
        sent = money(stands)
        shown = rupiah(stands) if stands is not None else ""
    elif cell.table == "support":
        main = main_support(stands)
        sent, shown = canonical(stands), dict(cell.choices).get(main, main)
    elif cell.choices:
        shown = dict(cell.choices).get(stands, stands)
    who = say("sesudah halaman ini Anda buka")
    if clash.changed is not None:
        who = say(
            "{office}, {when}", office=clash.changed.office_label, when=moment(clash.changed.at)
        )
    return ToldClash(shown, sent, who)


def moment(at: datetime) -> str:
    """A moment in words."""
    local = timezone.localtime(at)
    return say("{day} pukul {time}", day=long_date(local.date()), time=f"{local:%H.%M}")


def history(stood: Sequence[Stood], caption: str) -> Table:
    """The figures that stood, the latest first."""
    columns = (
        Column(say("Sejak")), Column(say("Nilai")), Column(say("Ditulis oleh")), Column(say("Sampai")),
        Column(say("Baris jejak"), "number"),
    )  # fmt: skip
    rows = [
        (
            moment(each.recorded_at), _figure(each), each.office_label,
            moment(each.superseded_at) if each.superseded_at else say("masih berlaku"), each.line,
        )
        for each in reversed(stood)
    ]  # fmt: skip
    return Table(caption, columns, rows)


def wording_history(stood: Sequence[Wording], caption: str) -> Table:
    """The words that stood, the latest first."""
    columns = (
        Column(say("Sejak")),
        Column(say("Isi")),
        Column(say("Ditulis oleh")),
        Column(say("Sampai")),
    )
    rows = [
        (
            moment(each.since) if each.since else say("buku pertama"),
            each.text,
            each.written.office_label if each.written else None,
            moment(each.until) if each.until else say("masih berlaku"),
        )
        for each in reversed(stood)
    ]
    return Table(caption, columns, rows)


def name_of_plan(plan: Plan) -> str:
    """A plan as people call it."""
    years = str(plan.first_year)
    if plan.last_year != plan.first_year:
        years += f"–{plan.last_year}"
    kind = plan.kind.capitalize() if plan.kind.startswith("ren") else plan.kind.upper()
    return say("{kind} {years}, versi {version}", kind=kind, years=years, version=plan.version)


def answer(counts: Mapping[State, int], *, checked: bool) -> str:
    """What the findings come to, for the first line. checked: whether the rules were asked at all."""
    if not checked:
        return say("belum diperiksa.")
    if counts[State.BLOCKING]:
        return say("{count} temuan menahan penguncian.", count=thousands(counts[State.BLOCKING]))
    if counts[State.WARNING]:
        return say("{count} peringatan.", count=thousands(counts[State.WARNING]))
    if counts[State.UNKNOWN]:
        return say("{count} hal tidak dapat dinilai.", count=thousands(counts[State.UNKNOWN]))
    return say("tidak ada temuan.")


def _figure(stood: Stood) -> str | None:
    figure = stood.figure
    if hasattr(figure, "amount"):
        return None if figure.amount is None else rupiah(figure.amount)
    return figure.text or None


def _upwards(node: Node | None) -> list[Node]:
    chain: list[Node] = []
    while node is not None and node not in chain:
        chain.append(node)
        node = node.parent
    return chain


def _subject(finding: Finding) -> str:
    return finding.key.partition("|")[0]


def _is_at(finding: Finding, cell: Cell) -> bool:
    table, _, column = finding.field.partition(".")
    column = "text" if (table, column) == ("target", "value") else column
    if (cell.table, cell.column) != (table, column):
        return False
    if finding.table in ("node", cell.table) and finding.table != "target":
        return finding.table == "node" or cell.key == _subject(finding)
    return f"{cell.key}|".startswith(f"{finding.key}|")


def _told(finding: Finding) -> Told:
    address = reverse("findings:one", args=[finding.pk]) if finding.pk else ""
    rule = BY_CODE.get(finding.rule)
    return Told(finding, state_of(finding), address, rule.basis if rule is not None else "")
