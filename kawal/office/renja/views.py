"""A line, its figures' history, a plan; and what is changed, handed in and sent back there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kawal.base.audit.chain import digest_of_text
from kawal.base.organisation import rights
from kawal.base.organisation.clock import today
from kawal.base.ui.frame import Link
from kawal.base.ui.states import State
from kawal.engine.shared.language import say
from kawal.engine.shared.wording import long_date
from kawal.office.findings.models import CheckRun, Finding
from kawal.office.planning import actions as planning
from kawal.office.planning import history
from kawal.office.planning.models import Allocation, Indicator, Node, Plan
from kawal.office.renja import telling
from kawal.office.renja.actions import Unsaved, left_on, save_line, throw_away
from kawal.office.renja.cells import Cell, Group, groups_of
from kawal.office.renja.forms import SEEN, LineForm, ReturnForm
from kawal.office.renja.lines import lines_of

ON_A_PAGE = 100
_TAG = "renja"
_DATES = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
_SESSION_LENGTH = 16


@dataclass(frozen=True)
class Row:
    """A field as the page shows it: with its input where one can type, and with what is found there."""

    cell: Cell
    field: BoundField | None
    seen: BoundField | None
    told: Sequence[telling.Told]
    clash: telling.ToldClash | None


@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, line: str) -> HttpResponse:
    """One line beside its findings; sent back, it is saved. Http404 where it is out of reach."""
    found = get_object_or_404(
        Node.objects.visible_to(request.seat).select_related("plan__opd"), pk=line
    )
    if request.method == "POST":
        return _save(request, found)
    if "per" in request.GET:
        return _as_of(request, found, request.GET["per"])
    return _page(request, found)


@require_POST
def typing(request: HttpRequest, line: str) -> HttpResponse:
    """Keep what is being typed into one field; or forget what was kept on this line."""
    found = get_object_or_404(
        Node.objects.visible_to(request.seat).select_related("plan__opd", "parent__parent"), pk=line
    )
    actor = request.seat.actor
    cells = {cell.name: cell for group in groups_of(found) for cell in group.cells}
    if "buang" in request.POST:
        throw_away(cells.values(), actor.account)
        return redirect("renja:line", found.pk)
    cell = cells.get(request.POST.get("isian", ""))
    if cell is None:
        return JsonResponse({"kabar": say("Isian ini tidak ada.")}, status=HTTPStatus.BAD_REQUEST)
    try:
        kept = planning.autosave(
            table=cell.table, key=cell.key, field=cell.column, text=request.POST.get("teks", ""),
            seen=request.POST.get("semula", ""), session=_session(request), by=actor,
        )  # fmt: skip
    except ValidationError as refused:
        kabar = " ".join(refused.messages)
        return JsonResponse({"kabar": kabar}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    at = f"{timezone.localtime(kept.saved_at):%H.%M}"
    kabar = say("Tersimpan pukul {time} sebagai ketikan. Simpan agar masuk ke rencana.", time=at)
    return JsonResponse({"kabar": kabar})


@require_safe
def amount(request: HttpRequest, key: str) -> HttpResponse:
    """What an amount was, and who made it so."""
    first = Allocation.ever.filter(key=key, node__in=Node.objects.visible_to(request.seat)).first()
    if first is None:
        raise Http404("no such amount within reach")
    label = say("Pagu {year}, {fund}", year=first.year, fund=first.fund)
    return _history(request, first.node, label, history.of_allocation(key))


@require_safe
def target(request: HttpRequest, year: int, quarter: int, indicator: str) -> HttpResponse:
    """What a target was, and who made it so."""
    visible = Indicator.objects.filter(node__in=Node.objects.visible_to(request.seat))
    found = get_object_or_404(visible.select_related("node"), pk=indicator)
    label = say("Target {year}: {name}", year=year, name=found)
    return _history(request, found.node, label, history.of_target(indicator, year, quarter))


@require_safe
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    """A plan with its lines and what each lacks."""
    return _plan_page(request, _plan(request, plan))


@require_POST
def submit(request: HttpRequest, plan: str) -> HttpResponse:
    """Hand the plan in."""
    found = _plan(request, plan)
    try:
        planning.submit(plan=found, by=request.seat.actor)
    except ValidationError as refused:
        return _plan_page(request, found, refused=refused.messages)
    return redirect("renja:plan", found.pk)


@require_POST
def send_back(request: HttpRequest, plan: str) -> HttpResponse:
    """Return the plan to its OPD, with a reason. Afterwards it is a draft, which only its OPD reads."""
    found, form = _plan(request, plan), ReturnForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            planning.send_back(plan=found, reason=reason, by=request.seat.actor)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return redirect("desk:home")
    return _plan_page(request, found, form=form, refused=form.non_field_errors())


def _save(request: HttpRequest, node: Node) -> HttpResponse:
    groups = groups_of(node)
    form = LineForm([cell for group in groups for cell in group.cells], request.POST)
    reason = planning.frozen(node.plan)
    if reason:
        return _page(request, node, groups, form, refused=[reason])
    if not form.is_valid():
        return _page(request, node, groups, form)
    edits = list(form.edits())
    try:
        count = save_line(node=node, edits=edits, session=_session(request), by=request.seat.actor)
    except Unsaved as unsaved:
        refused = list(unsaved.errors.get("", ()))
        for name, wrong in unsaved.errors.items():
            if name:
                form.add_error(name, list(wrong))
        clashes = {
            name: telling.told_clash(clash, form.cells[name])
            for name, clash in unsaved.clashes.items()
        }
        return _page(request, node, groups, form, refused, clashes)
    at = f"{timezone.localtime():%H.%M}"
    words = say("Tersimpan pukul {time}: {count} isian.", time=at, count=count)
    messages.success(request, words if count else say("Tidak ada yang berubah."), extra_tags=_TAG)
    return redirect("renja:line", node.pk)


def _session(request: HttpRequest) -> str:
    """What the trail calls a session: not its key, by which one could enter."""
    return digest_of_text(str(request.session.session_key))[:_SESSION_LENGTH]


def _page(
    request: HttpRequest,
    node: Node,
    groups: Sequence[Group] | None = None,
    form: LineForm | None = None,
    refused: Sequence[str] = (),
    clashes: Mapping[str, telling.ToldClash] | None = None,
) -> TemplateResponse:
    """form: with what was typed and what is wrong with it. clashes: by the name of the field."""
    seat, clashes = request.seat, clashes or {}
    writes = rights.may(seat, "renja:line")
    frozen = planning.frozen(node.plan) if writes else ""
    groups = groups_of(node) if groups is None else groups
    cells = [cell for group in groups for cell in group.cells]
    left = left_on(cells, seat.account.code) if writes and not frozen and form is None else {}
    if form is None and writes and not frozen:
        form = LineForm(cells, typed=left if "lanjutkan" in request.GET else None)
    now = writes and not frozen
    found = telling.found_on(node, seat, now=now)
    counts = Counter(telling.state_of(each) for each in found)
    at, elsewhere = telling.at_fields(found, cells)
    wrong = form is not None and form.is_bound
    context = {
        **_around(request, node),
        "answer": telling.answer(counts, checked=now or CheckRun.objects.exists()),
        "groups": [_told_group(group, form, at, clashes) for group in groups],
        "form": form,
        "frozen": frozen,
        "elsewhere": elsewhere,
        "clashes": clashes,
        "refused": [*refused, *(form.non_field_errors() if wrong and form is not None else ())],
        "unsaved": wrong,
        "left": left if "lanjutkan" not in request.GET else {},
        "whose": digest_of_text(seat.account.code)[:_SESSION_LENGTH],
        "saved": [str(each) for each in messages.get_messages(request) if each.extra_tags == _TAG],
        "shown_day": "",
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    status = HTTPStatus.CONFLICT if clashes else status
    return TemplateResponse(request, "renja/line.html", context, status=status)


def _as_of(request: HttpRequest, node: Node, asked: str) -> HttpResponse:
    """The line as it stood at the end of a day. A day that cannot be read is told."""
    day, wrong = _day(asked), ""
    if day is None:
        wrong = say(
            "“{text}” bukan tanggal. Tulis tahun-bulan-hari, misalnya 2020-03-02.", text=asked[:40]
        )
    elif day > today():
        wrong = say("{day} belum tiba. Pilih hari ini atau hari sebelumnya.", day=long_date(day))
    if day is None or wrong:
        page = _page(request, node, refused=[wrong])
        page.status_code = HTTPStatus.BAD_REQUEST
        return page
    end = timezone.make_aware(datetime.combine(day, time.max))
    try:
        groups = groups_of(node, end)
    except Node.DoesNotExist:
        return _not_there_yet(request, node, day)
    context = {
        **_around(request, node),
        "answer": say("sebagaimana adanya pada {day}.", day=long_date(day)),
        "groups": [_told_group(group, None, {}, {}) for group in groups],
        "shown_day": long_date(day),
        "per": day.isoformat(),
    }
    return TemplateResponse(request, "renja/line.html", context)


def _not_there_yet(request: HttpRequest, node: Node, day: date) -> HttpResponse:
    came = history.came_in("node", node.pk)
    if came is None:
        absent = say("Kapan baris ini masuk ke rencana tidak tercatat.")
    else:
        since = long_date(timezone.localdate(came))
        absent = say("Baris ini masuk ke rencana pada {day}.", day=since)
    context = {
        **_around(request, node),
        "answer": say("belum ada pada {day}.", day=long_date(day)),
        "absent": absent,
        "per": day.isoformat(),
    }
    return TemplateResponse(request, "renja/line.html", context)


def _around(request: HttpRequest, node: Node) -> dict[str, Any]:
    mark, words = telling.state_of_plan(node.plan)
    return {
        "node": node,
        "links": telling.way_to(node, request.seat),
        "plan": node.plan,
        "plan_name": telling.name_of_plan(node.plan),
        "plan_mark": mark,
        "plan_words": words,
        "per": "",
        "blocking": State.BLOCKING,
        "locked": State.LOCKED,
    }


def _told_group(
    group: Group,
    form: LineForm | None,
    at: Mapping[str, Sequence[telling.Told]],
    clashes: Mapping[str, telling.ToldClash],
) -> tuple[Group, list[Row]]:
    return group, [
        Row(
            cell,
            form[cell.name] if form is not None else None,
            form[cell.name + SEEN] if form is not None else None,
            at.get(cell.name, ()),
            clashes.get(cell.name),
        )
        for cell in group.cells
    ]


def _history(
    request: HttpRequest, node: Node, label: str, stood: Sequence[history.Stood]
) -> HttpResponse:
    back = Link(str(node), reverse("renja:line", args=[node.pk]))
    context = {
        "links": [back, Link(say("Riwayat"))],
        "label": label,
        "changes": len(stood) - 1,
        "table": telling.history(stood, label),
    }
    return TemplateResponse(request, "renja/history.html", context)


def _plan(request: HttpRequest, key: str) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.seat).select_related("opd"), pk=key)


def _plan_page(
    request: HttpRequest, plan: Plan, form: ReturnForm | None = None, refused: Sequence[str] = ()
) -> TemplateResponse:
    seat = request.seat
    plan.refresh_from_db()
    found = list(Finding.objects.visible_to(seat).open().filter(plan=plan.pk))
    lines = lines_of(plan, found)
    mark, words = telling.state_of_plan(plan)
    of_an_opd = plan.opd_id is not None and not plan.locked
    context = {
        "plan": plan,
        "plan_name": telling.name_of_plan(plan),
        "is_checked": CheckRun.objects.exists(),
        "plan_mark": mark,
        "plan_words": words,
        "lines": Paginator(lines, ON_A_PAGE).get_page(request.GET.get("halaman")),
        "lacking": sum(bool(each.blocking or each.others) for each in lines),
        "stopping": sum(telling.state_of(each) is State.BLOCKING for each in found),
        "is_draft": of_an_opd and plan.submitted_at is None,
        "is_submitted": of_an_opd and plan.submitted_at is not None,
        "form": form or ReturnForm(),
        "refused": refused,
        "blocking": State.BLOCKING,
    }
    wrong = bool(refused) or (form is not None and bool(form.errors))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return TemplateResponse(request, "renja/plan.html", context, status=status)


def _day(text: str) -> date | None:
    for form in _DATES:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
